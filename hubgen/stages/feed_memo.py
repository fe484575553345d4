"""Feeds that are written once: under the digest of what they say, of their form and of the program."""

from __future__ import annotations

import zlib

from hubgen.digest import digest, toolchain
from hubgen.memo import Codec, Memo
from hubgen.stages.writers import WRITERS

FEEDS = frozenset({"atom", "rss"})
"""Writers that take much longer than a look into the memory; the others take hardly more."""
_PACKED: Codec[bytes] = Codec(lambda data: zlib.compress(data, 1), zlib.decompress)


def written(writer: str, value: object, memo: Memo) -> bytes:
    """A file for programs, as its writer gives it; a feed that says what it said before comes from memory.

    Args:
        writer: its name in `WRITERS`.
        value: what the writer takes; all that it may look at.
    """
    if writer not in FEEDS:
        return WRITERS[writer](value)
    return memo.get(digest((toolchain(), "feed", writer, value)), lambda: WRITERS[writer](value), _PACKED)
