"""The words of a passage as a reader sees them, its links, and the way back from a word to the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable

from hubgen.lint.passages import Passage
from hubgen.model.frozen import frozen

CODE = "Xx"
"""Stands for code and for bare addresses: one word, of no language, that may begin a sentence."""

_SPECIAL = re.compile(r"[\\`!\[\]<{&*_\n]")
_SPECIAL_OR_ADDRESS = re.compile(r"[\\`!\[\]<{&*_\n]|\bhttps?://|\bwww\.")
# Every repetition has a bound, so that a text of nothing but openings costs no more than its length.
_MARKUP = re.compile(
    r"""(?P<escape>\\[\\`*_{}\[\]()>#+.!|-])
    | (?P<code>(?<!`)(`+)(?!`).{1,3000}?(?<!`)\3(?!`))
    | (?P<note>\[\^[^\]\s]{1,200}\])
    | (?P<open>!?\[)
    | (?P<close>\]\([ ]{0,9}(?P<target><[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,2000})
        (?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,9}\))
    | (?P<named>\][ ]?\[(?P<name>[^\[\]]{0,300})\])
    | (?P<end>\])
    | (?P<address><(?:https?://|ftp://)[^<>\s]{1,2000}>)
    | (?P<mail><(?:mailto:)?[^<>\s@]{1,200}@[^<>\s]{1,200}>)
    | (?P<abbr><abbr\b[^<>]{0,1000}>)
    | (?P<tag><(?:!--.{0,500}?--|/?[a-zA-Z][^<>]{0,1000})>)
    | (?P<attributes>\{:?[ ]*[.\#\w][^{}\n]{0,300}\})
    | (?P<stress>\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w))
    | (?P<entity>&\#?\w{2,10};)
    | (?P<line>\n)
    | (?P<bare>(?:https?://|www\.)[^\s<>()\[\]"'»”`*|]{1,2000})
    """,
    re.VERBOSE | re.DOTALL,
)
_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\)\Z")
_AFTER_ADDRESS = ".,;:!?…_"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_LINK_LIMIT = 500


@frozen
class Link:
    """A link or an address that stands in the text, and where it begins in the source."""

    text: str
    target: str
    at: int
    is_bare: bool = False
    """An address without words."""


@frozen
class Prose:
    """Words without markup; a line feed is a break that the author set."""

    passage: Passage
    text: str
    links: tuple[Link, ...]
    _starts: tuple[int, ...]
    _sources: tuple[int, ...]

    def source_of(self, position: int) -> int:
        """Where in the source the character stands."""
        number = bisect_right(self._starts, position) - 1
        return self._sources[number] + position - self._starts[number]


def prose_of(passage: Passage, addresses: frozenset[str] = frozenset()) -> Prose:
    """The words and links of a passage.

    Args:
        addresses: the names that the text defines as addresses.
    """
    if len(passage.lines) == 1:
        at, text = passage.lines[0]
        special = _SPECIAL_OR_ADDRESS if "://" in text or "www." in text else _SPECIAL
        if not special.search(text):
            return Prose(passage, text, (), (0,), (at,))
    return _Unmarking(passage, addresses).read()


class _Unmarking:
    """Walks over the markup of one passage, keeping what is read and where it stood."""

    def __init__(self, passage: Passage, addresses: frozenset[str]):
        self.passage, self.addresses = passage, addresses
        self.raw = "\n".join(words for _, words in passage.lines)
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.sources: list[int] = []
        self.links: list[Link] = []
        self.opened: list[tuple[int, int]] = []
        """Of each open bracket: the parts before it and its place among the words."""
        self.rows: list[int] = []
        position = 0
        for _, words in passage.lines:
            self.rows.append(position)
            position += len(words) + 1

    def read(self) -> Prose:
        raw, position = self.raw, 0
        find = (_SPECIAL_OR_ADDRESS if "://" in raw or "www." in raw else _SPECIAL).search
        searched = 0
        while special := find(raw, searched):
            found = _MARKUP.match(raw, special.start())
            searched = special.start() + 1
            if found is None:
                continue
            if special.start() > position:
                self._keep(raw[position : special.start()], position)
            kind = str(found.lastgroup)
            _ACTIONS[kind](self, found)
            end = found.end() if kind != "bare" else found.start() + len(found[0].rstrip(_AFTER_ADDRESS))
            position = searched = end
        if position < len(raw):
            self._keep(raw[position:], position)
        return Prose(
            self.passage, "".join(self.parts), tuple(self.links), tuple(self.starts) or (0,),
            tuple(self.sources) or (self.passage.start,),
        )  # fmt: skip

    def _source(self, position: int) -> int:
        number = bisect_right(self.rows, position) - 1
        return self.passage.lines[number][0] + position - self.rows[number]

    def _keep(self, text: str, position: int) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.sources.append(self._source(position))
        self.length += len(text)

    def _drop(self, found: re.Match[str]) -> None:
        pass

    def _escape(self, found: re.Match[str]) -> None:
        self._keep(found[0][1], found.start() + 1)

    def _code(self, found: re.Match[str]) -> None:
        self._keep(CODE, found.start())

    def _entity(self, found: re.Match[str]) -> None:
        self._keep(html.unescape(found[0])[:1] or " ", found.start())

    def _line(self, found: re.Match[str]) -> None:
        is_hard = bool(self.parts) and bool(_HARD_BREAK.search(self.parts[-1]))
        self._keep("\n" if is_hard else " ", found.start())

    def _mail(self, found: re.Match[str]) -> None:
        self._keep(CODE, found.start())

    def _address(self, found: re.Match[str]) -> None:
        self.links.append(Link(found[0][1:-1], found[0][1:-1], self._source(found.start()), True))
        self._keep(CODE, found.start())

    def _bare(self, found: re.Match[str]) -> None:
        address = found[0].rstrip(_AFTER_ADDRESS)
        if not self.opened:
            self.links.append(Link(address, address, self._source(found.start()), True))
        self._keep(CODE, found.start())

    def _open(self, found: re.Match[str]) -> None:
        self.opened.append((len(self.parts), found.start()))

    def _close(self, found: re.Match[str]) -> None:
        if self.opened:
            self._link(found, found["target"].strip("<>"))
        else:
            self._keep(found[0], found.start())

    def _named(self, found: re.Match[str]) -> None:
        self._end(found, found["name"])

    def _end(self, found: re.Match[str], name: str = "") -> None:
        if not self.opened:
            return
        if (name or self._inside(found)).strip().lower() in self.addresses:
            self._link(found, "")
        else:
            self.opened.pop()

    def _inside(self, found: re.Match[str]) -> str:
        """What stands in the source since the last open bracket; a bracket that opened far above holds nothing."""
        start = self.raw.find("[", self.opened[-1][1]) + 1
        return self.raw[start : found.start()] if found.start() - start <= _LINK_LIMIT else ""

    def _link(self, found: re.Match[str], target: str) -> None:
        """The link or picture that ends here, whose words are in the parts since its bracket."""
        written = self._inside(found).strip()
        parts, start = self.opened.pop()
        if self.raw[start] == "!":
            self._forget(parts)
            if self.opened:  # a picture inside a link speaks for it
                self._keep(written, start + 2)
            return
        is_bare = bool(written) and (written == target or bool(_ADDRESS.match(written)))
        words = written if is_bare else " ".join("".join(self.parts[parts : parts + _LINK_LIMIT]).split())
        self.links.append(Link(words, target, self._source(start), is_bare))

    def _forget(self, parts: int) -> None:
        lost = sum(map(len, self.parts[parts:]))
        del self.parts[parts:], self.starts[parts:], self.sources[parts:]
        self.length -= lost


_ACTIONS: dict[str, Callable[[_Unmarking, re.Match[str]], None]] = {
    "escape": _Unmarking._escape,
    "code": _Unmarking._code,
    "note": _Unmarking._drop,
    "open": _Unmarking._open,
    "close": _Unmarking._close,
    "named": _Unmarking._named,
    "end": _Unmarking._end,
    "address": _Unmarking._address,
    "mail": _Unmarking._mail,
    "abbr": _Unmarking._drop,
    "tag": _Unmarking._drop,
    "attributes": _Unmarking._drop,
    "stress": _Unmarking._drop,
    "entity": _Unmarking._entity,
    "line": _Unmarking._line,
    "bare": _Unmarking._bare,
}
