"""What the page of a dataset shows: prices, a drawing, the first part of its rows, the way to all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from hubgen.formats.json_text import json_file
from hubgen.formats.tables.data_schema import data_schema
from hubgen.locale.formatting import NO_BREAK, format_kb, format_number, slugify, sort_key
from hubgen.model.data_table import Cell, DataTable
from hubgen.model.entry import Localized
from hubgen.model.period import Period
from hubgen.model.site import Published
from hubgen.model.values.periods import read_period
from hubgen.model.views.data import DataHead, DataRows, DataView, PriceBoard
from hubgen.model.views.pieces import Item
from hubgen.model.views.texts import BodyView
from hubgen.stages.plan.data.drawing import chart_view
from hubgen.stages.plan.data.figures import Figures
from hubgen.stages.plan.data.prices import price_board
from hubgen.stages.plan.display import Display

FilePath = Callable[[str], str]
MOST_CELLS = 240
"""Of the table of a page: about 2 KB after gzip."""
MOST_LETTERS = 9000
LEAST_ROWS = 8
MOST_COUNTRIES = 60
LONG_NOTE = 40
"""Letters; a longer remark stands below the table."""
FEW, MANY = 4, 6
"""Columns: more than a few never fit a phone, more than many need small letters on a desk."""
PHONE_LETTERS = 28
"""Of the longest words of all columns, side by side."""
SCHEMA = "schema.json"
Row = tuple[Cell, ...]


class DatasetPages:
    """The figures of one dataset in one language, and where its pages and files stand."""

    def __init__(self, one: Published, table: DataTable, display: Display, file_path: FilePath):
        self.one, self.table, self.display, self.file_path = one, table, display, file_path
        self.figures = Figures(one, table, display)
        self.texts = display.texts
        self.path = one.paths[display.language]

    # -- the page --------------------------------------------------------------------------

    def view(self, method: BodyView | None) -> DataView:
        rows = self._in_order(self.table.rows)
        shown = self._first(rows)
        chart = self.one.entry.get("chart")
        return DataView(
            table=self._rows(shown, self._caption()),
            told=self._told(len(shown), len(rows)),
            chart=chart_view(self.figures, chart),
            prices=self.prices,
            files=self.files,
            method=method,
            places=tuple(Item(self.display.country(code), self.country_path(code)) for code in self.countries),
        )

    @cached_property
    def prices(self) -> PriceBoard | None:
        return price_board(self.figures) if self.one.entry.get("kind") == "prices" else None

    def _caption(self) -> str:
        return self.display.title(self.one).text

    def _in_order(self, rows: Sequence[Row]) -> list[Row]:
        """The newest period first where the rows are of several; else as in the file."""
        time = self.table.time
        if time is None:
            return list(rows)
        return sorted(rows, key=lambda row: -_ordinal(row[time]))

    def _first(self, rows: Sequence[Row]) -> Sequence[Row]:
        """As many rows as a page can carry."""
        most = max(LEAST_ROWS, MOST_CELLS // max(1, len(self.table.columns)))
        letters = 0
        for number, row in enumerate(rows[:most]):
            letters += sum(len(str(cell)) for cell in row if isinstance(cell, str))
            if letters > MOST_LETTERS and number >= LEAST_ROWS:
                return rows[:number]
        return rows[:most]

    def _rows(self, rows: Sequence[Row], caption: str) -> DataRows:
        """The table of those rows; a column without anything in them is left out, long remarks stand below."""
        columns = [
            index
            for index, column in enumerate(self.table.columns)
            if column.role != "none" and any(row[index] is not None for row in rows)
        ]
        remarks = [index for index in columns if self._holds_remarks(index, rows)]
        columns = [index for index in columns if index not in remarks]
        heads = tuple(self.figures.head(index) for index in columns)
        cells = [[self.figures.text(index, row[index]) for index in columns] for row in rows]
        named = (n for n, index in enumerate(columns) if self.table.columns[index].role in ("label", "key", "country"))
        head = next(named, 0)
        notes: list[str] = []
        for row, words in zip(rows, cells, strict=True):
            for text in filter(None, (self.figures.text(index, row[index]) for index in remarks)):
                notes.append(text)
                words[head] += f"{NO_BREAK}{raised(len(notes))}"
        return data_rows(caption, heads, tuple(map(tuple, cells)), head, tuple(notes))

    def _holds_remarks(self, index: int, rows: Sequence[Row]) -> bool:
        """Whether the cells of a column are sentences about their rows."""
        column = self.table.columns[index]
        return column.role == "note" and max(len(str(row[index] or "")) for row in rows) > LONG_NOTE

    def _told(self, shown: int, total: int) -> str:
        if shown == total:
            return ""
        text = "rows_newest" if self.table.time is not None else "rows_first"
        numbers = (format_number(number, self.display.locale) for number in (shown, total))
        return self.texts[text].format(**dict(zip(("n", "total"), numbers, strict=True)))

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day that the figures are of: by their own column, else by `period`."""
        periods: list[Period | date] = []
        if self.table.time is not None:
            periods = [cell for cell in self.table.cells(self.table.time) if isinstance(cell, Period | date)]
        elif found := read_period(str(self.one.entry.get("period", ""))):
            periods = [found]
        first = (one.start if isinstance(one, Period) else one for one in periods)
        last = (one.end if isinstance(one, Period) else one for one in periods)
        return (min(first), max(last)) if periods else None

    # -- files -----------------------------------------------------------------------------

    @property
    def file(self) -> str:
        """Path below content/ of the data in this language."""
        value = self.one.entry.get("data")
        return str(value.pick(self.display.language)[0]) if isinstance(value, Localized) else ""

    @property
    def schema_path(self) -> str:
        return f"{self.path.removesuffix('.html')}.{SCHEMA}"

    @cached_property
    def schema(self) -> dict[str, object]:
        """The description of the columns for programs."""
        titles = [self.figures.title(index).text for index in range(len(self.table.columns))]
        units = [self.display.phrase(one.get("unit")).text for one in self.one.entry.data.items_of("columns")]
        missing = self.one.entry.data.items_of("missing")
        return data_schema(self.table, titles, units, missing)

    @cached_property
    def files(self) -> tuple[Item, ...]:
        size = format_kb(len(json_file(self.schema)), self.display.locale)
        return (
            Item(self.texts["data_csv"], self.file_path(self.file), note=self.display.file_note(self.file)),
            Item(self.texts["data_schema"], self.schema_path, note=f"JSON, {size}"),
        )

    # -- countries -------------------------------------------------------------------------

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Those with a page of their own: where one page cannot show all rows, and they are of several countries."""
        place = next(iter(self.table.of_role("country")), None)
        if place is None or len(self._first(self.table.rows)) == len(self.table.rows):
            return ()
        codes = {str(cell) for cell in self.table.cells(place)}
        found = sorted(codes, key=lambda code: (sort_key(self.display.country(code), self.display.language), code))
        return tuple(found) if 1 < len(found) <= MOST_COUNTRIES else ()

    def country_path(self, code: str) -> str:
        return self.country_path_in(self.display.language, code)

    def country_path_in(self, language: str, code: str) -> str:
        """The page of a country in a language; its name in the address is the code, the same in all of them."""
        return f"{self.one.paths[language].removesuffix('.html')}/{slugify(code)}.html"

    def country_view(self, code: str) -> DataView:
        """The rows of one country, and the way to the others."""
        place = self.table.of_role("country")[0]
        rows = self._in_order([row for row in self.table.rows if row[place] == code])
        shown = self._first(rows)
        table = self._rows(shown, f"{self._caption()}: {self.display.country(code)}")
        others = (one for one in self.countries if one != code)
        own = DataTable(self.table.columns, tuple(rows))
        return DataView(
            table=table,
            told=self._told(len(shown), len(rows)),
            chart=chart_view(Figures(self.one, own, self.display), self.one.entry.get("chart")),
            files=self.files,
            places=(
                Item(self.texts["all_countries"], self.path),
                *(Item(self.display.country(one), self.country_path(one)) for one in others),
            ),
        )


def dataset_pages(one: Published, display: Display, file_path: FilePath) -> DatasetPages | None:
    """The figures of an entry; None where it has none, or none that can be read."""
    table = display.site.table(one, display.language)
    return DatasetPages(one, table, display, file_path) if table is not None and table.rows else None


def _ordinal(cell: Cell) -> int:
    day = cell.start if isinstance(cell, Period) else cell
    return day.toordinal() if isinstance(day, date) else 0


def data_rows(
    caption: str,
    heads: tuple[DataHead, ...],
    rows: tuple[tuple[str, ...], ...],
    head: int = 0,
    notes: tuple[str, ...] = (),
) -> DataRows:
    """The table in the form that suits its width."""
    words = [[one.title.text, one.unit.text, *(row[index] for row in rows)] for index, one in enumerate(heads)]
    longest = sum(1 + max(len(word) for text in texts for word in (text.split(" ") or [""])) for texts in words)
    form = "stack many" if len(heads) > MANY else "stack" if len(heads) > FEW or longest > PHONE_LETTERS else "fit"
    return DataRows(caption, heads, rows, head, form, notes)


def raised(number: int) -> str:
    """A number as a mark of a remark: ¹²."""
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
