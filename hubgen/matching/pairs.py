"""The best offers for each request of a site.

No request is compared with all offers: an index by shared digits, country and certificate gives those that may fit, the
firms confirmed last first, and what follows is left unread as soon as it cannot be among the best any more.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hubgen.matching.goods import ANYWHERE, Good, goods_of
from hubgen.matching.points import FULL, LEAD, PREFIXES, VERIFIED, Reasons, reasons, shared_digits
from hubgen.model.frozen import frozen
from hubgen.model.site import Site

BEST = 10
"""Offers of a request."""
_LATE = date.max.toordinal()

Rank = tuple[int, int, tuple[str, str, str], int]
"""What comes first: more points, confirmed later, then by id; the last number tells equal rows apart."""
Place = tuple[str, str, str, str]
"""Scheme, first digits of a code, country, certificate; without a certificate, all offers stand there."""


@frozen(eq=False)
class Match:
    """An offer that fits a request, and why."""

    seek: Good
    offer: Good
    reasons: Reasons

    @property
    def day(self) -> date:
        """The day since which it may exist: that of the later of its two entries, as their authors say."""
        return max(self.seek.entry.changed, self.offer.entry.changed)

    @property
    def order(self) -> tuple[object, ...]:
        """Among all matches of a site: those with more points first, then as those of one request."""
        return -self.reasons.points, -self.offer.verified.toordinal(), self.offer.order, self.seek.order


@frozen(slots=False)
class Matches:
    """The matches of a site."""

    goods: tuple[Good, ...]
    """All that takes part, also what fits nothing."""
    all: tuple[Match, ...]
    """The requests in the order of their ids, the best offer of each first."""

    @cached_property
    def _of_good(self) -> Mapping[int, list[Match]]:
        found: dict[int, list[Match]] = {}
        for match in self.all:
            for good in (match.seek, match.offer):
                found.setdefault(id(good), []).append(match)
        return found

    @cached_property
    def _of_entry(self) -> Mapping[str, list[Good]]:
        found: dict[str, list[Good]] = {}
        for good in self.goods:
            found.setdefault(good.entry.id, []).append(good)
        return found

    def goods_in(self, entry_id: str) -> list[Good]:
        """What takes part of the items of an entry."""
        return self._of_entry.get(entry_id, [])

    def of(self, good: Good) -> list[Match]:
        """The matches of one offer or request, the best first."""
        return sorted(self._of_good.get(id(good), ()), key=lambda match: match.order)


def match(site: Site, groups: Mapping[str, tuple[str, ...]]) -> Matches:
    """The ten best offers for each request.

    Args:
        groups: of countries, by name.
    """
    goods = sorted(goods_of(site, groups), key=lambda good: (good.order, repr(good.item)))
    shelves = _shelves(good for good in goods if good.side == "offer")
    seeks = (good for good in goods if good.side == "seek")
    return Matches(tuple(goods), tuple(one for seek in seeks for one in _best(seek, shelves, site.day.year)))


@dataclass(slots=True)
class _Shelf:
    """Offers of one place of the index, those confirmed last first."""

    offers: list[tuple[Rank, Good]]
    by_unit: dict[str, list[tuple[Rank, Good]]]


def _shelves(offers: Iterable[Good]) -> Mapping[Place, _Shelf]:
    ranked = [
        ((0, _LATE - offer.verified.toordinal(), offer.order, number), offer) for number, offer in enumerate(offers)
    ]
    found: dict[Place, _Shelf] = {}
    for one in sorted(ranked, key=lambda one: one[0]):
        for place in _places_of(one[1]):
            shelf = found.setdefault(place, _Shelf([], {}))
            shelf.offers.append(one)
            if one[1].quantity:
                shelf.by_unit.setdefault(one[1].unit, []).append(one)
    return found


def _places_of(offer: Good) -> Iterator[Place]:
    for digits in PREFIXES[offer.scheme]:
        if len(offer.code) >= digits:
            for country in offer.places:
                for certificate in ("", *offer.held):
                    yield offer.scheme, offer.code[:digits], country, certificate


def _best(seek: Good, shelves: Mapping[Place, _Shelf], year: int) -> Iterator[Match]:
    """Shelf after shelf: the longest shared code first, in each the offers whose quantity can be compared first."""
    best: list[tuple[Rank, Match]] = []
    for digits, points in PREFIXES[seek.scheme].items():
        most = points + LEAD * (seek.lead_days is not None) + VERIFIED
        for shelf in _shelves_of(seek, digits, shelves):
            same_unit = shelf.by_unit.get(seek.unit, []) if seek.quantity else []
            _take(seek, same_unit, digits, most + FULL, year, best)
            _take(seek, shelf.offers, digits, most, year, best)
    return (match for _, match in best)


def _shelves_of(seek: Good, digits: int, shelves: Mapping[Place, _Shelf]) -> Iterator[_Shelf]:
    """Where offers may stand that reach the request: under the one of its countries with fewest, and everywhere.

    Where it asks for certificates, those that hold the first of them, under each of its names.
    """
    if len(seek.code) < digits:
        return
    prefix = seek.code[:digits]
    for name in sorted(seek.asked[0]) if seek.asked else ("",):
        there = [shelves.get((seek.scheme, prefix, country, name)) for country in sorted(seek.places - {ANYWHERE})]
        if there and all(there):
            yield min((shelf for shelf in there if shelf), key=lambda shelf: len(shelf.offers))
        everywhere = shelves.get((seek.scheme, prefix, ANYWHERE, name))
        if everywhere:
            yield everywhere


def _take(
    seek: Good, offers: Iterable[tuple[Rank, Good]], digits: int, most: int, year: int, best: list[tuple[Rank, Match]]
) -> None:
    """Puts those offers among the best that belong there.

    Args:
        offers: those confirmed last first.
        digits: of the code that they share with the request; those that share more stood on a shelf before.
        most: points that none of them can exceed, or has been seen with.
    """
    for (_, late, order, number), offer in offers:
        # Firms that claim a day of next year come first too, and have no point for it: those behind may have one.
        limit = most if offer.verified.year >= year else most - VERIFIED
        if len(best) == BEST and best[-1][0] < (-limit, late, order, number):
            return  # those behind have no more points, and come later among equals
        if shared_digits(seek, offer) != digits:
            continue
        why = reasons(seek, offer, year)
        if why is not None:
            rank = (-why.points, late, order, number)
            if (len(best) < BEST or rank < best[-1][0]) and all(rank != other for other, _ in best):
                insort(best, (rank, Match(seek, offer, why)), key=lambda one: one[0])
                del best[BEST:]
