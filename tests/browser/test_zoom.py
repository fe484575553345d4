"""Nothing scrolls sideways for readers who make everything larger: four times the page, or twice the letters.

WCAG 1.4.10 (reflow at 400 %) and 1.4.4 (text at 200 %); on each template, the languages by turns, and in the audit on
several pages of each template in each language.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.test_layout import TOO_WIDE, address
from tests.example import Example

EACH = 12  # pages of each template in each language
VIEWS: Mapping[str, Mapping[str, Any]] = {
    "a narrow phone": {"width": 320},
    "1280 px at 400 %": {"width": 320, "height": 256, "device_scale_factor": 4},
    "letters at 200 %": {"width": 640},
    "1280 px, letters at 200 %": {"width": 1280, "height": 800},
}
TWICE = {"standard": 32, "fixed": 26}  # px; 16 and 13 are what browsers come with


def enlarge_letters(page: Page) -> None:
    """Twice the letters, as a reader's settings of the browser do it: widths of the style sheet in `em` follow too."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": TWICE})


def too_wide(page: Page) -> list[str]:
    """What makes a page scroll sideways; empty where it does not."""
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{width[0]} of {width[1]} px", *page.evaluate(TOO_WIDE)] if width[0] > width[1] else []


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_scrolls_sideways(example: Example, new_page: NewPage, view: str, is_whole: bool):
    page = new_page(**VIEWS[view])
    if "letters" in view:
        enlarge_letters(page)
    faults = {}
    for path in example.sample(EACH) if is_whole else example.in_turn(list(VIEWS).index(view)):
        page.goto(address(example, path))
        if found := too_wide(page):
            faults[path] = found
    assert faults == {}


def test_larger_letters_are_larger(example: Example, page_1280: Page):
    """The letters follow the reader's settings, or the test above would prove nothing."""
    page_1280.goto(address(example, "index.html"))
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page_1280.evaluate(size)
    enlarge_letters(page_1280)
    page_1280.reload()
    assert page_1280.evaluate(size) == pytest.approx(2 * before)


def test_what_is_too_wide_is_seen(page_320: Page):
    page_320.set_content("<p style='width: 400px'>x</p>")
    assert too_wide(page_320)
