"""Abbreviations in a text, and whether the same text explains them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from hubgen.lint.words import Words, currency_codes, fold
from hubgen.model.frozen import frozen

MOST = 60
"""Abbreviations of one text that are looked at; whoever has more will find the rest after mending these."""

_C = "A-ZÁÉÍÓÚÜÑÂÊÔÃÕÀÇ"
# It begins with the capital, and looks behind that only then: `re` skips to the next capital at once.
_CANDIDATE = re.compile(
    rf"[{_C}](?<!\w.)(?:(?<=[A-Z])(?:[A-Z]\. ?[A-Z]{{2}}\.|\. ?(?:[A-Z]\. ?){{0,4}}[A-Z]\.)"
    rf"|[{_C}\d&]*[{_C}\d](?:-[{_C}]+)*s?)(?!\w)"
)
_ROMAN = re.compile(r"[IVX]+\Z")
_NUMBER = re.compile(r"[XLCDM]*[IVXLCDM]+\Z")
_BEFORE_NUMBER = re.compile(
    r"\b(?:siglo|século|century|cap[ií]tulo|chapter|tomo|volume|t[ií]tulo|title|art[ií]culo|artigo|article|anexo|annex"
    r"|parte|part|ley|lei|fase|phase|nivel|nível|level|secci[oó]n|seção|section)s? \Z",
    re.IGNORECASE,
)
_SHOUT = re.compile(rf"\b[{_C}]+(?:[.:!?]? [¡¿]?(?:[{_C}]+|\d+)\b)+")
_BOX = re.compile(r" ?Box\b")
_MODEL = re.compile(r"\D{1,2}\d+\Z")
_SIZE = re.compile(r",? \d[\d.,]*[  ]?[kKMG]B\b")
_FIGURE_BEFORE = re.compile(r"\d[\d.,]*[  ]\Z")
_FIGURE_AFTER = re.compile(r"[  ]?\d")
_BEFORE, _AFTER = 60, 240
"""Characters around an abbreviation in which its explanation is looked for."""
_LONGEST = 12
"""Words that a name spelled by its letters may have."""

_OPENING = ("(", '"', "“", "«")
_OPENS = re.compile(r"\w[^\w()]{0,3}\([\"“«]?\Z")
_SAID_SO = re.compile(
    r"\((?:o|u|or|ou|siglas|sigla|las siglas|en ingl[eé]s|in english|em ingl[eê]s|abreviad[oa]|abbreviated|en breve"
    r"|in short|em breve)[ :,]+[\"“«]?\Z",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"[\"”»]?(?:,? (?:por su|por las|siglas|sigla|en |in |em |pel[ao]s? |for |from |after |do |del |da |o |or |ou )"
    r"[^()]{1,80}|, [^()]{0,20}\b(?:siglas?|ingl[eéê]s|english)\b[^()]{0,40})?\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\"”»]? \(([^()]{5,200})\)")
_HEADED = re.compile(r"(?:[\"”»*]?[ ]?[:=–—]|[ ]-)[ ]+[^\W\d]\w*[ ,]+\w+")
_MEANS = re.compile(
    r"[\"”»]?,? (?:significan?|quieren? decir|querem? dizer|quer dizer|stands? for|means|o sea|es decir|esto es|that is"
    r"|isto é|ou seja|que es|which is|que é|por sus siglas|pela sigla|for short"
    r"|(?:es|son|é|são) (?:la|las|a|as) siglas?"
    r"|(?:es|is|é) (?:un|una|el|la|a|an|the|um|uma|o)"
    r" (?!mejor|buen|better|good|great|melhor|bom|boa|poco|little|pouco|must)\w+)\b",
    re.IGNORECASE,
)
_KNOWN_AS = re.compile(
    r"\b(?:conocid[oa]s?|llamad[oa]s?|abreviad[oa]s?|known|called|abbreviated|short|conhecid[oa]s?|chamad[oa]s?)"
    r" (?:como |as |de |to )?[\"“«]?\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:qué|what|o que) (?:es|son|significan?|is|are|é|são)"
    r" (?:(?:el|la|los|las|un|una|the|an?|o|os|as|uma?) )?[\"“«]?\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(r", ((?:\w+ ){1,3}\w+)[^,.;:()\n]{0,80}[,.]")
_NAME = re.compile(r"[^\W\d_]+")
_NEAR = 120
"""Characters between an abbreviation and the words that it stands for."""


@frozen
class Abbreviation:
    """An abbreviation as it is written, without the s of several, and where it first stands."""

    text: str
    at: int


def unexplained(text: str, words: Words, defined: Callable[[], str] = str) -> list[Abbreviation]:
    """The abbreviations that the text uses and does not explain, each at its first place.

    Args:
        text: passages divided by line feeds.
        defined: gives what stands where it is explained, such as the terms of a list of terms.
    """
    found = used(text, words)
    if not found:
        return []
    explanations = Explanations(text, words, defined())
    return [one for one in found if not explanations.explain(one.text)]


def used(text: str, words: Words) -> list[Abbreviation]:
    """The abbreviations that need an explanation, each at its first place."""
    found: dict[str, int] = {}
    for match in _CANDIDATE.finditer(text):
        written = match[0].removesuffix("s")
        if written in found or not _is_abbreviation(text, match, written, words):
            continue
        if not _is_shouted(text, match) and not _is_word(text, written, words):
            found[written] = match.start()
            if len(found) == MOST:
                break
    return [Abbreviation(written, at) for written, at in found.items()]


def _letters(written: str) -> str:
    return written.replace(".", "").replace(" ", "")


def _is_abbreviation(text: str, match: re.Match[str], written: str, words: Words) -> bool:
    letters = _letters(written)
    core = letters.partition("-")[0]
    capitals = [char for char in core if char.isalpha()]
    if len(capitals) < 2 or len(core) > 6 or core in words.known or core.removesuffix("S") in words.known:
        return False
    if len(core) - len(capitals) > 2 or _MODEL.match(core) or (len(core) > 2 and len(set(core)) == 1):
        return False  # the number of a lot or a machine; a pattern such as AAAA-MM-DD
    start, end = match.span()
    before, after = text[max(0, start - 20) : start], text[end : end + 12]
    if before[-1:] in tuple("@#$\\") or after[:1] in tuple("@$€£\\") or _BOX.match(after):
        return False
    if re.match(r"[-/]\d" if len(core) <= 3 else r"[-/]\d{3}", after):  # the code of a lot, a form, a paper
        return False
    if _SIZE.match(after):  # the kind of a file
        return False
    if _is_numeral(core, before):
        return False
    if "." in written:
        return not (len(core) == 2 and re.match(r" ?[A-ZÁÉÍÓÚÑ]\w", after))  # the initials of a name
    return not (core in currency_codes() and (_FIGURE_BEFORE.search(before) or _FIGURE_AFTER.match(after)))


def _is_numeral(core: str, before: str) -> bool:
    return bool(_ROMAN.match(core)) or bool(_NUMBER.match(core) and _BEFORE_NUMBER.search(before))


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether ordinary words in capitals stand around: three together, or two with one too long to be letters."""
    start = max(0, match.start() - _BEFORE)
    for found in _SHOUT.finditer(text[start : match.end() + _BEFORE]):
        parts = [part for part in found[0].split(" ") if not part.isdigit()]
        if found.start() <= match.start() - start < found.end():
            return len(parts) > 2 or any(len(part) > 6 for part in parts)
    return False


