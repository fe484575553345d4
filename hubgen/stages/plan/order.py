"""The order of entries in lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hubgen.config import Config
from hubgen.locale.formatting import sort_key
from hubgen.model.site import Published, Site
from hubgen.types.base import Today
from hubgen.types.financing import next_closing

FINANCING_ORDER = ("closing-soon", "open", "rolling", "upcoming", "closed", "historical")
FAR = date(9999, 12, 31)


def in_list_order(entries: list[Published], kind: str, site: Site, config: Config) -> list[Published]:
    """Pinned entries first, then by what readers of that type look for; equal ones by title, then id."""
    language = config.main_language
    today = Today(site.day, config.zone)

    def by_title(one: Published) -> tuple[str, str]:
        return (sort_key(one.entry.title, language), one.id)

    keys: dict[str, Callable[[Published], tuple[Any, ...]]] = {
        "topic": lambda one: (one.entry.get("order") or 10_000, *by_title(one)),
        "news": lambda one: (-_ordinal(one.entry.get("date")), *by_title(one)),
        "financing": lambda one: (_rank(one.status), next_closing(one.entry.data, today) or FAR, *by_title(one)),
        "standard": lambda one: (one.status == "replaced", *by_title(one)),
        "event": lambda one: (_ordinal(one.entry.get("start")), str(one.entry.get("start")), *by_title(one)),
        "document": lambda one: (-int(one.entry.get("year") or 0), *by_title(one)),  # type: ignore[call-overload]
    }
    key = keys.get(kind, by_title)
    return sorted(entries, key=lambda one: (not one.entry.get("featured"), key(one)))


def newest_first(entries: list[Published]) -> list[Published]:
    """By the day of the last change, the newest first; for archives."""
    return sorted(entries, key=lambda one: (-one.changed.toordinal(), one.id))


def _rank(status: str) -> int:
    return FINANCING_ORDER.index(status) if status in FINANCING_ORDER else len(FINANCING_ORDER)


def _ordinal(value: object) -> int:
    day = value.date() if isinstance(value, datetime) else value
    return day.toordinal() if isinstance(day, date) else 0
