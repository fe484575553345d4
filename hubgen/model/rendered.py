"""A finished file of the site, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["asset", "page", "feed", "calendar", "export", "index", "redirect", "file"]


@dataclass(frozen=True, slots=True)
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
