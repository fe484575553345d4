"""Whether the words of a link say where it leads."""

from __future__ import annotations

import re

from hubgen.lint.words import empty_words, fold

_WORDS = re.compile(r"\w+")
_PRONOUN = re.compile(r"(?<=[aei]r)l[aeo]s?\Z")  # verla, leerlo, abrirlos


def says_nothing(text: str, language: str) -> bool:
    """Whether a link's words could stand on any other link: "aquí", "click here", "leia mais", or nothing at all.

    Args:
        language: one of `words.LANGUAGES`; empty where the words are not understood.
    """
    words = [_PRONOUN.sub("", word) for word in _WORDS.findall(fold(text))]
    if not words or not language:
        return not words
    empty, vague = empty_words()
    return any(word in empty for word in words) and all(word in empty or word in vague for word in words)
