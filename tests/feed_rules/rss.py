"""RSS 2.0 with atom:link, content:encoded and Dublin Core."""

from __future__ import annotations

import re
from typing import Any

from tests.feed_rules.texts import ABSOLUTE, LANGUAGE, MEDIA, Faults, doubles, relative_addresses
from tests.feed_rules.xml import (
    A,
    attribute_faults,
    children_faults,
    leaf_faults,
    local_name,
    rfc822_faults,
    unknown_attributes,
    xml_faults,
)

DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# Name -> how many there may be at most; None: any number.
CHANNEL = dict.fromkeys(["category", "item", A + "link", DC + "creator"]) | dict.fromkeys(
    [
        *"title link description language copyright managingEditor webMaster pubDate lastBuildDate".split(),
        *"generator docs cloud ttl image textInput skipHours skipDays".split(),
        DC + "language",
    ],
    1,
)
ITEM = dict.fromkeys(["category", DC + "creator"]) | dict.fromkeys(
    [*"title link description author comments enclosure guid pubDate source".split(), CONTENT, DC + "language"], 1
)
ATTRIBUTES = {
    "enclosure": {"url", "length", "type"},
    "guid": {"isPermaLink"},
    "category": {"domain"},
    A + "link": {"href", "rel", "type"},
}


def rss_faults(data: bytes) -> list[str]:
    return xml_faults(data, "rss", _rss)


def _rss(root: Any) -> Faults:
    if root.get("version") != "2.0":
        yield f"the version is {root.get('version')}"
    yield from children_faults(root, {"channel": 1}, "channel")
    for channel in root:
        yield from children_faults(channel, CHANNEL, "title link description")
        yield from _rss_self(channel.findall(A + "link"))
        items = channel.findall("item")
        yield from doubles("guid", [item.findtext("guid", "") for item in items])
        for parent in (channel, *items):
            yield from _rss_doubles(parent)
            for element in parent:
                if element.tag != "item":
                    yield from _rss_element(element)
        for item in items:
            yield from children_faults(item, ITEM, "guid link")
            if item.find("title") is None and item.find("description") is None:
                yield "item has neither title nor description"


def _rss_self(links: list[Any]) -> Faults:
    own = [link for link in links if link.get("rel") == "self"]
    if len(own) != 1:
        yield f"channel has {len(own)} links to itself"
    yield from (f"channel calls itself {link.get('type')}" for link in own if link.get("type") != "application/rss+xml")
    for link in links:
        yield from attribute_faults(link, "href", ABSOLUTE)
        if link.get("rel") not in ("self", "hub"):
            yield f"link has an unknown relation {link.get('rel')}"


def _rss_doubles(parent: Any) -> Faults:
    for core, module in (("author", DC + "creator"), ("language", DC + "language")):
        if parent.find(core) is not None and parent.find(module) is not None:
            yield f"{local_name(parent)} tells its {core} twice"


def _rss_element(element: Any) -> Faults:
    name = local_name(element)
    yield from unknown_attributes(element, ATTRIBUTES.get(element.tag, set()))
    if name == "enclosure":
        yield from attribute_faults(element, "url", ABSOLUTE)
        yield from attribute_faults(element, "length", re.compile(r"\d+"))
        yield from attribute_faults(element, "type", MEDIA)
    elif name in ("pubDate", "lastBuildDate"):
        yield from rfc822_faults(element)
    elif element.tag == "link":
        yield from leaf_faults(element, ABSOLUTE)
    elif name == "guid":
        yield from leaf_faults(element, None if element.get("isPermaLink") == "false" else ABSOLUTE)
    elif name == "language":
        yield from leaf_faults(element, LANGUAGE)
    elif name in ("author", "managingEditor", "webMaster"):
        yield from leaf_faults(element, re.compile(r"[^\s@]+@[^\s@]+( \(.+\))?"))
    elif element.tag != A + "link":
        yield from leaf_faults(element)
    if name in ("description", "encoded"):
        yield from relative_addresses(name, element.text or "")
