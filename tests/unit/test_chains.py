"""Chains: their tiers and gaps, the goods of their firms, possible partners with reasons, feeds of new matches."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hubgen.pipeline import Compiled
from tests.hubs import CONFIG, compiled, make_hub, organization, yaml_of
from tests.unit.test_plan import html, paths, plan

CHAIN = {
    "title": "Café del occidente",
    "summary": "De la finca al tostador, con sus huecos.",
    "kind": "value-chain",
    "topics": "[vender]",
    "countries": "[HN]",
    "lead": "cumbre",
    "tiers": """
  - {id: finca, title: Finca, codes: ["isic:0127"], next: [tueste], members: [cumbre]}
  - {id: tueste, title: Tueste, title@en: Roasting, codes: ["hs:090121"], next: [empaque]}
  - {id: empaque, title: Empaque, codes: ["hs:392321"], members: [volcan]}""",
}
ITEMS = """\
organización;lado;título;título@en;código;cantidad;unidad;por;días de entrega;entrega en;hasta
cumbre;demanda;Bolsa con válvula;Bag with valve;hs:392321;40000;unidad;año;30;HN;2027-06-30
volcan;oferta;Bolsa con válvula;Bag with valve;hs:392321;10000;unidad;año;25;"GT;HN";2027-06-30
cumbre;oferta;Café verde;;hs:090111;18;tonelada;;;;2026-11-21
cumbre;demanda;Silo;;hs:940600;1;unidad;;;;2027-06-30
"""
SLUG = "directorio/posibles-socios"


def hub(tmp_path: Path, config: str = "", items: str = ITEMS, chain: bool = True) -> Compiled:
    files = {
        "content/directory/cumbre.yaml": organization(title="Café La Cumbre"),
        "content/directory/volcan.yaml": organization(title="Empaques Volcán", countries="[GT, HN]"),
    }
    if items:
        files["content/chains/items.csv"] = items
    if chain:
        files["content/chains/cafe.yaml"] = yaml_of(CHAIN)
    return plan(tmp_path, files, config)


def main(page: str) -> str:
    return re.sub(r"\s+", " ", page.partition("<main")[2].partition("</main>")[0])


def test_a_chain_tells_its_tiers_in_order_and_which_are_missing(tmp_path):
    page = main(html(hub(tmp_path), "cadenas/cafe.html"))
    assert re.findall(r'<li id="t-(\w+)"( class=gap)?>', page) == [
        ("finca", ""), ("tueste", " class=gap"), ("empaque", ""),
    ]  # fmt: skip
    assert "3 eslabones, 2 empresas e instituciones, 1 sin nadie" in page
    assert '<a href="#t-tueste">Tueste</a>' in page and '<a href="#t-empaque">Empaque</a>' in page
    finca = page.partition('id="t-finca"')[2].partition("<li id=")[0]
    assert "Café La Cumbre" in finca and "Busca: Bolsa con válvula; Silo" in finca
    assert "Ofrece" not in finca, "the coffee has ended"
    tueste = page.partition('id="t-tueste"')[2].partition("<li id=")[0]
    assert "Nadie del directorio" in tueste
    assert '<a href="../directorio/cumbre.html">Café La Cumbre</a> <small>Silo</small>' in page, "nobody offers it"


def test_a_chain_in_another_language(tmp_path):
    page = main(html(hub(tmp_path), "en/chains/cafe.html"))
    assert "<h3>Roasting</h3>" in page and '<h3 lang="es">Finca</h3>' in page
    assert "Seeks: Bag with valve" in page


def test_both_firms_show_the_match_with_its_reasons(tmp_path):
    found = hub(tmp_path)
    seeker, seller = (main(html(found, f"directorio/{name}.html")) for name in ("cumbre", "volcan"))
    for page, firm, title in ((seeker, "Empaques Volcán", "Se busca"), (seller, "Café La Cumbre", "Se ofrece")):
        part = page.partition("<h2 id=p>Posibles socios</h2>")[2]
        assert f"<h3>{title}: Bolsa con válvula</h3>" in part
        assert f"{firm}</a> <small>6 puntos</small>" in part
        reasons = ("mismo código HS 392321 (3)", "llega a Honduras", "cubre 25 % de la cantidad (1)",
                   "entrega a tiempo (1)", "datos confirmados en 2026 (1)")  # fmt: skip
        for reason in reasons:
            assert reason in part, reason
        assert 'href="posibles-socios/hs-3923.html"' in part
    assert "10,000 unidades al año" in seller and '<span class="tag shut">Vencida</span>' in seeker


def test_a_product_has_a_page_and_a_feed_of_new_matches(tmp_path):
    found = hub(tmp_path)
    assert 'href="posibles-socios/index.html"' in html(found, "directorio/index.html")
    assert 'href="hs-3923.html"' in html(found, f"{SLUG}/index.html")
    assert "Se busca: " in html(found, f"{SLUG}/hs-3923.html")
    feed = html(found, f"{SLUG}/hs-3923.feed.atom")
    assert feed.count("<entry>") == 1
    assert "Empaques Volcán ofrece «Bolsa con válvula», que Café La Cumbre busca" in feed
    firms = ("organization/cumbre", "organization/volcan")
    name = "/".join(f"{firm}/hs:392321/bolsa-con-valvula" for firm in firms)
    assert f"tag:pyme.example.org,2026-01-01:match/{name}@es" in feed
    assert "hs-3923.feed.atom" in html(found, "feeds.opml")


def test_the_order_of_rows_changes_no_page(tmp_path):
    head, *rows = ITEMS.splitlines(keepends=True)
    one, other = hub(tmp_path / "a"), hub(tmp_path / "b", items=head + "".join(reversed(rows)))
    pages = [{file.path: file.content for file in found.files} for found in (one, other)]
    assert pages[0] == pages[1]


def test_programs_are_told_tiers_and_goods(tmp_path):
    """The tiers always; offers and requests where the hub wants everything told."""

    def said(found: Compiled, path: str) -> dict[str, object]:
        [text] = re.findall(r'ld\+json">(.*?)</script>', html(found, path))
        return json.loads(text)

    chain = said(hub(tmp_path / "a"), "cadenas/cafe.html")
    assert (chain["@type"], chain["numberOfItems"]) == ("ItemList", 3)
    assert chain["itemListElement"][1] == {"@type": "ListItem", "position": 2, "name": "Tueste"}
    firm = said(hub(tmp_path / "b", "jsonld: full\n"), "directorio/volcan.html")
    assert [one["itemOffered"]["name"] for one in firm["makesOffer"]] == ["Bolsa con válvula"]


def test_without_chains_and_items_there_is_no_trace_of_them(tmp_path):
    found = hub(tmp_path, items="", chain=False)
    assert not [path for path in paths(found) if re.search("cadena|chain|cadeia|socios|partners|parceiros", path)]
    home = html(found, "index.html") + html(found, "directorio/index.html") + html(found, "directorio/cumbre.html")
    assert not re.search("Cadena|Posibles socios|Ofrece|Busca<", home)


def test_items_stand_alone_without_a_chain(tmp_path):
    found = hub(tmp_path, chain=False)
    assert "cadenas/index.html" not in paths(found) and f"{SLUG}/hs-3923.html" in paths(found)


def test_a_chain_of_a_firm_that_has_closed_has_a_gap(tmp_path):
    files = {
        "content/directory/cumbre.yaml": organization(),
        "content/directory/volcan.yaml": organization(title="Empaques", closed="yes"),
        "content/chains/cafe.yaml": yaml_of(CHAIN),
    }
    page = main(html(compiled(make_hub(tmp_path / "hub", files, CONFIG)), "cadenas/cafe.html"))
    assert page.count("class=gap") == 2
