"""The same content and day give the same bytes, whatever the machine, the time, the place and the order of files."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from hubgen.project import Project
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import (
    SEARCHED,
    document,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    standard,
    translation,
    tree,
)
from tests.hubs import build as build_here

NEXT_DAY = "2026-11-23"
SEEDS = ("0", "1", "random")
ZONES = ("UTC", "Asia/Kathmandu", "Pacific/Apia")
ORDERS = (1, 2)
"""Seeds of the order in which folders list their files."""
FLAGS = ((), ("--workers", "1"), ("--workers", "2"), ("--workers", "4"))
"""Options of the command that change no byte."""
FACETS = """\
facets:
  organization: [sectors, kind]
  guide: [topics]
facet_pairs:
  financing: [[instruments, sizes]]
"""

# Puts the names of every folder in an order of its own, takes over the locale as a graphical program would, and lets
# even a small hub have its worker processes: no page is made before they are there, and each notes what it made.
SITECUSTOMIZE = """\
import locale, os, random
_list, _scan = os.listdir, os.scandir

def listdir(*where):
    names = _list(*where)
    random.Random(SEED).shuffle(names)
    return names

class scandir:
    def __init__(self, *where):
        with _scan(*where) as found:
            self._found = list(found)
        random.Random(SEED).shuffle(self._found)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def __iter__(self):
        return iter(self._found)
    def __next__(self):
        if not self._found:
            raise StopIteration
        return self._found.pop()
    def close(self):
        pass

os.listdir, os.scandir = listdir, scandir
import hubgen.workers
hubgen.workers.MUCH = hubgen.workers.MISSED = hubgen.workers.PARCEL = 1

class Worker(hubgen.workers._Worker):
    def __init__(self):
        super().__init__()
        self.made = 0
        self.wait()
    def _heard(self):
        results = super()._heard()
        self.made += sum(one is not None for one in results or ())
        return results
    def end(self):
        with open(os.environ["MADE_BY_WORKERS"], "a") as file:
            file.write(f"{self.made} ")
        super().end()

