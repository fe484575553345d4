"""Collections as tables for programs and spreadsheets: what is published of each entry, a row each.

The columns are those of the spreadsheets that hubgen reads, so that one hub's export can
be another's content; values are ids and codes, texts are in the language of the address.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from hubgen.formats.tables.table_export import Cell, Column, JsonType, Table
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.field import Field, ValueType
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import CSV, JSON, JSON_SCHEMA
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.pages.entry_view import FilePath
from hubgen.types.base import ContentType

COMPUTED = ("id", "url", "language", "status", "changed")
PRIVATE = frozenset(
    {"id", "slug", "body", "draft", "visibility", "owner", "language", "translated_from", "aliases", "extra"}
)
"""Shared fields that concern the editors alone, or stand in a column of another name."""
_Names = tuple[str, ...]
_Row = tuple[_Names, tuple[Cell, ...]]
"""The names of the columns in which a row has something, and what."""


class Exports:
    """The exports of the lists of one language."""

    def __init__(self, frame: Frame, file_path: FilePath):
        self.frame, self.config, self.language, self.file_path = frame, frame.config, frame.language, file_path

    def outputs(self, kind: ContentType, entries: Sequence[Published]) -> Iterator[Output]:
        """A collection as CSV, as JSON, and the schema of both."""
        if not entries:
            return
        page = self.frame.addresses.section(kind)
        sources = sources_of(entries)
        forms = ((CSV, "csv"), (JSON, "table"), (JSON_SCHEMA, "table-schema"))
        made: list[Table] = []

        def table() -> Table:
            if not made:  # the files are made one after the other; behind the last one nobody needs it
                made.extend([self.table(kind, entries)] * len(forms))
            return made.pop()

        for name, writer in forms:
            path = self.frame.addresses.beside(page, name)
            yield Output(path, "export", sources, f"export {kind.name}", writer=writer, value=table)

    def table(self, kind: ContentType, entries: Sequence[Published]) -> Table:
        """What is published of the entries; a column only where one of them has something in it."""
        names: dict[_Names, _Names] = {}
        rows = deque(_packed(self._row(one, kind), names) for one in entries)
        columns = tuple(self._columns(kind, rows))
        section = self.frame.addresses.section(kind)
        about = {
            "title": f"{self.frame.texts[f'section_{kind.name}']} – {self.frame.title}",
            "type": kind.name,
            "language": self.language,
            "license": self.config.license,
            "url": permalink(self.config, section),
            "schema": permalink(self.config, self.frame.addresses.beside(section, JSON_SCHEMA)),
        }
        return Table(tuple(about.items()), columns, tuple(_cells(rows, columns)))

    # -- rows ------------------------------------------------------------------------------

    def _row(self, one: Published, kind: ContentType) -> dict[str, Cell]:
        shown = self.language if one.is_translated(self.language) else one.entry.language
        row: dict[str, Cell] = {
            "id": one.id,
            "url": permalink(self.config, one.paths[shown]),
            "language": shown,
            "status": one.status or None,
            "changed": one.changed.isoformat(),
        }
        for field in self._published(kind, one.entry.data):
            row |= self._cells(field.name, field.type, one.entry.get(field.name), kind.inner_fields(field))
        return row

    def _published(self, kind: ContentType, data: Data) -> Iterator[Field]:
        shown = frozenset({"tax_id"}) if data.get("show_tax_id") else frozenset[str]()
        for name, field in kind.told.items():
            if name in data and name not in (PRIVATE | kind.private | kind.not_in_tables) - shown:
                yield field

    def _cells(self, name: str, kind: ValueType, value: object, inner: tuple[Field, ...]) -> dict[str, Cell]:
        """The columns of a field: one, or one for each field of a map in it."""
        maps = [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Data)]
        if not maps:
            return {name: self._cell(kind, value)}
        cells: dict[str, Cell] = {}
        for number, one in enumerate(maps, 1):
            start = f"{name}.{number}" if isinstance(value, tuple) else name
            for field in inner:
                if field.name in one:
                    cells |= self._cells(f"{start}.{field.name}", field.type, one.get(field.name), ())
        return cells

    def _cell(self, kind: ValueType, value: object) -> Cell:
        if isinstance(value, Localized):
            value = value.pick(self.language)[0]
        if isinstance(value, tuple):
            return tuple(text for one in value for text in self._texts(kind.items or kind, one))
        return self._single(kind, value)

    def _texts(self, kind: ValueType, value: object) -> Iterator[str]:
        """The items that one value of a list stands for: a group of countries counts as each of its members."""
        if kind.kind == "country":
            yield from self.config.groups.get(str(value), (str(value),))
        else:
            yield str(self._single(kind, value))

    def _single(self, kind: ValueType, value: object) -> Cell:
        if isinstance(value, Ref):
            return value.id.partition("/")[2] if kind.argument or kind.choices else value.id
        if kind.kind == "enum":
            term = self.config.vocabularies[kind.argument].get(str(value))
            return term.code or term.id if term else str(value)
        if isinstance(value, datetime | date):
            return value.isoformat()
        if kind.kind in ("days", "months"):
            return f"{value}{kind.kind[0]}"
        if kind.kind == "path":
            file = str(value)
            return permalink(self.config, self.frame.display.gallery.path(file) or self.file_path(file))
        return value if isinstance(value, bool | int | Decimal) else str(value)

    # -- columns ---------------------------------------------------------------------------

    def _columns(self, kind: ContentType, rows: Iterable[_Row]) -> Iterator[Column]:
        """In the order of the field table, maps of a list one after the other."""
        samples: dict[str, Cell] = {}
        for row in rows:
            samples |= {name: cell for name, cell in zip(*row, strict=True) if cell is not None and name not in samples}
        order = {name: number for number, name in enumerate(dict.fromkeys((*COMPUTED, *kind.told)))}
        for name in sorted(samples, key=lambda name: _place(name, order)):
            yield Column(name, self._title(name, kind), _json_type(samples[name]))

    def _title(self, name: str, kind: ContentType) -> str:
        if name in COMPUTED:
            return name
        first, *rest = name.split(".")
        field = kind.told[first]
        inner = {one.name: one.label(self.language) for one in kind.inner_fields(field)}
        return ", ".join([field.label(self.language), *(inner.get(part, part) for part in rest)])


def _packed(row: dict[str, Cell], names: dict[_Names, _Names]) -> _Row:
    """A row as it is held until the columns are known: as many of them have the same names, in a fifth of the room."""
    own = tuple(row)
    return names.setdefault(own, own), tuple(row.values())


def _cells(rows: deque[_Row], columns: tuple[Column, ...]) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row, which is let go."""
    while rows:
        row = dict(zip(*rows.popleft(), strict=True))
        yield tuple([row.get(column.name) for column in columns])


def _place(name: str, order: Mapping[str, int]) -> tuple[object, ...]:
    first, *rest = name.split(".")
    number = int(rest[0]) if rest and rest[0].isdigit() else 0
    return (order[first], number, rest)


def _json_type(cell: Cell) -> JsonType:
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, tuple):
        return "array"
    return "number" if isinstance(cell, int | Decimal) else "string"
