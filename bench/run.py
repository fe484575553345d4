"""Measures hubgen, and Hugo beside it on the same content, and writes `bench/RESULTS.md`.

    make bench                                       1,000 entries, three rounds
    make bench ARGS="--entries 10000 --rounds 5 --date 2026-11-30"
    python bench/run.py --tools Hugo --entries 10000 --json /tmp/hugo.json --no-results

Each build is a new process. In a round the two take turns, scenario by scenario, and who begins changes with the round.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench import figures, results
from bench.figures import Size
from bench.hugo_binary import NotInstalled, hugo_binary
from bench.machine import ROOT, commit, hubgen_place, hubgen_version, hugo_version, load, machine
from bench.measure import CommandFailed
from bench.rounds import Bench


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--entries", default="1000", show_default=True, help="Sizes of hubs, as in 1000,10000,100000.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1), help="How often all is built.")
@click.option("--seed", default=1, show_default=True, help="As of make_hub.py.")
@click.option("--tools", "names", default="hubgen,Hugo", show_default=True, help="What is measured.")
@click.option("--search/--no-search", default=True, show_default=True, help="A hub with a search too.")
@click.option("--profile", is_flag=True, help="CPU seconds of hubgen by stage too.")
@click.option("--date", "day", default=lambda: date.today().isoformat(), help="The day that RESULTS.md names.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Keep all rounds here.")
@click.option("--results/--no-results", "writes", default=True, show_default=True, help="Write bench/RESULTS.md.")
def main(
    entries: str, rounds: int, seed: int, names: str, search: bool, profile: bool, day: str, json_file: Path | None,
    writes: bool,
) -> None:  # fmt: skip
    binaries = _binaries(names.split(","))
    sizes = []
    try:
        for number in map(int, entries.split(",")):
            measured = f"{day}, commit {commit()}, {rounds} round{'s' * (rounds > 1)}"
            facts = {"measured": measured, "machine": machine(), "load before": load(), **_versions(binaries)}
            bench = Bench(Size(number, facts), seed, rounds)
            bench.beside(binaries)
            if search and "hubgen" in binaries:
                bench.with_search(binaries["hubgen"])
            if profile and "hubgen" in binaries:
                bench.profile(binaries["hubgen"])
            sizes.append(bench.size)
    except CommandFailed as fault:
        raise click.ClickException(str(fault)) from None
    if json_file:
        figures.keep(sizes, json_file)
    if writes:
        results.write(sizes, results.RESULTS)
        click.echo(f"written: {results.RESULTS}")


def _binaries(names: Sequence[str]) -> dict[str, Path]:
    """The programs by name; Hugo is left out, and told, where it cannot be installed."""
    found = {}
    if "hubgen" in names:
        if hubgen_place() != ROOT:
            raise click.UsageError(f"{sys.executable} has hubgen from {hubgen_place()}: use make bench")
        found["hubgen"] = Path(sys.executable).with_name("hubgen")
    if "Hugo" in names:
        try:
            found["Hugo"] = hugo_binary()
        except NotInstalled as fault:
            click.echo(f"Hugo cannot be installed, so hubgen runs alone:\n{fault}", err=True)
    if not found:
        raise click.UsageError("--tools: hubgen, Hugo, or both")
    return found


def _versions(binaries: Mapping[str, Path]) -> dict[str, str]:
    versions = {"hubgen": hubgen_version, "Hugo": hugo_version}
    return {name: versions[name](binary) for name, binary in binaries.items()}


if __name__ == "__main__":
    main()
