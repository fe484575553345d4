"""The collector of garbage while a command makes a whole hub, and after it."""

from __future__ import annotations

import gc

import pytest

from hubgen.collecting import passes_over_new, without_full_passes


def full_passes() -> int:
    return gc.get_stats()[2]["collections"]


def test_what_is_young_is_looked_through_and_the_rest_is_left_alone():
    gc.collect()
    before, young = full_passes(), gc.get_stats()[1]["collections"]
    with without_full_passes():
        kept = [[] for _ in range(200_000)]
    assert full_passes() == before
    assert gc.get_stats()[1]["collections"] > young
    assert len(kept) == 200_000


def test_a_command_that_fails_leaves_the_collector_as_it_was():
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="x"), without_full_passes():
        raise ValueError("x")
    assert gc.get_threshold() == usual


def test_what_was_there_before_is_left_alone_and_what_is_new_is_looked_through():
    usual, old = gc.get_threshold(), [[] for _ in range(1000)]
    with without_full_passes():
        never = gc.get_threshold()
        with passes_over_new():
            assert gc.get_freeze_count() > len(old)
            before = full_passes()
            circles = []
            for _ in range(200_000):
                circle: list[object] = []
                circle.append(circle)
                circles = [circle, *circles[:5000]] if len(circles) < 5000 else [circle]
            assert full_passes() > before
        assert (gc.get_threshold(), gc.get_freeze_count()) == (never, 0)
    assert gc.get_threshold() == usual


def test_files_that_fail_leave_the_collector_as_it_was():
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="x"), passes_over_new():
        raise ValueError("x")
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)
