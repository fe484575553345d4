"""Bodies and what was found in them as bytes, for the memo; JSON, so that a kept result can never run code."""

from __future__ import annotations

import json

from hubgen.model.entry import Body, BodyLink, BodyPicture, Heading
from hubgen.model.finding import Finding
from hubgen.model.problem_codec import dump_place, dump_problem, load_problem
from hubgen.problems import Location, Problem

BodyResult = tuple[Body, tuple[Problem, ...], tuple[Finding, ...]]


def dump_body(result: BodyResult) -> bytes:
    body, problems, findings = result
    value = [
        body.parts,
        [[link.target, dump_place(link.where), _picture(link.picture)] for link in body.links],
        [[heading.level, heading.id, heading.text] for heading in body.headings],
        body.anchors,
        body.words,
        [dump_problem(one) for one in problems],
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
    return body, tuple(load_problem(one) for one in problems), tuple(Finding(*one) for one in findings)


def _picture(picture: BodyPicture | None) -> object:
    return picture and [picture.alt, picture.attributes, picture.in_link]
