"""What the page of an entry gathers from other types: the hours of an adviser, the standards and buyers of a market.

Found through what refers to what, which resolve has looked up, and through one index by country, so that no entry is
compared with every other one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from hubgen.config import Config
from hubgen.locale.reference import section_of
from hubgen.model.entry import Data, Ref
from hubgen.model.site import Published, Site
from hubgen.stages.referred import referred
from hubgen.types import BY_NAME
from hubgen.types.base import Join

OFFICE_HOURS = "office-hours"
PLACE_FIELDS: Mapping[str, str] = {"standard": "markets"}
"""Field that says for which country an entry is, where it is not `countries`."""


class Joins:
    """What belongs together in a site."""

    def __init__(self, site: Site, config: Config):
        self.site, self.config = site, config

    def of(self, one: Published) -> Iterator[tuple[Join, tuple[Published, ...]]]:
        """Each group of the page of an entry that has something in it, in the order that its type declares."""
        for join in BY_NAME[one.type].joins:
            if found := tuple(_WAYS[join.way](self, one, join)):
                yield join, found

    # -- hours of an adviser ---------------------------------------------------------------

    def hours(self, one: Published, join: Join) -> list[Published]:
        """Coming office hours that name an adviser, or that its organization holds without naming anybody."""
        desk = one.entry.get("organization")
        organization = self.site.get(desk.id) if isinstance(desk, Ref) else None
        own = [event for event in self._naming(one, join.kind) if _is_held(event)]
        others = [
            event
            for event in (self._naming(organization, join.kind) if organization else ())
            if _is_held(event) and not any(_advisers(event))
        ]
        return sorted({event.id: event for event in (*own, *others)}.values(), key=_start)

    def _naming(self, one: Published, kind: str) -> Iterator[Published]:
        found = (self.site.get(name) for name in one.backlinks if name.startswith(f"{kind}/"))
        return (event for event in found if event is not None)

    # -- what concerns a country and a product ---------------------------------------------

    def place(self, one: Published, join: Join) -> list[Published]:
        """Entries of the country of a market that may concern its products; first those it lists, then by product."""
        listed = [self.site.get(ref.id) for ref in one.entry.data.items_of(join.listed) if isinstance(ref, Ref)]
        first = [other for other in listed if other is not None and other.life == "current"]
        found = [other for other in self.placed(one, join.kind) if join.keeps(other.entry.data)]
        found.sort(key=lambda other: (not _shares(one, other, "products"), *_start(other)))
        return list({other.id: other for other in (*first, *found)}.values())

    def placed(self, one: Published, kind: str) -> Iterator[Published]:
        """Entries of a type in the country of a market, but for those that are for other products or sectors."""
        country = str(one.entry.get("market"))
        there = (*self._by_country.get((kind, country), ()), *self._by_country.get((kind, "all"), ()))
        return (other for other in there if _concerns(one, other))

    @cached_property
    def _by_country(self) -> Mapping[tuple[str, str], list[Published]]:
        """(type, country) -> entries that stand in lists; a group counts as its members."""
        found: dict[tuple[str, str], list[Published]] = {}
        for one in self.site.entries:
            if one.life == "current" and one.status != "replaced":
                named = one.entry.data.items_of(PLACE_FIELDS.get(one.type, "countries"))
                codes = (member for code in named for member in self.config.groups.get(code, (code,)))
                for code in dict.fromkeys(codes):
                    found.setdefault((one.type, code), []).append(one)
        return found


_WAYS: Mapping[str, Callable[[Joins, Published, Join], Iterable[Published]]] = {
    "hours": Joins.hours,
    "place": Joins.place,
}


def _is_held(event: Published) -> bool:
    """Whether it is an office hour still to come."""
    data = event.entry.data
    is_hour = data.get("kind") == OFFICE_HOURS and data.get("event_status") != "cancelled"
    return is_hour and event.life == "current"


def _advisers(event: Published) -> Iterator[str]:
    return (name for name in referred(event) if name.startswith("advisor/"))


def _start(event: Published) -> tuple[str, str]:
    return str(event.entry.get("start", "")), event.id


def _concerns(one: Published, other: Published) -> bool:
    """Whether nothing says that they are for different goods: what both name must meet, products before sectors."""
    for name in ("products", "sectors"):
        if _codes(one.entry.data, name) and _codes(other.entry.data, name):
            return _shares(one, other, name)
    return True


def _shares(one: Published, other: Published, name: str) -> bool:
    """Whether a code of one contains a code of the other: HS 09 has 0901 in it, section C of ISIC has 10."""
    theirs = _codes(other.entry.data, name)
    return any(_contains(a, b) or _contains(b, a) for a in _codes(one.entry.data, name) for b in theirs)


def _contains(wide: str, narrow: str) -> bool:
    return narrow.startswith(wide) or (wide.isalpha() and section_of(narrow) == wide)


def _codes(data: Data, name: str) -> tuple[str, ...]:
    return tuple(str(code) for code in data.items_of(name) if code != "all")
