"""Groups of blocks that lean on nothing before them; an odd one goes to the library alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubgen.formats.markdown.lane.blocks import blocks_html
from hubgen.formats.markdown.lane.lines import COLON
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Reading

_GAP = re.compile(r"(\n\n+)")
_LEANS = re.compile(r"[\s>]|(?:\d+\.|[*+-]) ")
_DEFINES = re.compile(r"\n {0,3}: ")
_ID = re.compile(r'<[a-z][^<>]* id="')
_LIBRARY_MARK = "klzzwxh:"


def groups_html(text: str, reading: Reading, *, after_code: bool) -> Iterator[str]:
    """HTML of each group of a text that has no fenced code in it.

    Args:
        after_code: whether fenced code stands above.
    """
    text = text.strip("\n")
    if not text:
        return
    pieces = _GAP.split(text)
    blocks = pieces[::2]
    if after_code and COLON.match(blocks[0]):
        raise Odd("code as a term")
    starts = [number for number in range(len(blocks)) if not number or not _leans(blocks, number)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        before = len(reading.headings)
        try:
            yield blocks_html(blocks[start:end], reading)
        except Odd:
            del reading.headings[before:]
            # The slice with its empty lines: indented code keeps them.
            yield _island("".join(pieces[2 * start : 2 * end]), reading)


def _leans(blocks: list[str], number: int) -> bool:
    """Whether the library could join a block to what stands before it."""
    block, before = blocks[number], blocks[number - 1]
    if COLON.match(block):
        return True
    if before[0] == "#" and "\n" not in before:
        return False
    is_term = number + 1 < len(blocks) and COLON.match(blocks[number + 1])
    return bool(is_term or _LEANS.match(block) or ("\n" in block and _DEFINES.search(block)))


def _island(part: str, reading: Reading) -> str:
    """HTML of a part by the library; one that bears on the rest of the text takes all of it there."""
    if reading.numbers and "[^" in part:
        raise Odd("a note in an odd group")
    try:
        html, titles = reading.stock(part)
    except Exception as fault:  # the library raises whatever its parts raise; the whole text shall say it
        raise Odd("a fault of the library") from fault
    if titles or _LIBRARY_MARK in html or _ID.search(html):
        raise Odd("an anchor in an odd group")
    return html + "\n"
