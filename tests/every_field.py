"""Entries with a text in every field that takes one, as YAML and as CSV, made from the tables of the content types.

texts = Texts(["one", "two"])
entry = make_entry("guide", "slug", texts)
as_yaml([entry])      # the file, and entry.texts: what should be read from it
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hubgen.formats.tables.csv_export import from_inert
from hubgen.model.field import Field, ValueType
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType
from hubgen.types.maps import MAPS

Value = str | list["Value"] | dict[str, "Value"]

NOT_TEXTS = frozenset({"id", "translated_from", "timezone", "repeat", "geo"})
"""Strings with a form of their own."""
BESIDE: Mapping[str, Mapping[str, Value]] = {
    "contact": {"email": "ana@example.org"},
    "source": {"url": "https://example.org/"},
    "file": {"url": "https://example.org/"},
    "paper": {"url": "https://example.org/"},
    "fact": {"year": "2026"},
    "call": {"closes": "2026-12-30"},
    "column": {"name": "dato", "type": "text", "role": "label"},
    "chart": {"type": "none"},
    "area": {"id": "area-1"},
    "advice": {"below": "50"},
    "question": {"id": "question-1", "area": "area-1"},
    "option": {"points": "1"},
    "item": {"code": "hs:0901", "until": "2027-06-30"},
    "tier": {"id": "tier-1", "codes": ["hs:0901"]},
    "band": {"from": "0", "refs": ["topic/vender"]},
}
"""What a map needs beside its texts."""
PLAIN: Mapping[str, Mapping[str, Value]] = {
    "topic": {},
    "guide": {"kind": "procedure", "date": "2026-03-02", "verified": "2026-09-15"},
    "news": {"kind": "note", "date": "2026-10-02"},
    "organization": {"kind": "association", "countries": ["HN"], "verified": "2026-08-20", "show_tax_id": "yes"},
    "financing": {"family": "finance", "instruments": ["loan"], "countries": ["HN"], "sectors": ["C"],
                  "sizes": ["micro"], "stages": ["growth"], "verified": "2026-10-28"},
    "event": {"kind": "fair", "start": "2026-12-03T08:30", "mode": "in-person", "countries": ["HN"]},
    "standard": {"nature": "mandatory", "markets": ["DE"], "products": ["0901"], "verified": "2026-10-02",
                 "official_url": "https://example.org/fito"},
    "dataset": {"kind": "snapshot", "data": "datos.csv", "frequency": "once", "verified": "2026-11-02"},
    "document": {"kind": "template", "year": "2026", "url": "https://example.org/caja.ods"},
    "market": {"market": "DE", "scope": "audience", "verified": "2026-07-01"},
    "advisor": {"kind": "desk", "free": "yes", "verified": "2026-08-20"},
    "question": {"asked": "12"},
    "term": {"code": "hs:0901"},
    "thread": {"address": "lista@example.org", "subscribe": "https://example.org/", "updated": "2026-11-01",
               "unsubscribe": "mailto:fuera@example.org"},
    "diagnostic": {"mode": "score", "minutes": "7"},
    "notice": {"kind": "partner", "date": "2026-11-02", "expires": "2026-12-30", "countries": ["HN"]},
    "chain": {"kind": "territorial", "countries": ["HN"]},
    "partner": {"url": "https://{slug}.example.org/", "feed": "https://{slug}.example.org/feed.xml", "pull": "yes"},
}  # fmt: skip


DATA: Mapping[str, str] = {"content/statistics/datos.csv": "dato\nuno\n"}
"""The file that a dataset names."""


@dataclass
class Texts:
    """The texts one after the other, each cut to the limit of its field."""

    pool: list[str]
    at: int = 0
    tame: bool = False

    def next(self, limit: int, without: str = "") -> str:
        while True:
            text = self.pool[self.at % len(self.pool)]
            self.at += 1
            if without:
                text = text.replace(without, ",")
            text = text if len(flat(text)) <= limit else flat(text)[:limit]
            if is_seen(text):
                return f"x{self.at}" if self.tame else text


@dataclass
class Written:
    """An entry as its author typed it: `texts` by the name of their column."""

    slug: str
    kind: str
    values: dict[str, Value]
    texts: dict[str, str] = field(default_factory=dict)


def make_entry(kind: str, slug: str, texts: Texts, without: str = "") -> Written:
    """An entry with a text in each field that takes one.

    Args:
        without: a letter that lists cannot have in their form of file.
    """
    own = {name: one.replace("{slug}", slug) if isinstance(one, str) else one for name, one in PLAIN[kind].items()}
    entry = Written(slug, kind, own)
    by_mode = BY_NAME[kind].by_mode
    others = {name for names in by_mode.values() for name in names} - {*by_mode.get(str(PLAIN[kind].get("mode")), ())}
    for item in BY_NAME[kind].fields.values():
        if item.name in others:
            continue
        found = _value(item, item.type, texts, without)
        if found is not None and item.name not in entry.values:
            entry.values[item.name] = found
    if kind != "topic":
        entry.values["topics"] = ["vender", "y0"]
    tiers = entry.values.get("tiers")
    if isinstance(tiers, list):  # a chain has two at least
        tiers.append({"id": "tier-2", "title": "Venta", "codes": ["isic:47"]})
    entry.values["slug"] = slug
    return entry


def _value(item: Field, kind: ValueType, texts: Texts, without: str) -> Value | None:
    if item.name in NOT_TEXTS:
        return None
    if item.name == "extra":
        return {"a": texts.next(100)}
    if item.name == "body":
        return "Texto."
    if kind.kind in ("text", "string"):
        return texts.next(250 if item.name == "summary" else kind.limit)
    if kind.kind == "union":
        one = next((one for one in kind.choices if one.kind in ("text", "map")), None)
        return _value(item, one, texts, without) if one else None
    if kind.kind == "list" and kind.items is not None and kind.items.kind in ("text", "string"):
        return list(dict.fromkeys(texts.next(kind.items.limit, without) for _ in range(2)))
    if kind.kind == "list" and kind.items is not None and kind.items.kind == "map":
        one = _value(item, kind.items, texts, without)
        return [one] if one else None
    if kind.kind == "map" and kind.argument != "fees":
        found: dict[str, Value] = dict(BESIDE.get(kind.argument, {}))
        for inner in MAPS[kind.argument]:
            value = _value(inner, inner.type, texts, without) if inner.name not in found else None
            if value is not None:
                found[inner.name] = value
        return found
    return None


def columns(values: Mapping[str, Value], prefix: str = "") -> Iterator[tuple[str, Value]]:
    """The cells of an entry under the names of their columns; lists of words stay lists."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from columns(value, f"{prefix}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, one in enumerate(value, 1):
                assert isinstance(one, dict)
                yield from columns(one, f"{prefix}{name}.{number}.")
        else:
            yield prefix + name, value


