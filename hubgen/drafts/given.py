"""What a new entry is given: fields from the command line, and fields of another entry."""

from __future__ import annotations

from collections.abc import Iterable

from hubgen.formats.tables.csv_table import Row, Table
from hubgen.model.context import ValueContext
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Scalar, is_empty
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say
from hubgen.stages.tables import named, nearest_column, rows_as_nodes
from hubgen.types.base import ContentType
from hubgen.types.engine import read_entry

NOTHING = MappingNode((), Location(""))

PROGRAM_FIELDS = frozenset({"id", "slug", "aliases", "date", "updated", "verified", "translated_from", "draft"})
"""Not taken over from another entry: they belong to that one alone."""


def scalar(text: str) -> Scalar:
    return Scalar(text, Location(""))


def read_settings(pairs: Iterable[str], kind: ContentType, context: ValueContext, language: str) -> MappingNode:
    """The fields of `name=value` arguments, typed and checked; names as in a spreadsheet's header.

    Raises:
        ContentProblems: an argument without `=`, an unknown field (the nearest is named), a value of the wrong type.
    """
    cells: list[tuple[str, str]] = []
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise ContentProblems(_bad_setting(say('"{text}" is not name=value', text=pair)))
        cells.append((name.strip(), _cell_text(name.strip(), value.strip(), kind)))
    header = tuple(scalar(name) for name, _ in cells)
    row = Row(2, 2, tuple(scalar(value) for _, value in cells))
    [(node, _)], faults = rows_as_nodes(Table(header, (row,)), kind)
    if faults:
        one = faults[0]
        if one.rule != "unknown-field":
            raise ContentProblems(one)
        raise ContentProblems(_no_such_field(one.where.field, kind))
    reading = read_entry(node, kind, context, language)
    if reading.problems:
        raise ContentProblems(*reading.problems)
    return node


def _cell_text(name: str, value: str, kind: ContentType) -> str:
    """Lists of codes may also be written with commas; texts keep theirs."""
    field = named(name.partition("@")[0], kind.fields)
    items = field.type.items if field else None
    is_codes = items is not None and items.kind not in ("text", "string", "md", "map")
    return value.strip("[]").replace(",", ";") if is_codes else value


def _no_such_field(name: str, kind: ContentType) -> Problem:
    near = nearest_column(name, kind, {})
    mend = say("write {field}", field=near) if near else None
    return _bad_setting(say('an entry of type {type} has no field "{field}"', type=kind.name, field=name), mend)


def _bad_setting(message: Message, mend: Message | None = None) -> Problem:
    return problem("unknown-field", Location(""), message, mend=mend)


def borrowed(node: MappingNode, kind: ContentType) -> MappingNode:
    """The fields of another entry that a new one of the type may begin with."""
    return MappingNode(
        tuple(
            (key, value)
            for key, value in node
            if (name := key.text.partition("@")[0]) in kind.fields
            and name not in PROGRAM_FIELDS
            and not is_empty(value)
        ),
        node.where,
    )


def joined(first: MappingNode, second: MappingNode) -> MappingNode:
    """Both, the second winning where a field is in both."""
    names = {key.text for key, _ in second}
    return MappingNode((*(pair for pair in first if pair[0].text not in names), *second.pairs), first.where)
