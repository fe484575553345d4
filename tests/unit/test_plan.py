"""Every page of a site: its address, its neighbours in other languages, its order, what the sitemap tells of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from posixpath import normpath

import pytest

import hubgen.stages.plan.display as display
import hubgen.stages.plan.frame as frame
import hubgen.stages.plan.pages.alphabet as alphabet
import hubgen.stages.plan.pages.cards as cards
from hubgen.pipeline import Compiled
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.clashes import canonical_name
from hubgen.stages.plan.machine.redirects import alias_path
from tests.hubs import (
    CONFIG,
    compiled,
    config_of,
    document,
    errors,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    question,
    standard,
    the_error,
    told,
    translation,
)
from tests.pages import PageFacts, read_page


def plan(tmp_path: Path, files: dict[str, str], config: str = "") -> Compiled:
    found = compiled(make_hub(tmp_path / "hub", files, CONFIG + config))
    assert found.ok, told(found.problems)
    return found


def paths(found: Compiled) -> set[str]:
    return {file.path for file in found.files}


def pages(found: Compiled) -> set[str]:
    return {file.path for file in found.files if file.kind == "page"}


def html(found: Compiled, path: str) -> str:
    return next(file.content for file in found.files if file.path == path).decode()


def read(found: Compiled, path: str) -> PageFacts:
    return read_page(html(found, path))


def titles(found: Compiled, path: str) -> list[str]:
    """The titles of the cards of a list, in their order."""
    return re.findall(r'<h[23]><a href="[^"]*"[^>]*>([^<]*)</a></h[23]>', html(found, path))


# ---------------------------------------------------------------- languages


def test_a_page_without_a_translation_stands_in_under_its_own_address(tmp_path: Path):
    """It has the slug of the original, names it as canonical, and stays out of the sitemap."""
    found = plan(
        tmp_path,
        {
            "content/guides/precio.md": guide(),
            "content/guides/nota.md": guide(title="Nota"),
            "content/guides/precio.en.md": translation("Text.\n", title="Price", summary="How to price."),
        },
    )
    assert {"guias/precio.html", "en/guides/precio.html", "pt/guias/precio.html", "pt/guias/nota.html"} <= paths(found)
    base = "https://pyme.example.org/"
    assert read(found, "en/guides/precio.html").canonical == base + "en/guides/precio.html"
    assert read(found, "pt/guias/precio.html").canonical == base + "guias/precio.html"
    assert "es" in read(found, "pt/guias/precio.html").main_languages
    sitemap = html(found, "sitemap.xml")
    assert f"<loc>{base}en/guides/precio.html</loc>" in sitemap and "pt/guias/precio" not in sitemap
    assert f"<loc>{base}</loc>" in sitemap and "404" not in sitemap and "index.html" not in sitemap


def test_the_sitemap_names_translations_and_days(tmp_path: Path):
    found = plan(
        tmp_path,
        {
            "content/guides/precio.md": guide(updated="2026-06-07", aliases="[/viejo.html]"),
            "content/guides/precio.en.md": translation("Text.\n", title="Price", summary="How to price."),
        },
    )
    rows = [row for row in html(found, "sitemap.xml").splitlines() if "/guias/precio.html</loc>" in row]
    assert len(rows) == 1 and "<lastmod>2026-06-07</lastmod>" in rows[0]
    assert re.findall(r'hreflang="(\w+)"', rows[0]) == ["en", "es"]
    assert "viejo" not in html(found, "sitemap.xml")


def test_robots_name_the_sitemap(tmp_path: Path):
    assert "Sitemap: https://pyme.example.org/sitemap.xml\n" in html(plan(tmp_path, {}), "robots.txt")


def test_permalinks_of_folders_end_with_a_slash(tmp_path: Path):
    config = config_of(make_hub(tmp_path, {}))
    assert permalink(config, "index.html") == "https://pyme.example.org/"
    assert permalink(config, "en/guides/index.html") == "https://pyme.example.org/en/guides/"
    assert permalink(config, "guias/ñ b.html") == "https://pyme.example.org/guias/%C3%B1%20b.html"
    assert permalink(config, "guias/myindex.html") == "https://pyme.example.org/guias/myindex.html"


# ---------------------------------------------------------------- lists


def test_a_long_list_has_numbered_pages(tmp_path: Path):
    """Thirty on each, every one once, the number in the title, and only the first in the sitemap."""
    files = {f"content/directory/o{n:03}.yaml": organization(title=f"Firma {n:03}") for n in range(95)}
    found = plan(tmp_path, files)
    pages = ["directorio/index.html", *(f"directorio/pagina-{n}.html" for n in (2, 3, 4))]
    shown = [titles(found, page) for page in pages]
    assert [len(one) for one in shown] == [30, 30, 30, 5] and [one for page in shown for one in page] == [
        f"Firma {n:03}" for n in range(95)
    ]
    assert [read(found, page).title for page in pages[:2]] == [
        "Directorio - Centro PYME",
        "Directorio, página 2 - Centro PYME",
    ]
    assert "rel=prev" in html(found, pages[1]) and "rel=next" in html(found, pages[1])
    assert "rel=prev" not in html(found, pages[0]) and "rel=next" not in html(found, pages[3])
    assert "pagina-2" not in html(found, "sitemap.xml")
    assert "en/directory/page-4.html" in paths(found)
    assert "directorio/tipo/asociacion.pagina-2.html" in paths(found) or any(
        ".pagina-2.html" in path for path in paths(found)
    )


def test_names_stand_in_the_order_of_their_language(tmp_path: Path):
    """Accents do not part a letter, ñ comes after n, case counts for nothing; equal ones by id."""
    names = ["Zapote", "Ñandú", "Nube", "árbol", "Ábaco", "nogal", "éxito", "Arco"]
    found = plan(tmp_path, {f"content/directory/o{n}.yaml": organization(title=name) for n, name in enumerate(names)})
    assert titles(found, "directorio/index.html") == [
        "Ábaco",
        "árbol",
        "Arco",
        "éxito",
        "nogal",
        "Nube",
        "Ñandú",
        "Zapote",
    ]


def test_news_begin_with_the_newest_and_what_is_pinned_comes_first(tmp_path: Path):
    found = plan(
        tmp_path,
        {
            "content/news/a.md": news(title="Vieja", date="2026-01-02"),
            "content/news/b.md": news(title="Nueva", date="2026-11-02"),
            "content/news/c.md": news(title="Fijada", date="2026-02-02", featured="yes"),
        },
    )
    assert titles(found, "noticias/index.html") == ["Fijada", "Nueva", "Vieja"]


def test_calls_that_close_first_stand_first_and_events_by_day(tmp_path: Path):
    found = plan(
        tmp_path,
        {
            "content/financing/a.md": financing(title="Siempre"),
            "content/financing/b.md": financing(title="Enero", rolling=None, closes="2027-01-20"),
            "content/financing/c.md": financing(title="Diciembre", rolling=None, closes="2026-12-20"),
            "content/events/b.md": event(title="Después", start="2027-02-01T08:00"),
            "content/events/a.md": event(title="Antes", start="2026-12-01T08:00"),
            "content/events/p.md": event(title="Pasado", start="2026-01-01T08:00"),
        },
    )
    shown = titles(found, "financiamiento/index.html")
    assert shown.index("Diciembre") < shown.index("Enero")
    assert titles(found, "eventos/index.html") == ["Antes", "Después"]
    assert titles(found, "eventos/archivo.html") == ["Pasado"]


# ---------------------------------------------------------------- facets


def test_all_joins_every_page_and_makes_none(tmp_path: Path):
    """Who serves every sector stands under each one that another entry names."""
    found = plan(
        tmp_path,
        {
            "content/financing/a.md": financing(title="Solo industria", sectors='["10"]'),
            "content/financing/b.md": financing(title="Para todos", sectors="[all]"),
        },
        "facets: {financing: [sectors]}\n",
    )
    own = {path for path in pages(found) if path.startswith("financiamiento/sectores/")}
    assert len(own) == 2 and not any("all" in path or "todos" in path for path in own)
    value = next(path for path in own if not path.endswith("index.html"))
    assert set(titles(found, value)) == {"Solo industria", "Para todos"}


def test_a_group_counts_as_its_members(tmp_path: Path):
    found = plan(
        tmp_path,
        {"content/financing/a.md": financing(countries="[NORTE]")},
        "groups: {NORTE: [HN, GT]}\nfacets: {financing: [countries]}\n",
    )
    assert {"financiamiento/paises/honduras.html", "financiamiento/paises/guatemala.html"} <= paths(found)


def test_the_order_of_values_is_that_of_no_run(tmp_path: Path):
    """An entry with many values: the list of feeds names them in one order, whatever the seed of hashes."""
    countries = ["AR", "BO", "BR", "CL", "CO", "EC", "PE", "UY", "VE"]
    files = {f"content/financing/f{n}.md": financing(countries=f"[{', '.join(countries)}]") for n in range(2)}
    found = plan(tmp_path, files, "facets: {financing: [countries]}\n")
    feeds = re.findall(r'xmlUrl="[^"]*/financiamiento/paises/([a-z]+)', html(found, "feeds.opml"))
    assert feeds == "argentina bolivia brasil chile colombia ecuador peru uruguay venezuela".split()


def test_products_stand_at_four_digits_and_sectors_at_the_division(tmp_path: Path):
    found = plan(
        tmp_path,
        {
            "content/standards/a.yaml": standard(products='["090111"]'),
            "content/standards/b.yaml": standard(products='["0901"]'),
            "content/directory/a.yaml": organization(sectors='["1079"]'),
            "content/directory/b.yaml": organization(sectors='["10"]'),
        },
        "facets: {standard: [products], organization: [sectors]}\n",
    )
    assert [path for path in sorted(pages(found)) if path.startswith("normas/productos/")] == [
        "normas/productos/0901.html",
        "normas/productos/index.html",
    ]
    sectors = [
        path for path in pages(found) if path.startswith("directorio/sectores/") and not path.endswith("index.html")
    ]
    assert len(sectors) == 1 and len(titles(found, sectors[0])) == 2


@pytest.mark.parametrize("count", [2, 3])
def test_a_pair_needs_three_entries(tmp_path: Path, count: int):
    """And it is offered from both of its sides, by their names in the trail of the page."""
    files = {f"content/financing/f{n}.md": financing(title=f"Línea {n}") for n in range(count)}
    found = plan(
        tmp_path, files, "facets: {financing: [instruments, sizes]}\nfacet_pairs: {financing: [[instruments, sizes]]}\n"
    )
    pair = "financiamiento/instrumentos/credito/micro.html"
    assert (pair in paths(found)) == (count == 3)
    for value in ("financiamiento/instrumentos/credito.html", "financiamiento/tamanos/micro.html"):
        assert any(link.endswith("credito/micro.html") for link in read(found, value).links) == (count == 3)
    if count == 3:
        trail = re.search(r"<nav class=path.*?</nav>", html(found, pair))
        assert trail and re.findall(r">([^<›]+)</a>", trail[0]) == ["Inicio", "Financiamiento", "Instrumentos"]
        assert "remove" not in html(found, pair) and len(titles(found, pair)) == 3


def test_a_type_may_have_no_facets_at_all(tmp_path: Path):
    found = plan(tmp_path, {"content/guides/precio.md": guide()}, "facets: {guide: []}\n")
    assert {path for path in pages(found) if path.startswith("guias/")} == {"guias/index.html", "guias/precio.html"}


def test_the_page_of_a_value_says_it_in_a_sentence(tmp_path: Path):
    config = "facets: {financing: [{field: instruments, phrase: 'de tipo {}', phrase@en: 'of type {}'}]}\n"
    found = plan(tmp_path, {"content/financing/a.md": financing()}, config)
    assert "Financiamiento de tipo crédito" in read(found, "financiamiento/instrumentos/credito.html").title


# ---------------------------------------------------------------- trails, aliases, letters


def test_the_trail_leads_from_home_to_the_parent(tmp_path: Path):
    files = {
        "content/topics/vender.yaml": "title: Vender\nsummary: Clientes, ferias y comercio en línea.\n",
        "content/topics/ferias.yaml": "title: Ferias\nsummary: Cómo se prepara una feria.\nparent: vender\n",
    }
    found = plan(tmp_path, files)
    trail = re.search(r"<nav class=path.*?</nav>", html(found, "temas/ferias.html"))
    assert trail and re.findall(r">([^<›]+)</a>", trail[0]) == ["Inicio", "Temas", "Vender"]
    assert "<nav class=path" not in html(found, "index.html")


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/viejo.html", "viejo.html"),
        ("/antes/precios/", "antes/precios/index.html"),
        ("/antes", "antes/index.html"),
        ("viejo.htm", "viejo.htm"),
        ("/", "index.html"),
    ],
)
def test_the_file_at_an_old_address(alias: str, path: str):
    assert alias_path(alias) == path


def test_two_pages_at_one_address_are_told_with_both_names(tmp_path: Path):
    project = make_hub(
        tmp_path / "hub", {"content/guides/a.md": guide(aliases="[/guias/b.html]"), "content/guides/b.md": guide()}
    )
    fault = the_error(project)
    assert fault.rule == "duplicate-address" and "guide/a" in told([fault]) and "guide/b" in told([fault])


def test_names_are_compared_as_the_worst_disk_does():
    """Case and the spelling of accents do not tell two files apart everywhere."""
    assert canonical_name("Guias/CAFE\u0301.html") == canonical_name("guias/caf\u00e9.html")


LETTERS = ["Ñandú", "Nogal", "Árbol", "3 pasos", "¿Qué es?", "Łódź", "Ωmega", "Øl", "Æon"]


def test_every_letter_has_an_anchor_of_its_own(tmp_path: Path):
    """N and Ñ are two letters in Spanish: two headings, two anchors, in their order."""
    found = plan(tmp_path, {f"content/guides/g{n}.md": guide(title=title) for n, title in enumerate(LETTERS)})
    ids = [one for one in read(found, "a-z.html").ids if one.startswith("l-")]
    assert len(ids) == len(set(ids)) and all(one.isascii() for one in ids)
    letters = re.findall(r'<h2 id="l-[^"]*">([^<]*)</h2>', html(found, "a-z.html"))
    assert letters.index("Ñ") == letters.index("N") + 1 and letters[0] == "0"
    assert "Ñ" not in re.findall(r'<h2 id="l-[^"]*">([^<]*)</h2>', html(found, "en/a-z.html"))


def test_many_entries_stand_by_letter_on_pages_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each page has its own address and title, whatever the letter."""
    monkeypatch.setattr(alphabet, "ENTRIES_ON_ONE_PAGE", 3)
    files = {
        f"content/guides/g{n}.md": guide(title=title)
        for n, title in enumerate([*LETTERS, *(f"Mapa {n}" for n in range(7))])
    }
    found = plan(tmp_path, files)
    pages = [path for path in paths(found) if path.startswith("a-z/")]
    assert {"a-z/n.html", "a-z/n-d1.html", "a-z/0.html", "a-z/m.html", "a-z/m.pagina-3.html"} <= set(pages)
    assert all(path.isascii() for path in pages)
    assert len({read(found, path).title for path in pages}) == len(pages)
    assert not errors(found.problems)


