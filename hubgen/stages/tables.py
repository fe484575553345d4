"""Spreadsheet rows as nodes: header cells become field names, cells with dots become maps and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from difflib import get_close_matches
from functools import cache

from hubgen.formats.tables.csv_table import Row, Table
from hubgen.locale.formatting import fold, slugify
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.problems import Fix, Location, Message, Problem, problem, say
from hubgen.types.base import ContentType
from hubgen.types.field_words import spellings

EXTRA = "extra"
_SPEAK_ALONE: MappingType[str, str] = {"email": "", "phone": "", "whatsapp": "", "hours": "start"}
"""Inner fields that people name without the field around them: "correo" for `contacto.correo`; and the field that a
type must not have for that: the "horario" of an event is rather when it begins."""


@frozen
class Column:
    """What a header cell means: a field, its inner fields or list numbers, a language."""

    path: tuple[str, ...]
    language: str
    splits: bool
    """Whether a cell holds a list, separated by `;`."""

    @property
    def key(self) -> str:
        return self.path[-1] + (f"@{self.language}" if self.language else "")


Key = tuple[tuple[str, ...], str]
Columns = MappingType[Key, str]
"""(path, language) of the columns that a table has, with their header cells."""


def rows_as_nodes(
    table: Table, kind: ContentType, language: str = ""
) -> tuple[list[tuple[Mapping, Row]], list[Problem]]:
    """Each row as a node with field names for keys; problems of the header are told once.

    Args:
        language: of the labels that a problem lists; without it, it lists names.
    """
    columns, problems = _columns(table.header, kind, language)
    return [(_row_node(row, columns), row) for row in table.rows], problems


def fields_of(header: tuple[Scalar, ...], kind: ContentType) -> tuple[str, ...]:
    """The field that each header cell means; empty where it means none."""
    return tuple(column.path[0] if column else "" for column in _columns(header, kind)[0])


def _columns(
    header: tuple[Scalar, ...], kind: ContentType, language: str = ""
) -> tuple[list[Column | None], list[Problem]]:
    columns: list[Column | None] = []
    problems: list[Problem] = []
    seen: dict[Key, str] = {}
    for cell, column in _understood(header, kind, language, problems):
        if column is not None:
            clash = _clash(column, seen)
            if clash is not None:
                problems.append(
                    problem(
                        "bad-syntax",
                        cell.where,
                        say('the columns "{a}" and "{b}" mean the same field', a=clash, b=cell.text),
                    )
                )
                column = None
            else:
                seen[column.path, column.language] = cell.text
        columns.append(column)
    return columns, problems


def _understood(
    header: tuple[Scalar, ...], kind: ContentType, language: str, problems: list[Problem]
) -> Iterator[tuple[Scalar, Column | None]]:
    """Each header cell with what it means; a misspelt one is told, and its rows are read as what it was to be."""
    columns = [_column(cell, kind) for cell in header]
    taken = {(column.path, column.language): "" for column in columns if column}
    for cell, column in zip(header, columns, strict=True):
        if column is None and cell.text.strip():
            near = nearest_column(cell.text, kind, taken)
            problems.append(_unknown(cell, kind, _open_fields(kind, taken, language), near))
            column = _renamed(cell.text, near, kind) if near else None
            if column:
                taken[column.path, column.language] = cell.text
        yield cell, column


def _renamed(text: str, name: str, kind: ContentType) -> Column | None:
    """What the header cell means under another name, in the language that it had."""
    _, at, language = text.partition("@")
    return _column(Scalar(name + at + language, Location("")), kind)


def _clash(column: Column, seen: Columns) -> str | None:
    for (path, language), text in seen.items():
        same = path == column.path and language == column.language
        shorter, longer = sorted((path, column.path), key=len)
        nested = len(shorter) < len(longer) and longer[: len(shorter)] == shorter and language == column.language
        if same or nested:
            return text
    return None


def _column(cell: Scalar, kind: ContentType) -> Column | None:
    text, _, language = cell.text.strip().partition("@")
    first, *rest = text.split(".")
    if fold(first) == EXTRA and EXTRA in kind.fields and len(rest) == 1:
        return Column((EXTRA, rest[0]), "", False)
    field = named(first, kind.fields)
    if field is None:
        return None
    path: list[str] = [field.name]
    inner = {one.name: one for one in kind.inner_fields(field)}
    is_list = field.type.is_list
    if rest and is_list and re.fullmatch(r"[1-9]\d?", rest[0]):
        path.append(rest.pop(0))
    if rest:
        last = named(rest[0], inner) if len(rest) == 1 else None
        if last is None or (is_list and len(path) == 1):
            return None
        path.append(last.name)
        field = last
    return Column(tuple(path), language.strip().lower(), field.type.is_list and not field.type.map_name)


def named(text: str, fields: MappingType[str, Field]) -> Field | None:
    """The field that a header word names: its name, or its label in any shipped language."""
    return by_words(fields.values()).get(fold(text))


def by_words(fields: Iterable[Field]) -> dict[str, Field]:
    """Folded names and labels of fields -> the first field that has each.

    A name comes before a label: `data` is a field of a dataset, and the date in Portuguese.
    """
    known = tuple(fields)
    found: dict[str, Field] = {}
    for field in known:
        found.setdefault(_folded(field.name), field)
    for field in known:
        for label in field.labels:
            found.setdefault(_folded(label), field)
    return found


_folded = cache(fold)
"""Of the names and labels of fields alone, which are few."""


def _unknown(cell: Scalar, kind: ContentType, names: list[str], near: str | None) -> Problem:
    name = cell.text.strip().partition("@")[0]
    return problem(
        "unknown-field",
        cell.where.at(name),
        say('unknown column "{field}"', field=cell.text.strip()),
        expected=say("the name or label of a field: {names}", names=", ".join(names)),
        mend=say("write {field}", field=near) if near else _own_or_none(name, kind),
        fix=Fix(name, near) if near and near.count(".") == name.count(".") else None,
    )


def _own_or_none(name: str, kind: ContentType) -> Message:
    """What to do with a column that is near to no field."""
    if EXTRA not in kind.fields:
        return say("remove the column {field}", field=name)
    return say("write extra.{name} if it is your own, or remove the column", name=slugify(name) or "name")


def _open_fields(kind: ContentType, taken: Columns, language: str) -> list[str]:
    """The fields that have no column yet: those that every row needs, those of the type, then the shared ones."""
    has_column = {path[0] for path, _ in taken}
    needed = [name for name, field in kind.fields.items() if field.required == "always" or name in kind.requires]
    order = dict.fromkeys((*needed, *(field.name for field in kind.own), *kind.fields))
    return [kind.fields[name].label(language) if language else name for name in order if name not in has_column]


def nearest_column(text: str, kind: ContentType, taken: Columns) -> str | None:
    """The header cell nearest to what was written, in the words of its language, among those not yet there."""
    name = text.partition("@")[0].strip()
    known: dict[str, str] = {}
    for spelling, header in _headers(kind, name):
        column = _renamed(text, header, kind)
        if column and _clash(column, taken) is None:
            known.setdefault(fold(spelling), header)
    near = get_close_matches(fold(name), known, n=1, cutoff=0.7)
    return known[near[0]] if near else None


def spoken_alone(word: str, kind: ContentType) -> str | None:
    """The header cell that people mean by the name of an inner field alone: `contacto.teléfono` by "Teléfono"."""
    headers = _headers(kind, word) if "." not in word else ()
    return next((header for spelling, header in headers if "." in header and fold(spelling) == fold(word)), None)


def _headers(kind: ContentType, name: str) -> Iterator[tuple[str, str]]:
    """Ways to write a header cell of the type, and the cell: inner fields for a name with a dot, and by themselves."""
    number = next(iter(re.findall(r"\.([1-9]\d?)\b", name)), "1")
    if "." not in name:
        yield from ((spelling, header) for spelling, _, header in spellings(kind.fields.values()))
    for field in kind.fields.values():
        outers = (field.name, *field.labels)
        for inner in kind.inner_fields(field):
            for outer, own in zip(outers, (inner.name, *inner.labels), strict=False):
                header = ".".join((outer, *([number] if field.type.is_list else []), own))
                if "." in name:
                    yield header, header
                elif inner.name in _SPEAK_ALONE and _SPEAK_ALONE[inner.name] not in kind.fields:
                    yield own, header


def _row_node(row: Row, columns: list[Column | None]) -> Mapping:
    where = Location(row.cells[0].where.file if row.cells else "", row.line, 0, "", row.number)
    tree: dict[str, object] = {}
    for cell, column in zip(row.cells, columns, strict=False):
        if column is None or not cell.text.strip():
            continue
        branch = tree
        for part in column.path[:-1]:
            branch = branch.setdefault(part, {})  # type: ignore[assignment]
        branch[column.key] = (cell, column)
    return _as_mapping(tree, where)


def _as_mapping(tree: dict[str, object], where: Location) -> Mapping:
    pairs = []
    for key, value in tree.items():
        node = _as_node(value, where)
        pairs.append((Scalar(key, node.where), node))
    return Mapping(tuple(pairs), where)


def _as_node(value: object, where: Location) -> Node:
    if isinstance(value, tuple):
        cell, column = value
        return _split(cell) if column.splits else cell
    assert isinstance(value, dict)
    if value and all(key.isdigit() for key in value):
        return Sequence(
            tuple(_as_node(value[key], where) for key in sorted(value, key=int)), _first_place(value, where)
        )
    return _as_mapping(value, _first_place(value, where))


def _first_place(tree: dict[str, object], where: Location) -> Location:
    return next((value[0].where for value in tree.values() if isinstance(value, tuple)), where)


def _split(cell: Scalar) -> Sequence:
    return Sequence(tuple(_parts(cell)), cell.where)


def _parts(cell: Scalar) -> Iterator[Scalar]:
    for part in cell.text.split(";"):
        if part.strip():
            yield Scalar(part.strip(), cell.where)
