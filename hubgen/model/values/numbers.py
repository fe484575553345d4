"""Numbers, percentages, yes and no."""

from __future__ import annotations

import re
from decimal import Decimal

from hubgen.locale.formatting import currency_of_sign, fold
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import wrong
from hubgen.problems import Message, say


def read_number(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    """Digits with a decimal point; a comma or a dot before three digits could be read two ways and is refused.

    Three decimals are taken where the column has them (`kind.limit`).
    """
    text = node.text.strip()
    if _PLAIN.fullmatch(text) and (kind.limit > 2 or not _TWO_READINGS.fullmatch(text)):
        return Decimal(text)
    raise wrong(
        node,
        say('"{text}" is not a number', text=text),
        expected=say("digits, with a point for decimals, such as 60000 or 12.5"),
        mend=_mend(node),
    )


_PLAIN = re.compile(r"\d{1,18}(?:\.\d{1,9})?")
_TWO_READINGS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,'\s])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d{1,9}))?")
_DECIMAL_COMMA = re.compile(r"\d{1,18},\d{1,9}")
_BESIDE = frozenset(
    "$ € ¢ % usd eur hnl kg g lb qq km min minutos minutes h horas hours personas people pessoas".split()
)
"""What people write beside a figure without changing it; of any other word ("5 million") nobody knows."""


def _mend(node: Scalar) -> Message | None:
    """The figure as it is to be written; none where the text leaves open which one is meant."""
    found = _figures(node.text)
    if len(found) == 2:
        return say("write {a} or {b}", a=found[0], b=found[1])
    return say("write {a}", a=found[0]) if found else _as_gap(node)


def _as_gap(node: Scalar) -> Message | None:
    """What a spreadsheet writes for a formula without a result: `#DIV/0!`, `#N/D`."""
    is_error = node.text.startswith("#") and node.where.row
    return say("leave the cell empty: its formula gave no figure") if is_error else None


def _figures(text: str) -> tuple[str, ...]:
    """What a text may mean, each as a number is written: "1.234,50" -> 1234.50, "5.205" -> 5205 or 5.2050."""
    figure = _alone(text)
    if both := _TWO_READINGS.fullmatch(figure):
        # A last zero shows that the point stands before decimals.
        return both[1] + both[2], f"{both[1]}.{both[2].rstrip('0') or '0' if both[2][-1] == '0' else both[2] + '0'}"
    if grouped := _GROUPED.fullmatch(figure):
        whole = re.sub(r"\D", "", figure.removesuffix(grouped[2] or ""))
        return (f"{whole}.{grouped[2]}" if grouped[2] else whole,)
    if _DECIMAL_COMMA.fullmatch(figure):
        return (figure.replace(",", "."),)
    return (figure,) if _PLAIN.fullmatch(figure) else ()


def _alone(text: str) -> str:
    """The text without what stands beside its figure; the whole text where that may change the figure."""
    parts = re.fullmatch(r"([^\d\s]*)\s*(\d(?:[\d.,'\s]*\d)?)\s*([^\d\s]*)", text.strip())
    if parts and all(not word or word.lower() in _BESIDE or currency_of_sign(word) for word in (parts[1], parts[3])):
        return parts[2]
    return text.strip()


def read_int(node: Scalar, kind: ValueType, context: ValueContext) -> int:
    text = node.text.strip()
    if re.fullmatch(r"\d{1,15}", text):
        return int(text)
    whole = [figure for figure in _figures(text) if figure.isdigit()]
    raise wrong(
        node,
        say('"{text}" is not a whole number', text=text),
        expected=say("digits only, such as 25"),
        mend=say("write {a}", a=whole[0]) if whole else _as_gap(node),
    )


def read_percent(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    text = node.text.strip()
    bare = Scalar(text.removesuffix("%").strip(), node.where)
    if text.endswith("%"):
        raise wrong(
            node, say('"{text}" is not a number', text=text), expected=say("a number from 0 to 100"), mend=_mend(bare)
        )
    value = read_number(bare, kind, context)
    if value > 100:
        raise wrong(node, say("{text} is more than 100 percent", text=text), expected=say("a number from 0 to 100"))
    return value


_YES = frozenset({"true", "yes", "si", "sim"})
_NO = frozenset({"false", "no", "nao"})
_TICKS = frozenset("x✓✔☑")


def read_bool(node: Scalar, kind: ValueType, context: ValueContext) -> bool:
    word = fold(node.text)
    if word in _YES or word in _NO:
        return word in _YES
    raise wrong(
        node,
        say('"{text}" is not yes or no', text=node.text),
        expected=say("yes or no (sí, no, sim, não, true, false)"),
        mend=say("write yes, if it is a tick") if node.text.strip().lower() in _TICKS else None,
    )
