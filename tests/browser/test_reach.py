"""Every page can be reached by links alone, from a web host or from a folder on a memory card."""

import random
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Serve
from tests.example import Example
from tests.hubs import CONFIG, build, guide, make_hub
from tests.pages import read_page

CLICKS = 4
SAMPLE = 16
FURTHER_PAGE = re.compile(r"(?:pagina|page)-(\d+)\.html$")


def is_promised(path: str, refresh: str) -> bool:
    """Redirects, 404 and the pages of a list past the third may be further away."""
    further = FURTHER_PAGE.search(path)
    return not refresh and not path.endswith("404.html") and (further is None or int(further[1]) <= 3)


def promised(example: Example) -> list[str]:
    """The pages that one looks for; those of a tree are reached by answering, an expired notice by its address."""
    over = {path for one in example.hub.of_type("notice") if one.life == "ended" for path in one.paths.values()}
    others = over.union(example.by_template["node.html"])
    return [
        path for path, facts in example.site.pages.items() if path not in others and is_promised(path, facts.refresh)
    ]


def route(path: str, before: Mapping[str, str]) -> list[str]:
    """The pages of a shortest way from the home page."""
    way = [path]
    while before[way[0]]:
        way.insert(0, before[way[0]])
    return way


@pytest.fixture(scope="module")
def routes(example: Example) -> list[list[str]]:
    before = example.site.before()
    reached = [path for path in promised(example) if path in before]
    return [route(path, before) for path in random.Random(20261122).sample(reached, SAMPLE)]


def test_every_page_is_within_four_clicks_of_the_home_page(example: Example):
    clicks = example.site.clicks()
    pages = promised(example)
    far = {path: clicks.get(path, "never") for path in pages if clicks.get(path, 99) > CLICKS}
    assert far == {} and len(pages) > 2000


# Scrolls to the first link with one of the addresses that a finger would hit, and says where it is.
FIND_LINK = """addresses => {
  for (const a of document.querySelectorAll("a[href]")) {
    if (!addresses.includes(a.getAttribute("href")) || !a.getClientRects().length) continue;
    a.scrollIntoView({block: "center"});
    const box = a.getClientRects()[0], x = box.x + box.width / 2, y = box.y + box.height / 2;
    if (a.contains(document.elementFromPoint(x, y))) return [x, y];
  }
  return null;
}"""


def follow(page: Page, start: str, example: Example, way: list[str], walked: set[tuple[str, str]]) -> Iterator[str]:
    """Clicks its way on from where it leaves those walked before; gives what does not work."""
    steps = list(pairwise(way))
    new = [step for step in steps if step not in walked]
    walked.update(new)
    if new:
        page.goto(start + new[0][0])
    for here, there in new:
        place = page.evaluate(FIND_LINK, [link for link, path, _ in example.site.targets(here) if path == there])
        if not place:
            yield f"{here}: no visible link to {there}"
            return
        page.mouse.click(*place)
        page.wait_for_url(f"**/{there}*")
    if page.locator("h1").count() != 1:
        yield f"{way[-1]}: no heading"


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_way_can_be_clicked_without_scripts_on_a_phone(
    example: Example, routes: list[list[str]], page_without_scripts: Page, serve: Serve, scheme: str
):
    """Forty pages, from the home page, by links that can be seen at 320 px."""
    start = serve(example.folder) if scheme == "http" else f"{example.folder.as_uri()}/"
    walked: set[tuple[str, str]] = set()
    faults = [fault for way in routes for fault in follow(page_without_scripts, start, example, way, walked)]
    assert faults == [] and len(walked) > SAMPLE


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_old_address_leads_to_the_new_one(tmp_path: Path, page_without_scripts: Page, serve: Serve, scheme: str):
    """An alias is a page that leads on without scripts, whether it was a page or a folder."""
    moved = guide(aliases="[/viejo.html, /antes/precios/]", date="2026-03-02")
    folder = build(make_hub(tmp_path / "hub", {"content/guides/precio.md": moved})).output_dir
    start = serve(folder) if scheme == "http" else f"{folder.as_uri()}/"
    for path in ("viejo.html", "antes/precios/index.html"):
        page_without_scripts.goto(start + path, wait_until="commit")
        page_without_scripts.wait_for_url("**/guias/precio.html")
        assert page_without_scripts.locator("h1").inner_text() == "Ponga precio a su producto"
        facts = read_page((folder / path).read_text("utf-8"))
        assert facts.canonical == "https://pyme.example.org/guias/precio.html" and facts.links


def test_the_page_of_a_missing_address_helps_from_any_depth(example: Example, page_320: Page, serve: Serve):
    """Its links hold at any address, since its host shows it wherever something is missing."""
    start = serve(example.folder)
    for address in ("nada", "en/guides/deep/er/nothing.html", "guias/nada/"):
        answer = page_320.goto(start + address)
        assert answer is not None and answer.status == 404
        links = page_320.eval_on_selector_all("main a", "found => found.map(a => a.href)")
        assert len(links) > 5
        for link in links:
            path = link.removeprefix(start) or "index.html"
            assert path in example.site.files, (address, link)


def test_a_hub_below_a_path_works(tmp_path: Path, page_without_scripts: Page, serve: Serve):
    """Nothing is asked for beside the path of base_url, not even by the page of a missing address."""
    config = CONFIG.replace("https://pyme.example.org/", "https://pyme.example.org/hub/")
    built = build(make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()}, config))
    start = serve(built.output_dir, under="/hub/")
    asked: list[str] = []
    page_without_scripts.on("request", lambda request: asked.append(request.url))
    page_without_scripts.goto(start + "en/no/such/page.html")
    page_without_scripts.locator("main a").first.click()
    page_without_scripts.wait_for_load_state()
    assert page_without_scripts.locator("h1").count() == 1
    assert all(url.startswith((start, "data:")) for url in asked), asked
