"""Whether builds that remember give what a cold build gives: sequences of edits, and what is compared after each.

After each edit the site is brought up to date as `hubgen build` does it, and made a second time elsewhere, without any
memory, in a process that knows nothing of the builds before. Every byte must be the same, and all that is told.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from hubgen import last_build
from hubgen.digest import digest
from hubgen.model.outcome import Outcome, Written
from hubgen.options import Options
from hubgen.pipeline import build, outcome_of
from hubgen.project import Project
from hubgen.stages.apply import recover
from hubgen.stages.folder import JOURNAL, MANIFEST, STATE
from hubgen.update import update
from tests.conftest import ROOT
from tests.edits import BY_NAME, EDITS, EditedHub, Files
from tests.hubs import DAY, told
from tests.whole_hub import SETTINGS, config, make_whole_hub

COARSE_NS = 1
"""Half of the sequences take the time of every file for one of a coarse clock, so that contents are looked at too."""


# ---------------------------------------------------------------- sequences


@dataclass(frozen=True)
class Step:
    """An edit and the seed of what it chooses."""

    name: str
    seed: int

    def __str__(self) -> str:
        return f"{self.name}:{self.seed}"


@dataclass(frozen=True)
class Way:
    """How the builds of a sequence are made."""

    in_process: bool
    """Whether they share this process, as those of `serve` do; else each has one of its own, as those of a person."""
    fine_clock: bool
    """Whether the clock of files is taken for a fine one."""
    searched: bool
    """Whether the hub has a search."""


WAYS = 12


def way_of(sequence: int) -> Way:
    """As many ways as `WAYS` follow one another; a third of them with a search, which costs more than all the rest."""
    return Way(in_process=bool(sequence & 1), fine_clock=bool(sequence & 2), searched=sequence // 4 % 3 == 2)


def steps_of(sequence: int, edits: int) -> list[Step]:
    """The edits of a sequence. Those of one sequence after the other are dealt from packs: each kind comes as often."""
    dice = random.Random(f"never stale {sequence} {edits}")
    size = len(EDITS)
    packs: dict[int, list[str]] = {}
    found = []
    for at in range(sequence * edits, (sequence + 1) * edits):
        if at // size not in packs:
            packs[at // size] = [edit.__name__ for edit in EDITS]
            random.Random(f"pack {at // size}").shuffle(packs[at // size])
        found.append(Step(packs[at // size][at % size], dice.randrange(1_000_000)))
    return found


def parse_steps(text: str) -> list[Step]:
    """The steps of a list such as `retitle:17 kill:4`."""
    return [Step(name, int(seed)) for name, _, seed in (word.partition(":") for word in text.split())]


def shrunk(bench: Bench, steps: list[Step], way: Way) -> list[Step]:
    """Fewer steps that still fail, where some can be left out."""
    at = 0
    while at < len(steps):
        fewer = steps[:at] + steps[at + 1 :]
        try:
            bench.run(fewer, way, Tally())
            at += 1
        except AssertionError:
            steps = fewer
    return steps


class StaleError(AssertionError):
    """A site that is not that of a cold build, or another outcome."""

    def __init__(self, differing: Iterable[str], stale: Iterable[str], more: str = ""):
        self.differing, self.stale = sorted(differing), sorted(stale)
        super().__init__(
            f"{len(self.differing)} files differ: {self.differing[:9]}; "
            f"{len(self.stale)} are left over: {self.stale[:9]}; {more}"
        )


@dataclass
class Tally:
    """What was seen in sequences."""

    done: Counter[str] = field(default_factory=Counter)
    """Edits by name."""
    ends: Counter[str] = field(default_factory=Counter)
    """Builds that were: written, withheld, unchanged, killed, refused."""
    differing: int = 0
    """Files with other bytes than those of the cold build."""
    stale: int = 0
    """Files that the cold build does not have."""

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {name}" for name, count in sorted(self.ends.items()))
        return f"{sum(self.done.values())} edits; builds: {ends}; {self.differing} differing, {self.stale} stale files"


class Bench:
    """Where sequences are run: a hub that was built once, to start from, and a clean process for cold builds."""

    def __init__(self, folder: Path):
        self.folder, self.start = folder, folder / "start"
        project = make_whole_hub(self.start)
        self.clean = CleanProcess(project)
        first = update(project, Options(day=DAY), lambda *_: None)
        assert first.written, told(first.problems)
        self._cold: dict[str, tuple[Outcome, Files]] = {}

    def close(self) -> None:
        self.clean.close()

    def run(self, steps: Iterable[Step], way: Way, tally: Tally) -> None:
        """Does the edits one after the other on a copy of the hub.

        Raises:
            StaleError: a build gave what a cold one does not give.
        """
        self._cold.clear()
        root = self.folder / "hub"
        for place in self.folder.glob("hub*"):
            shutil.rmtree(place)
        shutil.copytree(self.start, root, symlinks=True)
        if way.searched:
            (root / "config.yaml").write_text(config(SETTINGS | {"search": "true"}), "utf-8")
        sequence = _Sequence(self, EditedHub(root), way, tally)
        for step in steps:
            sequence.do(step)

    def cold(self, hub: EditedHub) -> tuple[Outcome, Files]:
        """What a build without memory gives and tells; made once in a sequence for the same sources and options."""
        options = replace(hub.options, memo=False)
        key = digest((options, hub.sources()))
        if key not in self._cold:
            out = self.folder / "cold"
            shutil.rmtree(out, ignore_errors=True)
            outcome = self.clean.ask("cold", hub.project, replace(options, output_dir=out))
            assert isinstance(outcome, Outcome), outcome
            self._cold[key] = outcome, site_of(out)
        return self._cold[key]


class _Sequence:
    """One hub on its way through its edits."""

    def __init__(self, bench: Bench, hub: EditedHub, way: Way, tally: Tally):
        self.bench, self.hub, self.way, self.tally = bench, hub, way, tally
        self.tick_ns = last_build.TICK_NS if way.fine_clock else COARSE_NS
        self.sound = hub.sources(), hub.options

    def do(self, step: Step) -> None:
        hub = self.hub
        hub.dice = random.Random(step.seed)
        if not hub.is_sound and hub.dice.random() < 0.8:  # somebody mended it, else faults join faults
            files, hub.options = self.sound
            hub.put_back(files)
        BY_NAME[step.name](hub)
        self.tally.done[step.name] += 1
        if hub.kill_at:
            end = self.bench.clean.ask("kill", hub.project, hub.options, self.tick_ns, hub.kill_at)
            self.tally.ends["killed" if end is None else "ended before"] += 1
        before = _as_next_command_finds(hub.site, self.bench.folder / "before")
        outcome = self._update()
        self._compare(before, outcome)
        hub.is_sound, hub.kill_at, hub.is_full = outcome.written is not None, 0, False
        if hub.is_sound:
            self.sound = hub.sources(), hub.options

    def _update(self) -> Outcome:
        options = replace(self.hub.options, memo=not self.hub.is_full)
        if self.way.in_process:
            with clock_of_files(self.tick_ns):
                return update(self.hub.project, options, lambda *_: None)
        outcome = self.bench.clean.ask("update", self.hub.project, options, self.tick_ns)
        assert isinstance(outcome, Outcome), outcome
        return outcome

    def _compare(self, before: Files, outcome: Outcome) -> None:
        cold, wanted = self.bench.cold(self.hub)
        found = site_of(self.hub.site)
        wanted = wanted if cold.written else before
        differing = [path for path in wanted if found.get(path) != wanted[path]]
        stale = [path for path in found if path not in wanted]
        self.tally.differing += len(differing)
        self.tally.stale += len(stale)
        self.tally.ends[_end(outcome)] += 1
        expected = replace(cold, written=_written(before, wanted) if cold.written else None)
        if differing or stale or outcome != expected:
            raise StaleError(differing, stale, _unlike(outcome, expected))


def _end(outcome: Outcome) -> str:
    if outcome.written is None:
        return "withheld"
    return "written" if outcome.written.written or outcome.written.removed else "unchanged"


def _unlike(outcome: Outcome, expected: Outcome) -> str:
    """In what two outcomes differ."""
    names = [name for name in Outcome.__slots__ if getattr(outcome, name) != getattr(expected, name)]
    return "; ".join(f"{name}: {getattr(outcome, name)!r}, not {getattr(expected, name)!r}" for name in names)


def _written(before: Files, wanted: Files) -> Written:
    """What is to be told of a site that became another."""
    files = {path for path in wanted if path != MANIFEST}
    new = {path for path in files if before.get(path) != wanted[path]}
    gone = sorted(_listed(before) - files, key=lambda path: (path.count("/"), path))
    pages = tuple(path for path in gone if path.endswith(".html"))
    return Written(len(new), len(files) - len(new), len(gone), pages)


def _listed(site: Files) -> set[str]:
    return set(json.loads(site[MANIFEST])["files"]) if MANIFEST in site else set()


def site_of(folder: Path) -> Files:
    """Every file of a site that readers see, its empty folders, and its manifest; nothing half-made beside them."""
    files = dict(_files_below(os.fspath(folder), "")) if folder.is_dir() else {}
    manifest = folder / MANIFEST
    return files | ({MANIFEST: manifest.read_bytes()} if manifest.is_file() else {})


def _files_below(folder: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Files by their path; an empty folder has none, and a name that ends with a slash."""
    with os.scandir(folder) as found:
        entries = list(found)
    if name and not entries:
        yield name, b""
    for entry in entries:
        path = f"{name}{entry.name}"
        if entry.is_dir() and path != STATE:
            yield from _files_below(entry.path, f"{path}/")
        elif entry.is_file():
            with open(entry.path, "rb", buffering=0) as file:
                yield path, file.read()