def test_a_hub_in_a_language_from_right_to_left(tmp_path: Path):
    config = CONFIG.replace("languages: [es, en, pt]", "languages: [he, en]").replace(
        "title: Centro PYME\n", "title: מרכז\n"
    )
    found = compiled(make_hub(tmp_path / "hub", {}, config.replace("title@pt: Centro PME\n", "")))
    assert found.ok, told(found.problems)
    assert read(found, "index.html").direction == "rtl" and read(found, "en/index.html").direction == ""


@pytest.mark.parametrize("folder", ["feed.atom", "guias/a.html", "sitemap.xml", "guias/data.csv"])
def test_a_folder_where_a_file_stands_is_told(tmp_path: Path, folder: str):
    """An old address below a feed, and a file of static/ in a folder that is a page, with the place to mend."""
    alias = make_hub(tmp_path / "alias", {"content/guides/a.md": guide(aliases=f"[/{folder}/x.html]")})
    static = make_hub(tmp_path / "static", {"content/guides/a.md": guide(), f"content/static/{folder}/x.txt": "x"})
    for fault, place in (
        (the_error(alias), "content/guides/a.md"),
        (the_error(static), f"content/static/{folder}/x.txt"),
    ):
        assert (fault.rule, fault.where.file) == ("duplicate-address", place)
        assert f"needs the folder /{folder}, where" in str(fault.message)


