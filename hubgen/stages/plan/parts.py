"""A long text in parts: where it is cut, and which part holds which of its anchors.

A cut depends on the entry's own text in one language and on the hub's limit, so that an edit elsewhere
moves no section to another page.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from urllib.parse import unquote

from hubgen.model.entry import Body, Data, Entry, Heading, Localized
from hubgen.model.frozen import frozen
from hubgen.model.site import Published
from hubgen.model.views.pieces import PictureView
from hubgen.model.views.texts import BodyView
from hubgen.types import BY_NAME

MOST_PARTS = 8
"""Source: the content guide of the NHS gives a long guide two to eight pages."""
ABOVE_THE_TEXT = ("steps", "ready_when", "documents_required")
"""Fields that the first part shows before the text."""

# Stands for the address of an inner link while the pieces of a text are one: a noncharacter, which no text has.
_LINK = "\ufdd2"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_VOID = frozenset("br col hr img wbr".split())
_ID = re.compile(r' id="([^"]*)"')
# An inner link, or a link to an anchor of the text; in a text `<` is escaped, so that only a tag begins like this.
_ADDRESS = re.compile(_LINK + r'|(<a\b[^>]* href=")#([^"]+)(?=")')


@frozen
class Part:
    """Whole sections of a text, one after another."""

    start: int
    """Where it begins in the HTML of the whole text, in which `\\ufdd2` stands for the address of each inner link."""
    end: int
    ids: tuple[str, ...]
    """Every id in it."""
    first_link: int
    """Number of its first link among those of the whole text, from 0."""
    headings: tuple[Heading, ...]
    """Those of the second level."""
    first_heading: int
    """Number of its first heading among those of the whole text, from 1."""


class Parts:
    """The parts of the texts of a hub."""

    def __init__(self, limit_bytes: int):
        self.limit_bytes = limit_bytes
        self._made: dict[tuple[str, str], tuple[Part, ...]] = {}

    def of(self, one: Published, language: str) -> tuple[Part, ...]:
        """The parts of an entry's text as a page in that language shows it; none where it stands on one page."""
        found = one.body(language)
        if not found:
            return ()
        body, language = found
        if not self.limit_bytes or not BY_NAME[one.type].in_parts:
            return ()
        if (one.id, language) not in self._made:
            self._made[one.id, language] = parts_of(one.entry, body, language, self.limit_bytes)
        return self._made[one.id, language]

    def page_of(self, one: Published, language: str, anchor: str) -> int:
        """The number of the part in which an anchor stands, from 1; 1 where none has it."""
        place = holder(self.of(one, language), anchor)
        return place[0] if place else 1


def parts_of(entry: Entry, body: Body, language: str, limit_bytes: int) -> tuple[Part, ...]:
    """The parts of one of the texts of an entry; none where it stands on one page.

    Args:
        limit_bytes: as of `cut`; 0 leaves every text whole.
    """
    if not limit_bytes or not BY_NAME[entry.type].in_parts:
        return ()
    above = _text_bytes([entry.get(name) for name in ABOVE_THE_TEXT], language)
    return cut(body, limit_bytes, above)


def holder(parts: tuple[Part, ...], anchor: str) -> tuple[int, str] | None:
    """Number of the part that holds an anchor, and its id there: as written, or with percent escapes decoded."""
    for name in dict.fromkeys((anchor, unquote(anchor))):
        for number, part in enumerate(parts, 1):
            if name in part.ids:
                return number, name
    return None


def cut(body: Body, limit_bytes: int, above_bytes: int = 0) -> tuple[Part, ...]:
    """A text in as few parts as keep to the limit, the heaviest of them as light as can be; none where one will do.

    Sections stay whole, and what stands before the first heading belongs to the first section. Where no cut keeps
    to the limit, or eight parts are too few, the parts are the fewest among the lightest.

    Args:
        limit_bytes: of the text of a part after gzip, as its share of the whole text.
        above_bytes: what the first part shows before the text, uncompressed.
    """
    markup = _LINK.join(body.parts)
    if len(markup) < limit_bytes:
        return ()  # compressing makes it no heavier
    sections = _sections(markup)
    sizes = [len(section.encode()) for section in sections]
    limit = limit_bytes * sum(sizes) // len(zlib.compress(markup.encode(), 9))
    sizes[0] += above_bytes
    groups = _groups(sizes, _capacity(sizes, limit))
    return tuple(_parts(sections, groups, body)) if len(groups) > 1 else ()


