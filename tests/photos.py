"""Photos for tests, made when they are needed: gradients, noise at several scales and shapes, as hard to make small
as a real one. The same number gives the same photo.
"""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageOps, TiffImagePlugin

GPS_WORD = "Tegucigalpa-14.0818"
"""Stands in the data of the camera, and must not stand in anything that is published."""
SIZE = (1600, 1200)
PHONE = (4000, 3000)


def photo(number: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """The photo of that number, in colours."""
    dice = random.Random(number)
    ground = ImageOps.colorize(Image.linear_gradient("L").resize(size), _colour(dice), _colour(dice))
    for grain, share in ((200, 0.35), (50, 0.25), (12, 0.15), (3, 0.08)):
        ground = Image.blend(ground, _noise(dice, size, grain), share)
    draw = ImageDraw.Draw(ground)
    for _ in range(25):
        x, y, wide = dice.randrange(size[0]), dice.randrange(size[1]), dice.randrange(10, size[0] // 6 + 11)
        draw.ellipse((x, y, x + wide, y + wide * dice.uniform(0.5, 1.5)), fill=_colour(dice))
    return ground.filter(ImageFilter.GaussianBlur(1))


def _noise(dice: random.Random, size: tuple[int, int], grain: int) -> Image.Image:
    few = (max(2, size[0] // grain), max(2, size[1] // grain))
    speck = Image.frombytes("L", few, dice.randbytes(few[0] * few[1]))
    return speck.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(256), dice.randrange(256), dice.randrange(256)


@cache
def jpeg(number: int = 1, size: tuple[int, int] = SIZE, *, camera: bool = False, orientation: int = 1) -> bytes:
    """The photo as a phone writes it; with `camera`, with place, hour, comment and a preview of another photo."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(photo(number, size), "JPEG", quality=88, **(_of_camera(exif) if camera else {"exif": exif}))


def from_phone(number: int, grain: float = 0.1, quality: int = 88) -> bytes:
    """A photo of 12 million pixels with its place; light, shadow, and grain as in a dark room.

    About 3.6 MB; with a grain of 0.5 and the quality 98, more than 12 MB.
    """
    dice = random.Random(number)
    ground = ImageOps.colorize(Image.radial_gradient("L").resize(PHONE), _colour(dice), _colour(dice))
    for cell, share in ((100, 0.35), (4, 0.15), (1, grain)):
        ground = Image.blend(ground, _noise(dice, PHONE, cell), share)
    return saved(ground, "JPEG", quality=quality, **_of_camera(Image.Exif()))


def _of_camera(exif: Image.Exif) -> dict[str, object]:
    """What a camera writes: its name, the hour, a person, the place, a comment."""
    exif[0x010F], exif[0x0132], exif[0x013B] = "Cámara", "2026:05:01 08:30:00", GPS_WORD
    exif[0x8825] = {1: "N", 2: (_part(14), _part(4), _part(54)), 3: "W", 4: (_part(87), _part(12), _part(0))}
    return {"exif": exif, "comment": GPS_WORD.encode(), "xmp": f"<x:xmpmeta>{GPS_WORD}</x:xmpmeta>".encode()}


def _part(number: int) -> TiffImagePlugin.IFDRational:
    return TiffImagePlugin.IFDRational(number, 1)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png_head(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and ends there."""
    import struct
    import zlib

    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def webp_head(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size
    return b"RIFF" + len(body).to_bytes(4, "little") + body
