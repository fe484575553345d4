"""Values come back from the bytes equal, and under the same digest; what is no plain value is refused."""

from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hubgen.model.views
from hubgen.digest import digest
from hubgen.model import plain_codec
from hubgen.model.entry import Data, Heading, Localized, Places
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.views.codec import PAGES
from hubgen.model.views.lists import FacetValue
from hubgen.model.views.pieces import Phrase
from hubgen.problems import Location

CODEC = PlainCodec(Data, Localized, Heading, Places, Location, shared={Location: ("file", "field")})

zones = st.sampled_from([None, UTC, timezone(timedelta(hours=-6)), ZoneInfo("America/Tegucigalpa"), ZoneInfo("UTC")])
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=zones)
    | st.builds(Heading, st.integers(2, 6), st.text(), st.text())
    | st.builds(Location, st.text(), st.integers(), st.integers(), st.text(), st.integers())
)


def nests(values: st.SearchStrategy) -> st.SearchStrategy:
    return (
        st.lists(values).map(tuple)
        | st.dictionaries(st.text(), values)
        | st.frozensets(st.text())
        | st.builds(Data, st.lists(st.tuples(st.text(), values)).map(tuple))
        | st.builds(Localized, st.lists(st.tuples(st.text(), values), min_size=1).map(tuple))
    )


@given(st.recursive(leaves, nests, max_leaves=20))
def test_what_comes_back_is_equal(value):
    back = CODEC.load(CODEC.dump(value))
    assert back == value and type(back) is type(value)
    assert CODEC.dump(back) == CODEC.dump(value)


@pytest.mark.parametrize("moment", [datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=1)])
def test_the_second_of_two_equal_hours_stays_the_second(moment):
    back = CODEC.load(CODEC.dump(moment))
    assert (back.utcoffset(), digest(back)) == (moment.utcoffset(), digest(moment))


def test_numbers_and_words_stay_what_they_were():
    """1, True, "1" and Decimal("1") are different values; "1.50" keeps its zero."""
    value = (1, True, "1", Decimal("1"), Decimal("1.50"), date(2026, 1, 2))
    assert [repr(one) for one in CODEC.load(CODEC.dump(value))] == [repr(one) for one in value]


@pytest.mark.parametrize("value", [1.5, ["a"], b"a", {1: "a"}, object(), (set(),)])
def test_what_is_no_plain_value_is_refused(value):
    with pytest.raises(TypeError):
        CODEC.dump(value)


def test_what_is_looked_up_again_is_no_part_of_it():
    """The table by name is made when a place is asked for."""
    places = Places.of_fields(Location("a"), (("title", Location("a", 2)),))
    assert places.of("title").line == 2
    assert CODEC.load(CODEC.dump(places)) == places


@pytest.mark.parametrize("data", [b"", b"[99]", b'["q"]', b"[0", b"\xff", b'["y","x"]'])
def test_bytes_of_no_value_are_refused(data):
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, the memo takes the value for absent
        CODEC.load(data)


def test_classes_of_modules_are_known_when_a_value_of_them_is_met():
    """The number of a class is its own, in whichever order modules are met."""
    modules = ["hubgen.model.views.pieces", "hubgen.model.views.lists"]
    value = (Phrase("a", "es"), FacetValue("Honduras", "paises/honduras.html", 3))
    data = PlainCodec(modules=modules).dump(value)
    assert PlainCodec(modules=modules).load(data) == value
    late, early = PlainCodec(modules=modules), PlainCodec(modules=modules)
    late.dump(value[1])
    assert late.dump(value) == data == early.dump(value)
    with pytest.raises(TypeError):
        PlainCodec(modules=modules[:1]).dump(value)
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, the memo takes the value for absent
        PlainCodec(modules=modules[:1]).load(data)


def test_every_view_can_be_kept():
    """Whatever a page is made of, its module is named."""
    views = {
        one
        for _, name, _ in iter_modules(hubgen.model.views.__path__, "hubgen.model.views.")
        for one in vars(import_module(name)).values()
        if isinstance(one, type) and is_dataclass(one)
    }
    for one in views:
        PAGES._load(one.__module__)
    assert views == set(PAGES._numbers)


def test_what_comes_again_is_held_once():
    value = ("countries", ("HN", None, date(2026, 1, 2)))
    one, other = CODEC.load(CODEC.dump(value)), CODEC.load(CODEC.dump(value))
    assert one is other and one == value


@pytest.mark.parametrize("twins", [(("a", 1), ("a", True)), (("a", Decimal("1.5")), ("a", Decimal("1.50")))])
def test_equal_values_of_different_kinds_stay_different(twins):
    back = [CODEC.load(CODEC.dump(((value,), value))) for value in twins]
    assert [repr(one) for one in back] == [repr(((value,), value)) for value in twins]


def test_what_is_held_once_is_not_held_for_ever(monkeypatch):
    monkeypatch.setattr(plain_codec, "_MOST_KNOWN", 10)
    codec = PlainCodec()
    values = [(f"a{n}", ("HN",)) for n in range(100)]
    assert [codec.load(codec.dump(value)) for value in values] == values
    assert len(codec._known) <= 10


def test_names_that_are_held_once_are_not_held_for_ever(monkeypatch):
    monkeypatch.setattr(plain_codec, "_MOST_KNOWN", 10)
    codec = PlainCodec(Location, shared={Location: ("file",)})
    places = [Location(f"a{n}.md", n) for n in range(100)]
    assert [codec.load(codec.dump(place)) for place in places] == places
    assert len(plain_codec._lately) <= 10
