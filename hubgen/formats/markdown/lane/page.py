"""A whole text, from its characters to its HTML."""

from __future__ import annotations

import re

from hubgen.formats.markdown.dialect import Title
from hubgen.formats.markdown.lane import fences, notes
from hubgen.formats.markdown.lane.headings import titled
from hubgen.formats.markdown.lane.islands import groups_html
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Library, Reading

# The marks of the library and ours, and line ends that some of its patterns know and others do not.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"(?<=\n) +\n")
_NOTES_PLACE = "Footnotes Go Here"


def render(text: str, library: Library) -> tuple[str, list[Title]]:
    """The HTML of a text and its headings, exactly as the library would give them.

    Raises:
        Odd: only the library can read this text.
    """
    text, found = notes.apart(_normal(text))
    if "]:" in text or _NOTES_PLACE in text:
        raise Odd("definitions")
    reading = Reading(library, {note.name: number for number, note in enumerate(found, 1)})
    out: list[str] = []
    code = ""
    for stretch, below in fences.parts(text):
        out += groups_html(stretch, reading, after_code=bool(code))
        out.append(code := below)
    if found:
        out.append(notes.listed(found, reading))
    return titled("".join(out).strip(), reading.headings)


def _normal(text: str) -> str:
    """The text as the library begins with it: line ends, tabs, lines of blanks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = text.expandtabs(4)
    if "\n " in text:
        text = _BLANK_LINE.sub("\n", text + "\n\n")
    if _REFUSED.search(text) or text.lstrip("\n")[:1] == " ":
        raise Odd("characters")
    return text
