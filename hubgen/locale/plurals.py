"""Names of units in the plural: "saco de 69 kg" becomes "sacos de 69 kg"; a language without rules keeps its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_Rules = tuple[tuple[str, str], ...]
RULES: Mapping[str, _Rules] = {
    "es": ((r"z$", "ces"), (r"ón$", "ones"), (r"[aeiouáéó]$", r"\g<0>s"), (r"[^s\d]$|[aeé]s$", r"\g<0>es")),
    "en": ((r"(s|x|ch|sh)$", r"\g<0>es"), (r"([^aeiou])y$", r"\1ies"), (r"[a-z]$", r"\g<0>s")),
    "pt": (
        (r"ão$", "ões"),
        (r"ês$", "eses"),
        (r"m$", "ns"),
        (r"il$", "is"),
        (r"([aeou])l$", r"\1is"),
        (r"[rz]$", r"\g<0>es"),
        (r"[aeiouáéó]$", r"\g<0>s"),
    ),
}
"""Ending of a word -> what stands in its place; the first that fits."""
_REST = re.compile(r" (?:de|of|do|da|con|com|with|\d)\b.*")
"""What follows the name of a thing and is not counted: `de 69 kg`."""


def plural(name: str, language: str) -> str:
    """The name of more than one of them; in English the last word alone changes, elsewhere each."""
    base = language.partition("-")[0]
    rest = _REST.search(name)
    head = name[: rest.start()] if rest else name
    *first, last = head.split(" ")
    words = [*first, _word(last, base)] if base == "en" else [_word(word, base) for word in (*first, last)]
    return " ".join(words) + (rest[0] if rest else "")


def _word(word: str, language: str) -> str:
    for ending, instead in RULES.get(language, ()):
        changed, found = re.subn(ending, instead, word)
        if found:
            return changed
    return word
