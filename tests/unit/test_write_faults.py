"""Old site or new site, nothing between: every single operation of a write is let fail, and is the last one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubgen.model.rendered import Rendered
from hubgen.problems import EnvironmentFailure, RefusedError
from hubgen.stages.disk import Disk
from hubgen.stages.manifest import read_manifest
from hubgen.stages.write import recover, write

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)
OLD = {
    "index.html": b"home",
    "a/one.html": b"1",
    "a/two.html": b"2",
    "b/gone.html": b"x",
    "c": b"c",
    "d/e/f.html": b"f",
}
NEW = {
    "index.html": b"home",
    "a/one.html": b"1!" * 500,
    "a/three.html": b"3",
    "c/g.html": b"g",
    "d/e": b"",
    "n.css": b"n",
}
Site = dict[str, bytes]


class Killed(BaseException):
    """The process is gone: no clean-up of hubgen's gets anything done."""


class Faulty(Disk):
    """Counts the operations; what happens from the chosen one on is the fault's."""

    def __init__(self, at: int, fault: Callable[[], BaseException], lasting: bool):
        self.at, self.fault, self.lasting, self.count = at, fault, lasting, 0

    def step(self, verb: str, path: Path) -> None:
        self.count += 1
        if self.count == self.at or (self.lasting and self.count > self.at):
            raise self.fault()


class TornWrite(Faulty):
    """The fault comes in the middle of the operation, when half the data is written."""

    def step(self, verb: str, path: Path) -> None:
        self.count += 1

    def pour(self, write: Callable[[memoryview], int | None], data: bytes) -> None:
        if self.count >= self.at:
            write(memoryview(data)[: len(data) // 2])
            raise self.fault()
        super().pour(write, data)


def put(out: Path, site: Site, disk: Disk | None = None) -> None:
    files = [Rendered(path, content, "asset" if path.endswith(".css") else "page") for path, content in site.items()]
    write(files, out, built=DAY, base_url="", version="1", disk=disk)


def visible(out: Path) -> Site:
    paths = (path for path in out.rglob("*") if path.is_file())
    names = {path.relative_to(out).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".hubgen/")}


def whole(out: Path) -> tuple[Site, bytes, list[str]]:
    """All there is, hubgen's corner and empty folders included."""
    manifest = out / ".hubgen" / "manifest.json"
    folders = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_dir())
    state = sorted(path.name for path in (out / ".hubgen").iterdir())
    return visible(out), manifest.read_bytes(), folders + state


def is_whole(out: Path, site: Site) -> bool:
    manifest = read_manifest(out)
    return visible(out) == site and set(site) == (set(manifest.files) if manifest else set())


def has_journal(out: Path) -> bool:
    return (out / ".hubgen" / "journal.json").exists()


