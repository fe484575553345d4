"""Files of many pieces."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from hubgen.formats.pieces import joined


class Piece(bytearray):
    """Bytes whose end can be seen."""


def test_the_pieces_stand_one_after_another():
    assert joined([]) == b"" and joined([b"a", b"", b"bc"]) == b"abc"


def test_a_piece_is_let_go_before_the_next_is_made():
    def pieces() -> Iterator[bytes]:
        last = None
        for letter in b"abc":
            assert last is None or last() is None
            piece = Piece([letter])
            last = weakref.ref(piece)
            yield piece  # type: ignore[misc]
            del piece

    assert joined(pieces()) == b"abc"
