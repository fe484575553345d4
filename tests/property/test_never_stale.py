"""Whatever happens to a hub between two builds, the next one gives every byte of a cold one (P4)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from hubgen.types import TYPES
from tests.edits import EDITS
from tests.never_stale import WAYS, Bench, Tally, steps_of, way_of
from tests.whole_hub import files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")

SEQUENCES, EACH = (0, 1, 8), 4
BLOCKS, BLOCK, LONG = 50, 10, 10


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("stale"))
    yield bench
    bench.close()


def test_edited_hubs_are_never_stale(bench: Bench):
    """Hubs that are built by new processes or by an old one, and one with a search."""
    tally = run(bench, SEQUENCES, EACH)
    assert sum(tally.done.values()) == len(SEQUENCES) * EACH and tally.ends["written"] >= len(SEQUENCES)
    assert (tally.differing, tally.stale) == (0, 0)


def test_each_kind_of_edit_comes_as_often():
    """Over all sequences of the audit."""
    dealt = Counter(step.name for number in range(BLOCKS * BLOCK) for step in steps_of(number, LONG))
    assert dealt.keys() == {edit.__name__ for edit in EDITS}
    assert max(dealt.values()) - min(dealt.values()) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_many_edited_hubs_are_never_stale(bench: Bench, block: int):
    """Five hundred hubs, ten edits each; `tools/never_stale.py` does the same by numbers of sequences."""
    tally = run(bench, range(block * BLOCK, (block + 1) * BLOCK), LONG)
    assert (tally.differing, tally.stale) == (0, 0)


def run(bench: Bench, sequences: Iterable[int], edits: int) -> Tally:
    """Prints what can be replayed: python tools/never_stale.py --replay "…" --way N."""
    tally = Tally()
    for number in sequences:
        steps = steps_of(number, edits)
        print(f"sequence {number}, --way {number % WAYS}: {' '.join(map(str, steps))}")
        bench.run(steps, way_of(number), tally)
    print(tally)
    return tally


def test_the_hub_has_something_of_everything():
    """Each type of content has a file in the folder of its own."""
    folders = {path.split("/")[1] for path in files() if path.startswith("content/")}
    assert {kind.folder for kind in TYPES} <= folders
