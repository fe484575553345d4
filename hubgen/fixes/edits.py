"""Places in a text, and changes made there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hubgen.model.frozen import frozen
from hubgen.problems import Location, Problem

BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\n|\r")


@frozen
class Edit:
    """Characters from `start` up to `end` become `new`."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    parts, position = [], 0
    for edit in sorted(edits, key=lambda one: one.start):
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*parts, text[position:]])


def read_as(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins; line ends of all three kinds."""
    first = 1 if text.startswith(BOM) else 0
    return [first, *(match.end() for match in _BREAK.finditer(text))]


def offset_of(starts: list[int], where: Location) -> int | None:
    return starts[where.line - 1] + where.column - 1 if 0 < where.line <= len(starts) and where.column else None


def line_end(text: str, offset: int) -> str:
    """The line end that stands behind the offset, else the first of the file, else a line feed."""
    match = _BREAK.search(text, offset) or _BREAK.search(text)
    return match[0] if match else "\n"


def renaming(text: str, starts: list[int], one: Problem) -> Edit | None:
    """The edit that renames a key, if the key still stands there."""
    assert one.fix is not None
    offset = offset_of(starts, one.where)
    if offset is None or not one.fix.old:
        return None
    if text[offset : offset + 1] in ('"', "'"):
        offset += 1
    end = offset + len(one.fix.old)
    is_there = text[offset:end] == one.fix.old and re.match(r"[\"']?\s*[:@]|@", text[end : end + 20])
    return Edit(offset, end, one.fix.new) if is_there else None
