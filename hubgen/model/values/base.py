"""What all value types share: the shape of a function that reads one, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable

from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.problems import ContentProblems, Message, problem

Value = object
Reader = Callable[[Scalar, ValueType, ValueContext], Value]


def wrong(
    node: Scalar,
    message: Message,
    *,
    rule: str = "value-type",
    expected: Message | None = None,
    mend: Message | None = None,
) -> ContentProblems:
    """The problem that a value is not what its field takes."""
    return ContentProblems(problem(rule, node.where, message, expected=expected, mend=mend))
