"""Tables too wide for a phone: their rows can be stacked, each value beside the name of its column."""

from __future__ import annotations

import re
from html import unescape
from itertools import zip_longest

STACKED_FROM = 4
"""Columns; up to three fit on a screen of 320 px where their words do."""
LETTERS = 32
"""What a line of such a screen holds."""

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_NAME = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_BODY = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def stackable(html: str) -> str:
    """The text with its wide tables marked: class `stack`, names of columns in `data-l`, first cells as row headers.

    Tables with spans, or with another table inside, stay as they are: no cell of theirs has one column alone.

    Args:
        html: as the sanitiser writes it: `<`, `>` and `"` in texts and values are escaped.
    """
    return _TABLE.sub(_stacked, html)


def _stacked(table: re.Match[str]) -> str:
    inner = table[1]
    head = _HEAD.search(inner)
    names = [_TAG.sub("", name).strip() for name in _NAME.findall(head[1])] if head else []
    if not _is_wide(names, inner) or "span=" in inner or "<table" in inner:
        return table[0]
    rows = _BODY.sub(lambda body: _ROW.sub(lambda row: _named_row(row[0], names), body[0]), inner)
    return f'<table class="stack">{rows}</table>'


def _is_wide(names: list[str], inner: str) -> bool:
    """Whether a phone would cut words in two: many columns, or longer words than stand beside each other."""
    if not names or len(names) >= STACKED_FROM:
        return bool(names)
    rows = ([_TAG.sub("", cell) for _, cell in _CELL.findall(row)] for row in _ROW.findall(inner))
    columns = zip_longest(names, *filter(None, rows), fillvalue="")
    return sum(max(map(_longest_word, column)) + 1 for column in columns) > LETTERS


def _longest_word(text: str) -> int:
    return max(map(len, unescape(text).split()), default=0)


def _named_row(row: str, names: list[str]) -> str:
    columns = iter(enumerate(names))

    def cell(found: re.Match[str]) -> str:
        number, name = next(columns, (len(names), ""))
        if number == 0:
            return f'<th scope="row"{found[1]}>{found[2]}</th>'
        return f'<td data-l="{name}"{found[1]}>{found[2]}</td>'

    return _CELL.sub(cell, row)
