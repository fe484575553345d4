"""A feed as a value, and what all its forms can hold of it; each form has a file of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hubgen.formats.feeds.xml_text import keep_xml_chars, one_line
from hubgen.formats.timestamps import utc_second
from hubgen.model.frozen import frozen


@frozen
class Category:
    """A group an item belongs to."""

    term: str
    """For programs; the same in all languages."""
    label: str = ""
    """For people; empty where the term will do."""


@frozen
class Enclosure:
    """A file that belongs to an item, for readers that fetch such files by themselves."""

    url: str
    media_type: str
    size_bytes: int


@frozen
class FeedItem:
    """One item of a feed; its addresses are absolute, its moments have a zone."""

    id: str
    """A tag URI (RFC 4151) that never changes."""
    url: str
    title: str
    summary: str
    """Plain text."""
    language: str
    """A language tag (BCP 47)."""
    published: datetime | None
    updated: datetime
    html: str = ""
    """The full text, clean and with absolute links; empty in a feed of summaries."""
    categories: tuple[Category, ...] = ()
    authors: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    rights: str = ""
    """Under which licence it stands, where that is another than the feed's."""


@frozen
class Feed:
    """What a feed says in any form; its addresses are absolute."""

    id: str
    """A tag URI (RFC 4151) that never changes."""
    title: str
    summary: str
    language: str
    url: str
    """The page the feed belongs to."""
    atom_url: str
    rss_url: str
    json_url: str
    """Where each form stands; empty when there is none."""
    updated: datetime
    items: tuple[FeedItem, ...]
    """In the order of the feed, usually the newest first."""
    author: str = ""
    rights: str = ""
    websub: str = ""
    """The hub (W3C WebSub) that tells subscribers of changes."""
    icon: str = ""


def make_writable(feed: Feed) -> Feed:
    """The feed with texts and moments that every form can hold: the first step of each writer.

    Lines are single where they must be, moments are in UTC to the second. A title without a character
    becomes the address, since Atom must have one; categories, authors and enclosures without one are left
    out. What only repeats is empty: the language of an item in that of the feed, the label that is the term.

    Raises:
        ValueError: a moment has no zone.
    """
    url = one_line(feed.url)
    language = one_line(feed.language)
    return replace(
        feed,
        id=one_line(feed.id),
        title=one_line(feed.title) or url,
        summary=keep_xml_chars(feed.summary).strip(),
        language=language,
        url=url,
        atom_url=one_line(feed.atom_url),
        rss_url=one_line(feed.rss_url),
        json_url=one_line(feed.json_url),
        updated=utc_second(feed.updated),
        items=tuple(_writable_item(item, language) for item in feed.items),
        author=one_line(feed.author),
        rights=one_line(feed.rights),
        websub=one_line(feed.websub),
        icon=one_line(feed.icon),
    )


def _writable_item(item: FeedItem, feed_language: str) -> FeedItem:
    url = one_line(item.url)
    language = one_line(item.language)
    return FeedItem(
        id=one_line(item.id),
        url=url,
        title=one_line(item.title) or url,
        summary=keep_xml_chars(item.summary).strip(),
        language=language if language != feed_language else "",
        published=utc_second(item.published) if item.published else None,
        updated=utc_second(item.updated),
        html=keep_xml_chars(item.html).strip(),
        categories=tuple(category for category in map(_writable_category, item.categories) if category.term),
        authors=tuple(filter(None, map(one_line, item.authors))),
        enclosures=tuple(enclosure for enclosure in map(_writable_enclosure, item.enclosures) if enclosure.url),
        rights=one_line(item.rights),
    )


def _writable_category(category: Category) -> Category:
    term, label = one_line(category.term), one_line(category.label)
    return Category(term, label if label != term else "")


def _writable_enclosure(enclosure: Enclosure) -> Enclosure:
    # RFC 2046, 4.5.1: the type of data of which no more is known.
    media_type = one_line(enclosure.media_type) or "application/octet-stream"
    return Enclosure(one_line(enclosure.url), media_type, enclosure.size_bytes)
