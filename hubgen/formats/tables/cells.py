"""What spreadsheets call their cells."""

from __future__ import annotations


def cell_name(column: int, row: int) -> str:
    """The name a spreadsheet gives to a cell: column 5 of row 214 is `E214`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
