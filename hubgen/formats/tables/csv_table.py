"""Spreadsheet rows saved as CSV: text with its row and cell, and every row that does not fit reported."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator

from hubgen.formats.tables import csv_faults as faults
from hubgen.formats.tables.csv_export import from_inert
from hubgen.formats.tables.csv_faults import END, Record
from hubgen.model.frozen import frozen
from hubgen.model.node import Scalar
from hubgen.problems import ContentProblems, Location, Problem

MAX_HEADER_LINES = 50  # a header may hold line ends in quotes, but is no book
_SEP_LINE = re.compile(r'\s*"?sep=(.)"?[;,\t]*[ ]*\n?\Z', re.IGNORECASE)


RowText = tuple[int, int, tuple[str, ...]]
"""What a `Row` says: its number, its line, its cells. Its place in the file follows from these."""


@frozen
class Row:
    """One row: its number with the header as 1, the line where it starts, one cell per header cell."""

    number: int
    line: int
    cells: tuple[Scalar, ...]

    @property
    def text(self) -> RowText:
        return self.number, self.line, tuple([cell.text for cell in self.cells])


@frozen
class Table:
    """A header and the rows that fit it; `problems` tells of the others."""

    header: tuple[Scalar, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


@frozen
class OpenTable:
    """A table whose rows are made one by one; `separator` stands between its cells."""

    header: tuple[Scalar, ...]
    problems: tuple[Problem, ...]
    separator: str
    _file: str
    _names: list[str]
    """Of all columns."""
    _used: list[int]
    _records: list[Record]

    @property
    def rows(self) -> Iterator[Row]:
        return (_row(record, self._used, self._names, self._file) for record in self._records)

    @property
    def texts(self) -> Iterator[RowText]:
        """What the rows say, in a fraction of the time that it takes to place their cells."""
        for one in self._records:
            yield one.number, one.line, tuple([one.cells[index] for index in self._used])

    def some(self, numbers: Iterable[int]) -> Table:
        """The same with those rows alone, counted from 0."""
        rows = (_row(self._records[number], self._used, self._names, self._file) for number in numbers)
        return Table(self.header, tuple(rows), self.problems)


def read_table(text: str, file: str) -> Table:
    """The table of a CSV text; see `open_table`."""
    table = open_table(text, file)
    return Table(table.header, tuple(table.rows), table.problems)


def open_table(text: str, file: str) -> OpenTable:
    """The table of a CSV text; cells without surrounding blanks, empty rows and columns left out.

    The rows are made one by one: with their places they take far more room than the text. The apostrophe that
    `csv_export` puts in front of `=`, `+`, `-`, `@` and another apostrophe is taken off.

    Raises:
        ContentProblems: no header, or a separator that is not understood.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    start, separator = _beginning(lines, file)
    if separator == "\t":
        raise ContentProblems(faults.tabs(file, start + 1))
    records, problems = _read(lines, start, separator, file)
    if not records or records[0].number != 1:
        raise ContentProblems(*(problems or [faults.no_header(file)]))
    header, rows = records[0], records[1:]
    if title := faults.title_above(header, rows, file):
        raise ContentProblems(title)
    while header.cells and not header.cells[-1]:
        header.cells.pop()
    fitting = list(_fitting(rows, len(header.cells), separator, file, problems))
    used = list(_used_columns(header, fitting, file, problems))
    names = _row(header, used, header.cells, file).cells
    return OpenTable(names, tuple(problems), separator, file, header.cells, used, fitting)


def _beginning(lines: list[str], file: str) -> tuple[int, str]:
    """The index of the header's line and the separator."""
    start = next((number for number, line in enumerate(lines) if line.strip().strip(",;")), None)
    if start is None:
        raise ContentProblems(faults.no_header(file))
    if named := _SEP_LINE.match(lines[start]):
        following = next((n for n in range(start + 1, len(lines)) if lines[n].strip().strip(",;")), None)
        if following is None:
            raise ContentProblems(faults.no_header(file))
        if named[1] not in ",;\t":
            raise ContentProblems(faults.other_separator(named[1], file, start + 1))
        return following, named[1]
    return start, _detect(lines, start)


def _detect(lines: list[str], start: int) -> str:
    """The separator found most often outside the quotes of the header; a comma where there is none."""
    counts = dict.fromkeys(",;\t", 0)
    is_quoted = False
    for line in lines[start : start + MAX_HEADER_LINES]:
        for char in line:
            if char == '"':
                is_quoted = not is_quoted
            elif not is_quoted and char in counts:
                counts[char] += 1
        if not is_quoted:
            break
    return max(counts, key=lambda char: counts[char])


def _read(lines: list[str], start: int, separator: str, file: str) -> tuple[list[Record], list[Problem]]:
    """The records that are not empty, and the problems of those that cannot be read."""
    records: list[Record] = []
    problems: list[Problem] = []
    # The limit of the module is one for the whole process; lengths are checked below instead.
    before = csv.field_size_limit(sys.maxsize)
    try:
        for record in _records(lines, start, separator):
            if record.cells and record.cells[-1].endswith(END):
                if record.cells != [END]:
                    problems.append(faults.open_quote(record, file))
                break
            record = Record(record.number, record.line, [from_inert(cell).strip() for cell in record.cells])
            if too_long := faults.too_long(record, file):
                problems.append(too_long)
            elif any(record.cells):
                records.append(record)
    except csv.Error as fault:
        problems.append(faults.unreadable(file, start + 1, str(fault)))
    finally:
        csv.field_size_limit(before)
    return records, problems


def _records(lines: list[str], start: int, separator: str) -> Iterator[Record]:
    feed = (line + "\n" for line in (*lines[start:], END))
    reader = csv.reader(feed, delimiter=separator)
    line = start + 1
    for number, cells in enumerate(reader, 1):
        if cells and cells[-1].endswith(END + "\n"):
            cells[-1] = cells[-1].removesuffix("\n")
        yield Record(number, line, cells)
        line = start + 1 + reader.line_num


def _fitting(rows: list[Record], width: int, separator: str, file: str, problems: list[Problem]) -> Iterator[Record]:
    for record in rows:
        cells = record.cells
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) == width:
            yield record
        else:
            problems.append(faults.wrong_width(record, width, separator, file))


def _used_columns(header: Record, rows: list[Record], file: str, problems: list[Problem]) -> Iterator[int]:
    """Indexes of the columns with a name of their own; an unnamed one without data is passed over."""
    first: dict[str, int] = {}
    for index, name in enumerate(header.cells):
        where = Location(file, header.line, index + 1, name, 1)
        if not name:
            if filled := next((row for row in rows if row.cells[index]), None):
                problems.append(faults.no_name(where, filled, index))
        elif name.casefold() in first:
            problems.append(faults.repeated(where, first[name.casefold()]))
        else:
            first[name.casefold()] = index
            yield index


def _row(record: Record, used: list[int], names: list[str], file: str) -> Row:
    number, line, cells = record.number, record.line, record.cells
    return Row(
        number,
        line,
        tuple(Scalar(cells[index], Location(file, line, index + 1, names[index], number)) for index in used),
    )