def test_a_file_of_static_in_the_place_of_ours_is_told_at_that_file(tmp_path: Path):
    fault = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(), "content/static/feed.atom": "x"}))
    assert (fault.where.file, str(fault.mend)) == ("content/static/feed.atom", "rename the file, or remove it")


@pytest.mark.parametrize("slug", ["guias", "en"])
def test_a_profile_named_like_a_section_or_a_language_is_told(tmp_path: Path, slug: str):
    """`/guias` would be the profile to some hosts and the section to others."""
    config = f"{CONFIG}profiles:\n  - {{slug: {slug}, title: Otro, countries: [HN]}}\n"
    fault = the_error(make_hub(tmp_path, {"content/guides/a.md": guide()}, config))
    assert (fault.rule, fault.where.file) == ("duplicate-address", "config.yaml")
    assert f"profile {slug}" in str(fault.message)


def test_a_publisher_called_index_has_a_page_beside_the_index(tmp_path: Path):
    project = make_hub(tmp_path, {"content/documents/a.yaml": document(publisher="Index")})
    result = compiled(project)
    assert not errors(result.problems)
    paths = {file.path for file in result.files}
    assert {"documentos/publicado-por/index.html", "documentos/publicado-por/x-index.html"} <= paths


def test_a_mail_address_adds_no_header(tmp_path: Path):
    """`?` is a letter of mail addresses and the beginning of headers in links."""
    contact = "{email: a?bcc=b@example.org}"
    config = f"{CONFIG}contact: {contact}\n"
    files = compiled(make_hub(tmp_path, {"content/directory/o.yaml": organization(contact=contact)}, config)).files
    page = next(file.content.decode() for file in files if file.path == "directorio/o.html")
    assert page.count("mailto:a%3Fbcc%3Db@example.org") == 3 and "mailto:a?" not in page
    assert ">a?bcc=b@example.org</a>" in page


