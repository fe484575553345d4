"""Footnotes of one line each at the end of a text, none cited twice."""

from __future__ import annotations

import re
from typing import NamedTuple

from hubgen.formats.markdown.dialect import BACKLINK_TITLE
from hubgen.formats.markdown.lane.blocks import blocks_html
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Reading

_FIRST = re.compile(r"\n\n(?=\[\^[\w-]+\]: )")
_NOTE = re.compile(r"\[\^([\w-]+)\]: +(\S.*)")


class Note(NamedTuple):
    name: str
    text: str


def apart(text: str) -> tuple[str, list[Note]]:
    """A text without the notes at its end, and these."""
    first = _FIRST.search(text) if "[^" in text else None
    if not first:
        return text, []
    lines = [_NOTE.fullmatch(line) for line in text[first.end() :].split("\n") if line]
    notes = [Note(found[1], found[2].rstrip()) for found in lines if found]
    if len(notes) < len(lines) or len({note.name for note in notes}) < len(notes):
        raise Odd("more than notes of one line")
    return text[: first.start()], notes


def listed(notes: list[Note], reading: Reading) -> str:
    """The list of the notes at the end of the page."""
    if len(set(reading.cited)) < len(reading.cited):
        raise Odd("a note that is cited twice")
    items = "".join(_item(number, note, reading) for number, note in enumerate(notes, 1))
    return f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>'


def _item(number: int, note: Note, reading: Reading) -> str:
    if "[^" in note.text:
        raise Odd("a note in a note")
    html = blocks_html([note.text], reading)
    if not html.startswith("<p>"):
        raise Odd("a note that is no paragraph")
    title = BACKLINK_TITLE.format(number)
    back = f'<a class="footnote-backref" href="#fnref:{note.name}" title="{title}">&#8617;</a>'
    return f'<li id="fn:{note.name}">\n{html[:-5]}&#160;{back}</p>\n</li>\n'
