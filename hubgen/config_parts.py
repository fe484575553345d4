"""The structured settings of config.yaml: groups, regions, facets, profiles, vocabularies, budgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hubgen.locale.formatting import country_code
from hubgen.model.context import Region, ValueContext
from hubgen.model.entry import Data, Localized
from hubgen.model.field import Field
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.model.values.text import is_slug
from hubgen.model.vocabulary import Term, Vocabulary, shipped_vocabularies
from hubgen.problems import Message, Problem, problem, say
from hubgen.types import BY_FOLDER, BY_NAME, LATER_FOLDERS
from hubgen.types.engine import read_fields

Problems = list[Problem]

COMPUTED_FACETS = ("status", "year", "month", "free")


@dataclass(frozen=True)
class Facet:
    """A way to choose among the entries of a type; `bands` group an amount in one currency."""

    field: str
    label: Localized[str] | None = None
    phrase: Localized[str] | None = None
    bands: tuple[int, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Profile:
    """A kind of firm with a page of its own: the entries of every type that fit it."""

    slug: str
    title: Localized[str]
    criteria: Data


@dataclass(frozen=True)
class Service:
    id: str
    owner: str
    types: tuple[str, ...]
    targets: tuple[tuple[str, Decimal, Decimal], ...]


def _fault(problems: Problems, rule: str, node: Node, message: Message, **more: Any) -> None:
    problems.append(problem(rule, node.where, message, **more))


def _pairs(node: Node, name: str, problems: Problems) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        yield from node
    else:
        _fault(problems, "value-type", node, say("{field} needs fields of its own", field=name))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _words(node: Node, problems: Problems) -> list[Scalar]:
    words = [one for one in _items(node) if isinstance(one, Scalar)]
    if len(words) != len(_items(node)):
        _fault(problems, "value-type", node, say("a list of single values was expected"))
    return words


@dataclass(frozen=True)
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
    for key, value in _pairs(node, "groups", problems):
        if not re.fullmatch(r"[A-Z]{4,}", key.text):
            _fault(
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
            _refuse_unknown(value, ("members", "label"), problems)
            labels = _labels(value.get("label"), context.languages, key, problems)
            members = value.get("members")
        if members is None:
            _fault(problems, "missing-field", key, say("the group {text} has no members", text=key.text))
            continue
        groups[key.text] = CountryGroup(key.text, _members(members, context, problems), labels)
    return groups


def _members(node: Node, context: ValueContext, problems: Problems) -> tuple[str, ...]:
    members = []
    for word in _words(node, problems):
        code = country_code(word.text, context.languages)
        if code:
            members.append(code)
        else:
            _fault(
                problems,
                "not-in-vocabulary",
                word,
                say('"{text}" is not a country', text=word.text),
                expected=say("two letters (HN, SV) or a country's name"),
            )
    return tuple(dict.fromkeys(members))


def read_regions(node: Node, context: ValueContext, problems: Problems) -> dict[str, Region]:
    regions = {}
    for key, value in _pairs(node, "regions", problems):
        if not is_slug(key.text) or not isinstance(value, Mapping):
            _fault(
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
            _fault(problems, "missing-field", key, say("the region {text} names no country", text=key.text))
        _refuse_unknown(value, ("country", "label"), problems)
        labels = _labels(value.get("label"), context.languages, key, problems)
        regions[key.text] = Region(key.text, code or "", labels)
    return regions


def _labels(
    node: Node | None, languages: tuple[str, ...], owner: Scalar, problems: Problems
) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        _fault(
            problems,
            "missing-field",
            owner,
            say("{text} has no label", text=owner.text),
            mend=say("add label: {{es: …}}"),
        )
        return ()
    labels = {key.text: value.text for key, value in node if isinstance(value, Scalar)}
    for key, _ in node:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", key.text):
            _fault(problems, "not-in-vocabulary", key, say('"{text}" is not a language code', text=key.text))
    absent = [lang for lang in languages if lang not in labels]
    if absent:
        _fault(
            problems,
            "missing-field",
            owner,
            say("{text} has no label in {languages}", text=owner.text, languages=", ".join(absent)),
        )
    return tuple(labels.items())


def _refuse_unknown(node: Mapping, known: tuple[str, ...], problems: Problems) -> None:
    for key, _ in node:
        if key.text.partition("@")[0] not in known:
            _fault(
                problems,
                "unknown-field",
                key,
                say('unknown setting "{field}"', field=key.text),
                expected=say("one of: {labels}", labels=", ".join(known)),
            )


def read_sections(node: Node, context: ValueContext, problems: Problems) -> dict[str, dict[str, str]]:
    """Language -> folder -> the name that the section has in addresses."""
    sections: dict[str, dict[str, str]] = {}
    for key, value in _pairs(node, "sections", problems):
        if key.text not in context.languages:
            _fault(
                problems, "not-in-vocabulary", key, say('"{language}" is not a language of this hub', language=key.text)
            )
            continue
        names = sections.setdefault(key.text, {})
        for folder, name in _pairs(value, f"sections.{key.text}", problems):
            if folder.text not in BY_FOLDER and folder.text not in LATER_FOLDERS:
                _fault(
                    problems,
                    "unknown-field",
                    folder,
                    say('"{text}" is no folder of content', text=folder.text),
                    expected=say("one of: {labels}", labels=", ".join([*BY_FOLDER, *LATER_FOLDERS])),
                )
            elif not isinstance(name, Scalar) or not is_slug(name.text):
                _fault(problems, "value-type", name, say("the name of a section is a slug, such as noticias"))
            else:
                names[folder.text] = name.text
    return sections


FACET_FIELDS = (
    Field("field", "string(40)", "always"),
    Field("label", "text(60)"),
    Field("phrase", "text(80)"),
    Field("bands", "list[int]"),
    Field("currency", "currency"),
)


def read_facets(node: Node, context: ValueContext, problems: Problems) -> dict[str, tuple[Facet, ...]]:
    facets = {}
    for key, value in _pairs(node, "facets", problems):
        kind = BY_NAME.get(key.text)
        if kind is None:
            if key.text not in LATER_FOLDERS.values():
                _fault(
                    problems,
                    "unknown-field",
                    key,
                    say('"{text}" is no type of content', text=key.text),
                    expected=say("one of: {labels}", labels=", ".join(BY_NAME)),
                )
            continue
        chosen = []
        for one in _items(value):
            facet = _facet(one, context, problems)
            if facet and facet.field not in kind.fields and facet.field not in COMPUTED_FACETS:
                _fault(
                    problems, "unknown-field", one, say("{type} has no field {field}", type=key.text, field=facet.field)
                )
            elif facet:
                chosen.append(facet)
        facets[key.text] = tuple(chosen)
    return facets


def _facet(node: Node, context: ValueContext, problems: Problems) -> Facet | None:
    if isinstance(node, Scalar):
        return Facet(node.text.strip())
    if not isinstance(node, Mapping):
        _fault(problems, "value-type", node, say("a facet is a field: {{field: instruments}}"))
        return None
    reading = read_fields(node, FACET_FIELDS, context, context.main_language)
    problems += reading.problems
    data = reading.data
    if "field" not in data:
        _fault(problems, "missing-field", node, say("the facet names no field"))
        return None
    bands = tuple(sorted(value for value in data.items_of("bands") if isinstance(value, int)))
    if bands and "currency" not in data:
        _fault(problems, "missing-field", node, say("bands need a currency"), mend=say("add currency: USD"))
    phrase = data.get("phrase")
    for _, text in phrase.values if isinstance(phrase, Localized) else ():
        if text.count("{}") != 1:
            _fault(
                problems,
                "value-type",
                node,
                say('the phrase "{text}" has no place for the value', text=text),
                expected=say("one {{}} in it"),
            )
    return Facet(str(data.get("field")), data.get("label"), phrase, bands, str(data.get("currency", "")))  # type: ignore[arg-type]


def read_facet_pairs(node: Node, problems: Problems) -> dict[str, tuple[tuple[str, str], ...]]:
    pairs = {}
    for key, value in _pairs(node, "facet_pairs", problems):
        kind = BY_NAME.get(key.text)
        if kind is None:
            if key.text not in LATER_FOLDERS.values():
                _fault(problems, "unknown-field", key, say('"{text}" is no type of content', text=key.text))
            continue
        found = []
        for one in _items(value):
            words = [word.text for word in _items(one) if isinstance(word, Scalar)]
            known = all(word in kind.fields or word in COMPUTED_FACETS for word in words)
            if len(words) != 2 or not known or words[0] == words[1]:
                _fault(
                    problems,
                    "value-type",
                    one,
                    say("a pair names two facets of {type}", type=key.text),
                    expected=say("[instruments, countries]"),
                )
            else:
                found.append((words[0], words[1]))
        pairs[key.text] = tuple(found)
    return pairs


PROFILE_FIELDS = (
    Field("slug", "slug", "always"),
    Field("title", "text(120)", "always"),
    Field("countries", "list[country]"),
    Field("sectors", "list[sector]"),
    Field("sizes", "list[enum(size)]"),
    Field("stages", "list[enum(stage)]"),
    Field("products", "list[hs]"),
    Field("topics", "list[slug]"),
)
PROFILE_CRITERIA = ("countries", "sectors", "sizes", "stages", "products", "topics")


def read_profiles(node: Node, context: ValueContext, problems: Problems) -> tuple[Profile, ...]:
    profiles = []
    for one in _items(node):
        if not isinstance(one, Mapping):
            _fault(problems, "value-type", one, say("a profile has slug, title and criteria"))
            continue
        reading = read_fields(one, PROFILE_FIELDS, context, context.main_language)
        problems += reading.problems
        slug, title = reading.data.get("slug"), reading.data.get("title")
        if not isinstance(slug, Localized) or not isinstance(title, Localized):
            if not reading.faulty & {"slug", "title"}:
                _fault(problems, "missing-field", one, say("a profile has slug, title and criteria"))
            continue
        criteria = Data(tuple((name, value) for name, value in reading.data if name in PROFILE_CRITERIA))
        if not criteria.values:
            _fault(
                problems,
                "missing-field",
                one,
                say("the profile {slug} has no criteria", slug=slug.original),
                mend=say("add countries, sectors, sizes, stages or products"),
            )
        profiles.append(Profile(slug.original, title, criteria))
    return tuple(profiles)


def read_services(node: Node, context: ValueContext, problems: Problems) -> tuple[Service, ...]:
    services = []
    known = shipped_vocabularies()["service"]
    for one in _items(node):
        if not isinstance(one, Mapping):
            _fault(problems, "value-type", one, say("a service has id, owner and targets"))
            continue
        _refuse_unknown(one, ("id", "owner", "types", "targets"), problems)
        name = one.get("id")
        if not isinstance(name, Scalar) or known.get(name.text) is None:
            _fault(
                problems,
                "not-in-vocabulary",
                name or one,
                say("this is no service of a hub"),
                expected=say("one of: {labels}", labels=", ".join(term.id for term in known.terms)),
            )
            continue
        owner = one.get("owner")
        types = one.get("types")
        words = tuple(word.text for word in _words(types, problems)) if types else ()
        for word in words:
            if word not in BY_NAME and word not in LATER_FOLDERS.values():
                _fault(problems, "unknown-field", types or one, say('"{text}" is no type of content', text=word))
        services.append(
            Service(
                name.text,
                owner.text if isinstance(owner, Scalar) else "",
                words,
                _targets(one.get("targets"), problems),
            )
        )
    return tuple(services)


def _targets(node: Node | None, problems: Problems) -> tuple[tuple[str, Decimal, Decimal], ...]:
    targets = []
    known = shipped_vocabularies()["indicator"]
    for key, value in _pairs(node, "targets", problems) if node else ():
        marks = {k.text: v.text for k, v in value if isinstance(v, Scalar)} if isinstance(value, Mapping) else {}
        numbers = [Decimal(marks[m]) for m in ("goal", "alarm") if re.fullmatch(r"\d+(\.\d+)?", marks.get(m, ""))]
        if known.get(key.text) is None:
            _fault(
                problems,
                "not-in-vocabulary",
                key,
                say('"{text}" is no indicator', text=key.text),
                expected=say("one of: {labels}", labels=", ".join(term.id for term in known.terms)),
            )
        elif len(numbers) != 2 or len(marks) != 2:
            _fault(
                problems,
                "value-type",
                value,
                say("a target has goal and alarm"),
                expected=say("{{goal: 80, alarm: 60}}"),
            )
        else:
            targets.append((key.text, numbers[0], numbers[1]))
    return tuple(targets)


def read_budget(node: Node, problems: Problems) -> dict[str, int]:
    budget = {}
    for key, value in _pairs(node, "budget", problems):
        size = as_bytes(value.text) if isinstance(value, Scalar) else None
        if key.text not in ("page", "total", "image", "file"):
            _fault(
                problems,
                "unknown-field",
                key,
                say('unknown setting "{field}"', field=key.text),
                expected=say("one of: {labels}", labels="page, total, image, file"),
            )
        elif size is None:
            _fault(
                problems,
                "value-type",
                value,
                say("this is not a size"),
                expected=say("a number with k or M, such as 10k"),
            )
        else:
            budget[key.text] = size
    return budget


def as_bytes(text: str) -> int | None:
    """`10k` = 10,000 and `5M` = 5,000,000 bytes; None where the text is no size."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)\s*([kKmM]?)B?", text.strip())
    if not match:
        return None
    return int(Decimal(match[1]) * {"": 1, "k": 1000, "m": 1_000_000}[match[2].lower()])


