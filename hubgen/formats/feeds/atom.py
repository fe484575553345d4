"""Atom 1.0 (RFC 4287), written by feedgen with its faults mended."""

from __future__ import annotations

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from hubgen.formats.feeds.feed import Category, Feed, FeedItem, make_writable

MEDIA_TYPE = "application/atom+xml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Entry(FeedEntry):  # type: ignore[misc]
    """An entry whose links keep their attributes, and that may have a language of its own."""

    def __init__(self, language: str):
        super().__init__()
        self._language = language

    def atom_entry(self, extensions: bool = True) -> Any:
        """The element, its links completed.

        feedgen 1.0.0 asks the new element instead of the link for rel, type and length (its issue 135), and
        so writes none of them: enclosures become links to further pages.
        """
        entry = super().atom_entry(extensions)
        for element, link in zip(entry.iterchildren("{*}link"), self.link(), strict=True):
            element.attrib.update(link)
        if self._language:
            entry.set(_XML_LANG, self._language)
        return entry


def atom(feed: Feed) -> bytes:
    """The feed in Atom 1.0.

    The title stands for the author where none is named, since every entry must have one (RFC 4287, 4.1.1).
    An entry in another language than the feed's says so, for its title, summary and content alike. Without
    an address of its own the feed names no WebSub hub, which could not be asked for anything.
    """
    feed = make_writable(feed)
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.summary)
    generator.language(feed.language)
    generator.updated(feed.updated)  # here and in entries: feedgen takes the clock where nothing is set
    generator.author(name=feed.author or feed.title)
    generator.rights(feed.rights)
    generator.icon(feed.icon)
    generator.generator("hubgen")
    if feed.atom_url:
        generator.link(href=feed.atom_url, rel="self", type=MEDIA_TYPE)
    if feed.atom_url and feed.websub:
        generator.link(href=feed.websub, rel="hub")
    generator.link(href=feed.url, rel="alternate")
    for item in feed.items:
        generator.add_entry(_entry(item), order="append")
    data: bytes = generator.atom_str()
    return data + b"\n"


def _entry(item: FeedItem) -> _Entry:
    entry = _Entry(item.language)
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    entry.updated(item.updated)
    entry.published(item.published)
    for name in item.authors:
        entry.author(name=name)
    entry.category([_category(category) for category in item.categories])
    for enclosure in item.enclosures:
        entry.enclosure(enclosure.url, enclosure.size_bytes, enclosure.media_type)
    if item.rights:
        entry.rights(item.rights)
    if item.summary:
        entry.summary(item.summary)
    if item.html:
        entry.content(item.html, type="html")
    return entry


def _category(category: Category) -> dict[str, str]:
    return {"term": category.term, "label": category.label} if category.label else {"term": category.term}
