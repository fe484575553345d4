"""A form as the text of a draft: every value checked by the rules of its type, what is wrong kept in a comment.

Nothing of a mail decides over publication: `draft`, days of review, addresses and the names of moderators are theirs
who keep the hub. Long texts are taken word by word, for their writers know no Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hubgen.drafts.hints import Tell, comment
from hubgen.formats.plain import plain
from hubgen.formats.tables.csv_table import Row, Table
from hubgen.formats.yaml_writer import node_lines
from hubgen.intake.letter import Line
from hubgen.locale.formatting import fold
from hubgen.model.context import ValueContext
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.tables import named, rows_as_nodes, spoken_alone
from hubgen.types.base import ContentType
from hubgen.types.engine import read_entry

OF_MODERATORS = frozenset(
    "id slug aliases date updated verified verified_by review_every translated_from draft visibility owner featured"
    " moderated_by received extra files image image_alt".split()
)
"""Fields that a mail cannot set."""
SIGNED = "moderated_by"
"""Of those, with what a moderator signs."""
KEPT = 300
"""Characters that are kept of a value that could not be taken; the whole stands in the mail."""
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_MARKS = re.compile(r"[\\`\[\]{}]")


@frozen
class Taken:
    """What was taken of a form, and what was not."""

    node: Mapping
    problems: tuple[Problem, ...]
    refused: tuple[tuple[str, str, Message], ...]
    """Label, value and reason of what was not taken."""


def take(
    lines: Iterable[Line], kind: ContentType, context: ValueContext, language: str, box: str, start: int, *,
    is_part: bool = False,
) -> Taken:  # fmt: skip
    """The lines of a form as the fields of an entry.

    Args:
        box: name of the mailbox, for places.
        start: line of the mailbox at which the mail begins.
        is_part: whether an entry has the rest: then nothing is missing here.
    """
    refused: list[tuple[str, str, Message]] = []
    problems: list[Problem] = []
    wanted = list(_wanted(lines, kind, Location(box, start), refused, problems))
    header = tuple(Scalar(line.label, Location(box, start, field=line.label)) for line in wanted)
    cells = tuple(Scalar(_value(line, kind), Location(box, start, field=line.label)) for line in wanted)
    [(node, _)], faults = rows_as_nodes(Table(header, (Row(0, start, cells),)), kind)
    for fault in faults:
        problems.append(fault)
        line = next((one for one in wanted if fold(one.label) == fold(fault.where.field)), None)
        if line and not _has(node, line):
            refused.append((line.label, line.value, fault.message))
    node = Mapping(node.pairs, Location(box, start))
    reading = read_entry(node, kind, context, language)
    for fault in reading.problems:
        if is_part and fault.rule == "missing-field":
            continue
        problems.append(fault)
        path = fault.where.field.partition("@")[0]
        if path in reading.faulty or fault.where.field in reading.faulty:
            text, node = _without(node, fault.where.field)
            refused.append((fault.where.field, text, fault.message))
    return Taken(node, tuple(problems), tuple(refused))


def _wanted(
    lines: Iterable[Line], kind: ContentType, where: Location, refused: list[tuple[str, str, Message]],
    problems: list[Problem],
) -> Iterator[Line]:  # fmt: skip
    """The lines that a writer may fill in; the others are told. Nothing is guessed: the nearest label is a guess."""
    for line in lines:
        line = _in_full(line, kind)
        field = _field_of(line, kind)
        if field and field.name not in OF_MODERATORS:
            yield line
            continue
        why = (
            say("{field} is for moderators to write", field=field.name)
            if field
            else say('an entry of type {type} has no field "{field}"', type=kind.name, field=line.label)
        )
        fault = problem("unknown-field", where.at(line.label), why)
        refused.append((line.label, line.value, why))
        problems.append(fault.softened() if field else fault)


def _in_full(line: Line, kind: ContentType) -> Line:
    """The line; with its whole label where a writer named what is inside of a field alone, "Teléfono"."""
    header = None if named(line.label, kind.fields) else spoken_alone(line.label, kind)
    return replace(line, label=header) if header else line


def _field_of(line: Line, kind: ContentType) -> Field | None:
    """The field that a label names; of a label with dots, where what is inside is known too."""
    first, *rest = line.label.partition("@")[0].split(".")
    field = named(first, kind.fields)
    inner = [part for part in rest if not part.isdigit()]
    if field is None or not inner:
        return field
    return field if len(inner) == 1 and named(inner[0], {one.name: one for one in kind.inner_fields(field)}) else None


def _value(line: Line, kind: ContentType) -> str:
    field = named(line.label.partition("@")[0], kind.fields)
    text = plain(line.value)
    return literal(text) if field and field.type.kind == "md" else text


def literal(text: str) -> str:
    """A text in Markdown that reads as it was written: no tag, no link, no mark of programs."""
    words = _MARKS.sub(r"\\\g<0>", _LINK.sub(r"\1", text))
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _has(node: Mapping, line: Line) -> bool:
    """Whether a value was taken all the same, under the name nearest to its label."""
    return any(isinstance(value, Scalar) and value.text == line.value for _, value in node)


def _without(node: Mapping, path: str) -> tuple[str, Mapping]:
    """The text of a value that could not be read, and the fields without it."""
    name, _, rest = path.partition(".")
    text, pairs = "", []
    for key, value in node:
        if key.text != name:
            pairs.append((key, value))
            continue
        text, kept = _inner(value, rest)
        if kept is not None:
            pairs.append((key, kept))
    return text, Mapping(tuple(pairs), node.where)


def _inner(value: Node, rest: str) -> tuple[str, Node | None]:
    if rest and isinstance(value, Mapping):
        text, kept = _without(value, rest)
        return text, kept if kept.pairs else None
    number, _, more = rest.partition(".")
    if number.isdigit() and isinstance(value, Sequence) and int(number) <= len(value.items):
        at = int(number) - 1
        text, one = _inner(value.items[at], more)
        items = (*value.items[:at], *((one,) if one else ()), *value.items[at + 1 :])
        return text, Sequence(items, value.where) if items else None
    return words_of(value), None


def words_of(value: Node) -> str:
    """A value in one line, as its writer would know it again."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Sequence):
        return "; ".join(words_of(item) for item in value.items)
    return ", ".join(f"{key.text}: {words_of(one)}" for key, one in value)


