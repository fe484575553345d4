"""The check of finished pages: what counts as a link, where it leads, what a page costs on a slow line."""

from __future__ import annotations

import pytest

from hubgen.stages.check import local_target, seconds
from hubgen.stages.page_facts import page_facts


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
