"""One source of an entry, read but not typed: a Markdown file, an item of a YAML list, a row of a spreadsheet."""

from __future__ import annotations

from hubgen.model.entry import Data, Places
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping
from hubgen.types.base import ContentType

ABOUT = "about"
ABOUT_TYPE = ContentType(name=ABOUT, folder="", slugs={}, forms=("md",), requires=("title",), own=())
"""The one page that is no entry: `content/about.md`."""


@frozen
class Source:
    """One source of an entry: a file, an item of a list or a row."""

    kind: ContentType
    stem: str
    language: str
    """From a file's suffix; empty where there is none."""
    node: Mapping
    body: tuple[str, int] | None
    """Markdown below the front matter, and its first line."""
    file: str
    in_list: bool = False


@frozen
class PartRow:
    """A row of a spreadsheet that is a part of an entry with a source of its own, typed but not looked up."""

    data: Data
    places: Places
    file: str
