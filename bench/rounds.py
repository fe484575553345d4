"""The measurements on hubs of one size: projects made, built and edited in turns.

bench = Bench(Size(1000, {}), seed=1, rounds=3)
bench.beside({"hubgen": Path("bin/hubgen"), "Hugo": Path("bin/hugo")})
bench.size      # with the figures of all rounds
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import click

from bench import figures, results, tools
from bench.entries import DAY
from bench.measure import CommandFailed, measure
from bench.site_files import count_files
from bench.tools import SCENARIOS, SEARCH_SCENARIOS, Edits, Tool

HERE = Path(__file__).resolve().parent
WORK = HERE.parent / ".cache" / "bench"
PROFILED = ("cold", "one guide edited", "nothing changed")


class Bench:
    """The measurements on hubs of one size."""

    def __init__(self, size: figures.Size, seed: int, rounds: int):
        self.size = size
        self._seed, self._rounds = seed, rounds
        self._folder = WORK / str(size.entries)
        self._words = (f"cambio{number}" for number in count(1))
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)

    def beside(self, binaries: Mapping[str, Path]) -> None:
        """Every scenario with each program, and the files that they write."""
        makers = {"hubgen": ("make_hub.py", tools.hubgen), "Hugo": ("make_hugo.py", tools.hugo)}
        chosen = []
        for name, binary in binaries.items():
            script, tool_of = makers[name]
            chosen.append(tool_of(binary, self._made(name, script), DAY.isoformat()))
        self._rounds_of(self.size.runs, chosen, list(SCENARIOS))

    def with_search(self, binary: Path) -> None:
        """What the search adds: the same builds of a hub with one."""
        tool = tools.hubgen(binary, self._made("search", "make_hub.py", "--search"), DAY.isoformat())
        self._rounds_of(self.size.searched, [tool], list(SEARCH_SCENARIOS.values()))

    def profile(self, binary: Path) -> None:
        """Seconds of CPU by stage, once for each scenario."""
        tool = tools.hubgen(binary, self._made("profile", "make_hub.py"), DAY.isoformat())
        edits = Edits(tool)
        for scenario in PROFILED:
            SCENARIOS[scenario](edits, next(self._words))
            self._tell(f"profile: {scenario}")
            command = [sys.executable, str(HERE / "stages.py"), str(tool.project), "--date", DAY.isoformat()]
            done = subprocess.run(command, text=True, capture_output=True)
            if done.returncode:
                raise CommandFailed(done.stderr)
            self.size.stages[scenario] = figures.seconds_of(done.stdout.splitlines()[-1])

    def _made(self, name: str, script: str, *options: str) -> Path:
        """A project made by a process of its own: its memory is not that of this one."""
        folder = self._folder / name
        self._tell(f"{script} {' '.join(options)}")
        size = ("--entries", str(self.size.entries), "--seed", str(self._seed))
        command = [sys.executable, str(HERE / script), *size, *options, str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        return folder

    def _rounds_of(self, runs: figures.Runs, chosen: Sequence[Tool], scenarios: Sequence[str]) -> None:
        edits = {tool.name: Edits(tool) for tool in chosen}
        for number, scenario, tool in self._turns(chosen, scenarios):
            change = SCENARIOS[scenario](edits[tool.name], next(self._words))
            sample = measure(tool.command, self._folder / "last.log")
            if change and not tools.is_in(change, tool):
                raise CommandFailed(f"{tool.name}, {scenario}: the edit is not in {change[0]}")
            figures.add(runs, scenario, tool.name, sample)
            self._tell(f"round {number} of {self._rounds}: {tool.name}, {scenario}: {results.told(sample.wall_s, 's')}")
            if scenario == "cold":
                self.size.files.setdefault(tool.name, count_files(tool.site))

    def _turns(self, chosen: Sequence[Tool], scenarios: Sequence[str]) -> Iterator[tuple[int, str, Tool]]:
        """Round, scenario and tool, in the order in which they are run."""
        for number in range(1, self._rounds + 1):
            for scenario in scenarios:
                for tool in chosen if number % 2 else reversed(chosen):
                    yield number, scenario, tool

    def _tell(self, text: str) -> None:
        click.echo(f"{self.size.entries:,} entries: {text}", err=True)