hubgen.workers._Worker = Worker
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
"""

WORDS = ("Ñandú", "ñame", "Nogal", "Ágil", "agua", "Über", "zapote", "Éxito", "oca", "Ópalo", "İpek", "ßtein")


def files() -> dict[str, str | bytes]:
    """A hub of some 50 entries in three languages, with equal titles, equal days and letters that sort differently."""
    found: dict[str, str | bytes] = {
        "content/about.md": "---\ntitle: Acerca de\nsummary: Quién lo hace y para quién.\n---\nNosotros.\n"
    }
    for n in range(24):
        word = WORDS[n % len(WORDS)]
        found[f"content/directory/o{n:02}.yaml"] = organization(
            title=f"{word} {n // 12}", sectors='["10"]' if n % 2 else '["0127"]'
        )
    for n in range(14):
        found[f"content/guides/g{n:02}.md"] = guide(
            f"## Uno\n\nTexto {n}.\n", title=WORDS[n % len(WORDS)], date="2026-03-02"
        )
        if n % 3 == 0:
            found[f"content/guides/g{n:02}.en.md"] = translation(
                f"Text {n}.\n", title=f"Guide {n}", summary="How to do it step by step."
            )
    for n in range(5):
        found[f"content/financing/f{n}.md"] = financing(
            title=f"Línea {n}", amount_max=str(10_000 * n + 10_000), currency="HNL"
        )
        found[f"content/news/n{n}.md"] = news(title=f"Nota {n}")
    found["content/events/rueda.md"] = event()
    found["content/standards/fito.yaml"] = standard()
    found["content/documents/caja.yaml"] = document(url=None, path="archivos/caja.csv", license="CC0-1.0")
    found["content/documents/archivos/caja.csv"] = b"a,b\r\n1,2\r\n"
    found["content/static/humans.txt"] = b"x"
    return found


def build(
    project: Project,
    out: Path,
    day: str = BUILD_DAY,
    source: Path = ROOT,
    flags: tuple[str, ...] = (),
    **environment: str,
) -> dict[str, bytes]:
    """The site as a process of its own makes it: every file, the manifest included."""
    command = [
        sys.executable,
        "-m",
        "hubgen",
        "-q",
        "-C",
        str(project.root),
        "build",
        "--date",
        day,
        "--output",
        str(out),
        *flags,
    ]
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("TZ", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE") and not name.startswith(("LC_", "LANG"))
    }
    path = os.pathsep.join([environment.pop("BEFORE", ""), str(source)]).strip(os.pathsep)
    done = subprocess.run(
        command, cwd=source, text=True, capture_output=True, env=clean | {"PYTHONPATH": path} | environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return site_of(out)


def site_of(out: Path) -> dict[str, bytes]:
    found = tree(out)
    assert ".hubgen/manifest.json" in found
    return found


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_hub(tmp_path_factory.mktemp("hub") / "hub", files(), SEARCHED + FACETS)


@pytest.fixture(scope="module")
def first(hub: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = build(hub, tmp_path_factory.mktemp("first") / "site", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    assert len(site) > 200
    return site


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
        {"PYTHONHASHSEED": "random", "TZ": "Pacific/Apia", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_the_machine_does_not_matter(
    hub: Project, first: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
):
    """Hash seed, time zone and locale change no byte, nor the order of anything."""
    assert differing(first, build(hub, tmp_path / "site", **environment)) == []


INDEX_OF_THE_EXAMPLE = """\
import sys
from datetime import date
from pathlib import Path
from hubgen.digest import digest
from hubgen.explain.survey import survey
from hubgen.options import Options
from hubgen.project import Project
from hubgen.search.index import build_index
from hubgen.search.service import Service
from hubgen.stages.plan.planner import plan

found, _ = survey(Project(Path(sys.argv[1])), Options(day=date.fromisoformat(sys.argv[2]), memo=False))
texts = {lang: found.theme.texts(lang) for lang in found.config.languages}
documents = plan(found.site, found.config, texts).documents()
with Service() as pagefind:
    files = build_index(documents, pagefind)
print(len(documents), len(files), digest([list(pair) for pair in files.items()]))
"""


def test_two_runs_of_pagefind_give_one_index():
    """Of the example hub: names, bytes and order of all files; pagefind alone names some of them anew each time."""
    found = set()
    for seed in ("0", "random"):
        command = [sys.executable, "-c", INDEX_OF_THE_EXAMPLE, str(ROOT), BUILD_DAY]
        done = subprocess.run(
            command, cwd=ROOT, text=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}, timeout=120
        )
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
    assert int(next(iter(found)).split()[0]) > 300


def in_another_order(folder: Path, seed: int) -> str:
    """The place of a file that lets every folder list its files in an order of its own; for PYTHONPATH."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SITECUSTOMIZE.replace("SEED", str(seed)))
    return str(folder)


def test_the_order_of_a_folder_does_not_matter(first: dict[str, bytes], tmp_path: Path):
    """Files made in another order, in a folder that lists them in any order."""
    before = in_another_order(tmp_path / "before", 1)
    other = make_hub(tmp_path / "hub", dict(reversed(files().items())), SEARCHED + FACETS)
    environment = {"BEFORE": before, "PYTHONHASHSEED": "random", "MADE_BY_WORKERS": os.devnull}
    assert differing(first, build(other, tmp_path / "site", **environment)) == []


def copy_of(hub: Project, folder: Path) -> tuple[Path, Project]:
    """hubgen and the hub elsewhere, in folders whose names need care."""
    source, place = folder / "otra copia ñ" / "src", folder / "a & b" / "hub"
    for name in ("hubgen", "themes"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "_bundled"))
    for name in ("content", "config.yaml"):
        origin = hub.root / name
        if origin.is_dir():
            shutil.copytree(origin, place / name)
        else:
            shutil.copy(origin, place)
    return source, Project(place)


