"""Rows of `items.csv` to the organizations whose offers and requests they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hubgen.model.entry import Data, Entry, Localized, Ref, Reference
from hubgen.problems import Problem
from hubgen.stages.references import Known, Resolver, id_of
from hubgen.stages.source import PartRow
from hubgen.types.base import Today
from hubgen.types.item import SIDES, ends_in_time

_OF_ROW = ("organization", "side")


def with_items(entries: Iterable[Entry], rows: Iterable[PartRow], known: Known) -> tuple[list[Entry], list[Problem]]:
    """The entries, each firm with its rows behind the items of its own entry; and what is wrong with the rows.

    The rows of a firm come by what they are, not by their place: a spreadsheet may be sorted in any way. Those of a
    firm that the audience may not see stay out with it.
    """
    by_firm: dict[str, list[PartRow]] = {}
    problems: list[Problem] = []
    for row in rows:
        resolver = Resolver(known, firm_of(row.data, known))
        if resolver.source in known.hidden:
            continue
        data = resolver.data(row.data)
        problems += resolver.problems
        firm = data.get("organization")
        if isinstance(firm, Ref):
            by_firm.setdefault(firm.id, []).append(replace(row, data=data))
    return [_with_rows(entry, by_firm[entry.id]) if entry.id in by_firm else entry for entry in entries], problems


def firm_of(data: Data, known: Known) -> str:
    """Id of the firm whose item a row is; empty where it names none."""
    named = data.get("organization")
    return id_of(named, known) if isinstance(named, Reference) else ""


def _with_rows(entry: Entry, rows: list[PartRow]) -> Entry:
    data = entry.data
    for side, field in SIDES.items():
        own = sorted((_item(row.data) for row in rows if row.data.get("side") == side), key=_by_what_it_is)
        if own:
            data = data.with_value(field, (*data.items_of(field), *own))
    return replace(entry, data=data, sources=tuple(dict.fromkeys((*entry.sources, *(row.file for row in rows)))))


def _item(data: Data) -> Data:
    return Data.of((name, value) for name, value in data if name not in _OF_ROW)


def _by_what_it_is(item: Data) -> tuple[str, str, str]:
    title = item.get("title")
    return str(item.get("code", "")), title.original if isinstance(title, Localized) else "", repr(tuple(item))


def late_rows(rows: Iterable[PartRow], today: Today) -> Iterator[Problem]:
    """Rows that end more than a year after the build day."""
    for row in rows:
        yield from ends_in_time(row.data, row.places.of, "", today)