def test_a_scheme_in_capitals_is_a_scheme(tmp_path: Path):
    files = {"content/financing/a.md": financing(apply_url="HTTPS://Example.org/X", source="Http://example.org/")}
    result = compiled(make_hub(tmp_path, files))
    assert not errors(result.problems)
    page = next(file.content.decode() for file in result.files if file.path == "financiamiento/a.html")
    assert 'href="https://Example.org/X"' in page and 'href="http://example.org/"' in page


def test_a_blank_before_a_comma_belongs_to_its_text(tmp_path: Path):
    """Sentences of chosen values set their own commas and leave those of labels alone."""
    config = f'{CONFIG}facets:\n  document: [publisher, {{field: year, phrase: "de {{}} , sí"}}]\n'
    project = make_hub(tmp_path, {"content/documents/a.yaml": document(publisher='"Uno , dos"', year="2026")}, config)
    pages = {file.path: file.content.decode() for file in compiled(project).files if file.path.endswith(".html")}
    assert "<h1>Documentos, publicado por: Uno , dos</h1>" in pages["documentos/publicado-por/uno-dos.html"]
    assert "<h1>Documentos de 2026 , sí</h1>" in pages["documentos/ano/2026.html"]


@pytest.mark.parametrize("name", ["a:b.txt", "con.pdf", 'a"b.pdf', "a%20b.pdf", "a#b.pdf", "a\u202eb.pdf"])
def test_a_file_whose_name_cannot_be_is_told_at_its_place(tmp_path: Path, name: str):
    """Files of static/, and those that entries name: other systems cannot hold them, or no address leads to them."""
    static = make_hub(tmp_path / "static", {"content/guides/a.md": guide(), f"content/static/{name}": "x"})
    fault = the_error(static)
    assert (fault.rule, fault.where.file) == ("value-type", f"content/static/{name}")
    assert str(fault.mend) == "rename the file"


