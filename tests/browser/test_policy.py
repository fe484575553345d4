"""A walk through the site by clicks: the content security policy is never broken, no other host is asked."""

import random

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import Serve
from tests.example import Example

PAGES = 25
WATCH = """addEventListener("securitypolicyviolation", event =>
    console.error("policy broken: " + event.violatedDirective + " " + event.blockedURI));"""


@pytest.fixture
def asked(page_1280: Page) -> list[Request]:
    """What the page asks for; what breaks its policy stands in the console."""
    found: list[Request] = []
    page_1280.on("request", lambda request: found.append(request))
    page_1280.add_init_script(WATCH)
    return found


def others(asked: list[Request], start: str) -> list[str]:
    """Requests that leave the site, or are for more than a page and its pictures: styles and scripts stand in it."""
    return [
        request.url
        for request in asked
        if not request.url.startswith("data:")
        and (request.resource_type not in ("document", "image") or not request.url.startswith(start))
    ]


def shown_links(page: Page, start: str) -> list[str]:
    """Links to pages of the site; feeds, calendars and cards are saved, not shown."""
    links = page.eval_on_selector_all("a", "found => found.filter(a => a.checkVisibility()).map(a => a.href)")
    return sorted({link for link in links if link.startswith(start) and link.endswith(".html")})


def click(page: Page, target: str) -> None:
    page.evaluate("target => [...document.links].find(a => a.href == target && a.checkVisibility()).click()", target)
    page.wait_for_url(target)


def test_a_walk_breaks_no_policy_and_asks_no_other_host(
    example: Example, page_1280: Page, serve: Serve, console_errors: list[str], asked: list[Request]
):
    start = serve(example.folder)
    chance = random.Random(3)
    seen: set[str] = set()
    page_1280.goto(start)
    while len(seen) < PAGES:
        seen.add(page_1280.url)
        inside = shown_links(page_1280, start)
        click(page_1280, chance.choice([link for link in inside if link not in seen] or inside))
    assert console_errors == []
    assert others(asked, start) == []


@pytest.mark.slow
def test_every_page_of_a_language_breaks_no_policy_and_asks_no_other_host(
    example: Example, page_1280: Page, serve: Serve, console_errors: list[str], asked: list[Request]
):
    """All pages of Spanish by clicks, as long as one leads to an unseen one, then on from the page before the next."""
    start = serve(example.folder)
    before = example.site.before()
    pages = [path for path in before if before[path] and example.site.pages[path].lang == "es"]
    unseen = {start + path: start + before[path] for path in pages}
    page_1280.goto(start)
    while unseen:
        unseen.pop(page_1280.url, None)
        if new := [link for link in shown_links(page_1280, start) if link in unseen]:
            click(page_1280, new[0])
        elif unseen:
            target, here = unseen.popitem()
            page_1280.goto(here)
            if target in shown_links(page_1280, start):
                click(page_1280, target)
            else:  # its link is shown to narrow screens alone
                page_1280.goto(target)
    assert console_errors == [] and len(pages) > 900
    assert others(asked, start) == []

    page_1280.goto(start + "buscar.html")
    page_1280.fill("#q", "exportar")
    page_1280.keyboard.press("Enter")
    page_1280.locator("#found h2 a").first.click()
    page_1280.wait_for_url(lambda url: "buscar" not in url)
    assert console_errors == []
    assert [request.url for request in asked if not request.url.startswith((start, "data:"))] == []


def test_a_script_that_came_into_a_page_would_not_run(example: Example, page_1280: Page, serve: Serve):
    """The policy is in force, not only written down."""
    page_1280.goto(serve(example.folder) + "index.html")
    ran = page_1280.evaluate("""() => new Promise(done => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'ran'";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<p style='color:red' id=probe>x</p>");
        setTimeout(() => done([document.title == "ran", getComputedStyle(probe).color]), 100);
    })""")
    assert ran[0] is False and ran[1] != "rgb(255, 0, 0)"


def test_a_phone_can_keep_the_hub_and_nobody_else_pays(
    example: Example, page_320: Page, serve: Serve, console_errors: list[str]
):
    """Chromium reads the manifest without a fault when it is asked to install, and fetches nothing of it before."""
    asked: list[str] = []
    page_320.on("request", lambda request: asked.append(request.url))
    for path in example.by_template["subscribe.html"]:
        asked.clear()
        page_320.goto(serve(example.folder) + path)
        page_320.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith("data:")] == [page_320.url]
        found = page_320.context.new_cdp_session(page_320).send("Page.getAppManifest")
        assert found["errors"] == [] and found["url"].endswith("hub.webmanifest") and '"icons"' in found["data"]
    assert console_errors == []
