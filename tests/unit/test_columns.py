"""Values in columns are those that were put in."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.model.columns import Columns
from hubgen.stages.manifest import FileFact, file_facts

facts = st.builds(
    FileFact,
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(0, 2**63 - 1),
    st.sampled_from(["page", "feed"]),
    st.none() | st.integers(0, 2**63 - 1),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


@given(st.lists(st.tuples(st.sampled_from("abcde"), facts)))
def test_they_are_as_in_a_dict(pairs):
    """A name that comes again has the value that came last, at the place of the first."""
    columns, wanted = file_facts(), {}
    for name, fact in pairs:
        columns[name] = wanted[name] = fact
    assert [*columns.items()] == [*wanted.items()] and columns == wanted
    assert len(columns) == len(wanted) and all((name in columns) == (name in wanted) for name in "abcdef")
    assert {name: columns.member(name, "bytes") for name in columns} == {n: one.bytes for n, one in wanted.items()}


def test_a_name_that_never_came():
    with pytest.raises(KeyError):
        file_facts()["a"]


@pytest.mark.parametrize("digest", ["ab", "ab" * 33])
def test_what_is_no_digest(digest: str):
    with pytest.raises(ValueError, match=digest):
        file_facts()["a"] = FileFact(digest, 1, "page")


def test_they_take_less_room_than_objects():
    fact = FileFact("ab" * 32, 2**40, "page", 2**41)
    of_object = sum(map(sys.getsizeof, (fact, fact.sha256, fact.bytes, fact.gzip_bytes)))
    columns: Columns[FileFact] = file_facts()
    for number in range(1_000):
        columns[str(number)] = fact
    of_row = sum(
        sys.getsizeof(getattr(one, "_numbers", getattr(one, "_bytes", one))) for one in columns._columns.values()
    )
    assert of_row / 1_000 < of_object / 3
