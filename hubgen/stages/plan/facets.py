"""Facets: which entries share a value, computed once for a site; labels and addresses come per language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from hubgen.config import Config
from hubgen.config_parts.facets import Facet
from hubgen.config_parts.profiles import Profile
from hubgen.locale.formatting import initial_of
from hubgen.locale.reference import section_of
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.site import Published, Site
from hubgen.stages.plan.display import facet_key
from hubgen.stages.plan.order import Listed
from hubgen.types import TYPES
from hubgen.types.base import ContentType, Today

INITIAL = "initial"
"""The facet whose values are letters of a language's own titles."""
PAIR_LEAST = 3
"""A pair of values has a page from that many entries on."""


@frozen(slots=False)
class FacetIndex:
    """For one type: facet -> value -> ids of the entries with it, in the order of lists."""

    kind: ContentType
    facets: tuple[Facet, ...]
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    pairs: tuple[tuple[str, str], ...]
    _paired: dict[tuple[str, str], Mapping[tuple[str, str], tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def facet(self, field: str) -> Facet | None:
        return next((facet for facet in self.facets if facet.field == field), None)

    def pair(self, first: str, second: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Values of two facets -> ids of the entries with both, where there are enough of them."""
        if (first, second) not in self._paired:
            self._paired[first, second] = dict(self._pairs(first, second))
        return self._paired[first, second]

    def _pairs(self, first: str, second: str) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        others = {value: frozenset(ids) for value, ids in self.values.get(second, {}).items()}
        for one, ids in self.values.get(first, {}).items():
            for other, known in others.items():
                both = tuple(entry_id for entry_id in ids if entry_id in known)
                if len(both) >= PAIR_LEAST:
                    yield (one, other), both


def facets_of(kind: ContentType, config: Config) -> tuple[Facet, ...]:
    """The facets that a hub declares for a type, even none; else those of the contract."""
    chosen = config.facets.get(kind.name)
    return tuple(Facet(name) for name in kind.facets) if chosen is None else chosen


def index_facets(site: Site, config: Config, listed: Mapping[str, Listed]) -> dict[str, dict[str, FacetIndex]]:
    """Language -> type -> facet index, of every type that has entries in lists.

    One index serves all languages but for the initials of titles, which each language has of its own.

    Args:
        listed: language -> type -> entries in the order of lists.
    """
    shared = _indexes(site, config, listed[config.main_language], config.main_language, TYPES)
    lettered = tuple(one.kind for one in shared.values() if one.facet(INITIAL))
    return {
        lang: shared | (_indexes(site, config, listed[lang], lang, lettered) if lang != config.main_language else {})
        for lang in listed
    }


def _indexes(
    site: Site, config: Config, listed: Listed, language: str, kinds: Iterable[ContentType]
) -> dict[str, FacetIndex]:
    indexes = {}
    for kind in kinds:
        entries = listed.get(kind.name, [])
        if not entries:
            continue
        facets = tuple(facet for facet in facets_of(kind, config) if facet.field != "amount_max" or facet.bands)
        values = {facet.field: _by_value(kind, facet, entries, config, site, language) for facet in facets}
        pairs = tuple(pair for pair in config.facet_pairs.get(kind.name, ()) if all(one in values for one in pair))
        indexes[kind.name] = FacetIndex(kind, facets, values, pairs)
    return indexes


def _by_value(
    kind: ContentType, facet: Facet, entries: list[Published], config: Config, site: Site, language: str
) -> dict[str, tuple[str, ...]]:
    """Value -> ids; entries for which every value holds join each value that another entry names."""
    named: dict[str, list[str]] = {}
    everywhere: list[str] = []
    order = {one.id: number for number, one in enumerate(entries)}
    for one in entries:
        values = values_of(one, kind, facet, config, site, language)
        if "all" in values:
            everywhere.append(one.id)
        for value in sorted(values - {"all"}):  # the order of a set changes with every run
            named.setdefault(value, []).append(one.id)
    return {value: tuple(sorted((*ids, *everywhere), key=order.__getitem__)) for value, ids in named.items()}


def values_of(one: Published, kind: ContentType, facet: Facet, config: Config, site: Site, language: str) -> set[str]:
    """The values that an entry has in a facet; `all` where it holds for every value."""
    computed = _COMPUTED.get(facet.field)
    if computed is not None and (facet.field not in kind.fields):
        return computed(one, Today(site.day, config.zone), language)
    if facet.bands:
        return _band(one.entry.data, facet)
    source = kind.fields.get(facet.field)
    return set(_keys(source, one.entry.get(facet.field), config)) if source else set()


def _keys(source: Field, value: object, config: Config) -> Iterable[str]:
    if value is None:
        return
    kind = source.type.items or source.type
    if isinstance(value, Localized):
        value = value.original
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Data):  # a certificate counts under its standard
            standard = one.get("standard")
            one = standard.original if isinstance(standard, Localized) else standard
        if isinstance(one, str) and one in config.groups:
            yield from config.groups[one]
        elif one == "all":
            yield "all"
        elif one is not None and one is not False:
            yield facet_key(kind, one)


def _band(data: Data, facet: Facet) -> set[str]:
    amount = data.get(facet.field)
    if not isinstance(amount, Decimal) or data.get("currency") != facet.currency:
        return set()
    return {str(next((band for band in facet.bands if amount <= band), 0))}


def _month(one: Published, today: Today, language: str) -> set[str]:
    start = one.entry.get("start")
    return {today.day_of(start).strftime("%Y-%m")} if isinstance(start, date) else set()


def _year(one: Published, today: Today, language: str) -> set[str]:
    published = one.entry.get("date")
    return {str(published.year)} if isinstance(published, date) else set()


def initial(one: Published, language: str) -> str:
    """The letter under which an entry stands in a language."""
    title = one.entry.texts("title")
    return initial_of(title.pick(language)[0] if title else "", language)


_COMPUTED: Mapping[str, Callable[[Published, Today, str], set[str]]] = {
    "status": lambda one, today, language: {one.status} - {""},
    "month": _month,
    "year": _year,
    INITIAL: lambda one, today, language: {initial(one, language)},
    "list": lambda one, today, language: {f"thread/{name}" for name in one.entry.data.each("list")},
    "answered": lambda one, today, language: set(one.entry.data.each("answered")),
    "free": lambda one, today, language: {"free"} if one.entry.get("price") == 0 else set(),
}


def fits(one: Published, kind: ContentType, profile: Profile, config: Config, site: Site) -> bool:
    """Whether an entry is for firms like those of a profile.

    Every criterion that the entry speaks of must be met, and at least one by name.
    """
    by_name = False
    for name, wanted in profile.criteria:
        own_field = kind.fields.get("size" if name == "sizes" and kind.name == "organization" else name)
        value = one.entry.get(own_field.name) if own_field else None
        if value is None or value == ("all",):
            continue
        own = _raw(value, config)
        if not any(_meets(name, has, want) for has in own for want in _raw(wanted, config)):
            return False
        by_name = True
    return by_name


def _raw(value: object, config: Config) -> list[str]:
    found: list[str] = []
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Ref):
            found.append(one.id.partition("/")[2])
        else:
            found += config.groups.get(str(one), (str(one),))
    return found


def _meets(criterion: str, has: str, want: str) -> bool:
    if criterion in ("sectors", "products"):
        return (
            has.startswith(want)
            or want.startswith(has)
            or (criterion == "sectors" and want[0].isdigit() and has == section_of(want))
        )
    return has == want
