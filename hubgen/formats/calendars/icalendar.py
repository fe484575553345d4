"""Calendars that phones and office programs subscribe to (RFC 5545; names and refreshing: RFC 7986).

Times are written in UTC, so that a file needs no rules of time zones and no client can apply the wrong ones.
Clients show them on their reader's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from hubgen.formats.calendars.content_lines import content_line, escaped, escaped_list, uri, utc
from hubgen.model.frozen import frozen

# No version: a new hubgen alone changes no calendar.
PRODUCT = "-//hubgen//hubgen//EN"
REFRESH = "P1D"  # a build knows days, not hours

_DAY = timedelta(days=1)
_GEO = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)


@frozen
class CalendarEvent:
    """What happens, or what is due. A day is a bare date, a moment names its zone."""

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None  # a bare day is included; None: a moment without length, or that one day
    changed: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: str = ""  # a name; the property ORGANIZER would ask for a mail address
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    geo: str = ""  # latitude,longitude
    is_deadline: bool = False  # takes none of the reader's time
    language: str = ""  # of its texts; empty: that of the calendar


@frozen
class Calendar:
    """Events under one name, with the address that shows the same to people."""

    id: str
    title: str
    summary: str
    language: str
    url: str
    zone: str  # IANA name: where the calendar is at home, a hint for clients
    changed: datetime
    events: tuple[CalendarEvent, ...]


def calendar(value: Calendar) -> bytes:
    """The file of a calendar.

    Raises:
        ValueError: no event (RFC 5545 3.6 asks for a component, and clients call such a file broken), two events of
            one uid, an event that ends before it starts, a moment without zone, or a `geo` that is no place.
    """
    uids = {event.uid for event in value.events}
    if not uids or len(uids) < len(value.events):
        raise ValueError(f"the calendar {value.id} has no event, or two of one uid")
    return b"".join(
        (
            b"BEGIN:VCALENDAR\r\n",
            *_head(value),
            *(line for event in value.events for line in _event(event, event.language or value.language)),
            b"END:VCALENDAR\r\n",
        )
    )


def _head(value: Calendar) -> Iterator[bytes]:
    yield content_line("VERSION", "2.0")
    yield content_line("PRODID", PRODUCT)
    yield content_line("CALSCALE", "GREGORIAN")
    yield content_line("UID", escaped(value.id))
    yield content_line("LAST-MODIFIED", utc(value.changed))
    # Each thing twice: the names of RFC 7986, and those that clients older than it understand.
    yield content_line("NAME", escaped(value.title), LANGUAGE=value.language)
    yield content_line("X-WR-CALNAME", escaped(value.title))
    if value.summary:
        yield content_line("DESCRIPTION", escaped(value.summary), LANGUAGE=value.language)
        yield content_line("X-WR-CALDESC", escaped(value.summary))
    yield content_line("X-WR-TIMEZONE", escaped(value.zone))
    yield content_line("URL", uri(value.url))
    yield content_line("REFRESH-INTERVAL", REFRESH, VALUE="DURATION")
    yield content_line("X-PUBLISHED-TTL", REFRESH)


def _event(event: CalendarEvent, language: str) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT\r\n"
    yield content_line("UID", escaped(event.uid))
    yield content_line("DTSTAMP", utc(event.changed))
    yield content_line("LAST-MODIFIED", utc(event.changed))
    yield from _moments(event) if isinstance(event.start, datetime) else _days(event)
    yield content_line("SUMMARY", escaped(event.title), LANGUAGE=language)
    if event.description:
        yield content_line("DESCRIPTION", escaped(event.description), LANGUAGE=language)
    if event.location:
        yield content_line("LOCATION", escaped(event.location))
    if event.geo:
        yield content_line("GEO", _geo(event.geo))
    if event.url:
        yield content_line("URL", uri(event.url))
    if event.categories:
        yield content_line("CATEGORIES", escaped_list(event.categories), LANGUAGE=language)
    if event.organizer:
        yield content_line("CONTACT", escaped(event.organizer))
    yield content_line("STATUS", event.status)
    if event.is_deadline:
        yield content_line("TRANSP", "TRANSPARENT")
    yield b"END:VEVENT\r\n"


def _days(event: CalendarEvent) -> Iterator[bytes]:
    """Whole days; DTEND is the first day after them (RFC 5545 3.6.1)."""
    last = event.start if event.end is None else event.end.date() if isinstance(event.end, datetime) else event.end
    if last < event.start:
        raise ValueError(f"{event.uid} ends before it starts")
    yield content_line("DTSTART", _day(event.start), VALUE="DATE")
    yield content_line("DTEND", _day(last + _DAY), VALUE="DATE")


def _moments(event: CalendarEvent) -> Iterator[bytes]:
    assert isinstance(event.start, datetime)
    start, end = utc(event.start), utc(_end(event.start, event.end))
    if end < start:
        raise ValueError(f"{event.uid} ends before it starts")
    yield content_line("DTSTART", start)
    if end > start:  # DTEND must be later; without it the event is a moment (RFC 5545 3.6.1)
        yield content_line("DTEND", end)


def _end(start: datetime, end: date | datetime | None) -> datetime:
    """The moment of the end; a bare day lasts until midnight on the clock of the start."""
    if end is None:
        return start
    return end if isinstance(end, datetime) else datetime.combine(end + _DAY, time(), start.tzinfo)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _geo(place: str) -> str:
    match = _GEO.fullmatch(place)
    if match is None:
        raise ValueError(f"{place!r} is no latitude and longitude")
    return f"{match[1]};{match[2]}"
