"""What must not be read in an archive: mails that were withdrawn, writers who want to be left out, and their words
in the mails of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from hubgen.formats.mail.message import Mail
from hubgen.formats.mail.passages import passages_of
from hubgen.locale.formatting import fold
from hubgen.model.thread import Passage
from hubgen.stages.forums.archive import own_id

GAP = "[…]"
QUOTED_RUN, OWN_RUN = 4, 8
"""So many words in a row, taken over from a mail that is withheld, are its text: in a quote, or in one's own words."""


class Withheld:
    """Which mails of a list are withheld, and how the others are rid of them."""

    def __init__(self, removed: Iterable[str], hidden: Iterable[str], mails: Sequence[Mail]):
        self.removed = frozenset(one.strip().strip("<>") for one in removed)
        self.hidden = frozenset(one.strip().lower() for one in hidden)
        names = {mail.name for mail in mails if mail.address in self.hidden and " " in mail.name.strip()}
        self._names = _any_of(names | self.hidden)

    def why(self, mail: Mail) -> Literal["", "removed", "hidden"]:
        if own_id(mail.id) in self.removed:
            return "removed"
        return "hidden" if mail.address in self.hidden and mail.address else ""

    def unnamed(self, text: str) -> str:
        """A text without the names and addresses of writers who want to be left out."""
        return self._names.sub("…", text) if self._names else text


class TakenOver:
    """The words of the withheld mails of a thread, as the others may repeat them."""

    def __init__(self, withheld: Sequence[Mail]):
        texts = [_words(one.text) for mail in withheld for one in passages_of(mail.text) if one.kind != "quote"]
        self._runs = {size: {run for words in texts for run in _runs(words, size)} for size in (QUOTED_RUN, OWN_RUN)}
        self._names = _any_of({mail.name for mail in withheld if mail.name})

    def cleared(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """The passages with a gap for each paragraph that repeats what is withheld, or names who wrote it."""
        return tuple(Passage(one.kind, self._paragraphs(one)) for one in passages)

    def _paragraphs(self, passage: Passage) -> str:
        is_quote = passage.kind == "quote"
        runs = self._runs[QUOTED_RUN if is_quote else OWN_RUN]
        kept: list[str] = []
        for paragraph in passage.text.split("\n\n"):
            found = _runs(_words(paragraph), QUOTED_RUN if is_quote else OWN_RUN)
            is_theirs = not runs.isdisjoint(found) or (is_quote and self._names and self._names.search(paragraph))
            if not is_theirs:
                kept.append(paragraph)
            elif kept[-1:] != [GAP]:
                kept.append(GAP)
        return "\n\n".join(kept)


def _words(text: str) -> list[str]:
    return fold(text).split("-")


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """Every run of so many words; a shorter text is one run."""
    if not any(words):
        return set()
    return {tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    told = sorted(filter(None, (" ".join(name.split()) for name in names)), key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in told), re.IGNORECASE) if told else None
