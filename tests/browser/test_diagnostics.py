"""Diagnostics in a real browser: each mode by keyboard, with scripts and without; on paper; for screen readers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hubgen.diagnosis.scale import Scale, percent, range_at, scale_of
from hubgen.model.entry import Data
from tests.browser.conftest import NewPage
from tests.browser.test_layout import AXE, FINGER
from tests.diagnostics import ALL, SCORE
from tests.hubs import CONFIG, build, entry_of, guide, make_hub
from tests.tools import axe_source

ODD = SCORE.replace("weight: 2", "weight: 0.7").replace("points: 4", "points: 2.5")
ONE_LANGUAGE = CONFIG.replace("[es, en, pt]", "[es]").replace("title@en: SME Centre\ntitle@pt: Centro PME\n", "")


@pytest.fixture(scope="module")
def scores() -> dict[str, Data]:
    return {}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, scores: dict[str, Data]) -> str:
    """The section of a small hub, from a disk."""
    files = {"content/guides/a.md": guide(), **ALL, "content/diagnostics/raro.yaml": ODD}
    project = make_hub(tmp_path_factory.mktemp("diagnostics") / "hub", files, ONE_LANGUAGE)
    assert build(project).written is not None
    scores |= {name: entry_of(project, f"diagnostic/{name}").data for name in ("listo", "raro")}
    return f"{project.output_dir.as_uri()}/diagnosticos/"


def said(data: Data, scale: Scale, chosen: tuple[int, ...]) -> tuple[str, list[str]]:
    """What the script says of these answers, and the texts that stay."""
    sums = [sum(one.points[chosen[one.place]] for one in area.questions) for area in scale.areas]
    band = range_at(scale.bands, sum(sums))
    assert band is not None
    row = data.items_of("bands")[band.place]
    words, texts = [f"Resultado {percent(sum(sums), scale.most)}\xa0%: {row.text('title')}"], [row.text("text")]
    for area, points in zip(scale.areas, sums, strict=True):
        own = data.items_of("areas")[area.place]
        words.append(f"{own.text('title')} {percent(points, area.most)}\xa0%")
        if told := range_at(area.advice, points):
            texts.append(own.items_of("advice")[told.place].text("text"))
    return ". ".join(words) + ".", texts


def answers(data: Data) -> Iterator[tuple[int, ...]]:
    """Every way to answer: the number of the option of each question."""
    yield from itertools.product(*(range(len(one.items_of("options"))) for one in data.items_of("questions")))


CHOOSE = """chosen => {
  chosen.forEach((option, question) =>
    document.querySelectorAll(`[name=q${question + 1}]`)[option].click());
  return [document.querySelector("#said").textContent,
    [...document.querySelectorAll("[data-low]")].filter(one => !one.hidden).map(one => one.innerText)];
}"""


@pytest.mark.parametrize("name", ["listo", "raro"])
def test_the_script_says_what_the_command_line_says(
    page_320: Page, start: str, scores: dict[str, Data], console_errors: list[str], name: str
):
    """For every way to answer: the same percentages, band and advice; the others are hidden."""
    page_320.goto(f"{start}{name}.html")
    data = scores[name]
    scale = scale_of(data)
    for chosen in answers(data):
        text, shown = page_320.evaluate(CHOOSE, list(chosen))
        wanted, texts = said(data, scale, chosen)
        assert text == wanted, chosen
        assert len(shown) == len(texts) and all(one in two for one, two in zip(texts, shown, strict=True)), chosen
    assert console_errors == []


def spoken(page: Page) -> str:
    """All that a screen reader may read of the page, what styles put there with it."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return " ".join(
        str(node["name"]["value"])
        for node in tree["nodes"]
        if node.get("role", {}).get("value") in ("StaticText", "status") and node.get("name", {}).get("value")
    )


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_score_is_answered_by_keyboard(new_page: NewPage, start: str, scripts: bool):
    """Tab leads from question to question, arrows choose; the sum is the same, the band named or in the list."""
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{start}listo.html")
    first = page.locator("input").first
    while not first.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    for presses in (2, 1, 1):  # Siempre, Sí, Sí
        page.keyboard.press("Space")
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    assert page.locator(":checked").evaluate_all("all => all.map(one => one.value)") == ["4", "2", "3"]
    words = spoken(page)
    assert "Suma: 9 de 9 puntos" in " ".join(words.split()) and "Respondidas: 3 de 3" in " ".join(words.split())
    if scripts:
        expect(page.get_by_role("status")).to_have_text(
            "Resultado 100\xa0%: Lista. Producto 100\xa0%. Dinero 100\xa0%."
        )
        assert page.locator("[data-low]:visible").count() == 1
        assert page.get_by_role("heading", name="Qué hacer en cada área").count() == 0
    else:
        assert page.locator("[data-low]:visible").count() == 6 and "de 8 a 9 puntos" in words


def test_a_score_without_all_answers_hides_nothing(page_320: Page, start: str):
    page_320.goto(f"{start}listo.html")
    page_320.get_by_label("Siempre").check()
    expect(page_320.get_by_role("status")).to_have_text("Preguntas sin responder: 2")
    assert page_320.locator("[data-low]:visible").count() == 6


