"""What the rules know of a language, from `locale/lint.yaml`; and the name of that knowledge for the memo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from hubgen.locale.formatting import load_locale
from hubgen.model.frozen import frozen

LANGUAGES = ("es", "en", "pt")
"""The languages whose sentences and abbreviations are understood."""

_ANY = "any"
_PLAIN = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüç", "aaaaaeeeeiiiiooooouuuuc")


@frozen(slots=False)
class Words:
    """The words of one language; all folded with `fold`, abbreviations in capitals without dots."""

    known: frozenset[str]
    never_end: frozenset[str]
    may_end: frozenset[str]
    labels: frozenset[str]
    joins: frozenset[str]
    shouted: frozenset[str]
    bodies: frozenset[str]
    aside: frozenset[str]
    heads: frozenset[str]


def fold(text: str) -> str:
    """The text in small letters without accents; as long as before, except for rare capitals."""
    return text.lower().translate(_PLAIN)


def base_language(language: str) -> str:
    """The language without its country, where the rules understand it; else empty."""
    base = language.partition("-")[0]
    return base if base in LANGUAGES else ""


@cache
def words_of(language: str) -> Words:
    """The words of one of `LANGUAGES`, with those that hold for any."""
    tables = [_table()[_ANY], _table()[language]]
    known = {word for table in tables for group in table["known"].values() for word in group.split()}

    def folded(name: str) -> frozenset[str]:
        return frozenset(fold(word) for table in tables for word in str(table.get(name, "")).split())

    heads = frozenset(head.replace("_", " ") for head in folded("heads"))
    return Words(
        frozenset(known), folded("never_end"), folded("may_end"), folded("labels"), folded("joins"),
        folded("shouted"), folded("bodies"), folded("aside"), heads,
    )  # fmt: skip


@cache
def empty_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words of links that say nothing, and those that say little; of all languages, as "click here" stands in any."""
    empty, vague = (
        frozenset(fold(word) for language in LANGUAGES for word in str(_table()[language][name]).split())
        for name in ("empty", "vague")
    )
    return empty, vague


@cache
def currency_codes() -> frozenset[str]:
    """The codes of ISO 4217."""
    return frozenset(load_locale("en").currencies)


@cache
def _source() -> str:
    return files("hubgen.locale").joinpath("lint.yaml").read_text("utf-8")


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    import yaml

    table: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.load(_source(), yaml.CBaseLoader)
    return table
