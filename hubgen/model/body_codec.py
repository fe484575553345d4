"""Bodies and what was found in them as bytes, for the memo; JSON, so that a kept result can never run code."""

from __future__ import annotations

import json
from typing import Any

from hubgen.model.entry import Body, BodyLink, BodyPicture, Heading
from hubgen.model.finding import Finding
from hubgen.problems import Fix, Location, Message, Problem

BodyResult = tuple[Body, tuple[Problem, ...], tuple[Finding, ...]]


def dump_body(result: BodyResult) -> bytes:
    body, problems, findings = result
    value = [
        body.parts,
        [[link.target, _place(link.where), _picture(link.picture)] for link in body.links],
        [[heading.level, heading.id, heading.text] for heading in body.headings],
        body.anchors,
        body.words,
        [_problem(one) for one in problems],
        [[one.line, one.column, one.rule, one.quote, one.number] for one in findings],
    ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def load_body(data: bytes) -> BodyResult:
    parts, links, headings, anchors, words, problems, findings = json.loads(data)
    body = Body(
        tuple(parts),
        tuple(
            BodyLink(target, Location(*where), BodyPicture(*picture) if picture else None)
            for target, where, picture in links
        ),
        tuple(Heading(*heading) for heading in headings),
        tuple(anchors),
        words,
    )
    return body, tuple(_as_problem(one) for one in problems), tuple(Finding(*one) for one in findings)


def _place(where: Location) -> list[object]:
    return [where.file, where.line, where.column, where.field, where.row]


def _picture(picture: BodyPicture | None) -> object:
    return picture and [picture.alt, picture.attributes, picture.in_link]


def _message(message: Message | None) -> object:
    return message and [message.template, message.values]


def _as_message(value: list[Any] | None) -> Message | None:
    return None if value is None else Message(value[0], tuple((name, text) for name, text in value[1]))


def _problem(one: Problem) -> list[object]:
    fix = one.fix and [one.fix.old, one.fix.new]
    texts = [_message(one.message), _message(one.expected), _message(one.mend)]
    return [one.rule, _place(one.where), *texts, [_place(place) for place in one.also], fix, one.severity]


def _as_problem(value: list[Any]) -> Problem:
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
