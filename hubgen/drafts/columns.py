"""The columns of a data file as a dataset declares them: a proposal from what their cells look like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubgen.drafts.given import scalar
from hubgen.formats.tables.csv_table import Table
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.model.values.periods import read_period
from hubgen.model.values.readers import READERS
from hubgen.problems import ContentProblems, Location

NOTE_LETTERS = 40
"""A longer text is a remark about its row, and tells it from no other."""
_FIGURE = re.compile(r"[-\N{MINUS SIGN}]?\d[\d.,' ]*%?")
Part = tuple[str, str]
"""Type and role of a column."""


def proposed_columns(table: Table, context: ValueContext) -> Sequence:
    """An item for each column; the first that says when, and the first with countries, tell rows apart."""
    taken: set[str] = set()
    items = []
    for index, head in enumerate(table.header):
        cells = [row.cells[index] for row in table.rows]
        kind, role = next(part for part in _parts(cells, context) if part[1] not in taken)
        taken |= {role} & {"time", "country"}
        items.append(_item(head.text, kind, role, cells))
    return Sequence(tuple(items), Location(""))


def _parts(cells: list[Scalar], context: ValueContext) -> Iterator[Part]:
    """What a column may be, the likeliest first."""
    filled = [cell for cell in cells if cell.text]
    if filled and all(read_period(cell.text) for cell in filled):
        yield "period", "time"
    if filled and all(len(cell.text) == 2 and _is_country(cell, context) for cell in filled):
        yield "text", "country"
    if filled and all(_FIGURE.fullmatch(cell.text) for cell in filled):
        yield "int" if all(cell.text.isdigit() for cell in filled) else "number", "value"
    is_key = len(filled) == len(cells) and all(len(cell.text) <= NOTE_LETTERS for cell in cells)
    yield "text", "key" if is_key else "note"


def _is_country(cell: Scalar, context: ValueContext) -> bool:
    try:
        READERS["country"](cell, ValueType("country"), context)
    except ContentProblems:
        return False
    return True


def _item(name: str, kind: str, role: str, cells: list[Scalar]) -> Mapping:
    pairs = {"name": name, "title": name.replace("_", " ").capitalize(), "type": kind, "role": role}
    if kind == "number":
        pairs["decimals"] = str(max(len(cell.text.rstrip("%").partition(".")[2]) for cell in cells))
    return Mapping(tuple((scalar(key), scalar(value)) for key, value in pairs.items()), Location(""))
