"""What firms offer and seek: goods, matches with their reasons, chains, products."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import Item, Phrase


@frozen
class MatchView:
    """Somebody who offers what another seeks, or seeks what another offers."""

    firm: Item
    """With the points as its note."""
    title: Phrase
    """What they offer or seek."""
    amount: str
    reasons: tuple[Item, ...]


@frozen
class GoodView:
    """Something that a firm offers or seeks."""

    title: Phrase
    amount: str = ""
    """How much, in words."""
    meta: tuple[Item, ...] = ()
    """Price, time, papers, places, last day."""
    is_past: bool = False
    firm: Item | None = None
    """Whose it is, on pages of several firms."""
    partners: tuple[MatchView, ...] = ()
    more: str = ""
    """How many partners there are beyond those shown."""


@frozen
class GoodsView:
    """What a firm offers, or what it seeks."""

    title: str
    goods: tuple[GoodView, ...]


@frozen
class TierFirmView:
    """A firm of a tier, and what it offers and seeks there."""

    firm: Item
    offers: tuple[Item, ...]
    seeks: tuple[Item, ...]


@frozen
class TierView:
    """A tier of a chain; without firms it is a gap."""

    id: str
    title: Phrase
    goods: str
    """Its products or trades, in words."""
    next: tuple[Item, ...]
    """The tiers to which it delivers."""
    firms: tuple[TierFirmView, ...]
    could: tuple[Item, ...] = ()
    """Of a gap: firms of the directory that offer something with its codes."""
    seekers: tuple[Item, ...] = ()
    """Of a gap: firms that seek something with its codes."""


@frozen
class ChainView:
    """A chain, tier by tier."""

    told: str
    """How many tiers, firms and gaps it has."""
    gaps: tuple[Item, ...]
    """The tiers without a firm; each leads to its place."""
    tiers: tuple[TierView, ...]
    unmet: tuple[Item, ...]
    """What its firms seek and nobody of the hub offers, each with the firm as its note."""


@frozen
class ProductView:
    """The requests for one product, each with those who offer it."""

    title: str
    lead: str
    requests: tuple[GoodView, ...]
    more: str = ""
    """How many requests there are beyond those shown."""
