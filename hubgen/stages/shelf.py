"""Texts of entries laid aside: a file keeps them until a page, a feed or the search asks for one.

They are the larger part of a hub, and few of them are needed at a time. The file has no name, and goes with the
process. Where the disk refuses, texts stay in the main memory.
"""

from __future__ import annotations

import weakref
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO

from hubgen.model.entry import Body, BodyLink, BodyPicture, Entry, Heading, Localized
from hubgen.model.plain_codec import PlainCodec
from hubgen.problems import Location

RECENT = 16
"""So many texts that were read last are at hand: a page asks for its text more than once."""
_BODIES = PlainCodec(Body, BodyLink, BodyPicture, Heading, Location)


class Shelf:
    """A file of texts; nothing is made on the disk before there is one.

    Args:
        folder: where there is room for them; None: where the system keeps what is passing.
    """

    def __init__(self, folder: Path | None = None):
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._end = 0
        self._has_room = True
        self._recent: dict[int, Body] = {}
        self._lock = Lock()

    def laid(self, entry: Entry) -> Entry:
        """The same entry, its texts laid aside."""
        if entry.body is None and not entry.further:
            return entry
        body = entry.body and self._each(entry.body)
        return replace(entry, body=body, further=tuple((name, self._each(texts)) for name, texts in entry.further))

    def read(self, at: int, size: int) -> Body:
        """The text that stands there."""
        with self._lock:
            found = self._recent.get(at)
            if found is None:
                assert self._file is not None
                self._file.seek(at)
                found = _BODIES.load(self._file.read(size))
                if len(self._recent) >= RECENT:
                    self._recent.clear()
                self._recent[at] = found
            return found

    def _each(self, texts: Localized[Body]) -> Localized[Body]:
        return Localized.of(tuple((language, self._lay(body)) for language, body in texts.values))

    def _lay(self, body: Body) -> Body:
        if not body or not self._has_room:
            return body
        data = _BODIES.dump(body)
        try:
            file = self._opened()
            file.seek(self._end)
            # Without a buffer: what is written is there, or the disk says at once that it has no room.
            self._has_room = file.write(data) == len(data)
        except OSError:
            self._has_room = False
        if not self._has_room:
            return body
        self._end += len(data)
        return LaidBody(self, self._end - len(data), len(data))

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115  open as long as the shelf is
            weakref.finalize(self, self._file.close)
        return self._file


class LaidBody(Body):
    """A text on a shelf, with the members of one that is at hand."""

    __slots__ = ("_place",)
    _place: tuple[Shelf, int, int]

    def __init__(self, shelf: Shelf, at: int, size: int):
        object.__setattr__(self, "_place", (shelf, at, size))  # as a frozen class sets its members

    def __bool__(self) -> bool:
        return True  # an empty one is not laid aside

    def __reduce__(self) -> tuple[type[Body], tuple[object, ...]]:
        """A copy, in another process too, is the text itself: the shelf stays here."""
        return Body, (self.parts, self.links, self.headings, self.anchors, self.words)

    @property
    def parts(self) -> tuple[str, ...]:
        return self._read().parts

    @property
    def links(self) -> tuple[BodyLink, ...]:
        return self._read().links

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._read().headings

    @property
    def anchors(self) -> tuple[str, ...]:
        return self._read().anchors

    @property
    def words(self) -> int:
        return self._read().words

    def _read(self) -> Body:
        shelf, at, size = self._place
        return shelf.read(at, size)
