"""Diagnostic: questions by which a firm finds out where it stands. Its answers never leave the reader's device.

Three modes: `score` adds points up, by areas with weights; `tree` leads from question to question to an outcome;
`checklist` shows the actions that fit the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from hubgen.diagnosis.scale import MOST_OF_ALL, most_points, scale_of
from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.problems import Message, Problem, say
from hubgen.types.base import ContentType, Draft
from hubgen.types.diagnostic_tree import tree_rules
from hubgen.types.rules import needs_when

BY_MODE: Mapping[str, tuple[str, ...]] = {
    "score": ("areas", "questions", "bands"),
    "tree": ("start", "nodes"),
    "checklist": ("questions", "actions"),
}
"""The fields that a mode needs; it takes none of those of another."""
POINTERS: Mapping[str, str] = {"score": "points", "checklist": "criterion"}
"""What each option of a question holds, by mode."""


def mode_is(*modes: str) -> Callable[[Data], bool]:
    return lambda data: data.get("mode") in modes


def _no_other_mode(draft: Draft) -> Iterator[Problem]:
    """A field of another mode would be read and shown nowhere."""
    mode = draft.get("mode")
    if not isinstance(mode, str):
        return
    for field in dict.fromkeys(name for names in BY_MODE.values() for name in names):
        if field not in BY_MODE[mode] and draft.has(field):
            yield draft.fault(
                "value-type",
                field,
                say("{field} has no place in the mode {mode}", field=field, mode=mode),
                expected=say("in this mode: {names}", names=", ".join(BY_MODE[mode])),
                mend=say("remove {field}, or write another mode", field=field),
            )


def _unique_ids(draft: Draft) -> Iterator[Problem]:
    for field in ("areas", "questions", "nodes", "actions"):
        seen: set[object] = set()
        for number, row in enumerate(draft.data.items_of(field), 1):
            name = row.get("id")
            if name in seen:
                yield draft.fault(
                    "duplicate-address",
                    f"{field}.{number}.id",
                    say('the id "{id}" is taken by another item of {field}', id=name, field=field),
                    mend=say("give one of them another id"),
                )
            seen.add(name)


def _options_point(draft: Draft) -> Iterator[Problem]:
    """Each option of a question has points, or a criterion."""
    pointer = POINTERS.get(str(draft.get("mode")), "")
    for number, question in enumerate(draft.data.items_of("questions") if pointer else (), 1):
        for place, option in enumerate(question.items_of("options"), 1):
            path, text = f"questions.{number}.options.{place}", option.text("text")
            if pointer not in option and f"{path}.{pointer}" not in draft.faulty:
                yield draft.fault(
                    "missing-field",
                    path,
                    say('the option "{text}" leads nowhere: it has no {field}', text=text, field=pointer),
                    mend=say("add {field}: …", field=pointer),
                )


# -- score ---------------------------------------------------------------------------------


def _areas(draft: Draft) -> Iterator[Problem]:
    """Each question belongs to an area, and each area can be won points in."""
    if draft.get("mode") != "score" or not (draft.data.items_of("areas") and draft.data.items_of("questions")):
        return
    areas = {str(area.get("id")): number for number, area in enumerate(draft.data.items_of("areas"), 1)}
    most = dict.fromkeys(areas, Decimal(0))
    homeless = False
    for number, question in enumerate(draft.data.items_of("questions"), 1):
        area, path = question.get("area"), f"questions.{number}.area"
        if area in areas:
            most[str(area)] += most_points(question)
            continue
        homeless = True
        if area is None and path not in draft.faulty:
            yield draft.fault(
                "missing-field",
                f"questions.{number}",
                say("{field} is missing", field=path),
                mend=say("add area: {name}", name=next(iter(areas))),
            )
        elif area is not None:
            yield draft.fault(
                "broken-reference",
                path,
                say('there is no area "{name}"', name=area),
                expected=say("one of: {labels}", labels=", ".join(areas)),
                mend=nearest(str(area), areas),
            )
    for name, number in areas.items():
        if not most[name] and not homeless and not _any_faulty(draft, "questions"):
            yield draft.fault(
                "value-type",
                f"areas.{number}.id",
                say('no question gives points in the area "{name}"', name=name),
                mend=say("write area: {name} into a question with points, or remove the area", name=name),
            )


def _weights(draft: Draft) -> Iterator[Problem]:
    for number, area in enumerate(draft.data.items_of("areas"), 1):
        if area.get("weight") == 0:
            yield draft.fault(
                "value-type",
                f"areas.{number}.weight",
                say("an area of weight 0 counts for nothing"),
                expected=say("a number above 0"),
                mend=say("give it a weight, or remove the area with its questions"),
            )


def _adds_up(draft: Draft) -> Iterator[Problem]:
    """The whole points of all areas stay within what the page can count."""
    if draft.get("mode") != "score" or _any_faulty(draft, "questions") or _any_faulty(draft, "areas"):
        return
    if (most := scale_of(draft.data).most) > MOST_OF_ALL:
        sums: dict[str, Decimal] = {}
        for question in draft.data.items_of("questions"):
            area = str(question.get("area"))
            sums[area] = sums.get(area, Decimal(0)) + most_points(question)
        yield draft.fault(
            "value-type",
            "questions",
            say("the points of the areas have so little in common that the whole would have {count}", count=most),
            expected=say("at most {limit}", limit=MOST_OF_ALL),
            mend=say(
                "let each area give as many points at most, such as 10 or 20; now it is {numbers}",
                numbers=", ".join(f"{area} {points}" for area, points in sums.items()),
            ),
        )


def _bands(draft: Draft) -> Iterator[Problem]:
    """From 0 to 100 without gap or overlap: a band reaches up to where the next one begins."""
    bands = [
        (start, number)
        for number, band in enumerate(draft.data.items_of("bands"), 1)
        if isinstance(start := band.get("from"), Decimal)
    ]
    if not bands or _any_faulty(draft, "bands", "from"):
        return
    lowest, number = min(bands)
    if lowest != 0:
        yield draft.fault(
            "value-type",
            f"bands.{number}.from",
            say("the bands leave a gap: none holds 0 to {limit} percent", limit=lowest),
            expected=say("bands from 0 to 100 percent; each reaches up to where the next one begins"),
            mend=say("write from: 0 in the lowest band"),
        )
    seen: dict[object, int] = {}
    for start, number in bands:
        if start in seen:
            yield draft.fault(
                "value-type",
                f"bands.{number}.from",
                say("two bands overlap: both begin at {limit} percent", limit=start),
                expected=say("bands from 0 to 100 percent; each reaches up to where the next one begins"),
                mend=say("write another number in one of them, or join them"),
            )
        seen.setdefault(start, number)


# -- checklist -----------------------------------------------------------------------------


def _conditions(draft: Draft) -> Iterator[Problem]:
    """The conditions of actions speak of criteria that an option gives."""
    if draft.get("mode") != "checklist" or not draft.data.items_of("questions"):
        return
    options = (option for question in draft.data.items_of("questions") for option in question.items_of("options"))
    known = dict.fromkeys(str(option.get("criterion")) for option in options if "criterion" in option)
    for number, action in enumerate(draft.data.items_of("actions"), 1):
        when = action.get("when")
        if isinstance(when, Data):
            yield from _criteria(draft, when, f"actions.{number}.when", known)


def _criteria(draft: Draft, when: Data, path: str, known: Mapping[str, None]) -> Iterator[Problem]:
    if "all_of" in when and "any_of" in when:
        yield draft.fault(
            "value-type",
            f"{path}.any_of",
            say("all_of and any_of exclude each other"),
            mend=say("put one of them inside the other: any_of: [a, {{all_of: [b, c]}}]"),
        )
    for name in ("all_of", "any_of"):
        for number, one in enumerate(when.items_of(name), 1):
            if isinstance(one, Data):
                yield from _criteria(draft, one, f"{path}.{name}.{number}", known)
            elif one not in known:
                yield draft.fault(
                    "broken-reference",
                    f"{path}.{name}",
                    say('no option gives the criterion "{name}"', name=one),
                    expected=say("one of: {labels}", labels=", ".join(known)),
                    mend=nearest(one, known),
                )


def nearest(name: str, known: Mapping[str, object]) -> Message | None:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return say('"{near}"?', near=near[0]) if near else None


def _any_faulty(draft: Draft, field: str, inner: str = "") -> bool:
    """Whether something in a list could not be read, so that it may hold what seems to be missing."""
    return any(name.startswith(f"{field}.") and name.endswith(inner) for name in draft.faulty)


def _leads_somewhere(draft: Draft) -> Iterator[Problem]:
    if draft.get("mode") == "tree":
        yield from tree_rules(draft)


DIAGNOSTIC = ContentType(
    name="diagnostic",
    folder="diagnostics",
    slugs={"es": "diagnosticos", "en": "diagnostics", "pt": "diagnosticos"},
    forms=("yaml",),
    requires=("title", "summary", "topics"),
    schema_type=lambda data: "Quiz",
    facets=("topics", "stages"),
    meta=("minutes",),
    structure=("areas", "questions", "bands", "start", "nodes", "actions"),
    form=lambda data: str(data.get("mode", "score")),
    feeds="shared",
    by_mode=BY_MODE,
    rules=(
        needs_when("areas", mode_is("score"), say("a score needs areas")),
        needs_when("questions", mode_is("score", "checklist"), say("a score or a checklist needs questions")),
        needs_when("bands", mode_is("score"), say("a score needs bands, which say what the sum means")),
        needs_when("start", mode_is("tree"), say("a tree needs start: the id of its first node")),
        needs_when("nodes", mode_is("tree"), say("a tree needs nodes: questions and outcomes")),
        needs_when("actions", mode_is("checklist"), say("a checklist needs actions")),
        _no_other_mode,
        _unique_ids,
        _options_point,
        _areas,
        _weights,
        _adds_up,
        _bands,
        _leads_somewhere,
        _conditions,
    ),
    own=(
        Field("mode", "enum(diag_mode)", "always"),
        Field("minutes", "int", "always", note="time to answer"),
        Field("areas", "list[map(area)]", "conditional", note="in the mode score"),
        Field("questions", "list[map(question)]", "conditional", note="in the modes score and checklist"),
        Field(
            "bands",
            "list[map(band)]",
            "conditional",
            note="in the mode score; they cover 0 to 100 percent without gap or overlap",
        ),
        Field("start", "slug", "conditional", note="in the mode tree: id of the first node"),
        Field(
            "nodes", "list[map(node)]", "conditional", note="in the mode tree; all within reach, no circle, at most 200"
        ),
        Field("actions", "list[map(action)]", "conditional", note="in the mode checklist"),
    ),
)
