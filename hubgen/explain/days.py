"""The next day on which an entry changes by itself, found by asking its type about every day to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from hubgen.model.entry import Entry
from hubgen.model.frozen import frozen
from hubgen.types import BY_NAME
from hubgen.types.base import Today
from hubgen.types.news import is_urgent
from hubgen.types.organization import is_stale

LOOK_DAYS = 3653  # ten years

What = Literal["appears", "status", "archive", "ended", "gone", "overdue", "stale", "calm"]


@frozen
class Change:
    """What becomes of an entry on a day; `status` is the new one where that is what changes."""

    day: date
    what: What
    status: str = ""


@frozen
class _State:
    life: str
    status: str
    is_overdue: bool
    is_stale: bool
    is_urgent: bool


def next_change(entry: Entry, day: date, zone: str, review_due: date | None = None) -> Change | None:
    """The first change after that day, within ten years; None where nothing changes without its author.

    Args:
        day: the build day.
        zone: IANA name; a moment falls on the day it has there.
        review_due: last day before the review is overdue.
    """
    published = entry.get("date")
    if isinstance(published, date) and published > day:
        return Change(published, "appears")
    before = _state(entry, day, zone, review_due)
    for count in range(1, LOOK_DAYS):
        then = day + timedelta(days=count)
        after = _state(entry, then, zone, review_due)
        if after != before:
            return _told(then, before, after)
    return None


def _state(entry: Entry, day: date, zone: str, review_due: date | None) -> _State:
    kind, today = BY_NAME[entry.type], Today(day, zone)
    return _State(
        kind.life(entry.data, today),
        kind.status(entry.data, today),
        review_due is not None and review_due < day,
        kind.goes_stale and is_stale(entry.data, today),
        entry.type == "news" and is_urgent(entry.data, today),
    )


def _told(day: date, before: _State, after: _State) -> Change:
    """The gravest of the changes of that day."""
    if after.life != before.life and after.life in ("archive", "ended", "gone"):
        return Change(day, after.life)  # type: ignore[arg-type]
    if after.status != before.status:
        return Change(day, "status", after.status)
    if after.is_overdue != before.is_overdue:
        return Change(day, "overdue")
    return Change(day, "stale" if after.is_stale != before.is_stale else "calm")
