"""`hubgen build` is killed, or meets a full disk, anywhere while it writes: the site is the old one or the new one.

The single operations of writing are tested in `unit/test_write_faults.py`; here a whole command is cut short.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from hubgen.project import Project
from hubgen.stages.write import recover
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import (
    CONFIG,
    build,
    document,
    financing,
    guide,
    make_hub,
    news,
    organization,
    public,
    tree,
    write_files,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")

KILLED_AT = 50
FULL_AT = 20

# Runs `hubgen build` once per point, each in a child of its own, on a site that is the old one again. A child meets its
# fate at that operation of the writing stage. Prints a line of JSON for each: exit code or signal, and what was said.
DRIVER = r"""
import errno, json, os, shutil, signal, sys
from datetime import date
from pathlib import Path

import hubgen.cli.build
from hubgen.cli.main import main
from hubgen.options import Options
from hubgen.pipeline import compile_hub
from hubgen.project import Project
from hubgen.stages.disk import Disk

hub, old, fate, points, outcomes = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4]), sys.argv[5]
site = os.path.join(hub, "site")
verbs = []

def run(point):
    def step(self, verb, path):
        verbs.append(verb)
        if fate == "kill" and len(verbs) == point:
            os.kill(os.getpid(), signal.SIGKILL)
        if fate == "full" and len(verbs) >= point and verb in ("mkdir", "write", "copy"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    Disk.step = step
    said = os.open(os.path.join(outcomes, f"{point}.txt"), os.O_CREAT | os.O_WRONLY)
    os.dup2(said, 1), os.dup2(said, 2)
    code = 0
    try:
        main(["-C", hub, "build", "--date", DAY])
    except SystemExit as end:
        code = end.code or 0
    sys.stdout.flush(), sys.stderr.flush()
    if fate == "count":
        with open(os.path.join(outcomes, "verbs.json"), "w") as file:
            json.dump(verbs, file)
    os._exit(code)

# What each child would load and read for itself is there once: five times faster.
compile_hub(Project(Path(hub)), Options(day=date.fromisoformat(DAY), memo=False))
for point in points:
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(old, site)
    child = os.fork()
    if child == 0:
        run(point)
    _, status = os.waitpid(child, 0)
    shutil.copytree(site, os.path.join(outcomes, f"{point}"), symlinks=True)
    print(json.dumps([point, os.waitstatus_to_exitcode(status)]), flush=True)
"""


ROOM = ("mkdir", "write", "copy")  # what takes room on a disk


SMALL = (
    "\n".join(line for line in CONFIG.splitlines() if "@" not in line).replace("[es, en, pt]", "[es]")
    + """
facets: {guide: [], news: [], organization: [], document: [], financing: [sizes]}
"""
)


def last_of(verbs: list[str], verb: str) -> int:
    """The number of the last operation of a kind, from 1."""
    return len(verbs) - verbs[::-1].index(verb)


@dataclass(frozen=True)
class Change:
    """A hub whose content was changed since its last build, and the sites before and after."""

    project: Project
    old: Path
    new: Path
    verbs: list[str]
    """The operations of the build that turns the one into the other."""


def hub_files(changed: bool) -> dict[str, str | bytes]:
    """Before: guides, news and a list of files; after: some new, some gone, some other, a title in every menu page."""
    files: dict[str, str | bytes] = {}
    for n in range(12):
        if n % 4 != (1 if changed else 2):
            files[f"content/guides/g{n}.md"] = guide(
                f"Texto {n}{'!' if changed and n % 2 else ''}.\n", title=f"Guía {n}"
            )
    files["content/news/feria.md"] = news(title="Abre la feria" if changed else "Feria")
    files["content/financing/linea.md"] = financing()
    files["content/directory/cafe.yaml"] = organization()
    files["content/documents/caja.yaml"] = document(path="archivos/caja.csv", url=None, license="CC0-1.0")
    files["content/documents/archivos/caja.csv"] = b"a,b\r\n" + (b"3,4\r\n" if changed else b"1,2\r\n")
    files[f"content/static/{'nuevo' if changed else 'viejo'}.txt"] = b"x"
    return files


def drive(project: Project, old: Path, fate: str, points: list[int], outcomes: Path) -> dict[int, int]:
    outcomes.mkdir()
    command = [
        sys.executable,
        "-c",
        DRIVER.replace("DAY", repr(BUILD_DAY)),
        str(project.root),
        str(old),
        fate,
        json.dumps(points),
        str(outcomes),
    ]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=500)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory) -> Change:
    folder = tmp_path_factory.mktemp("kill")
    project = make_hub(folder / "hub", hub_files(changed=False), SMALL)
    build(project)
    shutil.move(project.output_dir, folder / "old")
    shutil.rmtree(project.content_dir)
    write_files(
        project.root,
        {
            "content/topics/vender.yaml": "title: Vender\nsummary: Clientes y ferias de aquí.\n",
            **hub_files(changed=True),
        },
    )
    assert build(project, output_dir=folder / "new").written is not None
    assert drive(project, folder / "old", "count", [0], folder / "count") == {0: 0}
    assert public(project.output_dir) == public(folder / "new")
    return Change(project, folder / "old", folder / "new", json.loads((folder / "count" / "verbs.json").read_text()))


def spread(points: list[int], count: int) -> list[int]:
    """So many of the points, from the first to the last."""
    return [points[n * (len(points) - 1) // (count - 1)] for n in range(count)]


def test_a_killed_build_leaves_the_old_site_or_the_new_one(change: Change, tmp_path: Path):
    """kill -9 at fifty operations from the first to the last: none is mixed, none is gone, none needs help."""
    check_killed(change, tmp_path, KILLED_AT)


@pytest.mark.slow
def test_a_build_killed_at_any_operation_leaves_the_old_site_or_the_new_one(change: Change, tmp_path: Path):
    """The same at every operation of the build."""
    check_killed(change, tmp_path, len(change.verbs))


def check_killed(change: Change, tmp_path: Path, count: int) -> None:
    """Kill the build at that many of its operations and look at what each leaves."""
    points = spread(list(range(1, len(change.verbs) + 1)), count)
    assert len(set(points)) == count
    codes = drive(change.project, change.old, "kill", points, tmp_path / "outcomes")
    assert codes == dict.fromkeys(points, -9)
    old, new = public(change.old), public(change.new)
    assert old != new
    counts: Counter[str] = Counter()
    for point in points:
        site = tmp_path / "outcomes" / str(point)
        was_committed = (site / ".hubgen" / "journal.json").exists()
        if not was_committed:
            counts[
                "old at once" if public(site) == old else "new at once" if public(site) == new else "mixed at once"
            ] += 1
        recover(site)
        found = public(site)
        counts["old" if found == old else "new" if found == new else "mixed"] += 1
        assert was_committed == (found == new) or public(site) == new
        if point in points[::7]:
            build(change.project, output_dir=site)
            assert state(site) == state(change.new), point
    assert counts["mixed"] == counts["mixed at once"] == 0
    assert counts["old"] >= 5 and counts["new"] >= 5 and counts["old"] + counts["new"] == count, counts


def state(site: Path) -> dict[str, bytes]:
    """All that a site holds, its manifest too; the lock says nothing."""
    return {name: data for name, data in tree(site).items() if "lock" not in name and "holder" not in name}


def test_the_next_command_finishes_what_was_cut_short(change: Change, tmp_path: Path):
    """Even a build that is withheld for a fault in the content first puts the new site in place."""
    last = last_of(change.verbs, "rename") - 3
    drive(change.project, change.old, "kill", [last], tmp_path / "outcomes")
    site = tmp_path / "outcomes" / str(last)
    assert (site / ".hubgen" / "journal.json").exists()
    broken = make_hub(tmp_path / "broken", {"content/guides/a.md": guide(kind="nothing")})
    assert build(broken, output_dir=site).written is None
    assert public(site) == public(change.new)


def test_a_full_disk_leaves_the_old_site(change: Change, tmp_path: Path):
    """From any operation on: exit 3, one message with its mend, no traceback, every byte as it was."""
    # The first rename puts the journal in place: up to there all is written, from there on the new site is certain.
    points = spread([at for at in range(1, change.verbs.index("rename") + 1) if change.verbs[at - 1] in ROOM], FULL_AT)
    codes = drive(change.project, change.old, "full", points, tmp_path / "outcomes")
    assert codes == dict.fromkeys(points, 3)
    for point in points:
        site = tmp_path / "outcomes" / str(point)
        assert state(site) == state(change.old), point
        assert not (site / ".hubgen" / "staging").exists()
        said = (tmp_path / "outcomes" / f"{point}.txt").read_text("utf-8").splitlines()
        assert len(said) == 2 and said[0].startswith("error: the disk is full: ") and said[1].startswith("   mend "), (
            said
        )


def test_a_disk_that_fills_up_later_still_gives_the_new_site(change: Change, tmp_path: Path):
    """With all pages staged, the next command puts them in place as soon as there is room."""
    first = change.verbs.index("rename") + 1
    points = [at for at, verb in enumerate(change.verbs, 1) if at > first and verb in ROOM][:3]
    assert points
    codes = drive(change.project, change.old, "full", points, tmp_path / "outcomes")
    assert codes == dict.fromkeys(points, 3)
    for point in points:
        site = tmp_path / "outcomes" / str(point)
        said = (tmp_path / "outcomes" / f"{point}.txt").read_text("utf-8").splitlines()
        assert len(said) == 2 and "not yet in place" in said[1], said
        assert recover(site) and public(site) == public(change.new)
