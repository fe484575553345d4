"""A file of many pieces, of which no other copy is held while they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO


def joined(pieces: Iterable[bytes]) -> bytes:
    """The pieces one after another; each is let go before the next is made, unlike with `bytes.join`."""
    file = BytesIO()
    file.writelines(pieces)
    return file.getvalue()
