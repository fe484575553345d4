"""Laws of the exports: whatever a text holds, it comes back as it was and is never more than a text."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import icalendar
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.formats.calendars.icalendar import Calendar, CalendarEvent, calendar
from hubgen.formats.calendars.vcard import VCard, vcards
from hubgen.formats.tables.csv_export import csv_table
from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import decode
from tests.calendar_rules import calendar_faults, vcard_faults

EXAMPLES = settings(max_examples=500, deadline=None)
MOMENT = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)

PIECES = st.sampled_from(
    ['"', "'", "\\", ";", ",", ":", "^n", "^'", "\\n", "\\N", "%0D%0A", "%", " ", "\t", "\n", "\r", "\r\n", "\n\r",
     "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00", "\x07", "\x1b", "\x7f", "\x9b",
     "ñ", "語", "🫘", "👩🏽‍🌾", "\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\xa0", "e\u0301", "=1+1", "@SUM(A1)",
     "+1", "-1", "\tcmd", "＝1", "BEGIN:VEVENT", "END:VCALENDAR", "END:VCARD", "ATTACH:x", "=?utf-8?q?a?=", "a" * 70,
     "&<>", "sep=;",
     "ñ" * 500]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join))


CALENDAR_NAMES = """BEGIN VERSION PRODID CALSCALE UID LAST-MODIFIED NAME X-WR-CALNAME DESCRIPTION X-WR-CALDESC
X-WR-TIMEZONE URL REFRESH-INTERVAL X-PUBLISHED-TTL BEGIN UID DTSTAMP LAST-MODIFIED DTSTART SUMMARY DESCRIPTION LOCATION
URL CATEGORIES CONTACT STATUS END END""".split()
CARD_NAMES = "BEGIN VERSION PRODID UID N FN ORG X-ABShowAs TEL EMAIL URL ADR NOTE CATEGORIES REV END".split()


def kept(text):
    """The text after the removals that the exports name: all line breaks are one, control characters go."""
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return "".join(char for char in text if char in "\t\n" or not is_odd(char))


def is_odd(char):
    """Control characters and noncharacters."""
    point = ord(char)
    return point < 0x20 or 0x7F <= point < 0xA0 or 0xFDD0 <= point < 0xFDF0 or point & 0xFFFE == 0xFFFE


def names(data):
    """The properties of a file in their order, after unfolding."""
    return [re.split("[;:]", line)[0] for line in data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")]


@EXAMPLES
@given(TEXT.filter(kept), TEXT.filter(kept))
def test_any_text_is_one_value_of_a_calendar(one, other):
    """Each property stands once, in its place, and says what was given."""
    event = CalendarEvent(
        uid=one, title=other, start=MOMENT, end=None, changed=MOMENT, description=one, location=other, organizer=one,
        url=f"https://a.example/{other}", categories=(one, other),
    )  # fmt: skip
    data = calendar(Calendar(other, one, other, one, f"https://a.example/{one}", other, MOMENT, (event,)))

    assert calendar_faults(data) == []
    assert names(data) == CALENDAR_NAMES
    found = icalendar.Calendar.from_ical(data)
    (read,) = found.walk("VEVENT")
    values = [found["UID"], found["DESCRIPTION"], read["UID"], read["SUMMARY"], read["DESCRIPTION"], read["LOCATION"]]
    values += [read["CONTACT"], *read["CATEGORIES"].cats]
    assert [str(value) for value in values] == [
        kept(x) for x in (other, other, one, other, one, other, one, one, other)
    ]
    # Two properties that the reader leaves as they stand.
    assert found["NAME"] == found["X-WR-CALNAME"]
    assert re.sub(r"\\(.)", lambda escape: escape[1].replace("n", "\n"), found["NAME"]) == kept(one)


@EXAMPLES
@given(TEXT.filter(kept), TEXT.filter(kept))
def test_any_text_is_one_value_of_a_card(one, other):
    """Each property stands once, in its place, and says what was given."""
    card = VCard(
        uid=one, name=other, changed=MOMENT, phones=(one,), email=other, address=one, country=other, note=one,
        url=f"https://a.example/{one}", categories=(one, other), language=other,
    )  # fmt: skip
    data = vcards([card])

    assert vcard_faults(data) == []
    assert names(data) == CARD_NAMES
    (found,) = vobject.readComponents(data.decode())
    values = [part.value for part in (found.uid, found.fn, found.tel, found.email, found.note)]
    values += [found.n.value.family, *found.org.value, found.adr.value.street, found.adr.value.country]
    values += found.categories.value
    assert values == [kept(x) for x in (one, other, one, other, one, other, other, one, other, one, other)]


@EXAMPLES
@given(TEXT, TEXT)
def test_any_text_is_one_cell_of_a_table(one, other):
    """No cell more or less, none that a spreadsheet would calculate; what is read back is what was written."""
    written = csv_table(["título", other], [[one, "x"], ["x", other]]).decode("utf-8-sig")
    (name, head), (first, x), (y, second) = csv.reader(io.StringIO(written, newline=""))

    assert (name, x, y) == ("título", "x", "x")
    for cell, text in ((head, other), (first, one), (second, other)):
        assert cell in (kept(text), f"'{kept(text)}")
        assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)

    table = read_table(decode(csv_table(["a", "b", "c"], [["x", one, other]]), "a.csv"), "a.csv")
    assert not table.problems
    assert [cell.text for cell in table.rows[0].cells] == ["x", kept(one).strip(), kept(other).strip()]


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_is_one_cell_of_a_table(integer, decimal):
    """Digits, a point and a minus, of the same value."""
    _, row = csv.reader(csv_table(["n", "d"], [[integer, decimal]]).decode().splitlines())

    assert all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in row)
    assert (int(row[0]), Decimal(row[1])) == (integer, decimal)
