"""Pages of the hub itself: home, subscribing, search, about, not found, redirects."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.lists import FacetValue
from hubgen.model.views.pieces import Card, Fact, Group, Item, Phrase
from hubgen.model.views.texts import BodyView


@frozen
class HomeView:
    title: Phrase
    lead: str
    tasks: tuple[Item, ...]
    """At most three; `note` is the line below."""
    urgent: tuple[Card, ...]
    deadlines: Group | None
    news: Group | None
    guides: Group | None
    others: tuple[Group, ...]
    """The newest of every type, where a hub has none of the three above."""
    topics: tuple[FacetValue, ...]
    profiles: tuple[Item, ...]
    languages: tuple[Item, ...]


@frozen
class FollowView:
    """How to follow what a page lists, and how to take it along."""

    feed: Item | None
    """The Atom feed, with its title; None where there is nothing to follow."""
    ways: tuple[Item, ...]
    """Feeds in every form, and the calendar."""
    copies: tuple[Item, ...] = ()
    """The list for spreadsheets, for programs, for a phone's contacts."""


@frozen
class FollowRow:
    """A channel on the page about subscribing."""

    title: str
    feed: str
    """Permalink, since it will be copied into a program; so is that of the calendar, where there is one."""
    calendar: str = ""


@frozen
class FollowGroup:
    title: str
    rows: tuple[FollowRow, ...]


@frozen
class SubscribeView:
    """What can be followed, and how."""

    title: str
    lead: str
    groups: tuple[FollowGroup, ...]
    opml: Item | None
    calendar: str
    """Permalink of the calendar of everything; empty where there is none."""
    manifest: str
    """Path of the web manifest, for the home screen of a phone."""
    icon: str
    """Path of the icon that iPhones take."""


@frozen
class AboutView:
    title: Phrase
    lead: Phrase
    body: BodyView | None
    facts: tuple[Fact, ...]
    """Owner, contact, licence, languages, number of entries by type."""


@frozen
class NotFoundView:
    title: str
    text: str
    links: tuple[Item, ...]


@frozen
class SearchView:
    """The search, and the ways to find something without it."""

    title: str
    script: str
    """Path of the interface, which is fetched when the reader asks."""
    engine: str
    """Path of the folder with the index."""
    # Marks, which become figures when the index is there (search/marks.py).
    first_kb: str
    next_kb: str
    seconds: str
    index: str
    """Name of the index; changes with it."""
    letters: tuple[Item, ...]
    """Parts of A to Z."""
    topics: tuple[FacetValue, ...]


@frozen
class RedirectView:
    title: str
    target: str
