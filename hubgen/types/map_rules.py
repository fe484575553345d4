"""What a map inside a field requires: its obligatory fields, and those that another one calls for."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from hubgen.model.entry import Data
from hubgen.problems import Location, Problem, problem, say
from hubgen.types.maps import MAPS

_NEEDS_ONE = {"file": ("path", "url"), "criteria": ("all_of", "any_of"), "item": ("code", "topics")}
_AMOUNTS = {
    "step": ("cost",),
    "paper": ("cost",),
    "fees": ("registration", "monthly"),
    "item": ("price_min", "price_max"),
}
_MEASURED = {"item": ("quantity", "min_order")}
"""Fields that mean nothing without `unit`."""
_ORDERED = {"item": ("price_min", "price_max")}
"""The lower and the higher of two amounts."""


def check_map(name: str, data: Data, where: Location, path: str, faulty: AbstractSet[str]) -> Iterator[Problem]:
    """Problems of one map: what it must hold and does not.

    Args:
        path: of the map in its entry, `offers.1`; empty where the map is a row by itself.
    """
    given = {field.name for field in MAPS[name] if field.name in data or _inside(path, field.name) in faulty}
    for field in MAPS[name]:
        if field.required == "always" and field.name not in given:
            yield _missing(where, path, field.name)
    choices = _NEEDS_ONE.get(name, ())
    if choices and given.isdisjoint(choices):
        yield problem(
            "missing-field",
            where,
            say("{field} needs {choices}", field=path or name, choices=" / ".join(choices)),
            mend=say("add one of them"),
        )
    if _has_amount(name, data) and "currency" not in given:
        yield _missing(where, path, "currency")
    if "unit" not in given and not given.isdisjoint(_MEASURED.get(name, ())):
        yield _missing(where, path, "unit")
    yield from _reversed(name, data, where, path)


def _inside(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def _reversed(name: str, data: Data, where: Location, path: str) -> Iterator[Problem]:
    low, high = _ORDERED.get(name, ("", ""))
    first, second = data.get(low), data.get(high)
    if isinstance(first, Decimal) and isinstance(second, Decimal) and second < first:
        yield problem(
            "range-reversed",
            where.at(_inside(path, high)),
            say("{high} ({second}) is less than {low} ({first})", high=high, low=low, first=first, second=second),
            mend=say("exchange or correct the two values"),
        )


def _missing(where: Location, path: str, field: str) -> Problem:
    return problem(
        "missing-field",
        where.at(_inside(path, field)),
        say("{field} is missing", field=_inside(path, field)),
        mend=say("fill in the column {field}, or add it", field=_inside(path, field))
        if where.row
        else say("add {field}: …", field=field),
    )


def _has_amount(name: str, data: Data) -> bool:
    least = Decimal(0) if name == "paper" else Decimal(-1)  # a paper that costs nothing needs no currency
    return any(isinstance(value := data.get(field), Decimal) and value > least for field in _AMOUNTS.get(name, ()))