def test_the_place_does_not_matter(hub: Project, first: dict[str, bytes], tmp_path: Path):
    """No file of the site knows where it was made."""
    source, other = copy_of(hub, tmp_path)
    found = build(other, tmp_path / "some where" / "site", source=source)
    assert differing(first, found) == []
    assert not [path for path, data in found.items() if str(tmp_path).encode() in data]


@pytest.fixture(scope="module")
def elsewhere(hub: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Project]:
    return copy_of(hub, tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "zone", "order", "flags"), [*itertools.product(SEEDS, ZONES, ORDERS, FLAGS)])
def test_no_mix_of_all_this_matters(
    first: dict[str, bytes], elsewhere: tuple[Path, Project], tmp_path: Path,
    seed: str, zone: str, order: int, flags: tuple[str, ...],
):  # fmt: skip
    """Hash seed, zone, order of folders, options that change no byte, another place: each with each of the others.

    Where workers are asked for, each of them makes pages.
    """
    source, other = elsewhere
    before = in_another_order(tmp_path / "before", order)
    shutil.rmtree(other.state_dir, ignore_errors=True)
    made = tmp_path / "made"
    environment = {"BEFORE": before, "PYTHONHASHSEED": seed, "TZ": zone, "MADE_BY_WORKERS": str(made)}
    found = build(other, tmp_path / "site", source=source, flags=flags, **environment)
    assert differing(first, found) == []
    if flags:
        by_workers = [int(number) for number in made.read_text().split()] if made.exists() else []
        assert len(by_workers) == int(flags[1]) - 1
        assert all(number > 10 for number in by_workers), by_workers


def test_what_is_remembered_does_not_matter(hub: Project, first: dict[str, bytes], tmp_path: Path):
    """A build with the memory of an earlier one gives the bytes of one without."""
    assert hub.memo_file.is_file()
    assert differing(first, build(hub, tmp_path / "warm")) == []
    shutil.rmtree(hub.state_dir)
    assert differing(first, build(hub, tmp_path / "cold")) == []


def test_a_second_build_touches_no_file(hub: Project, tmp_path: Path):
    """Built in place again: same inodes, same times, and it says so."""
    build_here(hub, output_dir=tmp_path / "site")
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files_of(tmp_path / "site")}
    report = build_here(hub, output_dir=tmp_path / "site").written
    assert report is not None and (report.written, report.removed, report.unchanged) == (
        0,
        0,
        len(report.manifest.files),
    )
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in files_of(tmp_path / "site")} == before


def files_of(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_file() and "lock" not in path.name]


def test_a_day_later_only_the_manifest_differs(hub: Project, first: dict[str, bytes], tmp_path: Path):
    """No page tells the day of its build: where no state changes in the night, nothing has to be uploaded."""
    later = build(hub, tmp_path / "site", NEXT_DAY)
    assert differing(first, later) == [".hubgen/manifest.json"]
    assert (
        first[".hubgen/manifest.json"].replace(BUILD_DAY.encode(), NEXT_DAY.encode()) == later[".hubgen/manifest.json"]
    )


def test_the_clock_gives_the_day_only_where_nothing_else_does(hub: Project, tmp_path: Path):
    """SOURCE_DATE_EPOCH stands for the clock; the zone of the hub says which day that moment is in."""
    command = [sys.executable, "-m", "hubgen", "-q", "-C", str(hub.root), "build", "--output", str(tmp_path / "site")]
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": "1795402800",
        "PYTHONPATH": str(ROOT),
        "TZ": "Pacific/Apia",
    }  # 23 Nov 2026, 03:00 UTC
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    assert f'"built":"{BUILD_DAY}"'.encode() in (tmp_path / "site" / ".hubgen" / "manifest.json").read_bytes()
