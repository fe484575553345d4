"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from tests.feed_rules.texts import (
    ABSOLUTE,
    LANGUAGE,
    MEDIA,
    Faults,
    doubles,
    relative_addresses,
    rfc3339_faults,
    text_faults,
)

FEED = dict.fromkeys("version title home_page_url feed_url description icon favicon language".split(), str) | (
    dict.fromkeys("authors hubs items".split(), list)
)
ITEM = dict.fromkeys(
    "id url title content_html content_text summary date_published date_modified language".split(), str
) | dict.fromkeys("authors tags attachments".split(), list)
AUTHOR = dict.fromkeys("name url avatar".split(), str)
HUB = dict.fromkeys("type url".split(), str)
ATTACHMENT = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int, "duration_in_seconds": int}


def json_feed_faults(data: bytes) -> list[str]:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_no_double)
    except ValueError as fault:
        return [f"not JSON in UTF-8: {fault}"]
    return list(_feed(value)) if isinstance(value, dict) else ["not an object"]


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for fault in doubles("key", [name for name, _ in pairs]):
        raise ValueError(fault)
    return dict(pairs)


def _feed(feed: dict[str, Any]) -> Faults:
    yield from _object("feed", feed, FEED, "version title items home_page_url feed_url")
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield f"the version is {feed.get('version')}"
    yield from _objects("hub", feed, "hubs", HUB, "type url")
    yield from _objects("item", feed, "items", ITEM, "id")
    items = [item for item in feed.get("items", []) if isinstance(item, dict)]
    yield from doubles("id", [str(item.get("id")) for item in items])
    for item in items:
        if "content_html" not in item and "content_text" not in item:
            yield "item has no content"
        yield from relative_addresses("content_html", str(item.get("content_html", "")))
        yield from _objects("attachment", item, "attachments", ATTACHMENT, "url mime_type")
        yield from (f"tag cannot be {tag!r}" for tag in item.get("tags", []) if not isinstance(tag, str) or not tag)


def _objects(name: str, parent: dict[str, Any], key: str, known: dict[str, type], needed: str) -> Faults:
    for value in parent.get(key, []):
        if isinstance(value, dict):
            yield from _object(name, value, known, needed)
        else:
            yield f"{name} is no object: {value!r}"


def _object(name: str, value: dict[str, Any], known: dict[str, type], needed: str) -> Faults:
    yield from (f"{name} has no {key}" for key in needed.split() if key not in value)
    for key, part in value.items():
        if key not in known:
            yield f"{name} has an unknown key {key}"
        elif type(part) is not known[key]:
            yield f"{key} cannot be {part!r}"
        elif isinstance(part, str) and key != "content_text":
            yield from _text(key, part)
    yield from _objects("author", value, "authors", AUTHOR, "name")


def _text(key: str, text: str) -> Faults:
    if key.startswith("date_"):
        return rfc3339_faults(key, text)
    if key.endswith("url") or key in ("icon", "favicon", "avatar"):
        return text_faults(key, text, ABSOLUTE)
    return text_faults(key, text, {"language": LANGUAGE, "mime_type": MEDIA}.get(key))
