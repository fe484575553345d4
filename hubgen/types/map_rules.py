"""What a map inside a field requires: its obligatory fields, and those that another one calls for."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from hubgen.model.entry import Data
from hubgen.problems import Location, Problem, problem, say
from hubgen.types.maps import MAPS

_NEEDS_ONE = {"file": ("path", "url"), "criteria": ("all_of", "any_of")}
_AMOUNTS = {
    "step": ("cost",),
    "paper": ("cost",),
    "fees": ("registration", "monthly"),
}


def check_map(name: str, data: Data, where: Location, path: str, faulty: AbstractSet[str]) -> Iterator[Problem]:
    """Problems of one map: what it must hold and does not."""
    for field in MAPS[name]:
        if field.required == "always" and field.name not in data and f"{path}.{field.name}" not in faulty:
            yield _missing(where, path, field.name)
    choices = _NEEDS_ONE.get(name, ())
    if choices and not any(choice in data or f"{path}.{choice}" in faulty for choice in choices):
        yield problem(
            "missing-field",
            where,
            say("{field} needs {choices}", field=path, choices=" / ".join(choices)),
            mend=say("add one of them"),
        )
    if _has_amount(name, data) and "currency" not in data and f"{path}.currency" not in faulty:
        yield _missing(where, path, "currency")


def _missing(where: Location, path: str, field: str) -> Problem:
    return problem(
        "missing-field",
        where.at(f"{path}.{field}"),
        say("{field} is missing", field=f"{path}.{field}"),
        mend=say("fill in the column {field}, or add it", field=f"{path}.{field}")
        if where.row
        else say("add {field}: …", field=field),
    )


def _has_amount(name: str, data: Data) -> bool:
    least = Decimal(0) if name == "paper" else Decimal(-1)  # a paper that costs nothing needs no currency
    return any(isinstance(value := data.get(field), Decimal) and value > least for field in _AMOUNTS.get(name, ()))