def read_images(node: Node, problems: Problems) -> dict[str, object]:
    images: dict[str, object] = {}
    for key, value in _pairs(node, "images", problems):
        words = [one.text for one in _items(value) if isinstance(one, Scalar)]
        if key.text == "widths" and words and all(re.fullmatch(r"[1-9]\d{1,3}", word) for word in words):
            images["widths"] = tuple(sorted(int(word) for word in words))
        elif key.text == "formats" and words and set(words) <= {"avif", "jpeg", "webp"}:
            images["formats"] = tuple(words)
        elif key.text == "load" and words in (["lazy"], ["link"]):
            images["load"] = words[0]
        elif key.text in ("widths", "formats", "load"):
            _fault(
                problems,
                "value-type",
                value,
                say("this is no setting for {field}", field=key.text),
                expected=say("widths: [320, 640], formats: [avif, jpeg], load: lazy or link"),
            )
        else:
            _fault(problems, "unknown-field", key, say('unknown setting "{field}"', field=key.text))
    return images


def read_vocabularies(node: Node, languages: tuple[str, ...], problems: Problems) -> dict[str, Vocabulary]:
    """The shipped vocabularies with the hub's additions and labels."""
    vocabularies = dict(shipped_vocabularies())
    for key, value in _pairs(node, "vocabularies", problems):
        vocabulary = vocabularies.get(key.text)
        if vocabulary is None:
            _fault(
                problems,
                "unknown-field",
                key,
                say("there is no vocabulary {text}", text=key.text),
                expected=say("one of: {labels}", labels=", ".join(vocabularies)),
            )
            continue
        terms = [term for one in _items(value) if (term := _term(one, vocabulary, languages, problems))]
        vocabularies[key.text] = vocabulary.with_terms(terms)
    return vocabularies


