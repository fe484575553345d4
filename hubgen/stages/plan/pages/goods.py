"""What firms offer and seek, in words: how much, at what price, how fast, where and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hubgen.model.entry import Data, Localized
from hubgen.model.site import Published
from hubgen.model.views.exchange import GoodsView, GoodView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import Display, counted, field_of
from hubgen.stages.plan.pages.items import amount_text, places_text, price_text
from hubgen.types.item import SIDES


def goods_views(one: Published, display: Display) -> tuple[GoodsView, ...]:
    """The offers of a firm, then its requests; what has ended stands at the end."""
    groups = []
    for field in SIDES.values():
        items = one.entry.data.items_of(field)
        goods = [good_view(item, display) for item in items if isinstance(item, Data)]
        if goods:
            goods.sort(key=lambda good: good.is_past)
            groups.append(GoodsView(display.label(field_of(one.type, field)), tuple(goods)))
    return tuple(groups)


def good_view(item: Data, display: Display) -> GoodView:
    """An offer or a request by itself."""
    until = item.get("until")
    return GoodView(
        display.phrase(item.get("title")),
        amount_text(item, display),
        tuple(_meta(item, display)),
        is_past=isinstance(until, date) and until < display.site.day,
    )


def _meta(item: Data, display: Display) -> Iterator[Item]:
    texts, least = display.texts, item.get("min_order")
    if isinstance(least, Decimal):
        yield Item(texts["good_least"].format(x=display.quantity(least, item.get("unit"))))
    if price := price_text(item, display):
        incoterm = item.get("incoterm")
        yield Item(f"{price} {str(incoterm).upper()}" if incoterm else price)
    elif incoterm := item.get("incoterm"):
        label = display.term("incoterm", str(incoterm))
        yield Item(f"{str(incoterm).upper()} ({label.text})", lang=label.lang)
    if isinstance(days := item.get("lead_days"), int):
        yield Item(counted(texts, "good_days", days))
    if places := places_text(item.items_of("ship_to"), display):
        yield Item(texts["good_to"].format(x=places))
    if papers := _papers(item, display):
        yield papers
    if isinstance(until := item.get("until"), date):
        yield Item(texts["up_to"].format(x=display.day(until)))


def _papers(item: Data, display: Display) -> Item | None:
    value = item.get("certificates")
    if not isinstance(value, Localized):
        return None
    names, language = value.pick(display.language)
    text = ", ".join(names) if isinstance(names, tuple) else str(names)
    return Item(text, lang="" if language == display.language else language)
