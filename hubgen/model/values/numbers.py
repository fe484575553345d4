"""Numbers, percentages, yes and no."""

from __future__ import annotations

import re
from decimal import Decimal

from hubgen.locale.formatting import fold
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import wrong
from hubgen.problems import Message, say


def read_number(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    """Digits with a decimal point; a comma or a dot before three digits could be read two ways and is refused."""
    text = node.text.strip()
    if re.fullmatch(r"\d{1,18}(?:\.\d{1,9})?", text) and not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        return Decimal(text)
    mend: Message | None = None
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,\s]\d{3})+", text):
        plain = re.sub(r"[.,\s]", "", text)
        both = re.fullmatch(r"(\d+)[.,](\d{3})", text)
        mend = (
            say("write {a} or {b}", a=plain, b=f"{both[1]}.{_decimals(both[2])}") if both else say("write {a}", a=plain)
        )
    elif re.fullmatch(r"\d+,\d+", text):
        mend = say("write {a}", a=text.replace(",", "."))
    elif digits := re.sub(r"[^\d.]", "", text):
        mend = say("write the digits alone, such as {a}", a=digits.strip(".") or "1500")
    raise wrong(
        node,
        say('"{text}" is not a number', text=text),
        expected=say("digits, with a point for decimals, such as 60000 or 12.5"),
        mend=mend,
    )


def _decimals(three: str) -> str:
    """Three decimals so that nobody takes them for thousands: fewer of them, else one more."""
    fewer = three.rstrip("0")
    return fewer or "0" if fewer != three else f"{three}0"


def read_int(node: Scalar, kind: ValueType, context: ValueContext) -> int:
    text = node.text.strip()
    if re.fullmatch(r"\d{1,15}", text):
        return int(text)
    digits = re.findall(r"\d+", text)
    raise wrong(
        node,
        say('"{text}" is not a whole number', text=text),
        expected=say("digits only, such as 25"),
        mend=say("write {a}", a=digits[0]) if len(digits) == 1 and not text.startswith("-") else None,
    )


def read_percent(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    text = node.text.strip()
    bare = Scalar(text.removesuffix("%").strip(), node.where)
    if text.endswith("%"):
        raise wrong(
            node, say('"{text}" is not a number', text=text), mend=say("write {a}", a=bare.text.replace(",", "."))
        )
    value = read_number(bare, kind, context)
    if value > 100:
        raise wrong(node, say("{text} is more than 100 percent", text=text), expected=say("a number from 0 to 100"))
    return value


_YES = frozenset({"true", "yes", "si", "sim"})
_NO = frozenset({"false", "no", "nao"})


def read_bool(node: Scalar, kind: ValueType, context: ValueContext) -> bool:
    word = fold(node.text)
    if word in _YES or word in _NO:
        return word in _YES
    raise wrong(
        node,
        say('"{text}" is not yes or no', text=node.text),
        expected=say("yes or no (sí, no, sim, não, true, false)"),
    )
