"""The rules for people on one entry: what was found in its texts, told at the author's own place.

Sentences, links, headings and lists are told while loading. An abbreviation that the entry does not explain may
stand in the glossary, which is another entry: whether it is told, `resolve` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hubgen.lint.reading import explanations_of, read_words
from hubgen.lint.sentences import LIMIT
from hubgen.lint.words import base_language
from hubgen.model.entry import Body, Data, Localized, Places
from hubgen.model.field import Field
from hubgen.model.finding import Finding, Unexplained
from hubgen.model.frozen import frozen
from hubgen.problems import Fix, Location, Problem, problem, say
from hubgen.types.maps import MAPS

MOST = 5
"""Findings of one rule that are told of an entry in one language; a clerk who has mended these sees the next."""

LONG_TEXT = 150
"""Characters from which on a field holds sentences, not a name."""
_NAMES = frozenset({"title", "place"})


@frozen
class ReadBody:
    """A body in one language, and what was found in it."""

    body: Body
    text: str
    findings: tuple[Finding, ...]
    start: Location
    """The first line of the text; of a cell or a value that is no block of lines, its own place."""
    has_lines: bool
    """Whether each line of the text is one of the file."""
    has_columns: bool
    """Whether the text begins at the left edge of its file."""

    def place(self, found: Finding) -> Location:
        if not self.has_lines:
            return self.start
        line = self.start.line + found.line - 1
        return replace(self.start, line=line, column=found.column if self.has_columns else 0)


@frozen
class _Text:
    """The text of a field in one language."""

    language: str
    field: str
    text: str
    is_long: bool


def review(
    fields: Mapping[str, Field], data: Data, places: Places, language: str, bodies: Mapping[str, ReadBody]
) -> tuple[list[Problem], tuple[Unexplained, ...]]:
    """What is hard to read in an entry, and the abbreviations that it does not explain itself.

    Args:
        language: of the original.
    """
    texts = list(_texts(data, fields.values(), ""))
    problems: list[Problem] = []
    unexplained: list[Unexplained] = []
    for lang in dict.fromkeys([*(text.language for text in texts), *bodies]):
        own = [text for text in texts if text.language == lang]
        found = [
            (one, places.of(text.field if lang == language else f"{text.field}@{lang}"), text.field)
            for text in own
            if text.is_long
            for one in read_words(text.text, lang)
        ]
        read = bodies.get(lang)
        found += [(one, read.place(one), "") for one in read.findings] if read else []
        problems += told([_problem(one, where) for one, where, _ in found if one.rule != "abbreviation"])
        names = [(one, where, field) for one, where, field in found if one.rule == "abbreviation"]
        if names:
            unexplained += _unexplained(names, own, read, lang)
    return problems, tuple(unexplained)


def told(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of each rule, and one line that says how many more there are."""
    by_rule: dict[str, list[Problem]] = {}
    for one in problems:
        by_rule.setdefault(one.rule, []).append(one)
    shown: list[Problem] = []
    for found in by_rule.values():
        rest = found[MOST:]
        if len(rest) < 2:
            shown += found
            continue
        more = say("{count} more of the same kind in this entry", count=len(rest))
        shown += [*found[:MOST], replace(rest[0], message=more, expected=None, fix=None)]
    return shown


def abbreviation_problem(one: Unexplained) -> Problem:
    return problem(
        "abbreviation",
        one.where,
        say('nothing explains "{abbreviation}"', abbreviation=one.text),
        expected=say("the words it stands for, once in the entry or in the glossary"),
        mend=say("the first time, write the words and then ({abbreviation})", abbreviation=one.text),
    )


def _texts(data: Data, fields: Iterable[Field], prefix: str) -> Iterator[_Text]:
    """Every text of the fields, in every language that it has."""
    table = {field.name: field for field in fields}
    for name, value in data:
        field = table.get(name)
        if field is None or name == "body":
            continue
        path = prefix + name
        if isinstance(value, Localized):
            yield from _localized(value, field, path)
        elif isinstance(value, Data) and (inner := field.type.map_name):
            yield from _texts(value, MAPS[inner], path + ".")
        elif isinstance(value, tuple) and isinstance(value[0], Data) and (inner := field.type.map_name):
            for number, row in enumerate(value, 1):
                yield from _texts(row, MAPS[inner], f"{path}.{number}.")


def _localized(value: Localized[object], field: Field, path: str) -> Iterator[_Text]:
    kind = field.type.items or field.type
    if kind.kind != "text":
        return
    is_long = kind.limit >= LONG_TEXT and field.name not in _NAMES
    for language, texts in value.values:
        for one in texts if isinstance(texts, tuple) else (texts,):
            if isinstance(one, str):
                yield _Text(language, path, one, is_long)


def _unexplained(
    found: list[tuple[Finding, Location, str]], texts: list[_Text], read: ReadBody | None, language: str
) -> Iterator[Unexplained]:
    """Those abbreviations that no other text of the entry explains, each at its first place."""
    if not base_language(language):
        return
    fields = explanations_of("\n".join(text.text for text in texts), language)
    body = explanations_of(read.text, language, is_markdown=True) if read and any(f for _, _, f in found) else None
    seen = set()
    for one, where, field in found:
        if one.quote in seen:
            continue
        seen.add(one.quote)
        if not fields.explain(one.quote) and not (field and body and body.explain(one.quote)):
            yield Unexplained(one.quote, language, where)


def _problem(found: Finding, where: Location) -> Problem:
    match found.rule:
        case "long-sentence":
            return _long_sentence(found, where)
        case "link-text":
            return _link_text(found, where)
        case "heading-order":
            return _heading_order(found, where)
    return problem(
        "list-under-paragraph",
        where,
        say("a list directly under a paragraph: its items run on in one line"),
        mend=say("leave an empty line above the list"),
        fix=Fix(found.quote, "\n" + found.quote) if where.column else None,  # only in Markdown files
    )


def _long_sentence(found: Finding, where: Location) -> Problem:
    return problem(
        "long-sentence",
        where,
        say('a sentence of {count} words: "{start} …"', count=found.number, start=found.quote),
        expected=say("at most {limit} words", limit=LIMIT),
        mend=say("make two sentences of it, or a list"),
    )


def _link_text(found: Finding, where: Location) -> Problem:
    if found.number:
        message = say('the address "{address}" stands in place of words', address=found.quote)
    elif found.quote:
        message = say('the words of the link say nothing of where it leads: "{text}"', text=found.quote)
    else:
        message = say("the link has no words")
    return problem("link-text", where, message, mend=say("write what the reader finds there: [words](address)"))


def _heading_order(found: Finding, where: Location) -> Problem:
    if found.number == 1:
        message = say(
            '"{heading}" is a heading of the first level, which the title of the page has', heading=found.quote
        )
    else:
        message = say('the heading "{heading}" skips a level', heading=found.quote)
    marks = "#" * max(2, found.number)
    return problem("heading-order", where, message, mend=say("begin it with {marks}", marks=marks))
