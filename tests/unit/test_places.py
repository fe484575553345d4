"""Places of fields come back as they were, whatever they are kept as."""

from hypothesis import given
from hypothesis import strategies as st

from hubgen.model.entry import Places
from hubgen.problems import Location

names = st.sampled_from(["title", "steps.1.text", "title@en"]) | st.text(max_size=5)
files = st.sampled_from(["a.md", "a.en.md"]) | st.text(max_size=5)
numbers = st.integers(0, 3000)
locations = st.builds(Location, files, numbers, numbers, names, numbers)


@given(locations, st.lists(st.tuples(names, locations)))
def test_each_place_comes_back(start, fields):
    places = Places.of_fields(start, fields)
    assert list(places.fields) == fields
    assert all(places.has(name) and places.of(name) == dict(reversed(fields))[name] for name, _ in fields)


def test_what_goes_without_saying_is_not_kept():
    start = Location("a.md", 1)
    places = Places.of_fields(start, [("title", Location("a.md", 2, 8, "title")), ("body", start.at("body"))])
    assert (places.names, places.spots) == ('["title","body"]', "[[2,8],[1]]")


def test_names_are_held_once():
    one, other = (Places.of_fields(Location(file), [("title", Location(file, 2))]) for file in ("a.md", "b.md"))
    assert one.names is other.names


def test_the_fields_of_a_translation_lead_to_its_file():
    start, other = Location("a.md", 1), Location("a.en.md", 1)
    english = Places.of_fields(other, [("title", Location("a.en.md", 2, 8, "title"))])
    places = Places.of_fields(start, [("title", Location("a.md", 3, 8, "title"))]).with_translation(english, "en")
    assert places.of("title@en") == Location("a.en.md", 2, 8, "title") and places.of("@en") == other
