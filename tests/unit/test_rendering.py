"""`hubgen explain` says of a page whether the last build rendered it again, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hubgen.cli.root import cli, hoist
from hubgen.project import Project
from hubgen.stages import build_notes, page_memo
from tests.conftest import BUILD_DAY
from tests.hubs import CONFIG, event, guide, make_hub, term, write_files
from tests.unit.test_row_edit import SETTINGS, SHEET, TOPICS, sheet

FIRST, OTHER = "content/guides/precio.md", "content/guides/otra.md"
GUIDE, REST = "guias/precio.html", "guias/otra.html"


def run(project: Project, *args: str) -> str:
    done = CliRunner().invoke(cli, hoist(("-C", str(project.root), *args, "--date", BUILD_DAY)))
    assert done.exit_code == 0, done.output
    return done.stdout


def told(project: Project, subject: str, *args: str) -> Mapping[str, Any]:
    """What is told of the one page, in JSON."""
    found = json.loads(run(project, "--json", "explain", subject, *args))["renderings"]
    address = f"/{subject}" if subject.endswith(".html") else min(found)
    return found[address]


def is_told(project: Project, subject: str, made: bool, why: list[str], files: list[str]) -> None:
    found = told(project, subject)
    assert (found["made"], found["why"], found["files"]) == (made, why, files)


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    files = {FIRST: guide("Sume sus costos.\n"), OTHER: guide("Otra cosa.\n", title="Otra")}
    project = make_hub(tmp_path / "hub", files)
    run(project, "build")
    return project


def test_first_build_and_nothing_changed(hub: Project):
    for _ in range(2):
        is_told(hub, FIRST, True, ["first"], [])
        run(hub, "build")
    assert "because no earlier build of this site is known" in run(hub, "explain", FIRST)


def test_words_edited(hub: Project, quick: list[bool]):
    write_files(hub.root, {FIRST: guide("Cuente sus costos.\n")})
    run(hub, "build")
    assert quick == [True]
    is_told(hub, FIRST, True, ["edit"], [FIRST])
    is_told(hub, GUIDE, True, ["edit"], [FIRST])
    is_told(hub, OTHER, False, [], [])
    assert f"because a text or a row was edited ({FIRST})" in run(hub, "explain", FIRST)
    assert "nothing that it shows changed" in run(hub, "explain", "/index.html")
    write_files(hub.root, {FIRST: guide("Sume sus costos.\n")})
    run(hub, "build")
    assert quick == [True, True]
    is_told(hub, FIRST, False, ["edit"], [FIRST])
    assert "it was in the memory" in run(hub, "explain", FIRST)


def test_words_edited_where_the_whole_hub_is_built_for_them(hub: Project, quick: list[bool]):
    """The page is made for an edit that comes to nothing, since it names a term now: the whole build makes it again."""
    with hub.config_file.open("a", encoding="utf-8") as config:
        config.write("glossary: link\n")
    write_files(hub.root, {"content/glossary/costo.yaml": term(title="Costo fijo", abbr=None)})
    run(hub, "build")
    write_files(hub.root, {FIRST: guide("Sume cada costo fijo.\n")})
    run(hub, "build")
    assert quick == [False, False]
    is_told(hub, FIRST, True, ["own"], [FIRST])
    assert "it was in the memory" not in run(hub, "explain", FIRST)


def test_file_that_was_only_saved(hub: Project, quick: list[bool]):
    write_files(hub.root, {FIRST: guide("Sume sus costos.\n")})
    run(hub, "build")
    assert quick == [True]
    is_told(hub, FIRST, False, [], [])


def test_title_edited(hub: Project, quick: list[bool]):
    """Lists show it: that takes a whole build. A page that names the entry is told with the file of the entry."""
    write_files(hub.root, {FIRST: guide("Sume sus costos.\n", title="Un título nuevo")})
    run(hub, "build")
    assert quick == [False]
    is_told(hub, FIRST, True, ["own"], [FIRST])
    is_told(hub, "guias/index.html", True, ["own"], [FIRST])
    is_told(hub, OTHER, False, [], [])


def test_whole_build_after_a_quick_edit(hub: Project, quick: list[bool]):
    """What a quick edit made is the build before."""
    write_files(hub.root, {OTHER: guide("Otra cosa más.\n", title="Otra")})
    run(hub, "build")
    write_files(hub.root, {FIRST: guide("Sume sus costos.\n", title="Un título nuevo")})
    run(hub, "build")
    assert quick == [True, False]
    is_told(hub, OTHER, False, [], [])
    is_told(hub, FIRST, True, ["own"], [FIRST])


def test_new_page(hub: Project):
    name = "content/guides/nueva.md"
    write_files(hub.root, {name: guide("Nueva.\n", title="Nueva")})
    run(hub, "build")
    is_told(hub, name, True, ["new"], [name])


def test_row_edited(tmp_path: Path, quick: list[bool]):
    project = make_hub(tmp_path / "hub", {**TOPICS, SHEET: sheet()}, SETTINGS)
    run(project, "build")
    write_files(project.root, {SHEET: sheet({"firma-7": {"contact.hours": "sábados"}})})
    run(project, "build")
    assert quick == [True]
    is_told(project, "organization/firma-7", True, ["edit"], [SHEET])
    is_told(project, "organization/firma-8", False, [], [])


def test_template_edited(hub: Project):
    name = "themes/plain/templates/guide.html"
    for words in ("Uno", "Dos"):
        text = '{% extends "builtin/guide.html" %}{% block main %}' + words + "{{ super() }}{% endblock %}\n"
        write_files(hub.root, {name: text})
        run(hub, "build")
        is_told(hub, FIRST, True, ["template"], [name])
        is_told(hub, "index.html", False, [], [])
    (hub.root / name).unlink()
    run(hub, "build")
    found = told(hub, FIRST)
    assert not found["made"] and found["why"] == ["template"] and found["files"] == [name]


def test_settings_edited(hub: Project):
    write_files(hub.root, {"config.yaml": CONFIG.replace("Centro PYME", "Otro centro")})
    run(hub, "build")
    found = told(hub, GUIDE)
    assert found["made"] and "frame" in found["why"] and found["files"] == ["config.yaml"]
    is_told(hub, f"en/{GUIDE}".replace("guias", "guides"), False, [], [])  # it shows title@en


def test_full_build(hub: Project):
    run(hub, "build", "--full")
    is_told(hub, FIRST, True, ["full"], [])


def test_memory_that_is_gone(hub: Project):
    hub.memo_file.unlink()
    write_files(hub.root, {"config.yaml": f"{CONFIG}\n# a remark\n"})
    run(hub, "build")
    is_told(hub, OTHER, True, ["forgotten"], [])


def test_another_day(tmp_path: Path):
    """Nothing was saved, and a date is over."""
    project = make_hub(tmp_path / "hub", {"content/events/feria.md": event(start="2026-11-23"), FIRST: guide()})
    for day in ("2026-11-22", "2026-11-25"):
        done = CliRunner().invoke(cli, hoist(("-C", str(project.root), "build", "--date", day)))
        assert done.exit_code == 0, done.output
    is_told(project, "event/feria", True, ["day"], [])
    is_told(project, FIRST, False, [], [])


def test_another_program(hub: Project, monkeypatch: pytest.MonkeyPatch):
    """A page that nobody touched is made again, as all are."""
    for module in (page_memo, build_notes):
        monkeypatch.setattr(module, "toolchain", lambda: "another")
    write_files(hub.root, {FIRST: guide("Sume sus costos.\n", title="Un título nuevo")})
    run(hub, "build")
    is_told(hub, OTHER, True, ["program"], [])


def test_other_output_folder(hub: Project, tmp_path: Path):
    folder = str(tmp_path / "other")
    assert json.loads(run(hub, "--json", "explain", FIRST, "--output", folder))["renderings"]["/" + GUIDE] is None
    run(hub, "build", "--output", folder, "--full")
    assert told(hub, FIRST, "--output", folder)["why"] == ["full", "first"]
    is_told(hub, FIRST, True, ["first"], [])


@pytest.mark.parametrize("how", ["damaged", "gone", "other site"])
def test_record_that_tells_nothing(hub: Project, how: str):
    (record,) = (hub.state_dir / "last").glob("*.sqlite3")
    if how == "damaged":
        record.write_bytes(b"x" * 5000)
    elif how == "gone":
        record.unlink()
    else:
        manifest = hub.output_dir / ".hubgen" / "manifest.json"
        manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert told(hub, FIRST) is None
    assert "hubgen build --full" in run(hub, "explain", FIRST)
    run(hub, "build", "--full")
    assert "full" in told(hub, FIRST)["why"]


@pytest.mark.parametrize("how", ["damaged", "earlier"])
def test_record_of_the_build_before_that_tells_nothing(hub: Project, how: str):
    """It is damaged, or that of an earlier build, since it could not be replaced."""
    write_files(hub.root, {FIRST: guide("Sume.\n", title="Un título nuevo")})
    run(hub, "build")
    (before,) = (hub.state_dir / "last").glob("*.before.sqlite3")
    earlier = before.read_bytes()
    write_files(hub.root, {FIRST: guide("Sume.\n", title="Otro título")})
    run(hub, "build")
    is_told(hub, FIRST, True, ["own"], [FIRST])
    before.write_bytes(earlier if how == "earlier" else b"x" * 5000)
    is_told(hub, FIRST, True, ["first"], [])
