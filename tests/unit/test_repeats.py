"""Repeats keep the hour that people see, on clocks that change and on clocks that never do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hubgen.formats.calendars.repeats import LIMIT, expand

THURSDAYS = "FREQ=WEEKLY;BYDAY=TH;UNTIL={}"


def local(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def exists(wall, zone):
    """Whether the clock of the zone ever shows this time."""
    # A gap has the smaller offset before it (PEP 495), a doubled hour the larger.
    before, after = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return before >= after


def walls(found):
    return [f"{moment:%m-%d %H:%M}" for moment in found]


def hours(found):
    return [f"{moment.astimezone(UTC):%m-%d %H:%M}" for moment in found]


@pytest.mark.parametrize(
    ("zone", "start", "until", "wanted"),
    [
        ("America/Tegucigalpa", "2026-10-22T14:00", "20261105", ["10-22 20:00", "10-29 20:00", "11-05 20:00"]),
        ("Asia/Kathmandu", "2026-10-22T14:00", "20261105", ["10-22 08:15", "10-29 08:15", "11-05 08:15"]),
        # Berlin: winter time from 25 October 2026, summer time from 28 March 2027.
        ("Europe/Berlin", "2026-10-22T14:00", "20261105", ["10-22 12:00", "10-29 13:00", "11-05 13:00"]),
        ("Europe/Berlin", "2027-03-25T14:00", "20270401", ["03-25 13:00", "04-01 12:00"]),
        # Santiago: summer time from 6 September 2026, winter time from 4 April 2027.
        ("America/Santiago", "2026-09-03T14:00", "20260917", ["09-03 18:00", "09-10 17:00", "09-17 17:00"]),
        ("America/Santiago", "2027-04-01T14:00", "20270408", ["04-01 17:00", "04-08 18:00"]),
    ],
)
def test_wall_clock_stays_over_a_change(zone, start, until, wanted):
    """Thursday at 14:00 is Thursday at 14:00 before and after the clocks change."""
    found = expand(local(zone, start), THURSDAYS.format(until), zone)

    assert hours(found) == wanted
    assert {(moment.hour, moment.weekday()) for moment in found} == {(14, 3)}


def test_start_may_name_another_zone():
    """The rule runs on the clock of the zone, wherever the start was written."""
    found = expand(datetime(2026, 10, 22, 12, 0, tzinfo=UTC), THURSDAYS.format("20261029"), "Europe/Berlin")

    assert hours(found) == ["10-22 12:00", "10-29 13:00"]


@pytest.mark.parametrize(
    ("zone", "start", "until", "wanted", "instants"),
    [
        # 02:30 does not exist on 28 March 2027 in Berlin, nor 00:30 on 6 September 2026 in Santiago.
        ("Europe/Berlin", "2027-03-21T02:30", "20270404", ["03-21 02:30", "03-28 03:30", "04-04 02:30"],
         ["03-21 01:30", "03-28 01:30", "04-04 00:30"]),
        ("America/Santiago", "2026-08-30T00:30", "20260913", ["08-30 00:30", "09-06 01:30", "09-13 00:30"],
         ["08-30 04:30", "09-06 04:30", "09-13 03:30"]),
        # 02:30 comes twice on 25 October 2026 in Berlin, 23:30 on 3 April 2027 in Santiago.
        ("Europe/Berlin", "2026-10-18T02:30", "20261101", ["10-18 02:30", "10-25 02:30", "11-01 02:30"],
         ["10-18 00:30", "10-25 00:30", "11-01 01:30"]),
        ("America/Santiago", "2027-03-27T23:30", "20270410", ["03-27 23:30", "04-03 23:30", "04-10 23:30"],
         ["03-28 02:30", "04-04 02:30", "04-11 03:30"]),
    ],
)  # fmt: skip
def test_skipped_and_doubled_hours(zone, start, until, wanted, instants):
    """What falls into a skipped hour is as much later (RFC 5545 3.3.5); of a doubled hour it is the first."""
    found = expand(local(zone, start), f"FREQ=WEEKLY;UNTIL={until}", zone)

    assert walls(found) == wanted and hours(found) == instants


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261105", "11-05"),  # the whole day, to 23:59 in Tegucigalpa, which is the next day in UTC
        ("20261104", "10-29"),
        ("20261105T230000", "11-05"),
        ("20261105T225959", "10-29"),
        ("20261106T050000Z", "11-05"),
        ("20261106T045959Z", "10-29"),
    ],
)
def test_until_is_included(until, last):
    """An occurrence exactly at UNTIL still happens; a second earlier it does not."""
    found = expand(local("America/Tegucigalpa", "2026-10-22T23:00"), THURSDAYS.format(until), "America/Tegucigalpa")

    assert f"{found[-1]:%m-%d}" == last


def test_until_in_the_second_of_two_equal_hours():
    """The bound is an instant: 02:30 in the first hour lies before 02:15 in the second."""
    start = local("Europe/Berlin", "2026-10-18T02:30")

    assert len(expand(start, "FREQ=WEEKLY;UNTIL=20261025T011500Z", "Europe/Berlin")) == 2
    assert len(expand(start, "FREQ=WEEKLY;UNTIL=20261025T001500Z", "Europe/Berlin")) == 1


@pytest.mark.parametrize("zone", ["America/Tegucigalpa", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu"])
def test_bare_days_are_bare_days(zone):
    """A day has no zone, not even where midnight does not exist; its last day is included."""
    found = expand(date(2026, 8, 30), "FREQ=WEEKLY;UNTIL=20260913", zone)

    assert found == (date(2026, 8, 30), date(2026, 9, 6), date(2026, 9, 13))
    assert not any(isinstance(day, datetime) for day in found)
    assert expand(date(2026, 8, 30), "FREQ=WEEKLY;UNTIL=20260906T120000Z", zone) == found[:2]


@pytest.mark.parametrize(
    ("start", "rule", "wanted"),
    [
        (date(2026, 11, 26), "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231", ["11-26", "12-10", "12-24"]),
        (date(2026, 11, 24), "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261203", ["11-24", "11-26", "12-01", "12-03"]),
        (date(2026, 10, 31), "FREQ=MONTHLY;UNTIL=20270131", ["10-31", "12-31", "01-31"]),
        (date(2026, 10, 13), "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231", ["10-13", "11-10", "12-08"]),
        (date(2026, 10, 30), "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231", ["10-30", "11-27", "12-25"]),
        (date(2027, 1, 31), "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270430", ["01-31", "02-28", "03-31", "04-30"]),
        (date(2026, 11, 29), "FREQ=MONTHLY;BYDAY=5SU;UNTIL=20270601", ["11-29", "01-31", "05-30"]),
        # The start does not fit the rule and is the first all the same.
        (date(2026, 11, 24), "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203", ["11-24", "11-26", "12-03"]),
        (date(2026, 11, 24), "FREQ=WEEKLY;BYDAY=TH;COUNT=2", ["11-24", "11-26"]),
        (date(2026, 11, 24), "freq=weekly;byday=th;until=20261126", ["11-24", "11-26"]),
        (date(2026, 11, 24), "FREQ=WEEKLY;UNTIL=20200101", ["11-24"]),
        (date(2026, 11, 24), "FREQ=WEEKLY;UNTIL=00010101T000000Z", ["11-24"]),
        (date(2027, 2, 28), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;UNTIL=20400101", ["02-28"]),
    ],
)
def test_rules_of_weeks_and_months(start, rule, wanted):
    """Intervals, weekdays, days of the month counted from either end; months without the day are passed over."""
    assert [f"{day:%m-%d}" for day in expand(start, rule, "America/Tegucigalpa")] == wanted


@pytest.mark.parametrize("until", ["20990101", "99991231"])
def test_no_more_than_the_limit(until):
    """A rule for always gives two years of weeks, and fewer where fewer are asked for."""
    start = local("America/Santiago", "2026-10-22T14:00")
    found = expand(start, f"FREQ=WEEKLY;UNTIL={until}", "America/Santiago")

    assert len(found) == LIMIT and found[-1].date() - start.date() == timedelta(weeks=LIMIT - 1)
    assert expand(start, f"FREQ=WEEKLY;UNTIL={until}", "America/Santiago", limit=3) == found[:3]
    assert expand(start, "FREQ=WEEKLY", "America/Santiago") == found


@pytest.mark.parametrize("zone", ["America/Tegucigalpa", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu"])
def test_two_years_of_every_hour(zone):
    """Hour by hour over all changes: in order, one a week, the hour kept wherever the clock has it."""
    for hour in range(24):
        start = local(zone, f"2026-03-01T{hour:02}:30")
        found = expand(start, "FREQ=WEEKLY;UNTIL=20280220", zone)
        assert len(found) == LIMIT and list(found) == sorted(set(found))
        for week, moment in enumerate(found):
            wanted = start.replace(tzinfo=None) + timedelta(weeks=week)
            late = moment.replace(tzinfo=None) - wanted
            assert not late if exists(wanted, zone) else late == timedelta(hours=1)


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ", "FREQ=DAILY;UNTIL=20270101", "UNTIL=20270101", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=0",
     "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=9MO", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32",
     "FREQ=WEEKLY;UNTIL=20271399", "FREQ=WEEKLY;UNTIL=20270101T250000", "FREQ=WEEKLY;UNTIL=2027", "FREQ=WEEKLY;",
     "FREQ=WEEKLY;BYHOUR=3", "FREQ=WEEKLY\nRRULE:FREQ=DAILY"],
)  # fmt: skip
def test_no_rule_is_refused(rule):
    """What RFC 5545 does not know, and what a library would follow without end, is a mistake."""
    with pytest.raises(ValueError):
        expand(date(2026, 11, 24), rule, "America/Tegucigalpa")


def test_moment_without_zone_is_refused():
    """An hour of no place has no instant."""
    with pytest.raises(ValueError, match="no time zone"):
        expand(datetime(2026, 11, 24, 14, 0), "FREQ=WEEKLY", "America/Tegucigalpa")