def _as_next_command_finds(site: Path, spare: Path) -> Files:
    """The site, with an interrupted build finished."""
    if not (site / JOURNAL).exists():
        return site_of(site)
    shutil.rmtree(spare, ignore_errors=True)
    shutil.copytree(site, spare)
    recover(spare)
    return site_of(spare)


@contextmanager
def clock_of_files(tick_ns: int) -> Iterator[None]:
    """Inside, times of files that are whole multiples of it count as those of a coarse clock."""
    usual, last_build.TICK_NS = last_build.TICK_NS, tick_ns
    try:
        yield
    finally:
        last_build.TICK_NS = usual


# ---------------------------------------------------------------- a clean process


class CleanProcess:
    """A process that has read hubgen's own files and built another hub; each task is done in a fork of it.

    So a task costs no start, and knows nothing of other tasks.
    """

    def __init__(self, other: Project):
        command = [sys.executable, "-c", f"from tests.never_stale import serve; serve({os.fspath(other.root)!r})"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, task: str, *about: object) -> object:
        """What a task gives; None where it was killed."""
        assert self._process.stdin and self._process.stdout
        pickle.dump((task, about), self._process.stdin)
        self._process.stdin.flush()
        found = pickle.load(self._process.stdout)
        if isinstance(found, BaseException):
            raise found
        return found

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve(other: str) -> None:
    """The other side of `CleanProcess`."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed by mistake
    build(Project(Path(other)), Options(day=DAY, memo=False, output_dir=Path(other).with_name("first")))
    while True:
        try:
            task, about = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            _answer(task, about, answers)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, status
            pickle.dump(None, answers)
            answers.flush()


def _answer(task: str, about: tuple[Any, ...], answers: BinaryIO) -> None:
    try:
        found: object = TASKS[task](*about)
    except Exception:
        found = AssertionError(f"{task}: {traceback.format_exc()}")
    pickle.dump(found, answers)
    answers.flush()


def _cold(project: Project, options: Options) -> Outcome:
    return outcome_of(build(project, options))


def _update(project: Project, options: Options, tick_ns: int) -> Outcome:
    with clock_of_files(tick_ns):
        return update(project, options, lambda *_: None)


def _killed(project: Project, options: Options, tick_ns: int, point: int) -> Outcome:
    """A build that comes to its end only if it makes fewer changes of files than `point`."""
    seen = 0

    def hook(event: str, about: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(about[2], int) and about[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return _update(project, options, tick_ns)


TASKS: Mapping[str, Any] = {"cold": _cold, "update": _update, "kill": _killed}
