"""An item that is offered or sought, in words: how much, at what price, on which terms."""

from __future__ import annotations

from decimal import Decimal

from hubgen.model.entry import Data
from hubgen.model.view import Fact, Item
from hubgen.stages.plan.display import Display
from hubgen.types.base import ContentType
from hubgen.types.maps import ITEM

ONCE = "once"
FIELDS = {field.name: field for field in ITEM}


def item_quantity(item: Data, display: Display) -> Fact | None:
    """How much: "6 toneladas por mes"; a rhythm only where it comes again."""
    number, per = item.get("quantity"), item.get("per", ONCE)
    if not isinstance(number, Decimal):
        return None
    text = display.quantity(number, item.get("unit"))
    if per != ONCE:
        text = display.texts["for_each"].format(x=text, each=display.term("per", str(per)).text)
    return _fact("quantity", text, display)


def item_price(item: Data, display: Display) -> Fact | None:
    """The price of one of its units."""
    text = display.money_range(item.get("price_min"), item.get("price_max"), item.get("currency"))
    if not text:
        return None
    unit = item.get("unit")
    each = display.term("unit", str(unit)).text if unit else ""
    told = display.texts["for_each"].format(x=text, each=each) if each else text
    return Fact(display.texts["price"], (Item(told),))


def item_fact(item: Data, name: str, kind: ContentType, display: Display) -> Fact | None:
    """One of its terms under its label."""
    value = item.get(name)
    if value is None:
        return None
    if name == "min_order" and isinstance(value, Decimal):
        return _fact(name, display.quantity(value, item.get("unit")), display)
    if name == "incoterm":
        return _fact(name, f"{str(value).upper()}, {display.term('incoterm', str(value)).text}", display)
    return Fact(display.label(FIELDS[name]), display.items(kind.name, FIELDS[name], value))


def item_title(item: Data, display: Display) -> Item:
    """What it is, with its code in small print."""
    title = display.phrase(item.get("title"))
    scheme, _, code = str(item.get("code", "")).partition(":")
    note = display.product(code) if scheme == "hs" else f"{scheme.upper()} {code}".strip()
    return Item(title.text, lang=title.lang, note=note)


def _fact(name: str, text: str, display: Display) -> Fact:
    return Fact(display.label(FIELDS[name]), (Item(text),))
