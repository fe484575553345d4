"""Feeds of other sites: Atom 1.0 (RFC 4287), RSS 2.0 and 1.0, JSON Feed 1.1; whatever is in them becomes plain text.

Forgiving where nothing can go wrong (a missing date, an odd id), strict where it can: markup is dropped, links are
http or https, a document type is refused (formats/xml_tree.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from hubgen.formats.html_words import cut_words, html_words, words
from hubgen.formats.xml_tree import LIMIT_BYTES, Element, read_xml
from hubgen.model.ring import RingItem
from hubgen.problems import ContentProblems, Location, Problem, problem, say

ATOM = "http://www.w3.org/2005/Atom "
DC = "http://purl.org/dc/elements/1.1/ "
RSS1 = "http://purl.org/rss/1.0/ "
LANG = "http://www.w3.org/XML/1998/namespace lang"
BASE = "http://www.w3.org/XML/1998/namespace base"
TITLE, SUMMARY = 160, 240
"""Characters that a list shows of an item."""
URL = 500
"""Longest address: a longer one is none to be followed."""
YEARS = range(1990, 2200)
"""A year outside them is a mistake of a program."""
MOST = 500
"""Items of one feed that are looked at."""

Found = tuple[tuple[RingItem, ...], tuple[Problem, ...]]


def read_feed(data: bytes, file: str, base: str) -> Found:
    """The items of a feed in the order of the file, and what is wrong with single ones.

    Args:
        base: address of the feed, for links that are not whole.

    Raises:
        ContentProblems: the file is no feed; its line is named.
    """
    if file.endswith(".json"):
        return _json_feed(data, file, base)
    root = read_xml(data, file)
    if root.name == f"{ATOM}feed":
        return _sorted_out(((_atom(one, root, base), one.line) for one in root.each(f"{ATOM}entry")), file)
    items = [one for one in root.walk() if one.name in ("item", f"{RSS1}item")]
    channel = next((one for one in root.walk() if one.name in ("channel", f"{RSS1}channel")), None)
    if channel is None:
        raise _no_feed(file, root.line)
    return _sorted_out(((_rss(one, channel, base), one.line) for one in items), file)


def read_list(data: bytes, file: str) -> tuple[str, ...]:
    """Every address that an OPML list names.

    Raises:
        ContentProblems: the file is no OPML; its line is named.
    """
    root = read_xml(data, file)
    if root.name != "opml":
        raise ContentProblems(
            problem(
                "bad-syntax",
                Location(file, root.line),
                say("this is no OPML list"),
                mend=say("save the file anew from its site, or remove it"),
            )
        )
    names = ("htmlUrl", "url", "xmlUrl")
    return tuple(one.attributes[name] for one in root.walk() for name in names if name in one.attributes)


def _sorted_out(items: Iterator[tuple[RingItem, int]], file: str) -> Found:
    """The items that lead somewhere and are called something; the others are told."""
    found: list[RingItem] = []
    faults: list[Problem] = []
    for number, (item, line) in enumerate(items, 1):
        if number > MOST:
            break
        if item.url and item.title:
            found.append(item)
        else:
            faults.append(_left_out(item, number, Location(file, line)))
    return tuple(found), tuple(faults)


# -- Atom ----------------------------------------------------------------------------------


def _atom(entry: Element, feed: Element, base: str) -> RingItem:
    title, text = entry.first(f"{ATOM}title"), entry.first(f"{ATOM}summary", f"{ATOM}content")
    links = [one for one in entry.each(f"{ATOM}link") if one.attributes.get("rel", "alternate") == "alternate"]
    source = entry.first(f"{ATOM}source")
    origin = source.first(f"{ATOM}title") if source else None
    base = urljoin_safe(base, entry.attributes.get(BASE) or feed.attributes.get(BASE) or "")
    return _item(
        _text(entry.first(f"{ATOM}id")),
        [link.attributes.get("href", "") for link in links],
        base,
        _atom_words(title),
        _atom_words(text),
        entry.attributes.get(LANG) or feed.attributes.get(LANG) or "",
        [_text(entry.first(f"{ATOM}published")), _text(entry.first(f"{ATOM}updated"))],
        _atom_words(origin),
    )


def _atom_words(element: Element | None) -> str:
    """A text construct in words: escaped markup where its type says so (RFC 4287, 3.1)."""
    if element is None:
        return ""
    return html_words(element.text) if element.attributes.get("type") in ("html", "text/html") else words(element.text)


# -- RSS -----------------------------------------------------------------------------------


def _rss(item: Element, channel: Element, base: str) -> RingItem:
    guid = item.first("guid")
    named = guid is not None and guid.attributes.get("isPermaLink", "true") == "true"
    links = [_text(item.first("link", f"{RSS1}link")), _text(guid) if named else ""]
    return _item(
        _text(guid),
        links,
        base,
        html_words(_text(item.first("title", f"{RSS1}title"))),
        html_words(_text(item.first("description", f"{RSS1}description"))),
        _text(item.first(f"{DC}language")) or _text(channel.first("language", f"{DC}language")),
        [_text(item.first("pubDate")), _text(item.first(f"{DC}date"))],
        words(_text(item.first("source"))),
    )


# -- JSON Feed -----------------------------------------------------------------------------


def _json_feed(data: bytes, file: str, base: str) -> Found:
    feed = _json(data, file)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise _no_feed(file, 1)
    rows = [row for row in feed["items"] if isinstance(row, dict)]
    return _sorted_out(((_json_item(row, feed, base), 0) for row in rows), file)


def _json(data: bytes, file: str) -> object:
    if len(data) > LIMIT_BYTES:
        raise _no_feed(file, 0)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        raise _no_feed(file, fault.lineno) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _no_feed(file, 1) from None


def _json_item(row: Mapping[str, object], feed: Mapping[str, object], base: str) -> RingItem:
    def text(name: str) -> str:
        value = row.get(name)
        return str(value) if isinstance(value, str | int) else ""

    told = words(text("summary") or text("content_text")) or html_words(text("content_html"))
    language = text("language") or str(feed.get("language") or "")
    dates = [text("date_published"), text("date_modified")]
    return _item(text("id"), [text("url")], base, words(text("title")), told, language, dates)


# -- pieces --------------------------------------------------------------------------------


def _item(
    name: str, links: list[str], base: str, title: str, summary: str, language: str, dates: list[str], origin: str = ""
) -> RingItem:
    """An item; one without a title is called by the beginning of its text."""
    url = next(filter(None, (_web(link, base) for link in links)), "")
    moment = next(filter(None, map(read_moment, dates)), None)
    called = title or summary
    told = "" if called == summary else summary
    return RingItem(
        words(name) or url, url, cut_words(called, TITLE), cut_words(told, SUMMARY), _language(language), moment,
        cut_words(origin, TITLE),
    )  # fmt: skip


def _text(element: Element | None) -> str:
    return element.text.strip() if element is not None else ""


def urljoin_safe(base: str, link: str) -> str:
    """The whole address; empty where it is none."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _web(link: str, base: str) -> str:
    """The whole address of a link; empty where it is none of the web."""
    link = words(link)
    whole = urljoin_safe(base, link) if link and " " not in link else ""
    try:
        parts = urlsplit(whole)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return ""
    return whole if is_web and len(whole) <= URL and whole.isprintable() and not set(whole) & set('<>"\\^`{|}') else ""


def _language(text: str) -> str:
    """A language tag in the usual letters (BCP 47, 2.1.1); empty where it is none."""
    parts = words(text).replace("_", "-").split("-")
    is_tag = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts) and 2 <= len(parts[0]) <= 3
    if not is_tag:
        return ""
    rest = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts[1:])
    return "-".join((parts[0].lower(), *rest))


def read_moment(text: str) -> datetime | None:
    """A date of RFC 3339 or RFC 822, in UTC; None where it is none, or of no year of the web."""
    text = words(text)
    found: datetime | None = None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if found is None or found.year not in YEARS:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _left_out(item: RingItem, number: int, where: Location) -> Problem:
    name = item.title or str(number)
    return problem(
        "unsafe-html",
        where,
        say('the item "{title}" is left out: it has no link to the web', title=name)
        if not item.url
        else say("item {number} is left out: it has neither a title nor a text", number=number),
        expected=say("an address that begins with https:// or http://") if not item.url else None,
    ).softened()


def _no_feed(file: str, line: int) -> ContentProblems:
    return ContentProblems(
        problem(
            "bad-syntax",
            Location(file, line),
            say("this is no feed in Atom, RSS or JSON Feed"),
            mend=say("save the file anew from its site, or remove it"),
        )
    )
