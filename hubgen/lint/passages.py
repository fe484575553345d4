"""A Markdown source as the passages that people read one by one, each with the way back to its lines.

It reads as the dialect of `formats.dialect` does, but keeps places, which the library forgets. Code, definitions of
addresses and rules are no passages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from hubgen.model.frozen import frozen

Kind = Literal["paragraph", "item", "heading", "cell", "term", "meaning", "note"]
Line = tuple[int, str]
"""Where a line begins in the source, and its words."""

_QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ITEM = re.compile(r"[ ]*(?:[*+-]|(\d{1,9})\.)[ ]+(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]{0,2}){3,}|(?:_[ ]{0,2}){3,}|(?:\*[ ]{0,2}){3,})\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*\Z")
_TABLE = re.compile(r"[ ]{0,3}(?=[^\n]*\|)(?=[^\n]*-)[ |:-]+\Z")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]\s]{1,200}\]:[ ]*")
_ADDRESS = re.compile(r"[ ]{0,3}\[([^\]\n]{1,300})\]:[ ]*(\S*)")
_MEANING = re.compile(r"[ ]{0,3}:[ ]{1,3}(?=\S)")
_BOX = re.compile(r"!!![ ]?[\w -]*?(?:[ ]*\"([^\"\n]*)\")?[ ]*\Z")
_TAB = 4


@frozen
class Passage:
    """What is read in one go: a paragraph, an item, a heading, a cell."""

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    """Of a heading; of a cell its column, from 1."""
    row: int = 0
    """Of a cell: from 1, which is the head of its table."""

    @property
    def start(self) -> int:
        return self.lines[0][0]


@frozen
class Source:
    """What stands in a Markdown text."""

    passages: tuple[Passage, ...]
    hidden_lists: tuple[int, ...]
    """Where the first items of lists stand that the library reads as words of the paragraph above."""
    addresses: frozenset[str]
    """The names of addresses that are defined apart, as in `[name]: https://…`."""


def read_source(text: str) -> Source:
    """The passages of a Markdown text, in its order."""
    return _Reader(text).read()


@dataclass
class _Reader:
    text: str
    passages: list[Passage] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    kind: Kind = "paragraph"
    lines: list[Line] = field(default_factory=list)
    depth: int = 0
    """How many lists or boxes are open around the line."""
    is_quoted: bool = False
    after_blank: bool = True
    row: int = 0
    """Of the open table; 0 where none is open."""
    endless: set[str] = field(default_factory=set)
    """Fences that nothing below ends."""

    def read(self) -> Source:
        self.rows = self.text.split("\n")
        self.offsets = _offsets(self.rows)
        number = 0
        while number < len(self.rows):
            number = self._row(number)
        self._close()
        return Source(tuple(self.passages), tuple(self.hidden), frozenset(self.addresses))

    def _row(self, number: int) -> int:
        """Takes the row; the number of the next one."""
        row, start = self.rows[number].replace("\t", " "), 0
        if ">" in row and (quote := _QUOTE.match(row)):
            start = quote.end()
            if not self.is_quoted:
                self._close()
            self.is_quoted = True
        words = row[start:]
        if not words.strip():
            self._blank(is_quoted=start > 0)
            return number + 1
        lead = len(words) - len(words.lstrip(" "))
        tabs = self.rows[number].count("\t", start, start + lead)
        if self._is_code(lead + tabs * (_TAB - 1)):
            return self._after_code(number)
        fence = _FENCE.match(words, lead)
        if fence and "`" not in words[fence.end() :] and (end := self._fence_end(number, fence[0])):
            self._close()
            return end
        self._words(number, start, words, lead, (lead + tabs * (_TAB - 1)) // _TAB)
        self.after_blank = False
        return number + 1

    def _blank(self, *, is_quoted: bool) -> None:
        self._close()
        self.after_blank = True
        self.is_quoted = is_quoted

    def _is_code(self, indent: int) -> bool:
        """Whether the row begins code: indented deeper than the lists around it, below an empty line."""
        if not self.after_blank or self.lines:
            return False
        self.depth = min(self.depth, indent // _TAB)
        return indent >= _TAB * (self.depth + 1)

    def _after_code(self, number: int) -> int:
        while number < len(self.rows) and self.rows[number].strip():
            number += 1
        return number

    def _fence_end(self, number: int, fence: str) -> int | None:
        """The row below the end of fenced code; None where nothing ends it."""
        if fence in self.endless:
            return None
        for other in range(number + 1, len(self.rows)):
            if self.rows[other].strip(" >") == fence:
                return other + 1
        self.endless.add(fence)
        return None

    def _words(self, number: int, start: int, words: str, lead: int, depth: int) -> None:
        at = self.offsets[number] + start
        if self.row:
            self._cells(at, words)
        elif words[lead] == "#" and (not lead or self.depth):
            self._heading(at + lead, words[lead:])
        elif len(self.lines) == 1 and self.kind == "paragraph" and not lead and _UNDERLINE.match(words):
            self._close("heading", 1 if words[0] == "=" else 2)
        elif len(self.lines) == 1 and "|" in words and _TABLE.match(words) and "|" in self.lines[0][1]:
            self._cells(*self.lines.pop())
            self.row = 1
        elif _RULE.match(words):
            self._close()
        elif item := _ITEM.match(words):
            self._item(number, at, words, item, depth)
        elif words.startswith("!!!") and (box := _BOX.match(words)):
            self._box(at, box)
        elif words[lead] == "[" and self._apart(at, words):
            pass
        elif words[lead] == ":" and (meaning := _MEANING.match(words)):
            self._close("term" if self.kind == "paragraph" else None)
            self._open("meaning", at + meaning.end(), words[meaning.end() :])
        else:
            self.lines.append((at + lead, words[lead:]))

    def _open(self, kind: Kind, at: int, words: str) -> None:
        self._close()
        self.kind = kind
        self.lines.append((at, words))

    def _close(self, kind: Kind | None = None, level: int = 0) -> None:
        if self.lines:
            self.passages.append(Passage(kind or self.kind, tuple(self.lines), level))
        self.lines = []
        self.kind, self.row = "paragraph", 0

    def _heading(self, at: int, words: str) -> None:
        text = words.lstrip("#")
        level = min(6, len(words) - len(text))
        self._close()
        lead = len(text) - len(text.lstrip(" ")) if text.strip() else 0
        self.lines.append((at + len(words) - len(text) + lead, text.strip().rstrip("#").rstrip()))
        self._close("heading", level)

    def _cells(self, at: int, words: str) -> None:
        self.row += 1
        cells = (cell for cell in _CELL.finditer(words) if cell[0].strip())
        for column, cell in enumerate(cells, 1):
            lead = len(cell[0]) - len(cell[0].lstrip())
            self.passages.append(Passage("cell", ((at + cell.start() + lead, cell[0].strip()),), column, self.row))

    def _item(self, number: int, at: int, words: str, item: re.Match[str], depth: int) -> None:
        if self.lines and self.kind in ("paragraph", "note", "meaning"):
            if not self._is_list(number, item):
                self.lines.append((at, words))
                return
            self.hidden.append(at + len(words) - len(words.lstrip(" ")))
        self._open("item", at + item.end(), words[item.end() :])
        self.depth = depth + 1

    def _is_list(self, number: int, item: re.Match[str]) -> bool:
        """Whether an item below a paragraph is meant as one: a dash or a year may begin a line of a sentence."""
        is_announced = self.lines[-1][1].rstrip(" *_").endswith((":", "："))
        if item[1] and int(item[1]) > 20:
            return False
        if is_announced:
            return not item[1] or int(item[1]) <= 1
        below = self.rows[number + 1] if number + 1 < len(self.rows) else ""
        quote = _QUOTE.match(below)
        follower = _ITEM.match(below, quote.end() if quote else 0)
        if follower is None:
            return False
        if item[1] and follower[1]:
            return int(follower[1]) in (int(item[1]), int(item[1]) + 1)
        return not item[1] and not follower[1]

    def _box(self, at: int, box: re.Match[str]) -> None:
        self._close()
        if box[1]:
            self.lines.append((at + box.start(1), box[1]))
            self._close()
        self.depth += 1

    def _apart(self, at: int, words: str) -> bool:
        """Whether the row defines a note or an address; a note is opened, an address remembered."""
        if note := _NOTE.match(words):
            self._open("note", at + note.end(), words[note.end() :])
            self.depth = max(self.depth, 1)
            return True
        if (address := _ADDRESS.match(words)) and address[2]:
            self.addresses.add(address[1].strip().lower())
            return True
        return False


def _offsets(rows: list[str]) -> list[int]:
    found, position = [], 0
    for row in rows:
        found.append(position)
        position += len(row) + 1
    return found
