"""Fields and value types: the vocabulary in which content types are written down as data.

A value type is spelled as in the contract (`list[enum(stage)]`, `url or map(source)`)
and parsed once. Everything else (typing, messages, headers of spreadsheets, JSON
Schema, reference docs) reads these tables.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from typing import Literal

from hubgen.model.frozen import frozen

Required = Literal["always", "by-type", "conditional", "optional"]

TRANSLATABLE_KINDS = frozenset({"text", "md", "path", "url"})
LABEL_LANGUAGES = ("es", "en", "pt")


@frozen
class ValueType:
    """A parsed value type.

    `argument` is the vocabulary of an enum, the type a ref leads to, the name of a map;
    `limit` the number of characters, of a figure the decimals that its column shows;
    `items` the type of a list's items; `choices` the types of a union, decided by the shape
    of the value.
    """

    kind: str
    argument: str = ""
    limit: int = 0
    items: ValueType | None = None
    choices: tuple[ValueType, ...] = ()

    @property
    def is_list(self) -> bool:
        return self.kind == "list"

    @property
    def translatable(self) -> bool:
        """Whether a translation may give the value anew (contract, section 4)."""
        if self.items is not None:
            return self.items.kind in ("text", "md")
        if self.choices:
            return any(choice.kind in ("text", "md") for choice in self.choices)
        return self.kind in TRANSLATABLE_KINDS

    @property
    def map_name(self) -> str:
        """The map that the value is, or that its items are; empty when there is none."""
        if self.kind == "map":
            return self.argument
        inner = (self.items,) if self.items else self.choices
        return next((choice.map_name for choice in inner if choice.map_name), "")


@cache
def value_type(spelling: str) -> ValueType:
    """The value type that the contract spells so.

    Raises:
        ValueError: the spelling is none of the contract.
    """
    if " or " in spelling and not spelling.startswith("list["):
        return ValueType("union", choices=tuple(value_type(part) for part in spelling.split(" or ")))
    if spelling.startswith("list[") and spelling.endswith("]"):
        return ValueType("list", items=value_type(spelling[5:-1]))
    match = re.fullmatch(r"([a-z]+)(?:\(([^)]*)\))?", spelling)
    if not match:
        raise ValueError(f"not a value type: {spelling}")
    kind, argument = match[1], match[2] or ""
    if kind in ("text", "string"):
        return ValueType(kind, limit=int(argument))
    return ValueType(kind, argument=argument)


NEVER_TRANSLATED = frozenset({"aliases"})
"""Of a translatable kind, yet one for all languages."""


@frozen
class Field:
    """One named value of a type or a map.

    `labels` are the names in es, en, pt: header cells of spreadsheets and names on pages.
    """

    name: str
    value: str
    required: Required = "optional"
    labels: tuple[str, ...] = ()
    all_allowed: bool = False
    per_translation: bool = False
    note: str = ""
    type: ValueType = field(init=False, repr=False, compare=False)
    translatable: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for with each value of each entry; hence found once.
        object.__setattr__(self, "type", value_type(self.value))
        object.__setattr__(self, "translatable", self._is_translatable())

    def _is_translatable(self) -> bool:
        # A slug is part of an address where the field says so; elsewhere it is a name that others refer to.
        is_text = self.type.translatable or self.value == self.name == "slug"
        return is_text and not (self.per_translation or self.name in NEVER_TRANSLATED)

    def label(self, language: str) -> str:
        """The field's name for people; English where the language has none."""
        if not self.labels:
            return self.name
        return dict(zip(LABEL_LANGUAGES, self.labels, strict=True)).get(language.partition("-")[0], self.labels[1])
