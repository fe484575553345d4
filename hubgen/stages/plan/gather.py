"""Entries of all types that share a country or a sector: computed once for a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from hubgen.config import Config
from hubgen.locale.reference import section_of
from hubgen.model.site import Published, Site
from hubgen.stages.plan.order import Listed

Kind = Literal["country", "sector"]
Gatherings = Mapping[Kind, Mapping[str, frozenset[str]]]
"""Kind -> value -> ids of the entries."""

FIELDS: Mapping[Kind, tuple[str, ...]] = {"country": ("countries", "markets", "market"), "sector": ("sectors",)}
KINDS: tuple[Kind, ...] = ("country", "sector")
LEAST = 3
"""A value that fewer entries name has no page of its own."""


def gather(site: Site, config: Config, listed: Listed) -> Gatherings:
    """What each country and each division of ISIC has; an entry for all of them joins every one that has a page.

    An entry for a whole section of ISIC joins the divisions of that section.
    """
    entries = [one for found in listed.values() for one in found if one.type != "topic"]
    return {kind: _by_value(kind, entries, config) for kind in KINDS}


def _by_value(kind: Kind, entries: list[Published], config: Config) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = {}
    wide: dict[str, set[str]] = {}
    for one in entries:
        for value in _values(one, FIELDS[kind], config):
            group = wide if value == "all" or (kind == "sector" and value.isalpha()) else named
            group.setdefault(value[:2] if group is named else value, set()).add(one.id)
    return {
        value: frozenset(ids | wide.get("all", set()) | wide.get(_section(kind, value), set()))
        for value, ids in sorted(named.items())
        if len(ids) >= LEAST
    }


def _section(kind: Kind, value: str) -> str:
    return section_of(value) or "" if kind == "sector" else ""


def _values(one: Published, fields: Iterable[str], config: Config) -> Iterator[str]:
    for field in fields:
        for value in one.entry.data.each(field):
            yield from config.groups.get(value, (value,))
