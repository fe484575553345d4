"""Two facets as a table: which values share a column, what stands in a cell, where a long table is cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubgen.model.frozen import frozen
from hubgen.stages.plan.facets import FacetIndex

CELLS = 150
"""Filled cells of a page. One weighs about 20 bytes after gzip, so that a page stays below 6 KB."""

Values = Mapping[str, tuple[str, ...]]
"""Value of a facet -> ids of its entries."""


@frozen(slots=False)
class Matrix:
    """Rows in the order of their codes, the first two digits being a group of them (HS, ISIC)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    """Values, and names of groups whose members all have the same entries."""
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    """(row, column) -> ids of the entries; empty cells are left out."""


def matrix_of(index: FacetIndex, groups: Mapping[str, tuple[str, ...]]) -> Matrix:
    """The table of the two facets that the type of the index names.

    Args:
        groups: name of a group of column values -> its members.
    """
    row_field, column_field = index.kind.matrix or ("", "")
    by_row, by_column = index.values[row_field], _grouped(index.values[column_field], groups)
    known = {column: frozenset(ids) for column, ids in by_column.items()}
    cells = {
        (row, column): both
        for row, ids in by_row.items()
        for column in by_column
        if (both := tuple(one for one in ids if one in known[column]))
    }
    rows = tuple(sorted({row for row, _ in cells}))
    return Matrix(rows, tuple(column for column in by_column if any((row, column) in cells for row in rows)), cells)


def _grouped(values: Values, groups: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Values with the members of a group put together where no entry tells them apart, the largest group first."""
    found = dict(values)
    for name, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        entries = {found.get(member) for member in members}
        if len(members) > 1 and len(entries) == 1 and (ids := entries.pop()):
            found = {value: found[value] for value in found if value not in members} | {name: ids}
    return found


def parts(matrix: Matrix) -> tuple[tuple[str, ...], ...]:
    """The rows of each page: groups of rows stay together, unless one alone is too long for a page."""
    pages: list[list[str]] = [[]]
    for group in _groups(matrix):
        if pages[-1] and _filled(matrix, (*pages[-1], *group)) > CELLS:
            pages.append([])
        for row in group:
            if pages[-1] and _filled(matrix, (*pages[-1], row)) > CELLS:
                pages.append([])
            pages[-1].append(row)
    return tuple(map(tuple, pages))


def _groups(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for code in dict.fromkeys(row[:2] for row in matrix.rows):
        yield tuple(row for row in matrix.rows if row[:2] == code)


def _filled(matrix: Matrix, rows: tuple[str, ...]) -> int:
    return sum((row, column) in matrix.cells for row in rows for column in matrix.columns)
