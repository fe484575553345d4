"""What calendars carry: instants, days, repeats and states, under ids that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from tests.hubs import CONFIG, compiled, event, financing, guide, make_hub, standard, the_error, told

AT = "@pyme.example.org"


def site(tmp_path: Path, files: dict[str, str], config: str = CONFIG) -> dict[str, bytes]:
    found = compiled(make_hub(tmp_path / "hub", files, config))
    assert found.ok, told(found.problems)
    return {file.path: file.content for file in found.files}


def events(files: dict[str, bytes], path: str = "calendar.ics") -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(files[path])
    assert not found.errors
    return {str(one["UID"]).removesuffix(AT): one for one in found.walk("VEVENT")}


def only(tmp_path: Path, **fields: str | None) -> icalendar.Event:
    found = list(events(site(tmp_path, {"content/events/e.md": event(**fields)})).values())
    assert len(found) == 1
    return found[0]


def test_hours_are_those_of_the_hub(tmp_path: Path):
    one = only(tmp_path, start="2026-12-03T08:30", end="2026-12-03T17:00")
    assert one["DTSTART"].dt == datetime(2026, 12, 3, 14, 30, tzinfo=UTC)
    assert one["DTEND"].dt == datetime(2026, 12, 3, 23, 0, tzinfo=UTC)
    assert one["UID"] == f"event/e{AT}"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-03-28T01:30", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("2027-03-28T03:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T03:30", datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
    ],
)
def test_o17_hours_beside_a_change_of_clocks(tmp_path: Path, start: str, expected: datetime):
    """O17: in Berlin, before and after both changes; of the doubled hour the first."""
    assert only(tmp_path, start=start, timezone="Europe/Berlin")["DTSTART"].dt == expected


def test_o17_whole_days_last_through_the_last(tmp_path: Path):
    """O17: RFC 5545 names the day after, which is not part of it."""
    one = only(tmp_path, start="2027-02-08", end="2027-02-12")
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2027, 2, 8), date(2027, 2, 13))


def test_o17_an_end_before_the_start_is_told(tmp_path: Path):
    hub = make_hub(tmp_path / "hub", {"content/events/e.md": event(start="2026-12-03T08:30", end="2026-12-02T08:30")})
    assert the_error(hub).rule == "range-reversed"


def test_an_event_without_end_takes_an_hour(tmp_path: Path):
    one = only(tmp_path, start="2026-12-03T08:30")
    assert (one["DTEND"].dt - one["DTSTART"].dt).total_seconds() == 3600


def test_a_day_at_one_end_makes_whole_days(tmp_path: Path):
    one = only(tmp_path, start="2026-12-03T08:30", end="2026-12-04")
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 12, 3), date(2026, 12, 5))


def test_repeats_are_single_events_at_one_hour_of_the_clock(tmp_path: Path):
    rule = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270401"
    fields = {"start": "2027-03-18T14:00", "end": "2027-03-18T16:00", "repeat": rule, "timezone": "Europe/Berlin"}
    found = events(site(tmp_path, {"content/events/e.md": event(**fields)}))
    assert {name: one["DTSTART"].dt.hour for name, one in found.items()} == {
        "event/e/2027-03-18": 13,
        "event/e/2027-03-25": 13,
        "event/e/2027-04-01": 12,
    }
    assert all((one["DTEND"].dt - one["DTSTART"].dt).total_seconds() == 7200 for one in found.values())


def test_a_rule_without_end_in_sight_stops_at_104(tmp_path: Path):
    fields = {"start": "2026-12-03", "repeat": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20991231"}
    assert len(events(site(tmp_path, {"content/events/e.md": event(**fields)}))) == 104


@pytest.mark.parametrize(
    ("state", "status"), [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE"), ("scheduled", "CONFIRMED")]
)
def test_states_are_told(tmp_path: Path, state: str, status: str):
    """A cancelled event stays: a client that lost it would go on showing it."""
    assert only(tmp_path, event_status=state)["STATUS"] == status


def test_calls_and_rules_have_their_days(tmp_path: Path):
    found = events(
        site(
            tmp_path,
            {
                "content/financing/a.md": financing(rolling=None, opens="2026-11-01", closes="2026-11-30T16:00"),
                "content/standards/b.yaml": standard(comment_until="2026-12-10", effective="2027-01-01"),
                "content/financing/c.md": financing(rolling=None, historical="yes"),
            },
        )
    )
    assert {name: one["DTSTART"].dt for name, one in found.items()} == {
        "financing/a/opens": date(2026, 11, 1),
        "financing/a/closes": datetime(2026, 11, 30, 22, 0, tzinfo=UTC),
        "standard/b/comment-until": date(2026, 12, 10),
        "standard/b/effective": date(2027, 1, 1),
    }
    assert found["financing/a/closes"]["SUMMARY"] == "Cierra: Línea Equipo"
    assert all(one["TRANSP"] == "TRANSPARENT" for one in found.values())


def test_calls_that_close_on_one_day_are_two(tmp_path: Path):
    calls = '[{title: Uno, closes: "2026-11-30"}, {title: Dos, closes: "2026-11-30"}]'
    found = events(site(tmp_path, {"content/financing/a.md": financing(rolling=None, calls=calls)}))
    assert {name: str(one["SUMMARY"]) for name, one in found.items()} == {
        "financing/a/closes/2026-11-30": "Cierra: Línea Equipo, Uno",
        "financing/a/closes/2026-11-30-2": "Cierra: Línea Equipo, Dos",
    }


def test_where_and_by_whom(tmp_path: Path):
    fields = {
        "mode": "in-person",
        "place": "Centro de ferias",
        "countries": "[HN]",
        "registration_until": "2026-11-30T18:00",
    }
    one = only(tmp_path, **fields)
    assert one["LOCATION"] == "Centro de ferias" and one["CONTACT"] == "Cámara de Ejemplo"
    assert "Inscribirse: hasta 30 nov 2026, 18:00" in one["DESCRIPTION"]
    assert one["URL"] == "https://pyme.example.org/eventos/e.html"


def test_which_lists_have_one(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/events/e.md": event(countries="[HN]"),
            "content/events/f.md": event(countries="[HN]", title="Otra"),
            "content/guides/g.md": guide(),
        },
        CONFIG + "profiles: [{slug: hn, title: Honduras, countries: [HN]}]\nfacets: {event: [countries, mode]}\n",
    )
    own = {path for path in files if path.endswith(".ics") and not path.startswith(("en/", "pt/"))}
    assert own == {
        "calendar.ics",
        "eventos/calendar.ics",
        "temas/vender.calendar.ics",
        "hn.calendar.ics",
        "eventos/paises/honduras.calendar.ics",
        "eventos/e.calendar.ics",
        "eventos/f.calendar.ics",
    }


def test_a_date_alone_can_be_taken_along_until_it_is_over(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/financing/open.md": financing(rolling=None, closes="2026-12-30"),
            "content/financing/shut.md": financing(rolling=None, closes="2026-11-01"),
            "content/financing/always.md": financing(),
        },
    )
    assert events(files, "financiamiento/open.calendar.ics").keys() == {"financing/open/closes"}
    assert not {"financiamiento/shut.calendar.ics", "financiamiento/always.calendar.ics"} & files.keys()
    assert 'href="open.calendar.ics" download' in files["financiamiento/open.html"].decode()


def test_stamps_are_the_days_of_the_author(tmp_path: Path):
    one = only(tmp_path, date="2026-10-02")
    assert one["DTSTAMP"].dt == one["LAST-MODIFIED"].dt == datetime(2026, 10, 2, 6, 0, tzinfo=UTC)
