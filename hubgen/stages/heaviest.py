"""What weighs most in a page that is too heavy: one of its sections, its head, or its style."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator

_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def heaviest(page: str) -> tuple[str, int]:
    """The part of a page without which it would be lightest, and the bytes after gzip that it takes.

    Parts are the sections that begin at a heading of the second level, told by its words; all before the first one,
    told as ""; and the style, told as "<style>".
    """
    whole = _size(page)
    parts = [(name, whole - _size(page.replace(part, "", 1))) for name, part in _parts(page)]
    return max(parts, key=lambda part: part[1])


def _parts(page: str) -> Iterator[tuple[str, str]]:
    if style := _STYLE.search(page):
        yield "<style>", style[0]
    start = max(page.find("<main"), 0)
    end = page.find("</main>", start)
    main = page[start : end if end >= 0 else len(page)]
    places = [(found.start(), html.unescape(_TAG.sub("", found[1])).strip()) for found in _HEADING.finditer(main)]
    edges = [place for place, _ in places] + [len(main)]
    yield "", main[: edges[0]]
    for (place, name), following in zip(places, edges[1:], strict=True):
        yield name, main[place:following]


def _size(page: str) -> int:
    return len(zlib.compress(page.encode(), 9))
