"""The glossary inside texts: the first use of a term leads to its page (`glossary: link`).

It works on the view of a body, so that what a page shows of the glossary is part of the page's value: a term that
changes changes the pages that name it, and no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from html import escape

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import PictureView
from hubgen.model.views.texts import BodyView
from hubgen.stages.plan.terms import AFTER, BEFORE, END, Term

CLOSED = frozenset("a abbr code figcaption h1 h2 h3 h4 h5 h6 kbd pre samp sup".split())
"""Elements in which no term is linked: they lead elsewhere already, or show letters as they are."""

# Stands for an inner link while the pieces of a text are one: a noncharacter, which no text has.
_MARK = "\ufdd3"
# A tag with its quoted values, the place of a picture, or a word; one with a hyphen is one word.
# Vowel signs of Indian and other scripts are marks, yet part of the word.
_SIGNS = "".join(char for char in map(chr, range(0x300, 0x1D00)) if unicodedata.category(char).startswith("M"))
_LETTERS = rf"\w[\w{_SIGNS}]*"
_TOKEN = re.compile(
    rf'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>|{_MARK}|&#?\w+;|{_LETTERS}(?:[-’\']{_LETTERS})*'
)
_WORD = re.compile(rf"{_LETTERS}(?:[-’']{_LETTERS})*")
_NEXT = re.compile(rf"\S*+\s+({_WORD.pattern})?")  # from within a word on: what the following one begins with
_GAP = r"\s+"
_GOES_ON = re.compile(rf"[\w{_SIGNS}]|[-’']\w")


@frozen(slots=False)
class _Name:
    """One of the names of a term: how it stands in HTML, and where it leads."""

    length: int
    words: tuple[str, ...]
    is_exact: bool
    path: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_GAP.join(map(re.escape, self.words)), 0 if self.is_exact else re.IGNORECASE)


class Glossary:
    """The names of all terms in one language, by what their words begin with.

    A text is asked for as many words as names with its first one have, so that a thousand names that share that word
    cost no more than one.
    """

    def __init__(self, terms: Iterable[Term], language: str, page_language: str):
        """
        Args:
            language: of the text, and so of the names that are looked for.
            page_language: of the page, and so of the pages to which they lead.
        """
        self._names: dict[tuple[str, ...], list[_Name]] = {}
        self._counts: dict[str, list[int]] = {}
        """First word -> how many words names with it have, most first."""
        for one in terms:
            path = dict(one.paths)[page_language]
            for text in dict(one.names).get(language, ()):
                self._add(text, path)
        for names in self._names.values():
            names.sort(key=lambda name: -name.length)  # stable: of two terms with one name, the first by id
        for beginnings in sorted(self._names, key=len, reverse=True):
            counts = self._counts.setdefault(beginnings[0], [])
            if len(beginnings) not in counts:
                counts.append(len(beginnings))

    def _add(self, text: str, path: str) -> None:
        words = escape(text, quote=False).split()
        first = _WORD.match(words[0]) if words else None
        if first:
            # A capital inside, as in FOB or pH, belongs to the name; the first letter of a sentence does not.
            is_exact = len(text) == 1 or any(char.isupper() for char in text[1:])
            beginnings = _beginnings(first[0], " ".join(words), 0, len(words))
            self._names.setdefault(beginnings, []).append(_Name(len(text), tuple(words), is_exact, path))

    def find(self, word: str, markup: str, start: int) -> tuple[int, str] | None:
        """Where the longest name that begins with this word ends, and the page of its term."""
        counts = self._counts.get(word.lower(), ())
        beginnings = _beginnings(word, markup, start, counts[0]) if counts else ()
        for count in counts:
            for name in self._names.get(beginnings[:count], ()):
                found = name.pattern.match(markup, start)
                if found and not _GOES_ON.match(markup, found.end()):
                    return found.end(), name.path
        return None

    def linked(self, body: BodyView) -> BodyView:
        """The body with the first use of each term linked; one that the author links already stays as it is."""
        return _Linking(self, body).body() if self._names else body


class _Linking:
    """One walk through a text, from its beginning to its end."""

    def __init__(self, glossary: Glossary, body: BodyView):
        self.glossary, self.old = glossary, body
        self.markup = _MARK.join(body.parts)
        self.known = iter(body.paths)
        self.used = {path for path in body.paths if isinstance(path, str)}
        self.paths: list[str | PictureView] = []
        self.terms: list[int] = []

    def body(self) -> BodyView:
        parts = "".join(self._pieces()).split(_MARK)
        return replace(self.old, parts=tuple(parts), paths=tuple(self.paths), terms=tuple(self.terms))

    def _pieces(self) -> Iterator[str]:
        at, depth = 0, 0
        while token := _TOKEN.search(self.markup, at):
            yield self.markup[at : token.start()]
            at = token.end()
            self.paths += [next(self.known) for _ in range(token[0].count(_MARK))]
            if token["tag"] in CLOSED:
                depth += -1 if token["end"] else 1
            found = None if depth or token[0][0] in f"<&{_MARK}" else self._find(token)
            if found:
                at, path = found
                self.terms.append(len(self.paths))
                self.paths.append(path)
                yield f"{BEFORE}{_MARK}{AFTER}{self.markup[token.start() : at]}{END}"
            else:
                yield token[0]
        yield self.markup[at:]

    def _find(self, token: re.Match[str]) -> tuple[int, str] | None:
        found = self.glossary.find(token[0], self.markup, token.start())
        if found is None or found[1] in self.used:
            return None
        self.used.add(found[1])
        return found


def _beginnings(word: str, markup: str, start: int, count: int) -> tuple[str, ...]:
    """What a number of words begin with, in small letters, the first being `word`; fewer where the text ends."""
    found, at = [word.lower()], start
    while len(found) < count and (following := _NEXT.match(markup, at)):
        found.append((following[1] or "").lower())
        at = following.start(1) if following[1] else following.end()
    return tuple(found)
