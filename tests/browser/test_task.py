"""What a reader came for, found by links that a person would choose: without scripts, on a narrow phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.example import Example

CLICKS = 4
# Guarantees for a micro firm in Honduras. Each step: the words one taps, the heading one comes to.
WAYS = {
    "es": (
        ("Buscar financiamiento", "Financiamiento"),
        ("Garantía", "Financiamiento de tipo garantía"),
        ("Honduras", "Financiamiento de tipo garantía en Honduras"),
        ("Garantía Micro (ejemplo)", "Garantía Micro (ejemplo)"),
    ),
    "en": (
        ("Find financing", "Financing"),
        ("Guarantee", "Financing of type guarantee"),
        ("Honduras", "Financing of type guarantee in Honduras"),
        ("Micro Guarantee (example)", "Micro Guarantee (example)"),
    ),
}
HOMES = {"es": "index.html", "en": "en/index.html"}
FACTS = {"es": ("micro", "honduras", "garantía"), "en": ("micro", "honduras", "guarantee")}


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("language", WAYS)
def test_a_guarantee_for_a_micro_firm_is_four_clicks_away(
    example: Example, page_without_scripts: Page, serve: Serve, language: str, scheme: str
):
    page = page_without_scripts
    start = serve(example.folder) if scheme == "http" else f"{example.folder.as_uri()}/"
    page.goto(start + HOMES[language])
    assert len(WAYS[language]) <= CLICKS
    for words, heading in WAYS[language]:
        # The name of a task goes on with its note; an option is a word alone.
        exact = page.locator("main").get_by_role("link", name=words, exact=True)
        begun = page.locator("main").get_by_role("link", name=words)
        (exact if exact.count() else begun).first.click()
        expect(page.locator("h1")).to_have_text(heading)
    told = page.locator("main").inner_text().lower()
    assert [word for word in FACTS[language] if word not in told] == []
