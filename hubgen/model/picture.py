"""Pictures as they are published: small versions of one file, and the bytes of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from typing import Literal

from hubgen.model.frozen import frozen

Format = Literal["avif", "webp", "jpeg", "svg"]
SUFFIXES: Mapping[Format, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "svg": "svg"}


@frozen
class Version:
    """One file that is made of a picture."""

    format: Format
    width: int
    height: int
    content: bytes
    limit_bytes: int
    """What it should weigh at most; of a drawing, after gzip."""
    weight: int
    """What it weighs on its way to a reader."""

    @property
    def hash(self) -> str:
        """Part of its name, so that other bytes have another address."""
        return sha256(self.content).hexdigest()[:8]


@frozen
class Picture:
    """A picture of the hub, ready to be shown.

    The best format stands first in `versions`, small widths before large ones; the last
    version is one that every browser can show.
    """

    width: int
    """In pixels of the page, when there is room for all of it."""
    height: int
    versions: tuple[Version, ...]
    encodings: int = 0
    """How often something was encoded until the versions had their weight."""


@frozen(slots=False)
class Pictures:
    """Every picture that pages show, by its path below content/."""

    by_file: Mapping[str, Picture] = field(default_factory=dict)
    encodings: int = 0
    """Encodings made in this build; those that the memo remembers are not among them."""


def dump_picture(picture: Picture) -> bytes:
    """For the memo: a line of JSON, then the bytes of all versions."""
    rows = [[v.format, v.width, v.height, len(v.content), v.limit_bytes, v.weight] for v in picture.versions]
    head = json.dumps([picture.width, picture.height, picture.encodings, rows])
    return b"".join([head.encode(), b"\n", *(version.content for version in picture.versions)])


def load_picture(data: bytes) -> Picture:
    """The same picture again.

    Raises:
        ValueError: these bytes are no picture of `dump_picture`.
    """
    head, _, rest = data.partition(b"\n")
    width, height, encodings, rows = json.loads(head)
    if sum(row[3] for row in rows) != len(rest):
        raise ValueError("a picture of another length")
    versions = []
    for kind, wide, high, size, limit, weight in rows:
        versions.append(Version(kind, wide, high, rest[:size], limit, weight))
        rest = rest[size:]
    return Picture(width, height, tuple(versions), encodings)
