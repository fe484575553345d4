"""The check of finished pages: what counts as a link, where it leads, what a page costs on a slow line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubgen.model.rendered import PageFacts, Rendered
from hubgen.stages.check import LinkCheck, local_target, seconds
from hubgen.stages.page_facts import page_facts
from tests.hubs import compiled, make_hub


def test_ids_and_links_of_a_page():
    facts = page_facts(
        b'<p id=a><a href="x.html">1</a> <a class="b" href=\'y.html#z\'>2</a><a href=q>3</a><img src="/i.png" alt="">'
        b'<a href="a.html?x=1&amp;y=2">4</a> href="no.html" <span data-id="n"><source srcset="u.avif 9w,v.avif 18w">'
    )
    assert facts.ids == {"a"}
    assert facts.links == ("x.html", "y.html#z", "q", "/i.png", "a.html?x=1&y=2", "u.avif", "v.avif")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("a.html", ("guias/a.html", "")),
        ("../index.html", ("index.html", "")),
        ("../../index.html", ("../index.html", "")),
        ("#uno", ("guias/b.html", "uno")),
        ("a.html#dos", ("guias/a.html", "dos")),
        ("a%20b.html#%C3%B1", ("guias/a b.html", "ñ")),
        ("a.html?x=1", ("guias/a.html", "")),
        ("/hub/temas/x.html", ("temas/x.html", "")),
        ("/hub/", ("index.html", "")),
        ("https://a.example/b", None),
        ("//a.example/b", None),
        ("mailto:a@b.example", None),
        ("tel:+504", None),
        ("data:,", None),
    ],
)
def test_where_a_link_leads(link: str, target: tuple[str, str] | None):
    assert local_target(link, "guias/b.html", "/hub/") == target


def test_seconds_on_a_slow_line():
    """Four round trips; handshake, request and page with their overhead, at 35 kbit/s."""
    assert seconds(10_000, 35_000, 1.0) == pytest.approx(4 + (4_700 + 1.06 * 10_350) * 8 / 35_000)
    assert seconds(5_000, 35_000, 1.0) < seconds(10_000, 35_000, 1.0)


@pytest.mark.parametrize(
    ("anchor", "is_there"), [("uno", True), ("un", False), ("no", False), ("dos", True), ("", True)]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_an_anchor_is_there_when_a_page_has_the_whole_of_it(
    anchor: str, is_there: bool, is_first: bool, tmp_path: Path
):
    """Whether the page comes before the one that links to it, or after."""
    config = compiled(make_hub(tmp_path, {})).config
    assert config
    holding = page("a.html", ids=("uno", "dos"))
    pages = [holding, page("b.html", links=(f"a.html#{anchor}",))][:: 1 if is_first else -1]
    check = LinkCheck(config, {"a.html", "b.html"})
    for one in pages:
        check.take(one)
    assert (not [*check.problems({"a.html", "b.html"})]) == is_there


def page(path: str, ids: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> Rendered:
    return Rendered(path, b"", "page", page=PageFacts(frozenset(ids), links))
