"""The services that a hub answers for, and the targets of each."""

from __future__ import annotations

import re
from decimal import Decimal

from hubgen.config_parts.nodes import Problems, add_fault, items_of, pairs_of, refuse_unknown, words_of
from hubgen.model.context import ValueContext
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import say
from hubgen.types import BY_NAME


@frozen(slots=False)
class Service:
    id: str
    owner: str
    types: tuple[str, ...]
    targets: tuple[tuple[str, Decimal, Decimal], ...]


def read_services(node: Node, context: ValueContext, problems: Problems) -> tuple[Service, ...]:
    services = []
    known = shipped_vocabularies()["service"]
    for one in items_of(node):
        if not isinstance(one, Mapping):
            add_fault(problems, "value-type", one, say("a service has id, owner and targets"))
            continue
        refuse_unknown(one, ("id", "owner", "types", "targets"), problems)
        name = one.get("id")
        if not isinstance(name, Scalar) or known.get(name.text) is None:
            add_fault(
                problems,
                "not-in-vocabulary",
                name or one,
                say("this is no service of a hub"),
                expected=say("one of: {labels}", labels=", ".join(term.id for term in known.terms)),
            )
            continue
        owner = one.get("owner")
        types = one.get("types")
        words = tuple(word.text for word in words_of(types, problems)) if types else ()
        for word in words:
            if word not in BY_NAME:
                add_fault(problems, "unknown-field", types or one, say('"{text}" is no type of content', text=word))
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
    for key, value in pairs_of(node, "targets", problems) if node else ():
        marks = {k.text: v.text for k, v in value if isinstance(v, Scalar)} if isinstance(value, Mapping) else {}
        numbers = [Decimal(marks[m]) for m in ("goal", "alarm") if re.fullmatch(r"\d+(\.\d+)?", marks.get(m, ""))]
        if known.get(key.text) is None:
            add_fault(
                problems,
                "not-in-vocabulary",
                key,
                say('"{text}" is no indicator', text=key.text),
                expected=say("one of: {labels}", labels=", ".join(term.id for term in known.terms)),
            )
        elif len(numbers) != 2 or len(marks) != 2:
            add_fault(
                problems,
                "value-type",
                value,
                say("a target has goal and alarm"),
                expected=say("{{goal: 80, alarm: 60}}"),
            )
        else:
            targets.append((key.text, numbers[0], numbers[1]))
    return tuple(targets)
