"""What a chart draws: one figure for each place on its axis and each of its groups."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hubgen.model.data_table import Cell, DataTable
from hubgen.model.frozen import frozen


@frozen
class Point:
    """A figure, where it stands, and the group it belongs to."""

    x: Cell
    by: Cell
    """None where the chart has no groups."""
    value: Decimal
    row: int
    """Index of its row in the table."""


def points_of(table: DataTable, x: object, y: object, by: object = None) -> tuple[Point, ...]:
    """The figures of the column `y` by those of `x` and `by`, in the order of the table; gaps are left out.

    Of a table that says when, and a chart that does not, only the newest period is drawn.
    """
    places = table.place(x), table.place(y), table.place(by) if by else None
    return tuple(_points(table, *places)) if places[0] is not None and places[1] is not None else ()


def _points(table: DataTable, x: int | None, y: int | None, by: int | None) -> Iterator[Point]:
    assert x is not None and y is not None
    latest = table.latest() if table.time not in (x, by) else None
    for number, row in enumerate(table.rows):
        if latest is not None and table.time is not None and row[table.time] != latest:
            continue
        value = row[y]
        if isinstance(value, Decimal | int) and row[x] is not None:
            yield Point(row[x], row[by] if by is not None else None, Decimal(value), number)
