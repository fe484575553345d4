"""The Hugo project that hubgen is measured beside: the same entries, texts and addresses, without Hugo at hand."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bench.entries import counts_of
from bench.make_hub import make_hub
from bench.make_hugo import SECTION_OF_FOLDER, SECTIONS, make_hugo
from tests.hubs import tree

ENTRIES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hugo")
    make_hugo(made, ENTRIES, seed=1)
    return made


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hub")
    make_hub(made, ENTRIES, seed=1)
    return made


def parts_of(path: Path) -> tuple[dict[str, object], str]:
    """Front matter and text of a Markdown file."""
    _, head, text = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


def entries_of(folder: Path) -> dict[str, Path]:
    """Address without its ending -> Markdown file."""
    found = (folder / "content").glob("*/*.md")
    return {f"{one.parent.name}/{one.stem}": one for one in found if one.parent.name in SECTION_OF_FOLDER.values()}


def rows_of(folder: Path) -> list[dict[str, str]]:
    sheets = sorted((folder / "assets/directory").iterdir())
    return [row for sheet in sheets for row in csv.DictReader(sheet.read_text("utf-8").splitlines())]


def test_it_has_the_entries_of_the_hub(folder: Path):
    """In files and in rows together, for each content type."""
    sections = Counter(path.partition("/")[0] for path in entries_of(folder) if not path.endswith("/_index"))
    sections["directorio"] += len(rows_of(folder))
    counts = counts_of(ENTRIES)
    assert sections == {section: counts[kind] for kind, _, section, _ in SECTIONS}


def test_rows_are_those_of_the_hub_byte_for_byte(folder: Path, hub: Path):
    assert tree(folder / "assets/directory") == {
        path.removeprefix("directory/"): data
        for path, data in tree(hub / "content").items()
        if path.startswith("directory/") and path.endswith(".csv")
    }


def test_texts_differ_in_addresses_alone(folder: Path, hub: Path):
    """And the fields in the name of one: `kind` is a word of Hugo's."""
    theirs = entries_of(folder)
    for path in sorted((hub / "content").glob("*/*.md")):
        fields, text = parts_of(path)
        there, text_there = parts_of(theirs[f"{SECTION_OF_FOLDER[path.parent.name]}/{path.stem}"])
        assert {"class" if name == "kind" else name: value for name, value in fields.items()} == there
        assert re.sub(r"\]\([^)]*\)", "]()", text) == re.sub(r"\]\([^)]*\)", "]()", text_there)


def test_links_lead_to_entries(folder: Path):
    known = {*entries_of(folder), *(f"directorio/{row['slug']}" for row in rows_of(folder))}
    links = {
        link for path in entries_of(folder).values() for link in re.findall(r"\]\(([^)]*)\)", path.read_text("utf-8"))
    }
    assert len(links) > ENTRIES // 2
    assert {link.removeprefix("/").removesuffix(".html") for link in links} <= known


def test_every_value_of_a_taxonomy_has_its_name(folder: Path):
    """As a page of a hub says Honduras, not HN."""
    taxonomies = yaml.safe_load((folder / "hugo.yaml").read_text("utf-8"))["taxonomies"].values()
    assert set(taxonomies) == {"topics", "sectors", "countries"}
    for taxonomy in taxonomies:
        used = {value for row in rows_of(folder) for value in row[taxonomy].split(";")}
        for path in entries_of(folder).values():
            used.update(parts_of(path)[0].get(taxonomy, ()))
        named = {path.parent.name for path in (folder / "content" / taxonomy).glob("*/_index.md")}
        assert {value.lower() for value in used} <= named


def test_templates_find_their_parts(folder: Path):
    layouts = folder / "layouts"
    called = {
        name
        for path in layouts.rglob("*.*")
        for name in re.findall(r'partial(?:Cached)? "([^"]+)"', path.read_text("utf-8"))
    }
    assert called == {path.name for path in (layouts / "_partials").iterdir()}
    assert {path.parent.name for path in layouts.glob("*/page.html")} == set(SECTION_OF_FOLDER.values())


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path):
    make_hugo(tmp_path, ENTRIES, seed=1)
    assert tree(tmp_path) == tree(folder)
