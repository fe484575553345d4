"""Days as moments, for forms that know no days."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def midnight(day: date, zone: str) -> datetime:
    """The beginning of a day on the hub's clocks: readers nearby see that day."""
    return datetime.combine(day, time(), ZoneInfo(zone))
