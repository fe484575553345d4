"""An item that is offered or sought, in words: how much, at what price, on which terms."""

from __future__ import annotations

from decimal import Decimal

from hubgen.model.entry import Data
from hubgen.model.views.pieces import Fact, Item
from hubgen.stages.plan.display import Display, capital
from hubgen.types.base import ContentType
from hubgen.types.maps import ITEM

FIELDS = {field.name: field for field in ITEM}


def amount_text(item: Data, display: Display) -> str:
    """How much: "6 toneladas al mes"; a rhythm only where it comes again. Empty where nothing is said."""
    number = item.get("quantity")
    if not isinstance(number, Decimal):
        return ""
    rhythm = display.texts.get(f"per_{item.get('per', '')}", "")
    return f"{display.quantity(number, item.get('unit'))} {rhythm}".rstrip()


def price_text(item: Data, display: Display) -> str:
    """The price of one of its units: "US$ 2,100 por tonelada"; empty where none is said."""
    text = display.money_range(item.get("price_min"), item.get("price_max"), item.get("currency"))
    unit = item.get("unit")
    each = display.term("unit", str(unit)).text if text and unit else ""
    return display.texts["for_each"].format(x=text, each=each) if each else text


def places_text(codes: tuple[object, ...], display: Display) -> str:
    """Countries in words; a large group by its name."""
    return ", ".join(capital(display.country(str(code))) for code in codes)


def item_key(item: Data, display: Display) -> tuple[Fact, ...]:
    """At what price, how much."""
    price, amount = price_text(item, display), amount_text(item, display)
    return (
        *((Fact(display.texts["price"], (Item(price),)),) if price else ()),
        *((_fact("quantity", amount, display),) if amount else ()),
    )


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
