"""Whole hubs, compared byte for byte with what they gave when somebody last read it.

pytest tests/test_golden.py --renew     writes what the hubs give now; read the difference like code

centre   two languages; every type of content, translations and a page without one, aliases, a pair, a profile,
         an archive, a download, a search
desk     one language, no search, below a path of its host; words that need escaping, a file of static/,
         a guide in parts, a glossary, questions, advisers with their hours,
         markets side by side, a dataset of prices
exchange two languages; a board, a chain with its matches, a list of mails, partners, an entry for members
"""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from hubgen.project import Project
from tests.conftest import ROOT
from tests.hubs import build, told, tree, write_files
from tests.pages import read_site

GOLDEN = ROOT / "tests" / "golden"
HUBS = {"centre": "/", "desk": "/hub/", "exchange": "/"}
MOST_FILES = 250


def built(hub: str, tmp_path: Path) -> Path:
    """The site of a golden hub, built from a copy: nothing is left beside the content."""
    shutil.copytree(GOLDEN / hub / "content", tmp_path / "hub" / "content")
    shutil.copy(GOLDEN / hub / "config.yaml", tmp_path / "hub")
    found = build(Project(tmp_path / "hub"))
    assert found.written is not None, told(found.compiled.problems)
    return found.output_dir


def difference(path: str, old: bytes | None, new: bytes | None) -> str:
    if old is None or new is None:
        return f"{path}: {'is new' if old is None else 'is gone'}"
    lines = difflib.unified_diff(
        old.decode().splitlines(), new.decode().splitlines(), f"golden {path}", f"now {path}", "", "", 0, ""
    )
    return "\n".join(line[:300] for line in list(lines)[:12])


@pytest.mark.parametrize("hub", HUBS)
def test_the_hub_gives_the_bytes_it_gave(hub: str, tmp_path: Path, renew: bool):
    """Every file of the site, but for the manifest, which holds the number of the version, and the search index.

    Most of that is pagefind's program; the page of the search holds a name that stands for all of the rest.
    """
    site = tree(built(hub, tmp_path))
    new = {path: data for path, data in site.items() if not path.startswith((".hubgen/", "pagefind/"))}
    expected = GOLDEN / hub / "expected"
    if renew:
        shutil.rmtree(expected, ignore_errors=True)
        write_files(expected, new)
    old = tree(expected)
    changed = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
    assert not changed, "\n\n".join(difference(path, old.get(path), new.get(path)) for path in changed[:8])
    assert len(new) <= MOST_FILES


@pytest.mark.parametrize("hub", HUBS)
def test_its_links_lead_somewhere(hub: str):
    """What is kept as right has no broken link, and every page of it can be reached."""
    site = read_site(GOLDEN / hub / "expected", HUBS[hub])
    assert site.broken() == []
    reached = site.clicks()
    assert {p for p, facts in site.pages.items() if not facts.refresh and not p.endswith("404.html")} <= set(reached)


def test_the_hubs_hold_what_they_are_said_to_hold():
    """A golden hub that lost its pair or its archive would guard nothing."""
    files = set(tree(GOLDEN / "centre" / "expected"))
    assert {
        "precios.html",
        "ayuda/precio/index.html",
        "documentos/archivos/caja.csv",
        "micro.html",
        "en/micro.html",
        "financiamiento/instrumentos/credito/micro.html",
        "eventos/archivo.html",
        "404.html",
        "en/404.html",
        "sitemap.xml",
        "robots.txt",
    } <= files
    pages = read_site(GOLDEN / "centre" / "expected").pages
    assert any("not yet in" in facts.text for path, facts in pages.items() if path.startswith("en/"))
    desk = tree(GOLDEN / "desk" / "expected")
    assert "security.txt" in desk and "old/first-order.html" in desk
    assert any(b"Growers &amp; Sons &lt;Ltd&gt;" in data for data in desk.values())
