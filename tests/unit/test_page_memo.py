"""Which changes make a page be rendered again, and which leave it alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hubgen.model.views.page import Page
from hubgen.options import Options
from hubgen.pipeline import verify
from hubgen.project import Project
from hubgen.stages.page_memo import PageMemo
from hubgen.theme import Theme
from tests.hubs import CONFIG, DAY, build, guide, make_hub, write_files

GUIDES = {"content/guides/costos.md": guide(title="Calcular costos"), "content/guides/precio.md": guide()}
OF_TYPE = "themes/plain/templates/guide.html"


def page(slug: str) -> set[str]:
    """The page of a guide in the three languages."""
    return {f"{folder}/{slug}.html" for folder in ("guias", "en/guides", "pt/guias")}


COSTS, PRICE = page("costos"), page("precio")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Paths of the pages that a template made."""
    paths: set[str] = set()
    render = Theme.render

    def noted(theme: Theme, template: str, page) -> str:
        paths.add(page.path)
        return render(theme, template, page)

    monkeypatch.setattr(Theme, "render", noted)
    return paths


def after(root: Path, rendered: set[str], files: Mapping[str, str]) -> set[str]:
    """What is rendered again when those files have changed."""
    write_files(root, files)
    rendered.clear()
    assert build(Project(root), memo=True).written
    return set(rendered)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    project = make_hub(tmp_path / "hub", GUIDES)
    build(project, memo=True)
    return project.root


def test_a_touched_file_renders_nothing(hub: Path, rendered: set[str]):
    assert after(hub, rendered, GUIDES) == set()


def test_a_text_renders_its_page_alone(hub: Path, rendered: set[str]):
    changed = GUIDES["content/guides/precio.md"] + "\nUna línea más.\n"
    assert after(hub, rendered, {"content/guides/precio.md": changed}) == PRICE


def test_a_title_renders_what_shows_it(hub: Path, rendered: set[str]):
    again = after(hub, rendered, {"content/guides/precio.md": guide(title="Poner un precio")})
    assert PRICE | {"guias/index.html", "index.html"} <= again and not COSTS & again


def test_a_template_renders_its_pages(hub: Path, rendered: set[str]):
    own = '{% extends "builtin/guide.html" %}'
    assert after(hub, rendered, {OF_TYPE: own}) == COSTS | PRICE
    assert after(hub, rendered, {OF_TYPE: own + "{% block turn %}{% endblock %}"}) == COSTS | PRICE
    (hub / OF_TYPE).unlink()
    assert after(hub, rendered, {}) == set()  # as they were at first, and still kept


def test_a_piece_that_was_absent_counts(hub: Path, rendered: set[str]):
    """An override of what a template includes comes where there was none."""
    again = after(hub, rendered, {"themes/plain/templates/_dates.html": "x"})
    assert again >= COSTS | PRICE and "index.html" not in again


def test_a_name_that_the_page_makes_may_mean_any_file(hub: Path, rendered: set[str]):
    own = '{% extends "builtin/guide.html" %}{% block turn %}{% include "_mine" ~ ".html" ~ t.skip[:0] %}{% endblock %}'
    assert after(hub, rendered, {OF_TYPE: own, "themes/plain/templates/_mine.html": "1"}) == COSTS | PRICE
    assert after(hub, rendered, {"themes/plain/templates/_mine.html": "2"}) == COSTS | PRICE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.yaml", CONFIG + "colour: '#224466'\n"),
        ("themes/plain/i18n/es.yaml", "skip: Al texto\n"),
        ("themes/plain/assets/plain.css", "main{margin:0}"),
    ],
)
def test_what_every_page_has_renders_them_all(hub: Path, rendered: set[str], name: str, text: str):
    again = after(hub, rendered, {name: text})
    assert {page.relative_to(hub / "site").as_posix() for page in (hub / "site").rglob("*.html")} <= again


@pytest.mark.parametrize("text", [b"{% if %}", b"\xff\xfe{{ x }}"])
def test_a_template_that_cannot_be_read_is_told(hub: Path, text: bytes):
    """Looking for the files that it reads must not end the build."""
    write_files(hub, {OF_TYPE: text})
    found = build(Project(hub), memo=True)
    assert {one.rule for one in found.compiled.problems if one.is_error} == {"theme-error"} and found.written is None


@pytest.mark.parametrize("name", ["templates/guide.html", "assets/plain.css", "i18n/es.yaml"])
def test_a_file_of_the_theme_that_was_another_one_for_a_moment(hub: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    """It was digested, then changed before it was read, and given back: nothing of the moment is remembered."""
    own = hub / "themes/plain" / name
    now = {
        "templates/guide.html": '{% extends "builtin/guide.html" %}',
        "assets/plain.css": ".uno { color: red }",
        "i18n/es.yaml": "skip: Uno\n",
    }[name]
    moment = {"templates/guide.html": "dos", "assets/plain.css": "h1 { color: blue }", "i18n/es.yaml": "skip: Dos\n"}[
        name
    ]
    write_files(hub, {f"themes/plain/{name}": now})
    key = PageMemo._key

    def read_later(memo: PageMemo, template: str, made: Page) -> str:
        found = key(memo, template, made)
        own.write_text(moment)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(PageMemo, "_key", read_later)
        build(Project(hub), memo=True)
    write_files(hub, {f"themes/plain/{name}": now})
    rendered = build(Project(hub), memo=True)
    assert rendered.written and verify(Project(hub), Options(day=DAY)) == []
