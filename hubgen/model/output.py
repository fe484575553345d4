"""An output: one file that the build will write, and how its bytes come about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hubgen.model.view import Page

OutputKind = Literal["page", "redirect", "index", "feed", "asset", "file"]


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site.

    A page names its template and makes its context only when asked; other outputs hold
    their bytes, or the file below content/ that they copy.
    """

    path: str
    kind: OutputKind
    sources: tuple[str, ...] = ()
    """What it is made from, for explain: source files."""
    owner: str = ""
    """Who asks for the address, told when two meet: an id or the name of a list."""
    template: str = ""
    context: Callable[[], Page] | None = None
    content: bytes | None = None
    copied: str = ""
    """Path below content/ of the file that is copied as it is."""
    indexed: bool = True
    """Whether the sitemap shows it."""
