"""What stands inside a quotation."""

from __future__ import annotations

import re

from hubgen.formats.markdown.lane.odd import Odd

_LINE = re.compile(r" {0,3}> ?(.*)")
_GAP = re.compile(r"\n\n+")


def unquoted(block: str) -> list[str]:
    """The blocks inside one block of a quotation; every line must carry the mark."""
    lines = [_LINE.match(line) for line in block.split("\n")]
    if not all(lines):
        raise Odd("a line without the mark")
    inner = "\n".join(found[1] if found[1].strip() else "" for found in lines if found)
    if inner[:1] in ("", "\n") or inner[-1:] == "\n":
        raise Odd("an empty line keeps its break")
    return cut(inner)


def cut(text: str) -> list[str]:
    """The blocks of a text: what empty lines part."""
    text = text.strip("\n")
    return _GAP.split(text) if text else []
