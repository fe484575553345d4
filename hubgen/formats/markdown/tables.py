"""Tables too wide for a phone: their rows can be stacked, each value beside the name of its column."""

from __future__ import annotations

import re

STACKED_FROM = 4
"""Columns; up to three fit on a screen of 320 px."""

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
    if len(names) < STACKED_FROM or "span=" in inner or "<table" in inner:
        return table[0]
    rows = _BODY.sub(lambda body: _ROW.sub(lambda row: _named_row(row[0], names), body[0]), inner)
    return f'<table class="stack">{rows}</table>'


def _named_row(row: str, names: list[str]) -> str:
    columns = iter(enumerate(names))

    def cell(found: re.Match[str]) -> str:
        number, name = next(columns, (len(names), ""))
        if number == 0:
            return f'<th scope="row"{found[1]}>{found[2]}</th>'
        return f'<td data-l="{name}"{found[1]}>{found[2]}</td>'

    return _CELL.sub(cell, row)
