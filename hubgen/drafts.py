"""New entries and translations as text, made from the field tables; and how such text is written.

Nothing here asks, prints or writes a file: `cli/add.py` does. Comments in what is made
are told through `tell`, so that they come in the language of messages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from hubgen.formats.csv_table import Row, Table
from hubgen.locale.formatting import fold, slugify
from hubgen.model.context import ValueContext
from hubgen.model.entry import Localized
from hubgen.model.field import Field
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Node, Scalar, Sequence, is_empty
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say
from hubgen.stages.tables import named, rows_as_nodes
from hubgen.types import LATER_FOLDERS, TYPES
from hubgen.types.base import ContentType
from hubgen.types.engine import nearest_field, read_entry, texts_for_digest
from hubgen.types.maps import MAPS

Tell = Callable[[Message], str]

PROGRAM_FIELDS = frozenset({"id", "slug", "aliases", "date", "updated", "verified", "translated_from", "draft"})
"""Not taken over from another entry: they belong to that one alone."""

OFTEN: Mapping[str, tuple[str, ...]] = {
    "guide": ("countries", "source"),
    "news": ("source", "author", "countries"),
    "organization": ("sectors", "topics"),
    "standard": ("products", "sectors"),
    "event": ("countries", "end", "price"),
    "document": ("countries",),
}
"""Fields beyond the obligatory ones that most entries need, or that a rule asks for."""

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "topic": ("tema",),
    "guide": ("guía", "guia"),
    "news": ("noticia", "notícia"),
    "organization": (
        "organizations", "organización", "organizaciones", "organização", "company", "companies", "empresa", "empresas",
    ),
    "financing": ("finance", "funding", "financiación", "apoyo", "apoyos", "apoio"),
    "standard": ("norma", "rule"),
    "event": ("evento",),
    "document": ("documento",),
}  # fmt: skip
"""Words for a type besides its name, its folder and its addresses."""


def find_type(word: str) -> ContentType | None:
    """The content type that a person means: its name or folder, singular or plural, English, Spanish or Portuguese."""
    return _types_by_word().get(fold(word))


def nearest_type(word: str) -> str | None:
    """The name of the type whose words are nearest to what was written."""
    known = _types_by_word()
    near = get_close_matches(fold(word), known, n=1, cutoff=0.6)
    return known[near[0]].name if near else None


def is_later_type(word: str) -> bool:
    """Whether the word names a type of the contract that this version does not read yet."""
    return fold(word) in {fold(one) for pair in LATER_FOLDERS.items() for one in (*pair, f"{pair[1]}s")}


def _types_by_word() -> dict[str, ContentType]:
    return {
        fold(word): kind
        for kind in TYPES
        for word in (kind.name, f"{kind.name}s", kind.folder, *kind.slugs.values(), *OTHER_WORDS[kind.name])
    }


def today_in(zone: str, environ: Mapping[str, str] = os.environ) -> date:
    """The day that a build would take now: SOURCE_DATE_EPOCH, else the clock, in the zone."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.astimezone(ZoneInfo(zone)).date()


NOTHING = MappingNode((), Location(""))


# -- YAML that says exactly this -------------------------------------------------------------

_PLAIN_INLINE = re.compile(r"[\w(./][\w ()./@+-]*")


def as_yaml(text: str, *, inline: bool = False) -> str:
    """The text as one YAML value on one line, quoted only where it must be; `inline` is for `[a, b]` and `{a: b}`."""
    flat = " ".join(text.split())
    is_plain = _PLAIN_INLINE.fullmatch(flat) if inline else flat[:1].isalnum() and not re.search(r": |:$| #", flat)
    if is_plain and flat.isprintable():
        return flat
    return '"' + "".join(_escaped(char) for char in flat) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def node_lines(name: str, node: Node, pad: str = "") -> list[str]:
    """The lines of one named value: lists of words inline, a text of several lines as a block."""
    if isinstance(node, Scalar):
        if "\n" in node.text.strip():
            return [f"{pad}{name}: |2", *_block(node.text, pad + "  ")]
        return [f"{pad}{name}: {as_yaml(node.text)}".rstrip()]
    if isinstance(node, MappingNode):
        return [f"{pad}{name}:", *(line for key, value in node for line in node_lines(key.text, value, pad + "  "))]
    words = [one.text for one in node.items if isinstance(one, Scalar)]
    if len(words) == len(node.items):
        return [f"{pad}{name}: [{', '.join(as_yaml(word, inline=True) for word in words)}]"]
    return [f"{pad}{name}:", *(line for one in node.items for line in _item(one, pad + "  "))]


