"""Lists of one line or several an item, one within the other; items of several blocks are odd."""

from __future__ import annotations

import re

from hubgen.formats.markdown.lane.inline import inline
from hubgen.formats.markdown.lane.lines import has_odd_line
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Reading

DEEPEST = 12
"""Lists or quotes within each other; each one more reads its lines once more."""

_ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
_SUB_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
_LIST_IN_ITEM = re.compile(r"(?:\d+\.|[*+-]) ")


def listing(run: list[str], reading: Reading, depth: int = 0) -> str:
    """HTML of blocks that are one list: items beside an empty line are paragraphs, the others bare text."""
    if depth > DEEPEST:
        raise Odd("depth")
    out = []
    for number, block in enumerate(run):
        if has_odd_line(block):
            raise Odd("line in a list")
        items = _items(block)
        for place, (text, nested) in enumerate(items):
            follows_gap = number > 0 and place == 0
            precedes_gap = number + 1 < len(run) and place + 1 == len(items)
            inner = (_text(text, reading), listing([nested], reading, depth + 1) if nested else "")
            out.append(_item(*inner, is_loose=follows_gap or precedes_gap))
    tag = "ol" if run[0].lstrip(" ")[0].isdigit() else "ul"
    return f"<{tag}>\n{''.join(out)}</{tag}>\n"


def _text(text: str, reading: Reading) -> str:
    if not text.strip() or text[0] == "\n" or _LIST_IN_ITEM.match(text):
        raise Odd("item")
    return inline(text.lstrip(), reading)


def _item(html: str, inner: str, *, is_loose: bool) -> str:
    return f"<li>\n<p>{html}</p>\n{inner}</li>\n" if is_loose else f"<li>{html}{inner}</li>\n"


def _items(block: str) -> list[tuple[str, str]]:
    """The text of each item and the list within it, or "", by the library's rule of which line continues what."""
    items: list[tuple[list[str], list[str]]] = []
    for line in block.split("\n"):
        if found := _ITEM.match(line):
            items.append(([found[1]], []))
        elif items[-1][1]:
            items[-1][1].append(line.removeprefix("    "))
        elif _SUB_ITEM.match(line):
            items[-1][1].append(line[4:])
        else:
            items[-1][0].append(line)
    return [("\n".join(text), "\n".join(nested)) for text, nested in items]
