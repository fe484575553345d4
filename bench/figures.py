"""Figures out of runs: what is measured, medians, ratios. Plain values, so that JSON can keep them."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.measure import Sample

QUANTITIES: Mapping[str, str] = {"wall_s": "s", "cpu_s": "s", "peak_mb": "MB"}
"""Fields of a sample -> their unit."""

Runs = dict[str, dict[str, list[dict[str, float]]]]
"""Scenario -> tool -> a sample for each round."""


@dataclass
class Size:
    """All that was measured on hubs of one size; it grows while the runs go on."""

    entries: int
    facts: dict[str, str]
    """Day, commit, rounds, versions and machine, in the order in which they are told."""
    runs: Runs = field(default_factory=dict)
    searched: Runs = field(default_factory=dict)
    """The same of a hub with a search."""
    files: dict[str, dict[str, int]] = field(default_factory=dict)
    """Tool -> kind of file -> how many a cold build gives; `bytes` is the sum of their sizes."""
    stages: dict[str, dict[str, float]] = field(default_factory=dict)
    """Scenario -> stage of hubgen -> seconds of CPU; empty where no profile was asked for."""


def add(runs: Runs, scenario: str, tool: str, sample: Sample) -> None:
    runs.setdefault(scenario, {}).setdefault(tool, []).append(asdict(sample))


def median(runs: Runs, scenario: str, tool: str, quantity: str) -> float | None:
    """The middle of all rounds; None where the tool was not run."""
    samples = runs.get(scenario, {}).get(tool, [])
    return statistics.median(sample[quantity] for sample in samples) if samples else None


def ratio(one: float | None, other: float | None) -> float | None:
    """How many times the other one is; None where one of them was not measured."""
    return one / other if one is not None and other else None


def seconds_of(line: str) -> dict[str, float]:
    """What `bench/stages.py` prints: stage -> seconds."""
    return {str(stage): float(seconds) for stage, seconds in json.loads(line).items()}


def keep(sizes: Sequence[Size], file: Path) -> None:
    file.write_text(json.dumps([asdict(size) for size in sizes], indent=1, ensure_ascii=False) + "\n", "utf-8")


def kept(files: Iterable[Path]) -> list[Size]:
    """What runs have kept in files, the smallest hubs first; of two of one size the later file counts."""
    found = {one["entries"]: Size(**one) for file in files for one in json.loads(file.read_text("utf-8"))}
    return [found[entries] for entries in sorted(found)]
