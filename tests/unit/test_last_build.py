"""Nothing changed: told at once, and never when something did."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen import last_build, update
from hubgen.model.outcome import Outcome, dump_outcome, load_outcome
from hubgen.options import Options
from hubgen.project import Project
from hubgen.snapshot import of_hub
from hubgen.stages.disk import Disk
from hubgen.stages.journal import Journal, commit, read_journal
from tests.hubs import DAY, guide, make_hub, news

FILES = {
    "content/guides/precio.md": guide(),
    "content/news/feria.md": news(summary="Una feria abre en mayo."),
    "content/static/aviso.txt": "uno\n",
}


def made(project: Project, **options: object) -> tuple[Outcome, bool]:
    """What a build tells, and whether anything was compiled for it."""
    stages: list[str] = []
    asked = Options(**{"day": DAY, **options})  # type: ignore[arg-type]
    outcome = update.update(project, asked, lambda stage, *_: stages.append(stage))
    return outcome, bool(stages)


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    """A hub whose site is made, and whose files are older than any clock's step."""
    project = make_hub(tmp_path / "hub", FILES)
    made(project)
    settle(project.root)
    assert made(project)[1]  # the times differ
    assert not made(project)[1]
    return project


def settle(root: Path) -> None:
    """The sources are of yesterday."""
    for path in root.rglob("*"):
        if path.is_file() and ".hubgen" not in path.parts:
            os.utime(path, (time.time() - 86_400,) * 2)


def test_nothing_changed_tells_what_the_build_told(hub: Project):
    """Warnings too: they hold as long as the hub stands."""
    first, _ = made(hub, memo=False)
    again, compiled = made(hub)
    assert not compiled and again.problems == first.problems and again.problems
    assert again == first.again() and again.written and again.written.unchanged == first.files


def edit(path: str, text: str) -> Callable[[Path], None]:
    return lambda root: Path(root, path).write_text(text, encoding="utf-8") and None


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def same_size_same_time(root: Path) -> None:
    """What a clock that stands, and an editor that keeps times, would do."""
    path = root / "content/news/feria.md"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("mayo", "mazo"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        edit("content/guides/precio.md", guide(title="Otro título")),
        edit("content/guides/nueva.md", guide(title="Nueva")),
        lambda root: (root / "content/news/feria.md").unlink(),
        lambda root: (root / "content/guides/precio.md").rename(root / "content/guides/costo.md"),
        edit("content/static/aviso.txt", "dos\n"),
        lambda root: add(root / "config.yaml", "colour: '#123456'\n"),
        lambda root: (root / "themes/plain/templates").mkdir(parents=True) or edit(
            "themes/plain/templates/_dates.html", "<p>{{ page.title }}"
        )(root),
        same_size_same_time,
        edit("site/index.html", "<p>otro"),
        lambda root: (root / "site/noticias/feria.html").unlink(),
        lambda root: shutil.rmtree(root / "site"),
        lambda root: (root / "site/.hubgen/manifest.json").unlink(),
    ],
)  # fmt: skip
def test_whatever_changes_is_seen(hub: Project, change: Callable[[Path], object]):
    change(hub.root)
    _, compiled = made(hub)
    assert compiled
    assert not made(hub)[1]


@pytest.mark.parametrize(
    "options",
    [
        {"day": datetime.date(2026, 12, 1)},
        {"drafts": True},
        {"strict": True},
        {"base_url": "https://x.example.org/"},
        {"budget": "off"},
    ],
)
def test_what_is_asked_for_counts(hub: Project, options: dict[str, object]):
    outcome, compiled = made(hub, **options)
    assert compiled
    assert made(hub)[1] == bool(outcome.written)  # with faults the site stays, and what is known of it


def test_the_program_counts(hub: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "program.py").write_text("1")
    monkeypatch.setattr(last_build, "PROGRAM", tmp_path)
    assert made(hub)[1]


def test_without_memory_all_is_made_anew(hub: Project):
    assert made(hub, memo=False)[1]


def test_a_hub_with_errors_is_looked_at_each_time(hub: Project):
    """Once they are gone, the site is the one that still stands."""
    first, _ = made(hub)
    (hub.root / "content/guides/mala.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    for _ in range(2):
        outcome, compiled = made(hub)
        assert compiled and outcome.written is None
    (hub.root / "content/guides/mala.md").unlink()
    assert made(hub) == (first, False)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 9}', "\0"])
def test_a_damaged_record_costs_a_build(hub: Project, text: str):
    (record,) = (hub.state_dir / "last").glob("*.json")
    record.write_text(text)
    assert made(hub)[1]
    assert not made(hub)[1]


def test_a_letter_of_the_record_that_a_disk_made_another(hub: Project):
    """What it tells would be wrong."""
    (record,) = (hub.state_dir / "last").glob("*.json")
    data = record.read_bytes()
    record.write_bytes(data.replace(b".html", b".htmn", 1))
    assert record.read_bytes() != data and made(hub)[1]


