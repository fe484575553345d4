"""A field that every row of a table needs and that has no column: told once, at the header, not for each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from hubgen.locale.formatting import fold
from hubgen.model.field import LABEL_LANGUAGES, Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Scalar
from hubgen.problems import Message, Problem, say
from hubgen.stages.tables import fields_of
from hubgen.types.base import ContentType

LEAST_ROWS = 2
"""Of a single row, the row itself is as good a place."""
_NAMES = ("field", "first", "second")
"""Values of messages that are names of fields."""
NEAR = 0.5
"""Lower than for a column that is read as what it was to be: here a person decides."""


@frozen
class Head:
    """What the header of a table says of its entries."""

    kind: ContentType
    cells: tuple[Scalar, ...]
    fields: tuple[str, ...]
    """What each cell means: the name of a field, or empty where it means none."""
    rows: int
    """Those that hold an entry."""


def head_of(header: tuple[Scalar, ...], kind: ContentType, rows: int) -> Head:
    return Head(kind, header, fields_of(header, kind), rows)


def told_once(problems: Iterable[Problem], heads: Mapping[str, Head]) -> Iterator[Problem]:
    """The problems, those that all rows of a table share for want of a column as one.

    Args:
        heads: of the tables, by file.
    """
    alike: dict[tuple[str, Message], list[Problem]] = {}
    for one in problems:
        head = heads.get(one.where.file)
        if head and _lacks_column(one, head):
            alike.setdefault((one.where.file, one.message), []).append(one)
        else:
            yield one
    for (file, _), group in alike.items():
        yield from [_at_header(group[0], heads[file])] if len(group) == heads[file].rows else group


def in_its_words(problems: Iterable[Problem], heads: Mapping[str, Head]) -> Iterator[Problem]:
    """The problems; a field that a row lacks is called what the header of its table would call it."""
    for one in problems:
        head = heads.get(one.where.file)
        language = _language(head) if head and one.rule == "missing-field" and one.where.row else ""
        yield _renamed(one, head.kind, language) if head and language else one


def _language(head: Head) -> str:
    """In which language most cells of the header are; empty where they are names of fields, or as many of both."""
    votes: Counter[str] = Counter()
    for cell, name in zip(head.cells, head.fields, strict=True):
        said = fold(cell.text.partition(".")[0])
        if name and said != fold(name):
            votes.update(
                code for code, label in zip(LABEL_LANGUAGES, head.kind.fields[name].labels, strict=False)
                if fold(label) == said
            )  # fmt: skip
        votes[""] += bool(name and said == fold(name))
    return max(("", *LABEL_LANGUAGES), key=lambda code: votes[code])


def _renamed(one: Problem, kind: ContentType, language: str) -> Problem:
    def told(message: Message | None) -> Message | None:
        if message is None:
            return None
        return replace(
            message,
            values=tuple(
                (key, _label(value, kind, language) if key in _NAMES else value) for key, value in message.values
            ),
        )

    message = told(one.message)
    assert message
    return replace(one, message=message, mend=told(one.mend))


def _label(path: str, kind: ContentType, language: str) -> str:
    """The header cell for a field, or for what is inside of one; what is none stays."""
    first, _, rest = path.partition(".")
    field = kind.fields.get(first)
    if field is None:
        return path
    inner = {one.name: one for one in kind.inner_fields(field)}
    parts = (inner[part].label(language) if part in inner else part for part in filter(None, rest.split(".")))
    return ".".join((field.label(language), *parts))


def _lacks_column(one: Problem, head: Head) -> bool:
    name = one.where.field
    is_lacking = one.rule == "missing-field" and name in head.kind.fields and name not in head.fields
    return is_lacking and head.rows >= LEAST_ROWS


def _at_header(one: Problem, head: Head) -> Problem:
    near = _nearest(head.kind.fields[one.where.field], head)
    return replace(
        one,
        where=replace(head.cells[0].where, column=0, field=one.where.field),
        expected=say("a column for it; there are: {names}", names=", ".join(cell.text for cell in head.cells)),
        mend=say('rename the column "{near}" to {field}, or add one', near=near, field=one.where.field)
        if near
        else one.mend,
    )


def _nearest(field: Field, head: Head) -> str | None:
    """The header cell without a meaning that is nearest to the name of the field, or to a label of it."""
    free = {fold(cell.text): cell.text for cell, name in zip(head.cells, head.fields, strict=True) if not name}
    names = (fold(text) for text in (field.name, *field.labels))
    near = (one for name in names for one in get_close_matches(name, free, n=1, cutoff=NEAR))
    return next((free[one] for one in near), None)
