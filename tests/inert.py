"""Whether a page, a piece of HTML or a feed has a place from which a script could run: a scanner by white lists.

It knows what our pages have and calls everything else a fault, so that nobody has to know all that browsers run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from lxml import etree

from hubgen.project import bundled
from hubgen.theme import CHECKLIST_SCRIPT, SCORE_SCRIPT, load_theme

OF_TEXT = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody"
    " td tfoot th thead time tr u ul var wbr".split()
)
OF_PAGE = OF_TEXT | frozenset(
    "html head body meta title link script style header footer main nav aside section article fieldset legend label"
    " input".split()
)
ATTRIBUTES = frozenset("id class title lang dir href src alt align colspan rowspan scope start datetime data-l".split())
ATTRIBUTES_OF_PAGE = ATTRIBUTES | frozenset(
    "charset content name property rel type http-equiv hreflang download role aria-label aria-labelledby"
    " aria-current data-most data-name data-low data-high data-left data-percent data-when hidden".split()
)
ANSWER = {"type": "radio", "name": "", "value": ""}
"""The attributes of an answer to a question, which has no form that could send it."""
THEME = load_theme(bundled("themes") / "plain")
OWN_SCRIPTS = frozenset(map(THEME.script, (SCORE_SCRIPT, CHECKLIST_SCRIPT)))
"""Scripts that stand in pages of content, in the policy by what they hold."""
LINKED = frozenset(("canonical", "alternate", "icon", "manifest", "apple-touch-icon"))
SCHEMES = frozenset(("http", "https", "mailto", "tel", "sms", "geo", "webcal"))
# Browsers pass over blanks and control characters in front of a scheme, tabs and line ends within it.
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def page_faults(page: str) -> list[str]:
    """What could run in a page of the site, or leads out of it unasked."""
    return _Scanner(page, is_page=True).faults


def html_faults(text: str) -> list[str]:
    """The same of a piece of HTML, such as the text of a feed."""
    return _Scanner(text, is_page=False).faults


def feed_faults(data: bytes) -> list[str]:
    """What could run where a feed is read: its HTML, its addresses, and elements that are none of a feed."""
    if data.lstrip().startswith(b"{"):
        return list(_json_feed_faults(json.loads(data)))
    return list(_xml_feed_faults(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))))


def _json_feed_faults(feed: dict[str, object]) -> Iterator[str]:
    for name, value in _leaves(feed):
        if name == "content_html":
            yield from html_faults(value)
        elif name.endswith("url") and (fault := address_fault(value)):
            yield f"{name}: {fault}"


def _leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, name)
    elif isinstance(value, str):
        yield name, value


FEED_NAMESPACES = frozenset(
    ("", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/",
     "http://www.sitemaps.org/schemas/sitemap/0.9")
)  # fmt: skip


def _xml_feed_faults(root: etree._Element) -> Iterator[str]:
    if root.getprevious() is not None or root.getroottree().docinfo.doctype:
        yield "something before the feed"
    for one in root.iter():
        if not isinstance(one.tag, str):
            yield f"{one!r} in a feed"
            continue
        name = etree.QName(one)
        if (name.namespace or "") not in FEED_NAMESPACES:
            yield f"<{one.tag}> in a feed"
        if one.get("type") == "html" or name.localname in ("description", "encoded"):
            yield from html_faults(one.text or "")
        if one.get("type") == "xhtml":
            yield "type=xhtml"
        for address in (one.get("href"), one.get("url"), one.get("xmlUrl"), one.get("htmlUrl"), one.get("src")):
            if address is not None and (fault := address_fault(address)):
                yield fault
        if name.localname in ("link", "loc", "docs") and one.text and (fault := address_fault(one.text)):
            yield fault


def address_fault(address: str, *, loads: bool = False) -> str:
    """Why an address, its entities decoded, may not stand in a page; empty where it may.

    Args:
        loads: the browser asks for it by itself.
    """
    plain = _UNSEEN.sub("", address)
    decoded = _UNSEEN.sub("", unquote(plain))
    if found := _SCHEME.match(plain):
        is_known = found[1].lower() in SCHEMES and not loads
        return "" if is_known else f"address {address!r}"
    if _SCHEME.match(decoded) or decoded.replace("\\", "/").startswith("//") or "\\" in decoded:
        return f"address {address!r}"
    return ""


class _Scanner(HTMLParser):
    def __init__(self, text: str, *, is_page: bool):
        super().__init__(convert_charrefs=True)
        self.is_page = is_page
        self.faults: list[str] = []
        self.policy = ""
        self.data = ""
        self.inside = ""
        self.is_run = False
        self.doctypes = 0
        self.feed(text)
        # What waits for more is told before the parser is made to take it for a text.
        if "<" in self.rawdata:
            self.faults.append(f"an unfinished tag {self.rawdata[:60]!r}")
        self.close()
        if is_page and self.doctypes != 1:
            self.faults.append(f"{self.doctypes} doctypes")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in (OF_PAGE if self.is_page else OF_TEXT):
            self.faults.append(f"<{tag}>")
            return
        found = {name: value or "" for name, value in attrs}
        if len(found) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in found.items() if tag != "input" else ():
            self._attribute(tag, name, value)
        if tag == "meta":
            self._meta(found)
        elif tag == "link" and found.get("rel") not in LINKED:
            self.faults.append(f"<link {found}>")
        elif tag == "script" and found not in ({}, {"type": "application/ld+json"}):
            self.faults.append(f"<script {found}>")
        elif tag == "input" and (found.keys() != ANSWER.keys() or found["type"] != "radio"):
            self.faults.append("<input>")
        if tag in ("script", "style"):
            self.inside, self.data, self.is_run = tag, "", tag == "script" and not found

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in (ATTRIBUTES_OF_PAGE if self.is_page else ATTRIBUTES):
            self.faults.append(f"<{tag} {name}>")
        loads = tag == "img" or (tag == "link" and name == "href")
        if tag == "link" and name == "href" and (value == "data:," or value.startswith(("http://", "https://"))):
            return  # an icon of nothing; the canonical address, which nobody asks for
        if name in ("href", "src") and (fault := address_fault(value, loads=loads)):
            self.faults.append(f"<{tag}> {fault}")

    def _meta(self, found: dict[str, str]) -> None:
        kind = found.get("http-equiv", "").lower()
        if kind == "content-security-policy" and not self.policy:
            self.policy = found.get("content", "")
            if not self.policy.startswith("default-src 'none';") or "unsafe" in self.policy:
                self.faults.append(f"policy {self.policy}")
        elif kind == "refresh" and (match := re.fullmatch(r"0;url=([\w./#-]+)", found.get("content", ""), re.ASCII)):
            if fault := address_fault(match[1], loads=True):
                self.faults.append(f"refresh {fault}")
        elif kind:
            self.faults.append(f"<meta {found}>")

    def handle_data(self, data: str) -> None:
        self.data += data if self.inside else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside == "style":
            digest = base64.b64encode(hashlib.sha256(self.data.encode()).digest()).decode()
            if f"'sha256-{digest}'" not in self.policy or re.search(r"@import|url\(|expression|<", self.data):
                self.faults.append("a style that is not the theme's")
        elif tag == self.inside == "script" and self.is_run:
            if self.data not in OWN_SCRIPTS:
                self.faults.append("a script that is not the theme's")
        elif tag == self.inside == "script":
            if re.search(r"[<>&\u2028\u2029]", self.data):
                self.faults.append("JSON-LD that could end its element")
            try:
                self.faults += list(_ld_faults(json.loads(self.data)))
            except ValueError:
                self.faults.append("JSON-LD that is no JSON")
        if tag == self.inside:
            self.inside = ""

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:40]}")

    def handle_decl(self, decl: str) -> None:
        self.doctypes += 1
        if not self.is_page or decl.lower() != "doctype html":
            self.faults.append(f"<!{decl[:40]}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data[:40]}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:40]}")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """A comment to browsers; the parser of Python 3.11 raises on most of it."""
        return self.parse_bogus_comment(i)


def _ld_faults(value: object) -> Iterator[str]:
    for name, text in _leaves(value):
        if name in ("url", "sameAs") and (fault := address_fault(text)):
            yield f"JSON-LD {name}: {fault}"