def is_certain(out: Path) -> bool:
    """Whether the new site is there, or a journal that leads to it; all else has to be the old site."""
    return has_journal(out) or is_whole(out, NEW)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`old`, the site before, and `cold`, the new one built into an absent folder."""
    folder = tmp_path_factory.mktemp("sites")
    put(folder / "old", OLD)
    put(folder / "cold", NEW)
    return folder


def fresh(sites: Path, tmp_path: Path, start: str) -> Path:
    out = tmp_path / "site"
    shutil.rmtree(out, ignore_errors=True)
    if start == "old":
        shutil.copytree(sites / "old", out)
    return out


def no(code: int) -> Callable[[], OSError]:
    return lambda: OSError(code, os.strerror(code))


FAULTS = {
    "full once": (Faulty, no(errno.ENOSPC), False),
    "full": (Faulty, no(errno.ENOSPC), True),
    "full in the middle": (TornWrite, no(errno.ENOSPC), True),
    "denied once": (Faulty, no(errno.EACCES), False),
    "denied": (Faulty, no(errno.EACCES), True),
    "broken": (Faulty, no(errno.EIO), True),
    "read-only": (Faulty, no(errno.EROFS), True),
    "killed": (Faulty, Killed, True),
    "killed in the middle": (TornWrite, Killed, True),
    "ctrl-c": (Faulty, KeyboardInterrupt, False),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("start", ["old", "nothing"])
def test_a_fault_leaves_the_old_site_or_the_new_one(sites: Path, tmp_path: Path, fault: str, start: str):
    """At every operation: a plain message, then old or new, then a next build that needs no cleaning."""
    kind, error, lasting = FAULTS[fault]
    before = OLD if start == "old" else {}
    at = 0
    outcomes = set()
    while True:
        at += 1
        out, disk = fresh(sites, tmp_path, start), kind(at, error, lasting)
        try:
            put(out, NEW, disk)
            failure = None
        except (EnvironmentFailure, Killed, KeyboardInterrupt) as caught:
            failure = caught
        if disk.count < at:
            break
        waits, is_durable = has_journal(out), is_certain(out)
        if isinstance(failure, EnvironmentFailure):
            assert str(out) in str(failure) and failure.mend is not None
            assert ("not yet in place" in str(failure.mend)) == is_durable
        if not is_durable:
            assert visible(out) == before
        assert recover(out) == waits
        assert is_whole(out, NEW if is_durable else before)
        outcomes.add(is_durable)
        put(out, NEW)
        assert whole(out) == whole(sites / "cold")
    assert at > 20 and outcomes == {True, False}
    assert whole(out) == whole(sites / "cold")


def test_a_full_disk_is_given_back_what_was_staged(sites: Path, tmp_path: Path):
    """What did not become a site does not stand in the way of the next try."""
    for at in range(1, 12):
        out = fresh(sites, tmp_path, "old")
        with pytest.raises(EnvironmentFailure):
            put(out, NEW, Faulty(at, no(errno.ENOSPC), lasting=False))
        assert not (out / ".hubgen" / "staging").exists()


def test_the_finish_may_be_cut_short_again_and_again(sites: Path, tmp_path: Path):
    """Each recovery goes one operation further than the one before."""
    put_count = Faulty(10**6, Killed, lasting=True)
    put(fresh(sites, tmp_path, "old"), NEW, put_count)
    for at in range(1, put_count.count + 1):
        out = fresh(sites, tmp_path, "old")
        with pytest.raises(Killed):
            put(out, NEW, Faulty(at, Killed, lasting=True))
        is_durable = is_certain(out)
        for again in range(1, 60):
            try:
                recover(out, Faulty(again, Killed, lasting=True))
                break
            except Killed:
                pass
        assert is_whole(out, NEW if is_durable else OLD)
        put(out, NEW)
        assert whole(out) == whole(sites / "cold")


SCRIPT = """
import ast, os, signal, sys
from datetime import date
from pathlib import Path
from hubgen.model.rendered import Rendered
from hubgen.stages.write import Disk, write

out, at, when, site = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], ast.literal_eval(sys.argv[4])

