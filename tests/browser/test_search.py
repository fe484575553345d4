"""The search in a real browser: what it finds, what it costs; by keyboard, from a disk, without network or scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from hubgen.project import Project
from tests.browser.conftest import NewPage, Serve
from tests.browser.test_policy import WATCH
from tests.conftest import ROOT
from tests.example import Example
from tests.hubs import build, guide, make_hub
from tests.tools import axe_source

PAGES = {"es": "buscar.html", "en": "en/search.html", "pt": "pt/busca.html"}
UNDER = "/hub/"
FIRST_BYTES, FIRST_REQUESTS = 125_000, 16
NEXT_BYTES, NEXT_REQUESTS = 25_000, 6
# Ñ, accents, plurals and verbs, words of the body, of a provider, of a synonym, numbers, two words, a wrong order.
QUESTIONS = (
    ("es", "registrar marca", "guias/registrar-marca.html"),
    ("es", "MARCA REGISTRAR", "guias/registrar-marca.html"),
    ("es", "primera exportacion", "guias/primera-exportacion.html"),
    ("es", "exportación", "temas/exportar.html"),
    ("es", "credito para mi empresa", "guias/solicitar-credito.html"),
    ("es", "flujo de caja", "guias/flujo-de-caja.html"),
    ("es", "cómo funciona un fondo de garantía", "guias/como-funciona-fondo-garantia.html"),
    ("es", "etiquetas europa", "normas/ue-etiquetado-alimentos.html"),
    ("es", "1169/2011", "normas/ue-etiquetado-alimentos.html"),
    ("es", "iso 9001", "normas/iso-9001.html"),
    ("es", "licitaciones", "avisos/licitacion-merienda-escolar.html"),
    ("es", "deforestacion", "normas/ue-deforestacion.html"),
    ("es", "feria de cafe", "eventos/feria-cafe-cacao.html"),
    ("es", "plantilla costos", "documentos/plantilla-costos.html"),
    ("en", "cash flow", "en/guides/cash-flow.html"),
    ("en", "pesticide residues", "en/standards/ue-residuos-plaguicidas.html"),
    ("en", "how guarantee funds work", "en/guides/how-a-guarantee-fund-works.html"),
    ("en", "Thursdays", "en/events/consultas-jueves.html"),
    ("pt", "primeira exportacao", "pt/guias/primeira-exportacao.html"),
    ("pt", "produção orgânica", "pt/normas/ue-organico.html"),
    ("pt", "cafe cumbre", "pt/diretorio/cafe-cumbre-ejemplo.html"),
)
AXE = """async () => (await axe.run(document, {runOnly: {type: "tag", values: [
  "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})).violations.map(
  one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | "))"""


@pytest.fixture
def start(example: Example, serve: Serve) -> str:
    """The example hub on a web host, below a path."""
    return serve(example.folder, under=UNDER)


def traffic_of(page: Page) -> list[Request]:
    """What the page asks for from now on; told when it is asked for, since an answer may show before it is told."""
    found: list[Request] = []
    page.on("request", lambda request: None if request.url.startswith("data:") else found.append(request))
    return found


def names_of(traffic: list[Request]) -> list[str]:
    return [request.url.rpartition("/")[2] for request in traffic]


def bytes_of(traffic: list[Request]) -> int:
    """As they went over the network, when all have come."""
    return sum(request.sizes()["responseBodySize"] for request in traffic)


def ask(page: Page, words: str) -> None:
    """Types the words and waits for the answer."""
    page.fill("#q", words)
    page.keyboard.press("Enter")
    answered(page)


def answered(page: Page) -> None:
    """The answer is there: a sentence, and the first results when there are any."""
    page.locator("#count:visible, #none:visible, #offline:visible, #disk:visible, #old:visible").wait_for()
    page.locator("#more:not([disabled])").wait_for(state="attached")


def results(page: Page) -> list[str]:
    """Where the results lead."""
    return page.eval_on_selector_all("#found h2 a", "all => all.map(a => a.href)")


def said(page: Page) -> str:
    return page.locator("#said").inner_text().strip()


@pytest.mark.parametrize("language", PAGES)
def test_questions_find_what_they_should(example: Example, start: str, page_320: Page, language: str):
    """Each finds its page among the first three: with or without accents, in any case, order and form of the words."""
    page_320.goto(start + PAGES[language])
    faults = {}
    for lang, words, wanted in QUESTIONS:
        if lang == language:
            ask(page_320, words)
            found = [link.removeprefix(start) for link in results(page_320)]
            if wanted not in found:
                faults[words] = (wanted, found)
            assert set(found) <= example.site.files
    assert faults == {}


def test_there_are_twenty_questions_or_more():
    assert len(QUESTIONS) >= 20 and {lang for lang, _, _ in QUESTIONS} == set(PAGES)


@pytest.mark.parametrize("language", PAGES)
def test_what_a_search_costs(example: Example, start: str, page_320: Page, language: str, capsys):
    """Nothing before the reader asks; then about what the page said, and little for each question after it."""
    traffic = traffic_of(page_320)
    page_320.goto(start + PAGES[language])
    page_320.wait_for_timeout(300)
    assert names_of(traffic) == [PAGES[language].rpartition("/")[2]]
    told = int(re.search(r"(\d+) KB", page_320.locator("form[name=search] .meta").inner_text())[1])

    words = {"es": ("exportar", "garantía"), "en": ("export", "guarantee"), "pt": ("exportar", "garantia")}[language]
    costs = []
    for word in words:
        traffic.clear()
        ask(page_320, word)
        page_320.wait_for_timeout(200)
        costs.append((bytes_of(traffic), len(traffic)))
        assert not [name for name in names_of(traffic) if "worker" in name or "ui" in name]
    first, second = costs
    # The test host does not compress: pagefind.js and the interface weigh 44 KB less on one that does.
    plain = ("pagefind/pagefind.js", next(path for path in example.site.files if path.startswith("assets/search.")))
    spared = sum((example.folder / path).stat().st_size for path in plain) - 15_500
    with capsys.disabled():
        print(
            f"\n  {language}: {told} KB are told; the first search moves {(first[0] - spared) / 1000:.1f} KB after gzip"
            f" in {first[1]} requests, the next {second[0] / 1000:.1f} KB in {second[1]}"
        )
    assert first[0] - spared <= FIRST_BYTES and first[1] <= FIRST_REQUESTS
    assert second[0] <= NEXT_BYTES and second[1] <= NEXT_REQUESTS
    assert told * 1000 == pytest.approx(first[0] - spared, rel=0.25)


def test_nothing_breaks_the_policy_and_no_other_host_is_asked(start: str, page_320: Page, console_errors: list[str]):
    """The policy of this page allows its scripts, WebAssembly and its own host, and forbids all else."""
    asked: list[str] = []
    page_320.on("request", lambda request: asked.append(request.url))
    page_320.add_init_script(WATCH)
    for path in PAGES.values():
        page_320.goto(start + path)
        ask(page_320, "export")
        page_320.select_option("#type", index=1)
        answered(page_320)
    assert console_errors == []
    assert [url for url in asked if not url.startswith((start, "data:"))] == []
    policy = page_320.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none';") and "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    assert "blob:" not in policy and "worker-src" not in policy


def test_filters_narrow_and_tell_how_many(start: str, page_320: Page):
    """Each offers what there is with the others chosen; the count, the results and the address follow."""
    page_320.goto(start + "buscar.html")
    ask(page_320, "garantía")
    everything = int(said(page_320).split()[0])
    options = page_320.eval_on_selector_all("#type option", "all => all.map(one => one.textContent)")
    assert options[0] == "Todos" and sum(int(re.search(r"\((\d+)\)", one)[1]) for one in options[1:]) == everything

    page_320.select_option("#type", "Guía")
    answered(page_320)
    guides = int(said(page_320).split()[0])
    assert 0 < guides < everything and f"Guía ({guides})" in options
    assert all("/guias/" in link for link in results(page_320))
    after = page_320.eval_on_selector_all("#type option", "all => all.map(one => one.textContent)")
    assert after == options  # its own choice leaves the others in it
    countries = page_320.eval_on_selector_all("#country option", "all => all.map(one => one.textContent)")
    assert all(int(re.search(r"\((\d+)\)", one)[1]) <= guides for one in countries[1:])

    page_320.select_option("#country", index=1)
    answered(page_320)
    assert 0 < int(said(page_320).split()[0]) <= guides
    for name in ("#type", "#country"):
        page_320.select_option(name, "")
        answered(page_320)
    assert int(said(page_320).split()[0]) == everything


def test_the_newest_can_come_first(start: str, page_1280: Page):
    page_1280.goto(start + "en/search.html")
    ask(page_1280, "export")
    page_1280.select_option("#order", "date")
    answered(page_1280)
    page_1280.click("#more")
    answered(page_1280)
    days = page_1280.eval_on_selector_all(
        "#found .meta", "all => all.map(one => Date.parse(one.textContent.split(' ·\u00a0').pop()))"
    )
    assert len(days) > 5 and days == sorted(days, reverse=True)


def test_a_result_says_what_it_is(start: str, page_320: Page):
    """Title, words around those found with these marked, type, country, day; a state where there is one."""
    page_320.goto(start + "buscar.html")
    ask(page_320, "etiquetas sin errores")
    first = page_320.locator("#found li").first
    assert first.locator("h2").inner_text() == "Etiquetas de alimentos sin errores"
    assert re.fullmatch("Guía ·\u00a0.+ ·\u00a0\\d+ [a-z]{3} 2026", first.locator(".meta").inner_text())
    text, marked = first.locator("p").first.inner_text(), first.locator("mark").all_inner_texts()
    assert marked and all(re.match("etiqueta|sin|error", one, re.I) for one in marked)
    assert not text.startswith("Etiquetas de alimentos") and text.endswith("…")  # the title stands above already
    ask(page_320, "crédito equipo pyme")
    assert page_320.locator("#found .tag").first.inner_text() == "Por cerrar"


def test_more_results_come_on_demand_and_get_the_focus(start: str, page_320: Page):
    page_320.goto(start + "buscar.html")
    ask(page_320, "empresa")
    total = int(said(page_320).split()[0])
    assert total > 8 and len(results(page_320)) == 3
    page_320.focus("#more")
    page_320.keyboard.press("Enter")
    answered(page_320)
    links = results(page_320)
    assert len(links) == 8 and len(set(links)) == 8
    assert page_320.evaluate("document.activeElement.href") == links[3]
    while page_320.locator("#more:visible").count():
        page_320.click("#more")
        answered(page_320)
    assert len(set(results(page_320))) == total


def test_all_of_it_works_by_keyboard(start: str, page_320: Page):
    """From the top of the page to a result, with Tab, Enter and the keys of a list."""
    page_320.goto(start + "buscar.html")

    def tab_to(selector: str) -> None:
        for _ in range(40):
            if page_320.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page_320.keyboard.press("Tab")
        pytest.fail(f"the Tab key never reaches {selector}")

    tab_to("#q")
    page_320.keyboard.type("marca")
    page_320.keyboard.press("Tab")
    assert page_320.evaluate("document.activeElement.textContent") == "Buscar"
    page_320.keyboard.press("Enter")
    answered(page_320)
    tab_to("#type")
    before = said(page_320)
    page_320.keyboard.type("Gu")
    answered(page_320)
    assert page_320.input_value("#type") == "Guía" and said(page_320) != before
    assert page_320.evaluate("document.activeElement.id") == "type"  # the list keeps the focus
    tab_to("#found a")
    page_320.keyboard.press("Enter")
    page_320.wait_for_url("**/guias/*.html")
    page_320.go_back()
    page_320.locator("#found a").first.wait_for()  # the question stands in the address
    assert page_320.input_value("#q") == "marca"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_answers(start: str, new_page: NewPage, width: int, scheme: str):
    source = axe_source()
    page = new_page(width=width, color_scheme=scheme)
    page.goto(start + "buscar.html")
    for words in ("crédito", "qwxyk"):
        ask(page, words)
        page.evaluate(source)
        assert page.evaluate(AXE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_count_is_read_aloud(start: str, page_320: Page):
    """It appears in a region that screen readers watch, which is there from the beginning."""
    page_320.goto(start + "en/search.html")
    assert page_320.locator("[role=status]").count() == 1 and said(page_320) == ""
    ask(page_320, "guarantee")
    assert re.fullmatch(r"\d+ results", page_320.locator("[role=status]").inner_text().strip())


def test_nothing_found_leads_on(start: str, page_320: Page):
    """A plain sentence, the same question in the other languages, and letters, topics and sections below."""
    page_320.goto(start + "buscar.html")
    ask(page_320, "qwxyk")
    assert "No hay nada con esas palabras" in said(page_320) and results(page_320) == []
    assert not page_320.locator("#more:visible").count()
    page_320.locator(".found a[hreflang=en]").click()
    answered(page_320)
    assert page_320.url == start + "en/search.html?q=qwxyk"
    assert page_320.locator("aside .jump a").count() > 5


def test_an_empty_question_asks_nothing(start: str, page_320: Page):
    traffic = traffic_of(page_320)
    page_320.goto(start + "buscar.html")
    page_320.fill("#q", "   ")
    page_320.keyboard.press("Enter")
    page_320.wait_for_timeout(300)
    assert said(page_320) == "" and not [name for name in names_of(traffic) if "pagefind" in name]


def test_a_question_from_another_page_waits_until_the_reader_has_agreed(start: str, page_320: Page):
    """The first time it stands in the field and nothing is fetched; afterwards it is asked at once."""
    page_320.goto(start + "index.html")
    traffic = traffic_of(page_320)
    page_320.fill("form[role=search] input", "café & cacao")
    page_320.keyboard.press("Enter")
    page_320.wait_for_url("**/buscar.html?q=*")
    page_320.wait_for_timeout(300)
    assert page_320.input_value("#q") == "café & cacao" and len(traffic) == 1
    page_320.locator("form[name=search] button").click()
    answered(page_320)
    page_320.goto(start + "index.html")
    page_320.fill("form[role=search] input", "marca")
    page_320.keyboard.press("Enter")
    answered(page_320)
    assert page_320.input_value("#q") == "marca" and len(results(page_320)) == 3


def test_the_page_of_a_missing_address_asks_too(example: Example, serve: Serve, page_320: Page):
    start = serve(example.folder)
    page_320.goto(start + "en/no/such/page.html")
    page_320.fill("form[role=search] input", "marca")
    page_320.keyboard.press("Enter")
    page_320.wait_for_url(start + "buscar.html?q=marca")


@pytest.mark.parametrize("missing", ["assets/search", r"pagefind\.js", "entry", "pf_meta", "wasm", "pf_filter",
                                     "pf_index", "pf_fragment"])  # fmt: skip
@pytest.mark.parametrize("how", ["no network", "not found"])
def test_without_network_it_says_so_and_goes_on_later(start: str, page_320: Page, missing: str, how: str):
    """Whichever file does not come: a plain sentence, never "nothing found"; the next try works."""
    page_320.goto(start + "buscar.html")
    stop = (lambda route: route.abort()) if how == "no network" else (lambda route: route.fulfill(status=404, body="x"))
    page_320.route(re.compile(missing), stop)
    ask(page_320, "marca")
    assert "La búsqueda no pudo bajarse" in said(page_320) and results(page_320) == []
    assert page_320.locator("aside .jump a").first.is_visible()
    page_320.unroute_all()
    page_320.keyboard.press("Enter")
    page_320.locator("#count:visible").wait_for()
    answered(page_320)
    assert "resultados" in said(page_320) and len(results(page_320)) == 3


def test_a_page_older_than_the_index_finds_the_new_one(example: Example, start: str, page_320: Page):
    """A cache may hold the page of an older build: the second try asks for the entry of today."""
    html = (example.folder / "buscar.html").read_text("utf-8")
    old = re.sub(r'data-index="es_\w+', 'data-index="es_0123456789', html)
    page_320.route("**/buscar.html", lambda route: route.fulfill(body=old, content_type="text/html"))
    page_320.goto(start + "buscar.html")
    ask(page_320, "marca")
    assert "no pudo" in said(page_320)
    page_320.keyboard.press("Enter")
    page_320.locator("#count:visible").wait_for()
    answered(page_320)
    assert len(results(page_320)) == 3


def test_from_a_disk_it_says_so(example: Example, page_320: Page):
    """pagefind cannot work there; the form of the home page leads here all the same, and the rest of the page helps."""
    page_320.goto((example.folder / "index.html").as_uri())
    page_320.fill("form[role=search] input", "marca")
    page_320.keyboard.press("Enter")
    page_320.wait_for_url("**/buscar.html?q=marca")
    page_320.locator("form[name=search] button").click()
    page_320.locator("#disk:visible").wait_for()
    assert "abierto desde un disco" in said(page_320)
    page_320.locator("aside .jump a").first.click()
    page_320.wait_for_url(re.compile(r"/a-z(\.html#|/)"))


def test_a_browser_that_cannot_is_told_before_it_fetches_much(start: str, page_320: Page):
    page_320.add_init_script("delete window.WebAssembly")
    traffic = traffic_of(page_320)
    page_320.goto(start + "buscar.html")
    ask(page_320, "marca")
    assert "Este navegador no puede" in said(page_320) and len(traffic) == 2


@pytest.mark.parametrize("language", PAGES)
def test_without_scripts_the_page_leads_to_everything(
    example: Example, start: str, page_without_scripts: Page, language: str
):
    """The form leads back to this page; letters, topics and sections are right below, and lead somewhere."""
    page_without_scripts.goto(start + PAGES[language])
    page_without_scripts.fill("#q", "marca")
    page_without_scripts.keyboard.press("Enter")
    page_without_scripts.wait_for_url(f"**/{PAGES[language]}?q=marca")
    links = page_without_scripts.eval_on_selector_all(
        "aside a", "all => all.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    # On one page, or on a page each where entries are many.
    letters = [link for link in links if "#l-" in link or "a-z/" in link]
    assert len(letters) > 10 and len(links) > len(letters) + 15
    assert all(
        (target := example.site.target(link, PAGES[language])) and target[0] in example.site.files for link in links
    )
    assert page_without_scripts.locator("#said :visible, #narrow:visible, #more:visible").count() == 0


def test_what_authors_write_stays_text(tmp_path: Path, serve: Serve, page_320: Page, console_errors: list[str]):
    """Markup in titles and texts is shown as it was written, and never becomes part of the page."""
    body = "Escriba `<img src=x onerror=alert(1)>` y `<mark>x</mark>` o `&lt;b&gt;` en la etiqueta peligrosa.\n"
    config = (ROOT / "tests/golden/centre/config.yaml").read_text("utf-8")
    title = '"<b>Etiqueta</b> & <script>alert(2)</script>"'
    project = make_hub(tmp_path / "hub", {"content/guides/a.md": guide(body, title=title)}, _one_language(config))
    start = serve(build(project).output_dir)
    page_320.goto(start + "buscar.html")
    ask(page_320, "peligrosa")
    assert page_320.locator("#found h2").inner_text() == "<b>Etiqueta</b> & <script>alert(2)</script>"
    text = page_320.locator("#found p").first.inner_text()
    assert "<img src=x onerror=alert(1)>" in text and "<mark>x</mark>" in text and "&lt;b&gt;" in text
    assert page_320.locator("#found :is(img, script, b:not(.tag))").count() == 0
    ask(page_320, "<img src=x>")
    assert console_errors == []


def _one_language(config: str) -> str:
    kept = (line for line in config.splitlines() if re.match(r"hubgen|title:|base_url|tag_auth|timezone|country", line))
    return "\n".join([*kept, "languages: [es]", ""])


@pytest.fixture(scope="module")
def searched_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    files = {f"content/guides/g{n}.md": guide(f"Texto {n}.\n", title=f"Guía {n}") for n in range(4)}
    config = _one_language((ROOT / "tests/golden/centre/config.yaml").read_text("utf-8"))
    yield make_hub(tmp_path_factory.mktemp("searched") / "hub", files, config)


def test_four_results_are_shown_with_one_press_more(searched_hub: Project, serve: Serve, page_320: Page):
    page_320.goto(serve(build(searched_hub).output_dir) + "buscar.html")
    ask(page_320, "texto")
    assert len(results(page_320)) == 3 and said(page_320) == "4 resultados"
    page_320.click("#more")
    answered(page_320)
    assert len(results(page_320)) == 4 and not page_320.locator("#more:visible").count()
    ask(page_320, "texto 2")
    assert said(page_320) == "1 resultado"
