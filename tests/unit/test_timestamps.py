"""Moments have one spelling."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from hubgen.formats.timestamps import utc_second


def test_equal_moments_are_told_alike():
    """Zone and fraction of a second are gone."""
    told = {
        utc_second(datetime(2026, 3, 1, 8, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=-6)))).isoformat(),
        utc_second(datetime(2026, 3, 1, 14, 30, tzinfo=UTC)).isoformat(),
    }

    assert told == {"2026-03-01T14:30:00+00:00"}


def test_old_local_time_has_an_offset_that_can_be_written():
    """Tegucigalpa was 5 h 48 min 52 s behind before 1921, which no format of dates knows."""
    old = datetime(1900, 1, 1, tzinfo=ZoneInfo("America/Tegucigalpa"))

    assert old.isoformat().endswith("-05:48:52")
    assert utc_second(old).isoformat() == "1900-01-01T05:48:52+00:00"


def test_moment_without_zone_is_refused():
    """It would be another moment on every machine."""
    with pytest.raises(ValueError, match="has no time zone"):
        utc_second(datetime(2026, 3, 1))