def _item(node: Node, pad: str) -> list[str]:
    if isinstance(node, Scalar):
        return [f"{pad}- {as_yaml(node.text)}"]
    pairs = node.pairs if isinstance(node, MappingNode) else ()
    lines = [line for key, value in pairs for line in node_lines(key.text, value, pad + "  ")]
    return _as_item(lines, pad)


def _as_item(lines: list[str], pad: str) -> list[str]:
    """The lines of a map, indented two more than `pad`, as an item of a list."""
    if not any(not line.lstrip().startswith("#") for line in lines):
        return [f"{pad}- {{}}"]
    first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    return [*lines[:first], f"{pad}- {lines[first].lstrip()}", *lines[first + 1 :]]


def _block(text: str, pad: str) -> list[str]:
    return [(pad + line).rstrip() for line in text.strip("\n").split("\n")]


# -- what a field takes ----------------------------------------------------------------------

_EXPECTS: Mapping[str, Message] = {
    "date": say("a day as YYYY-MM-DD, such as 2026-11-30"),
    "datetime": say("YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 2026-11-30T16:00"),
    "number": say("digits, with a point for decimals, such as 60000 or 12.5"),
    "int": say("digits only, such as 25"),
    "percent": say("a number from 0 to 100"),
    "bool": say("yes or no"),
    "url": say("an address that begins with https://"),
    "email": say("an address such as info@example.org"),
    "phone": say("a plus sign, the country code and the number, such as +504 2200 0001"),
    "country": say("two letters of the country, such as HN"),
    "region": say("an ISO 3166-2 code such as HN-LP, or a region declared in config.yaml"),
    "sector": say("a letter from A to U, or 2 to 4 digits such as 10 or 0127"),
    "hs": say('2, 4 or 6 digits, such as "0901"'),
    "currency": say("three letters of ISO 4217, such as USD or HNL"),
    "lang": say("a code such as es, en, pt or pt-BR"),
    "path": say("a file beside this one, or /folder/file below content/"),
    "md": say("the text, in Markdown"),
    "days": say("a number with its unit, such as 180d"),
    "months": say("a number with its unit, such as 60m"),
}
_OWN_EXPECTS: Mapping[str, Message] = {
    "summary": say("up to 200 characters: what it is and for whom"),
    "verified": say("day a person compared it with the source, or never"),
    "source": say("address of the page or paper that the facts come from"),
}


def expects(field: Field, context: ValueContext, topics: Iterable[str] = ()) -> Message:
    """What belongs into a field, in a few words."""
    kind = field.type.items or field.type
    if field.name in _OWN_EXPECTS:
        return _OWN_EXPECTS[field.name]
    if field.name == "topics":
        names = ", ".join(topics)
        return (
            say("at least one of: {names}", names=names)
            if names
            else say("at least one; make it with: hubgen add topic")
        )
    if kind.kind == "enum":
        terms = ", ".join(context.vocabularies[kind.argument].labels(context.main_language))
        return (
            say("one or more of: {labels}", labels=terms)
            if field.type.is_list
            else say("one of: {labels}", labels=terms)
        )
    if kind.kind in ("ref", "union"):
        target = next((one.argument for one in (kind, *kind.choices) if one.kind == "ref" and one.argument), "")
        if target and kind.kind == "union":
            return say("a name, or the short name of an entry of type {type}", type=target)
        return say("the short name of an entry of type {type}", type=target) if target else say("type/slug of an entry")
    if kind.kind == "map" and kind.argument:
        names = ", ".join(one.name for one in MAPS[kind.argument])
        return (
            say("a list; each item has: {names}", names=names)
            if field.type.is_list
            else say("has: {names}", names=names)
        )
    if kind.kind in ("text", "string"):
        return say("up to {limit} characters", limit=kind.limit)
    return _EXPECTS.get(kind.kind, say("see the list of fields"))


def _comment(field: Field, context: ValueContext, tell: Tell, topics: Iterable[str] = ()) -> str:
    text = tell(expects(field, context, topics))
    if field.type.is_list and field.all_allowed:
        text += "; " + tell(say("all stands for every one"))
    if field.required == "conditional" and field.note:
        text += "; " + tell(Message(field.note))
    return text


# -- a new entry -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """A file to write: its path in the hub, its text, and the obligatory fields that it leaves empty."""

    path: str
    text: str
    to_fill: tuple[str, ...]
    is_draft: bool


