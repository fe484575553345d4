"""The columns of a data file for programs: a Table Schema.

Source: Data Package v2.0, Table Schema (Frictionless Data).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hubgen.model.data_table import DataColumn, DataTable
from hubgen.model.period import Period

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {"int": "integer", "number": "number", "percent": "number", "bool": "boolean", "date": "date"}
"""By the type of the column; any other is a string."""
_PERIODS = {"year": "year", "month": "yearmonth", "day": "date"}
"""Forms of periods with a type of their own, where a column has no other."""
_TRUE, _FALSE = ["yes", "sí", "si", "sim", "true"], ["no", "não", "nao", "false"]


def data_schema(
    table: DataTable, titles: Sequence[str], units: Sequence[str], missing: Iterable[str]
) -> dict[str, object]:
    """The schema of a data file.

    Args:
        titles: of the columns, for people.
        units: of the columns; empty where there is none.
        missing: what stands for no data, beside an empty cell.
    """
    keys = [column.name for column in table.columns if column.role in ("key", "time", "country")]
    schema: dict[str, object] = {
        "$schema": PROFILE,
        "fields": [
            _field(table, index, title, unit) for index, (title, unit) in enumerate(zip(titles, units, strict=True))
        ],
        "missingValues": ["", *missing],
    }
    return schema | ({"primaryKey": keys} if table.of_role("key", "time") else {})


def _field(table: DataTable, index: int, title: str, unit: str) -> dict[str, object]:
    column = table.columns[index]
    kind = _period_type(table, index) if column.type == "period" else _TYPES.get(column.type, "string")
    field: dict[str, object] = {"name": column.name, "title": title, "type": kind}
    if unit:
        field["unit"] = unit
    if column.type == "bool":
        field |= {"trueValues": _spelled(_TRUE), "falseValues": _spelled(_FALSE)}
    return field | ({"constraints": constraints} if (constraints := _constraints(column)) else {})


def _spelled(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word.capitalize(), word.upper())]


def _period_type(table: DataTable, index: int) -> str:
    forms = {cell.form for cell in table.cells(index) if isinstance(cell, Period)}
    return _PERIODS.get(next(iter(forms)), "string") if len(forms) == 1 else "string"


def _constraints(column: DataColumn) -> dict[str, object]:
    found: dict[str, object] = {"required": True} if column.role in ("key", "time", "country") else {}
    return found | ({"minimum": 0, "maximum": 100} if column.type == "percent" else {})
