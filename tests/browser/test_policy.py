"""A walk through the site by clicks: the content security policy is never broken, no other host is asked."""

import random

from playwright.sync_api import Page, Request

from tests.browser.conftest import Example, Serve

PAGES = 60
WATCH = """addEventListener("securitypolicyviolation", event =>
    console.error("policy broken: " + event.violatedDirective + " " + event.blockedURI));"""


def test_sixty_pages_break_no_policy_and_ask_no_other_host(
    example: Example, page_1280: Page, serve: Serve, console_errors: list[str]
):
    start = serve(example.folder)
    asked: list[Request] = []
    page_1280.on("request", lambda request: asked.append(request))
    page_1280.add_init_script(WATCH)
    chance = random.Random(3)
    seen: set[str] = set()
    page_1280.goto(start)
    while len(seen) < PAGES:
        seen.add(page_1280.url)
        links = page_1280.eval_on_selector_all(
            "a", "found => found.filter(a => a.checkVisibility()).map((a, n) => [a.href, n])"
        )
        # Pages only: feeds, calendars and cards are saved, not shown.
        inside = sorted({link for link, _ in links if link.startswith(start) and link.endswith(".html")})
        new = [link for link in inside if link not in seen] or inside
        target = chance.choice(new)
        page_1280.evaluate(
            "target => [...document.links].find(a => a.href == target && a.checkVisibility()).click()", target
        )
        page_1280.wait_for_url(target)
    assert console_errors == []
    others = [request.url for request in asked if not request.url.startswith((start, "data:"))]
    assert others == []
    # One page, one request: styles are in it and there are no scripts.
    assert len([one for one in asked if one.resource_type != "document" and not one.url.startswith("data:")]) == 0


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
