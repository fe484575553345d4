"""A new entry as text: every field that its type needs, filled in as far as it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from hubgen.drafts.given import NOTHING, scalar
from hubgen.drafts.hints import EXAMPLES, Tell, comment
from hubgen.formats.yaml_writer import node_lines
from hubgen.locale.formatting import fold, slugify
from hubgen.model.context import ValueContext
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Node, Scalar, Sequence, is_empty
from hubgen.problems import ContentProblems, Location, problem, say
from hubgen.types.base import ContentType
from hubgen.types.maps import MAPS

OFTEN: Mapping[str, tuple[str, ...]] = {
    "guide": ("countries", "source"),
    "news": ("source", "author", "countries"),
    "organization": ("sectors", "topics"),
    "standard": ("products", "sectors"),
    "event": ("countries", "end", "price"),
    "document": ("countries",),
    "market": ("products", "facts", "channels", "payment", "logistics", "treaties", "tariff_url", "standards"),
    "chain": ("lead", "products", "institutions"),
    "term": ("abbr", "synonyms", "topics"),
    "question": ("asked", "answer_ref"),
    "dataset": ("countries", "frequency", "chart"),
    "notice": ("regions", "sectors", "reference", "method", "value_max", "contact", "received"),
    "thread": ("terms", "members", "updated"),
    "partner": ("feed", "pull", "license", "countries", "topics", "since", "order"),
    "advisor": ("organization", "languages", "countries", "reply_days", "free", "verified"),
}
"""Fields beyond the obligatory ones that most entries need, or that a rule asks for."""


@frozen(slots=False)
class Draft:
    """A file to write: its path in the hub, its text, and the obligatory fields that it leaves empty."""

    path: str
    text: str
    to_fill: tuple[str, ...]
    is_draft: bool


@frozen(slots=False)
class Wishes:
    """What a person has said about a new entry."""

    title: str = ""
    slug: str = ""
    language: str = ""
    """Empty for the hub's main language."""
    given: MappingNode = NOTHING
    """Fields that were set, or taken from another entry."""
    body: str = ""


def make_draft(
    kind: ContentType,
    wishes: Wishes,
    context: ValueContext,
    *,
    day: date,
    country: str,
    tell: Tell,
    topics: tuple[str, ...] = (),
) -> Draft:
    """A new entry of the type, in the form that is usual for it.

    Raises:
        ContentProblems: there is neither a slug nor a title to make one from.
    """
    given = {key.text: value for key, value in wishes.given}
    title = wishes.title or _text_of(given, "title")
    slug = wishes.slug or _text_of(given, "slug") or file_slug(title)
    if not slug:
        raise ContentProblems(
            problem(
                "missing-field",
                Location("", field="slug"),
                say("the title has no letters for an address"),
                mend=say("add --slug short-name"),
            )
        )
    is_markdown = kind.forms[0] == "md"
    body = wishes.body or (_text_of(given, "body", keep_lines=True) if is_markdown else "")
    filled = _filled(kind, wishes, given, title, day, country)
    if is_markdown:
        filled.pop("body", None)
    elif body:
        filled["body"] = scalar(body)
    lines: list[str] = []
    to_fill: list[str] = []
    for field in _fields_of_draft(kind, filled, is_markdown):
        lines += _draft_field(kind, field, filled, to_fill, context, tell, topics)
    lines += [line for name, value in filled.items() if "@" in name for line in node_lines(name, value)]
    text = "\n".join(lines) + "\n"
    if is_markdown:
        text = f"---\n{text}---\n{body.strip() or _headings(kind, wishes.language or context.main_language, context)}\n"
    name = f"{slug}/{kind.folder_file}" if kind.folder_file else f"{slug}{'.md' if is_markdown else '.yaml'}"
    path = f"content/{kind.folder}/{name}"
    return Draft(path, text, tuple(to_fill), fold(_text_of(filled, "draft")) in ("true", "yes", "si", "sim"))


def file_slug(title: str) -> str:
    """The title as a file's name; a name that Windows keeps for a device gets `x-` in front."""
    slug = slugify(title)
    return f"x-{slug}" if re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)[0-9]", slug) else slug


def _text_of(given: Mapping[str, Node], name: str, *, keep_lines: bool = False) -> str:
    node = given.get(name)
    if not isinstance(node, Scalar):
        return ""
    return node.text.strip() if keep_lines else " ".join(node.text.split())


def _filled(
    kind: ContentType, wishes: Wishes, given: Mapping[str, Node], title: str, day: date, country: str
) -> dict[str, Node]:
    filled: dict[str, Node] = {name: node for name, node in given.items() if not is_empty(node)}
    if title:
        filled["title"] = scalar(title)
    if wishes.language:
        filled["language"] = scalar(wishes.language)
    if "countries" in kind.requires:
        filled.setdefault("countries", Sequence((scalar(country),), Location("")))
    filled.setdefault("date", scalar(day.isoformat()))
    filled.setdefault("draft", scalar("true"))
    return filled


def _fields_of_draft(kind: ContentType, filled: Mapping[str, Node], is_markdown: bool) -> Iterator[Field]:
    """Title and summary, the type's own obligatory fields, then all others that are wanted; dates last."""
    last = ("date", "verified", "body", "draft")
    wanted = {"title", "summary", "date", "draft", *kind.requires, *OFTEN.get(kind.name, ()), *filled}
    wanted |= {field.name for field in kind.own if field.required in ("always", "conditional")}
    if not is_markdown:
        wanted.add("body")
    taken = kind.by_mode.get(_text_of(filled, "mode"))
    if taken is not None:
        wanted -= {name for names in kind.by_mode.values() for name in names} - {*taken, *filled}
    first = [field for field in kind.fields.values() if field.name in ("title", "summary")]
    own = [field for field in kind.own if field.required == "always"]
    ordered = dict.fromkeys((*first, *own, *kind.fields.values()))
    yield from (field for field in ordered if field.name in wanted and field.name not in last)
    yield from (kind.fields[name] for name in last if name in wanted)


def _draft_field(
    kind: ContentType, field: Field, filled: Mapping[str, Node], to_fill: list[str], context: ValueContext, tell: Tell,
    topics: tuple[str, ...],
) -> list[str]:  # fmt: skip
    if field.name in filled:
        return node_lines(field.name, filled[field.name])
    if field.required == "always" or field.name in kind.requires:
        to_fill.append(field.name)
    if field.type.map_name == "contact":
        inner = (one for one in MAPS["contact"] if one.name in ("email", "phone", "whatsapp", "url"))
        return [f"{field.name}:", *(f"  {one.name}:   # {comment(one, context, tell)}" for one in inner)]
    line = f"{field.name}:   # {comment(field, context, tell, topics)}"
    example = EXAMPLES.get(field.type.map_name)
    mark = "- " if field.type.is_list else ""
    return [line, f"#  {mark}{example}"] if example else [line]


def _headings(kind: ContentType, language: str, context: ValueContext) -> str:
    if not kind.headings:
        return ""
    return "\n\n".join(f"## {term.label(language)[0]}" for term in context.vocabularies[kind.headings].terms)
