"""Requests and those who meet them, product by product: a page for each, with its feed, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from hubgen.locale.formatting import sort_key
from hubgen.matching.goods import Good
from hubgen.matching.pairs import Match, Matches
from hubgen.model.output import Output
from hubgen.model.views.exchange import GoodView, ProductView
from hubgen.model.views.lists import FacetGroup, FacetValue, ListView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import capital, counted
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.pages.partners import with_partners
from hubgen.types.organization import ORGANIZATION

DIGITS = {"hs": 4, "isic": 2}
"""Of a code, by its scheme: as products and sectors are grouped elsewhere."""
REQUESTS, EACH = 20, 3
"""Requests of a page, and partners of each; all partners stand on the page of the firm."""
Product = tuple[str, str]
"""Scheme, and the first digits of a code."""
Frames = Mapping[str, Frame]


def product_of(good: Good) -> Product:
    return good.scheme, good.code[: DIGITS[good.scheme]]


def by_product(matches: Matches) -> dict[Product, list[Match]]:
    """The matches of each product that somebody seeks, in the order of codes."""
    found: dict[Product, list[Match]] = {}
    for match in matches.all:
        found.setdefault(product_of(match.seek), []).append(match)
    return dict(sorted(found.items()))


def product_path(product: Product, frame: Frame) -> str:
    return frame.addresses.facet_value(ORGANIZATION, frame.texts["partners_slug"], "-".join(product))


def products_path(frame: Frame) -> str:
    return frame.addresses.facet(ORGANIZATION, frame.texts["partners_slug"])


def product_name(product: Product, frame: Frame) -> str:
    scheme, code = product
    return frame.display.product(code) if scheme == "hs" else capital(frame.display.sector(code))


def product_title(product: Product, frame: Frame) -> str:
    return frame.texts["product_title"].format(x=product_name(product, frame))


def products_link(frame: Frame) -> tuple[Item, ...]:
    """The way from the directory to its matches, where it has any."""
    return (Item(frame.texts["partners"], products_path(frame)),) if frame.matches.all else ()


def product_links(goods: list[Good], frame: Frame) -> tuple[Item, ...]:
    """The pages of the products that somebody seeks and for which one of the goods is a match."""
    matches = (match for good in goods for match in frame.matches.of(good))
    products = sorted({product_of(match.seek) for match in matches})
    return tuple(Item(product_name(product, frame), product_path(product, frame)) for product in products)


def product_outputs(frame: Frame, frames: Frames) -> Iterator[Output]:
    """A page for each product with a match, and the list of them."""
    products = by_product(frame.matches)
    if products:
        yield _index(products, frame, frames)
    for product, matches in products.items():
        yield _page(product, matches, frame, frames)


def _crumbs(frame: Frame) -> tuple[Item, ...]:
    """The way to the directory; from home alone where matches are all of notices, and there is none."""
    section = Item(frame.texts["section_organization"], frame.addresses.section(ORGANIZATION))
    return (frame.home_crumb, *((section,) if frame.site.current(ORGANIZATION.name) else ()))


def _index(products: Mapping[Product, list[Match]], frame: Frame, frames: Frames) -> Output:
    path, title, lead = products_path(frame), frame.texts["partners"], frame.texts["partners_lead"]

    def context() -> Page:
        values = [
            FacetValue(product_name(product, frame), product_path(product, frame), len(matches))
            for product, matches in products.items()
        ]
        values.sort(key=lambda one: (sort_key(one.text, frame.language), one.path))
        group = FacetGroup(frame.texts["partners_products"], "p", tuple(values))
        view = ListView(title, lead, sum(map(len, products.values())), facets=(group,))
        others = {lang: products_path(other) for lang, other in frames.items()}
        return frame.page(path, view, title=title, description=lead, crumbs=_crumbs(frame), alternates=others)

    return Output(path, "page", _sources(frame.matches.all), "matches", template="gathering.html", context=context)


def _page(product: Product, matches: list[Match], frame: Frame, frames: Frames) -> Output:
    path, title = product_path(product, frame), product_title(product, frame)

    def context() -> Page:
        lead = frame.texts["partners_lead"]
        requests = list(dict.fromkeys(match.seek for match in matches))
        left = len(requests) - REQUESTS
        more = counted(frame.texts, "requests_more", left) if left > 0 else ""
        view = ProductView(title, lead, tuple(_requests(requests, frame)), more)
        crumbs = (*_crumbs(frame), Item(frame.texts["partners"], products_path(frame)))
        others = {lang: product_path(product, other) for lang, other in frames.items()}
        return frame.page(path, view, title=title, description=f"{title}. {lead}", crumbs=crumbs, alternates=others)

    changed = max(match.day for match in matches)
    return Output(
        path, "page", _sources(matches), f"matches {'/'.join(product)}", template="product.html", context=context,
        changed=changed,
    )  # fmt: skip


def _requests(requests: list[Good], frame: Frame) -> Iterator[GoodView]:
    """The requests whose firms have said something last come first."""
    newest = sorted(requests, key=lambda good: (-good.entry.changed.toordinal(), good.order))
    for good in islice(newest, REQUESTS):
        matches = frame.matches.of(good)
        yield with_partners(good, matches, min(EACH, len(matches)), frame.display, firm=True)


def _sources(matches: tuple[Match, ...] | list[Match]) -> tuple[str, ...]:
    goods = (good for match in matches for good in (match.seek, match.offer))
    return tuple(sorted({file for good in goods for file in good.entry.entry.sources}))
