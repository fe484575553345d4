"""How lines begin that mean something."""

from __future__ import annotations

import re

LIST = re.compile(r" {0,3}(?:\d+\.|[*+-]) +")
COLON = re.compile(r" {0,3}: ")
"""A definition, which takes what stands before it for its terms."""
RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})\Z")
"""A block that is one horizontal rule."""

_MARK = r"(?:(?:\d+\.|[*+-]) +)"
# Lines that would end a paragraph, begin something inside an item, or make a heading of the line above.
_ODD = re.compile(
    rf"^(?: *{_MARK}?(?:#|>|: |!!!|```|~~~|{_MARK}{_MARK}|[-=_*][-=_* ]*$)|(?<=\n)[|:\- ]+$)", re.MULTILINE
)


def has_odd_line(block: str) -> bool:
    return bool(_ODD.search(block))
