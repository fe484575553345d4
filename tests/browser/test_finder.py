"""The finder of a list in a real browser: what it finds, what it costs; by keyboard, from a disk, without scripts."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from hubgen.model.site import Published
from hubgen.project import Project
from hubgen.stages.plan.facets import facets_of, values_of
from hubgen.types import BY_NAME
from tests.browser.conftest import NewPage, Serve
from tests.browser.test_layout import AXE, FINGER
from tests.browser.test_policy import WATCH
from tests.browser.test_search import names_of, traffic_of
from tests.conftest import ROOT
from tests.example import Example
from tests.hubs import CONFIG, build, config_of, financing, make_hub
from tests.payloads import PAYLOADS
from tests.tools import axe_source

MONEY = "financiamiento/paises/honduras.html"
LISTS = (
    (MONEY, "financing", "countries", "HN"),
    ("directorio/paises/guatemala.html", "organization", "countries", "GT"),
    ("normas/mercados/alemania.html", "standard", "markets", "DE"),
    ("normas/productos/0901.html", "standard", "products", "0901"),
)
TRIES = 15
# Sets the choices, waits until the finder has shown them, and gives where the results lead.
CHOOSE = """hash => new Promise(done => {
  const shown = () => done([
    [...[...document.querySelectorAll(".rows")].pop().querySelectorAll("h2 a")].map(a => a.getAttribute("href")),
    parseInt(document.querySelector("#count").textContent)]);
  addEventListener("hashchange", shown, {once: true});  // the finder's own comes first
  location.hash = "#f:";
  location.hash === hash ? shown() : location.hash = hash;
})"""


@pytest.fixture(params=["http", "file"])
def start(request: pytest.FixtureRequest, example: Example, serve: Serve) -> str:
    """The example hub on a web host below a path, and from a disk."""
    return serve(example.folder, under="/hub/") if request.param == "http" else f"{example.folder.as_uri()}/"


def open_finder(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("form[name=finder] button").click()
    page.locator("summary").first.wait_for()


def choose(page: Page, facet: str, value: str) -> None:
    """Opens a facet and ticks a value, as a reader does."""
    box = page.locator("details", has=page.locator("summary", has_text=facet))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.locator("label", has_text=value).click()


def entries_with(
    example: Example, kind: str, field: str, value: str
) -> Iterator[tuple[Published, dict[str, set[str]]]]:
    """The entries of a list, each with its values by facet, as the facets themselves tell."""
    config = config_of(Project(ROOT))
    content_type = BY_NAME[kind]
    for one in example.hub.of_type(kind):
        values = {
            facet.field: values_of(one, content_type, facet, config, example.hub, "es")
            for facet in facets_of(content_type, config)
        }
        if one.life == "current" and {value, "all"} & values[field]:
            yield one, values


@pytest.mark.parametrize(("path", "kind", "field", "value"), LISTS)
def test_combined_choices_find_what_the_entries_say(
    example: Example, new_page: NewPage, start: str, path: str, kind: str, field: str, value: str
):
    """Random choices of one to four values in one to three facets, counted again from the entries."""
    page = new_page(width=320)
    page.goto(start + path)
    order = page.eval_on_selector_all(".rows h2 a", "all => all.map(a => a.getAttribute('href'))")
    page.locator("form[name=finder] button").click()
    page.locator("summary").first.wait_for()
    entries = {one.paths["es"].rpartition("/")[2]: values for one, values in entries_with(example, kind, field, value)}
    assert sorted(link.rpartition("/")[2] for link in order) == sorted(entries)

    chance = random.Random(path)
    fields = sorted(name for name in next(iter(entries.values())) if name != field)
    known = {name: sorted(set().union(*(values[name] for values in entries.values())) - {"all"}) for name in fields}
    offered = [name for name in fields if len(known[name]) > 1]
    several = 0
    for _ in range(TRIES):
        names = chance.sample(offered, chance.randint(1, min(3, len(offered))))
        chosen = {name: chance.sample(known[name], chance.randint(1, min(2, len(known[name])))) for name in names}
        hash_ = "#f:" + ";".join(f"{name}={','.join(quoted(one) for one in ids)}" for name, ids in chosen.items())
        links, count = page.evaluate(CHOOSE, hash_)
        expected = [
            link
            for link in order
            if all({*ids, "all"} & entries[link.rpartition("/")[2]][name] for name, ids in chosen.items())
        ]
        assert (links, count) == (expected, len(expected)), chosen
        several += 0 < len(expected) < len(order)
    assert several > TRIES / 4


def quoted(text: str) -> str:
    return text.replace("%", "%25").replace("/", "%2F").replace(",", "%2C").replace(" ", "%20")


def test_the_counts_say_what_a_tick_would_give(example: Example, page_320: Page, start: str):
    """Within a facet values add up, so that a tick there never leaves less; a value without results goes away."""
    open_finder(page_320, start + MONEY)
    choose(page_320, "Instrumentos", "Garantía")
    expect(page_320.locator("#count")).to_have_text("5 resultados")
    found = [values for _, values in entries_with(example, "financing", "countries", "HN")]
    guarantees = [values for values in found if {"guarantee"} & values["instruments"]]
    small = sum(bool({"small", "all"} & values["sizes"]) for values in guarantees)
    choose(page_320, "Tamaños", "Pequeña")
    label = page_320.locator("fieldset label", has_text="Pequeña")
    expect(label.locator("small")).to_have_text(str(small))
    expect(page_320.locator("#count")).to_contain_text(f"{small} resultado")
    grants = [values for values in found if {"grant"} & values["instruments"]]
    visible = any({"small", "all"} & values["sizes"] for values in grants)
    assert page_320.locator("fieldset label", has_text="Subvención").is_visible() == visible


def test_the_sentence_is_that_of_the_page_of_the_pair(example: Example, page_320: Page, start: str):
    """The heading and the title say what is chosen, word for word as the page that was made beforehand."""
    open_finder(page_320, start + MONEY)
    choose(page_320, "Instrumentos", "Garantía")
    pair = example.site.pages["financiamiento/instrumentos/garantia/honduras.html"]
    expect(page_320).to_have_title(pair.title)
    assert page_320.locator("h1").inner_text() == "Financiamiento de tipo garantía en Honduras"
    choose(page_320, "Instrumentos", "Microcrédito")
    expect(page_320.locator("h1")).to_have_text("Financiamiento de tipo microcrédito o garantía en Honduras")


def test_back_takes_a_choice_away_and_the_address_can_be_sent(page_320: Page, new_page: NewPage, start: str):
    open_finder(page_320, start + MONEY)
    choose(page_320, "Instrumentos", "Garantía")
    choose(page_320, "Tamaños", "Micro")
    expect(page_320.locator("h1")).to_have_text("Financiamiento de tipo garantía para empresa micro en Honduras")
    address, count = page_320.url, page_320.locator("#count").inner_text()
    assert address.endswith("#f:instruments=guarantee;sizes=micro")
    page_320.go_back()
    expect(page_320.locator("h1")).to_have_text("Financiamiento de tipo garantía en Honduras")
    assert not page_320.locator("fieldset label", has_text="Micro").last.locator("input").is_checked()
    page_320.go_forward()
    expect(page_320.locator("h1")).to_have_text("Financiamiento de tipo garantía para empresa micro en Honduras")

    other = new_page(width=320)
    other.goto(address)
    expect(other.locator("#count")).to_have_text(count)
    other.locator(".rows h2 a:visible").first.click()
    other.wait_for_url("**/financiamiento/*.html")
    other.go_back()
    expect(other.locator("#count")).to_have_text(count)


def test_choices_are_taken_away_one_by_one_or_all(page_320: Page, start: str):
    open_finder(page_320, start + MONEY)
    before = page_320.locator("#count").inner_text()
    choose(page_320, "Instrumentos", "Garantía")
    choose(page_320, "Tamaños", "Micro")
    page_320.get_by_role("button", name="Quitar: Garantía").click()
    expect(page_320.locator("h1")).to_have_text("Financiamiento para empresa micro en Honduras")
    assert page_320.evaluate("document.activeElement.localName") == "summary"
    page_320.get_by_role("button", name="Quitar todo").click()
    expect(page_320.locator("#count")).to_have_text(before)
    assert page_320.get_by_role("button", name="Quitar").count() == 0


def test_the_other_language_keeps_the_choices(page_320: Page, start: str):
    open_finder(page_320, start + MONEY)
    choose(page_320, "Instrumentos", "Garantía")
    expect(page_320.locator("h1")).to_contain_text("garantía")
    page_320.locator("header a[hreflang=en]").click()
    expect(page_320.locator("h1")).to_have_text("Financing of type guarantee in Honduras")


def test_a_long_list_is_shown_step_by_step_while_it_comes(tmp_path: Path, page_320: Page, monkeypatch):
    """Records of further files join those that are there; thirty are shown, and thirty more."""
    monkeypatch.setattr("hubgen.stages.plan.pages.lists.finder.RECORDS", 40)
    files = {
        f"content/financing/f{n:03}.md": financing(
            title=f"Línea {n:03}",
            instruments="[loan]" if n % 2 else "[grant]",
            sizes="[micro]" if n % 3 else "[micro, small]",
        )
        for n in range(100)
    }
    config = CONFIG + "facets: {financing: [instruments, sizes, countries]}\n"
    folder = build(make_hub(tmp_path / "hub", files, config)).output_dir
    open_finder(page_320, f"{folder.as_uri()}/{MONEY}")
    expect(page_320.locator("#count")).to_have_text("100 resultados")
    shown = page_320.locator(".rows h2 a:visible")
    assert shown.count() == 30
    page_320.get_by_role("button", name="Ver más resultados").click()
    expect(shown).to_have_count(60)
    assert page_320.evaluate("document.activeElement.textContent") == "Línea 030"
    choose(page_320, "Tamaños", "Pequeña")
    expect(page_320.locator("#count")).to_have_text("34 resultados")


@pytest.mark.parametrize("path", [one[0] for one in LISTS])
def test_nothing_is_fetched_before_the_reader_asks_and_then_what_the_page_said(
    example: Example, serve: Serve, page_320: Page, path: str
):
    """Two files; over a line that packs them, they cost what the button says."""
    traffic = traffic_of(page_320)
    page_320.goto(serve(example.folder) + path)
    page_320.wait_for_load_state("networkidle")
    assert names_of(traffic) == [path.rpartition("/")[2]]
    told = re.search(r"(\d+) KB", page_320.locator("form[name=finder]").inner_text())
    page_320.locator("form[name=finder] button").click()
    page_320.locator("summary").first.wait_for()
    beside = (example.folder / path).parent
    fetched = [
        (beside if name.endswith(".finder.js") else example.folder / "assets") / name for name in names_of(traffic)[1:]
    ]
    cost = sum(len(gzip.compress(file.read_bytes(), 9)) for file in fetched)
    print(path, [file.name for file in fetched], cost, "bytes")
    assert len(fetched) == 2 and told and int(told[1]) * 1000 - 1000 < cost <= int(told[1]) * 1000


def test_without_scripts_there_is_no_trace_of_it(example: Example, page_without_scripts: Page, start: str):
    """The list, and the links of the facets, as on every other page."""
    page_without_scripts.goto(start + MONEY)
    assert not page_without_scripts.locator("form[name=finder]").is_visible()
    assert "Combinar" not in page_without_scripts.locator("body").inner_text()
    assert page_without_scripts.locator(".rows > li").count() == 15
    assert page_without_scripts.locator("#choose a").count() > 5


def test_it_breaks_no_policy(page_320: Page, start: str, console_errors: list[str]):
    page_320.add_init_script(WATCH)
    open_finder(page_320, start + MONEY)
    choose(page_320, "Instrumentos", "Garantía")
    expect(page_320.locator("#count")).to_have_text("5 resultados")
    assert console_errors == []


def test_when_it_does_not_come_the_page_says_so_and_it_can_be_tried_again(
    example: Example, serve: Serve, page_320: Page
):
    def refuse(route: Route) -> None:
        route.abort()

    page_320.route("**/*.finder.js", refuse)
    page_320.goto(serve(example.folder) + MONEY)
    page_320.locator("form[name=finder] button").click()
    expect(page_320.get_by_role("alert")).to_contain_text("No se pudo bajar")
    assert page_320.locator(".rows > li:visible").count() == 15
    page_320.unroute("**/*.finder.js", refuse)
    page_320.locator("form[name=finder] button").click()
    page_320.locator("summary").first.wait_for()
    assert not page_320.get_by_role("alert").is_visible()


def test_all_of_it_works_by_keyboard(page_320: Page, start: str):
    page_320.goto(start + MONEY)

    def tab_to(selector: str) -> None:
        for _ in range(40):
            if page_320.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page_320.keyboard.press("Tab")
        pytest.fail(f"the Tab key never reaches {selector}")

    tab_to("form[name=finder] button")
    page_320.keyboard.press("Enter")
    page_320.locator("summary").first.wait_for()
    tab_to("summary")
    page_320.keyboard.press("Enter")
    tab_to("fieldset input")
    page_320.keyboard.press("Space")
    expect(page_320.locator("h1")).to_contain_text("tipo")
    assert page_320.evaluate("document.activeElement.checked") is True  # the box keeps the focus
    tab_to(".rows a")
    page_320.keyboard.press("Enter")
    page_320.wait_for_url("**/financiamiento/*.html")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_everything_fits(example: Example, new_page: NewPage, width: int, scheme: str):
    page = new_page(width=width, color_scheme=scheme)
    open_finder(page, f"{example.folder.as_uri()}/{MONEY}")
    for facet, value in (("Instrumentos", "Garantía"), ("Tamaños", "Micro")):
        choose(page, facet, value)
        expect(page.locator("h1")).to_contain_text(value.lower())
    page.evaluate(axe_source())
    assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    targets = "form[name=finder] summary, fieldset label, form[name=finder] button, .rows h2 a"
    heights = page.locator(targets).evaluate_all(
        "all => all.filter(one => one.getClientRects().length).map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 15 and min(heights) >= FINGER


def test_screen_readers_hear_the_facets_and_the_count(page_320: Page, example: Example):
    open_finder(page_320, f"{example.folder.as_uri()}/{MONEY}")
    page_320.locator("summary", has_text="Instrumentos").click()
    group = page_320.get_by_role("group", name="Instrumentos", exact=True)
    assert group.get_by_role("checkbox", name="Garantía 5").count() == 1
    assert page_320.get_by_role("status").inner_text() == "15 resultados"


def test_hostile_texts_stay_texts(tmp_path: Path, page_320: Page, console_errors: list[str]):
    """What would run as HTML stands in the results as it was written."""
    texts = [text for text in PAYLOADS if "\n" not in text and len(text) < 100][:40]
    files = {
        f"content/financing/f{n:02}.md": financing(
            title=quoted_yaml(text),
            summary=quoted_yaml(text),
            instruments="[loan]" if n % 2 else "[grant]",
            sizes="[micro]" if n % 3 else "[small]",
        )
        for n, text in enumerate(texts)
    }
    config = CONFIG + "facets: {financing: [instruments, sizes, countries]}\n"
    built = build(make_hub(tmp_path / "hub", files, config))
    assert built.written is not None
    page_320.add_init_script("window.alert = () => console.error('it ran')")
    open_finder(page_320, f"{built.output_dir.as_uri()}/{MONEY}")
    shown = page_320.locator(".rows h2 a:visible").all_text_contents()
    assert len(shown) == 30 and sum(text in texts for text in shown) > 20
    assert console_errors == []


def quoted_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
