"""Words are edited in a hub with a search: its index is made anew and nothing else, and the site is as built anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hubgen import search_edit, update
from hubgen.last_build import LastBuild
from hubgen.memo import Memo
from hubgen.model.outcome import Outcome
from hubgen.options import Options, output_of
from hubgen.problems import EnvironmentFailure
from hubgen.project import Project
from hubgen.search.canonical import FOLDER
from hubgen.stages import index, kept_pages
from hubgen.stages.edited_text import OthersTouchedError
from tests.hubs import DAY, SEARCHED, guide, make_hub, organization, translation, write_files
from tests.site_files import cold, site

PRICE = "Sume sus costos.\n\n## Margen\n\nVea [la otra guía](guide/largo).\n"
SECTIONS = "\n\n".join(f"## Parte {n}\n\n" + " ".join(f"Palabra{n} número {m}." for m in range(420)) for n in range(6))
LONG = f"Antes de todo.\n\n{SECTIONS}\n"
HEADER = "slug,title,summary,kind,countries,sectors,topics,consent,contact.name,contact.phone\n"
SHEET = f"""{HEADER}uno,Firma uno,Vende cajas.,company,HN,A,vender,2025-12-01,Rosa,+504 2200-0001
dos,Firma dos,Vende bolsas.,company,HN,A,vender,2025-12-01,Juan,+504 2200-0002
"""
FILES = {
    "content/guides/precio.md": guide(PRICE),
    "content/guides/precio.en.md": translation(
        "Add up your costs.\n\n## Margin {: #margen}\n\nMore.\n", title="Price it", summary="How to price it."
    ),
    "content/guides/largo.md": guide(LONG, title="Una guía larga"),
    "content/directory/firmas.csv": SHEET,
}


def built(project: Project, **options: object) -> Outcome:
    return update.update(project, Options(**{"day": DAY, **options}), lambda *_: None)  # type: ignore[arg-type]


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    project = make_hub(tmp_path / "hub", FILES, SEARCHED)
    outcome = built(project)
    assert outcome.written, outcome.problems
    return project


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of each index that is made, how many documents it has."""
    found: list[int] = []
    make = index.build_index
    monkeypatch.setattr(
        index, "build_index", lambda documents, service: (found.append(len(documents)), make(documents, service))[1]
    )
    return found


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/guides/precio.md", "Sume sus costos", "Reúna sus facturas, y sume"),
        ("content/guides/precio.en.md", "Add up", "Gather"),
        ("content/guides/largo.md", "Palabra4 número 7.", "Un palabrón."),
        ("content/directory/firmas.csv", "Vende bolsas.", "Vende canastas."),
    ],
)
def test_words_that_are_searched(hub: Project, quick: list[bool], indexes: list[int], file: str, old: str, new: str):
    before = site(hub)
    edit(hub, file, old, new)
    outcome = built(hub)
    after = site(hub)
    assert quick == [True] and len(indexes) == 1 and after == cold(hub)
    assert outcome.written and outcome.files == len(after)
    assert outcome.written.written == len([path for path in after if after[path] != before.get(path)])
    assert outcome.written.removed == len(before.keys() - after.keys()) > 0
    assert built(hub).written.written == 0 and quick == [True]  # type: ignore[union-attr]


def test_what_is_told_is_what_a_whole_build_tells(hub: Project, tmp_path: Path):
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")
    outcome = built(hub)
    whole = built(hub, output_dir=tmp_path / "whole", memo=False)
    assert outcome.files == whole.files
    assert (outcome.home_bytes, outcome.heaviest_bytes) == (whole.home_bytes, whole.heaviest_bytes)


def test_edits_follow_one_another_and_are_undone(hub: Project, quick: list[bool]):
    first = site(hub)
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")
    built(hub)
    edit(hub, "content/directory/firmas.csv", "Vende cajas.", "Vende cestas.")
    edit(hub, "content/guides/precio.en.md", "Add up", "Gather")
    built(hub)
    assert site(hub) == cold(hub)
    write_files(hub.root, FILES)
    built(hub)
    assert site(hub) == first and quick == [True] * 3


def test_words_that_nobody_searches_for(hub: Project, quick: list[bool], indexes: list[int]):
    """A telephone is shown, not searched: the index stands as it is."""
    before = site(hub)
    edit(hub, "content/directory/firmas.csv", "+504 2200-0002", "+504 2200-0099")
    built(hub)
    after = site(hub)
    assert quick == [True] and indexes == [] and after == cold(hub)
    assert not [path for path in after if after[path] != before[path] and path.startswith(FOLDER)]


