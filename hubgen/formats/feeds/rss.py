"""RSS 2.0 with atom:link, content:encoded and Dublin Core, written by feedgen with its faults mended."""

from __future__ import annotations

from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from hubgen.formats.feeds.feed import Feed, FeedItem, make_writable

MEDIA_TYPE = "application/rss+xml"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


class _WebSub(BaseExtension):  # type: ignore[misc]
    """The link to the WebSub hub, which feedgen 1.0.0 writes in Atom alone."""

    hub = ""

    def extend_rss(self, rss: Any) -> Any:
        if self.hub:
            xml_elem(_ATOM_LINK, rss[0], href=self.hub, rel="hub")
        return rss


def rss(feed: Feed) -> bytes:
    """The feed in RSS 2.0.

    Of several enclosures an item keeps the first, for RSS allows one. Names stand in dc:creator, since the
    author of RSS is a mail address. An item in another language than the feed's says so in dc:language: RSS
    has no language of items, and readers that do not know the element lose nothing. A full text without a
    summary is the description.
    """
    feed = make_writable(feed)
    channel = FeedGenerator()
    channel.load_extension("dc", atom=False)
    channel.register_extension("websub", _WebSub, atom=False)
    channel.websub.hub = feed.websub if feed.rss_url else ""
    channel.title(feed.title)
    # HTML to readers, as that of an item; the summary is plain text.
    channel.description(escape(feed.summary or feed.title, quote=False))
    channel.language(feed.language)
    channel.lastBuildDate(feed.updated)  # feedgen takes the clock where nothing is set
    channel.copyright(feed.rights)
    channel.generator("hubgen")
    channel.docs("")  # the address of the specification, for nobody who reads the feed
    if feed.author:
        channel.dc.dc_creator(feed.author)
    if feed.rss_url:
        channel.link(href=feed.rss_url, rel="self", type=MEDIA_TYPE)
    # The last: feedgen takes the channel's page from the last link, whatever it leads to.
    channel.link(href=feed.url, rel="alternate")
    for item in feed.items:
        _describe(channel.add_entry(order="append"), item)
    data: bytes = channel.rss_str()
    return data + b"\n"


def _describe(entry: FeedEntry, item: FeedItem) -> None:
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    entry.published(item.published or item.updated)
    entry.category([{"term": category.label or category.term} for category in item.categories])
    for enclosure in item.enclosures[:1]:
        entry.enclosure(enclosure.url, enclosure.size_bytes, enclosure.media_type)
    if item.summary:
        # RSS 2.0: "entity-encoded HTML is allowed".
        entry.description(escape(item.summary, quote=False))
    if item.html:
        entry.content(item.html)
    if item.authors:
        entry.dc.dc_creator(list(item.authors))
    if item.language:
        entry.dc.dc_language(item.language)
