"""Content lines, on which iCalendar and vCard agree: a name, parameters and a value that can hold any text.

Source:
    RFC 5545 3.1 and 3.3.11 (iCalendar); RFC 2426 2.6 and 4 (vCard 3.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from hubgen.formats.plain import plain
from hubgen.formats.timestamps import utc_second

LINE_BYTES = 75  # without the line end

_NOT_IN_PARAMETERS = re.compile(r'["\\\t\n]')
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI_MARKS = "%:/?#[]@!$&'()*+,;=~"


def escaped(text: str) -> str:
    """The text as a TEXT value: line breaks of every kind as `\\n`, other control characters left out."""
    return plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def escaped_list(texts: Iterable[str]) -> str:
    """Several TEXT values in one property."""
    return ",".join(map(escaped, texts))


def uri(address: str) -> str:
    """The address as a URI value: all that RFC 3986 does not allow is percent-encoded, escapes stay as they are."""
    return quote(_LONE_PERCENT.sub("%25", plain(address)), safe=_URI_MARKS)


def utc(moment: datetime) -> str:
    """The moment in UTC, such as `20261130T220000Z`.

    Raises:
        ValueError: the moment has no zone.
    """
    return f"{utc_second(moment):%Y%m%dT%H%M%SZ}"


def content_line(name: str, value: str, **parameters: str) -> bytes:
    """One property, folded, with its line end.

    Args:
        value: in the syntax of its type: what `escaped`, `uri` or `utc` gave.
        parameters: plain text; one without text is left out. Quotes, tabs and line breaks cannot stand in a
            parameter and are removed: their escapes (RFC 6868) are unknown to vCard 3.0 and to old calendars.
            Backslashes could, but some readers take them for escapes; they go too.
    """
    given = "".join(f";{key}={_parameter(text)}" for key, text in parameters.items() if text)
    return _folded(f"{name}{given}:{value}")


def _parameter(text: str) -> str:
    safe = _NOT_IN_PARAMETERS.sub("", plain(text))
    return f'"{safe}"' if any(mark in safe for mark in ":;,") else safe


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, cut between characters."""
    data = line.encode()
    pieces, start, room = [], 0, LINE_BYTES
    while len(data) - start > room:
        end = start + room
        while data[end] & 0b1100_0000 == 0b1000_0000:  # a later octet of a character in UTF-8
            end -= 1
        pieces.append(data[start:end])
        start, room = end, LINE_BYTES - 1  # the space that marks a continuation counts
    return b"\r\n ".join((*pieces, data[start:])) + b"\r\n"
