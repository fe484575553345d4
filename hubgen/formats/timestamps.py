"""Moments as files give them to other programs."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_second(when: datetime) -> datetime:
    """The moment in UTC, without its fraction of a second.

    Equal moments get one spelling, wherever they come from, and the offset is one that RFC 3339 and RFC 5322
    can write: local time before the railways was off by odd seconds.

    Raises:
        ValueError: the moment has no zone. Python would take that of the machine.
    """
    if when.utcoffset() is None:
        raise ValueError(f"{when} has no time zone")
    return when.astimezone(UTC).replace(microsecond=0)
