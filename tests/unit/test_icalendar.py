"""Calendars are right to the byte, and another reader finds the same instants in them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest

from hubgen.formats.calendars.icalendar import Calendar, CalendarEvent, calendar
from tests.calendar_rules import calendar_faults

HN, BERLIN, TOKYO = ZoneInfo("America/Tegucigalpa"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
CHANGED = datetime(2026, 10, 28, tzinfo=HN)
DAY = timedelta(days=1)


def event(**given):
    fields = {"uid": "event/rueda@pyme.example.org", "title": "Rueda de negocios", "start": date(2026, 12, 3)}
    return CalendarEvent(**{**fields, "end": None, "changed": CHANGED, **given})


def of(*events, **given):
    fields = {"id": "calendar/events@pyme.example.org", "title": "Agenda", "summary": "", "language": "es"}
    more = {"url": "https://pyme.example.org/eventos/", "zone": "America/Tegucigalpa", "changed": CHANGED}
    return calendar(Calendar(**{**fields, **more, "events": events, **given}))


def read(data):
    assert calendar_faults(data) == []
    return icalendar.Calendar.from_ical(data)


def only(**given):
    """The event as another program reads it."""
    (found,) = read(of(event(**given))).walk("VEVENT")
    return found


def instants(found):
    return [found.decoded(name) for name in ("DTSTART", "DTEND") if name in found]


FULL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//hubgen//hubgen//EN
CALSCALE:GREGORIAN
UID:calendar/events@pyme.example.org
LAST-MODIFIED:20261028T060000Z
NAME;LANGUAGE=es:Agenda
X-WR-CALNAME:Agenda
DESCRIPTION;LANGUAGE=es:Ferias\\, cursos y plazos
X-WR-CALDESC:Ferias\\, cursos y plazos
X-WR-TIMEZONE:America/Tegucigalpa
URL:https://pyme.example.org/eventos/
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
BEGIN:VEVENT
UID:event/rueda@pyme.example.org
DTSTAMP:20261028T060000Z
LAST-MODIFIED:20261028T060000Z
DTSTART:20261203T143000Z
DTEND:20261203T230000Z
SUMMARY;LANGUAGE=es:Rueda de negocios
DESCRIPTION;LANGUAGE=es:Citas de veinte minutos\\; traiga:\\n- muestras\\n- ta
 rjetas con nombre\\, teléfono y dirección. Año nuevo\\, compradores nuevo
 s\\, ñandúes y más.
LOCATION:Centro de ferias\\, San Salvador
GEO:13.69;-89.19
URL:https://pyme.example.org/eventos/rueda.html
CATEGORIES;LANGUAGE=es:Exportar,Alimentos\\, bebidas
CONTACT:Cámara Ejemplo
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
UID:event/renta@pyme.example.org
DTSTAMP:20261028T060000Z
LAST-MODIFIED:20261028T060000Z
DTSTART;VALUE=DATE:20270430
DTEND;VALUE=DATE:20270501
SUMMARY;LANGUAGE=pt-BR:Vence a declaração
STATUS:CANCELLED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


def test_file_is_these_bytes():
    """All that a calendar and its events can say, and a deadline with the least."""
    data = of(
        event(
            start=datetime(2026, 12, 3, 8, 30, tzinfo=HN),
            end=datetime(2026, 12, 3, 17, 0, tzinfo=HN),
            description="Citas de veinte minutos; traiga:\n- muestras\r\n- tarjetas con nombre, teléfono y dirección. "
            "Año nuevo, compradores nuevos, ñandúes y más.",
            location="Centro de ferias, San Salvador",
            url="https://pyme.example.org/eventos/rueda.html",
            categories=("Exportar", "Alimentos, bebidas"),
            organizer="Cámara Ejemplo",
            status="TENTATIVE",
            geo="13.69, -89.19",
        ),
        event(
            uid="event/renta@pyme.example.org",
            title="Vence a declaração",
            start=date(2027, 4, 30),
            status="CANCELLED",
            is_deadline=True,
            language="pt-BR",
        ),
        summary="Ferias, cursos y plazos",
    )

    assert data.decode() == FULL.replace("\n", "\r\n")
    assert [len(found) for found in (data.split(b"\r\n"), read(data).walk("VEVENT"))] == [43, 2]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # Berlin leaves summer time in the night of 25 October 2026, at 03:00.
        (datetime(2026, 10, 24, 14, 0, tzinfo=BERLIN), datetime(2026, 10, 25, 14, 0, tzinfo=BERLIN)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)),
        (datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 15, tzinfo=BERLIN)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=HN), datetime(2027, 1, 1, 1, 0, tzinfo=HN)),
        (datetime(2026, 12, 1, 9, 0, tzinfo=TOKYO), datetime(2026, 12, 1, 2, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 9, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))), None),
    ],
)
def test_instants_are_the_same_in_every_zone(start, end):
    """What another program shows in Tegucigalpa, Berlin and Tokyo is the hour there."""
    found = instants(only(start=start, end=end))

    for zone in (HN, BERLIN, TOKYO):
        wanted = [moment.astimezone(UTC).astimezone(zone) for moment in (start, end) if moment]
        assert [moment.astimezone(zone).isoformat() for moment in found] == [moment.isoformat() for moment in wanted]


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (date(2026, 12, 3), None, [date(2026, 12, 3), date(2026, 12, 4)]),
        (date(2026, 12, 3), date(2026, 12, 3), [date(2026, 12, 3), date(2026, 12, 4)]),
        (date(2027, 2, 8), date(2027, 2, 12), [date(2027, 2, 8), date(2027, 2, 13)]),
        (date(2028, 2, 28), date(2028, 2, 29), [date(2028, 2, 28), date(2028, 3, 1)]),
        (date(2026, 12, 3), datetime(2026, 12, 4, 17, 0, tzinfo=HN), [date(2026, 12, 3), date(2026, 12, 5)]),
    ],
)
def test_bare_days_stay_days(start, end, wanted):
    """The last day is included, so DTEND is the next; nobody's zone moves a day."""
    found = instants(only(start=start, end=end))

    assert found == wanted and not any(isinstance(day, datetime) for day in found)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (datetime(2026, 12, 3, 8, 0, tzinfo=HN), date(2026, 12, 4), datetime(2026, 12, 5, 6, 0, tzinfo=UTC)),
        # The day has 25 hours.
        (datetime(2026, 10, 25, 0, 0, tzinfo=BERLIN), date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_bare_day_ends_a_moment_at_midnight(start, end, wanted):
    """An end without hour includes its day, on the clock of the start."""
    assert instants(only(start=start, end=end)) == [start.astimezone(UTC), wanted]


@pytest.mark.parametrize("end", [None, datetime(2026, 11, 30, 22, 0, tzinfo=UTC)])
def test_moment_has_no_length(end):
    """A deadline at 16:00 has no DTEND, which would have to be later."""
    start = datetime(2026, 11, 30, 16, 0, tzinfo=HN)

    assert instants(only(start=start, end=end, is_deadline=True)) == [start]


def test_stamps_are_the_day_of_the_change():
    """Two builds on two days give one file: no clock is read."""
    found = only()

    assert found.decoded("DTSTAMP") == found.decoded("LAST-MODIFIED") == CHANGED
    assert of(event()) == of(event())


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], "no event"),
        ([event(), event(title="Otra")], "two of one uid"),
        ([event(end=date(2026, 12, 2))], "ends before"),
        ([event(start=CHANGED, end=CHANGED - DAY)], "ends before"),
        ([event(start=datetime(2026, 12, 3, 8, 0))], "no time zone"),
        ([event(changed=datetime(2026, 12, 3))], "no time zone"),
        ([event(geo="Tegucigalpa")], "no latitude"),
        ([event(geo="14.1,-87.2\r\nX:1")], "no latitude"),
    ],
)
def test_what_no_calendar_can_say_is_refused(events, words):
    """A calendar that clients would call broken is never written."""
    with pytest.raises(ValueError, match=words):
        of(*events)


