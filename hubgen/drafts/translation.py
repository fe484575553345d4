"""A translation as text: each text to translate beside its original, with the digest of that original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hubgen.drafts.hints import Tell
from hubgen.formats.yaml_writer import as_item
from hubgen.locale.formatting import slugify
from hubgen.model.context import ValueContext
from hubgen.model.entry import Localized
from hubgen.model.field import Field
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Node, Scalar, Sequence, is_empty
from hubgen.problems import say
from hubgen.types.base import ContentType
from hubgen.types.engine import read_entry, texts_for_digest
from hubgen.types.maps import MAPS


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
    return [f"{pad}{field.name}:", *(line for part in parts for line in as_item(part, pad + "  "))]


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