@dataclass(frozen=True)
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
        filled["body"] = _scalar(body)
    lines: list[str] = []
    to_fill: list[str] = []
    for field in _fields_of_draft(kind, filled, is_markdown):
        lines += _draft_field(kind, field, filled, to_fill, context, tell, topics)
    lines += [line for name, value in filled.items() if "@" in name for line in node_lines(name, value)]
    text = "\n".join(lines) + "\n"
    if is_markdown:
        text = f"---\n{text}---\n{body.strip() or _headings(kind, wishes.language or context.main_language, context)}\n"
    path = f"content/{kind.folder}/{slug}{'.md' if is_markdown else '.yaml'}"
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


def _scalar(text: str) -> Scalar:
    return Scalar(text, Location(""))


def _filled(
    kind: ContentType, wishes: Wishes, given: Mapping[str, Node], title: str, day: date, country: str
) -> dict[str, Node]:
    filled: dict[str, Node] = {name: node for name, node in given.items() if not is_empty(node)}
    if title:
        filled["title"] = _scalar(title)
    if wishes.language:
        filled["language"] = _scalar(wishes.language)
    if "countries" in kind.requires:
        filled.setdefault("countries", Sequence((_scalar(country),), Location("")))
    filled.setdefault("date", _scalar(day.isoformat()))
    filled.setdefault("draft", _scalar("true"))
    return filled


def _fields_of_draft(kind: ContentType, filled: Mapping[str, Node], is_markdown: bool) -> Iterator[Field]:
    """Title and summary, the type's own obligatory fields, then all others that are wanted; dates last."""
    last = ("date", "verified", "body", "draft")
    wanted = {"title", "summary", "date", "draft", *kind.requires, *OFTEN.get(kind.name, ()), *filled}
    wanted |= {field.name for field in kind.own if field.required in ("always", "conditional")}
    if not is_markdown:
        wanted.add("body")
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
        return [f"{field.name}:", *(f"  {one.name}:   # {_comment(one, context, tell)}" for one in inner)]
    return [f"{field.name}:   # {_comment(field, context, tell, topics)}"]


def _headings(kind: ContentType, language: str, context: ValueContext) -> str:
    if not kind.headings:
        return ""
    return "\n\n".join(f"## {term.label(language)[0]}" for term in context.vocabularies[kind.headings].terms)


# -- fields from the command line and from other files -----------------------------------------


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
    header = tuple(_scalar(name) for name, _ in cells)
    row = Row(2, 2, tuple(_scalar(value) for _, value in cells))
    [(node, _)], faults = rows_as_nodes(Table(header, (row,)), kind)
    if faults:
        one = faults[0]
        if one.rule != "unknown-field":
            raise ContentProblems(one)
        raise ContentProblems(_no_such_field(one.where.field, kind, one.mend))
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


def _no_such_field(name: str, kind: ContentType, mend: Message | None) -> Problem:
    first, dot, inner = name.partition(".")
    field = named(first, kind.fields)
    if field is not None and dot:
        near = nearest_field(inner.rpartition(".")[2], kind.inner_fields(field))
        mend = say("write {field}", field=f"{field.name}.{near}") if near else None
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


# -- translations ----------------------------------------------------------------------------


def digest_of(node: MappingNode, body: str | None, kind: ContentType, context: ValueContext, language: str) -> str:
    """The digest of an original as `load` computes it; `body` is the text below the front matter, if there is one."""
    from hubgen.stages.assemble import text_digest  # brings Markdown along, which `new` should not wait for

    data = read_entry(node, kind, context, language).data
    raw = body
    if raw is None:
        texts = data.get("body")
        raw = (texts.get(language) or "") if isinstance(texts, Localized) else ""
    fields = [field for field in kind.fields.values() if field.name != "body"]
    return text_digest([*texts_for_digest(data, fields, language), raw])


def translation_file(
    node: MappingNode, body: str, kind: ContentType, context: ValueContext, *, source: str, language: str, tell: Tell
) -> str:
    """The text of `x.en.md`: texts to translate, each under its original, and the original's body."""
    head = [line for name, text in _titles(node) for line in (*([f"# {name}: {text}"] if text else []), f"{name}:")]
    if kind.folder:
        head.append(
            f"slug:   # {tell(say('last part of the address in {language}; may stay empty', language=language))}"
        )
    others = tuple(pair for pair in node if pair[0].text not in ("title", "summary"))
    lines = [*head, *translatable_lines(MappingNode(others, node.where), kind.fields.values())]
    digest = digest_of(node, body, kind, context, source)
    return "\n".join(["---", *lines, f"translated_from: {digest}", "---"]) + "\n" + body.lstrip("\n")


