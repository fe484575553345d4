"""Atom 1.0: RFC 4287, and tag URIs where they are ids (RFC 4151)."""

from __future__ import annotations

import re
from typing import Any

from tests.feed_rules.texts import ABSOLUTE, MEDIA, TAG_URI, Faults, doubles, relative_addresses, rfc3339_faults
from tests.feed_rules.xml import (
    A,
    attribute_faults,
    children_faults,
    leaf_faults,
    local_name,
    unknown_attributes,
    xml_faults,
)

# Name -> how many there may be at most; None: any number.
FEED = dict.fromkeys("author category contributor entry link".split()) | dict.fromkeys(
    "generator icon id logo rights subtitle title updated".split(), 1
)
ENTRY = dict.fromkeys("author category contributor link".split()) | dict.fromkeys(
    "content id published rights source summary title updated".split(), 1
)
PERSON = dict.fromkeys("name uri email".split(), 1)
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    "title": {"type"},
    "subtitle": {"type"},
    "summary": {"type"},
    "rights": {"type"},
    "content": {"type"},
}
RELATIONS = {"alternate", "related", "self", "enclosure", "via", "hub"}


def atom_faults(data: bytes) -> list[str]:
    return xml_faults(data, A + "feed", _atom_feed)


def _atom_feed(feed: Any) -> Faults:
    yield from children_faults(feed, FEED, "id title updated", A)
    yield from unknown_attributes(feed, set())
    entries = feed.findall(A + "entry")
    if feed.find(A + "author") is None and any(entry.find(A + "author") is None for entry in entries):
        yield "an entry has no author, nor has the feed"
    yield from doubles("id", [element.text or "" for element in feed.iter(A + "id")])
    relations = [link.get("rel") for link in feed.findall(A + "link")]
    if relations.count("self") != 1:
        yield f"feed has {relations.count('self')} links to itself"
    for element in feed:
        if element.tag != A + "entry":
            yield from _atom_element(element)
    for entry in entries:
        yield from children_faults(entry, ENTRY, "id title updated", A)
        yield from unknown_attributes(entry, set())
        links = entry.findall(A + "link")
        if entry.find(A + "content") is None and not any(link.get("rel", "alternate") == "alternate" for link in links):
            yield "entry has neither content nor a page"
        for element in entry:
            yield from _atom_element(element)
    for parent in (feed, *entries):
        pages = [link for link in parent.findall(A + "link") if link.get("rel", "alternate") == "alternate"]
        yield from doubles("page of", [f"{link.get('type')} {link.get('hreflang')}" for link in pages])


def _atom_element(element: Any) -> Faults:
    name = local_name(element)
    yield from unknown_attributes(element, ATTRIBUTES.get(name, set()))
    if name in ("updated", "published"):
        yield from rfc3339_faults(name, element.text or "")
    elif name == "id":
        yield from leaf_faults(element, TAG_URI if (element.text or "").startswith("tag:") else ABSOLUTE)
    elif name in ("icon", "logo"):
        yield from leaf_faults(element, ABSOLUTE)
    elif name in ("author", "contributor"):
        yield from children_faults(element, PERSON, "name", A)
        for part in element:
            yield from leaf_faults(part)
    elif name == "category":
        yield from attribute_faults(element, "term")
    elif name == "link":
        yield from _atom_link(element)
    else:
        yield from leaf_faults(element)
        kind = element.get("type", "text")
        if kind not in ("text", "html"):
            yield f"{name} has an unknown type {kind}"
        if kind == "html":
            yield from relative_addresses(name, element.text or "")


def _atom_link(link: Any) -> Faults:
    yield from attribute_faults(link, "href", ABSOLUTE)
    if (relation := link.get("rel", "alternate")) not in RELATIONS:
        yield f"link has an unknown relation {relation}"
    if "type" in link.attrib:
        yield from attribute_faults(link, "type", MEDIA)
    if relation == "enclosure":
        yield from attribute_faults(link, "type", MEDIA)
        yield from attribute_faults(link, "length", re.compile(r"\d+"))
    if relation == "self" and link.get("type") not in (None, "application/atom+xml"):
        yield f"feed calls itself {link.get('type')}"
