"""Text in, typed value out: what each value type of the contract takes, refuses, and proposes instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.model.context import Region, ValueContext
from hubgen.model.field import value_type
from hubgen.model.node import Scalar
from hubgen.model.values.days import read_verified
from hubgen.model.values.readers import READERS
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import ContentProblems, Location, Problem

CONTEXT = ValueContext(
    ("es", "en", "pt"),
    "America/Tegucigalpa",
    {"CENTROAM": ("CR", "HN")},
    {"valle-sur": Region("valle-sur", "HN", (("es", "Valle del Sur"),))},
    shipped_vocabularies(),
)
PLACE = Location("content/guides/x.md", 3, 9)


def read(spelling: str, text: str) -> object:
    kind = value_type(spelling)
    return READERS[kind.kind](Scalar(text, PLACE), kind, CONTEXT)


def refused(spelling: str, text: str) -> Problem:
    with pytest.raises(ContentProblems) as caught:
        read(spelling, text)
    (one,) = caught.value.problems
    assert one.where == PLACE
    return one


TAKEN = [
    ("text(20)", "  Abre   la\n feria ", "Abre la feria"),
    ("string(20)", "0123", "0123"),
    ("md", " # Uno\n\ndos ", "# Uno\n\ndos"),
    ("slug", "primera-exportacion", "primera-exportacion"),
    ("path", r"archivos\caja.ods", "archivos/caja.ods"),
    ("path", "../guias/caja.ods", "../guias/caja.ods"),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("datetime", "2026-11-30", date(2026, 11, 30)),
    ("days", "180d", 180),
    ("months", "60m", 60),
    ("months", "3y", 36),
    ("int", "007", 7),
    ("number", "12.50", Decimal("12.50")),
    ("number", "0.125", Decimal("0.125")),
    ("percent", "100", Decimal(100)),
    ("bool", "Sí", True),
    ("bool", "NÃO", False),
    ("url", "https://pyme.example.org/a?b=c#d", "https://pyme.example.org/a?b=c#d"),
    ("url", "tel:+50422000001", "tel:+50422000001"),
    ("email", "info@pyme.example.org", "info@pyme.example.org"),
    ("phone", "+504 2200-0001", "+50422000001"),
    ("country", "hn", "HN"),
    ("country", "NO", "NO"),
    ("country", "Brasil", "BR"),
    ("country", "centroam", "CENTROAM"),
    ("region", "hn-lp", "HN-LP"),
    ("region", "valle-sur", "valle-sur"),
    ("sector", "0127", "0127"),
    ("sector", "c", "C"),
    ("hs", "0901", "0901"),
    ("hs", "0901.11", "090111"),
    ("code", "HS:0901", "hs:0901"),
    ("currency", "usd", "USD"),
    ("lang", "PT-br", "pt-BR"),
    ("enum(instrument)", "Capital Semilla", "seed-capital"),
    ("enum(instrument)", "capital-semilla", "seed-capital"),
    ("enum(size)", "microempresa", "micro"),
]


@pytest.mark.parametrize(("spelling", "text", "value"), TAKEN)
def test_value_is_typed(spelling, text, value):
    """What an author may write becomes the value it means; codes keep their zeros and words stay words."""
    assert read(spelling, text) == value


REFUSED = [
    ("text(5)", "Demasiado", "value-type", "shorten it by 4 characters"),
    ("string(3)", "HN-00-1", "value-type", "shorten it by 4 characters"),
    ("slug", "Primera Exportación", "value-type", "write primera-exportacion"),
    ("slug", "../up", "value-type", "write up"),
    ("slug", "¡¡", "value-type", "write a short name such as primera-exportacion"),
    ("slug", "a" * 81, "value-type", "write " + "a" * 80),
    ("path", "C:\\Users\\ana\\caja.ods", "value-type", None),
    ("path", "https://pyme.example.org/caja.ods", "value-type", None),
    ("date", "tuesday", "value-type", "write the day in digits, such as 2026-11-30"),
    ("date", "2025-06-31", "value-type", "correct the day: that month has no such day"),
    ("date", "31/12/2026", "value-type", "write 2026-12-31"),
    ("date", "31/12/26", "value-type", "write 2026-12-31"),
    ("date", "1/3/27", "value-type", "which day is meant? write 2027-01-03 / 2027-03-01"),
    ("code", "090111", "not-in-vocabulary", "write hs:090111, if it is a product"),
    ("enum(unit)", "quintal", "not-in-vocabulary", None),
    ("url", "lista-join@example.org", "value-type", "write mailto:lista-join@example.org"),
    ("email", "Ana <ana@example.org>", "value-type", "write ana@example.org"),
    ("date", "01/02/2024", "value-type", "which day is meant? write 2024-01-02 / 2024-02-01"),
    ("date", "45292", "value-type", None),
    ("date", "2026-11-30T16:00", "value-type", "leave out the time: 2026-11-30"),
    ("date", "0000-01-01", "value-type", None),
    ("date", "9999-12-31", "value-type", "correct the year, or leave the field out if there is no such day"),
    (
        "datetime",
        "9999-12-31T23:59-12:00",
        "value-type",
        "correct the year, or leave the field out if there is no such day",
    ),
    ("datetime", "2026-11-30T24:00", "value-type", "write the hour with two digits each, from 00:00 to 23:59"),
    ("datetime", "2026-11-30T10:60", "value-type", "write the hour with two digits each, from 00:00 to 23:59"),
    ("datetime", "2026-11-30T10:00+99:00", "value-type", None),
    ("days", "180", "value-type", None),
    ("days", "6m", "value-type", None),
    ("months", "30d", "value-type", None),
    ("int", "-1", "value-type", None),
    ("int", "2.5", "value-type", None),
    ("number", "60.000", "value-type", "write 60000 or 60.0"),
    ("number", "24.567", "value-type", "write 24567 or 24.5670"),
    ("number", "60,000", "value-type", "write 60000 or 60.0"),
    ("number", "1.234.567", "value-type", "write 1234567"),
    ("number", "12,5", "value-type", "write 12.5"),
    ("number", "5.205", "value-type", "write 5205 or 5.2050"),
    ("number", "1.234,50", "value-type", "write 1234.50"),
    ("number", "1,234.50", "value-type", "write 1234.50"),
    ("number", "12.345.678,9", "value-type", "write 12345678.9"),
    ("number", "L 1,234.50", "value-type", "write 1234.50"),
    ("number", "60 usd", "value-type", "write 60"),
    ("int", "1,200", "value-type", "write 1200"),
    ("bool", "x", "value-type", "write yes, if it is a tick"),
    ("date", "2026-13-01", "value-type", "correct the month: it has two digits, from 01 to 12"),
    ("int", "15 min", "value-type", "write 15"),
    ("number", "1.23E+15", "value-type", None),
    ("number", "NaN", "value-type", None),
    ("percent", "70%", "value-type", "write 70"),
    ("percent", "130", "value-type", None),
    ("bool", "quizás", "value-type", None),
    ("url", "www.example.org/feria", "value-type", "write https://www.example.org/feria"),
    ("url", "javascript:alert(1)", "unsafe-html", None),
    ("url", "https://", "value-type", None),
    ("url", "https://[", "value-type", None),
    ("email", "ana(at)example.org", "value-type", None),
    ("phone", "0050422000001", "value-type", "write +50422000001"),
    ("phone", "2200-0001", "value-type", None),
    ("country", "Hondurass", "not-in-vocabulary", "Honduras (HN)?"),
    ("country", "UK", "not-in-vocabulary", None),
    ("region", "valle-sud", "not-in-vocabulary", '"valle-sur"?'),
    ("sector", "3", "not-in-vocabulary", 'write "03": the zero in front was lost'),
    ("sector", "Z", "not-in-vocabulary", None),
    ("hs", "901", "not-in-vocabulary", 'write "0901": the zero in front was lost'),
    ("hs", "7701", "not-in-vocabulary", None),
    ("code", "0901", "not-in-vocabulary", None),
    ("currency", "DOLARES", "not-in-vocabulary", None),
    ("lang", "español", "not-in-vocabulary", None),
    ("enum(stage)", "growing", "not-in-vocabulary", None),
    ("enum(size)", "pequenia", "not-in-vocabulary", '"pequeña"?'),
]


@pytest.mark.parametrize(
    ("country", "text", "mend"),
    [
        ("HN", "9988-7766", "write +504 9988 7766"),
        ("HN", "2764 1122", "write +504 2764 1122"),
        ("MX", "55 1234 5678", "write +52 55 1234 5678"),
        ("HN", "998-7766", "None"),
        ("HN", "9988-7766 ext. 2", "None"),
        ("AR", "11 1234-5678", "None"),
        ("", "9988-7766", "None"),
    ],
)
def test_a_phone_of_the_country_is_proposed_with_its_code(country, text, mend):
    """Only where the number is whole by the plan of the country."""
    with pytest.raises(ContentProblems) as caught:
        READERS["phone"](Scalar(text, PLACE), value_type("phone"), replace(CONTEXT, country=country))
    assert str(caught.value.problems[0].mend) == mend


@pytest.mark.parametrize("text", ["5 million", "5,2,3", "n.d.", "10k", "2000 m2", "1.23E+15", "-5", "1.234.56"])
@pytest.mark.parametrize("spelling", ["number", "int", "percent"])
def test_no_figure_is_invented(spelling, text):
    """Where nobody can tell which figure is meant, none is proposed."""
    assert refused(spelling, text).mend is None


@pytest.mark.parametrize(("spelling", "text", "rule", "mend"), REFUSED)
def test_value_is_refused_with_a_mend(spelling, text, rule, mend):
    """A value of the wrong kind is refused under its rule, and what was meant is proposed where it can be told."""
    one = refused(spelling, text)

    assert one.rule == rule
    if mend is not None:
        assert str(one.mend) == mend
    assert one.expected or one.mend


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2026-11-30T16:00", 22), ("2026-11-30 16:00:30", 22), ("2026-11-30T16:00Z", 16), ("2026-11-30T16:00+02:00", 14)],
)
def test_moment_is_in_the_hubs_zone_unless_it_names_one(text, hour):
    """A moment without an offset is on the clocks of the hub (UTC-6 in Tegucigalpa)."""
    value = read("datetime", text)

    assert isinstance(value, datetime)
    assert value.astimezone(UTC).hour == hour


def test_hour_that_the_clocks_skip_is_refused_and_a_doubled_one_is_the_first():
    """On the day summer time begins one hour does not exist; on the day it ends the first of two is meant."""
    madrid = ValueContext(("es",), "Europe/Madrid", {}, {}, {})
    kind = value_type("datetime")

    with pytest.raises(ContentProblems) as caught:
        READERS["datetime"](Scalar("2026-03-29T02:30", PLACE), kind, madrid)
    assert str(caught.value.problems[0].mend) == "write 2026-03-29T03:30"

    doubled = READERS["datetime"](Scalar("2026-10-25T02:30", PLACE), kind, madrid)
    assert doubled.utcoffset() == timedelta(hours=2)


def test_verified_may_be_never():
    """`never` says that nobody has compared the entry with its source; other words are no day."""
    kind = value_type("date")

    assert read_verified(Scalar("Never", PLACE), kind, CONTEXT) == "never"
    assert read_verified(Scalar("2026-10-01", PLACE), kind, CONTEXT) == date(2026, 10, 1)
    with pytest.raises(ContentProblems):
        read_verified(Scalar("nunca", PLACE), kind, CONTEXT)


@given(name=st.sampled_from(sorted(set(READERS) - {"enum", "ref_or_text"})), text=st.text(max_size=60))
def test_any_text_is_a_value_or_a_problem(name, text):
    """Whatever an author types, a reader gives a value or tells what is wrong; it never fails otherwise."""
    kind = value_type(f"{name}(40)" if name in ("text", "string") else name)
    try:
        READERS[name](Scalar(text, PLACE), kind, CONTEXT)
    except ContentProblems as fault:
        assert all(str(one.message) for one in fault.problems)


@given(
    text=st.from_regex(r"[0-9.,+\-T:Z ]{1,30}", fullmatch=True),
    name=st.sampled_from(["date", "datetime", "number", "percent", "phone"]),
)
def test_any_figure_is_a_value_or_a_problem(name, text):
    """The same for texts that look like days, hours, amounts and phone numbers."""
    try:
        READERS[name](Scalar(text, PLACE), value_type(name), CONTEXT)
    except ContentProblems as fault:
        assert fault.problems[0].rule == "value-type"