class Last(Disk):
    count = 0

    def step(self, verb, path):
        self.count += 1
        if self.count == at and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)

    def pour(self, write, data):
        if self.count == at:
            write(data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        super().pour(write, data)

files = [Rendered(path, content, "asset" if path.endswith(".css") else "page") for path, content in site.items()]
write(files, out, built=date(2026, 3, 1), base_url="", version="1", disk=Last())
"""


class Watched(Disk):
    def __init__(self) -> None:
        self.verbs: list[str] = []

    def step(self, verb: str, path: Path) -> None:
        self.verbs.append(verb)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("when", ["before", "middle"])
def test_kill_9_leaves_the_old_site_or_the_new_one(sites: Path, tmp_path: Path, when: str):
    """A real process, a real signal, before each operation and in the middle of each write."""
    put(fresh(sites, tmp_path, "old"), NEW, watched := Watched())
    points = [at for at, verb in enumerate(watched.verbs, 1) if when == "before" or verb == "write"]
    assert len(points) >= (20 if when == "before" else 6)
    outcomes = set()
    for at in points:
        out = fresh(sites, tmp_path, "old")
        arguments = [sys.executable, "-c", SCRIPT, str(out), str(at), when, repr(NEW)]
        status = subprocess.run(arguments, check=False, cwd=ROOT).returncode
        assert status == -signal.SIGKILL
        is_durable = is_certain(out)
        assert is_durable or visible(out) == OLD
        recover(out)
        assert is_whole(out, NEW if is_durable else OLD)
        outcomes.add(is_durable)
        put(out, NEW)
        assert whole(out) == whole(sites / "cold")
    assert outcomes == ({True, False} if when == "before" else {False})


NAMES = ["a", "b", "A", "a/a", "a/b", "b/a/c", "b/a", "c/d/e", "c/d"]


def without_clashes(site: Site) -> Site:
    return {path: text for path, text in site.items() if not any(other.startswith(f"{path}/") for other in site)}


site = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"", b"1", b"2"]), max_size=6).map(without_clashes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(site, site, st.integers(1, 40), st.sampled_from(sorted(FAULTS)))
def test_any_two_sites_any_fault(tmp_path: Path, old: Site, new: Site, at: int, fault: str):
    """Names that change from file to folder and back, names that differ in case alone."""
    out = tmp_path / "site"
    shutil.rmtree(out, ignore_errors=True)
    put(out, old)
    kind, error, lasting = FAULTS[fault]
    try:
        put(out, new, kind(at, error, lasting))
        expected = [new]
    except (EnvironmentFailure, Killed, KeyboardInterrupt):
        # A kill after the journal's own end leaves the new site without a journal.
        expected = [new] if has_journal(out) else [old, new]
    recover(out)
    assert any(is_whole(out, each) for each in expected)
    put(out, new)
    put(tmp_path / "cold", new)
    assert whole(out) == whole(tmp_path / "cold")
    shutil.rmtree(tmp_path / "cold")


# ---------------------------------------------------------------- journals that are not as we left them


@pytest.fixture
def waiting(sites: Path, tmp_path: Path) -> Path:
    """A site whose journal waits: some moves are made, some not."""
    out = fresh(sites, tmp_path, "old")
    counted = Faulty(10**6, Killed, lasting=True)
    put(out, NEW, counted)
    for at in range(counted.count, 0, -1):
        out = fresh(sites, tmp_path, "old")
        with pytest.raises(Killed):
            put(out, NEW, Faulty(at, Killed, lasting=True))
        if (out / ".hubgen" / "staging" / "c" / "g.html").exists():
            break
    assert has_journal(out) and (out / "n.css").exists()
    return out


@pytest.mark.parametrize("damage", ["staged gone", "staged other", "journal cut", "journal path", "journal odd"])
def test_a_damaged_journal_is_not_applied(waiting: Path, damage: str):
    """Nothing changes, and the message names the mend."""
    journal, staged = waiting / ".hubgen" / "journal.json", waiting / ".hubgen" / "staging" / "c" / "g.html"
    text = journal.read_text()
    if damage == "staged gone":
        staged.unlink()
    elif damage == "staged other":
        staged.write_bytes(b"?")
    elif damage == "journal cut":
        journal.write_text(text[:-5])
    elif damage == "journal path":
        journal.write_text(text.replace("b/gone.html", "../../mine"))
    else:
        journal.write_text(text.replace('"moves"', '"movies"'))
    before = visible(waiting)
    for call in (lambda: recover(waiting), lambda: put(waiting, NEW)):
        with pytest.raises(EnvironmentFailure) as caught:
            call()
        assert f'delete the folder "{waiting}"' in str(caught.value.mend)
    assert visible(waiting) == before


def test_a_journal_of_a_newer_hubgen_is_refused(waiting: Path):
    journal = waiting / ".hubgen" / "journal.json"
    journal.write_text(journal.read_text().replace('"format":1', '"format":2'))
    with pytest.raises(RefusedError, match="format 2"):
        recover(waiting)


def test_a_link_planted_meanwhile_is_not_followed(waiting: Path, tmp_path: Path):
    """The rest of the moves stay inside the site."""
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.rmtree(waiting / "c", ignore_errors=True)
    (waiting / "c").unlink(missing_ok=True)
    (waiting / "c").symlink_to(mine)
    with pytest.raises(RefusedError):
        recover(waiting)
    assert list(mine.iterdir()) == []
    (waiting / "c").unlink()
    assert recover(waiting) and is_whole(waiting, NEW)


def test_nothing_to_recover(tmp_path: Path):
    assert recover(tmp_path / "absent") is False
    put(tmp_path / "site", OLD)
    assert recover(tmp_path / "site") is False
    assert is_whole(tmp_path / "site", OLD)