# -- the file ------------------------------------------------------------------------------


def draft_text(
    taken: Taken, kind: ContentType, context: ValueContext, notes: Iterable[str], fixed: Iterable[tuple[str, str]],
    missing: Iterable[str], tell: Tell,
) -> str:  # fmt: skip
    """The draft: notes above, the fields in the order of the type, those to be filled in with a word of help.

    Args:
        notes: lines for the moderator, never published.
        fixed: fields that no mail decides.
        missing: fields that the entry needs and the form does not say.
    """
    given: dict[str, Node] = {key.text: value for key, value in taken.node}
    given |= {name: Scalar(value, taken.node.where) for name, value in fixed}
    lines = [f"# {' '.join(plain(note).split())}" for note in notes]
    bare = {name.partition("@")[0] for name in given}
    open_fields = frozenset(missing)
    order = [name for name in kind.fields if name != "body"]
    for name in (*order, "body"):
        lines += [
            row for key, value in given.items() if key.partition("@")[0] == name for row in node_lines(key, value)
        ]
        if name not in bare and (name in open_fields or _is_open(name, kind)):
            lines.append(f"{name}:   # {comment(kind.fields[name], context, tell)}")
    return "\n".join(lines) + "\n"


def _is_open(name: str, kind: ContentType) -> bool:
    """Whether an entry needs the field, or a moderator signs with it."""
    is_needed = name in kind.requires or kind.fields[name].required == "always"
    return name != "body" and (is_needed or name == SIGNED)


def refused_lines(taken: Taken, tell: Tell) -> Iterator[str]:
    """What was not taken, with the reason: nothing that somebody sent is lost without a word."""
    for label, value, why in taken.refused:
        text = " ".join(plain(value).split())
        shown = text if len(text) <= KEPT else f"{text[:KEPT]}… ({len(text)})"
        yield f"{label}: {shown}   <- {tell(why)}"
