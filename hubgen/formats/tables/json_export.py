"""Tables for programs: JSON (RFC 8259) that is the same bytes for the same table, one row on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from hubgen.formats.json_text import json_text
from hubgen.formats.pieces import joined

Cell = str | int | bool | Decimal | Sequence[str] | None


def json_table(about: Mapping[str, Cell], header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """An object with what `about` tells, in alphabetical order, and `rows`: an object each, keys as in the header.

    Decimals become the nearest number of 64 bits (RFC 8259, section 6), which is all that most readers keep.

    Raises:
        ValueError: a row of another width than the header, or a number that is none (NaN).
    """
    return joined(piece.encode() for piece in _pieces(about, header, rows))


def _pieces(about: Mapping[str, Cell], header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    yield "{"
    for key in sorted(about):
        yield f"{_json(key)}:{_json(about[key])},\n"
    comma = ""
    yield '"rows":[\n'
    for row in rows:
        yield comma + _json(dict(zip(header, row, strict=True)))
        comma = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json_text(value, default=_number)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} has no form in JSON")
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    return int(value) if value == value.to_integral_value() else float(value)
