"""Pages fit a narrow phone, a finger, a keyboard, paper, day and night."""

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hubgen.colour import contrast
from tests.browser.conftest import NewPage
from tests.example import Example
from tests.hubs import CONFIG, build, guide, make_hub, news, translation
from tests.pages import read_page, read_site
from tests.tools import axe_source

FINGER = 44  # px: WCAG 2.5.5, the enhanced target size
RANDOM_PAGES = 20
AXE = """async () => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: [
    "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}});
  return found.violations.map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | "));
}"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
                 && getComputedStyle(one).position != "absolute")
  .map(one => one.outerHTML.slice(0, 90)).slice(0, 3)"""
SMALL_TARGETS = """least => [...document.querySelectorAll(
    "nav a, header a, .rows h2 a, .rows h3 a, .index a, .tasks a, .links a, .go, .call a, .more a, .toc a, .next a")]
  .filter(one => one.getClientRects().length && !one.matches(".skip"))
  .map(one => [one.getBoundingClientRect(), one])
  .filter(([box]) => box.height < least - 0.01 || box.width < least - 0.01)
  .map(([box, one]) => `${box.width.toFixed()} x ${box.height.toFixed(1)} ${one.outerHTML.slice(0, 70)}`).slice(0, 4)"""


def address(example: Example, path: str) -> str:
    return (example.folder / path).as_uri()


def test_nothing_scrolls_sideways_on_a_narrow_phone(example: Example, page_320: Page):
    """The heaviest page of each template, and some others."""
    others = random.Random(1).sample(sorted(example.site.pages), RANDOM_PAGES)
    faults = {}
    for path in dict.fromkeys([*example.heaviest, *others]):
        if example.site.pages[path].refresh:
            continue
        page_320.goto(address(example, path))
        if page_320.evaluate("document.documentElement.scrollWidth") > 320:
            faults[path] = page_320.evaluate(TOO_WIDE)
    assert faults == {}


VIEWS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize(
    ("width", "scheme", "is_whole"),
    [
        (320, "dark", False),
        (1280, "light", False),
        *(pytest.param(width, scheme, True, marks=pytest.mark.slow) for width, scheme in VIEWS),
    ],
)
def test_axe_finds_nothing(example: Example, new_page: NewPage, width: int, scheme: str, is_whole: bool):
    """Every rule of WCAG 2.2 A to AAA that axe-core can test, and its best practices.

    Every second template on a phone in the dark, the others on a desk in the light, the languages by turns; in the
    audit a page of each template in each language, in all four views.
    """
    source = axe_source()
    page = new_page(width=width, color_scheme=scheme)
    faults = {}
    view = VIEWS.index((width, scheme))
    for path in example.sample(1) if is_whole else example.in_turn(view)[view % 2 :: 2]:
        page.goto(address(example, path))
        page.evaluate(source)
        if found := page.evaluate(AXE):
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_what_one_taps_is_as_large_as_a_finger(example: Example, new_page: NewPage, width: int):
    """Links of menus, lists and actions; links inside sentences are left out, as in WCAG 2.5.5."""
    page = new_page(width=width)
    faults = {}
    for path in example.heaviest:
        if example.site.pages[path].refresh:
            continue
        page.goto(address(example, path))
        if found := page.evaluate(SMALL_TARGETS, FINGER):
            faults[path] = found
    assert faults == {}