def test_parameters_and_addresses_add_nothing():
    """A language or an address with quotes, colons and line ends stays one value."""
    data = of(event(url='https://a.example/ñ b"c\r\nX:1;d,100%'), language='es";X=":\r\nY:1')
    (found,) = read(data).walk("VEVENT")

    assert found["URL"] == "https://a.example/%C3%B1%20b%22c%0AX:1;d,100%25"
    assert found["SUMMARY"].params == {"LANGUAGE": "es;X=:Y:1"}


@pytest.mark.parametrize("letter", ["a", "ñ", "語", "🫘"])
def test_lines_are_cut_between_letters(letter):
    """Long lines hold 75 octets at most, whatever the number of octets of a letter."""
    for length in range(60, 90):
        title = letter * length
        (found,) = read(of(event(title=title))).walk("VEVENT")
        assert found["SUMMARY"] == title


GOOD = FULL.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("\\n- muestras", "\\n- muestras.", "has 76 octets"),
        ("\r\nCALSCALE", "\nCALSCALE", "lone CR or LF"),
        ("Agenda\r\n", "Agenda\r\n\r\n", "is empty"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR", "no CR LF at the end"),
        ("PRODID:-//hubgen//hubgen//EN\r\n", "", "VCALENDAR without PRODID"),
        ("VERSION:2.0", "VERSION:1.0", "VERSION is not 2.0"),
        ("DTSTAMP:20261028T060000Z\r\n", "", "VEVENT without DTSTAMP"),
        ("DTSTAMP:20261028T060000Z", "DTSTAMP:20261028T060000", "DTSTAMP is not UTC"),
        ("UID:event/renta@", "UID:event/rueda@", "used 2 times"),
        ("STATUS:TENTATIVE", "STATUS:OPEN", "unknown STATUS"),
        ("TRANSP:TRANSPARENT", "TRANSP:YES", "unknown TRANSP"),
        ("STATUS:TENTATIVE\r\n", "STATUS:TENTATIVE\r\nSTATUS:CONFIRMED\r\n", "STATUS 2 times"),
        ("DTEND;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270430", "DTEND is not after DTSTART"),
        ("DTEND;VALUE=DATE:20270501", "DTEND:20270501T000000Z", "are of two types"),
        ("DTSTART;VALUE=DATE:", "DTSTART;VALUE=DATE;VALUE=DATE:", "DTSTART has a parameter twice"),
        ("DTSTART:20261203T143000Z", "DTSTART:20261203T143000", "is not of its type"),
        ("ferias\\, San", "ferias, San", "LOCATION is not escaped"),
        ("GEO:13.69;-89.19", "GEO:13.69,-89.19", "GEO is no place"),
        ("eventos/rueda.html", "eventos/rueda fría.html", "URL is no address"),
        ("CONTACT:", "ORGANIZER:", "ORGANIZER is no address"),
        ("CONTACT:Cámara", "CONTACT Cámara", "no property"),
        ("BEGIN:VEVENT\r\nUID:event/renta", "UID:event/renta", "END:VEVENT without its BEGIN"),
        (GOOD[GOOD.index("BEGIN:VEVENT") : GOOD.index("END:VCALENDAR")], "", "no component"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nX-A:1\r\n", "not one VCALENDAR"),
        ("BEGIN:VEVENT", "BEGIN:VALARM", "no VEVENT"),
    ],
)
def test_faults_are_found(old, new, fault):
    """Each rule that calendars are held to sees the fault it is there for."""
    assert old in GOOD and calendar_faults(GOOD.encode()) == []

    assert any(fault in found for found in calendar_faults(GOOD.replace(old, new, 1).encode()))


def test_cut_letter_is_found():
    """A fold inside a letter of two octets is told."""
    data = GOOD.encode().replace("á".encode(), b"\xc3\r\n \xa1", 1)

    assert any("inside a character" in found for found in calendar_faults(data))
