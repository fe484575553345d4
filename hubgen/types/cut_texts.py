"""Texts that a comma has cut in two: `{value: 4,8, unit: kg}` has the fields value, 8 and unit."""

from __future__ import annotations

from collections.abc import Container

from hubgen.model.node import Mapping, Node, Scalar, is_empty


def cut_texts(node: Mapping, known: Container[str]) -> dict[Scalar, str]:
    """The piece behind each such comma -> the line as it was meant, `value: "4,8"`.

    A piece is a name that no field has, without a value, on the line of the text before it. Of several pieces
    of one text the first has the line, the others have an empty one.
    """
    found: dict[Scalar, str] = {}
    name, text, first = "", None, None
    for key, value in node:
        if text is not None and _is_piece(key, value, text, known):
            text = _joined(text, key)
            first = first or key
            found[key] = ""
            found[first] = f'{name}: "{text.text}"'
        else:
            name, text, first = key.text, value if isinstance(value, Scalar) and not is_empty(value) else None, None
    return found


def _is_piece(key: Scalar, value: Node, text: Scalar, known: Container[str]) -> bool:
    is_behind = 0 < key.where.line == text.where.line and not key.where.row
    return is_behind and is_empty(value) and key.text.strip().partition("@")[0] not in known


def _joined(text: Scalar, key: Scalar) -> Scalar:
    """The text with the piece behind it, and a blank where there was one."""
    gap = " " if key.where.column > text.where.column + len(text.text) + 1 else ""
    return Scalar(f"{text.text},{gap}{key.text}", text.where)
