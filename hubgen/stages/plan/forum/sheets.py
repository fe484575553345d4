"""A thread cut into pages that a slow network can carry; a mail that is heavier than a page goes on on the next."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from hubgen.model.frozen import frozen
from hubgen.model.thread import Message, Passage, Thread

FRAME_BYTES = 4_600
"""What a page has beside its mails: menu, style, contact; as measured, with room for a hub of many languages."""
LEAST_BYTES = 1_500
MAIL_BYTES = 190
"""Head and reply link of a mail after gzip, more than measured."""
PIECE_BYTES = 1_000
"""A longer paragraph is cut; of text that nothing makes smaller, so much stands on any page."""
_LAST_BLANK = re.compile(r"\s(?=\S*\Z)")


@frozen
class Piece:
    """A mail, or what of it stands on a page."""

    message: Message
    is_first: bool = True
    goes_on: bool = False


Sheet = tuple[Piece, ...]


class Sheets:
    """The pages of the threads of a hub, each cut once."""

    def __init__(self, page_bytes: int):
        self.limit = max(LEAST_BYTES, page_bytes - FRAME_BYTES)
        self._made: dict[int, tuple[Sheet, ...]] = {}
        self._begins: dict[int, dict[int, int]] = {}

    def of(self, thread: Thread) -> tuple[Sheet, ...]:
        """The pages of a thread, in order."""
        if id(thread) not in self._made:
            self._made[id(thread)] = tuple(_sheets(thread, self.limit))
        return self._made[id(thread)]

    def page_of(self, thread: Thread, number: int) -> int:
        """The page on which a mail begins, from 1."""
        if id(thread) not in self._begins:
            self._begins[id(thread)] = {
                piece.message.number: page
                for page, sheet in enumerate(self.of(thread), 1)
                for piece in sheet
                if piece.is_first
            }
        return self._begins[id(thread)][number]


def _sheets(thread: Thread, limit: int) -> Iterator[Sheet]:
    sheet: list[Piece] = []
    scale = _Scale()
    for message in thread.messages:
        for piece in _pieces(message, limit):
            if sheet and scale.after(piece.message) > limit:
                yield tuple(sheet)
                sheet, scale = [], _Scale()
            sheet.append(piece)
            scale.put(piece.message)
    if sheet:
        yield tuple(sheet)


class _Scale:
    """What the mails of a page weigh together: words that came before cost less."""

    def __init__(self) -> None:
        self._press = zlib.compressobj(6)
        self._bytes = 0

    def put(self, message: Message) -> int:
        text = html.escape("\n\n".join(one.text for one in message.passages)).encode("utf-8", "replace")
        self._bytes += MAIL_BYTES + len(self._press.compress(text)) + len(self._press.flush(zlib.Z_SYNC_FLUSH))
        return self._bytes

    def after(self, message: Message) -> int:
        """The weight with one more mail, which is not put there."""
        other = _Scale()
        other._press, other._bytes = self._press.copy(), self._bytes
        return other.put(message)


def _pieces(message: Message, limit: int) -> Iterator[Piece]:
    """A mail whole where a page can carry it, else in pieces of nearly a page."""
    if _Scale().put(message) <= limit:
        yield Piece(message)
        return
    kept: list[Passage] = []
    size, is_first = MAIL_BYTES, True
    for passage in _small(message.passages):
        more = weight(passage.text)
        if kept and size + more > limit:
            yield _piece(message, kept, is_first=is_first, goes_on=True)
            kept, size, is_first = [], MAIL_BYTES, False
        kept.append(passage)
        size += more
    yield _piece(message, kept, is_first=is_first, goes_on=False)


def _piece(message: Message, passages: list[Passage], *, is_first: bool, goes_on: bool) -> Piece:
    """Attachments and the note of a cut stand at the end of a mail."""
    shown = replace(message, passages=tuple(passages))
    if goes_on:
        shown = replace(shown, attachments=(), whole_bytes=0)
    return Piece(shown, is_first, goes_on)


def _small(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """Each paragraph by itself, a long one in pieces."""
    for passage in passages:
        for paragraph in passage.text.split("\n\n"):
            for piece in _cut(paragraph):
                yield Passage(passage.kind, piece)


def _cut(paragraph: str) -> Iterator[str]:
    rest = paragraph
    while len(rest.encode("utf-8", "replace")) > PIECE_BYTES:
        head = rest.encode("utf-8", "replace")[:PIECE_BYTES].decode("utf-8", "ignore")
        blank = _LAST_BLANK.search(head)
        at = blank.start() if blank and blank.start() > len(head) // 2 else len(head)
        yield rest[:at]
        rest = rest[at:].lstrip()
    if rest:
        yield rest


def weight(text: str) -> int:
    """Bytes after gzip that a text alone costs: together with others it costs less."""
    return len(zlib.compress(html.escape(text).encode("utf-8", "replace"), 6)) - 8
