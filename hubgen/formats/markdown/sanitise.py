"""What HTML of a text may have, the sanitiser that keeps to it, and what it would drop."""

from __future__ import annotations

import html as htmllib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from hubgen.formats.markdown.addresses import SCHEMES

TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody"
    " td tfoot th thead time tr u ul var wbr".split()
)
_GLOBAL = {"id", "class", "title", "lang", "dir"}
_OWN = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start"},
    "time": {"datetime"},
}
_CLASSES = frozenset(
    "footnote footnote-ref footnote-backref admonition admonition-title num mid"
    " note info tip hint important warning caution attention danger error example success question".split()
)
_CODE_CLASS = re.compile(r"language-[\w#+.-]+\Z")
_PLAIN_ADDRESS = re.compile(
    r"(?:https?://[a-z0-9-]+(?:\.[a-z-]+)+(?![\w.:@-])|(?:\.\.?/)*[\w-]+(?![\w:]))[\w./?=&#-]*\Z", re.ASCII
)
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)+)\s*/?>")
_ATTRIBUTE = re.compile(r"([^\s=>\"]+)(?:=\"([^\"]*)\")?")


class Tag(NamedTuple):
    """An opening tag of the library's HTML; `written` are the values before their entities are decoded."""

    name: str
    attributes: dict[str, str]
    written: dict[str, str]


class Dropped(NamedTuple):
    """Something the sanitiser takes away: a whole `element`, an `attribute` of one, or a `class`."""

    kind: str
    tag: str
    name: str


def _is_known_class(name: str) -> bool:
    return name in _CLASSES or bool(_CODE_CLASS.match(name))


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute != "class":
        return value
    return " ".join(filter(_is_known_class, value.split())) or None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style"},
    attributes={"*": _GLOBAL, **_OWN},
    attribute_filter=_filter,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean(html: str) -> str:
    """The HTML in the one spelling of the sanitiser, with nothing but the tags and attributes above."""
    return _CLEANER.clean(html)


def keeps_address(address: str) -> bool:
    """Whether the sanitiser can read an address; it drops such as `http://[` without a word."""
    if _PLAIN_ADDRESS.match(address):
        return True  # by far the most, and a call of the sanitiser each would be dear
    return "href" in _CLEANER.clean(f'<a href="{htmllib.escape(address)}">x</a>')


def opening_tags(html: str, raw_html: bool) -> Iterator[Tag]:
    """The opening tags of the library's HTML, in order; without raw HTML only those with attributes.

    The others have nothing that could be dropped: the library writes no element that is not in `TAGS`.
    """
    if raw_html:
        parser = _TagParser()
        parser.feed(html)
        parser.close()
        yield from parser.found
        return
    # Without raw HTML every tag was written by the library's serialiser, which escapes all the rest.
    for found in _TAG.finditer(html):
        written = {name: value or "" for name, value in _ATTRIBUTE.findall(found[2])}
        yield Tag(found[1], {name: htmllib.unescape(value) for name, value in written.items()}, written)


class _TagParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found.append(Tag(tag, values, values))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """What `<![` begins is a comment to browsers; the parser of Python 3.11 raises on most of it."""
        return self.parse_bogus_comment(i)


def dropped(tag: Tag) -> Iterator[Dropped]:
    """What the sanitiser takes away from a tag, addresses aside."""
    if tag.name not in TAGS:
        yield Dropped("element", tag.name, tag.name)
        return
    for name in tag.attributes:
        if name not in _GLOBAL and name not in _OWN.get(tag.name, ()):
            yield Dropped("attribute", tag.name, name)
    classes = tag.attributes.get("class", "").split()
    if "admonition" in classes:
        return  # a kind of one's own (`!!! consejo`) is an admonition like the others
    for name in classes:
        if not _is_known_class(name):
            yield Dropped("class", tag.name, name)
