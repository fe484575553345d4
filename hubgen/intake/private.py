"""Texts that may tell of persons what nobody should read on the web: a hint for moderators, not a proof."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubgen.model.entry import Data, Localized
from hubgen.problems import Problem, problem, say
from hubgen.types.base import Draft

_NUMBERS = (
    r"\b(?:identidad|c[eé]dula|dni|dpi|rtn|cpf|rg|pasaporte|passport|passaporte|identity|id number"
    r"|cuenta|account|conta|tarjeta|card|cart[aã]o)\b[^.]{0,40}\d[\d .-]{4,}"
)
_PERSONS = (
    r"\b(?:mi|my|meu|minha|nuestr[oa])s?\s+(?:hij[oa]s?|espos[oa]|marido|mujer|madre|padre|niñ[oa]s?|nieto|nieta|suegr[oa]"
    r"|son|daughter|wife|husband|child|children|mother|father|filh[oa]s?|m[aã]e|pai)\b"
)
_HEALTH = (
    r"\b(?:enferm[oa]s?|enfermedad|c[aá]ncer|diabetes|embarazada|ill|sick|illness|disease|pregnant|doente|doença"
    r"|gr[aá]vida)\b"
)
_HOMES = r"\b(?:mi|my|minha)\s+casa\b|\bmy (?:home|house)\b|\bcasa de (?:mi|la)\b"
_SIGNS = re.compile("|".join((_NUMBERS, _PERSONS, _HEALTH, _HOMES)), re.IGNORECASE)
TEXTS = ("summary", "body", "contact.address", "title")


def private_problems(draft: Draft) -> Iterator[Problem]:
    """A warning for each text that seems to tell of a person."""
    for path in TEXTS:
        name, _, inner = path.partition(".")
        value = draft.get(name)
        if inner:
            value = value.get(inner) if isinstance(value, Data) else None
        texts = [text for _, text in value.values] if isinstance(value, Localized) else [value]
        found = next((match for text in texts if isinstance(text, str) and (match := _SIGNS.search(text))), None)
        if found:
            yield problem(
                "value-type",
                draft.places.of(path),
                say('personal data? {field} says "{text}"', field=path, text=found[0].strip()),
                mend=say("remove before publishing what nobody else should know"),
            ).softened()
