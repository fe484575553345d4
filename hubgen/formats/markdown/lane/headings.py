"""Headings, and their anchors: those that authors wrote first, then names made of their words, each once."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from markdown.extensions.toc import strip_tags, unique

from hubgen.formats.markdown.dialect import SEPARATOR, Title, heading_id
from hubgen.formats.markdown.lane.inline import inline
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Found

_ANCHOR = re.compile(r"([^{#]*) \{:? *#([A-Za-z0-9_-]+) *\}\Z")
_PLACE = re.compile(r"\x02h(\d+)\x03")


def heading(line: str) -> Found:
    """A heading by its marks `#`."""
    level = len(line) - len(line.lstrip("#"))
    text, anchor = line[level:].rstrip("#").strip(), ""
    if "{" in text:
        found = _ANCHOR.match(text)
        if not found:
            raise Odd("attributes of a heading")
        text, anchor = found[1].rstrip(), found[2]
    if level > 6 or not text or "\\" in text:
        raise Odd("heading")
    return Found(level, anchor, inline(text))


def place(number: int) -> str:
    """What stands for a heading until its anchor is known."""
    return f"\x02h{number}\x03\n"


def titled(html: str, headings: list[Found]) -> tuple[str, list[Title]]:
    """The HTML with its headings in their places, and what they are called."""
    taken, counters = {found.anchor for found in headings if found.anchor}, dict[str, int]()
    titles = []
    for level, anchor, inner in headings:
        name = anchor or unique(_name(inner), taken, counters)  # type: ignore[call-arg]
        titles.append(Title(level, name, inner, ""))
    written = [f'<h{title.level} id="{title.id}">{title.html}</h{title.level}>' for title in titles]
    return _PLACE.sub(lambda mark: written[int(mark[1])], html), titles


@lru_cache(4096)
def _name(html: str) -> str:
    """`Requisitos` and its like head many texts."""
    return heading_id(unescape(strip_tags(html) if "<" in html else " ".join(html.split())), SEPARATOR)