def _sections(markup: str) -> list[str]:
    """A text cut before each heading of the second level but the first; not at those inside a quotation or a box."""
    places, depth = [], 0
    for tag in _TAG.finditer(markup):
        if tag[1]:
            depth -= 1
        elif tag[2] not in _VOID:
            if tag[2] == "h2" and depth == 0:
                places.append(tag.start())
            depth += 1
    edges = [0, *places[1:], len(markup)]
    return [markup[start:end] for start, end in pairwise(edges)]


def _capacity(sizes: list[int], limit: int) -> int:
    """The least that the heaviest part must hold: for the fewest parts that keep to the limit, else for the most."""
    lightest = [_lightest(sizes, count) for count in range(1, min(MOST_PARTS, len(sizes)) + 1)]
    return next((size for size in lightest if size <= limit), lightest[-1])


def _lightest(sizes: list[int], count: int) -> int:
    """The smallest size of the heaviest of so many parts, by halving the range in which it lies."""
    low, high = max(sizes), sum(sizes)
    while low < high:
        middle = (low + high) // 2
        if len(_groups(sizes, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return low


def _groups(sizes: list[int], capacity: int) -> list[int]:
    """How many sections each part takes; filled from the end, so that the first, which has the head, stays light."""
    groups, room = [0], capacity
    for size in reversed(sizes):
        if groups[0] and size > room:
            groups.insert(0, 0)
            room = capacity
        groups[0] += 1
        room -= size
    return groups


def _parts(sections: list[str], groups: list[int], body: Body) -> Iterator[Part]:
    heads = {heading.id: heading for heading in body.headings if heading.level == 2}
    start, links, headings = 0, 0, 1
    for last, count in zip(accumulate(groups), groups, strict=True):
        markup = "".join(sections[last - count : last])
        names = tuple(_ids(markup))
        own = tuple(heads[name] for name in names if name in heads)
        ids = tuple(heads[name].id if name in heads else name for name in names)  # each text held once
        yield Part(start, start + len(markup), ids, links, own, headings)
        start += len(markup)
        links += markup.count(_LINK)
        headings += len(own)


def _ids(markup: str) -> Iterator[str]:
    for tag in _TAG.finditer(markup):
        if found := _ID.search(tag[3]):
            yield html.unescape(found[1])


def part_body(parts: tuple[Part, ...], number: int, whole: BodyView, addresses: Sequence[str]) -> BodyView:
    """The body of a part; what leads to an anchor in another part leads to that part's page.

    Args:
        number: of the part, from 1.
        whole: the body that was cut.
        addresses: path of the page of each part.
    """
    part = parts[number - 1]
    known = iter(whole.paths[part.first_link :])
    paths: list[str | PictureView] = []

    def fill(found: re.Match[str]) -> str:
        if found[0] == _LINK:
            paths.append(next(known))
            return _LINK
        place = holder(parts, html.unescape(found[2]))
        if place is None or place[0] == number:
            return found[0]
        paths.append(f"{addresses[place[0] - 1]}#{place[1]}")
        return found[1] + _LINK

    markup = _LINK.join(whole.parts)[part.start : part.end]
    pieces = _ADDRESS.sub(fill, markup).split(_LINK)
    return BodyView(tuple(pieces), tuple(paths), whole.lang)


def _text_bytes(value: object, language: str) -> int:
    """Bytes of all words inside a value, in that language."""
    if isinstance(value, Localized):
        return _text_bytes(value.pick(language)[0], language)
    if isinstance(value, Data):
        return sum(_text_bytes(inner, language) for _, inner in value)
    if isinstance(value, list | tuple):
        return sum(_text_bytes(inner, language) for inner in value)
    return len(value.encode()) if isinstance(value, str) else 0
