"""Sentences and their words, as people count them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubgen.lint.words import Words, fold

LIMIT = 30
"""Words that a sentence may have (contract, W10)."""

_END = re.compile(r"[.!?…][.!?…]*[\"'»”’)\]]*(?=\s)|\n")
_NEXT = re.compile(r"[\s¿¡\"'«“‘(\[—–-]*")
# A word is what stands between blanks and holds a letter or a figure: "y/o", "1.250,50" and "e-mail" are one each.
_WORD = re.compile(r"(?<!\S)[^\w\s]*\w")
_BEFORE = re.compile(r"[^\s(\[«“\"'¿¡]*\Z")
_REACH = 40
_INITIALS = re.compile(r"(?:\w\.)*\w\Z")


def long_sentences(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where each sentence over the limit begins, and how many words it has."""
    if text.count(" ") < LIMIT:
        return
    for start, end in _sentences(text, words):
        if text.count(" ", start, end) >= LIMIT and (count := count_words(text[start:end])) > LIMIT:
            yield start, count


def count_words(text: str) -> int:
    return len(_WORD.findall(text))


def _sentences(text: str, words: Words) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(text):
        if _ends(text, end, start, words):
            yield start, end.end()
            start = end.end()
            while start < len(text) and text[start].isspace():
                start += 1
    yield start, len(text)


def _ends(text: str, end: re.Match[str], start: int, words: Words) -> bool:
    """Whether a sentence ends at the mark, and not only an abbreviation, an ellipsis or a question within it."""
    mark = end[0]
    if mark == "\n":
        return True
    first = text[end.end() + 1 : end.end() + 2]  # behind the blank, where a word nearly always begins
    if not first.isalnum():
        follows = _NEXT.match(text, end.end())
        first = text[follows.end() : follows.end() + 1] if follows else ""
    is_closed = mark[-1] not in ".!?…"
    if mark[0] in "!?":
        return not (is_closed and first.islower())
    if first.islower():
        return False
    if mark[0] == "…" or mark.startswith(".."):
        return True
    return _is_full_stop(text, end.start(), start, first, words)


def _is_full_stop(text: str, dot: int, start: int, first: str, words: Words) -> bool:
    """Whether the dot, behind which a capital letter or a figure follows, is no part of the word before it."""
    word = text[max(start, dot - _REACH) : dot].rpartition(" ")[2]
    if not word.isalnum():
        found = _BEFORE.search(word)
        word = found[0] if found else ""
    if len(word) == 1 and word.isupper():
        return _is_label(text, dot - 1, start, words)
    folded = fold(word)
    if folded in words.may_end:
        return not first.isdigit()
    if folded in words.never_end:
        return False
    if word.isdigit():
        return dot - len(word) > start  # the figure of an item begins its sentence
    return not ("." in word and _INITIALS.match(word) and word[0].isupper())


def _is_label(text: str, letter: int, start: int, words: Words) -> bool:
    """Whether a single letter names one of several things ("plan B"), and is not the first of a name."""
    before = text[max(start, letter - _REACH) : letter].split()
    if not before:
        return False
    word = fold(before[-1])
    return word in words.labels or (before[-1].islower() and word not in words.joins)
