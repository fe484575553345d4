"""Markdown as clean HTML with its inner links open, and everything in it that cannot be published.

The library's HTML is never trusted: it is searched for what must be told, sanitised, and only then
finished. Links to other entries and files stay open, since one text alone cannot resolve them.
"""

from __future__ import annotations

import difflib
import html as htmllib
import re
from collections.abc import Iterator
from urllib.parse import unquote

from hubgen.formats.markdown import faults
from hubgen.formats.markdown.addresses import as_written, classify
from hubgen.formats.markdown.convert import convert
from hubgen.formats.markdown.dialect import LITERAL_TAG, Title
from hubgen.formats.markdown.finish import Finished, finish
from hubgen.formats.markdown.places import Places
from hubgen.formats.markdown.quotes import typeset
from hubgen.formats.markdown.sanitise import Tag, clean, dropped, keeps_address, opening_tags
from hubgen.formats.markdown.tables import stackable
from hubgen.formats.plain import readable
from hubgen.model.entry import Body, BodyLink, Heading
from hubgen.problems import Location, Problem

# The library's search for the end of a link is quadratic: 25,000 open brackets take five minutes.
MAX_OPEN_BRACKETS = 200
MAX_LINE_CHARS = 100_000  # a book's chapter; inline patterns grow faster than the length of a paragraph
_LIBRARY_MARKS = ("\x02", "\x03")
_LIBRARY_WORDS = ("klzzwxh", "wzxhzdk")
_LITERAL = re.compile(LITERAL_TAG + r"(!--|/?[a-zA-Z][a-zA-Z0-9]*)")
_NOTE_MARK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>')
_PART = re.compile(r"[\w/.-]{3,}")
_BRACKET = re.compile(r"[\[\]()]")
_OPENING = {"]": "[", ")": "("}
_TOP = ("#", "#top")
_TAG = re.compile(r"<[^>]*>")
# What the sanitiser or the quotes could change in a heading.
_MARKUP = re.compile("[\x00-\x08\x0b-\x1f\"$&'<>\x7f-\xa0\ud800-\U0010ffff]")


def render_markdown(
    text: str, file: str, first_line: int, *, language: str = "es", raw_html: bool = False
) -> tuple[Body, tuple[Problem, ...]]:
    """The body of a text and its problems; an empty body where the text cannot be read at all.

    Args:
        first_line: the line of the file on which the text begins.
        language: decides the quotes.
        raw_html: whether the hub allows HTML in texts.
    """
    if too_much := _over_limit(text, file, first_line):
        return Body(), (too_much,)
    source = readable(text)
    try:
        raw, titles = convert(source, raw_html)
        _check_library(source, raw)
        cleaned = _clean(raw)
    except Exception as fault:  # the library raises whatever its parts raise
        return Body(), (faults.unreadable(Location(file, first_line, field="body"), type(fault).__name__),)
    finished = finish(stackable(typeset(cleaned, language)))
    places = Places(source, file, first_line)
    problems = [*_literal_markup(raw, places), *_unsafe(raw, raw_html, places.restart())]
    places.restart()
    links = tuple(
        BodyLink(as_written(link), places.first_of(_spellings(link)), finished.pictures.get(number))
        for number, link in enumerate(finished.links)
    )
    problems += _broken_anchors(finished, places.restart())
    headings = tuple(_heading(title, language) for title in titles)
    anchors = tuple(dict.fromkeys(finished.ids))
    body = Body(tuple(finished.parts), links, headings, anchors, finished.words)
    return body, tuple(sorted(problems, key=lambda found: found.where))


def _clean(raw: str) -> str:
    """The sanitiser's HTML; what a reference such as `&#1;` brings in is marked as lost, as no file may have it."""
    return readable(clean(raw.replace(LITERAL_TAG, "&lt;")))


