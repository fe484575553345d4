"""Rules for all types: what every entry must hold, told once the engine has typed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from hubgen.formats.file_names import is_portable_path
from hubgen.model.entry import Localized
from hubgen.problems import Problem, say
from hubgen.types.adding import to_add
from hubgen.types.base import ContentType, Draft
from hubgen.types.rules import in_order

SUMMARY_AIM = 200


def check_entry(kind: ContentType, draft: Draft) -> Iterator[Problem]:
    """Problems of an original: missing fields, reversed dates, long summaries, the type's own rules."""
    for fault in _faults(kind, draft):
        field = kind.fields.get(fault.where.field)
        if fault.rule == "missing-field" and fault.mend is None and field:
            fault = replace(fault, mend=to_add(field, fault.where, is_there=draft.places.has(field.name)))
        yield fault


def _faults(kind: ContentType, draft: Draft) -> Iterator[Problem]:
    yield from _required(kind, draft)
    yield from _dates(draft)
    yield from _summary(draft)
    yield from _image(draft)
    yield from _aliases(draft)
    for rule in kind.rules:
        yield from rule(draft)


def _required(kind: ContentType, draft: Draft) -> Iterator[Problem]:
    waived = kind.waives(draft.data)
    needed = [f for f in kind.fields.values() if f.required == "always" or f.name in kind.requires]
    for field in needed:
        if field.name not in waived and not draft.has(field.name):
            yield draft.fault("missing-field", field.name, say("{field} is missing", field=field.name))


def _dates(draft: Draft) -> Iterator[Problem]:
    yield from in_order("date", "expires")(draft)
    published, updated = draft.get("date"), draft.get("updated")
    if isinstance(updated, Localized) and isinstance(published, date) and updated.original < published:
        yield draft.fault(
            "range-reversed",
            "updated",
            say("updated ({second}) is before date ({first})", second=updated.original, first=published),
            mend=say("exchange or correct the two values"),
        )


def _summary(draft: Draft) -> Iterator[Problem]:
    summary, title = draft.data.text("summary"), draft.data.text("title")
    if not summary:
        return
    if len(summary) > SUMMARY_AIM:
        yield draft.fault(
            "summary-long",
            "summary",
            say("the summary has {count} characters", count=len(summary)),
            expected=say("at most {limit} characters", limit=SUMMARY_AIM),
            mend=say("shorten it by {over} characters", over=len(summary) - SUMMARY_AIM),
        )
    elif summary.strip(".").casefold() == title.strip(".").casefold():
        yield draft.fault(
            "summary-long",
            "summary",
            say("the summary only repeats the title"),
            mend=say("say what it is and for whom"),
        )


def _image(draft: Draft) -> Iterator[Problem]:
    if draft.has("image") and not draft.has("image_alt"):
        yield draft.fault(
            "alt-missing",
            "image",
            say("the image has no image_alt"),
            mend=say("say in image_alt what the picture shows"),
        )


def _aliases(draft: Draft) -> Iterator[Problem]:
    """Each becomes a file, which must lie in the site and be found under that address again."""
    for alias in draft.data.items_of("aliases"):
        path = alias.strip("/")
        if path and not is_portable_path(path):
            plain = unquote(path).partition("?")[0].partition("#")[0]
            yield draft.fault(
                "value-type",
                "aliases",
                say('"{text}" cannot be an old address', text=alias),
                expected=say("an address from the root of the site, such as /guias/precio.html"),
                mend=say("write {a}", a=f"/{plain}") if is_portable_path(plain) else None,
            )