# -- the home screen of a phone ----------------------------------------------------------------


def test_each_language_has_a_manifest_whose_addresses_are_files(tmp_path: Path):
    found = plan(tmp_path, {"guides/costos.md": guide()})
    for folder, name in (("", "Centro PYME"), ("en/", "SME Centre"), ("pt/", "Centro PME")):
        data = json.loads(html(found, f"{folder}hub.webmanifest"))
        assert data["name"] == name and data["lang"] == (folder[:2] or "es")
        for address in (data["start_url"], *(icon["src"] for icon in data["icons"])):
            assert normpath(f"{folder}{address}") in paths(found)
        assert normpath(f"{folder}{data['scope']}") == "."


def test_the_page_that_explains_names_it_and_no_other_does(tmp_path: Path):
    """So that no reader pays for it who does not want it; a phone fetches it when it is asked to keep the page."""
    found = plan(tmp_path, {"guides/costos.md": guide()})
    naming = {path for path in pages(found) if "manifest" in html(found, path)}
    assert naming == {"suscribirse.html", "en/subscribe.html", "pt/assinar.html"}
    assert "manifest-src 'self'" in html(found, "suscribirse.html")


def test_the_menu_names_the_first_sections_and_the_way_to_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A menu of many lines would fill a phone; the list on the home page is whole, and seen on a desk too."""
    files = {"content/guides/g.md": guide()}
    whole = plan(tmp_path / "whole", files)
    monkeypatch.setattr(frame, "MENU_SECTIONS", 1)
    cut = plan(tmp_path / "cut", files)
    menus = [re.search(r"<nav id=menu.*?</nav>", html(found, "guias/g.html"), re.S)[0] for found in (whole, cut)]
    assert [re.findall(r">([^<]+)</a>", menu) for menu in menus] == [
        ["Temas", "Guías", "De la A a la Z", "Cerrar"],
        ["Temas", "De la A a la Z", "Todo el sitio", "Cerrar"],
    ]
    assert 'href="../index.html#s"' in menus[1]
    assert ["<div class=thin>\n<h2 id=s>" in html(found, "index.html") for found in (whole, cut)] == [True, False]
    assert ">Guías</a>" in html(cut, "index.html")


def test_home_counts_one_in_the_singular(tmp_path):
    """One option, one guide, one entry of a language: each with its own words; a language without any has no number."""
    files = {
        "content/guides/a.md": guide(),
        "content/financing/a.md": financing(),
        "content/directory/a.yaml": organization(),
    }
    found = plan(tmp_path, files)

    home, english = html(found, "index.html"), html(found, "en/index.html")
    assert "1 opción, con monto, país y plazo" in home and "1 guía paso a paso" in home and "1 ficha con su" in home
    assert "Ver la lista" in home and "Ver las 1" not in home
    assert "1 option, with amount" in english and "See the list" in english
    assert not re.search(r"(?<!\d)[01] (fichas|entries|opciones|options)", home + english)


def test_home_shows_what_there_is_where_a_hub_has_no_news_no_guides_and_no_dates(tmp_path):
    files = {f"content/faq/p{n}.yaml": question(title=f"¿Pregunta {n}?") for n in range(4)}
    home = html(plan(tmp_path, files), "index.html")
    assert home.count("¿Pregunta") == 3 and 'href="preguntas/index.html"' in home


def test_home_says_in_which_language_its_heading_is(tmp_path):
    """A summary that has no translation stands on the other homes with its language; so does the title of a profile."""
    config = "summary: Guías para empresas.\nprofiles:\n  - {slug: cafe, title: Café, countries: [HN]}\n"
    found = plan(tmp_path, {"content/guides/a.md": guide()}, config)

    assert "<h1>Guías para empresas.</h1>" in html(found, "index.html")
    english = html(found, "en/index.html")
    assert '<h1 lang="es">Guías para empresas.</h1>' in english
    assert re.search(r'<a href="[^"]*cafe.html" lang="es">Café</a>', english)
    assert 'lang="es">Guías para empresas.' in html(found, "en/about.html")
    assert '<h1 lang="es">Café</h1>' in html(found, "en/cafe.html")


def test_the_same_pages_however_many_cards_are_held(tmp_path, monkeypatch):
    """Lists of a large hub ask for hundreds of thousands: only the last ones are held."""
    files = {f"content/guides/g-{number}.md": guide() for number in range(3)}
    whole = plan(tmp_path / "whole", files)
    held: list[int] = []

    class Few(dict):
        def __setitem__(self, *pair):
            super().__setitem__(*pair)
            held.append(len(self))

    class FewCards(display.Display):
        def __init__(self, *values):
            super().__init__(*values)
            self.cards = Few()

    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    monkeypatch.setattr(frame, "Display", FewCards)
    few = plan(tmp_path / "few", files)
    assert {file.path: file.content for file in few.files} == {file.path: file.content for file in whole.files}
    assert max(held) == 2
