"""What speaks for a pair of an offer and a request: what must hold, and what more counts.

Source: the content contract, section 8.13.
"""

from __future__ import annotations

from decimal import Decimal

from hubgen.matching.goods import ANYWHERE, Good
from hubgen.model.frozen import frozen

PREFIXES = {"hs": {6: 3, 4: 2, 2: 1}, "isic": {4: 2, 2: 1}}
"""Scheme -> digits that two codes share -> points; the longest first."""
FULL, PARTIAL = 2, 1
PARTIAL_FROM = Decimal("0.1")
YEARLY = {"day": 365, "week": 52, "month": 12, "year": 1}
"""How often in a year a quantity comes that comes again."""
LEAD, VERIFIED = 1, 1


@frozen
class Reasons:
    """Why an offer fits a request. All points together are at most seven."""

    digits: int
    """Of the code that both share."""
    code: int
    """Points for it."""
    cover: Decimal | None
    """What part of the quantity the offer covers; None where one of them names none, or another unit."""
    lead: bool
    """Whether the offer comes in time."""
    verified: bool
    """Whether the firm that offers was confirmed in the year of the build day."""

    @property
    def quantity(self) -> int:
        if self.cover is None or self.cover < PARTIAL_FROM:
            return 0
        return FULL if self.cover >= 1 else PARTIAL

    @property
    def points(self) -> int:
        return self.code + self.quantity + LEAD * self.lead + VERIFIED * self.verified


def shared_digits(seek: Good, offer: Good) -> int:
    """How many digits both codes share, of those that count; 0 where they are of different goods."""
    if seek.scheme != offer.scheme:
        return 0
    both = min(len(seek.code), len(offer.code))
    return next((n for n in PREFIXES[seek.scheme] if n <= both and seek.code[:n] == offer.code[:n]), 0)


def reasons(seek: Good, offer: Good, year: int) -> Reasons | None:
    """Why the offer fits the request; None where something that must hold does not.

    Args:
        year: of the build day.
    """
    digits = shared_digits(seek, offer)
    if not digits or seek.party == offer.party or not _reaches(offer, seek) or not _is_certified(offer, seek):
        return None
    return Reasons(
        digits,
        PREFIXES[seek.scheme][digits],
        _cover(seek, offer),
        seek.lead_days is not None and offer.lead_days is not None and offer.lead_days <= seek.lead_days,
        offer.verified.year == year,
    )


def _reaches(offer: Good, seek: Good) -> bool:
    return ANYWHERE in offer.places or seek.places <= offer.places


def _is_certified(offer: Good, seek: Good) -> bool:
    return all(not names.isdisjoint(offer.held) for names in seek.asked)


def _cover(seek: Good, offer: Good) -> Decimal | None:
    """How much of the request the offer covers; what comes once is compared as it is told."""
    if not seek.quantity or not offer.quantity or seek.unit != offer.unit:
        return None
    often = Decimal(YEARLY[offer.per]) / YEARLY[seek.per] if {seek.per, offer.per} <= YEARLY.keys() else 1
    return offer.quantity / seek.quantity * often