def _term(node: Node, vocabulary: Vocabulary, languages: tuple[str, ...], problems: Problems) -> Term | None:
    name = node.get("id") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(name, Scalar) or not is_slug(name.text):
        _fault(
            problems,
            "value-type",
            node,
            say("a value has id and label"),
            expected=say("{{id: water, label: {{es: agua, en: water}}}}"),
        )
        return None
    _refuse_unknown(node, ("id", "label", "alias", "code"), problems)
    is_new = vocabulary.get(name.text) is None
    if is_new and not vocabulary.open:
        _fault(
            problems,
            "not-in-vocabulary",
            name,
            say("{name} is closed: it takes labels, not new values", name=vocabulary.name),
            expected=say("one of: {labels}", labels=", ".join(term.id for term in vocabulary.terms)),
        )
        return None
    labels = _labels(node.get("label"), languages if is_new else (), name, problems)
    aliases = node.get("alias")
    words = tuple(word.text for word in _words(aliases, problems)) if aliases else ()
    code = node.get("code")
    term = Term(name.text, labels, words, code.text if isinstance(code, Scalar) else "")
    for spelling in term.spellings():
        other = vocabulary.find(spelling)
        if other is not None and other.id != term.id:
            _fault(
                problems,
                "duplicate-address",
                name,
                say('"{text}" already means {other} in {name}', text=spelling, other=other.id, name=vocabulary.name),
                mend=say("choose another word"),
            )
            return None
    return term
