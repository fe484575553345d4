"""Tables without escapes, whose code is between single backticks."""

from __future__ import annotations

import re

from hubgen.formats.markdown.lane.inline import inline
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Reading

_RULE = re.compile(r"[|:\- ]+(?:\n|\Z)")
# By whether a cell of the rule begins and ends with a colon.
_ALIGN = {
    (True, True): ' align="center"',
    (True, False): ' align="left"',
    (False, True): ' align="right"',
    (False, False): "",
}


def is_rule(lines: str) -> bool:
    """Whether the first of the lines could be the one below the head of a table."""
    return bool(_RULE.match(lines))


def table(block: str, reading: Reading) -> str:
    if "\\" in block or "``" in block or "!!!" in block:
        raise Odd("table")
    head, rule, *rows = [line.strip(" ") for line in block.split("\n")]
    has_border = head.startswith("|") or head.endswith("|")
    marks = [cell.strip(" ") for cell in _cells(rule, has_border)]
    if len(marks) < 2 or len(_cells(head, has_border)) != len(marks) or not rows:
        raise Odd("table")
    align = [_ALIGN[mark[:1] == ":", mark[-1:] == ":"] for mark in marks]

    def row(line: str, tag: str) -> str:
        cells = (inline(cell.strip(" "), reading) for cell in (*_cells(line, has_border), *[""] * len(align)))
        written = (f"<{tag}{how}>{html}</{tag}>\n" for how, html in zip(align, cells, strict=False))
        return f"<tr>\n{''.join(written)}</tr>\n"

    body = "".join(row(line, "td") for line in rows)
    return f"<table>\n<thead>\n{row(head, 'th')}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _cells(row: str, has_border: bool) -> list[str]:
    cells = (row.removeprefix("|").removesuffix("|") if has_border else row).split("|")
    if "`" in row and any(cell.count("`") % 2 for cell in cells):
        raise Odd("a pipe in code")
    return cells
