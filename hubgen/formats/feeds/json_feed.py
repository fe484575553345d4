"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections.abc import Iterable

from hubgen.formats.feeds.feed import Enclosure, Feed, FeedItem, make_writable
from hubgen.formats.json_text import json_text

MEDIA_TYPE = "application/feed+json"
Value = str | int | list["Value"] | dict[str, "Value"]


def json_feed(feed: Feed) -> bytes:
    """The feed in JSON Feed 1.1, keys in the order of the specification.

    The texts are those of Atom and RSS, without what XML could not hold; a key without a value is left out.
    """
    feed = make_writable(feed)
    value = _filled(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        home_page_url=feed.url,
        feed_url=feed.json_url,
        description=feed.summary,
        icon=feed.icon,
        authors=_authors([feed.author] if feed.author else []),
        language=feed.language,
        hubs=[{"type": "WebSub", "url": feed.websub}] if feed.json_url and feed.websub else [],
    )
    value["items"] = [_item(item) for item in feed.items]
    return json_text(value).encode() + b"\n"


def _item(item: FeedItem) -> dict[str, Value]:
    # One of content_html and content_text must be there, be it empty.
    content: dict[str, Value] = {"content_html": item.html} if item.html else {"content_text": item.summary}
    rest = _filled(
        summary=item.summary if item.html else "",
        date_published=item.published.isoformat() if item.published else "",
        date_modified=item.updated.isoformat(),
        authors=_authors(item.authors),
        tags=[category.label or category.term for category in item.categories],
        language=item.language,
        attachments=[_attachment(enclosure) for enclosure in item.enclosures],
    )
    return {**_filled(id=item.id, url=item.url, title=item.title), **content, **rest}


def _filled(**values: Value) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value}


def _authors(names: Iterable[str]) -> Value:
    return [{"name": name} for name in names]


def _attachment(enclosure: Enclosure) -> Value:
    return {"url": enclosure.url, "mime_type": enclosure.media_type, "size_in_bytes": enclosure.size_bytes}
