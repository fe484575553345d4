"""The empty line above a list that stands directly under a paragraph."""

from __future__ import annotations

import html
import re

from hubgen.fixes.edits import Edit, edited, line_end, line_starts, read_as
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.markdown.convert import convert
from hubgen.lint.passages import read_source
from hubgen.problems import ContentProblems, Problem

_QUOTE = re.compile(r"(?:[ ]{0,3}>)+")
_TAG = re.compile(r"<[^>]*>")
_MARK = re.compile(r"[*+-]|\d+\.")


def part_lists(text: str, file: str, problems: list[Problem]) -> tuple[str, int]:
    """The text with an empty line above each such list, where the page then says the same words with more items.

    A file that has one is mended as a whole: messages name the first few only.
    """
    if not problems:
        return text, 0
    try:
        matter = split_front_matter(read_as(text), file)
    except ContentProblems:
        return text, 0
    starts = line_starts(text)
    rows = matter.body.split("\n")
    edits: list[Edit] = []
    shown = _shown(matter.body)
    for at in read_source(matter.body).hidden_lists:
        row = matter.body.count("\n", 0, at)
        start = starts[matter.body_line - 1 + row]
        quote = _QUOTE.match(rows[row])
        wanted = [*edits, Edit(start, start, (quote[0] if quote else "") + line_end(text, start))]
        after = _shown(split_front_matter(read_as(edited(text, wanted)), file).body)
        if after[0] == shown[0] and after[1] > shown[1]:
            edits, shown = wanted, after
    return edited(text, edits), len(edits)


def _shown(body: str) -> tuple[list[str], int]:
    """The words that the page shows, without the marks of items, and the number of its items."""
    page, _ = convert(body, False)
    words = html.unescape(_TAG.sub(" ", page)).split()
    return [word for word in words if not _MARK.fullmatch(word)], page.count("<li")
