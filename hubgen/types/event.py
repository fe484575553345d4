"""Event: fairs, courses, missions, deadlines, office hours; with a place in the calendar."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from hubgen.formats.calendars.repeats import expand
from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.model.site import Life
from hubgen.problems import Problem, say
from hubgen.types.base import CalendarDate, ContentType, Draft, Today
from hubgen.types.rules import in_order, needs_when, tell

REPEAT = re.compile(
    r"FREQ=(?:WEEKLY|MONTHLY);(?:INTERVAL=[1-9]\d?;)?(?:BY(?:DAY=(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
    r"(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*|MONTHDAY=-?(?:[1-9]|[12]\d|3[01]));)?"
    r"UNTIL=(\d{8})(?:T(?:[01]\d|2[0-3])(?:[0-5]\d){2}Z?)?",
    re.ASCII,
)

# RFC 5545, 3.3.10: the second Monday and the 31st are days of a month; weeks have neither.
_MONTHS_ALONE = re.compile(r"FREQ=WEEKLY;.*(?:BYMONTHDAY|\d(?:MO|TU|WE|TH|FR|SA|SU))")


def last_day(data: Data, today: Today) -> date | None:
    """The day on which the event, or the last of its repeats, ends."""
    start, end = data.get("start"), data.get("end")
    days = [today.day_of(value) for value in (start, end) if isinstance(value, date)]
    if until := repeats_until(data):
        days.append(until)
    return max(days, default=None)


def repeats_until(data: Data) -> date | None:
    """The day after which a repeating event does not come again (UNTIL of RFC 5545)."""
    return _until(str(data.get("repeat", "")))


def _until(rule: str) -> date | None:
    match = REPEAT.fullmatch(rule)
    try:
        return datetime.strptime(match[1], "%Y%m%d").date() if match else None
    except ValueError:  # no day of the calendar
        return None


def status(data: Data, today: Today) -> str:
    """upcoming, ongoing or past."""
    start, last = data.get("start"), last_day(data, today)
    if last is None or not isinstance(start, date):
        return ""
    if last < today.day:
        return "past"
    return "upcoming" if today.day_of(start) > today.day else "ongoing"


def end_of(data: Data) -> date | datetime | None:
    """The end as written, else an hour after the start, else the same day."""
    start, end = data.get("start"), data.get("end")
    if isinstance(end, date):
        return end
    if isinstance(start, datetime):
        return start + timedelta(hours=1)
    return start if isinstance(start, date) else None


def _span(data: Data, today: Today) -> tuple[date | None, date | None]:
    """Start and end in one form: whole days where one of them is; an end before the start is left out."""
    start, end = data.get("start"), end_of(data)
    if not isinstance(start, date) or end is None:
        return None, None
    if isinstance(start, datetime) != isinstance(end, datetime):
        start, end = today.day_of(start), today.day_of(end)
    return start, max(start, end)


def dates(data: Data, today: Today) -> tuple[CalendarDate, ...]:
    """The event, or each of its repeats on the clocks of its zone; a deadline is one too."""
    start, end = _span(data, today)
    if start is None or end is None:
        return ()
    rule = str(data.get("repeat", ""))
    if _until(rule) is None:
        return (CalendarDate("event", start, end),)
    length = end - start
    zone = str(data.get("timezone") or today.zone)
    return tuple(
        CalendarDate("event", one, one + length, key=one.strftime("%Y-%m-%d")) for one in expand(start, rule, zone)
    )


def _life(data: Data, today: Today) -> Life:
    return "archive" if status(data, today) == "past" else "current"


def _price_needs_currency(draft: Draft) -> Iterator[Problem]:
    price = draft.get("price")
    if isinstance(price, Decimal) and price > 0 and not draft.has("currency"):
        yield draft.fault(
            "missing-field",
            "currency",
            say("price needs currency"),
            mend=say("add currency, such as USD, or price 0 when free"),
        )


def _repeat_is_a_rule(draft: Draft) -> Iterator[Problem]:
    rule, start = draft.get("repeat"), draft.get("start")
    until = _until(rule) if isinstance(rule, str) else None
    if isinstance(rule, str) and (until is None or _MONTHS_ALONE.search(rule)):
        yield draft.fault(
            "value-type",
            "repeat",
            say('"{text}" is not a rule for repeating', text=rule),
            expected=say("weekly or monthly with a last day: FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"),
        )
    elif until and isinstance(start, date) and until < date(start.year, start.month, start.day):
        yield draft.fault(
            "range-reversed",
            "repeat",
            say("UNTIL ({second}) is before start ({first})", second=until, first=tell(start)),
            mend=say("exchange or correct the two values"),
        )


EVENT = ContentType(
    name="event",
    folder="events",
    slugs={"es": "eventos", "en": "events", "pt": "eventos"},
    forms=("csv", "md", "yaml"),
    requires=("title", "summary", "topics"),
    facets=("month", "mode", "kind", "topics", "countries", "languages", "free"),
    key=("when", "price"),
    ledger=(
        "place",
        "mode",
        "organizer",
        "countries",
        "languages",
        "hours",
        "level",
        "registration_until",
        "repeat",
        "minutes",
    ),
    meta=("kind", "mode", "place"),
    status=status,
    status_vocabulary="event_time",
    schema_type=lambda data: "CourseInstance" if data.get("kind") == "course" else "Event",
    dates=dates,
    calendar_facets=("topics", "countries", "kind"),
    life=_life,
    rules=(
        needs_when(
            "place",
            lambda data: data.get("mode") in ("in-person", "hybrid") and data.get("kind") != "deadline",
            say("place is missing: where does it happen?"),
            say("add the place, or write mode: online"),
        ),
        needs_when(
            "countries",
            lambda data: data.get("mode") in ("in-person", "hybrid"),
            say("countries is missing: an event that is not online happens in a country"),
        ),
        in_order("start", "end"),
        _price_needs_currency,
        _repeat_is_a_rule,
    ),
    own=(
        Field("kind", "enum(event_kind)", "always", ("tipo", "kind", "tipo")),
        Field("start", "datetime", "always", ("inicio", "start", "início"), note="date alone = all day"),
        Field("end", "datetime", "optional", ("fin", "end", "fim"), note="default: start + 1 h, or the same day"),
        Field(
            "timezone",
            "string(40)",
            "optional",
            ("zona horaria", "time zone", "fuso horário"),
            note="IANA name; default: the hub's",
        ),
        Field("mode", "enum(mode)", "always", ("modalidad", "mode", "modalidade")),
        Field("place", "text(160)", "conditional", ("lugar", "place", "local"), note="obligatory unless mode: online"),
        Field("online_url", "url", "optional", ("enlace en línea", "online link", "link de acesso")),
        Field("organizer", "ref(organization) or text(120)", "always", ("organizador", "organizer", "organizador")),
        Field(
            "languages",
            "list[lang]",
            "optional",
            ("idiomas del evento", "event languages", "idiomas do evento"),
            note="spoken at the event",
        ),
        Field("price", "number", "optional", ("precio", "price", "preço"), note="0 = free"),
        Field(
            "currency",
            "currency",
            "conditional",
            ("moneda", "currency", "moeda"),
            note="obligatory with a price above 0",
        ),
        Field(
            "registration_url", "url", "optional", ("enlace de inscripción", "registration link", "link de inscrição")
        ),
        Field(
            "registration_until", "datetime", "optional", ("inscripción hasta", "registration until", "inscrição até")
        ),
        Field("hours", "number", "optional", ("horas", "hours", "horas"), note="course"),
        Field("level", "enum(level)", "optional", ("nivel", "level", "nível"), note="course"),
        Field(
            "repeat",
            "string(80)",
            "optional",
            ("se repite", "repeat", "repete-se"),
            note="iCalendar rule, weekly or monthly, with UNTIL: FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
        ),
        Field(
            "event_status",
            "enum(event_status)",
            "optional",
            ("estado del evento", "event status", "situação do evento"),
            note="default scheduled",
        ),
        Field("recording_url", "url", "optional", ("grabación", "recording", "gravação")),
        Field("minutes", "ref(document)", "optional", ("acta", "minutes", "ata")),
    ),
)
