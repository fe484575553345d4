"""A correction that a reader proposes: old and new side by side in a file of `intake/`; the entry stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from hubgen.drafts.hints import Tell
from hubgen.intake.draft import Taken, words_of
from hubgen.intake.letter import Line
from hubgen.model.context import ValueContext
from hubgen.model.entry import Data, Entry, Localized, Ref, Reference
from hubgen.model.field import Field
from hubgen.model.node import Mapping, Scalar
from hubgen.problems import Problem, say
from hubgen.stages.tables import named
from hubgen.types.base import ContentType, Draft
from hubgen.types.checks import check_entry
from hubgen.types.engine import read_entry
from hubgen.types.shared import SHARED

_ID: dict[str, Field] = {field.name: field for field in SHARED if field.name == "id"}


def parted(lines: Iterable[Line]) -> tuple[str, tuple[Line, ...]]:
    """The id that a correction names, and its other lines."""
    every = tuple(lines)
    ids = [line for line in every if named(line.label, _ID)]
    return (ids[0].value.strip() if ids else ""), tuple(line for line in every if line not in ids)


def in_language(lines: Iterable[Line], kind: ContentType, language: str, original: str) -> Iterator[Line]:
    """Texts of a form in another language than the entry's are its translation."""
    for line in lines:
        field = named(line.label.partition(".")[0], kind.fields)
        is_own = language == original or "@" in line.label or "." in line.label
        yield (
            line
            if is_own or field is None or not field.translatable
            else replace(line, label=f"{line.label}@{language}")
        )


def correction_problems(taken: Taken, entry: Entry, kind: ContentType, context: ValueContext) -> Iterator[Problem]:
    """What would be wrong with the entry after the correction, and is not now."""
    after = _merged(entry.data, read_entry(taken.node, kind, context, entry.language).data)
    before = set(check_entry(kind, Draft(entry.data, entry.places, frozenset(), bool(entry.body))))
    for fault in check_entry(kind, Draft(after, entry.places, frozenset(), bool(entry.body))):
        if fault not in before:
            yield replace(fault, where=taken.node.where.at(fault.where.field))


def _merged(old: Data, new: Data) -> Data:
    for name, value in new:
        before = old.get(name)
        if isinstance(value, Data) and isinstance(before, Data):
            value = _merged(before, value)
        elif isinstance(value, Localized) and isinstance(before, Localized):
            kept = dict(before.values) | dict(value.values)
            value = Localized.of(tuple(kept.items()))
        old = old.with_value(name, value)
    return old


def proposal_text(taken: Taken, entry: Entry, notes: Iterable[str], tell: Tell) -> str:
    """The proposal as a person compares it."""
    lines = [*(f"# {' '.join(note.split())}" for note in notes), ""]
    for path, new in _leaves(taken.node, ""):
        name, _, language = path.partition("@")
        old = _old(entry.data, name.split("."), language or entry.language)
        lines += [f"{path}:", f"  {tell(say('now'))}: {old}", f"  {tell(say('new'))}: {' '.join(new.split())}", ""]
    return "\n".join(lines)


def _leaves(node: Mapping, prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in node:
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{key.text}.")
        else:
            text = value.text if isinstance(value, Scalar) else words_of(value)
            yield prefix + key.text, text


def _old(value: object, path: list[str], language: str) -> str:
    for name in path:
        value = value.get(name) if isinstance(value, Data) else None
    return _told(value, language)


def _told(value: object, language: str) -> str:
    """A value as its author would write it in a cell."""
    if isinstance(value, Localized):
        value = value.get(language)
    if value is None:
        return "-"
    if isinstance(value, tuple):
        return "; ".join(_told(one, language) for one in value)
    if isinstance(value, Data):
        return ", ".join(f"{name}: {_told(one, language)}" for name, one in value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Reference):
        return value.text
    return value.id if isinstance(value, Ref) else " ".join(str(value).split())
