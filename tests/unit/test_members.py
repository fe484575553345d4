"""Members of a value, one or many."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hubgen.model.members import values_of


@pytest.mark.parametrize("names", [(), ("a",), ("b", "a"), ("a", "b", "c")])
def test_members_come_in_the_order_of_their_names(names):
    value = SimpleNamespace(a=1, b=(2,), c=None)
    assert list(values_of(names)(value)) == [getattr(value, name) for name in names]
