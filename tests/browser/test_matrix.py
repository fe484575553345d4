"""The table of standards by product and market, on a phone and on a desk."""

from __future__ import annotations

import gzip

from playwright.sync_api import Page

from tests.browser.conftest import Serve
from tests.browser.test_layout import FINGER
from tests.example import Example

PATHS = {
    "es": "normas/productos-y-mercados/index.html",
    "en": "en/standards/products-and-markets/index.html",
    "pt": "pt/normas/produtos-e-mercados/index.html",
}
LIMIT_BYTES = 6_000
WRITTEN = {"Estados Unidos": "US", "Unión Europea": "UNIONEUR", "Honduras": "HN"}
"""Column -> the code that entries have."""
READ = """() => [...document.querySelectorAll("tbody tr")].map(row => [
    row.cells[0].innerText.slice(3, 7),
    [...row.cells].slice(1).map((cell, n) => [cell.closest("table").tHead.rows[0].cells[n + 1].innerText,
        parseInt(cell.innerText) || 0, cell.querySelector("a") ? cell.querySelector("a").href : ""]),
])"""


def test_the_table_is_light(example: Example):
    for path in PATHS.values():
        weight = len(gzip.compress((example.folder / path).read_bytes(), 9))
        print(path, weight)
        assert weight <= LIMIT_BYTES


def test_every_number_is_that_of_its_entries(example: Example, page_1280: Page):
    """Counted again from the entries, for the column of a country and for that of a group; then followed."""
    page_1280.goto(f"{example.folder.as_uri()}/{PATHS['es']}")
    standards = [one for one in example.hub.of_type("standard") if one.life == "current"]
    looked = 0
    for product, cells in page_1280.evaluate(READ):
        about = [one for one in standards if product in {str(code)[:4] for code in one.entry.data.items_of("products")}]
        for market, count, address in cells:
            if market in WRITTEN:
                named = [{str(code) for code in one.entry.data.items_of("markets")} for one in about]
                assert count == sum(bool(codes & {WRITTEN[market], "all"}) for codes in named), (product, market)
                assert bool(address) == bool(count)
                looked += 1
    assert looked >= 40


def test_a_number_leads_to_as_many_entries(example: Example, page_1280: Page, serve: Serve):
    start = serve(example.folder)
    page_1280.goto(start + PATHS["en"])
    cells = [cell for _, cells in page_1280.evaluate(READ) for cell in cells if cell[1] > 1]
    addresses = {address: count for _, count, address in cells}
    for address, count in addresses.items():
        page_1280.goto(address)
        assert page_1280.locator(".rows > li").count() == count, address
    assert len(addresses) > 10


def test_on_a_phone_a_product_lists_its_markets(example: Example, page_320: Page):
    page_320.goto(f"{example.folder.as_uri()}/{PATHS['es']}")
    assert page_320.evaluate("document.documentElement.scrollWidth") <= 320
    assert not page_320.locator("thead").is_visible() and not page_320.locator("td.no").first.is_visible()
    cells = page_320.locator("tbody tr").first.locator("td:not(.no)")
    tops = cells.evaluate_all("found => found.map(cell => cell.getBoundingClientRect().top)")
    assert len(tops) > 1 and tops == sorted(set(tops))
    sizes = cells.locator("a").evaluate_all("found => found.map(a => [a.offsetWidth, a.offsetHeight])")
    assert min(min(size) for size in sizes) >= FINGER
