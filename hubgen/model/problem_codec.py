"""Problems as plain values of JSON and back, for what is remembered between builds."""

from __future__ import annotations

from typing import Any

from hubgen.problems import Fix, Location, Message, Problem


def dump_place(where: Location) -> list[object]:
    return [where.file, where.line, where.column, where.field, where.row]


def _message(message: Message | None) -> object:
    return message and [message.template, message.values]


def _as_message(value: list[Any] | None) -> Message | None:
    return None if value is None else Message(value[0], tuple((name, text) for name, text in value[1]))


def dump_problem(one: Problem) -> list[object]:
    fix = one.fix and [one.fix.old, one.fix.new]
    texts = [_message(one.message), _message(one.expected), _message(one.mend)]
    return [one.rule, dump_place(one.where), *texts, [dump_place(place) for place in one.also], fix, one.severity]


def load_problem(value: list[Any]) -> Problem:
    rule, where, message, expected, mend, also, fix, severity = value
    return Problem(
        rule,
        Location(*where),
        _as_message(message) or Message(""),
        _as_message(expected),
        _as_message(mend),
        tuple(Location(*place) for place in also),
        Fix(*fix) if fix else None,
        severity,
    )
