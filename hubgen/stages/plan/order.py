"""The order of entries in lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hubgen.config import Config
from hubgen.locale.formatting import sort_key
from hubgen.model.site import Published, Site
from hubgen.types import BY_NAME
from hubgen.types.base import Today
from hubgen.types.financing import next_closing

FINANCING_ORDER = ("closing-soon", "open", "rolling", "upcoming", "closed", "historical")
FAR = date(9999, 12, 31)
Key = Callable[[Published], tuple[Any, ...]]
Listed = Mapping[str, list[Published]]
"""The entries of each type that stand in lists, in their order."""


SORTS: Mapping[str, tuple[str, ...]] = {
    "guide": ("title", "changed"),
    "organization": ("title", "changed"),
    "financing": ("closes", "title", "amount", "changed"),
    "standard": ("title", "changed"),
    "document": ("year", "title"),
    "notice": ("changed", "closes"),
}
"""The orders in which the whole list of a type is offered; the first is that of all its lists."""


def in_list_order(entries: list[Published], kind: str, site: Site, config: Config, language: str) -> list[Published]:
    """Pinned entries first, then by what readers of that type look for; equal ones by title, then id.

    Under initials nothing is pinned.
    """
    today = Today(site.day, config.zone)
    by_title = _by_title(language)
    keys: dict[str, Key] = {
        "topic": lambda one: (one.entry.get("order") or 10_000, *by_title(one)),
        "news": lambda one: (-_ordinal(one.entry.get("date")), *by_title(one)),
        "financing": lambda one: (_rank(one.status), next_closing(one.entry.data, today) or FAR, *by_title(one)),
        "standard": lambda one: (one.status == "replaced", *by_title(one)),
        "event": lambda one: (_ordinal(one.entry.get("start")), str(one.entry.get("start")), *by_title(one)),
        "notice": lambda one: (-one.changed.toordinal(), *by_title(one)),
        "partner": lambda one: (_count(one, "order") or 10_000, *by_title(one)),
        "question": lambda one: (-_count(one, "asked"), _count(one, "order") or 10_000, *by_title(one)),
        "thread": lambda one: ("list" in one.entry.data, -one.changed.toordinal(), *by_title(one)),
        "document": lambda one: (-int(one.entry.get("year") or 0), *by_title(one)),  # type: ignore[call-overload]
    }
    key = keys.get(kind, by_title)
    pins = not BY_NAME[kind].by_initial
    return sorted(entries, key=lambda one: (not (pins and one.entry.get("featured")), key(one)))


def sorted_by(entries: list[Published], order: str, language: str) -> list[Published]:
    """Another order of the same list: by title, last change (newest first), amount (greatest first), last day."""
    by_title = _by_title(language)
    keys: dict[str, Key] = {
        "title": by_title,
        "changed": lambda one: (-one.changed.toordinal(), *by_title(one)),
        "amount": lambda one: (*_amount(one), *by_title(one)),
        "closes": lambda one: (_ordinal(one.entry.get("expires")), *by_title(one)),
    }
    return sorted(entries, key=keys[order])


def _by_title(language: str) -> Key:
    def key(one: Published) -> tuple[Any, ...]:
        title = one.entry.texts("title")
        return (sort_key(title.pick(language)[0] if title else "", language), one.id)

    return key


def _amount(one: Published) -> tuple[Any, ...]:
    """Amounts of one currency stand together; what names none comes last."""
    amount = one.entry.get("amount_max") or one.entry.get("amount_min")
    if not isinstance(amount, Decimal):
        return (True, "", 0)
    return (False, str(one.entry.get("currency", "")), -amount)


def newest_first(entries: list[Published]) -> list[Published]:
    """By the day of the last change, the newest first; for archives."""
    return sorted(entries, key=lambda one: (-one.changed.toordinal(), one.id))


def _count(one: Published, name: str) -> int:
    value = one.entry.get(name)
    return value if isinstance(value, int) else 0


def _rank(status: str) -> int:
    return FINANCING_ORDER.index(status) if status in FINANCING_ORDER else len(FINANCING_ORDER)


def _ordinal(value: object) -> int:
    day = value.date() if isinstance(value, datetime) else value
    return day.toordinal() if isinstance(day, date) else 0
