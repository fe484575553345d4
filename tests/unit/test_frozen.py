"""hubgen.model.frozen: values that never change."""

from dataclasses import field, fields, replace
from functools import cached_property

import pytest

from hubgen.model.frozen import frozen, is_frozen


@frozen
class Firm:
    name: str
    goods: tuple[str, ...] = ()


@frozen
class Port(Firm):
    ships: int = field(default=0, compare=False)


@frozen
class Code:
    text: str


@frozen
class Nothing:
    pass


@frozen(order=True)
class Day:
    year: int
    month: int


@frozen(eq=False)
class Mark:
    text: str


@frozen(slots=False)
class Word:
    text: str

    @cached_property
    def length(self):
        return len(self.text)


def test_values_are_equal_where_their_members_are():
    """With one hash; also values of one member, and of none."""
    for a, b in (
        (Firm("Aldea", ("café",)), Firm("Aldea", ("café",))),
        (Code("HN"), Code("HN")),
        (Nothing(), Nothing()),
    ):
        assert a == b and hash(a) == hash(b)
    assert Firm("Aldea") != Firm("Aldea", ("café",))
    assert Code("HN") != Code("SV")


def test_values_of_two_classes_are_never_equal():
    """Not where their members are, and not where one class is of the other."""
    assert Firm("Aldea") != Port("Aldea")
    assert Code("HN") != "HN"
    assert Code("HN") != Mark("HN")


def test_a_member_that_is_not_compared():
    """It counts for neither equality nor hash."""
    assert Port("Aldea", (), 3) == Port("Aldea", (), 4)
    assert hash(Port("Aldea", (), 3)) == hash(Port("Aldea", (), 4))


def test_values_without_equality():
    """Each is equal to itself alone."""
    one = Mark("a")

    assert one == one
    assert one != Mark("a")
    assert len({one, Mark("a")}) == 2


def test_values_in_order():
    """By their members, one after the other; other classes have no order."""
    assert sorted([Day(2026, 3), Day(2025, 9), Day(2026, 1)]) == [Day(2025, 9), Day(2026, 1), Day(2026, 3)]
    assert Day(2026, 3) == Day(2026, 3) and hash(Day(2026, 3)) == hash(Day(2026, 3))
    with pytest.raises(TypeError):
        Code("a") < Code("b")  # noqa: B015


def test_fields_and_replace_know_them():
    """As of a dataclass."""
    assert [one.name for one in fields(Port)] == ["name", "goods", "ships"]
    assert replace(Firm("Aldea"), name="Brisa") == Firm("Brisa")


def test_a_value_tells_its_members():
    """For faults of tests, and those who look for one."""
    assert repr(Firm("Aldea", ("café",))) == "Firm(name='Aldea', goods=('café',))"
    assert repr(Nothing()) == "Nothing()"


def test_a_value_has_no_other_members():
    """Without slots it may have some, for what is worked out once."""
    with pytest.raises(AttributeError):
        Firm("Aldea").other = 1
    assert Word("abc").length == 3


def test_which_classes_are_frozen():
    """What is of one, but is not one itself, may have members that nobody knows of."""

    class Loose(Firm):
        pass

    assert is_frozen(Firm) and is_frozen(Port) and is_frozen(Word)
    assert not is_frozen(Loose) and not is_frozen(str)