def _is_word(text: str, written: str, words: Words) -> bool:
    """Whether capitals stand for a louder voice: the word is an ordinary one, or the text has it in small letters."""
    small = written.lower()
    return fold(small) in words.shouted or any(True for _ in _places(text, small))


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands by itself; with the s of several behind it, too."""
    end = 0
    while (start := text.find(word, end)) >= 0:
        end = start + len(word)
        last = end + 1 if text[end : end + 1] == "s" else end
        if not text[start - 1 : start].isalnum() and not text[last : last + 1].isalnum():
            yield start, last


class Explanations:
    """What a text says of abbreviations, in the ways in which people explain them."""

    def __init__(self, text: str, words: Words, defined: str = ""):
        self.text, self.words, self.defined = text, words, defined

    def explain(self, written: str) -> bool:
        """Whether the text says what the abbreviation is."""
        spellings = dict.fromkeys([written, _letters(written), ".".join(_letters(written)) + "."])
        if self.defined and any(True for one in spellings for _ in _places(self.defined, one)):
            return True
        nears: list[int] = []
        for start, end in (place for one in spellings for place in _places(self.text, one)):
            nears.append(start)
            if self._is_explained_at(start, end, written):
                return True
            if len(nears) == MOST:
                break
        return self._spellings.has(_core(written), nears)

    def _is_explained_at(self, start: int, end: int, written: str) -> bool:
        before, after = self.text[max(0, start - _BEFORE) : start], self.text[end : end + _AFTER]
        if before.endswith(_OPENING) and _OPENS.search(before) and _CLOSES.match(after):
            return True
        if _SAID_SO.search(before) or _KNOWN_AS.search(before) or _ASKED.search(before) or _MEANS.match(after):
            return True
        if (aside := _ASIDE.match(after)) and self.words.bodies.intersection(fold(aside[1]).split()):
            return True
        if (bracket := _BRACKET.match(after)) and self._is_explanation(bracket[1], written):
            return True
        return (not before or before[-1] == "\n") and bool(_HEADED.match(after))

    def _is_explanation(self, inside: str, written: str) -> bool:
        """Whether a bracket behind an abbreviation says what it is, and not where, when or what else."""
        if Spellings(inside, self.words).has(_core(written), [0]):
            return True
        parts = _NAME.findall(inside)
        return len(parts) >= 2 and not any(map(str.isdigit, inside)) and fold(parts[0]) not in self.words.aside

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.text, self.words)


class Spellings:
    """The words of a text by their first letter, to find those whose beginnings make an abbreviation."""

    def __init__(self, text: str, words: Words):
        self.text, self.joins = text, words.joins
        # Other abbreviations spell nothing: "FOB, CFR and" is not FCA.
        self.names = [
            (found.start(), found[0]) for found in _NAME.finditer(text) if len(found[0]) == 1 or not found[0].isupper()
        ]
        self.folded = [fold(name) for _, name in self.names]
        self.by_letter: dict[str, list[int]] = {}
        for number, name in enumerate(self.folded):
            self.by_letter.setdefault(name[0], []).append(number)

    def has(self, letters: str, nears: list[int]) -> bool:
        """Whether words spell the letters, small joining words left out.

        Names count anywhere. Other words count near one of the places of the abbreviation, or where there are so many
        that they do not fit by chance.
        """
        wanted = fold("".join(filter(str.isalpha, letters)))
        if len(wanted) < 2:
            return False
        skips, most = (2, 3) if len(wanted) > 4 else (0, 2 if len(wanted) == 4 else 1)
        for number in self.by_letter.get(wanted[0], ()):
            end = min(len(self.names), number + _LONGEST)
            found = self._fit(number, wanted, skips, most, end, set())
            if found is None or len(found) < min(3, len(wanted)) or self.joins.intersection(self._edges(found)):
                continue
            if self._counts(found, nears, len(wanted)):
                return True
        return False

    def _fit(
        self, number: int, rest: str, skips: int, most: int, end: int, failed: set[tuple[int, int, int]]
    ) -> tuple[int, ...] | None:
        """The words, from that one on and before the end, whose beginnings make the rest."""
        if not rest:
            return ()
        state = (number, len(rest), skips)
        if number >= end or state in failed:
            return None
        name = self.folded[number]
        found = None
        # Small words are left out first: in "Banco de Desarrollo" the D is not that of "de".
        if name in self.joins or self.text[self.names[number][0] - 1 : self.names[number][0]] == "-":
            found = self._fit(number + 1, rest, skips, most, end, failed)
        for length in range(1, min(most, len(rest)) + 1) if found is None else ():
            if name.startswith(rest[:length]) and name != rest[:length]:
                found = self._fit(number + 1, rest[length:], skips, most, end, failed)
                if found is not None:
                    return (number, *found)
        if found is None and skips:
            found = self._fit(number + 1, rest, skips - 1, most, end, failed)
        if found is None:
            failed.add(state)
        return found

    def _edges(self, found: tuple[int, ...]) -> tuple[str, str]:
        return self.folded[found[0]], self.folded[found[-1]]

    def _counts(self, found: tuple[int, ...], nears: list[int], letters: int) -> bool:
        first, last = self.names[found[0]][0], self.names[found[-1]][0]
        if any(mark in self.text[first:last] for mark in ".;:\n"):
            return False
        if all(self.names[number][1][0].isupper() for number in found):
            return True
        return letters > 3 or (letters == 3 and any(abs(first - near) <= _NEAR for near in nears))


def _core(written: str) -> str:
    return _letters(written).partition("-")[0]
