"""Rules for single texts, whatever the format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

ABSOLUTE = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*")
TAG_URI = re.compile(r"tag:[\w.@-]+,\d{4}(-\d\d(-\d\d)?)?:[^\s<>\"]+")  # RFC 4151, with the letters of an IRI
LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")  # BCP 47
MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;.*)?")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IN_HTML = re.compile(r"""<[a-z][^>]*\s(?:href|src)\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
OUTSIDE = re.compile(r"(https?|mailto|tel|geo):", re.IGNORECASE)

Faults = Iterator[str]


def text_faults(name: str, value: str, pattern: re.Pattern[str] | None = None) -> Faults:
    if not value.strip():
        yield f"{name} is blank"
    elif pattern and not pattern.fullmatch(value):
        yield f"{name} cannot be {value!r}"


def rfc3339_faults(name: str, value: str) -> Faults:
    try:
        if not RFC3339.fullmatch(value) or not datetime.fromisoformat(value).tzinfo:
            raise ValueError
    except ValueError:
        yield f"{name} is no moment of RFC 3339: {value!r}"


def relative_addresses(name: str, html: str) -> Faults:
    yield from (
        f"{name} has a relative address {address!r}" for address in IN_HTML.findall(html) if not OUTSIDE.match(address)
    )


def doubles(name: str, values: list[str]) -> Faults:
    yield from (f"{name} {value!r} comes {count} times" for value, count in Counter(values).items() if count > 1)
