"""The last price of each product, what became of it since the one before, and its course as a small line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hubgen.model.data_table import Cell
from hubgen.model.period import Period
from hubgen.model.views.data import ChartLine, PriceBoard, PriceRow
from hubgen.stages.plan.data.figures import Figures

MOST_PRODUCTS = 40
MOST_POINTS = 24
"""Prices in the small line, the newest."""
COURSE_WIDTH, COURSE_HEIGHT, EDGE = 100, 24, 3

Price = tuple[Period | date, Decimal]


def price_board(figures: Figures) -> PriceBoard | None:
    """The board of a dataset of prices; None where no column says when, what or how much."""
    table = figures.table
    values = [index for index in table.of_role("value") if figures.is_number(index)]
    names = table.of_role("key", "country")
    if table.time is None or not values or not names:
        return None
    value = values[0]
    courses = _courses(figures, names, table.time, value)
    latest = max((prices[-1][0] for _, prices in courses), default=None)
    if latest is None:
        return None
    rows = (_row(product, prices, latest, figures, value) for product, prices in courses)
    return PriceBoard(
        figures.display.texts["prices_caption"].format(period=figures.period(latest)),
        figures.title(names[0]),
        figures.unit(value),
        tuple(rows),
    )


def prices_in_words(board: PriceBoard) -> str:
    """All prices in one line: "café 6,85 (sube 2,2 %); miel 3,15; USD por kg"."""
    told = [f"{row.name} {row.last}" + (f" ({row.change})" if row.change else "") for row in board.rows]
    return "; ".join(filter(None, (*told, board.unit.text)))


def _courses(figures: Figures, names: tuple[int, ...], time: int, value: int) -> list[tuple[str, list[Price]]]:
    """The name of each product and its prices in the order of time; of too many products, the first of the file."""
    found: dict[tuple[Cell, ...], list[Price]] = {}
    for row in figures.table.rows:
        when, price = row[time], row[value]
        if isinstance(when, Period | date) and isinstance(price, Decimal | int):
            found.setdefault(tuple(row[index] for index in names), []).append((when, Decimal(price)))
    products = list(found)[:MOST_PRODUCTS]
    return [(_name(figures, names, one), sorted(found[one])) for one in products]


def _name(figures: Figures, names: Iterable[int], cells: tuple[Cell, ...]) -> str:
    words = (figures.text(index, cell) for index, cell in zip(names, cells, strict=True))
    return ", ".join(filter(None, words))


def _row(name: str, prices: list[Price], latest: Period | date, figures: Figures, value: int) -> PriceRow:
    when, last = prices[-1]
    return PriceRow(
        name,
        figures.number(value, last),
        "" if when == latest else figures.period(when),
        change_in_words(prices, figures),
        _course([price for _, price in prices[-MOST_POINTS:]]) if len(prices) > 2 else None,
    )


def change_in_words(prices: list[Price], figures: Figures) -> str:
    """The change of the last price against the one before: "sube 3,2 %"; empty where there is none before."""
    if len(prices) < 2 or prices[-2][1] <= 0:
        return ""
    before, last = prices[-2][1], prices[-1][1]
    change = _percent(before, last)
    if not change:
        return figures.display.texts["price_same"]
    word = "price_up" if change > 0 else "price_down"
    return figures.display.texts[word].format(x=figures.share(abs(change)))


def _percent(before: Decimal, last: Decimal) -> Decimal:
    """The change in per cent with one decimal, half of it upwards; exact, however far apart the prices are."""
    tenths = int(1000 * abs(Fraction(last) - Fraction(before)) / Fraction(before) + Fraction(1, 2))
    return Decimal(f"{'-' if last < before else ''}{tenths // 10}.{tenths % 10}")


def _course(prices: list[Decimal]) -> ChartLine:
    low, high = min(prices), max(prices)
    across = COURSE_WIDTH - 2 * EDGE
    points = [
        (
            round(EDGE + across * number / (len(prices) - 1)),
            round(EDGE + (COURSE_HEIGHT - 2 * EDGE) * float((high - price) / ((high - low) or 1))),
        )
        for number, price in enumerate(prices)
    ]
    return ChartLine(1, "M" + " ".join(f"{x} {y}" for x, y in points), *points[-1])