def yaml_value(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_value, value)) + "]"
    return "{" + ", ".join(f"{name}: {yaml_value(one)}" for name, one in value.items()) + "}"


def as_yaml(entries: list[Written]) -> str:
    for entry in entries:
        for name, value in columns(entry.values):
            entry.texts |= {name: flat(value)} if isinstance(value, str) else _numbered(name, map(flat, value))
    return "".join(f"- {yaml_value(entry.values)}\n" for entry in entries)


def folders_of(kind: ContentType, entries: list[Written]) -> dict[str, str | bytes]:
    """The files of entries that have a folder each."""
    return {
        f"content/{kind.folder}/{one.slug}/{kind.folder_file}": as_yaml([one]).removeprefix("- ") for one in entries
    }


def as_csv(entries: list[Written]) -> str:
    """A spreadsheet, and what is to be read from it: an apostrophe in front of a formula is no part of the text."""
    names = list(dict.fromkeys(name for entry in entries for name, _ in columns(entry.values)))
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for entry in entries:
        cells = {name: ";".join(value) if isinstance(value, list) else value for name, value in columns(entry.values)}
        writer.writerow([cells.get(name, "") for name in names])
        for name, value in columns(entry.values):
            cell = from_inert(cells[name].replace("\r\n", "\n").replace("\r", "\n"))
            parts = [part for part in map(flat, cell.split(";")) if is_seen(part)]
            entry.texts |= {name: flat(cell)} if isinstance(value, str) else _numbered(name, dict.fromkeys(parts))
    return page.getvalue()


def _numbered(name: str, items: Iterator[str] | Mapping[str, None]) -> dict[str, str]:
    return {f"{name}.{number}": text for number, text in enumerate(items, 1)}


def is_seen(text: str) -> bool:
    fillers = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    return any(not char.isspace() and unicodedata.category(char) != "Cf" and char not in fillers for char in text)


def flat(text: str) -> str:
    """A text of one line, as the contract reads it."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """A double-quoted scalar of YAML."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if char.isprintable() else f"\\U{ord(char):08x}"
