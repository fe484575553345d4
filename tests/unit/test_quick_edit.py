"""Words of a text are edited: its pages are made and nothing else, and the site is that of a whole build."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hubgen import last_build, pipeline, update
from hubgen.last_build import LastBuild
from hubgen.model.outcome import Outcome
from hubgen.options import Options
from hubgen.problems import Problem
from hubgen.project import Project
from hubgen.stages.manifest import read_manifest
from tests.hubs import CONFIG, DAY, document, guide, make_hub, news, term, translation, write_files
from tests.photos import jpeg
from tests.site_files import cold, site

SECTIONS = "\n\n".join(f"## Parte {n}\n\n" + " ".join(f"Palabra{n} número {m}." for m in range(420)) for n in range(6))
LONG = f"Antes de todo.\n\n{SECTIONS}\n\nVea [el precio](guide/precio#margen).\n"
PRICE = "Sume sus costos.\n\n## Margen\n\nVea [los costos](guide/largo).\n"
ABOUT = "---\ntitle: Acerca del centro\n---\nAyudamos a empresas pequeñas.\n"
FILES = {
    "content/about.md": ABOUT,
    "content/guides/precio.md": guide(PRICE),
    "content/guides/precio.en.md": translation(
        "Add up your costs.\n\n## Margin {: #margen}\n\nMore.\n", title="Price it", summary="How to price it."
    ),
    "content/guides/largo.md": guide(LONG, title="Una guía larga"),
    "content/news/feria.md": news(summary="Una feria abre en mayo."),
    "content/documents/plantilla.yaml": document(),
}


def built(project: Project, last: LastBuild | None = None, **options: object) -> Outcome:
    return update.update(project, Options(**{"day": DAY, **options}), lambda *_: None, last)  # type: ignore[arg-type]


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    project = make_hub(tmp_path / "hub", FILES)
    outcome = built(project)
    assert outcome.written, outcome.problems
    return project


@pytest.mark.parametrize(
    ("file", "text", "written"),
    [
        ("content/guides/precio.md", guide(PRICE.replace("Sume", "Cuente y sume")), 2),  # Spanish, and in its place pt
        ("content/guides/precio.en.md", FILES["content/guides/precio.en.md"].replace("Add up", "First add up"), 1),
        ("content/guides/largo.md", guide(LONG.replace("Antes", "Mucho antes"), title="Una guía larga"), 6),
        ("content/news/feria.md", news("Vaya muy temprano.\n", summary="Una feria abre en mayo."), 3),
    ],
)
def test_words_make_their_own_pages(hub: Project, quick: list[bool], file: str, text: str, written: int):
    before = site(hub)
    write_files(hub.root, {file: text})
    outcome = built(hub)
    after = site(hub)
    assert quick == [True] and outcome.written and after == cold(hub)
    assert outcome.written.written == sum(after[path] != before[path] for path in after) == written
    again = built(hub)
    assert again.written and again.written.written == 0 and quick == [True]


def test_edits_follow_one_another(hub: Project, quick: list[bool]):
    for n in range(3):
        write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", f"Sume {n}"))})
        built(hub)
        assert site(hub) == cold(hub)
    write_files(hub.root, {"content/guides/precio.md": FILES["content/guides/precio.md"]})
    built(hub)
    assert site(hub) == cold(hub) and quick == [True] * 4


def test_the_heaviest_page_is_told_when_it_is_another_one_now(hub: Project, quick: list[bool]):
    """Of two long guides the heavier one becomes the lighter one, and then the heavier one again."""
    texts = [
        LONG.replace("Antes de todo", words) for words in ("Con café, papel y calma", "Ya", "Con lápiz, regla y tiempo")
    ]
    other = {"content/guides/otra.md": guide(LONG, title="Una guía larga")}
    write_files(hub.root, other | {"content/guides/largo.md": guide(texts[0], title="Una guía larga")})
    heaviest = [built(hub).heaviest]
    for text in texts[1:]:
        write_files(hub.root, {"content/guides/largo.md": guide(text, title="Una guía larga")})
        quickly = built(hub)
        whole = built(hub, memo=False)
        assert (quickly.heaviest, quickly.heaviest_bytes) == (whole.heaviest, whole.heaviest_bytes)
        heaviest.append(quickly.heaviest)
    assert quick == [False, True, True] and heaviest[0] == heaviest[2] != heaviest[1]


def test_what_is_told_is_what_a_whole_build_tells(hub: Project):
    write_files(hub.root, {"content/news/feria.md": news("Otra cosa.\n", summary="Una feria abre en mayo.")})
    quickly = built(hub)
    write_files(hub.root, {"content/news/feria.md": news("Otra cosa más.\n", summary="Una feria abre en mayo.")})
    whole = built(hub, memo=False)
    assert quickly.written and whole.written and quickly.written.gone == whole.written.gone
    assert quickly.written.unchanged + quickly.written.written == whole.files
    assert (quickly.problems, quickly.pages, quickly.files) == (whole.problems, whole.pages, whole.files)
    assert (quickly.home_bytes, quickly.heaviest) == (whole.home_bytes, whole.heaviest)


@pytest.mark.parametrize(
    "change",
    [
        {"content/guides/precio.md": guide(PRICE, title="Otro título")},
        {"content/guides/precio.md": guide(PRICE.replace("Margen", "Ganancia"))},
        {"content/guides/precio.md": guide(PRICE.replace("guide/largo", "news/feria"))},
        {"content/guides/precio.md": guide(PRICE + "\n" + "Uno dos tres cuatro. " * 9 + "palabra " * 40 + ".\n")},
        {"content/guides/precio.md": guide(PRICE + "\n[nada](guide/nada)\n")},
        {"content/guides/largo.md": guide("Corta.\n", title="Una guía larga")},
        {"content/guides/nueva.md": guide(title="Nueva")},
        {"content/about.md": ABOUT.replace("Ayudamos", "Aconsejamos")},
        {"content/documents/plantilla.yaml": document(summary="Otra cosa dice este documento de ejemplo.")},
        {"themes/plain/templates/guide.html": '{% extends "builtin/guide.html" %}{% block turn %}x{% endblock %}'},
    ],
)
def test_all_else_is_a_whole_build(hub: Project, quick: list[bool], change: dict[str, str]):
    write_files(hub.root, change)
    outcome = built(hub)
    assert quick == [False]
    if outcome.written:
        assert site(hub) == cold(hub)
    else:
        assert any(one.is_error for one in outcome.problems)


def test_a_text_that_feeds_give_in_full_is_seen_there(tmp_path: Path, quick: list[bool]):
    file = "content/guides/precio.md"
    project = make_hub(tmp_path / "full", {file: guide()}, f"{CONFIG}feeds: {{text: full}}\n")
    assert built(project).written
    before = site(project)
    write_files(project.root, {file: guide("Cuente y sume.\n")})
    built(project)
    after = site(project)
    assert quick == [False] and after == cold(project)
    assert any(after[path] != before[path] for path in after if path.endswith(".atom"))


def test_a_text_with_a_warning_is_read_again_as_a_whole(hub: Project, quick: list[bool]):
    """Its line may be another one now, and the warning may be gone."""
    long = guide(PRICE + "\n" + "palabra " * 40 + ".\n")
    write_files(hub.root, {"content/guides/precio.md": long})
    assert [one.rule for one in built(hub).problems if one.where.file == "content/guides/precio.md"]
    write_files(hub.root, {"content/guides/precio.md": FILES["content/guides/precio.md"]})
    told = built(hub).problems
    assert quick == [False, False] and not [one for one in told if one.where.file == "content/guides/precio.md"]


TERMS = {
    "content/glossary/costo.yaml": term(**{"title": "Costo fijo", "synonyms": "[gasto fijo]", "title@en": "Fixed cost",
                                           "abbr": None, "summary@en": "What is paid each month."}),
    "content/glossary/margen.yaml": term(title="Palabra3", abbr=None),
}  # fmt: skip


@pytest.fixture(params=["search: false\n", "search: true\n"], ids=["plain", "searched"])
def explained(tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    """A hub that links the terms of its glossary."""
    said = guide(
        PRICE.replace("Sume sus costos.", "Sume el **costo fijo**, o gasto fijo, a [los costos](guide/largo).")
    )
    config = CONFIG.replace("search: false\n", request.param)
    files = {**FILES, **TERMS, "content/guides/precio.md": said}
    project = make_hub(tmp_path / "explained", files, f"{config}glossary: link\n")
    outcome = built(project)
    assert outcome.written, outcome.problems
    return project


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("precio.md", "Sume", "Primero sume"),
        ("precio.md", "Sume el", "Sume este gasto fijo, el"),  # another word leads there first
        ("precio.en.md", "Add up", "First add up"),
        ("largo.md", "Antes de todo.", "Mucho antes."),
    ],
)
def test_words_among_terms_of_the_glossary(explained: Project, quick: list[bool], file: str, old: str, new: str):
    path = explained.root / "content/guides" / file
    for words in (new, f"{new} Y"):
        path.write_text(path.read_text("utf-8").replace(old, words), encoding="utf-8")
        built(explained)
        assert site(explained) == cold(explained)
    assert quick == [True, True]


def test_a_term_that_a_text_names_now(explained: Project, quick: list[bool]):
    """Its page has a link more: who looks at links sees the whole."""
    path = explained.root / "content/guides/precio.en.md"
    path.write_text(path.read_text("utf-8").replace("More.", "Each fixed cost."), encoding="utf-8")
    built(explained)
    assert site(explained) == cold(explained) and quick == [False]


SECRET = "Trato reservado con la banca"


@pytest.fixture
def guarded(tmp_path: Path) -> Project:
    """A hub with an entry that its readers may not see."""
    hidden = {"content/guides/trato.md": guide(title=SECRET, visibility="staff")}
    project = make_hub(tmp_path / "guarded", {**FILES, **hidden})
    outcome = built(project)
    assert outcome.written and outcome.left_out["hidden"] == 1
    return project


def test_words_of_a_hub_with_hidden_entries(guarded: Project, quick: list[bool]):
    write_files(guarded.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(guarded)
    assert quick == [True] and site(guarded) == cold(guarded)


def test_words_that_tell_of_a_hidden_entry(guarded: Project, quick: list[bool]):
    before = site(guarded)
    write_files(guarded.root, {"content/guides/precio.md": guide(f"{PRICE}\nVea el {SECRET.lower()}.\n")})
    outcome = built(guarded)
    assert quick == [False] and not outcome.written and site(guarded) == before
    assert [one.rule for one in outcome.problems if one.is_error] == ["restricted-leak"]
    write_files(guarded.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(guarded)
    assert quick == [False, True] and site(guarded) == cold(guarded)


def test_the_text_of_a_hidden_entry(guarded: Project, quick: list[bool]):
    write_files(guarded.root, {"content/guides/trato.md": guide("Otro texto.\n", title=SECRET, visibility="staff")})
    built(guarded)
    assert quick == [False] and site(guarded) == cold(guarded)


def test_what_hidden_entries_are_called_is_not_remembered(guarded: Project, quick: list[bool]):
    """Without it nobody knows what a page may not say."""
    (kept,) = (guarded.state_dir / "last").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("UPDATE meta SET value = '[]' WHERE name = 'hidden'").rowcount == 1
        db.commit()
    write_files(guarded.root, {"content/guides/precio.md": guide(f"{PRICE}\nVea el {SECRET.lower()}.\n")})
    assert not built(guarded).written and quick == [False]


def test_a_page_over_the_budget_slows_no_other(hub: Project, quick: list[bool]):
    with hub.config_file.open("a", encoding="utf-8") as config:
        config.write("budget: {page: 2500, part: 0}\n")
    heavy = [one for one in built(hub, budget="warn").problems if one.rule == "over-budget"]
    assert "content/guides/largo.md" in {one.where.file for one in heavy}
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    told = built(hub, budget="warn").problems
    assert quick == [True] and [one for one in told if one.rule == "over-budget"] == heavy
    write_files(hub.root, {"content/guides/largo.md": guide("Nada.\n", title="Una guía larga")})
    told = built(hub, budget="warn").problems
    light = [one for one in heavy if one.where.file != "content/guides/largo.md"]
    assert quick == [True, False] and [one for one in told if one.rule == "over-budget"] == light


@pytest.fixture
def pictured(tmp_path: Path) -> Project:
    """A hub with a picture in a guide, and another one beside it."""
    pictures = {f"content/guides/{name}.jpg": jpeg(number) for number, name in enumerate(("banco", "taller"))}
    said = {"content/guides/precio.md": guide(f"![El banco](banco.jpg)\n\n{PRICE}")}
    project = make_hub(tmp_path / "pictured", {**FILES, **said, **pictures})
    outcome = built(project)
    assert outcome.written, outcome.problems
    return project


@pytest.mark.parametrize(
    ("old", "new", "is_quick"),
    [
        ("Sume", "Cuente y sume", True),
        ("El banco", "La mesa", False),
        ("banco.jpg", "taller.jpg", False),
        ("![El banco](banco.jpg)", "", False),
        ("## Margen", "![El taller](taller.jpg)\n\n## Margen", False),
    ],
)
def test_words_beside_a_picture(pictured: Project, quick: list[bool], old: str, new: str, is_quick: bool):
    path = pictured.root / "content/guides/precio.md"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    built(pictured)
    assert quick == [is_quick] and site(pictured) == cold(pictured)


def test_a_page_over_the_budget_with_its_picture(pictured: Project, quick: list[bool]):
    """What is told of it names its weight; as long as nothing is, edits are quick."""
    said, limit = pictured.root / "content/guides/precio.md", weight_with_picture(pictured) + 300
    text = said.read_text("utf-8")
    with pictured.config_file.open("a", encoding="utf-8") as config:
        config.write(f"budget: {{total: {limit}}}\n")
    counts = []
    for words in ("Sume", "Reste", f"Sume {'. '.join(str(n**4) for n in range(300, 500))}", "Cuente"):
        said.write_text(text.replace("Sume", words), encoding="utf-8")
        told = [one for one in built(pictured, budget="warn").problems if one.where.file.endswith("precio.md")]
        counts.append([one.rule for one in told])
        assert told == [one for one in as_a_whole(pictured) if one.where.file.endswith("precio.md")]
    assert counts == [[], [], ["page-weight"], []] and quick == [True, False, False]


def weight_with_picture(project: Project) -> int:
    known = read_manifest(project.output_dir)
    assert known
    smallest = min(fact.bytes for path, fact in known.files.items() if "banco" in path and fact.kind == "asset")
    return (known.files["guias/precio.html"].gzip_bytes or 0) + smallest


def as_a_whole(project: Project) -> tuple[Problem, ...]:
    return pipeline.compile_hub(project, Options(day=DAY, memo=False, budget="warn")).problems


def test_a_translation_that_is_behind_names_the_text_as_it_is_now(tmp_path: Path, quick: list[bool]):
    """Where it is told, its mend has the digest of the original."""
    behind = translation("Add up.\n", title="Price it", summary="How to price it.", translated_from="000000000000")
    files = {"content/guides/precio.md": guide("Sume.\n"), "content/guides/precio.en.md": behind}
    project = make_hub(tmp_path / "behind", files)
    outdated = [[one for one in built(project).problems if one.rule == "translation-outdated"]]
    write_files(project.root, {"content/guides/precio.md": guide("Reste.\n")})
    outdated.append([one for one in built(project).problems if one.rule == "translation-outdated"])
    before, after = (str(one.mend) for (one,) in outdated)
    assert quick == [True] and before != after and after == str(the_mend(project)) and site(project) == cold(project)


def the_mend(project: Project) -> object:
    (one,) = (one for one in pipeline.compile_hub(project, Options(day=DAY, memo=False)).problems
              if one.rule == "translation-outdated")  # fmt: skip
    return one.mend


def test_a_file_of_the_site_that_somebody_changed_is_made_good(hub: Project, quick: list[bool]):
    (hub.output_dir / "index.html").write_bytes(b"x")
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(hub)
    assert quick == [] and site(hub) == cold(hub)


def test_a_fault_that_is_mended_is_an_edit_like_others(hub: Project, quick: list[bool]):
    """The site still stands, and with it what is known of it."""
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE).replace("title:", "titel:")})
    assert built(hub).written is None
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(hub)
    assert quick == [False, True] and site(hub) == cold(hub)


def test_a_build_that_ends_with_an_exception_leaves_nothing_to_count_on(
    hub: Project, quick: list[bool], monkeypatch: pytest.MonkeyPatch
):
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE, title="Otro título")})
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pipeline, "write", raising)
        built(hub)
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(hub)
    assert quick == [False] and site(hub) == cold(hub)


def raising(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_one_process_writes_alone_is_not_looked_at_again(
    hub: Project, quick: list[bool], monkeypatch: pytest.MonkeyPatch
):
    """And waits for no disk; what others do to it stays, until a whole build."""
    last = LastBuild(hub, Options(day=DAY), hub.output_dir, alone=True)
    built(hub, last, memo=False)
    (hub.output_dir / "index.html").write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: pytest.fail("it waits for the disk"))
        patch.setattr(last_build, "site_now", lambda _: pytest.fail("it looks at the site"))
        for words in ("Reste", "Cuente"):
            write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", words))})
            built(hub, last)
        assert not built(hub, last).written.written  # type: ignore[union-attr]
    assert quick == [True] * 2
    assert {path for path, data in cold(hub).items() if site(hub)[path] != data} == {"index.html"}
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE, title="Otro título")})
    built(hub, last)
    assert quick[2:] == [False] and site(hub) == cold(hub)


def test_a_deleted_text_takes_its_pages_along(hub: Project, quick: list[bool]):
    (hub.root / "content/news/feria.md").unlink()
    built(hub)
    assert quick == [False] and "noticias/feria.html" not in site(hub)


@pytest.mark.parametrize("damage", [b"", b"x" * 5000, None])
def test_damaged_pages_cost_a_whole_build(hub: Project, quick: list[bool], damage: bytes | None):
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    kept.unlink() if damage is None else kept.write_bytes(damage)
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(hub)
    assert quick == [False] and site(hub) == cold(hub)


def test_a_file_that_went_and_is_not_remembered(hub: Project, quick: list[bool]):
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("DELETE FROM files WHERE instr(line, CAST('news/feria.md' AS BLOB))").rowcount == 1
        db.commit()
    (hub.root / "content/news/feria.md").unlink()
    built(hub)
    assert quick == [False] and "noticias/feria.html" not in site(hub)


def test_an_edit_that_was_cut_short_while_it_was_noted(hub: Project, quick: list[bool]):
    """SQLite would put what it was about to change back into the file that the next whole build made."""
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    journal = Path(f"{kept}-journal")
    with closing(sqlite3.connect(kept)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("UPDATE pages SET page = zeroblob(length(page))")
        left = journal.read_bytes()  # as a process that is killed now leaves it
        db.rollback()
    write_files(hub.root, {"content/news/nueva.md": news(title="Otra feria")})
    journal.write_bytes(left)
    kept.with_suffix(".json").unlink()
    built(hub)
    assert not journal.exists()
    write_files(hub.root, {"content/guides/precio.md": guide(PRICE.replace("Sume", "Reste"))})
    built(hub)
    assert site(hub) == cold(hub) and quick == [True]
