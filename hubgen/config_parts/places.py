"""Groups of countries, and regions without an official code."""

from __future__ import annotations

import re

from hubgen.config_parts.nodes import Problems, add_fault, labels_of, pairs_of, refuse_unknown, words_of
from hubgen.locale.formatting import country_code
from hubgen.model.context import Region, ValueContext
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar
from hubgen.model.values.text import is_slug
from hubgen.problems import say


@frozen(slots=False)
class CountryGroup:
    """A named group of countries; without a label it is shown by its name."""

    id: str
    members: tuple[str, ...]
    labels: tuple[tuple[str, str], ...] = ()


def read_groups(node: Node, context: ValueContext, problems: Problems) -> dict[str, CountryGroup]:
    """Groups of countries: a list of members, or `members` with a `label` in each language.

    Names are four or more capital letters, so that none meets a country's code.
    """
    groups = {}
    for key, value in pairs_of(node, "groups", problems):
        if not re.fullmatch(r"[A-Z]{4,}", key.text):
            add_fault(
                problems,
                "value-type",
                key,
                say('"{text}" cannot name a group', text=key.text),
                expected=say("four or more capital letters, such as CENTROAM"),
            )
            continue
        labels: tuple[tuple[str, str], ...] = ()
        members: Node | None = value
        if isinstance(value, Mapping):
            refuse_unknown(value, ("members", "label"), problems)
            labels = labels_of(value.get("label"), context.languages, key, problems)
            members = value.get("members")
        if members is None:
            add_fault(problems, "missing-field", key, say("the group {text} has no members", text=key.text))
            continue
        groups[key.text] = CountryGroup(key.text, _members(members, context, problems), labels)
    return groups


def _members(node: Node, context: ValueContext, problems: Problems) -> tuple[str, ...]:
    members = []
    for word in words_of(node, problems):
        code = country_code(word.text, context.languages)
        if code:
            members.append(code)
        else:
            add_fault(
                problems,
                "not-in-vocabulary",
                word,
                say('"{text}" is not a country', text=word.text),
                expected=say("two letters (HN, SV) or a country's name"),
            )
    return tuple(dict.fromkeys(members))


def read_regions(node: Node, context: ValueContext, problems: Problems) -> dict[str, Region]:
    regions = {}
    for key, value in pairs_of(node, "regions", problems):
        if not is_slug(key.text) or not isinstance(value, Mapping):
            add_fault(
                problems,
                "value-type",
                key,
                say('"{text}" cannot name a region', text=key.text),
                expected=say("a slug with country and label: valle-sur: {{country: HN, label: {{es: Valle del Sur}}}}"),
            )
            continue
        country = value.get("country")
        code = country_code(country.text, context.languages) if isinstance(country, Scalar) else None
        if code is None:
            add_fault(problems, "missing-field", key, say("the region {text} names no country", text=key.text))
        refuse_unknown(value, ("country", "label"), problems)
        labels = labels_of(value.get("label"), context.languages, key, problems)
        regions[key.text] = Region(key.text, code or "", labels)
    return regions
