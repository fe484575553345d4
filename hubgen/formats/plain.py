"""What no text has, and texts that go into files for other programs.

These have one kind of line break and nothing that controls a machine.
"""

from __future__ import annotations

import re

# Halves of surrogate pairs have no form in UTF-8; noncharacters are for programs alone (Unicode standard, 23.7).
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
NOT_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_NO_CHARACTERS}]")
"""Characters that content may not have: HTML calls each of them an error, XML and YAML refuse most.

NEXT LINE (U+0085) is a line break and as such blank.
"""
# NOT_TEXT is tried range by range at each character; what nearly all texts are made of is known to be none of it. To
# say here what a character is not, as is shorter, takes ten times as long when the pattern is made.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\U0010ffff]")
# All that some program takes for the end of a line (Unicode standard, section 5.8).
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{_NO_CHARACTERS}]")


def odd_character(text: str) -> re.Match[str] | None:
    """The first character that no text may have."""
    return NOT_TEXT.search(text) if _ODD.search(text) else None


def readable(text: str) -> str:
    """The text with the mark of a lost character in the place of each that no text may have."""
    return NOT_TEXT.sub("\ufffd", text) if _ODD.search(text) else text


def plain(text: str) -> str:
    """The text with `\\n` for every kind of line break, tabs kept, all that no text has removed."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))
