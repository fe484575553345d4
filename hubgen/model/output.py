"""An output: one file that the build will write, and how its bytes come about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from hubgen.model.frozen import frozen
from hubgen.model.rendered import Kind
from hubgen.model.views.page import Page

TOLD_WEIGHT = "\ufdd4" * 3
"""Where a page prints the weight of another one: noncharacters, which content may not have."""


@frozen
class Output:
    """One file of the site.

    A page names its template, a feed or another file for programs its writer; what both
    are made of comes when asked. Other outputs hold their bytes, or the file below
    content/ that they copy.
    """

    path: str
    kind: Kind
    sources: tuple[str, ...] = ()
    """What it is made from, for explain: source files."""
    owner: str = ""
    """Who asks for the address, told when two meet: an id or the name of a list."""
    template: str = ""
    context: Callable[[], Page] | None = None
    writer: str = ""
    """A name in `stages.writers.WRITERS`."""
    value: Callable[[], object] | None = None
    """What the writer takes."""
    content: bytes | None = None
    copied: str = ""
    """Path below content/ of the file that is copied as it is."""
    indexed: bool = True
    """Whether the sitemap shows it."""
    changed: date | None = None
    """Day of the last change of what it shows, for the sitemap."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Paths of the same page in the languages that have a text of their own, for the sitemap."""
    form: Literal["", "part", "whole"] = ""
    """Of a page with a part of a text, and of the one with all parts."""
    part: int | None = None
    """Of the page of an entry with its text: the number of the part, 1 where it comes in one; 0 of all parts."""
    tells: str = ""
    """Path of another page, whose weight stands here where `TOLD_WEIGHT` was."""
