"""Countries side by side: the newest figures of every dataset that has one row for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from hubgen.model.data_table import Cell, DataTable
from hubgen.model.frozen import frozen
from hubgen.model.period import Period
from hubgen.model.views.data import DataHead
from hubgen.model.views.pieces import Phrase
from hubgen.stages.plan.data.data_view import DatasetPages

REMARK = "*"
MOST_COLUMNS = 24
EACH = 4
"""Columns of one dataset: the others are a step away, on its page."""


@frozen(slots=False)
class Indicator:
    """A column of figures with one for each country."""

    head: DataHead
    dataset: Phrase
    period: str
    figures: Mapping[str, str]
    """By the code of the country, in words."""


def indicators(entries: list[DatasetPages]) -> tuple[Indicator, ...]:
    """Columns of two datasets at least; none where there is nothing to compare."""
    found = [list(_of_columns(pages)) for pages in entries]
    found += _of_single_countries(entries)
    kept = [columns[:EACH] for columns in found if columns]
    return tuple(column for columns in kept for column in columns)[:MOST_COLUMNS] if len(kept) > 1 else ()


def _of_columns(pages: DatasetPages) -> Iterator[Indicator]:
    """Of a dataset with a column of countries, and nothing else that tells its rows apart but time."""
    table = pages.table
    places = table.of_role("country")
    if len(places) != 1 or table.of_role("key"):
        return
    rows = _newest(table)
    codes = [str(row[places[0]]) for row in rows]
    if len(set(codes)) != len(codes) or len(codes) < 2:
        return
    by_country = dict(zip(codes, rows, strict=True))
    for index in _values(table):
        figures = {code: _figure(pages, index, row) for code, row in by_country.items()}
        yield _indicator(pages, index, figures)


def _figure(pages: DatasetPages, index: int, row: tuple[Cell, ...]) -> str:
    """A figure, with a mark where its row has a remark: "less than 2" is not 2."""
    text = pages.figures.text(index, row[index])
    return f"{text} {REMARK}" if text and any(row[one] for one in pages.table.of_role("note")) else text


def _of_single_countries(entries: list[DatasetPages]) -> list[list[Indicator]]:
    """Of datasets that are alike, each of another country: they make one column together."""
    alike: dict[tuple[str, ...], list[DatasetPages]] = {}
    for pages in entries:
        if _is_of_one_country(pages):
            alike.setdefault(tuple(column.name for column in pages.table.columns), []).append(pages)
    return [list(_joined(group)) for group in alike.values() if 1 < len(group) == len(set(map(_country, group)))]


def _is_of_one_country(pages: DatasetPages) -> bool:
    countries = pages.one.entry.data.items_of("countries")
    has_others = pages.table.of_role("country", "key")
    return len(countries) == 1 and len(countries[0]) == 2 and not has_others and len(_newest(pages.table)) == 1


def _joined(group: list[DatasetPages]) -> Iterator[Indicator]:
    """The column is called after the dataset with the newest figures; an older figure says of when it is."""
    named = max(group, key=_newest_day)
    for index in _values(named.table):
        head = _indicator(named, index, {})
        figures = {_country(pages): _dated(pages, index, head.period) for pages in group}
        yield replace(head, figures=figures)


def _newest_day(pages: DatasetPages) -> date:
    latest = pages.table.latest()
    return latest.start if isinstance(latest, Period) else latest or date.min


def _dated(pages: DatasetPages, index: int, newest: str) -> str:
    figure, period = _figure(pages, index, _newest(pages.table)[0]), _period(pages)
    return figure if period == newest or not figure else f"{figure} ({period})"


def _country(pages: DatasetPages) -> str:
    return str(pages.one.entry.data.items_of("countries")[0])


def _period(pages: DatasetPages) -> str:
    """Of when the newest figures are, in words; empty where no column says when."""
    latest = pages.table.latest()
    return pages.figures.period(latest) if latest else ""


def _indicator(pages: DatasetPages, index: int, figures: Mapping[str, str]) -> Indicator:
    linked = replace(pages.figures.head(index), path=pages.path)
    return Indicator(linked, pages.display.title(pages.one), _period(pages), figures)


def _values(table: DataTable) -> list[int]:
    return [index for index in table.of_role("value") if table.columns[index].type != "text"]


def _newest(table: DataTable) -> tuple[tuple[Cell, ...], ...]:
    """The rows of the newest period; all where no column says when."""
    latest = table.latest()
    if latest is None or table.time is None:
        return table.rows
    return tuple(row for row in table.rows if row[table.time] == latest)
