"""Where in a source something stands that was found in its HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from hubgen.problems import Location

_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ ]*$|(?<!`)(`+)(?!`)[^\n]+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]\n]+\]:")
_BEFORE = frozenset("(<\"'= \n:[{")
_AFTER = frozenset(")>\"' \n/}=#?]")
_TRIES = 50  # hits inside other words that are passed over before the first one is taken after all


class Places:
    """Finds texts in a body, each time from the last hit on, since HTML keeps the order of its source."""

    def __init__(self, text: str, file: str, first_line: int):
        self._file, self._first_line = file, first_line
        self._text = _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text) if "`" in text or "~~~" in text else text
        self._lines = [0, *(m.end() for m in re.finditer(r"\n", text))]
        self.restart()

    def restart(self) -> Places:
        """The same body, searched from its beginning again."""
        self._cursor = 0
        self._last: dict[str, int] = {}
        return self

    def of(self, *needles: str) -> Location:
        """The place of the first needle that is found; the whole body where none is."""
        return self.first_of(needles)

    def first_of(self, needles: Iterable[str]) -> Location:
        """The same, of needles that are made one by one."""
        for needle in needles:
            if needle and (position := self._find(needle)) is not None:
                return self.at(position)
        return Location(self._file, self._first_line, 0, "body")

    def last(self, needle: str) -> Location:
        """The place of the last time the needle stands in the body."""
        return self.at(max(0, self._text.rfind(needle)))

    def at(self, position: int) -> Location:
        line = bisect_right(self._lines, position)
        return Location(self._file, self._first_line + line - 1, position - self._lines[line - 1] + 1, "body")

    def _find(self, needle: str) -> int | None:
        last = self._last.get(needle, -1) + 1
        for start in dict.fromkeys((max(self._cursor, last), last, 0)):
            if (position := self._whole(needle, start)) is not None:
                self._last[needle] = position
                # Definitions of addresses stand apart, often at the end: the reading goes on where it was.
                line = self._lines[bisect_right(self._lines, position) - 1]
                if not _DEFINITION.match(self._text, line):
                    self._cursor = position
                return position
        return None

    def _whole(self, needle: str, start: int) -> int | None:
        first = position = self._text.find(needle, start)
        for _ in range(_TRIES):
            if position < 0:
                break
            end = position + len(needle)
            before_is_edge = not position or self._text[position - 1] in _BEFORE or not needle[0].isalnum()
            after_is_edge = end >= len(self._text) or self._text[end] in _AFTER or not needle[-1].isalnum()
            if before_is_edge and after_is_edge:
                return position
            position = self._text.find(needle, position + 1)
        return first if first >= 0 else None
