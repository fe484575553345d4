"""Several values where one was expected, joined by a sign or a word that does not part lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hubgen.problems import Message, say

_JOINTS = tuple(map(re.compile, (",", "/", r"\|", "\n", r"\s(?:y|e|and|&|\+)\s", r"[,/|\n]|\s(?:y|e|and|&|\+)\s")))


def parted(text: str, is_good: Callable[[str], bool]) -> list[str]:
    """The values that the text joins, each of them good; none where it is not so."""
    for joint in _JOINTS:
        pieces = [piece.strip() for piece in joint.split(text) if piece.strip()]
        if len(pieces) > 1 and all(map(is_good, pieces)):
            return pieces
    return []


def to_part(pieces: Iterable[str], *, in_cell: bool) -> Message:
    """The mend, for a cell of a spreadsheet or a line of YAML."""
    if in_cell:
        return say('part the values of one cell with ";": write {a}', a=";".join(pieces))
    return say("write {a}", a=f"[{', '.join(pieces)}]")
