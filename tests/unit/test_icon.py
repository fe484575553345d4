"""The sign for the home screen: a valid PNG of two colours, drawn inside the part that every phone shows."""

import struct
import zlib

import pytest

from hubgen.formats.icon import icon_png


def chunks(data: bytes) -> dict[bytes, bytes]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, place = {}, 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        name, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0] == zlib.crc32(name + body)
        found[name] = body
        place += 12 + length
    return found


def pixels(data: bytes, size: int) -> list[bytes]:
    lines = zlib.decompress(chunks(data)[b"IDAT"])
    assert len(lines) == size * (size + 1) and not any(lines[:: size + 1])  # no line is filtered
    return [lines[y * (size + 1) + 1 : (y + 1) * (size + 1)] for y in range(size)]


@pytest.mark.parametrize("size", [24, 180, 192, 528])
def test_a_png_of_that_size_in_the_two_colours(size: int):
    data = icon_png(size, "#0b5043", "#fcfbf7")
    assert struct.unpack(">IIBB", chunks(data)[b"IHDR"][:10]) == (size, size, 8, 3)
    assert chunks(data)[b"PLTE"] == bytes.fromhex("0b5043fcfbf7")
    assert {colour for line in pixels(data, size) for colour in line} == {0, 1}
    assert len(data) < 1000


def test_what_is_drawn_stays_in_the_circle_that_is_always_shown():
    """The safe zone of a maskable icon is a circle of two fifths of the edge (W3C App Manifest)."""
    size = 240
    drawn = [
        (x, y)
        for y, line in enumerate(pixels(icon_png(size, "#000000", "#ffffff"), size))
        for x in range(size)
        if line[x]
    ]
    assert drawn and max((x + 0.5 - 120) ** 2 + (y + 0.5 - 120) ** 2 for x, y in drawn) <= (0.4 * size) ** 2
