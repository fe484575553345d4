"""The cells of a data file in the words of a language, and what its columns are called."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from hubgen.locale.formatting import (
    format_number,
    format_percent,
)
from hubgen.model.data_table import NUMBERS, Cell, DataTable
from hubgen.model.entry import Data
from hubgen.model.period import Period
from hubgen.model.site import Published
from hubgen.model.views.data import DataHead
from hubgen.model.views.pieces import Phrase
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.periods import period_text

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class Figures:
    """The data of one entry in one language."""

    def __init__(self, one: Published, table: DataTable, display: Display):
        self.table, self.display, self.language = table, display, display.language
        self._columns: tuple[Data, ...] = one.entry.data.items_of("columns")

    def title(self, index: int) -> Phrase:
        return self.display.phrase(self._columns[index].get("title")) or Phrase(self.table.columns[index].name)

    def unit(self, index: int) -> Phrase:
        """The unit of a column; of shares, which are told with their sign, none."""
        unit = self.display.phrase(self._columns[index].get("unit"))
        return unit if unit.text != "%" else Phrase("")

    def head(self, index: int) -> DataHead:
        return DataHead(self.title(index), self.unit(index), "num" if self.is_number(index) else "")

    def is_number(self, index: int) -> bool:
        return self.table.columns[index].type in NUMBERS

    def text(self, index: int, cell: Cell) -> str:
        """A cell; empty where there is no data."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return self.display.texts["yes" if cell else "no"]
        if isinstance(cell, Decimal | int):
            return self.number(index, Decimal(cell))
        if isinstance(cell, Period):
            return self.period(cell)
        if isinstance(cell, date):
            return self.display.day(cell)
        return self.display.country(cell) if self.table.columns[index].role == "country" else cell

    def number(self, index: int, figure: Decimal) -> str:
        """A figure with the decimals that its column declares, else as it is written; a share with its sign."""
        places = self.table.columns[index].decimals
        if places is not None:
            figure = figure.quantize(Decimal(1).scaleb(-places), context=_WIDE)
        return self.share(figure) if self._is_share(index) else self.signed(figure)

    def signed(self, figure: Decimal) -> str:
        return format_number(figure, self.display.locale).replace("-", "\N{MINUS SIGN}")

    def share(self, figure: Decimal) -> str:
        return format_percent(figure, self.display.locale).replace("-", "\N{MINUS SIGN}")

    def _is_share(self, index: int) -> bool:
        unit = self.display.phrase(self._columns[index].get("unit")).text
        return unit == "%" or (self.table.columns[index].type == "percent" and not unit)

    def period(self, period: Period | date, *, short: bool = False) -> str:
        """A period in words: "octubre de 2026", "T3 2026", "2025–2026"; short for the edge of a drawing."""
        if not isinstance(period, Period):
            return self.display.day(period)
        return period_text(period, self.language, self.display.texts, short=short)
