"""YAML that says exactly this: texts and nodes as lines."""

from __future__ import annotations

import re

from hubgen.formats.plain import NOT_TEXT
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Node, Scalar

_PLAIN_INLINE = re.compile(r"[\w(./][\w ()./@+-]*")


def as_yaml(text: str, *, inline: bool = False) -> str:
    """The text as one YAML value on one line, quoted only where it must be; `inline` is for `[a, b]` and `{a: b}`.

    Characters that no text has, such as a stray escape of a terminal, are left out.
    """
    flat = " ".join(NOT_TEXT.sub("", text).split())
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
    return as_item(lines, pad)


def as_item(lines: list[str], pad: str) -> list[str]:
    """The lines of a map, indented two more than `pad`, as an item of a list."""
    if not any(not line.lstrip().startswith("#") for line in lines):
        return [f"{pad}- {{}}"]
    first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    return [*lines[:first], f"{pad}- {lines[first].lstrip()}", *lines[first + 1 :]]


def _block(text: str, pad: str) -> list[str]:
    return [(pad + line).rstrip() for line in text.strip("\n").split("\n")]
