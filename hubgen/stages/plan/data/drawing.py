"""Figures as a drawing: which of them it shows, where they stand in it, and what it says in a sentence.

A drawing is 320 units wide, so that its letters have the size of the text on a phone; wider, and so with smaller
letters, where long figures would leave too little room beside them. Nothing in it hangs on colour: groups differ by
filling or dashes, and figures stand beside what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import ceil, floor, log10

from hubgen.model.data_points import Point, points_of
from hubgen.model.data_table import TIMES, Cell
from hubgen.model.entry import Data
from hubgen.model.period import Period
from hubgen.model.views.data import ChartBar, ChartLine, ChartText, ChartView
from hubgen.stages.plan.data.figures import Figures

WIDTH = 320
ROOM = 100
"""Of that width, what is left at least for what is drawn, beside names and figures."""
LETTER = 9
"""Width of a letter of 15 units, rather too large than too small."""
LINE = 18
"""Height of a line of words."""
BAR = 16
MOST_GROUPS = 4
"""As many fillings can be told apart without colour."""
MOST_BARS = 24
MOST_POINTS = 160
LABEL = 38
"""Letters of a name that fit into the width: most are narrower than a figure."""
SIDE_LABEL = 15
"""Letters of a name that stands beside its bar; longer ones stand above."""
PLOT = 170
"""Height of the field in which lines are drawn."""


def chart_view(figures: Figures, chart: object) -> ChartView | None:
    """The drawing that an entry asks for; None where there is nothing to draw."""
    if not isinstance(chart, Data) or chart.get("type") not in ("bars", "lines"):
        return None
    points = points_of(figures.table, chart.get("x"), chart.get("y"), chart.get("by"))
    if not points:
        return None
    drawing = _Drawing(figures, chart, points)
    return drawing.lines() if chart.get("type") == "lines" else drawing.bars()


class _Drawing:
    def __init__(self, figures: Figures, chart: Data, points: tuple[Point, ...]):
        table = figures.table
        places = (table.place(chart.get(name)) for name in ("x", "y", "by"))
        self.figures, self.texts = figures, figures.display.texts
        x, y, self.by = places
        assert x is not None and y is not None
        self.x, self.y = x, y
        self.all = self._in_order(points)
        self.in_time = table.columns[x].type in TIMES
        groups = self._groups()
        self.shown = self._shown_points(groups) if chart.get("type") == "lines" else self._shown_bars(groups)
        drawn = {point.by for point in self.shown}
        self.groups = tuple(by for by in groups if by in drawn)

    def _in_order(self, points: tuple[Point, ...]) -> tuple[Point, ...]:
        if self.figures.table.columns[self.x].type in TIMES:
            return tuple(sorted(points, key=lambda point: point.x))  # type: ignore[arg-type, return-value]
        return points

    def _groups(self) -> tuple[Cell, ...]:
        """In the order of the file; of too many, those with the highest last figure."""
        last = {point.by: point.value for point in self.all}
        if len(last) <= MOST_GROUPS:
            return tuple(last)
        kept = set(sorted(last, key=lambda by: -last[by])[:MOST_GROUPS])
        return tuple(by for by in last if by in kept)

    # -- words -----------------------------------------------------------------------------

    def view(self, shown: Sequence[Point], **parts: object) -> ChartView:
        return ChartView(
            self.figures.title(self.y), self.figures.unit(self.y), self._sentence(shown), **parts,  # type: ignore[arg-type]
        )  # fmt: skip

    def _sentence(self, shown: Sequence[Point]) -> str:
        """What is to be seen, in words."""
        high, low = max(shown, key=_value), min(shown, key=_value)
        sentences = []
        if high.value != low.value:
            sentences.append(self.texts["chart_range"].format(high=self._told(high), low=self._told(low)))
        if self.in_time:
            newest = [point for point in shown if point.x == shown[-1].x]
            figures = [f"{self._group(one.by)} {self._number(one)}".strip() for one in newest]
            when = self.figures.text(self.x, shown[-1].x)
            sentences.append(self.texts["chart_last"].format(period=when, figures="; ".join(figures)))
        elif high.value == low.value:
            sentences.append(self.texts["chart_equal"].format(value=self._number(high)))
        sentences += [self.texts["chart_same"].format(names=", ".join(names)) for names in self._hidden(shown)]
        if len(shown) < len(self.all):
            sentences.append(self.texts["chart_part"].format(n=len(shown), total=len(self.all)))
        return " ".join(sentences)

    def _hidden(self, shown: Sequence[Point]) -> list[list[str]]:
        """Names of groups with the same figures: of their lines one alone can be seen."""
        found: dict[tuple[tuple[Cell, Decimal], ...], list[str]] = {}
        for by in self.groups:
            own = tuple((point.x, point.value) for point in shown if point.by == by)
            found.setdefault(own, []).append(self._group(by))
        return [names for names in found.values() if len(names) > 1]

    def _told(self, point: Point) -> str:
        where = ", ".join(filter(None, (self.figures.text(self.x, point.x), self._group(point.by))))
        return f"{self._number(point)} ({where})"

    def _number(self, point: Point) -> str:
        return self.figures.number(self.y, point.value)

    def _group(self, by: Cell) -> str:
        return self.figures.text(self.by, by) if self.by is not None else ""

    def _look(self, by: Cell) -> int:
        return self.groups.index(by) + 1

    # -- bars ------------------------------------------------------------------------------

    def bars(self) -> ChartView:
        """Bars from left to right, one below the other, each with its figure."""
        shown = self.shown
        names = [_cut(self.figures.text(self.x, x)) for x in _distinct(point.x for point in shown)]
        beside = len(self.groups) == 1 and max(map(len, names)) <= SIDE_LABEL
        start = max(map(len, names)) * LETTER + 6 if beside else 0
        behind = self._behind(shown)
        width = max(WIDTH, start + ROOM + behind)
        scale = _Scale([point.value for point in shown], start, width - behind)
        bars, texts, top = self._legend_of_bars()
        for name, x in zip(names, _distinct(point.x for point in shown), strict=True):
            own = sorted((point for point in shown if point.x == x), key=lambda point: self._look(point.by))
            texts.append(ChartText(0, top + (BAR - 3 if beside else LINE - 5), name))
            top += 0 if beside else LINE
            for point in own:
                bars.append(self._bar(point, scale, top))
                texts.append(ChartText(scale.behind(point.value), top + BAR - 3, self._number(point)))
                top += BAR + 4
            top += 6
        return self.view(shown, width=width, height=top - 6, bars=tuple(bars), texts=tuple(texts))

    def _shown_bars(self, groups: tuple[Cell, ...]) -> list[Point]:
        """All, where they are few; of a time line the newest, else the highest."""
        points = [point for point in self.all if point.by in groups]
        places = list(_distinct(point.x for point in points))
        most = max(1, MOST_BARS // len(groups))
        if len(places) > most:
            best = {x: max(point.value for point in points if point.x == x) for x in places}
            places = places[-most:] if self.in_time else sorted(places, key=lambda x: -best[x])[:most]
        order = {x: number for number, x in enumerate(places)}
        return sorted((point for point in points if point.x in order), key=lambda point: order[point.x])

    def _behind(self, shown: Sequence[Point]) -> int:
        """The width of the longest figure, which stands behind what is drawn."""
        return max(len(self._number(point)) for point in shown) * LETTER + 8

    def _bar(self, point: Point, scale: _Scale, top: int) -> ChartBar:
        start, end = sorted((scale.at(Decimal(0)), scale.at(point.value)))
        return _framed(ChartBar(self._look(point.by), start, top, max(2, end - start), BAR))

    def _legend_of_bars(self) -> tuple[list[ChartBar], list[ChartText], int]:
        if len(self.groups) == 1:
            return [], [], 0
        bars = [_framed(ChartBar(look, 0, (look - 1) * 22, 30, BAR)) for look, _ in enumerate(self.groups, 1)]
        return bars, self._legend(), len(self.groups) * 22 + 8

    def _legend(self) -> list[ChartText]:
        return [ChartText(38, row * 22 + BAR - 3, _cut(self._group(by))) for row, by in enumerate(self.groups)]

    # -- lines -----------------------------------------------------------------------------

    def lines(self) -> ChartView:
        """Lines over time, or over the places of the axis; each ends in a dot with its last figure."""
        shown = self.shown
        places = list(_distinct(point.x for point in shown))
        low, high, ticks = _ticks(shown)
        decimals = 0 if all(tick == tick.to_integral_value() for tick in ticks) else -int(ticks[1].as_tuple().exponent)
        names = [self._tick(tick, decimals) for tick in ticks]
        left, behind = max(map(len, names)) * LETTER + 4, self._behind(shown) + 6
        width = max(WIDTH, left + ROOM + behind)
        right = width - behind
        top = (len(self.groups) * 22 + 14) if len(self.groups) > 1 else 14

        def down(value: Decimal) -> int:
            return round(top + PLOT * float((high - value) / (high - low)))

        across = _across(places, left + 2, right)
        lines = [self._line(by, shown, places, across, down) for by in self.groups]
        texts = [ChartText(left - 6, down(tick) + 5, name, "end") for tick, name in zip(ticks, names, strict=True)]
        texts += self._ends(lines, shown, right + 8)
        texts += self._axis(places, left, right, top + PLOT + 20)
        if len(self.groups) > 1:
            lines = [*(ChartLine(n, f"M0 {y}h30", 30, y) for n, y in self._legend_lines()), *lines]
            texts = [*self._legend(), *texts]
        return self.view(
            shown, width=width, height=top + PLOT + 26, lines=tuple(lines), texts=tuple(texts),
            rules=tuple(down(tick) for tick in ticks), left=left, right=right,
        )  # fmt: skip

    def _legend_lines(self) -> list[tuple[int, int]]:
        return [(row + 1, row * 22 + 8) for row in range(len(self.groups))]

    def _shown_points(self, groups: tuple[Cell, ...]) -> list[Point]:
        """All, or the newest where they are too many."""
        points = [point for point in self.all if point.by in groups]
        most = MOST_POINTS // len(groups)
        kept = set(list(_distinct(point.x for point in points))[-most:])
        return [point for point in points if point.x in kept]

    def _tick(self, tick: Decimal, decimals: int) -> str:
        return self.figures.signed(tick.quantize(Decimal(1).scaleb(-decimals)))

    def _line(
        self,
        by: Cell,
        shown: Sequence[Point],
        places: list[Cell],
        across: dict[Cell, int],
        down: Callable[[Decimal], int],
    ) -> ChartLine:
        """A gap in the figures is a gap in the line; what stands alone between two gaps is a spot."""
        own = {point.x: point.value for point in shown if point.by == by}
        at, path = (0, 0), ""
        for has_figure, run in groupby(places, own.__contains__):
            if has_figure:
                points = [(across[x], down(own[x])) for x in run]
                path += "M" + " ".join(f"{x} {y}" for x, y in points) + ("h2" if len(points) == 1 else "")
                at = points[-1]
        return ChartLine(self._look(by), path, *at)

    def _ends(self, lines: list[ChartLine], shown: Sequence[Point], x: int) -> list[ChartText]:
        """The last figure of each line beside its end, moved apart where they would meet; equal ends have one."""
        last = {point.by: point for point in shown}
        ends = sorted({(line.y + 5, self._number(last[by])) for line, by in zip(lines, self.groups, strict=True)})
        texts: list[ChartText] = []
        for y, text in ends:
            y = max(y, texts[-1].y + LINE - 2) if texts else y
            texts.append(ChartText(x, y, text))
        return texts

    def _axis(self, places: list[Cell], left: int, right: int, y: int) -> list[ChartText]:
        first, last = (self._place(places[index]) for index in (0, -1))
        texts = [ChartText(left, y, first)]
        return texts if len(places) == 1 else [*texts, ChartText(max(right, left + LETTER * len(last)), y, last, "end")]

    def _place(self, x: Cell) -> str:
        if isinstance(x, Period):
            return self.figures.period(x, short=True)
        return _cut(self.figures.text(self.x, x), LABEL // 2 - 4)


class _Scale:
    """Where figures stand between two edges; zero is always among them."""

    def __init__(self, values: Sequence[Decimal], start: int, end: int):
        self.low, self.high = min(Decimal(0), *values), max(Decimal(0), *values)
        self.start, self.end = start, end

    def at(self, value: Decimal) -> int:
        span = self.high - self.low
        return (
            self.start if not span else round(self.start + (self.end - self.start) * float((value - self.low) / span))
        )

    def behind(self, value: Decimal) -> int:
        """Where the figure of a bar stands: behind its end, or behind zero where the bar goes to the left."""
        return max(self.at(value), self.at(Decimal(0))) + 6


def _framed(bar: ChartBar) -> ChartBar:
    """The same for a frame of two units, half of which would stand outside."""
    if bar.look == 1:
        return bar
    return ChartBar(bar.look, bar.x + 1, bar.y + 1, max(1, bar.width - 2), bar.height - 2)


def _ticks(shown: Sequence[Point]) -> tuple[Decimal, Decimal, list[Decimal]]:
    """The lowest and the highest figure of the scale, and four to six round figures between them.

    The scale begins at zero unless all figures lie far above it.
    """
    low, high = min(map(_value, shown)), max(map(_value, shown))
    if low >= 0 and low < high * Decimal("0.5"):
        low = Decimal(0)
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0)) or Decimal(1)
    step = _step(float(high - low) / 4)
    first, last = floor(low / step), ceil(high / step)
    ticks = [step * number for number in range(first, last + 1)]
    return ticks[0], ticks[-1], ticks


def _step(rough: float) -> Decimal:
    """The round figure (1, 2 or 5 times a power of ten) that is next above."""
    power = floor(log10(rough))
    factor = next(one for one in (1, 2, 5, 10) if one * 10**power >= rough * 0.999)
    return Decimal(factor).scaleb(power)


def _across(places: list[Cell], left: int, right: int) -> dict[Cell, int]:
    """Where the places of the axis stand: days as far apart as in the calendar, others evenly."""
    days = [_day(place) for place in places]
    numbers = [day if day is not None else index for index, day in enumerate(days)]
    span = (numbers[-1] - numbers[0]) or 1
    return {
        place: round(left + (right - left) * (number - numbers[0]) / span)
        for place, number in zip(places, numbers, strict=True)
    }


def _day(place: Cell) -> int | None:
    day = place.start if isinstance(place, Period) else place
    return day.toordinal() if isinstance(day, date) else None


def _value(point: Point) -> Decimal:
    return point.value


def _distinct(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cells))


def _cut(text: str, most: int = LABEL) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
