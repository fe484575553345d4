"""The single days or moments of a rule of recurrence (RFC 5545 3.3.10), on the wall clock of a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from hubgen.formats.timestamps import utc_second

LIMIT = 104  # two years of weeks

_WEEKDAY = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH_DAY = r"[+-]?(?:[1-9]|[12]\d|3[01])"
# Checked here, as dateutil takes any number: it never returns from an interval of 0, nor finds a ninth Monday.
_PARTS = {
    "FREQ": re.compile(r"WEEKLY|MONTHLY"),
    "INTERVAL": re.compile(r"[1-9]\d?", re.ASCII),
    "BYDAY": re.compile(rf"{_WEEKDAY}(?:,{_WEEKDAY})*"),
    "BYMONTHDAY": re.compile(rf"{_MONTH_DAY}(?:,{_MONTH_DAY})*", re.ASCII),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "COUNT": re.compile(r"[1-9]\d{0,3}", re.ASCII),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?", re.ASCII),
}
# People write 99991231 for "always"; an offset and a day more must still fit in the calendar of Python.
_FIRST, _LAST = date(1000, 1, 1), date(9000, 1, 1)


def expand(start: date | datetime, rule: str, zone: str, limit: int = LIMIT) -> tuple[date | datetime, ...]:
    """The start and what follows it by the rule, in order; 14:00 stays 14:00 when the clocks change.

    Args:
        start: a bare day gives bare days; a moment names its zone. It is the first occurrence even where it does
            not fit the rule.
        rule: the value of RRULE, weekly or monthly. An UNTIL without hour includes that day; one with an hour but
            no `Z` is meant on the clock of the zone.
        zone: IANA name. In the hour that clocks skip, an occurrence is as much later as they skip; in the hour
            that they repeat, it is the first of the two (RFC 5545 3.3.5).
        limit: at most so many, the start included.

    Raises:
        ValueError: not such a rule, or a moment without zone.
    """
    clock = ZoneInfo(zone)
    first = _wall_time(start, clock)
    parts = _parts(rule)
    until = _last_moment(parts.pop("UNTIL", f"{_LAST:%Y%m%d}"), clock)
    limit = min(limit, int(parts.pop("COUNT", limit)))
    series = cast(rrule, rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=first))
    # A bound on the wall clock, a day too late, ends the search; `until` then decides by the instant.
    series = series.replace(until=until.astimezone(clock).replace(tzinfo=None) + timedelta(days=1))
    walls = (wall for wall in series if wall > first and _moment(wall, clock) <= until)
    following = (_moment(wall, clock) if isinstance(start, datetime) else wall.date() for wall in walls)
    return (start, *islice(following, limit - 1))


def _parts(rule: str) -> dict[str, str]:
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    if "FREQ" not in parts or not all(key in _PARTS and _PARTS[key].fullmatch(parts[key]) for key in parts):
        raise ValueError(f"{rule!r} is no weekly or monthly rule of recurrence")
    return parts


def _wall_time(start: date | datetime, clock: ZoneInfo) -> datetime:
    """What the clock of the zone shows, without zone."""
    if not isinstance(start, datetime):
        return datetime.combine(start, time())
    return utc_second(start).astimezone(clock).replace(tzinfo=None)


def _moment(wall: datetime, clock: ZoneInfo) -> datetime:
    """The moment when the clock of the zone shows this time; by way of UTC, which knows no skipped hour."""
    return wall.replace(tzinfo=clock).astimezone(UTC).astimezone(clock)


def _last_moment(until: str, clock: ZoneInfo) -> datetime:
    """The value of UNTIL in UTC."""
    day = min(max(datetime.strptime(until[:8], "%Y%m%d").date(), _FIRST), _LAST)
    hour = datetime.strptime(until[9:15], "%H%M%S").time() if until[9:] else time.max
    return datetime.combine(day, hour, UTC if until.endswith("Z") else clock).astimezone(UTC)
