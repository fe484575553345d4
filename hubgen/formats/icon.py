"""The sign of a hub on a phone's home screen: a printed sheet on its colour, as a PNG (W3C PNG, 2003).

Drawn here from a few rectangles, so that every hub has one and nobody needs a program for pictures.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

GRID = 24
"""Squares along an edge; what is drawn stays in the circle that every phone leaves visible (W3C App Manifest, mask)."""
SHEET = ((6, 6, 18, 8), (6, 10, 18, 11), (6, 13, 18, 14), (6, 16, 13, 17))
"""A title and three lines: left, top, right and bottom of each, in squares."""


@lru_cache(maxsize=8)
def icon_png(size: int, ground: str, ink: str) -> bytes:
    """A square picture of two colours.

    Args:
        size: pixels along an edge; a multiple of GRID draws without uneven squares.
        ground, ink: `#rrggbb`.
    """
    palette = bytes.fromhex(ground[1:] + ink[1:])
    rows = {line: b"\0" + _row(line, size) for line in range(GRID)}
    lines = b"".join(rows[y * GRID // size] for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)  # eight bits a pixel, colours from the palette
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _row(line: int, size: int) -> bytes:
    drawn = [any(x0 <= x < x1 and y0 <= line < y1 for x0, y0, x1, y1 in SHEET) for x in range(GRID)]
    return bytes(drawn[x * GRID // size] for x in range(size))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