def _titles(node: MappingNode) -> Iterator[tuple[str, str]]:
    for name in ("title", "summary"):
        value = node.get(name)
        yield name, " ".join(value.text.split()) if isinstance(value, Scalar) else ""


def translatable_lines(node: MappingNode, fields: Iterable[Field], pad: str = "") -> list[str]:
    """Empty fields for every text of the original, which stands above each as a comment; lists of maps by position."""
    table = {field.name: field for field in fields}
    lines: list[str] = []
    for key, value in node:
        field = table.get(key.text)
        if field is None or is_empty(value):
            continue
        if field.type.map_name and not isinstance(value, Scalar):
            lines += _inner_lines(field, value, pad)
        elif _is_text(field, value):
            lines += _text_lines(field, value, pad)
    return lines


def _is_text(field: Field, value: Node) -> bool:
    kind = field.type.items or field.type
    if not field.translatable or kind.kind not in ("text", "md", "union"):
        return False
    words = value.items if isinstance(value, Sequence) else (value,)
    # A slug where a reference may stand names an entry: it is the same in every language.
    return kind.kind != "union" or not all(isinstance(one, Scalar) and slugify(one.text) == one.text for one in words)


def _text_lines(field: Field, value: Node, pad: str) -> list[str]:
    if isinstance(value, Scalar):
        return [f"{pad}# {field.name}: {' '.join(value.text.split())}", f"{pad}{field.name}:"]
    if isinstance(value, Sequence):
        items = (" ".join(one.text.split()) for one in value.items if isinstance(one, Scalar))
        return [f"{pad}{field.name}:", *(line for item in items for line in (f"{pad}  # {item}", f"{pad}  -"))]
    return []


def _inner_lines(field: Field, value: Node, pad: str) -> list[str]:
    inner = MAPS.get(field.type.map_name, ())
    if isinstance(value, MappingNode) and not field.type.is_list:
        lines = translatable_lines(value, inner, pad + "  ")
        return [f"{pad}{field.name}:", *lines] if lines else []
    items = value.items if isinstance(value, Sequence) else (value,)
    parts = [translatable_lines(one, inner, pad + "    ") if isinstance(one, MappingNode) else [] for one in items]
    if not any(parts):
        return []
    return [f"{pad}{field.name}:", *(line for part in parts for line in _as_item(part, pad + "  "))]


def language_lines(
    node: MappingNode, kind: ContentType, context: ValueContext, *, source: str, language: str
) -> tuple[list[str], list[str]]:
    """Lines `field@lang` that a YAML entry still lacks, and the inner places that take one too (`steps.1.title@en`)."""
    known = {key.text for key, _ in node}
    lines: list[str] = []
    inner: list[str] = []
    for key, value in node:
        field = kind.fields.get(key.text)
        if field is None or is_empty(value):
            continue
        if field.type.map_name and not isinstance(value, Scalar):
            inner += _inner_places(key.text, value, MAPS.get(field.type.map_name, ()), language)
        elif _is_text(field, value) and f"{key.text}@{language}" not in known:
            lines.append(f"{key.text}@{language}:   # {_one_line(value)}")
    # Texts that are there already may be older than the original: only the person can say that they are not.
    if not any(f"{name}@{language}" in known for name in ("title", "summary", "body", "translated_from")):
        lines.append(f"translated_from@{language}: {digest_of(node, None, kind, context, source)}")
    return lines, inner


def _one_line(value: Node) -> str:
    nodes = value.items if isinstance(value, Sequence) else (value,)
    return "; ".join(" ".join(one.text.split()) for one in nodes if isinstance(one, Scalar))


def _inner_places(path: str, value: Node, fields: Iterable[Field], language: str) -> Iterator[str]:
    table = {field.name: field for field in fields}
    if isinstance(value, Sequence):
        for number, one in enumerate(value.items, 1):
            yield from _inner_places(f"{path}.{number}", one, table.values(), language)
    elif isinstance(value, MappingNode):
        known = {key.text for key, _ in value}
        for key, text in value:
            field = table.get(key.text)
            if field and not is_empty(text) and _is_text(field, text) and f"{key.text}@{language}" not in known:
                yield f"{path}.{key.text}@{language}   # {_one_line(text)}"
