"""Tables for spreadsheets: CSV (RFC 4180) in which no cell is a formula, and that reads back as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from hubgen.formats.pieces import joined
from hubgen.formats.plain import plain

Cell = str | int | Decimal | None

_BOM = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the machine and breaks the accents
# OWASP, CSV injection: what may begin a formula, also after blanks, which some programs drop, and as the full-width
# forms, which some take for the plain ones. The apostrophe is among them so that a mark can be told from a text.
_LIVE = re.compile(r"\s*[=+\-@'＝＋－＠]|[\t\n]")


def csv_table(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The file of a table: UTF-8 with a byte order mark, commas, rows ended by CR LF.

    Text that a spreadsheet might take for a formula gets an apostrophe in front, which `from_inert` takes off again.
    Line breaks inside a cell are `\\n`, other control characters are left out. Numbers are digits with a decimal
    point, without exponent and without apostrophe; None is an empty cell.
    """
    return joined(csv_lines(header, rows))


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[Cell]], separator: str = ",") -> Iterator[bytes]:
    """The same row by row, for tables that are made while they are written."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    page.write(_BOM)
    for row in chain([header], rows):
        writer.writerow(map(_written, row))
        yield page.getvalue().encode()
        page.seek(0)
        page.truncate()


def from_inert(cell: str) -> str:
    """The text of a cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell, 1) else cell


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return _inert(plain(cell)) if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _inert(text: str) -> str:
    return f"'{text}" if _LIVE.match(text) else text
