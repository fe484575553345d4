"""The few kinds of CBOR that the search index is made of: values come back, damage is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.formats.cbor import decode, encode

values = st.recursive(
    st.integers(0, 2**64 - 1) | st.text(max_size=300), lambda inner: st.lists(inner, max_size=30), max_leaves=40
)


@given(values)
def test_values_come_back(value):
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (0, "00"), (23, "17"), (24, "1818"), (100, "1864"), (1000, "1903e8"), (1_000_000, "1a000f4240"),
        (18446744073709551615, "1bffffffffffffffff"), ("", "60"), ("ü", "62c3bc"), ([], "80"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)  # fmt: skip
def test_the_bytes_are_those_of_the_standard(value, data):
    """RFC 8949, appendix A."""
    assert encode(value).hex() == data
    assert decode(bytes.fromhex(data)) == value


@pytest.mark.parametrize("data", ["", "18", "19ff", "61", "82", "8201", "f6", "20", "40", "5f", "1c", "0000", "61ff"])
def test_what_is_cut_off_or_of_another_kind_is_refused(data):
    with pytest.raises(ValueError):
        decode(bytes.fromhex(data))


def test_a_number_beyond_64_bits_is_refused():
    with pytest.raises(ValueError):
        encode(2**64)
