"""The scale of a score: what each answer counts, and what a sum means.

The rule, the same for a page, its script, a sheet of paper and the command line:

- An area holds a share of its own points: those of the answers, of the most that its questions can give, 0 to 100
  percent. The whole is the mean of its areas by their weights (1 where none is given).
- A band holds from its `from` up to where the next one begins. Of the advice of an area the one with the lowest
  `below` over the area's percentage is told; none where it reaches them all.
- A percentage that is shown is cut to a whole number: 49.9 is 49 percent, and still below 50.

So that nobody has to divide, every answer counts in whole points of the whole: with points p of an answer, M of its
area at most and its weight w, the numbers w * p / M of all answers are brought to the smallest whole numbers of the
same proportions. Sums of them are exact in Python, in a script, in CSS counters and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, gcd, lcm

from hubgen.model.entry import Data
from hubgen.model.frozen import frozen

MOST_OF_ALL = 2**31 - 1
"""Whole points of a score: counters of styles have 32 bits, and stand still at their end."""


@frozen
class Range:
    """The points, both ends included, in which a band or an advice holds; `place` is its own in its list, from 0."""

    low: int
    high: int
    place: int


@frozen
class QuestionScale:
    """What the options of a question count; `place` is its own among all questions, from 0."""

    place: int
    points: tuple[int, ...]


@frozen
class AreaScale:
    """An area: its questions in their order, what they can give at most, and when its advice holds."""

    place: int
    most: int
    questions: tuple[QuestionScale, ...]
    advice: tuple[Range, ...]


@frozen
class Scale:
    """A score in whole points."""

    areas: tuple[AreaScale, ...]
    bands: tuple[Range, ...]

    @property
    def most(self) -> int:
        return sum(area.most for area in self.areas)


def scale_of(data: Data) -> Scale:
    """The scale of a diagnostic of the mode `score`; areas that nobody can win points in are left out."""
    questions = data.items_of("questions")
    shares = [_shares(area, questions) for area in data.items_of("areas")]
    unit = _unit(share for area in shares for options in area.values() for share in options)
    areas = tuple(
        _area(place, area, {q: tuple(int(s / unit) for s in options) for q, options in found.items()})
        for place, (area, found) in enumerate(zip(data.items_of("areas"), shares, strict=True))
        if found
    )
    most = sum(area.most for area in areas)
    starts = [_limit(band.get("from"), most) for band in data.items_of("bands")]
    return Scale(areas, tuple(_ranges(starts, most)))


def _shares(area: Data, questions: Sequence[Data]) -> dict[int, tuple[Fraction, ...]]:
    """Place of each question of an area -> the part that each of its options gives, the whole area being its weight."""
    own = {place: one for place, one in enumerate(questions) if one.get("area") == area.get("id")}
    most = sum(Fraction(most_points(one)) for one in own.values())
    weight = area.get("weight", Decimal(1))
    if not most or not isinstance(weight, Decimal) or not weight:
        return {}
    return {
        place: tuple(Fraction(weight) * Fraction(_points(option)) / most for option in one.items_of("options"))
        for place, one in own.items()
    }


def most_points(question: Data) -> Decimal:
    """What the best answer to a question gives."""
    return max(map(_points, question.items_of("options")), default=Decimal(0))


def _points(option: Data) -> Decimal:
    points = option.get("points")
    return points if isinstance(points, Decimal) else Decimal(0)


def _unit(shares: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all of them are whole multiples; 1 where there are none."""
    found = [share for share in shares if share]
    below = lcm(*(share.denominator for share in found))
    return Fraction(gcd(*(int(share * below) for share in found)) or 1, below)


def _area(place: int, area: Data, points: dict[int, tuple[int, ...]]) -> AreaScale:
    most = sum(max(options, default=0) for options in points.values())
    limits = [_limit(advice.get("below"), most) for advice in area.items_of("advice")]
    questions = tuple(QuestionScale(number, options) for number, options in points.items())
    return AreaScale(place, most, questions, tuple(_below(limits)))


def _limit(percent: object, most: int) -> int:
    """The fewest points that reach a percentage."""
    return ceil(Fraction(percent) * most / 100) if isinstance(percent, Decimal) else 0


def _ranges(starts: Sequence[int], most: int) -> Iterator[Range]:
    """From each start up to the next; one that no sum falls into is left out."""
    ordered = sorted((start, place) for place, start in enumerate(starts))
    ends = [start - 1 for start, _ in ordered[1:]] + [most]
    for (start, place), end in zip(ordered, ends, strict=False):
        if start <= end:
            yield Range(start, end, place)


def _below(limits: Sequence[int]) -> Iterator[Range]:
    """Up to each limit, from where the one below it ends."""
    start = 0
    for limit, place in sorted((limit, place) for place, limit in enumerate(limits)):
        if start < limit:
            yield Range(start, limit - 1, place)
        start = max(start, limit)


def percent(points: int, most: int) -> int:
    """Of what could be won, cut to a whole number."""
    return 100 * points // most if most else 0


def range_at(ranges: Iterable[Range], points: int) -> Range | None:
    """The range in which a sum lies."""
    return next((one for one in ranges if one.low <= points <= one.high), None)