def _over_limit(text: str, file: str, first_line: int) -> Problem | None:
    """The first line that is too long, or where a paragraph has too many brackets that nothing closes."""
    if max(text.count("["), text.count("(")) <= MAX_OPEN_BRACKETS and len(text) <= MAX_LINE_CHARS:
        return None
    depths = {"[": 0, "(": 0}
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > MAX_LINE_CHARS:
            return faults.long_line(Location(file, number, field="body"), len(line), MAX_LINE_CHARS)
        for bracket in _BRACKET.findall(line):
            opening = _OPENING.get(bracket, bracket)
            depths[opening] = max(0, depths[opening] + (1 if bracket == opening else -1))
            if depths[opening] > MAX_OPEN_BRACKETS:
                return faults.open_brackets(Location(file, number, field="body"), opening, MAX_OPEN_BRACKETS)
        if not line.strip():
            depths = {"[": 0, "(": 0}
    return None


def _check_library(source: str, html: str) -> None:
    """Marks that the library puts in and takes out again must not stay.

    Raises:
        ValueError: one stayed.
    """
    if any(mark in html for mark in _LIBRARY_MARKS):
        raise ValueError("mark")
    if any(html.count(word) > source.count(word) for word in _LIBRARY_WORDS):
        raise ValueError("mark")


def _literal_markup(html: str, places: Places) -> Iterator[Problem]:
    """Markup where raw HTML is off; a closing tag only where nothing opened it."""
    opened = set()
    for found in _LITERAL.finditer(html):
        name = found[1]
        opened.add(name.lower())
        if name[0] == "/" and name[1:].lower() in opened:
            continue
        yield faults.raw_html_off(places.of("<" + name), f"<{name}" + ("" if name == "!--" else ">"))


def _unsafe(html: str, raw_html: bool, places: Places) -> Iterator[Problem]:
    """What the sanitiser is about to take away, and addresses that must not stay."""
    if raw_html and html.rfind("<!--") > html.rfind("-->"):
        yield faults.open_comment(places.last("<!--"))
    for tag in opening_tags(html, raw_html):
        for lost in dropped(tag):
            needle = f"<{lost.name}" if lost.kind == "element" else lost.name
            yield faults.dropped(places.of(needle, lost.name), lost)
        if tag.name == "a" and "href" in tag.attributes:
            yield from _unsafe_link(tag, places)
        elif tag.name == "img":
            yield from _unsafe_picture(tag, places)


def _unsafe_link(tag: Tag, places: Places) -> Iterator[Problem]:
    address = tag.attributes["href"]
    kind = classify(address)
    if kind == "empty":
        yield faults.empty_link(places.of("]()", "[]", "href"))
    elif kind == "unsafe":
        yield faults.unsafe_address(places.first_of(_spellings(address, tag.written["href"])), address)
    elif kind in ("outside", "inside") and not keeps_address(address):
        yield faults.unreadable_address(places.first_of(_spellings(address, tag.written["href"])), address)


def _unsafe_picture(tag: Tag, places: Places) -> Iterator[Problem]:
    address = tag.attributes.get("src", "")
    where = places.first_of((*_spellings(address, tag.written.get("src", "")), "![", "<img"))
    match classify(address):
        case "outside":
            yield faults.remote_picture(where, address)
        case "unsafe":
            yield faults.unsafe_address(where, address)
        case "empty" | "anchor":
            yield faults.empty_picture(where)
    if not tag.attributes.get("alt", "").strip():
        yield faults.picture_without_text(where, address)


def _spellings(address: str, written: str = "") -> Iterator[str]:
    """How an address may stand in its source, the likeliest first, and its longest part at last."""
    yield from (written, address)
    yield from (htmllib.escape(address, quote=False), htmllib.escape(address))
    yield max(_PART.findall(address), key=len, default="")


def _broken_anchors(finished: Finished, places: Places) -> Iterator[Problem]:
    known = set(finished.ids)
    for address in finished.anchors_used:
        where = places.first_of(_spellings(address))
        if address in _TOP or address[1:] in known or unquote(address[1:]) in known:
            continue
        headings = [name for name in finished.ids if not name.startswith(("fn:", "fnref"))]
        yield faults.broken_anchor(where, address, difflib.get_close_matches(address[1:], headings, 1, 0.5))


def _heading(title: Title, language: str) -> Heading:
    text = title.label or _NOTE_MARK.sub("", title.html)
    if _MARKUP.search(text):
        text = htmllib.unescape(_TAG.sub("", typeset(_clean(text), language)))
    return Heading(max(2, title.level), title.id, " ".join(text.split()))
