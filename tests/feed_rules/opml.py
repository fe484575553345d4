"""OPML 2.0, lists of subscriptions alone."""

from __future__ import annotations

from typing import Any

from tests.feed_rules.texts import ABSOLUTE, LANGUAGE, Faults
from tests.feed_rules.xml import (
    attribute_faults,
    children_faults,
    leaf_faults,
    rfc822_faults,
    unknown_attributes,
    xml_faults,
)

HEAD = "title dateCreated dateModified ownerName ownerEmail ownerId docs".split()
OUTLINE = set("text type title xmlUrl htmlUrl language description version category created url".split())
VERSIONS = {"RSS", "RSS1", "scriptingNews"}


def opml_faults(data: bytes) -> list[str]:
    return xml_faults(data, "opml", _opml)


def _opml(root: Any) -> Faults:
    if root.get("version") != "2.0":
        yield f"the version is {root.get('version')}"
    yield from unknown_attributes(root, {"version"})
    if [child.tag for child in root] != ["head", "body"]:
        yield "the parts are not head and body"
        return
    head, body = root
    yield from children_faults(head, dict.fromkeys(HEAD, 1), "title")
    for element in head:
        yield from rfc822_faults(element) if element.tag.startswith("date") else leaf_faults(element)
    yield from children_faults(body, {"outline": None}, "outline")
    for outline in body.iter("outline"):
        yield from _opml_outline(outline)


def _opml_outline(outline: Any) -> Faults:
    yield from unknown_attributes(outline, OUTLINE)
    yield from attribute_faults(outline, "text")
    kind = outline.get("type")
    if kind is None:
        yield from children_faults(outline, {"outline": None}, "outline")
        if set(outline.attrib) - {"text"}:
            yield "outline without type tells of a feed"
        return
    if kind == "link":
        yield from children_faults(outline, {}, "")
        yield from attribute_faults(outline, "url", ABSOLUTE)
        if set(outline.attrib) - {"type", "text", "url"}:
            yield "a link tells of a feed"
        return
    if kind != "rss":
        yield f"outline has an unknown type {kind}"
    yield from children_faults(outline, {}, "")
    yield from attribute_faults(outline, "title")
    yield from attribute_faults(outline, "xmlUrl", ABSOLUTE)
    if "htmlUrl" in outline.attrib:
        yield from attribute_faults(outline, "htmlUrl", ABSOLUTE)
    if "language" in outline.attrib:
        yield from attribute_faults(outline, "language", LANGUAGE)
    if "version" in outline.attrib and outline.get("version") not in VERSIONS:
        yield f"outline has an unknown version {outline.get('version')}"
