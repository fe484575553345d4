"""Pages by country and by sector, and lists in other orders."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest

from tests.hubs import (
    CONFIG,
    compiled,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    standard,
    told,
    translation,
)

COUNTRIES = {
    "content/guides/g.md": guide(countries="[HN]"),
    "content/news/n.md": news(countries="[HN, GT]"),
    "content/standards/s.yaml": standard(markets="[HN]"),
    "content/events/e.md": event(countries="[all]"),
    "content/financing/f.md": financing(countries="[NORTE]"),
}
GROUP = "groups: {NORTE: [HN, GT, SV]}\n"


def site(tmp_path: Path, files: dict[str, str], config: str = "") -> dict[str, str]:
    found = compiled(make_hub(tmp_path / "hub", files, CONFIG + config))
    assert found.ok, told(found.problems)
    return {file.path: file.content.decode("utf-8", "replace") for file in found.files}


def titles(page: str) -> list[str]:
    return re.findall(r'<h[23]><a href="[^"]*"[^>]*>([^<]*)</a></h[23]>', page)


def test_a_country_gathers_all_types(tmp_path: Path):
    """By where things are and by the market that asks; groups count as their members, `all` joins."""
    files = site(tmp_path, COUNTRIES, GROUP)
    page = files["paises/honduras.html"]
    assert sorted(titles(page)) == [
        "Abre la feria de octubre",
        "Certificado fitosanitario",
        "Línea Equipo",
        "Ponga precio a su producto",
        "Rueda de negocios",
    ]
    assert '<a href="../en/countries/honduras.html" lang="en"' in page


def test_a_country_needs_three_entries_that_name_it(tmp_path: Path):
    files = site(tmp_path, COUNTRIES, GROUP)
    assert {path for path in files if path.startswith("paises/") and path.endswith(".html")} == {
        "paises/index.html",
        "paises/honduras.html",
    }
    assert "Honduras</a> <small>5</small>" in files["paises/index.html"]
    assert 'href="paises/index.html"' in files["index.html"] and "sectores/" not in files["index.html"]


def test_a_sector_gathers_its_division_and_what_serves_its_section(tmp_path: Path):
    firms = {
        f"content/directory/{n}.yaml": organization(title=f"Firma {n}", sectors=f'["{code}"]')
        for n, code in enumerate(("1079", "10", "1030", "13"))
    }
    files = site(
        tmp_path,
        firms
        | {
            "content/financing/c.md": financing(title="Industria", sectors="[C]"),
            "content/financing/a.md": financing(title="Campo", sectors="[A]"),
            "content/financing/t.md": financing(title="Todos", sectors="[all]"),
        },
    )
    pages = [path for path in files if path.startswith("sectores/") and path.endswith(".html") and "index" not in path]
    assert len(pages) == 1
    assert sorted(titles(files[pages[0]])) == ["Firma 0", "Firma 1", "Firma 2", "Industria", "Todos"]


def test_a_gathering_can_be_followed(tmp_path: Path):
    files = site(tmp_path, COUNTRIES, GROUP)
    found = feedparser.parse(files["paises/honduras.feed.atom"])
    assert found.feed.id == "tag:pyme.example.org,2026-01-01:feed/country/HN@es" and len(found.entries) == 5
    assert "paises/honduras.calendar.ics" in files


def lists(tmp_path: Path) -> dict[str, str]:
    amounts = ("100", "900", None, "500", "1", "2", "3", "4", "5", "6")
    entries = {
        f"content/financing/f{n}.md": financing(
            title=f"Línea {chr(ord('j') - n)}",
            amount_max=amount,
            currency=amount and "USD",
            verified=f"2026-10-{n + 1:02}",
        )
        for n, amount in enumerate(amounts)
    }
    return site(tmp_path, entries)


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [("por-nombre", "Línea a", "Línea j"), ("por-monto", "Línea i", "Línea h"), ("lo-mas-nuevo", "Línea a", "Línea j")],
)
def test_a_whole_list_has_other_orders(tmp_path: Path, page: str, first: str, last: str):
    files = lists(tmp_path)
    found = titles(files[f"financiamiento/{page}.html"])
    assert (found[0], found[-1], len(found)) == (first, last, 10)
    assert f'href="{page}.html"' in files["financiamiento/index.html"]
    assert f"/financiamiento/{page}.html" not in files["sitemap.xml"]
    assert (
        '<link rel=canonical href="https://pyme.example.org/financiamiento/">' in files[f"financiamiento/{page}.html"]
    )


def test_a_short_list_has_one_order(tmp_path: Path):
    files = site(tmp_path, {"content/financing/f.md": financing()})
    assert not [path for path in files if "por-" in path or "mas-nuevo" in path]


def test_titles_stand_in_the_order_of_their_own_language(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/guides/a.md": guide(title="Ahorro"),
            "content/guides/a.en.md": translation(title="Saving", summary="How to save."),
            "content/guides/b.md": guide(title="Precio"),
            "content/guides/b.en.md": translation(title="Price", summary="How to price."),
        },
        "facets: {guide: [kind]}\n",
    )
    assert titles(files["guias/index.html"]) == ["Ahorro", "Precio"]
    assert titles(files["en/guides/index.html"]) == ["Price", "Saving"]
    value = next(path for path in files if re.fullmatch("en/guides/kind/(?!index).*html", path))
    assert titles(files[value]) == ["Price", "Saving"]