def test_a_young_file_is_known_by_its_content(hub: Project, monkeypatch: pytest.MonkeyPatch):
    """On a clock that counts in steps, a second change may leave size and times as they were."""
    monkeypatch.setattr(last_build, "YOUNG_NS", 3600 * 10**9)  # a slow machine builds for longer than two seconds
    monkeypatch.setattr(last_build, "TICK_NS", 1)
    path = hub.root / "content/news/feria.md"
    path.write_text(path.read_text("utf-8").replace("mayo", "mazo"), encoding="utf-8")
    made(hub)
    monkeypatch.setattr(last_build, "name_of", lambda files: "the clock stands")
    made(hub)
    assert not made(hub)[1]
    path.write_text(path.read_text("utf-8").replace("mazo", "maíz"), encoding="utf-8")
    assert made(hub)[1]
    page = hub.root / "site/noticias/feria.html"
    page.write_bytes(page.read_bytes().replace(b"feria", b"fERIA"))
    assert made(hub)[1] and b"fERIA" not in page.read_bytes()


@pytest.mark.parametrize(
    ("touched", "age_ns", "young"),
    [
        (1_700_000_000_123_456_789, 19_000_000, True),
        (1_700_000_000_123_456_789, 21_000_000, False),
        (1_700_000_000_120_000_000, 21_000_000, True),  # as exFAT has it
        (1_700_000_000_000_000_000, 1_900_000_000, True),
        (1_700_000_000_000_000_000, 2_100_000_000, False),
    ],
)
def test_how_long_a_file_is_young_is_told_by_its_time(touched: int, age_ns: int, young: bool):
    seen = last_build.Seen([("a", 1, touched, touched, 7)], touched + age_ns)
    assert seen.young() == (["a"] if young else [])


def test_nothing_just_built_is_young(hub: Project):
    made(hub, memo=False)
    (record,) = (hub.state_dir / "last").glob("*.json")
    assert (
        last_build.Seen(
            last_build.site_now(hub.root / "site").files, json.loads(record.read_bytes().partition(b"\n")[2])["site_at"]
        ).young()
        == []
    )


def test_an_outcome_comes_back_as_it_was(hub: Project):
    outcome, _ = made(hub, memo=False)
    assert load_outcome(dump_outcome(outcome)) == outcome


def test_an_edit_while_the_site_is_made_is_seen_by_the_next_build(hub: Project, monkeypatch: pytest.MonkeyPatch):
    """On a clock that counts in steps, it may leave size and times as they were when the build began."""
    monkeypatch.setattr(last_build, "YOUNG_NS", 3600 * 10**9)
    monkeypatch.setattr(last_build, "TICK_NS", 1)
    path = hub.root / "content/news/feria.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("mayo", "mazo"), encoding="utf-8")
    monkeypatch.setattr(last_build, "name_of", lambda files: "the clock stands")

    def meanwhile(stage: str, *_: int) -> None:
        if stage == "writing":
            path.write_text(text.replace("mayo", "maíz"), encoding="utf-8")

    update.update(hub, Options(day=DAY), meanwhile)
    assert made(hub)[1]
    assert "maíz" in (hub.root / "site/noticias/feria.html").read_text("utf-8")


def test_files_of_a_theme_behind_a_link_count(hub: Project):
    """The theme of several hubs may lie in one place; a link in it that leads back to it ends there."""
    shared = hub.root.parent / "shared"
    (shared / "templates").mkdir(parents=True)
    (shared / "all").symlink_to(shared, target_is_directory=True)
    (hub.root / "themes").mkdir()
    (hub.root / "themes/plain").symlink_to(shared, target_is_directory=True)
    for text in ("<p>uno", "<p>dos"):
        (shared / "templates/_dates.html").write_text(text)
        assert made(hub)[1] and text in (hub.root / "site/guias/precio.html").read_text("utf-8")


def test_files_of_content_behind_a_link_count_inside_the_hub(hub: Project):
    """A logo may lie so; what lies outside the hub is never read, and not looked at."""
    (hub.root / "brand").mkdir()
    (hub.root / "content/brand").symlink_to(hub.root / "brand", target_is_directory=True)
    add(hub.config_file, "logo: content/brand/logo.svg\n")
    for line in ("M1 1h7v7z", "M1 1h5v7z"):
        (hub.root / "brand/logo.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{line}"/></svg>'
        )
        assert made(hub)[1] and line in (hub.root / "site/index.html").read_text("utf-8")
    (hub.root / "content/other").symlink_to(hub.root.parent, target_is_directory=True)
    assert not [path for path, *_ in of_hub(hub) if f"{os.sep}other{os.sep}" in path]


def test_a_journal_that_came_back_is_finished(hub: Project):
    """After a power cut, the record of an earlier build may be there again beside the journal of a later one."""
    commit(Journal((), (), (), ()), hub.output_dir, Disk())
    assert made(hub)[1] and read_journal(hub.output_dir) is None
