"""A long guide in parts, as readers walk through it: from a folder or a host, without scripts, by finger and by key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Serve
from tests.hubs import CONFIG, build, guide, make_hub, told
from tests.pages import read_site

SECTIONS = (
    "Junte sus papeles antes de empezar el trámite", "Compare tres países con los mismos criterios", "Calcule el costo",
    "Hable con cinco personas que ya venden allá", "Ponga una prueba y un límite", "Errores frecuentes",
)  # fmt: skip
FINGER = 44  # px: WCAG 2.5.5


def text() -> str:
    """Six sections, each longer than a phone is high."""
    sections = [
        f"## {title}\n\n"
        + "\n\n".join(f"Párrafo {n}.{line}: anote el precio, el plazo y quién responde." for line in range(20))
        for n, title in enumerate(SECTIONS, 1)
    ]
    return (
        "Empiece aquí.[^1]\n\n"
        + "\n\n".join(sections)
        + "\n\nVea [los papeles](#junte-sus-papeles-antes).\n\n[^1]: Nota.\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hub = make_hub(
        tmp_path_factory.mktemp("parts") / "hub", {"content/guides/x.md": guide(text(), verified="never")},
        CONFIG + "budget: {part: 250}\n",
    )  # fmt: skip
    built = build(hub)
    assert built.written, told(built.compiled.problems)
    assert (built.output_dir / "guias/x/3.html").is_file()
    return built.output_dir


def at_top(page: Page, name: str) -> bool:
    """Whether a heading stands at the upper edge of the window."""
    return bool(
        page.get_by_role("heading", name=name).evaluate("one => Math.abs(one.getBoundingClientRect().top) < 80")
    )


def last_part(site: Path) -> str:
    return max(path.name for path in (site / "guias/x").glob("[0-9].html"))


@pytest.mark.parametrize("way", ["file", "http"])
def test_the_contents_lead_to_a_section_of_another_part(page_without_scripts: Page, site: Path, serve: Serve, way: str):
    """From the first part to the fifth section, on the page that holds it, and not to the top of that page."""
    page = page_without_scripts
    page.goto((site.as_uri() + "/" if way == "file" else serve(site)) + "guias/x.html")
    page.get_by_role("navigation", name="Contenido").get_by_role("link", name=SECTIONS[4]).click()
    page.wait_for_url(re.compile(r"/guias/x/\d\.html#ponga-una-prueba-y-un"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"\d de \d"))
    # Scripts are off for the page alone: what it looks like can still be asked.
    assert at_top(page, SECTIONS[4])


def test_the_pager_works_by_keyboard(page_320: Page, site: Path):
    """From the first part to the last and back, by the key of links alone."""
    page = page_320
    page.goto((site / "guias/x.html").as_uri())
    count = len(list((site / "guias/x").glob("[0-9].html"))) + 1
    for number in range(2, count + 1):
        page.locator(".turn a[rel=next]").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/guias/x/{number}.html")
        expect(page.locator("h1")).to_contain_text(f"{number} de {count}")
        expect(page.locator(".toc [aria-current=page]")).to_have_count(1)
    expect(page.locator(".turn a[rel=next]")).to_have_count(0)
    page.locator(".turn a[rel=prev]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/guias/x/{count - 1}.html")


def test_a_footnote_and_a_link_inside_the_text_cross_the_parts(page_without_scripts: Page, site: Path):
    page = page_without_scripts
    page.goto((site / "guias/x.html").as_uri())
    page.locator(".footnote-ref").click()
    page.wait_for_url(f"**/guias/x/{last_part(site)}#fn:1")
    page.locator(".footnote-backref").click()
    page.wait_for_url("**/guias/x.html#fnref:1")
    page.goto((site / "guias/x" / last_part(site)).as_uri())
    page.get_by_role("link", name="los papeles", exact=True).click()
    page.wait_for_url("**/guias/x.html#junte-sus-papeles-antes")


def test_all_on_one_page(page_without_scripts: Page, site: Path):
    """Its weight is told before; there every section is present, and links to sections stay on it."""
    page = page_without_scripts
    page.goto((site / "guias/x/2.html").as_uri())
    page.get_by_role("link", name=re.compile(r"^Todo en una página \(\d+\.\d KB\)$")).click()
    page.wait_for_url("**/guias/x/todo.html")
    for title in SECTIONS:
        expect(page.get_by_role("heading", name=title)).to_have_count(1)
    page.get_by_role("link", name="los papeles", exact=True).click()
    page.wait_for_url("**/guias/x/todo.html#junte-sus-papeles-antes")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_part_fits_phone_finger_and_desk(new_page: NewPage, site: Path, width: int, console_errors: list[str]):
    page = new_page(width=width)
    for name in ("x.html", "x/2.html", "x/" + last_part(site)):
        page.goto((site / "guias" / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_count(1)
        for box in page.locator(".turn a, .toc a").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        ):
            assert box >= FINGER - 0.01
    assert console_errors == []


def test_paper_has_no_pager(page_320: Page, site: Path):
    page_320.goto((site / "guias/x.html").as_uri())
    page_320.emulate_media(media="print")
    expect(page_320.locator(".turn")).to_be_hidden()


def test_every_page_of_it_can_be_reached(site: Path):
    found = read_site(site)
    assert found.broken() == []
    pages = {path for path in found.pages if path.startswith("guias/x")}
    assert pages <= set(found.clicks()) and len(pages) > 3
