"""Law of the fast lane: of any text, the library's bytes and headings, clean already, or nothing."""

import pytest

from tests.markdown_fuzz import SEED, TEXTS, tried


@pytest.mark.parametrize("texts", [2500, pytest.param(TEXTS, marks=pytest.mark.slow)])
def test_the_lane_gives_the_bytes_of_the_library(texts: int):
    """`make fuzz ARGS="7 100000"` tries others."""
    tally = tried(SEED, texts)
    print(f"seed {SEED}: {tally}")

    assert not tally.faults, "\n\n".join(tally.faults[:3])
    assert tally.whole > texts / 8 and tally.with_islands > texts / 4 and tally.cleaned > texts / 10
