"""How a structured setting is taken apart: its pairs, items, words and labels, and where a fault in it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hubgen.model.context import ValueContext
from hubgen.model.field import value_type
from hubgen.model.node import Mapping, Node, Scalar, Sequence, is_empty
from hubgen.model.values.text import read_text
from hubgen.problems import ContentProblems, Message, Problem, problem, say

Problems = list[Problem]
LABEL = value_type("text(120)")


def add_fault(problems: Problems, rule: str, node: Node, message: Message, **more: Any) -> None:
    problems.append(problem(rule, node.where, message, **more))


def pairs_of(node: Node, name: str, problems: Problems) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        yield from node
    else:
        add_fault(problems, "value-type", node, say("{field} needs fields of its own", field=name))


def items_of(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def words_of(node: Node, problems: Problems) -> list[Scalar]:
    words = [one for one in items_of(node) if isinstance(one, Scalar)]
    if len(words) != len(items_of(node)):
        add_fault(problems, "value-type", node, say("a list of single values was expected"))
    return words


def labels_of(
    node: Node | None, languages: tuple[str, ...], owner: Scalar, problems: Problems
) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        add_fault(
            problems,
            "missing-field",
            owner,
            say("{text} has no label", text=owner.text),
            mend=say("add label: {{es: …}}"),
        )
        return ()
    labels = {key.text: _label(value, problems) for key, value in node if isinstance(value, Scalar)}
    for key, _ in node:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", key.text):
            add_fault(problems, "not-in-vocabulary", key, say('"{text}" is not a language code', text=key.text))
    absent = [lang for lang in languages if labels.get(lang) is None]
    if absent:
        add_fault(
            problems,
            "missing-field",
            owner,
            say("{text} has no label in {languages}", text=owner.text, languages=", ".join(absent)),
        )
    return tuple((language, label) for language, label in labels.items() if label)


def _label(node: Scalar, problems: Problems) -> str | None:
    """One line within the limit; empty where it is told as too long, None where there is nothing to see."""
    if is_empty(node):
        return None
    try:
        return read_text(node, LABEL, ValueContext((), "UTC", {}, {}, {}))
    except ContentProblems as fault:
        problems += fault.problems
        return ""


def refuse_unknown(node: Mapping, known: tuple[str, ...], problems: Problems) -> None:
    for key, _ in node:
        if key.text.partition("@")[0] not in known:
            add_fault(
                problems,
                "unknown-field",
                key,
                say('unknown setting "{field}"', field=key.text),
                expected=say("one of: {labels}", labels=", ".join(known)),
            )
