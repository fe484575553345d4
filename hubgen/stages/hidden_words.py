"""Words that tell of what the readers of a site may not see, looked for in its finished files.

Each file is read once, whatever the number of such words: its own are looked up among the rarest of those that are
searched for, and only a hit is looked at closely.
"""

from __future__ import annotations

import html
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Generic, TypeVar
from urllib.parse import unquote

from hubgen.model.frozen import frozen
from hubgen.model.rendered import Rendered

OPAQUE = frozenset(
    ".png .jpg .jpeg .avif .webp .gif .ico .pdf .zip .ods .odt .odp .xlsx .docx .pptx .epub .zim .mp3 .mp4".split()
)
"""Files in which no words can be seen."""
UNPACKED_BYTES = 50_000_000
"""Of a packed file, as many are searched."""
_GZIP = b"\x1f\x8b"
_INSIDE_A_WORD, _INSIDE_AN_ADDRESS = re.compile(r"\w"), re.compile(r"[\w/-]")
_BETWEEN = r"(?>(?:<[^<>]*>|\W)+)"
"""Between the words of a title: blanks, signs, and the tags of a text in which some are bold or linked."""
_WORDS = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256)
)
"""Small letters and digits of ASCII stay, everything else parts words: as the bytes of a file are looked up."""
_ESCAPED = ((b"\r\n ", b""), (b"\\n", b" "), (b"%20", b" "))
"""Folded lines of calendars, line ends and blanks as they are written into other formats: they would hide a word."""


@frozen(slots=False, eq=False)
class Words:
    """An address, an id or a title."""

    text: str
    is_title: bool

    @cached_property
    def keys(self) -> frozenset[bytes]:
        """Beginnings of its words as a file of any format has them: up to the first letter that is not ASCII."""
        words = (re.match("[a-z0-9]*", word) for word in re.findall(r"[^\W_]+", self.text.lower()))
        return frozenset(word[0].encode() for word in words if word and word[0])

    @cached_property
    def longest(self) -> bytes:
        """Of the keys, the one that says most."""
        return max(self.keys, key=lambda word: (len(word), word), default=b"")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """It begins with a plain word, which is found fast; what stands before it is looked at afterwards."""
        if not self.is_title:
            return re.compile(rf"{re.escape(self.text.lower())}(?![\w/-])")
        words = re.findall(r"\w+", self.text.lower())
        return re.compile(rf"{_BETWEEN.join(map(re.escape, words))}(?!\w)")

    def is_in(self, text: str) -> bool:
        """Whether a text has it.

        Args:
            text: as `plain` gives it.
        """
        before = _INSIDE_A_WORD if self.is_title else _INSIDE_AN_ADDRESS
        return any(not before.match(text, max(0, hit.start() - 1), hit.start()) for hit in self._pattern.finditer(text))


W = TypeVar("W", bound=Words)


class HiddenWords(Generic[W]):
    """All of them, for one file after the other."""

    def __init__(self, hidden: Iterable[W]):
        self._by_key: dict[bytes, list[W]] = {}
        hidden = tuple(hidden)
        shared = Counter(key for one in hidden for key in one.keys)
        for one in hidden:
            self._by_key.setdefault(_rarest(one.keys, shared), []).append(one)

    def found_in(self, file: Rendered) -> list[W]:
        """Those that stand in a file or in its address."""
        if not self._by_key:
            return []
        data = _bytes(file)
        words = {b"", *words_of(data)}
        likely = [one for key in words & self._by_key.keys() for one in self._by_key[key] if one.keys <= words]
        text = plain(data.decode("utf-8", "replace")) if likely else ""
        return [one for one in likely if one.is_in(text)]


def plain(text: str) -> str:
    """A text in small letters, without what formats write in the place of some of them."""
    return unquote(html.unescape(text)).lower()


def words_of(data: bytes) -> list[bytes]:
    """The words of a file, as `Words.keys` has theirs."""
    return data.translate(_WORDS).split()


def _rarest(keys: frozenset[bytes], shared: Mapping[bytes, int]) -> bytes:
    """The word that the fewest share, of those the longest; empty for a script of other letters."""
    return min(keys, key=lambda word: (shared[word], -len(word), word), default=b"")


def _bytes(file: Rendered) -> bytes:
    """The address and the bytes of a file, unpacked; of one in which no words can be seen, the address."""
    if PurePosixPath(file.path).suffix.lower() in OPAQUE:
        return file.path.encode()
    try:
        data = file.content if file.source is None else file.source.read_bytes()
    except OSError:  # told where it is copied
        data = b""
    if data.startswith(_GZIP):
        data = _unpacked(data)
    for old, new in _ESCAPED:
        data = data.replace(old, new)
    return file.path.encode() + b"\n" + data


def _unpacked(data: bytes) -> bytes:
    """As much as can be unpacked, up to a limit: a file of `static/` may be cut, or a bomb."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(data, UNPACKED_BYTES)
    except zlib.error:
        return data
