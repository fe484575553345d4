"""The facets of each type, and the pairs of facets with pages of their own."""

from __future__ import annotations

from hubgen.config_parts.nodes import Problems, add_fault, items_of, pairs_of
from hubgen.model.context import ValueContext
from hubgen.model.entry import Localized
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar
from hubgen.problems import say
from hubgen.types import BY_NAME
from hubgen.types.engine import read_fields

COMPUTED_FACETS = ("status", "year", "month", "free", "initial", "list", "answered")


@frozen(slots=False)
class Facet:
    """A way to choose among the entries of a type; `bands` group an amount in one currency."""

    field: str
    label: Localized[str] | None = None
    phrase: Localized[str] | None = None
    bands: tuple[int, ...] = ()
    currency: str = ""


FACET_FIELDS = (
    Field("field", "string(40)", "always"),
    Field("label", "text(60)"),
    Field("phrase", "text(80)"),
    Field("bands", "list[int]"),
    Field("currency", "currency"),
)


def read_facets(node: Node, context: ValueContext, problems: Problems) -> dict[str, tuple[Facet, ...]]:
    facets = {}
    for key, value in pairs_of(node, "facets", problems):
        kind = BY_NAME.get(key.text)
        if kind is None:
            add_fault(
                problems,
                "unknown-field",
                key,
                say('"{text}" is no type of content', text=key.text),
                expected=say("one of: {labels}", labels=", ".join(BY_NAME)),
            )
            continue
        chosen = []
        for one in items_of(value):
            facet = _facet(one, context, problems)
            if facet and facet.field not in kind.fields and facet.field not in COMPUTED_FACETS:
                add_fault(
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
        add_fault(problems, "value-type", node, say("a facet is a field: {{field: instruments}}"))
        return None
    reading = read_fields(node, FACET_FIELDS, context, context.main_language)
    problems += reading.problems
    data = reading.data
    if "field" not in data:
        add_fault(problems, "missing-field", node, say("the facet names no field"))
        return None
    bands = tuple(sorted(value for value in data.items_of("bands") if isinstance(value, int)))
    if bands and "currency" not in data:
        add_fault(problems, "missing-field", node, say("bands need a currency"), mend=say("add currency: USD"))
    phrase = data.get("phrase")
    for _, text in phrase.values if isinstance(phrase, Localized) else ():
        if text.count("{}") != 1:
            add_fault(
                problems,
                "value-type",
                node,
                say('the phrase "{text}" has no place for the value', text=text),
                expected=say("one {{}} in it"),
            )
    return Facet(str(data.get("field")), data.get("label"), phrase, bands, str(data.get("currency", "")))  # type: ignore[arg-type]


def read_facet_pairs(node: Node, problems: Problems) -> dict[str, tuple[tuple[str, str], ...]]:
    pairs = {}
    for key, value in pairs_of(node, "facet_pairs", problems):
        kind = BY_NAME.get(key.text)
        if kind is None:
            add_fault(problems, "unknown-field", key, say('"{text}" is no type of content', text=key.text))
            continue
        found = []
        for one in items_of(value):
            words = [word.text for word in items_of(one) if isinstance(word, Scalar)]
            known = all(word in kind.fields or word in COMPUTED_FACETS for word in words)
            if len(words) != 2 or not known or words[0] == words[1]:
                add_fault(
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
