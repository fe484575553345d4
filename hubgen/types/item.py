"""Item: something that a firm offers or seeks; in its own entry, or a row of `items.csv`.

What every item needs, wherever it stands, is known to the rules of maps; here is what depends on its place and day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from hubgen.model.entry import Data, Places
from hubgen.problems import Location, Problem, problem, say
from hubgen.types.base import ContentType, Draft, Rule, Today
from hubgen.types.maps import ITEM

ITEMS_FILE = "items.csv"
SIDES = {"offer": "offers", "seek": "seeks"}
"""Value of `side` -> the field of a firm that holds such items."""
_OF_A_ROW = ("organization", "side")
"""Fields that only a row needs: an entry says both by where the item stands."""

ITEM_ROW = ContentType(
    name="item",
    folder="chains",
    slugs={},
    forms=("csv",),
    requires=("until", *_OF_A_ROW),
    own=ITEM,
    is_part=True,
)
"""A row of `items.csv`: the offer or the request of an organization that has its entry elsewhere."""


def items_in_place(*fields: str) -> Rule:
    """Items of an entry say until when they hold, and nothing of whose they are."""

    def rule(draft: Draft) -> Iterator[Problem]:
        for field in fields:
            for number, item in enumerate(draft.data.items_of(field), 1):
                path = f"{field}.{number}"
                yield from _until(item, path, draft.places.of(path), draft.faulty)
                for name in _OF_A_ROW:
                    if name in item:
                        yield draft.fault(
                            "unknown-field",
                            f"{path}.{name}",
                            say("{field} is written in {file} only", field=name, file=ITEMS_FILE),
                            mend=say("remove {field}: the item belongs to this entry", field=name),
                        )

    return rule


def _until(item: Data, path: str, where: Location, faulty: AbstractSet[str]) -> Iterator[Problem]:
    if "until" in item or f"{path}.until" in faulty:
        return
    yield problem(
        "missing-field",
        where.at(f"{path}.until"),
        say("{field} is missing", field=f"{path}.until"),
        expected=say("the last day on which the item is to be matched, at most one year ahead"),
        mend=say("fill in the column {field}, or add it", field=f"{path}.until")
        if where.row
        else say("add {field}: …", field="until"),
    )


def row_faults(data: Data, places: Places, faulty: AbstractSet[str]) -> Iterator[Problem]:
    """Fields that a row of `items.csv` needs and does not have."""
    for name in ITEM_ROW.requires:
        if name not in data and name not in faulty:
            yield problem(
                "missing-field",
                places.of(name),
                say("{field} is missing", field=name),
                mend=say("fill in the column {field}, or add it", field=name),
            )


def a_year_after(day: date) -> date:
    """The same day of the next year; of the 29th of February, the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def ends_in_time(item: Data, where: Callable[[str], Location], prefix: str, today: Today) -> Iterator[Problem]:
    """An offer or a request that nobody has to confirm within a year would be matched when nobody means it any more."""
    until, last = item.get("until"), a_year_after(today.day)
    if isinstance(until, date) and until > last:
        yield problem(
            "value-type",
            where(f"{prefix}until"),
            say("until ({day}) is more than one year ahead", day=until),
            expected=say("a day up to {day}", day=last),
            mend=say("write an earlier day, and a later one when the firm has confirmed it"),
        )


def items_end_in_time(*fields: str) -> Callable[[Data, Places, Today], Iterator[Problem]]:
    """The items of an entry end within a year of the build day."""

    def rule(data: Data, places: Places, today: Today) -> Iterator[Problem]:
        for field in fields:
            for number, item in enumerate(data.items_of(field), 1):
                yield from ends_in_time(item, places.of, f"{field}.{number}.", today)

    return rule
