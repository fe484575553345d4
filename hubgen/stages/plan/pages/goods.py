"""What firms offer and seek, in words: how much, at what price, how fast, where and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hubgen.model.entry import Data, Localized
from hubgen.model.site import Published
from hubgen.model.view import GoodsView, GoodView, Item
from hubgen.stages.plan.display import Display, capital, counted, field_of
from hubgen.types.item import SIDES

FORM_OF_MANY = "many_"
"""Interface texts with the name of a unit as it follows a number; a unit of the hub's own has its label alone."""


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


def amount_text(item: Data, display: Display) -> str:
    """How much of it, and how often: "40.000 unidades al año"; empty where nothing is said."""
    quantity, unit = item.get("quantity"), item.get("unit")
    if not isinstance(quantity, int | Decimal) or not isinstance(unit, str):
        return ""
    text = measured(Decimal(quantity), unit, display)
    rhythm = display.texts.get(f"per_{item.get('per', '')}", "")
    return f"{text} {rhythm}" if rhythm else text


def measured(quantity: Decimal, unit: str, display: Display) -> str:
    """A quantity in its unit."""
    label = display.term("unit", unit).text
    name = label if quantity == 1 else display.texts.get(f"{FORM_OF_MANY}{unit}", label)
    return f"{display.number(quantity)} {name}"


def _meta(item: Data, display: Display) -> Iterator[Item]:
    texts, least = display.texts, item.get("min_order")
    if isinstance(least, int | Decimal) and isinstance(unit := item.get("unit"), str):
        yield Item(texts["good_least"].format(x=measured(Decimal(least), unit, display)))
    if price := display.money_range(item.get("price_min"), item.get("price_max"), item.get("currency")):
        incoterm = item.get("incoterm")
        code = f" {str(incoterm).upper()}" if incoterm else ""
        yield Item(texts["good_price"].format(x=price) + code)
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


def places_text(codes: tuple[object, ...], display: Display) -> str:
    """Countries in words; a large group by its name."""
    return ", ".join(capital(display.country(str(code))) for code in codes)


def _papers(item: Data, display: Display) -> Item | None:
    value = item.get("certificates")
    if not isinstance(value, Localized):
        return None
    names, language = value.pick(display.language)
    text = ", ".join(names) if isinstance(names, tuple) else str(names)
    return Item(text, lang="" if language == display.language else language)
