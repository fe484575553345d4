"""Markets: what a profile may say, what it gathers by country and product, its feed, and profiles side by side."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest

from hubgen.pipeline import Compiled
from tests.hubs import CONFIG, event, make_hub, market, news, organization, problems_of, standard, the_error
from tests.unit.test_plan import html, paths, plan

FACT = "{label: Lote, value: 10, unit: sacos, year: 2026, source: entrevista}"
GROUPS = "groups: {NORTE: [DE, FR]}\n"


@pytest.mark.parametrize(
    "fields, rule, field, message",
    [
        ({"market": "NORTE"}, "value-type", "market", "market is one country, but NORTE is a group"),
        ({"scope": "audience"}, "missing-field", "audience", "audience is missing: whom does this profile describe?"),
        (
            {"facts": f"[{FACT.replace(', year: 2026', '')}]"},
            "missing-field",
            "facts.1.year",
            "facts.1.year is missing",
        ),
        ({"standards": "[nada]"}, "broken-reference", "standards", '"nada" names no entry'),
    ],
)
def test_what_a_profile_may_say(tmp_path, fields, rule, field, message):
    problem = the_error(make_hub(tmp_path, {"content/markets/a.md": market(**fields)}, CONFIG + GROUPS))
    assert (problem.rule, problem.where.field, str(problem.message)) == (rule, field, message)


def test_the_text_has_the_headings_that_readers_look_for(tmp_path):
    whole = problems_of(make_hub(tmp_path / "a", {"content/markets/a.md": market()}))
    short = problems_of(make_hub(tmp_path / "b", {"content/markets/a.md": market("## Producto\n\nTexto.\n")}))
    assert [one.rule for one in whole] == ["thin-topic"]
    [found] = [one for one in short if one.rule == "heading-missing"]
    wanted = "Demanda, Acceso, Canales, Precios, Pago, Logística, Contactos"
    assert str(found.message) == f"the text has no heading: {wanted}"


def test_figures_and_lists_stand_in_short(tmp_path):
    """Each figure with its year and source, the duties behind the button; rates are never copied."""
    text = market(
        facts=f"[{FACT}]",
        channels="[Importador, Tostador]",
        treaties="[{title: Acuerdo, in_force: 2013-08-01, url: https://x.example.org/}]",
        tariff_url="https://aranceles.example.org/",
    )
    page = html(plan(tmp_path, {"content/markets/a.md": text}), "mercados/a.html")
    assert "<dt>Lote<dd>10 sacos <small>2026, entrevista</small>" in page
    assert "<dt>Canales<dd>Importador; Tostador" in page
    assert '<a href="https://x.example.org/">Acuerdo</a> <small>en vigor desde el 1 ago 2013</small>' in page
    assert '<a class=go href="https://aranceles.example.org/">Consultar aranceles</a>' in page


def groups(page: str) -> dict[str, list[str]]:
    """Titles of the entries that a page gathers, by heading."""
    parts = re.split(r"<h2>([^<]*)</h2>", page.split("<main")[1])
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    found = {head: re.findall(r'<h3><a href="[^"]*">([^<]*)</a>', text) for head, text in pairs}
    return {head: titles for head, titles in found.items() if titles}


def buyer(title: str, **fields: str | None) -> str:
    return organization(**{"title": title, "kind": "buyer", "countries": "[DE]", **fields})


def test_a_profile_gathers_what_concerns_its_country_and_product(tmp_path):
    files = {
        "content/markets/a.md": market(standards="[otra]"),
        "content/standards/cafe.yaml": standard(title="Del café", products='["090111"]'),
        "content/standards/todas.yaml": standard(title="De todas partes", markets="all", products='["09"]'),
        "content/standards/grupo.yaml": standard(title="Del grupo", markets="[NORTE]"),
        "content/standards/textil.yaml": standard(title="De tejidos", products='["6101"]'),
        "content/standards/lejos.yaml": standard(title="De otro país", markets="[US]"),
        "content/standards/otra.yaml": standard(title="Que el perfil nombra", markets="[US]"),
        "content/directory/compra.yaml": buyer("Compra de todo"),
        "content/directory/cafe.yaml": buyer("Compra café", products='["0901"]'),
        "content/directory/telas.yaml": buyer("Compra telas", products='["61"]'),
        "content/directory/vende.yaml": buyer("No compra", kind="association"),
        "content/events/feria.md": event(title="Feria", mode="in-person", place="Berlín", countries="[DE]"),
        "content/events/no.md": event(title="No hay", countries="[DE]", event_status="cancelled"),
        "content/events/ayer.md": event(title="Ya pasó", countries="[DE]", start="2026-01-01"),
    }
    page = html(plan(tmp_path, files, GROUPS), "mercados/a.html")
    assert groups(page) == {
        "Normas de este mercado": ["Que el perfil nombra", "Del café", "Del grupo", "De todas partes"],
        "Compradores": ["Compra café", "Compra de todo"],
        "Próximos eventos": ["Feria"],
    }
    assert page.split("<main")[1].count("normas/otra.html") == 1, "what is gathered is not told again as related"


def test_a_section_of_isic_holds_its_divisions(tmp_path):
    """An event for all of manufacturing (C) concerns a market for makers of food (10)."""
    files = {
        "content/markets/a.md": market(products=None, sectors='["10"]'),
        "content/events/c.md": event(title="De la industria", countries="[DE]", sectors="[C]"),
        "content/events/a.md": event(title="Del campo", countries="[DE]", sectors="[A]"),
    }
    page = html(plan(tmp_path, files), "mercados/a.html")
    assert groups(page) == {"Próximos eventos": ["De la industria"]}


def test_long_groups_lead_to_the_list_of_the_country(tmp_path):
    files = {f"content/standards/n{n}.yaml": standard(title=f"Norma {n}") for n in range(9)}
    page = html(plan(tmp_path, {"content/markets/a.md": market(), **files}), "mercados/a.html")
    assert len(groups(page)["Normas de este mercado"]) == 8
    assert '<p class=more><a href="../normas/mercados/alemania.html">Normas: Alemania</a>' in page


def test_a_profile_has_a_feed_of_its_country_and_product(tmp_path):
    """Itself, what it gathers, and the news about any of it; the page names it, and a calendar with the dates."""
    files = {
        "content/markets/a.md": market(),
        "content/standards/cafe.yaml": standard(title="Del café", effective="2027-01-01"),
        "content/news/cambio.md": news(title="Cambia la norma", about="[standard/cafe]"),
        "content/news/pais.md": news(title="Del país", countries="[DE]", products='["0901"]'),
        "content/news/otra.md": news(title="De otra cosa"),
    }
    found = plan(tmp_path, files)
    told = feedparser.parse(html(found, "mercados/a.feed.atom"))
    assert told.feed.id.endswith("feed/market/a@es")
    wanted = ["Alemania, café de especialidad", "Cambia la norma", "Del café", "Del país"]
    assert sorted(item.title for item in told.entries) == wanted
    assert "mercados/a.calendar.ics" in paths(found)
    assert 'type="application/atom+xml" title="Alemania, café de especialidad' in html(found, "mercados/a.html")


def profiles(folder: Path, count: int, **fields: str | None) -> Compiled:
    codes = ["DE", "FR", "ES", "IT", "MX", "US", "GT", "NI", "SV"][:count]
    files = {
        f"content/markets/m{n}.md": market(title=f"Mercado {n}", market=code, **fields) for n, code in enumerate(codes)
    }
    return plan(folder, files)


def columns(found: Compiled, path: str) -> list[str]:
    """The profiles of a page, by their titles."""
    return re.findall(r"<li><a [^>]*>(Mercado [^<]*)</a>", html(found, path).split("<table")[0])


def test_profiles_of_one_product_stand_side_by_side(tmp_path):
    """As many on each page, four at most; each profile leads to the page on which it stands."""
    found = profiles(tmp_path, 5)
    assert columns(found, "mercados/comparar/0901.html") == ["Mercado 0", "Mercado 1"]
    assert columns(found, "mercados/comparar/0901.pagina-2.html") == ["Mercado 2", "Mercado 3", "Mercado 4"]
    assert 'href="comparar/0901.pagina-2.html"' in html(found, "mercados/m3.html")
    assert 'href="../comparar/0901.html"' in html(found, "mercados/productos/0901.html")
    assert columns(found, "en/markets/compare/0901.html") == ["Mercado 0", "Mercado 1"]


def test_a_row_of_the_comparison_is_what_profiles_say_of_one_thing(tmp_path):
    files = {
        "content/markets/a.md": market(channels="[Importador]"),
        "content/markets/b.md": market(
            title="Francia", market="FR", facts=f"[{FACT}, {FACT.replace('10', '8').replace('2026', '2025')}]"
        ),
        "content/directory/cafe.yaml": buyer("Compra café"),
    }
    page = html(plan(tmp_path, files), "mercados/comparar/0901.html")
    rows = dict(re.findall(r"<tr><th scope=row>([^<\n]*)\n(.*?)(?=<tr>|</table>)", page, re.DOTALL))
    cells = {
        label: [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.split(r"<td[^>]*>", text)[1:]]
        for label, text in rows.items()
    }
    assert cells["Canales"] == ["Importador", "–"]
    assert cells["Lote"] == ["–", "10 sacos 2026, entrevista ; 8 sacos 2025, entrevista"]
    assert cells["Compradores"] == ["1", "–"]
    assert "Mercado" not in cells and list(cells)[-1] == "Revisado"
    assert re.findall(r"<th scope=col>([^<\n]+)", page) == ["Alemania", "Francia"] and 'data-l="Francia"' in page


def test_two_profiles_of_one_country_are_told_apart_by_their_titles(tmp_path):
    files = {"content/markets/a.md": market(title="Uno"), "content/markets/b.md": market(title="Dos")}
    page = html(plan(tmp_path, files), "mercados/comparar/0901.html")
    assert re.findall(r"<th scope=col>([^<\n]+)", page) == ["Uno", "Dos"]


def test_one_profile_alone_is_compared_with_nothing(tmp_path):
    found = profiles(tmp_path / "a", 1)
    assert not [path for path in paths(found) if "comparar" in path]
    countries = profiles(tmp_path / "b", 2, scope="country", products=None)
    assert columns(countries, "mercados/comparar/pais.html") == ["Mercado 0", "Mercado 1"]


def test_a_market_counts_as_its_country(tmp_path):
    """It stands on the page of the country, where there is one, and the search narrows by it."""
    found = profiles(tmp_path, 1)
    files = {f"content/markets/m{n}.md": market(title=f"Perfil {n}") for n in range(3)}
    assert "paises/alemania.html" in paths(plan(tmp_path / "b", files))
    assert '"about":{"@type":"Country","name":"Alemania","identifier":"DE"}' in html(found, "mercados/m0.html")


def test_without_markets_there_is_no_trace_of_them(tmp_path):
    found = plan(tmp_path, {})
    assert not [file.path for file in found.files if re.search("mercado|market", file.path)]
    assert "ercados" not in html(found, "index.html")