def test_an_index_that_is_not_wanted(hub: Project, quick: list[bool], indexes: list[int]):
    built(hub, index=False)
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")
    built(hub, index=False)
    assert quick[-1] and indexes == []


def test_words_that_stand_twice_on_the_page(tmp_path: Path, quick: list[bool]):
    """Which of them were edited is not known: the whole hub is built."""
    project = make_hub(tmp_path / "hub", {"content/guides/a.md": guide("Sume.\n", summary="Sume. Reste.")}, SEARCHED)
    assert built(project).written
    edit(project, "content/guides/a.md", "\nSume.\n", "\nSume todo.\n")
    built(project)
    assert quick == [False] and site(project) == cold(project)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM documents",
        "DELETE FROM documents WHERE path LIKE 'guias/%'",
        "UPDATE documents SET document = x'00'",
        "UPDATE documents SET path = path || 'x' WHERE path = 'guias/precio.html'",
        "UPDATE documents SET number = 99 WHERE number = 1",
        "DELETE FROM pages WHERE template = 'search.html'",
        "UPDATE pages SET template = 'list.html' WHERE template = 'search.html'",
    ],
)
def test_documents_and_pages_that_are_lost(hub: Project, quick: list[bool], damage: str):
    kept = LastBuild(hub, Options(day=DAY), output_of(hub, Options(day=DAY))).pages_file
    with closing(sqlite3.connect(kept)) as db:
        db.execute(damage)
        db.commit()
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")
    built(hub)
    assert quick == [False] and site(hub) == cold(hub)


def test_a_document_that_could_not_be_noted(hub: Project, quick: list[bool], monkeypatch: pytest.MonkeyPatch):
    """In a damaged file it may not be found, and the old one is as sound as ever."""
    monkeypatch.setattr(kept_pages, "SAME_DOCUMENT", f"{kept_pages.SAME_DOCUMENT} AND false")
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")
    built(hub)
    edit(hub, "content/directory/firmas.csv", "Vende cajas.", "Vende cestas.")
    built(hub)
    assert quick == [True, False] and site(hub) == cold(hub)


def test_a_search_that_fails_leaves_the_site(hub: Project, monkeypatch: pytest.MonkeyPatch):
    before = site(hub)
    edit(hub, "content/guides/precio.md", "Sume", "Reúna")

    def fail(*_: object) -> dict[str, bytes]:
        raise EnvironmentFailure("pagefind fails")  # type: ignore[arg-type]

    with monkeypatch.context() as patch, pytest.raises(EnvironmentFailure):
        patch.setattr(index, "build_index", fail)
        built(hub)
    assert site(hub) == before
    built(hub)
    assert site(hub) == cold(hub) != before


def test_the_memory_holds_the_index_of_the_last_edit_alone(hub: Project):
    """Each is as large as the site of a small hub."""
    query = "SELECT count(*) FROM results WHERE instr(value, CAST('pagefind/pagefind-entry.json' AS BLOB))"
    sizes = []
    for number in range(3):
        edit(hub, "content/guides/precio.md", f"Sume{'.' * number}", f"Sume{'.' * (number + 1)}")
        built(hub)
        with Memo.open(hub.memo_file) as memo:
            (size,) = memo._db.execute(query).fetchone()  # type: ignore[union-attr]
            sizes.append(size)
    assert sizes == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "old", "new"), [("a a a", "a a", "b"), ("b", "a", "c"), ("a b", "", "c"), ("a b", "b", "")]
)
def test_a_text_that_cannot_be_told_from_others(said: str, old: str, new: str):
    with pytest.raises(OthersTouchedError):
        search_edit._with_text(said, old, new)


def test_a_firm_with_a_page_in_one_language(tmp_path: Path, quick: list[bool]):
    """The search of the other languages knows nothing of its page."""
    files = {"content/directory/firma.yaml": organization(), "content/guides/a.md": guide("Palabras.\n")}
    project = make_hub(tmp_path / "hub", files, SEARCHED)
    assert built(project).written
    edit(project, "content/guides/a.md", "Palabras.", "Otras palabras.")
    built(project)
    assert quick == [True] and site(project) == cold(project)