def test_answers_stay_on_the_page(page_320: Page, start: str):
    """Enter in an answer sends nothing: there is no form, the address keeps its form."""
    page_320.goto(f"{start}listo.html")
    requests: list[str] = []
    page_320.on("request", lambda request: requests.append(request.url))
    page_320.get_by_label("Siempre").check()
    page_320.keyboard.press("Enter")
    page_320.evaluate("new Promise(done => setTimeout(done))")
    assert (page_320.url, requests) == (f"{start}listo.html", [])
    assert page_320.locator("form").count() == 0
    page_320.get_by_role("link", name="Empezar de nuevo").click()
    expect(page_320.locator(":checked")).to_have_count(0)


def test_screen_readers_hear_questions_as_groups(page_320: Page, start: str):
    page_320.goto(f"{start}listo.html")
    expect(page_320.locator("main")).to_match_aria_snapshot("""
      - heading "Producto" [level=2]
      - group "1. ¿Puede repetir la misma calidad en cada lote?":
        - radio "No"
        - radio "A veces"
        - radio "Siempre"
      - group "2. ¿Conoce su costo por unidad?":
        - radio "No"
        - radio "Sí"
      - heading "Dinero" [level=2]
      - group "3. ¿Aguanta 60 días sin cobrar?"
      - heading "Resultado" [level=2]
      - status
      - heading "Todavía no de 0 a 4 puntos" [level=3]
      - heading "Hoja de puntos" [level=2]
      - table "Puntos de cada respuesta":
        - rowgroup:
          - 'row "1. ¿Puede repetir la misma calidad en cada lote? No 0 · A veces 2 · Siempre 4"'
    """)


def test_paper_has_the_questions_the_bands_and_the_key(page_without_scripts: Page, start: str):
    page = page_without_scripts
    page.goto(f"{start}listo.html")
    page.emulate_media(media="print")
    for text in ("1. ¿Puede repetir", "de 5 a 7 puntos", "Refuerce la calidad.", "Hoja de puntos"):
        assert page.get_by_text(text).first.is_visible(), text
    assert page.locator("table").is_visible() and not page.locator("#menu").is_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_tree_is_walked_by_keyboard(new_page: NewPage, start: str, scripts: bool):
    """To an outcome, and a step back."""
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{start}tamano.html")
    for answer in ("Más de diez", "Sí"):
        page.get_by_role("link", name=answer).focus()
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Es una empresa mediana")
    assert page.get_by_role("link", name="Ponga precio a su producto").count() == 1
    page.get_by_role("link", name="Un paso atrás").click()
    expect(page.locator("h1")).to_have_text("¿Vende más de un millón al año?")


def shown_actions(page: Page) -> list[str]:
    return page.locator("ol > li:visible > b").all_inner_texts()


def test_a_checklist_without_scripts_shows_all(page_without_scripts: Page, start: str):
    page_without_scripts.goto(f"{start}formal.html")
    assert len(shown_actions(page_without_scripts)) == 5
    assert not page_without_scripts.locator("input").first.is_visible()


ALWAYS = ["Abra una cuenta aparte", "Lleve sus cuentas"]
CASES: list[tuple[dict[int, str], list[str]]] = [
    ({}, [*ALWAYS, "Registre la empresa", "Inscriba a su personal", "Pida consejo"]),
    ({0: "No"}, [*ALWAYS, "Registre la empresa", "Pida consejo"]),
    ({0: "Sí"}, [*ALWAYS, "Inscriba a su personal", "Pida consejo"]),
    ({0: "Sí", 1: "No"}, ALWAYS),
    ({0: "Sí", 1: "Sí"}, [*ALWAYS, "Inscriba a su personal", "Pida consejo"]),
]


@pytest.mark.parametrize(("chosen", "wanted"), CASES, ids=[str([*one.values()]) for one, _ in CASES])
def test_a_checklist_hides_what_the_answers_rule_out(
    page_320: Page, start: str, chosen: dict[int, str], wanted: list[str]
):
    page_320.goto(f"{start}formal.html")
    for question, answer in chosen.items():
        page_320.locator("fieldset").nth(question).get_by_label(answer).focus()
        page_320.keyboard.press("Space")
    assert shown_actions(page_320) == wanted
    left = 2 - len(chosen)
    told = f"Preguntas sin responder: {left}" if left else f"Acciones que le sirven: {len(wanted)}"
    expect(page_320.get_by_role("status")).to_have_text(told)
    assert page_320.locator("ol > li:visible").evaluate_all("all => all.map(one => one.value)") == [
        *range(1, len(wanted) + 1)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["listo", "formal", "tamano", "tamano/ventas"])
def test_pages_fit_a_phone_and_break_no_rule_of_axe(new_page: NewPage, start: str, name: str, scheme: Any):
    page = new_page(width=320, color_scheme=scheme)
    page.goto(f"{start}{name}.html")
    page.evaluate(axe_source())
    assert page.evaluate(AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("fieldset label, .call a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= FINGER


def test_a_real_build_says_the_same_from_a_folder(tmp_path: Path, page_320: Page):
    """Two questions in one area, one without points: the page counts what the scale counts."""
    text = SCORE.replace("{text: Sí, points: 2}", "{text: Sí, points: 0}")
    project = make_hub(tmp_path / "hub", {"content/guides/a.md": guide(), "content/diagnostics/x.yaml": text})
    assert build(project).written is not None
    page_320.goto(f"{project.output_dir.as_uri()}/diagnosticos/x.html")
    assert page_320.evaluate(CHOOSE, [2, 0, 0])[0].startswith("Resultado 66\xa0%: Cerca")
