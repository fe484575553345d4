"""Days, moments, time zones and lengths of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import Reader, wrong
from hubgen.problems import Message, say

YEARS = range(1000, 3000)
_DATETIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


def read_date(node: Scalar, kind: ValueType, context: ValueContext) -> date:
    text = node.text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return _in_our_times(date.fromisoformat(text), node)
    except ValueError:
        pass
    raise wrong(
        node,
        say('"{text}" is not a day', text=text),
        expected=say("a day as YYYY-MM-DD, such as 2026-11-30"),
        mend=_mend_date(text),
    )


def _in_our_times(day: date, node: Scalar) -> date:
    """The day, unless it stands for "never" (9999-12-31) or is a slip; days can then be added to without end."""
    if day.year in YEARS:
        return day
    raise wrong(
        node,
        say("the year {year} is far from ours", year=f"{day.year:04}"),
        expected=say("a year from {first} to {last}", first=YEARS[0], last=YEARS[-1]),
        mend=say("correct the year, or leave the field out if there is no such day"),
    )


def _mend_date(text: str) -> Message | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ].*", text):
        return say("leave out the time: {day}", day=text[:10])
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:20)?\d{2})", text):
        first, second, year = (int(part) for part in match.groups())
        year += 0 if year > 99 else 2000
        readings = {
            f"{year:04}-{month:02}-{day:02}"
            for day, month in ((first, second), (second, first))
            if _is_day(year, month, day)
        }
        if len(readings) == 1:
            return say("write {day}", day=readings.pop())
        if readings:
            return say("which day is meant? write {days}", days=" / ".join(sorted(readings)))
    if match := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
        if _is_day(year, month, day):
            return say("write {day}", day=f"{year:04}-{month:02}-{day:02}")
    if re.fullmatch(r"[1-9]\d{4}", text):
        return say("this looks like a spreadsheet's day number: format the column as a date YYYY-MM-DD and save again")
    if re.fullmatch(r"\d{4}-(?:00|1[3-9]|[2-9]\d)-\d{2}", text):
        return say("correct the month: it has two digits, from 01 to 12")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return say("correct the day: that month has no such day")
    return say("write the day in digits, such as 2026-11-30")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_verified(node: Scalar, kind: ValueType, context: ValueContext) -> date | str:
    """A day, or `never`: nobody has compared the entry with its source yet."""
    return "never" if node.text.strip().lower() == "never" else read_date(node, kind, context)


def read_datetime(node: Scalar, kind: ValueType, context: ValueContext) -> date | datetime:
    """A bare day stays a day; a time gets the zone of the context where it names none.

    A doubled hour is the first of the two; an hour that the clocks skip is refused.
    """
    text = node.text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return read_date(node, kind, context)
    match = _DATETIME.fullmatch(text)
    try:
        if match:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}{match[4] or ''}")
            _in_our_times(moment.date(), node)
            return in_zone(moment, context.zone, node) if moment.tzinfo is None else moment
    except (ValueError, OverflowError):
        pass
    raise wrong(
        node,
        say('"{text}" is not a day or a day with its hour', text=text),
        expected=say("YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 2026-11-30T16:00"),
        mend=_mend_date(text)
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", text)
        else say("write the hour with two digits each, from 00:00 to 23:59"),
    )


def is_zone(name: str) -> bool:
    """Whether the IANA time zone database knows the name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # an unknown name is a KeyError, a folder of zones an OSError
        return False
    return True


def in_zone(moment: datetime, zone: str, node: Scalar) -> datetime:
    """The moment on the clocks of the zone (IANA name)."""
    try:
        local = moment.replace(tzinfo=ZoneInfo(zone))
        there_and_back = local.astimezone(UTC).astimezone(ZoneInfo(zone))
    except OverflowError:
        raise wrong(node, say('"{text}" is outside the calendar', text=node.text)) from None
    if there_and_back.replace(tzinfo=None) != moment:
        raise wrong(
            node,
            say('"{text}" does not exist: the clocks of {zone} skip that hour', text=node.text.strip(), zone=zone),
            mend=say("write {time}", time=there_and_back.strftime("%Y-%m-%dT%H:%M")),
        )
    return local


def read_span(unit: str) -> Reader:
    def read(node: Scalar, kind: ValueType, context: ValueContext) -> int:
        match = re.fullmatch(r"(\d{1,5})\s*([dmy])", node.text.strip().lower())
        factor = {"d": {"d": 1}, "m": {"m": 1, "y": 12}}[unit].get(match[2]) if match else None
        if match is None or factor is None:
            examples = {"d": "180d", "m": "60m (3y = 36m)"}[unit]
            bare = re.fullmatch(r"\d{1,5}", node.text.strip())
            raise wrong(
                node,
                say('"{text}" is not a length of time', text=node.text),
                expected=say("a number with its unit, such as {examples}", examples=examples),
                mend=say("write {a}", a=bare[0] + unit) if bare else None,
            )
        return int(match[1]) * factor

    return read