def test_the_skip_link_comes_first_and_works(example: Example, page_320: Page):
    for path in example.heaviest:
        if example.site.pages[path].refresh:
            continue
        page_320.goto(address(example, path))
        page_320.keyboard.press("Tab")
        box = page_320.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            return [one.className, box.top, box.left, box.height];
        }""")
        assert box[0] == "skip" and box[1] >= 0 and box[2] >= 0 and box[3] >= FINGER, (path, box)
        page_320.keyboard.press("Enter")
        page_320.wait_for_url("**#c")
        page_320.keyboard.press("Tab")
        inside = page_320.evaluate("document.activeElement.closest('main, footer')?.localName")
        assert inside in ("main", "footer"), path  # a page without a link in its text goes on to the footer


def test_the_menu_opens_and_closes_without_scripts(example: Example, new_page: NewPage):
    """On phones the link opens it in its place; on a desk it stands there, and the link is not needed."""
    page = new_page(width=320, java_script_enabled=False)
    page.goto(address(example, example.by_template["news.html"][0]))
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.get_by_role("link", name="Menu").or_(page.get_by_role("link", name="Menú")).first.click()
    expect(menu).to_be_visible()
    links = menu.locator("a")
    boxes = [links.nth(number).bounding_box() for number in range(links.count())]
    assert len(boxes) >= 10 and all(box and box["height"] >= FINGER and box["width"] >= FINGER for box in boxes)
    menu.locator("a[href='#c']").click()
    expect(menu).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(menu).to_be_visible()
    assert page.locator("a[href='#menu']:visible").count() == 0


def test_focus_can_be_seen_all_the_way(example: Example, page_320: Page):
    """Each of the first thirty stops of the Tab key has an outline and lies in view (WCAG 2.4.7, 2.4.11)."""
    page_320.goto(address(example, "index.html"))
    for _ in range(30):
        page_320.keyboard.press("Tab")
        outline, top, bottom = page_320.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
            return [style.outlineStyle + parseFloat(style.outlineWidth), box.top, box.bottom];
        }""")
        assert outline == "solid3" and bottom >= 0 and top <= 640


def background(page: Page) -> str:
    red, green, blue = re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


def test_day_and_night_have_their_own_paper(example: Example, new_page: NewPage):
    """The system's choice is followed, and the text stands out on both."""
    for scheme, paper in (("light", "#fcfbf7"), ("dark", "#111416")):
        page = new_page(color_scheme=scheme)
        page.goto(address(example, "index.html"))
        assert background(page) == paper
        ink = page.evaluate("getComputedStyle(document.body).color")
        red, green, blue = map(int, re.findall(r"\d+", ink)[:3])
        assert contrast(f"#{red:02x}{green:02x}{blue:02x}", paper) > 12


def test_paper_shows_addresses_and_no_navigation(example: Example, new_page: NewPage):
    """Printed in the dark scheme too, a page is dark on light, without menus, with addresses behind its links.

    Nothing is wider than a sheet of A4 between margins of 13 mm.
    """
    page = new_page(width=700, color_scheme="dark")
    path = next(
        p
        for p in example.site.pages
        if re.search(r'<ol>\n<li>(?:(?!</ol>).)*?href="https?:', (example.folder / p).read_text("utf-8"), re.S)
    )
    for one in [path, *example.heaviest]:
        if example.site.pages[one].refresh:
            continue
        page.goto(address(example, one))
        page.emulate_media(media="print")
        seen = page.evaluate("""() => [...document.querySelectorAll("nav, aside, .skip, .go")]
            .filter(one => getComputedStyle(one).display != "none").map(one => one.outerHTML.slice(0, 80))""")
        assert seen == [], one
        assert background(page) == "#fcfbf7", one
        assert page.evaluate("document.documentElement.scrollWidth") <= 700, (one, page.evaluate(TOO_WIDE))
    page.goto(address(example, path))
    behind = """() => [...document.querySelectorAll("main ol [href^=http], .text [href^=http], .facts [href^=http]")]
        .map(one => getComputedStyle(one, "::after").content)"""
    shown = page.evaluate(behind)
    assert shown and all("http" in one for one in shown)
    page.emulate_media(media="screen")
    assert set(page.evaluate(behind)) == {"none"}


def test_a_state_keeps_its_word_on_paper(example: Example, new_page: NewPage):
    """Colour is never the only sign: a state keeps its word and its frame on paper."""
    page = new_page(width=700)
    page.goto(
        address(
            example,
            next(p for p in example.by_template["list.html"] if "tag open" in (example.folder / p).read_text("utf-8")),
        )
    )
    page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('.tag.open'))"
    assert page.evaluate(f"{style}.color") == page.evaluate("getComputedStyle(document.body).color")
    assert page.evaluate(f"[{style}.borderTopStyle, {style}.backgroundColor]") == ["solid", "rgba(0, 0, 0, 0)"]
    assert page.evaluate("document.querySelector('.tag.open').innerText.trim().length") > 0


