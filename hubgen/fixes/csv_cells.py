"""The cells of a spreadsheet, each with its place in the text."""

from __future__ import annotations

from hubgen.fixes.edits import line_starts
from hubgen.formats.tables.csv_table import Table
from hubgen.model.frozen import frozen


@frozen
class Span:
    """A cell as it stands in the text, and what it says."""

    start: int
    end: int
    text: str


def records_of(text: str, table: Table) -> dict[int, list[Span]]:
    """The cells of every row by the line on which it starts, read as Python's `csv` reads them.

    Empty where the first row found is not the header of the table.
    """
    starts = line_starts(text)
    line = table.header[0].where.line
    separator = _separator(text, starts[line - 1], table)
    records: dict[int, list[Span]] = {}
    position = starts[line - 1]
    lines = {start: number for number, start in enumerate(starts, 1)}
    while position < len(text):
        begin = position
        cells, position = _record(text, position, separator)
        records[lines[begin]] = cells
    header = [cell.text.strip() for cell in records[line]]
    told = {scalar.where.column: scalar.text for scalar in table.header}
    return records if all(column <= len(header) and header[column - 1] == name for column, name in told.items()) else {}


def _separator(text: str, start: int, table: Table) -> str:
    for separator in ",;":
        cells, _ = _record(text, start, separator)
        told = {scalar.where.column: scalar.text for scalar in table.header}
        if all(column <= len(cells) and cells[column - 1].text.strip() == name for column, name in told.items()):
            return separator
    return ","


def _record(text: str, position: int, separator: str) -> tuple[list[Span], int]:
    """The cells of the row that begins at the position, and where the next one begins."""
    cells: list[Span] = []
    while True:
        start, said = position, []
        if text[position : position + 1] == '"':
            position += 1
            while position < len(text):
                if text[position] != '"':
                    said.append(text[position])
                elif text[position + 1 : position + 2] == '"':
                    said.append('"')
                    position += 1
                else:
                    position += 1
                    break
                position += 1
        while position < len(text) and text[position] not in (separator, "\r", "\n"):
            said.append(text[position])
            position += 1
        cells.append(Span(start, position, "".join(said)))
        if position >= len(text) or text[position] != separator:
            break
        position += 1
    return cells, position + (2 if text.startswith("\r\n", position) else 1)
