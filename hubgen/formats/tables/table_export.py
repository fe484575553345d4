"""One table as CSV, as JSON, and the schema of its columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from hubgen.formats.json_text import json_text
from hubgen.formats.tables.csv_export import csv_table
from hubgen.formats.tables.json_export import json_table
from hubgen.model.frozen import frozen

DIALECT = "https://json-schema.org/draft/2020-12/schema"
JsonType = Literal["string", "number", "boolean", "array"]
Cell = str | int | bool | Decimal | tuple[str, ...] | None


@frozen
class Column:
    """A column: its name for programs, its title for people."""

    name: str
    title: str
    type: JsonType


@frozen
class Table:
    """Rows as wide as there are columns, and what is to be known of them all: pairs of texts."""

    about: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_csv(table: Table) -> bytes:
    """The table for spreadsheets; lists are joined by semicolons, one inside an item becomes a comma."""
    return csv_table((column.name for column in table.columns), (map(_csv_cell, row) for row in table.rows))


def _csv_cell(cell: Cell) -> str | int | Decimal | None:
    if isinstance(cell, tuple):
        return ";".join(item.replace(";", ",") for item in cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def table_json(table: Table) -> bytes:
    """The table for programs: what `about` tells, and `rows` with an object each."""
    about = {name: text for name, text in table.about if text}
    return json_table(about, [column.name for column in table.columns], table.rows)


def table_schema(table: Table) -> bytes:
    """What `table_json` writes, as JSON Schema (dialect 2020-12); CSV has the same columns."""
    row = {
        "type": "object",
        "properties": {column.name: _property(column) for column in table.columns},
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }
    texts: Iterable[str] = sorted(name for name, text in table.about if text)
    schema = {
        "$schema": DIALECT,
        "title": dict(table.about).get("title", ""),
        "type": "object",
        "properties": {**{name: {"type": "string"} for name in texts}, "rows": {"type": "array", "items": row}},
        "required": [*texts, "rows"],
    }
    return (json_text(schema) + "\n").encode()


def _property(column: Column) -> dict[str, object]:
    found: dict[str, object] = {"title": column.title, "type": [column.type, "null"]}
    return found | {"items": {"type": "string"}} if column.type == "array" else found
