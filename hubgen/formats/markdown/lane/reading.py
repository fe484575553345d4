"""What one text gathers while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from hubgen.formats.markdown.dialect import Title

Library = Callable[[str], tuple[str, list[Title]]]
"""A part of a text -> its HTML and headings, by the library itself."""


class Found(NamedTuple):
    """A heading whose own anchor waits until all those that authors wrote are known."""

    level: int
    anchor: str
    """The one that its author wrote, or ""."""
    html: str


@dataclass(slots=True)
class Reading:
    stock: Library
    numbers: dict[str, int] = field(default_factory=dict)
    """Of the footnotes, by name."""
    cited: list[str] = field(default_factory=list)
    """Names of footnotes, in the order in which the text comes to them."""
    headings: list[Found] = field(default_factory=list)
