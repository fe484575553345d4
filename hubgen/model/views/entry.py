"""The page of an entry, whatever its type, and what topics and partners add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import (
    NOTHING,
    Card,
    ContactView,
    Fact,
    Group,
    Item,
    Notice,
    PaperView,
    Phrase,
    PictureView,
    State,
    StepView,
)
from hubgen.model.views.texts import BodyView, ContentsView, PartsView

if TYPE_CHECKING:  # most entries have none of these
    from hubgen.model.views.data import DataView
    from hubgen.model.views.exchange import ChainView, GoodsView
    from hubgen.model.views.lists import FacetValue


@frozen
class EntryView:
    """An entry's own page, whatever its type."""

    id: str
    type: str
    kicker: tuple[Item, ...]
    title: Phrase
    lead: Phrase
    notices: tuple[Notice, ...] = ()
    state: State | None = None
    key: tuple[Fact, ...] = ()
    action: Item | None = None
    facts: tuple[Fact, ...] = ()
    contact: ContactView | None = None
    contents: tuple[ContentsView, ...] = ()
    """One list, when there are three headings or more; one for each part of a text in parts."""
    parts: PartsView | None = None
    """Where the text comes in parts, on each page of them."""
    steps: tuple[StepView, ...] = ()
    ready_when: tuple[Phrase, ...] = ()
    papers: tuple[PaperView, ...] = ()
    conditions: tuple[Phrase, ...] = ()
    lists: tuple[Fact, ...] = ()
    """Sentences under headings of their own: channels, payment, logistics, treaties of a market."""
    figures: tuple[Fact, ...] = ()
    """Figures of a market, each with its year and source."""
    results: Phrase = NOTHING
    body: BodyView | None = None
    picture: PictureView | None = None
    """Its `image`, below the text."""
    files: tuple[Item, ...] = ()
    laws: tuple[Item, ...] = ()
    sources: tuple[tuple[Item, ...], ...] = ()
    """One source each: title with its link, publisher, date."""
    byline: str = ""
    dates: tuple[Fact, ...] = ()
    correct: str = ""
    """Address of the mail that corrects it; empty where the hub has no mailbox."""
    gathered: tuple[Group, ...] = ()
    """What other entries add to it: the hours of an adviser, the standards and buyers of a market."""
    related: tuple[Group, ...] = ()
    compare: tuple[Item, ...] = ()
    """Pages on which it stands beside others of its type."""
    disclaimer: str = ""
    copies: tuple[Item, ...] = ()
    """To take along: its dates for a calendar, its contact for a phone."""
    data: DataView | None = None
    """Of a dataset."""
    share: Item | None = None
    """Of a notice: the short message that sends it on."""
    goods: tuple[GoodsView, ...] = ()
    """What a firm offers, then what it seeks."""
    partners: tuple[GoodsView, ...] = ()
    """The same things as far as somebody fits them, with those who do."""
    products: tuple[Item, ...] = ()
    """Pages with all matches of its products."""
    chain: ChainView | None = None
    """Of a chain."""


@frozen
class TopicView:
    """A topic: where to start, its entries by type, its sub-topics."""

    entry: EntryView
    start_here: tuple[Card, ...]
    children: tuple[FacetValue, ...]
    groups: tuple[Group, ...]


@frozen
class PartnerView:
    """A partner of the ring, with the partners before and after it."""

    entry: EntryView
    previous: Item | None
    """None where it stands alone."""
    next: Item | None
