"""OPML 2.0 (opml.org/spec2): lists of feeds that a reader program takes in at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from hubgen.formats.feeds.xml_text import one_line
from hubgen.formats.timestamps import utc_second
from hubgen.model.frozen import frozen


@frozen
class Outline:
    """A feed in a list, or a site that has none; its addresses are absolute."""

    title: str
    feed_url: str
    """Empty where there is only the page."""
    page_url: str
    language: str
    form: Literal["atom", "rss"] = "atom"


@frozen
class Group:
    """Feeds under one title; without a title they stand in the list itself."""

    title: str
    outlines: tuple[Outline, ...]


def opml(title: str, language: str, groups: Iterable[Group], changed: datetime) -> bytes:
    """A list of feeds in OPML 2.0; a group without feeds is left out.

    Args:
        language: of the titles; OPML has no place for it but xml:lang.
        groups: with one feed at least, since a body must have an outline.

    Raises:
        ValueError: `changed` has no zone.
    """
    from email.utils import format_datetime  # brings sockets with it, which planning of a site can do without

    root = Element("opml", {"version": "2.0", "xml:lang": one_line(language)})
    head = SubElement(root, "head")
    SubElement(head, "title").text = one_line(title)
    SubElement(head, "dateModified").text = format_datetime(utc_second(changed))
    body = SubElement(root, "body")
    for group in groups:
        _append(body, group)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _append(body: Element, group: Group) -> None:
    title = one_line(group.title)
    if group.outlines:
        parent = SubElement(body, "outline", {"text": title}) if title else body
        parent.extend(map(_subscription, group.outlines))


def _subscription(outline: Outline) -> Element:
    """The element of one feed. Its type is rss in Atom too, for the specification knows no other."""
    if not outline.feed_url:
        return _page(outline)
    address = one_line(outline.feed_url)
    title = one_line(outline.title) or address
    attributes = {
        "type": "rss",
        "text": title,
        "title": title,
        "xmlUrl": address,
        "htmlUrl": one_line(outline.page_url),
        "language": one_line(outline.language),
        "version": "RSS" if outline.form == "rss" else "",
    }
    return Element("outline", {name: value for name, value in attributes.items() if value})


def _page(outline: Outline) -> Element:
    """The element of a site without a feed: a link."""
    address = one_line(outline.page_url)
    return Element("outline", {"type": "link", "text": one_line(outline.title) or address, "url": address})
