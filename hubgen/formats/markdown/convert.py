"""Markdown as HTML: by the fast lane where it knows every word of a text for certain, else by the library."""

from __future__ import annotations

import markdown

from hubgen.formats.markdown.dialect import Title, by_library
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.page import render

# The version to whose bytes the lane is held (`make fuzz`). With any other one it stays off by itself: builds take
# longer, and no byte is in doubt. What texts come to is remembered under the version and under hubgen's own files.
PROVED = "3.11.3"


def convert(text: str, raw_html: bool) -> tuple[str, list[Title]]:
    """The HTML of a text, not yet cleaned, and its headings.

    Raises:
        Exception: whatever the library raises.
    """
    if not raw_html and markdown.__version__ == PROVED:
        try:
            return render(text, _part)
        except Odd:
            pass
    return by_library(text, raw_html)


def _part(text: str) -> tuple[str, list[Title]]:
    return by_library(text, raw_html=False)
