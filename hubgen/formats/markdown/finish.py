"""The last pass over clean HTML: inner links are opened, tables get their classes, ids and words are counted."""

from __future__ import annotations

import html as htmllib
import re
from dataclasses import dataclass, field

from hubgen.formats.markdown.addresses import classify
from hubgen.model.entry import BodyPicture

# The tags that are not simply kept: links, pictures, cells, first headings, and whatever has an anchor.
_TOKEN = re.compile(r"<(?!/t)(/?)(a|h1|img|th|td(?= ))(?![a-z0-9])([^>]*)>|<(?P<other>[a-z][a-z0-9]*)(?P<rest> [^>]*)>")
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"<img [^>]*>")
_ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var)(?![a-z0-9])[^>]*>"
)
_ALIGN_CLASS = {"right": "num", "center": "mid"}
_LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Finished:
    """HTML cut at its inner links; `links` and `anchors_used` hold addresses with entities decoded."""

    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: dict[int, BodyPicture] = field(default_factory=dict)
    """By their place in `links`."""
    anchors_used: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    words: int = 0


def finish(html: str) -> Finished:
    """The pieces of a text's HTML between its inner links.

    Args:
        html: as the sanitiser writes it: `<`, `>` and `"` in texts and values are escaped.
    """
    return _Pass(html).run()


class _Pass:
    def __init__(self, html: str):
        self.html = html
        self.result = Finished()
        self.out: list[str] = []
        self.kept_links: list[bool] = []
        self.shown: list[str] = []
        """Of each picture the words that take its place; empty where it is shown."""

    def run(self) -> Finished:
        end = 0
        for found in _TOKEN.finditer(self.html):
            self.out.append(self.html[end : found.start()])
            end = found.end()
            if found[1]:
                self._close(found[2])
            else:
                self._open(found[0], found[2] or found["other"], found[3] or found["rest"] or "")
        self.out.append(self.html[end:])
        self._cut()
        self.result.words = _count_words(self._read())
        return self.result

    def _read(self) -> str:
        """The text as a reader has it before him, for counting its words."""
        shown = iter(self.shown)
        text = _PICTURE.sub(lambda _: " " + next(shown), self.html) if self.shown else self.html
        return htmllib.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", text)))

    def _cut(self) -> None:
        self.result.parts.append("".join(self.out))
        self.out = []

    def _close(self, name: str) -> None:
        if name == "a" and self.kept_links and not self.kept_links.pop():
            return
        self.out.append("</h2>" if name == "h1" else f"</{name}>")

    def _open(self, whole: str, name: str, rest: str) -> None:
        attributes = dict(_ATTRIBUTE.findall(rest)) if rest else {}
        if "id" in attributes:
            self.result.ids.append(htmllib.unescape(attributes["id"]))
        if name == "a":
            self._link(attributes)
        elif name == "img":
            self._picture(attributes)
        elif name in ("td", "th"):
            self._cell(name, attributes)
        else:
            self.out.append(f"<h2{rest}>" if name == "h1" else whole)

    def _link(self, attributes: dict[str, str]) -> None:
        address = htmllib.unescape(attributes.get("href", ""))
        kind = classify(address)
        if kind == "anchor":
            self.result.anchors_used.append(address.strip())
        if kind in ("unsafe", "empty"):
            attributes.pop("href", None)
        self.kept_links.append(bool(attributes))
        if attributes:
            self._write("a", attributes, "href" if kind == "inside" else "")

    def _picture(self, attributes: dict[str, str]) -> None:
        if classify(htmllib.unescape(attributes.get("src", ""))) == "inside":
            self._open_picture(attributes)
        else:
            alt = attributes.get("alt", "").replace("<", "&lt;").replace(">", "&gt;").replace("&quot;", '"')
            self.shown.append(alt)
            self.out.append(alt)

    def _open_picture(self, attributes: dict[str, str]) -> None:
        """The whole element is left open: how a picture is shown depends on its file."""
        self.shown.append("")
        others = "".join(f' {key}="{value}"' for key, value in attributes.items() if key not in ("src", "alt"))
        alt = htmllib.unescape(attributes.get("alt", "")).strip()
        self.result.pictures[len(self.result.links)] = BodyPicture(alt, others, any(self.kept_links))
        self._cut()
        self.result.links.append(htmllib.unescape(attributes["src"]))

    def _cell(self, name: str, attributes: dict[str, str]) -> None:
        if css := _ALIGN_CLASS.get(attributes.pop("align", "").lower()):
            attributes["class"] = f"{attributes['class']} {css}" if "class" in attributes else css
        if name == "th":
            attributes.setdefault("scope", "col")
        self._write(name, attributes, "")

    def _write(self, name: str, attributes: dict[str, str], open_name: str) -> None:
        """A tag; the value of one attribute is left open."""
        self.out.append(f"<{name}")
        for key, value in attributes.items():
            if key != open_name:
                self.out.append(f' {key}="{value}"')
                continue
            self.out.append(f' {key}="')
            self._cut()
            self.result.links.append(htmllib.unescape(value))
            self.out.append('"')
        self.out.append(">")


def _count_words(text: str) -> int:
    """Words have a letter or a figure; nearly all begin with it, and the pattern is asked for the others alone."""
    words = text.split()
    return len(words) - sum([not _LETTER.search(word) for word in words if not word[0].isalnum()])