# Selectors of the whole stylesheet that match something on the page, with the media they hold for; states and
# pseudo-elements are taken off before the question, since nobody hovers here.
MATCHING = r"""css => {
  const states = /:not\(:focus\)|::?(before|after|focus|visited|target|first-line|marker)/g;
  const bare = text => text.replace(states, "") || "*";
  const read = (rules, media) => [...rules].flatMap(rule =>
    rule.cssRules && rule.media ? read(rule.cssRules, media + "@" + rule.media.mediaText)
    : rule.selectorText ? rule.selectorText.split(",").map(one => [media, one.trim(), [...rule.style].sort().join(" ")])
    : []);
  const whole = new CSSStyleSheet();
  whole.replaceSync(css);
  const kept = new Set(read(document.styleSheets[0].cssRules, "").map(one => one.join(" / ")));
  const wanted = read(whole.cssRules, "").filter(([, selector]) => document.querySelector(bare(selector)));
  return [wanted.length, kept.size, read(whole.cssRules, "").length,
          wanted.map(one => one.join(" / ")).filter(one => !kept.has(one))];
}"""


def test_no_rule_is_lost_that_a_page_would_use(example: Example, page_1280: Page):
    """The style of a page is a part of the stylesheet; Chromium finds nothing on the page that the rest would match."""
    css = (Path(__file__).parents[2] / "themes/plain/assets/plain.css").read_text("utf-8")
    others = random.Random(2).sample(sorted(example.site.pages), 10)
    lost, kept_most, all_rules = {}, 0, 0
    for path in dict.fromkeys([*example.heaviest, *others]):
        if example.site.pages[path].refresh:
            continue
        page_1280.goto(address(example, path))
        wanted, kept, all_rules, missing = page_1280.evaluate(MATCHING, css)
        assert wanted > 30, path
        kept_most = max(kept_most, kept)
        if missing:
            lost[path] = missing
    assert lost == {}
    assert kept_most < all_rules  # some is left out of every page


ARABIC = (
    CONFIG.replace("languages: [es, en, pt]", "languages: [ar, en]")
    .replace("title: Centro PYME\n", "title: مركز المنشآت\n")
    .replace("title@pt: Centro PME\n", "")
)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub whose main language is written from right to left, and for which the theme has no words."""
    files = {
        "content/topics/bay.yaml": "title: البيع\nsummary: زبائن ومعارض وتجارة إلكترونية للمنشآت الصغيرة.\n",
        "content/guides/siar.md": guide(
            "## التكلفة\n\nاجمع تكاليفك.\n\n| أ | ب |\n|---|---|\n| ١ | ٢ |\n\n## الهامش\n\nأضف هامشاً.\n",
            title="ضع سعراً لمنتجك",
            summary="كيف تجمع التكاليف والهامش قبل وضع السعر.",
            topics="[bay]",
        ),
        "content/guides/siar.en.md": translation(
            "Add up your costs.\n",
            title="Price your product",
            summary="How to add costs and margin before setting a price.",
        ),
        "content/news/marid.md": news(
            "تعال مبكراً.\n",
            title="يفتتح المعرض في أكتوبر",
            summary="التسجيل مفتوح حتى نهاية الشهر.",
            topics="[bay]",
            author="التحرير",
        ),
    }
    return build(make_hub(tmp_path_factory.mktemp("arabic") / "hub", files, ARABIC)).output_dir


def test_a_hub_from_right_to_left(arabic: Path, page_320: Page):
    """`dir` is rtl, nothing overflows, a stand-in of English keeps its own direction of letters."""
    site = read_site(arabic)
    assert site.broken() == []
    for path, facts in site.pages.items():
        expected = ("en", "") if path.startswith("en/") else ("ar", "rtl")
        assert (facts.lang, facts.direction) == expected, path
        page_320.goto((arabic / path).as_uri())
        assert page_320.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert len(facts.ids) == len(set(facts.ids)), path
    page_320.goto((arabic / "index.html").as_uri())
    name = page_320.evaluate("document.querySelector('.name').getClientRects()[0].right")
    start = page_320.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("h1"));
        return range.getClientRects()[0].right;
    }""")
    assert abs(start - name) < 1  # texts begin at the right margin


def test_words_that_the_theme_lacks_are_english(arabic: Path):
    """A language without texts of its own has those of English; no page is left without words."""
    facts = read_page((arabic / "index.html").read_text("utf-8"))
    assert "Skip to" in facts.text and "Guides" in facts.text
