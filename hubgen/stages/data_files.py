"""The data files of entries: read row by row against the columns that their entry declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from hubgen.formats.tables.csv_table import Row, Table
from hubgen.locale.formatting import fold
from hubgen.model.context import ValueContext
from hubgen.model.data_points import points_of
from hubgen.model.data_table import NUMBERS, Cell, DataColumn, DataTable
from hubgen.model.entry import Data, Entry
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import Reader, wrong
from hubgen.model.values.periods import mend_period, read_period
from hubgen.model.values.readers import READERS
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say
from hubgen.types.dataset import columns_of, is_drawn

TELLING = ("key", "country", "time")
"""Roles of columns that tell rows apart: together they are unique, and none of them is empty."""
_DECIMAL_COMMA = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d+)")
FEWEST_ALIKE = 3
"""Decimal commas of a column from which on they are told at once."""
MOST = 20
"""Faulty cells of one column that are told one by one: a column in another format has them all."""


def read_data(table: Table, entry: Entry, context: ValueContext) -> tuple[DataTable, tuple[Problem, ...]]:
    """The rows of a data file as its entry declares them, and all that does not fit; a faulty cell is a gap.

    The figures of a chart have one row each.
    """
    reading = _Reading(table, entry, context)
    return reading.table(), tuple(reading.problems)


@dataclass
class _Reading:
    source: Table
    entry: Entry
    context: ValueContext
    problems: list[Problem] = field(default_factory=list)
    by_column: dict[str, list[Problem]] = field(default_factory=dict)

    def table(self) -> DataTable:
        columns = columns_of(self.entry.data)
        self._header(columns)
        missing = {*self.entry.data.items_of("missing"), ""}
        places = {cell.text: number for number, cell in enumerate(self.source.header)}
        readers = [(places.get(column.name), column, _reader(column)) for column in columns]
        rows = tuple(tuple(self._row(row, readers, missing)) for row in self.source.rows)
        found = DataTable(columns, rows)
        if not self.source.rows and not self.source.problems:
            self.problems.append(
                problem(
                    "missing-field",
                    self.source.header[0].where,
                    say("the table has a header and no rows"),
                    mend=say("add the rows, or name the file that has them"),
                )
            )
        for name, faults in self.by_column.items():
            self.problems += _told(name, faults)
        self._doubles(found)
        self._chart(found)
        return found

    # -- header ----------------------------------------------------------------------------

    def _header(self, columns: Sequence[DataColumn]) -> None:
        """The file has the declared columns, all of them, no others, in their order."""
        declared = [column.name for column in columns]
        found = [cell.text for cell in self.source.header]
        unknown = [cell for cell in self.source.header if cell.text not in declared]
        absent = [name for name in declared if name and name not in found]
        self.problems += _told(
            self.source.header[0].where.file, [_unknown(cell, absent, self._place) for cell in unknown]
        )
        self.problems += [_absent(name, self.source.header[0].where, self._place) for name in absent]
        if not unknown and not absent and found != declared:
            first = next(cell for cell, name in zip(self.source.header, declared, strict=True) if cell.text != name)
            self.problems.append(
                problem(
                    "value-type",
                    first.where,
                    say("the columns of the file stand in another order than those of the entry"),
                    expected=say("the order of the file: {names}", names=", ".join(found)),
                    mend=say("put the items of columns in {file} in that order", file=self._place.file),
                    also=(self._place,),
                )
            )

    @property
    def _place(self) -> Location:
        return self.entry.places.of("columns")

    # -- cells -----------------------------------------------------------------------------

    def _row(self, row: Row, readers: list[tuple[int | None, DataColumn, Reader]], missing: set[str]) -> Iterator[Cell]:
        for place, column, reader in readers:
            yield self._cell(row.cells[place], column, reader, missing) if place is not None else None

    def _cell(self, cell: Scalar, column: DataColumn, reader: Reader, missing: set[str]) -> Cell:
        if cell.text in missing:
            if column.role in TELLING:
                self._fault(column, _no_key(cell, column))
            return None
        try:
            found: Cell = reader(cell, _kind(column), self.context)  # type: ignore[assignment]
        except ContentProblems as fault:
            for one in fault.problems:
                self._fault(column, self._as_gap(one, cell, column))
            return None
        return found

    def _as_gap(self, fault: Problem, cell: Scalar, column: DataColumn) -> Problem:
        """A word in the place of a figure (`n.d.`) says that there is none."""
        if fault.mend or column.type not in NUMBERS or column.role in TELLING or any(map(str.isdigit, cell.text)):
            return fault
        file = self._place.file
        return replace(
            fault, mend=say('leave the cell empty, or name "{text}" under missing in {file}', text=cell.text, file=file)
        )

    def _fault(self, column: DataColumn, fault: Problem) -> None:
        self.by_column.setdefault(column.name, []).append(replace(fault, where=fault.where.at(column.name)))

    # -- rows together ---------------------------------------------------------------------

    def _doubles(self, table: DataTable) -> None:
        """Rows that nothing tells apart, where the entry says by which columns rows are told."""
        if not table.of_role("key", "time"):
            return
        telling = table.of_role(*TELLING)
        names = ", ".join(table.columns[index].name for index in telling)
        first: dict[tuple[Cell, ...], Location] = {}
        faults = []
        for row, source in zip(table.rows, self.source.rows, strict=True):
            key = tuple(row[index] for index in telling)
            where = source.cells[0].where
            if None not in key and first.setdefault(key, where) != where:
                faults.append(_double(where, first[key], names, key))
        self.problems += _told(names, faults)

    def _chart(self, table: DataTable) -> None:
        """Each figure of the chart has one row: of two nobody would know which one is drawn."""
        chart = self.entry.data.get("chart")
        if self.problems or not isinstance(chart, Data) or not is_drawn(self.entry.data):
            return
        seen: dict[tuple[Cell, Cell], int] = {}
        for point in points_of(table, chart.get("x"), chart.get("y"), chart.get("by")):
            if seen.setdefault((point.x, point.by), point.row) != point.row:
                other = self.source.rows[seen[point.x, point.by]]
                self.problems.append(_two_figures(self.source.rows[point.row], other, chart, self.entry))
                return


def _kind(column: DataColumn) -> ValueType:
    return ValueType("country" if column.role == "country" else column.type, limit=column.decimals or 0)


def _reader(column: DataColumn) -> Reader:
    if column.role == "country":
        return READERS["country"]
    return _READERS.get(column.type, READERS["string"])


def _signed(reader: Reader) -> Reader:
    """Figures of a dataset may be below zero."""

    def read(node: Scalar, kind: ValueType, context: ValueContext) -> object:
        text = node.text
        if text[:1] not in ("-", "\N{MINUS SIGN}"):
            return reader(node, kind, context)
        try:
            return -reader(Scalar(text[1:].strip(), node.where), kind, context)  # type: ignore[operator]
        except ContentProblems as fault:
            raise ContentProblems(*(_below_zero(one) for one in fault.problems)) from None

    return read


def _below_zero(fault: Problem) -> Problem:
    return replace(fault, message=_negative(fault.message), mend=_negative(fault.mend) if fault.mend else None)


def _negative(message: Message) -> Message:
    figures = ("text", "a", "b")
    values = ((name, f"-{value}" if name in figures else value) for name, value in message.values)
    return Message(message.template, tuple(values))


def _read_period(node: Scalar, kind: ValueType, context: ValueContext) -> object:
    found = read_period(node.text)
    if found is None:
        raise wrong(
            node,
            say('"{text}" is not a period', text=node.text),
            expected=say("a period such as 2026, 2026-10, 2026-Q3, 2026-W41 or 2025-2026"),
            mend=mend_period(node.text),
        )
    return found


_READERS: Mapping[str, Reader] = {
    "int": _signed(READERS["int"]),
    "number": _signed(READERS["number"]),
    "percent": READERS["percent"],
    "bool": READERS["bool"],
    "date": READERS["date"],
    "period": _read_period,
}
"""By the type of the column; any other is text."""


# -- what is told --------------------------------------------------------------------------


def _told(name: str, faults: list[Problem]) -> list[Problem]:
    """The first faults of a column, and a line that says how many more there are; decimal commas at once."""
    faults = _commas_at_once(name, faults)
    rest = faults[MOST:]
    if len(rest) < 2:
        return faults
    more = say("{count} more faults in {name}", count=len(rest), name=name)
    return [*faults[:MOST], replace(rest[0], message=more, expected=None, also=())]


def _commas_at_once(name: str, faults: list[Problem]) -> list[Problem]:
    """A column written with decimal commas is told once, where no comma in it can mean anything else."""
    texts = [dict(one.message.values).get("text", "") for one in faults]
    commas = [n for n, text in enumerate(texts) if _DECIMAL_COMMA.fullmatch(text)]
    if len(commas) < FEWEST_ALIKE or len(commas) < sum("," in text for text in texts):
        return faults
    first = faults[commas[0]]
    one = replace(
        first,
        message=say(
            '{count} figures in {name} have a decimal comma, such as "{text}"',
            count=len(commas), name=name, text=texts[commas[0]],
        ),
        mend=say('in that column replace every "," by "."'),
    )  # fmt: skip
    return [one, *(fault for n, fault in enumerate(faults) if n not in commas)]


def _unknown(cell: Scalar, absent: list[str], place: Location) -> Problem:
    folded = {fold(name): name for name in absent}
    near = get_close_matches(fold(cell.text), folded, n=1, cutoff=0.7)
    return problem(
        "unknown-field",
        cell.where,
        say('the column "{name}" of the file is not among the columns of the entry', name=cell.text),
        mend=say("write {field}", field=folded[near[0]])
        if near
        else say("describe it below columns in {file}, or remove it", file=place.file),
        also=(place,),
    )


def _absent(name: str, header: Location, place: Location) -> Problem:
    return problem(
        "missing-field",
        replace(header, column=0, field=name),
        say('the file has no column "{name}", which the entry describes', name=name),
        mend=say("add the column, or take it out of columns in {file}", file=place.file),
        also=(place,),
    )


def _no_key(cell: Scalar, column: DataColumn) -> Problem:
    return problem(
        "missing-field",
        cell.where,
        say("row {row} has no {name}, which tells it from the others", row=cell.where.row, name=column.name),
        mend=say("fill in the cell, or give the column another role"),
    )


def _double(where: Location, first: Location, names: str, key: tuple[Cell, ...]) -> Problem:
    told = ", ".join(str(getattr(one, "text", one)) for one in key)
    return problem(
        "value-type",
        where.at(names),
        say("rows {first} and {second} are both {key}", first=first.row, second=where.row, key=told),
        expected=say("one row for each {names}", names=names),
        mend=say("remove one of them, or give the column that tells them apart the role key"),
        also=(first,),
    )


def _two_figures(row: Row, other: Row, chart: Data, entry: Entry) -> Problem:
    drawn = [str(chart.get(name)) for name in ("x", "by") if chart.get(name)]
    told = ", ".join(cell.text for cell in row.cells if cell.where.field in drawn)
    return problem(
        "value-type",
        entry.places.of("chart"),
        say(
            "the chart finds two figures for {key}: rows {first} and {second}",
            key=told,
            first=other.number,
            second=row.number,
        ),
        expected=say("one row for each {names}", names=", ".join(drawn)),
        mend=say("name the column that tells them apart as by, or write type: none"),
        also=(row.cells[0].where,),
    )


ReadTable = Callable[[str], Table | None]
"""A file below content/ -> its table; None where it is not there, or cannot be read."""


def tables_of(
    entry: Entry, files: Mapping[str, str], read: ReadTable, context: ValueContext, faults: list[Problem]
) -> Iterator[tuple[tuple[str, str], DataTable]]:
    """The data of an entry, by its id and the language of the file.

    Args:
        files: language -> path below content/.
    """
    names = [column.name for column in columns_of(entry.data)]
    if not names or len(set(names)) < len(names):  # which is told already
        return
    for language, file in files.items():
        source = read(file)
        if source is not None:
            table, problems = read_data(source, entry, context)
            faults += [*source.problems, *problems]
            yield (entry.id, language), table
