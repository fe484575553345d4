"""The words of a piece of HTML that somebody else wrote: no tag, no script, one line."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hubgen.formats.plain import plain
from hubgen.formats.tame_html import tamed

_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title"})
# Characters that turn the direction of what follows (Unicode standard annex 9, 2): a title could turn a page with them.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INLINE = frozenset("a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup u wbr".split())


def html_words(markup: str) -> str:
    """What a reader would see of the markup, in one line."""
    reader = _Words()
    reader.feed(tamed(markup))
    reader.close()
    return words("".join(reader.found))


def words(text: str) -> str:
    """A text in one line, without what controls a machine or turns the direction of writing."""
    return " ".join(_TURNS.sub("", plain(text)).split())


def cut_words(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    head, _, last = text[: most - 1].rpartition(" ")
    return f"{head or last}…"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)

    def _part(self, tag: str) -> None:
        """Words of two blocks do not run together."""
        if tag not in _INLINE:
            self.found.append(" ")
