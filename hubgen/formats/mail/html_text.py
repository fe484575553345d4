"""Mail in HTML reduced to what it says: lines of text, quoted lines marked as mail marks them."""

from __future__ import annotations

from html.parser import HTMLParser

from hubgen.formats.tame_html import tamed

HTML_LIMIT = 300_000
"""Characters that are read."""
_UNSEEN = frozenset("head style script title template noscript object svg math select textarea iframe".split())
_BREAKING = frozenset("address article blockquote div dl dt dd h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())
_LINE = frozenset("br li tr".split())
_SCHEMES = ("http://", "https://")


def html_text(markup: str) -> str:
    """The words of a mail in HTML, paragraphs apart; of a link the address too, where its words do not say it."""
    reader = _Reader()
    try:
        reader.feed(tamed(markup[:HTML_LIMIT]))
        reader.close()
    except (AssertionError, ValueError, RecursionError):  # what was read until then is kept
        pass
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.unseen: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.link: tuple[str, int, int] | None = None

    # -- events ----------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        if self.unseen:
            # A tag that closes by itself in bad mail must not swallow the rest.
            if tag == "body":
                self.unseen.clear()
            return
        if tag in _BREAKING:
            self._paragraph()
        if tag in _LINE:
            self._line()
        if tag == "blockquote":
            self.quotes += 1
        if tag == "pre":
            self.pre += 1
        if tag == "li":
            self._add("- ")
        if tag in ("td", "th") and not self.lines[-1].endswith("  ") and self.lines[-1].strip("> "):
            self._add("  ")
        if tag == "a":
            href = (dict(attrs).get("href") or "").strip()
            self.link = (href, len(self.lines) - 1, len(self.lines[-1]))

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen[-1]:
                self.unseen.pop()
            return
        if tag == "a" and self.link:
            self._tell(*self.link)
            self.link = None
        if tag in _BREAKING:
            self._paragraph()
        if tag == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        if tag == "pre":
            self.pre = max(0, self.pre - 1)

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.pre:
            first, *rest = data.split("\n")
            self._add(first)
            for line in rest:
                self._line()
                self._add(line)
            return
        words = " ".join(data.split())
        if data[:1].isspace() and not self.lines[-1].endswith(" "):
            self._add(" ", is_blank=True)
        if words:
            self._add(words)
            if data[-1:].isspace():
                self._add(" ", is_blank=True)

    # -- lines -----------------------------------------------------------------------------

    def _add(self, text: str, *, is_blank: bool = False) -> None:
        if is_blank and not self.lines[-1].strip("> "):
            return
        if not self.lines[-1] and self.quotes:
            self.lines[-1] = "> " * min(self.quotes, 9)
        self.lines[-1] += text

    def _line(self) -> None:
        self.lines.append("")

    def _paragraph(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")
        if len(self.lines) > 1 and self.lines[-2].strip():
            self.lines.append("")

    def _tell(self, href: str, line: int, start: int) -> None:
        if not href.lower().startswith(_SCHEMES):
            return
        said = " ".join((self.lines[line][start:], *self.lines[line + 1 :]))
        if href.rstrip("/").split("://", 1)[1] not in said:
            self._add(f" <{href}>")

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")
