"""What pages weigh: percentiles by type, and what changed since the last build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hubgen.report.weight import Change, PageWeight, TypeWeight, by_type, changes_since, page_weights
from hubgen.stages.manifest import FileFact, Manifest
from tests.hubs import compiled, guide, make_hub


def pages(*sizes: int, kind: str = "guide") -> list[PageWeight]:
    return [PageWeight(f"{kind}/{n}.html", kind, size) for n, size in enumerate(sizes)]


def test_percentiles_are_weights_of_pages():
    """By nearest rank: of twenty pages the nineteenth is the 95th percentile, the tenth the median."""
    (guides, everything) = by_type(pages(*range(100, 2100, 100)))
    assert guides == TypeWeight("guide", 20, 1000, 1900, 2000, "guide/19.html")
    assert everything == TypeWeight("all", 20, 1000, 1900, 2000, "guide/19.html")
    assert by_type(pages(7))[0] == TypeWeight("guide", 1, 7, 7, 7, "guide/0.html")
    assert by_type([]) == ()


def test_types_stand_by_name_and_all_comes_last():
    found = by_type([*pages(5, 6, kind="news"), *pages(9, kind="home")])
    assert [(one.type, one.pages, one.largest) for one in found] == [("home", 1, 9), ("news", 2, 6), ("all", 3, 9)]


def test_the_greatest_change_is_told_first():
    facts = {
        "a.html": FileFact("x", 1, "page", 1000),
        "b.html": FileFact("x", 1, "page", 1000),
        "c.html": FileFact("x", 1, "page", 1000),
        "gone.html": FileFact("x", 1, "page", 10),
        "feed.atom": FileFact("x", 1, "feed"),
    }
    manifest = Manifest(date(2026, 11, 22), "https://a.example/", "1", facts)
    now = [PageWeight(path, "guide", size) for path, size in (("a.html", 1000), ("b.html", 900), ("c.html", 1500))]
    found = changes_since(manifest, [*now, PageWeight("new.html", "guide", 3)])
    assert found.changed == (Change("c.html", 1000, 1500), Change("b.html", 1000, 900))
    assert (found.new, found.gone) == (("new.html",), ("gone.html",))


def test_every_page_of_a_hub_has_its_type(tmp_path: Path):
    found = compiled(make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()}))
    weights = {one.path: one for one in page_weights(found.outputs, found.files)}
    assert weights.keys() == {file.path for file in found.files if file.kind == "page"}
    assert weights["guias/precio.html"].type == "guide" and weights["guias/index.html"].type == "list"
    assert all(500 < one.bytes < 10_000 for one in weights.values())
