"""Python-Markdown as this dialect has it: one configured instance, its traps closed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.inlinepatterns import InlineProcessor
from markdown.serializers import BOOLEAN_ATTRIBUTES  # type: ignore[attr-defined]
from markdown.util import AtomicString

EXTENSIONS = ("tables", "footnotes", "attr_list", "def_list", "toc", "admonition", "fenced_code")

# Stands for the `<` of markup that stays literal, until its places are known. A noncharacter: no text
# has it, no pattern of the library takes it for a letter.
LITERAL_TAG = "\ufdd0"

# HTML and SVG; other words in angle brackets (`<nombre>`) are what their author typed.
_ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em"
    " embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html"
    " i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu"
    " meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext"
    " portal pre progress q rp rt ruby s samp script search section select slot small source span strike strong"
    " style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var"
    " video wbr xmp animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g"
    " line lineargradient marker mask path pattern polygon polyline radialgradient rect set stop switch symbol text"
    " textpath tspan use view".split()
)
# A tag that a browser would see ends within these characters; the bound keeps the search linear.
_MARKUP = r"<(?=!--|/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^>]{0,1000}>)"
_REFUSED_AUTOLINK = r"<((?i:javascript|vbscript|data|file|blob):[^<>\s]{1,1000})>"
ID_CHARS = 24
"""Of a heading's anchor: three or four words."""
SEPARATOR = "-"
"""Between the words of an anchor."""
BACKLINK_TITLE = "↩ {}"
"""Of the link that leads from a footnote back to its number."""
_NAME = re.compile(r"[A-Za-z_][\w.:-]*\Z")
_CLASS_NAME = re.compile(r"[\w-]+\Z")


class Title(NamedTuple):
    """A heading: its `html`, and the `label` that its author wants in the contents instead, or ""."""

    level: int
    id: str
    html: str
    label: str


class LiteralTag(InlineProcessor):
    """Markup stays the text it is, with a mark in front, where raw HTML is off."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int, int]:
        if m[1] and m[1].lower() not in _ELEMENTS:
            return None, m.start(), m.end()
        return LITERAL_TAG, m.start(), m.end()


class RefusedAutolink(InlineProcessor):
    """`<javascript:…>` as the link that its author meant, to be refused like any other of its kind.

    The library takes web and mail addresses alone for links; this one would stand as text, and nobody be told.
    """

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", href=m[1])
        link.text = AtomicString(m[1])
        return link, m.start(), m.end()


class AttributeList(AttrListTreeprocessor):
    """Takes `{.class #id name="value"}` for attributes, and leaves any other text in braces alone.

    The library reads `{% raw %}` or `{draft}` as attributes, and the words vanish from the page.
    """

    # The library's own pattern reaches to the last brace of the line and puts the rest back in another place.
    INLINE_RE = re.compile(  # type: ignore[misc]
        r"""^\{:?[ ]*([^}\n "'](?:[^}\n"']|"[^"\n]*"|'[^'\n]*')*)\}"""
    )

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        if _is_attribute_list(attrs_string):
            return str(super().assign_attrs(elem, attrs_string, strict=strict))
        if not strict and (found := self.INLINE_RE.match(elem.tail or "")):
            elem.tail = found[0] + (elem.tail or "")  # the caller is about to cut it off
            return ""
        return attrs_string


def _is_attribute_list(text: str) -> bool:
    attributes, remainder = get_attrs_and_remainder(text)
    return bool(attributes) and not remainder and all(_is_attribute(name, value) for name, value in attributes)


def _is_attribute(name: str, value: str | None) -> bool:
    if value is None:
        return name.lower() in BOOLEAN_ATTRIBUTES["html"]
    return bool(_CLASS_NAME.match(value) if name == "." else _NAME.match(name))


def heading_id(text: str, separator: str) -> str:
    """The anchor of a heading in ASCII, which travels well in chats: `Año nuevo` becomes `ano-nuevo`.

    A long one ends after a word, since its bytes are paid twice: in the heading and in the contents.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^\w\s-]", "", ascii_text).strip().lower()
    name = re.sub(rf"[{separator}\s]+", separator, words)
    if len(name) > ID_CHARS:
        name = name[: ID_CHARS + 1].rpartition(separator)[0] or name[:ID_CHARS]
    return name or "section"


@cache
def converter(raw_html: bool) -> markdown.Markdown:
    """The one instance of the dialect; not for several threads at once.

    Building one costs 40 % of rendering a short note, hence the reuse with `reset()`.
    """
    md = markdown.Markdown(
        extensions=[*EXTENSIONS, *(["md_in_html"] if raw_html else [])],
        extension_configs={
            "toc": {"marker": "", "slugify": heading_id, "separator": SEPARATOR},
            "tables": {"use_align_attribute": True},
            "footnotes": {"BACKLINK_TITLE": BACKLINK_TITLE},
        },
        output_format="html",
    )
    md.treeprocessors.register(AttributeList(md), "attr_list", 8)
    if not raw_html:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.register(LiteralTag(_MARKUP, md), "html", 90)
        md.inlinePatterns.register(RefusedAutolink(_REFUSED_AUTOLINK, md), "refused_autolink", 115)
    return md


def by_library(text: str, raw_html: bool) -> tuple[str, list[Title]]:
    """The library's HTML of a text, and its headings.

    Raises:
        Exception: whatever the library raises; the next text gets a fresh instance.
    """
    md = converter(raw_html)
    md.reset()
    try:
        html = md.convert(text)
    except BaseException:
        converter.cache_clear()
        raise
    return html, list(_flat(getattr(md, "toc_tokens", []) if text.strip() else []))


def _flat(tokens: list[Any]) -> Iterator[Title]:
    for token in tokens:
        yield Title(int(token["level"]), token["id"], token["html"], token["data-toc-label"])
        yield from _flat(token["children"])
