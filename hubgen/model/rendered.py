"""A finished file of the site, before it is written, and what is kept of it afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from hubgen.model.frozen import frozen

Kind = Literal["asset", "page", "feed", "calendar", "export", "index", "redirect", "file"]


@frozen
class PageFacts:
    """What a page holds that others may link to, and what it leads to."""

    ids: frozenset[str]
    links: tuple[str, ...]
    loads: tuple[str, ...] = ()
    """The addresses of what a narrow phone loads for it, unasked."""


@frozen
class Rendered:
    """One file that the site shall have: its address, its bytes, and what it is."""

    path: str
    """Site path without a leading slash: `guias/costos.html`."""

    content: bytes
    """The bytes; empty when `source` names the file that holds them."""

    kind: Kind

    source: Path | None = None
    """A file to be copied as it is; for what is too large to hold."""

    gzip_bytes: int | None = None
    """Size after gzip at level 9, where somebody measured it."""

    sources: tuple[str, ...] = ()
    """Files of the hub it was made from, relative to the hub's folder."""

    page: PageFacts | None = None
    """Of a page, or one that only leads on to another."""


@frozen
class Finished:
    """What is kept of a file once its bytes are let go; members as those of `Rendered`."""

    path: str
    kind: Kind
    bytes: int
    """None of them where it is copied."""
    gzip_bytes: int | None
    sources: tuple[str, ...]
    is_copied: bool

    @classmethod
    def of(cls, file: Rendered) -> Finished:
        return cls(file.path, file.kind, len(file.content), file.gzip_bytes, file.sources, file.source is not None)
