"""RESULTS.md: what was measured, a part for each size of hub.

    python bench/results.py FILE.json ...     parts that were measured apart, in one file

The layout depends on the figures alone: no clock, no order of a folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.figures import QUANTITIES, Runs, Size, kept, median, ratio
from bench.site_files import BYTES, KINDS
from bench.tools import SCENARIOS, SEARCH_SCENARIOS

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
TOOLS = ("hubgen", "Hugo")
NONE = "–"
HEAD = """\
# hubgen beside Hugo

Written by `make bench`; what is measured, and how, stands in [README.md](README.md). Medians of all rounds. A ratio is
hubgen's figure by Hugo's: below 1 hubgen needs less.
"""


def write(sizes: Sequence[Size], file: Path) -> None:
    file.write_text("\n".join([HEAD, *(line for size in sizes for line in _part(size))]), "utf-8")


def _part(size: Size) -> Iterator[str]:
    yield f"## {size.entries:,} entries\n"
    yield "".join(f"- {name}: {text}\n" for name, text in size.facts.items())
    yield _table(("Build", *_columns()), [(name, *_beside(size.runs, name)) for name in SCENARIOS])
    if size.searched:
        rows = [(name, *_alone(size.searched, of)) for name, of in SEARCH_SCENARIOS.items()]
        yield _table(("hubgen with a search", "wall", "CPU", "memory"), rows)
    kinds = (*(kind for kind, _ in KINDS), BYTES)
    yield _table(("Files", *TOOLS), [(kind, *_counts(size, kind)) for kind in kinds])
    if size.stages:
        yield from _stages(size)


def _columns() -> Iterator[str]:
    for name in ("wall", "CPU", "memory"):
        yield from (f"{name}: {TOOLS[0]}", TOOLS[1], "ratio")


def _beside(runs: Runs, scenario: str) -> Iterator[str]:
    for quantity, unit in QUANTITIES.items():
        figures = [median(runs, scenario, tool, quantity) for tool in TOOLS]
        yield from (told(figure, unit) for figure in figures)
        yield told(ratio(*figures), "")


def _alone(runs: Runs, scenario: str) -> Iterator[str]:
    return (told(median(runs, scenario, TOOLS[0], quantity), unit) for quantity, unit in QUANTITIES.items())


def _counts(size: Size, kind: str) -> Iterator[str]:
    for tool in TOOLS:
        yield f"{size.files[tool][kind]:,}" if tool in size.files else NONE


def _stages(size: Size) -> Iterator[str]:
    """A profile: seconds of CPU, the most expensive stage of the first build on top."""
    scenarios = list(size.stages)
    names = {stage: None for scenario in scenarios for stage in size.stages[scenario]}
    order = sorted(names, key=lambda stage: (-size.stages[scenarios[0]].get(stage, 0.0), stage))
    rows = [(stage, *(f"{size.stages[one].get(stage, 0.0):.2f}" for one in scenarios)) for stage in order]
    sums = [f"{sum(size.stages[one].values()):.2f}" for one in scenarios]
    yield _table(("CPU seconds of hubgen by stage", *scenarios), [*rows, ("all", *sums)])


def told(figure: float | None, unit: str) -> str:
    """A figure with two digits that mean something: 17.2 s, 0.071 s, 156 MB."""
    if figure is None:
        return NONE
    digits = 0 if figure >= 100 else 1 if figure >= 10 else 2 if figure >= 1 else 3
    return f"{figure:,.{digits}f} {unit}".rstrip()


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ("---", *("--:" for _ in head[1:])), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def main(files: Sequence[Path]) -> None:
    write(kept(files), RESULTS)
    click.echo(f"written: {RESULTS}")


if __name__ == "__main__":
    main()
