"""How a missing field is added: a line of Markdown and YAML, a column of a spreadsheet; with a value that it takes."""

from __future__ import annotations

from hubgen.model.field import Field, ValueType
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import Location, Message, say
from hubgen.types.maps import MAPS

SAMPLES = {
    "date": "2026-11-30",
    "datetime": "2026-11-30T16:00",
    "url": "https://…",
    "email": "info@example.org",
    "number": "1500",
    "int": "2026",
    "percent": "12.5",
    "bool": "yes",
    "country": "HN",
    "sector": "10",
    "hs": "0901",
    "currency": "USD",
    "lang": "es",
    "days": "180d",
    "months": "60m",
}
"""By kind of value; words and names have none that would help."""
UNKNOWN = "…"


FORMS = {
    "date": "YYYY-MM-DD",
    "datetime": "YYYY-MM-DDTHH:MM",
    "url": "https://…",
}
"""By kind of value: what a line shows of its form, which nobody could take for the value."""


def to_add(field: Field, where: Location, *, is_there: bool = False) -> Message:
    """The mend of a missing field at the place of its entry; `is_there`: its name is, and has no value."""
    if field.name == "verified":
        return _to_verify(where)
    choices = _choices(field.type)
    if not where.row:
        return _to_fill(field, choices) if is_there else _to_write(field, choices)
    column, sample = _column(field)
    if choices:
        return say("fill in the column {field}, or add it; one of: {names}", field=column, names=choices)
    if not sample:
        return say("fill in the column {field}, or add it", field=column)
    return say("fill in the column {field}, or add it; such as {sample}", field=column, sample=sample)


def _to_verify(where: Location) -> Message:
    if where.row:
        return say("fill in the column verified, or add it: the day a person compared it with the source, or never")
    return say("add a line verified: with the day a person compared it with the source, or verified: never")


def _to_write(field: Field, choices: str) -> Message:
    if choices:
        return say("add a line {field}: with one of: {names}", field=field.name, names=choices)
    return say("add a line {field}: {sample}", field=field.name, sample=_line_sample(field.type))


def _to_fill(field: Field, choices: str) -> Message:
    """Of a line that has no value yet: a second one would be another fault."""
    if choices:
        return say("write one of these into the line {field}: {names}", field=field.name, names=choices)
    return say(
        "write its value into the line that is there: {field}: {sample}",
        field=field.name,
        sample=_line_sample(field.type),
    )


def _choices(kind: ValueType) -> str:
    """The values among which a person chooses: of a vocabulary, none of which is more likely than another."""
    inner = kind.items or kind
    return ", ".join(term.id for term in shipped_vocabularies()[inner.argument].terms) if inner.kind == "enum" else ""


def sample_of(kind: ValueType) -> str:
    """A value of the kind; empty where none would help."""
    if kind.items:
        return sample_of(kind.items)
    if kind.kind == "enum":
        return shipped_vocabularies()[kind.argument].terms[0].id
    return next(filter(None, map(sample_of, kind.choices)), SAMPLES.get(kind.kind, ""))


def _line_sample(kind: ValueType) -> str:
    inner = kind.items or kind
    form = next(filter(None, (FORMS.get(one.kind, "") for one in (inner, *inner.choices))), UNKNOWN)
    if form == UNKNOWN and kind.map_name:
        form = f"{{{_inner(kind.map_name).name}: {UNKNOWN}}}"
    return f"[{form}]" if kind.is_list else form


def _column(field: Field) -> tuple[str, str]:
    """The name of the column and a value for it; of a map, the column of its first field."""
    sample, kind = sample_of(field.type), field.type
    if sample or not kind.map_name:
        return field.name, sample
    inner = _inner(kind.map_name)
    return ".".join((field.name, *(["1"] if kind.is_list else []), inner.name)), sample_of(inner.type)


def _inner(map_name: str) -> Field:
    """The field with which a map begins: one that it must have, else one that speaks for itself."""
    fields = MAPS[map_name]
    needed = [field for field in fields if field.required == "always"]
    return next(iter(needed or [field for field in fields if sample_of(field.type)]), fields[0])
