"""Controlled lists of values: what an author may write, what a reader sees.

Input is compared after folding, so that a label, an alias, a code and the id are one
value. Shipped vocabularies lie in `vocabularies.yaml`; a hub adds to the open ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from hubgen.locale.formatting import fold
from hubgen.model.frozen import frozen


@frozen
class Term:
    """A value: its id, its labels as (language, text), other ways to write it, its code in exports."""

    id: str
    labels: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    code: str = ""

    def label(self, language: str, fallback: str = "en") -> tuple[str, str]:
        """The label and the language it is in; the id where no label fits."""
        known = dict(self.labels)
        for wanted in (language, language.partition("-")[0], fallback, "en"):
            if wanted in known:
                return known[wanted], wanted
        return self.id, language

    def spellings(self) -> Iterable[str]:
        yield self.id
        yield from (text for _, text in self.labels)
        yield from self.aliases
        if self.code:
            yield self.code


@frozen
class Vocabulary:
    """A named list of terms in their order; `open` ones take additions from a hub."""

    name: str
    open: bool
    terms: tuple[Term, ...]

    def find(self, text: str) -> Term | None:
        """The term that the text means, in any spelling of any language."""
        return _index(self).get(fold(text))

    def get(self, term_id: str) -> Term | None:
        return next((term for term in self.terms if term.id == term_id), None)

    def nearest(self, text: str, language: str) -> str | None:
        """The spelling nearest to the text, shown as a label where there is one."""
        index = _index(self)
        hits = get_close_matches(fold(text), index, n=1, cutoff=0.7)
        return index[hits[0]].label(language)[0] if hits else None

    def labels(self, language: str) -> list[str]:
        return [term.label(language)[0] for term in self.terms]

    def position(self, term_id: str) -> int:
        """Its place in the order of the vocabulary; unknown ids come last."""
        return next((n for n, term in enumerate(self.terms) if term.id == term_id), len(self.terms))

    def with_terms(self, additions: Iterable[Term]) -> Vocabulary:
        """The vocabulary with more terms; a term whose id exists takes the new labels and keeps the old spellings."""
        terms = {term.id: term for term in self.terms}
        for addition in additions:
            old = terms.get(addition.id)
            if old is None:
                terms[addition.id] = addition
                continue
            kept = tuple(text for _, text in old.labels) + old.aliases
            labels = {**dict(old.labels), **dict(addition.labels)}
            terms[addition.id] = replace(
                old, labels=tuple(labels.items()), aliases=tuple(dict.fromkeys((*kept, *addition.aliases)))
            )
        return replace(self, terms=tuple(terms.values()))


@cache
def _index(vocabulary: Vocabulary) -> Mapping[str, Term]:
    index: dict[str, Term] = {}
    for term in vocabulary.terms:
        for spelling in term.spellings():
            index.setdefault(fold(spelling), term)
    return index


@cache
def shipped_vocabularies() -> Mapping[str, Vocabulary]:
    """The vocabularies of the contract, by name."""
    import yaml

    text = files("hubgen.model").joinpath("vocabularies.yaml").read_text("utf-8")
    table = yaml.load(text, yaml.CBaseLoader)["vocabularies"]
    return {
        name: Vocabulary(name, entry["open"] == "true", tuple(_term(value) for value in entry["values"]))
        for name, entry in table.items()
    }


def _term(value: dict[str, Any]) -> Term:
    return Term(value["id"], tuple(value["label"].items()), tuple(value.get("alias", ())), value.get("code", ""))
