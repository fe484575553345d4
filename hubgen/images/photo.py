"""A photo as small files: read within limits, freed of everything but its pixels, encoded to its weight.

The only module that imports Pillow. Nothing of the source's metadata reaches a result: the
pixels are copied into a new image. The same bytes and the same Pillow give the same results.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from threading import Lock

from PIL import Image, ImageCms, features

from hubgen.config import Budget, Images
from hubgen.images import faults
from hubgen.images.limits import (
    FILE_LIMIT_BYTES,
    PIXEL_LIMIT,
    SCALED_PIXEL_LIMIT,
    SIDE_LIMIT,
    formats_of,
    limit_of,
    versions_of,
)
from hubgen.images.quality import SCALES, Encode, Found, best_within
from hubgen.images.sniff import HEAD_BYTES, kind_of
from hubgen.model.picture import Format, Picture, Version

# Ours are stricter, and are told in our words before anything is decoded.
Image.MAX_IMAGE_PIXELS = None

# How Pillow calls what we read. MPO is what many phones write under the name of JPEG: a picture and its preview.
_READERS = {"PNG": "PNG", "JPEG": "JPEG", "WebP": "WEBP", "AVIF": "AVIF", "GIF": "GIF"}
_ORIENTATION = 0x0112  # Exif 2.3, 4.6.4: how the camera was held
_SIDEWAYS = (5, 6, 7, 8)
_PAPER = (255, 255, 255)
_FAST, _CAREFUL = 8, 6  # speeds of AVIF: the search takes the first, the result the second, a tenth smaller


_LARGE_PIXELS = 6_000_000
_ALONE = Lock()  # of the large pictures that are decoded whole one at a time: four would take a gigabyte


def toolchain() -> tuple[str, ...]:
    """Versions of everything that can change the bytes of a result."""
    parts = [
        f"{name} {features.version(name)}" for name in ("pil", "jpg", "libjpeg_turbo", "webp", "avif", "littlecms2")
    ]
    with suppress(ImportError, AttributeError):
        parts.append(importlib.import_module("PIL._avif").codec_versions())
    return tuple(parts)


def writable(images: Images) -> Images:
    """The settings with the formats that this Pillow can write; with JPEG, which each can, where none is left.

    Builds of Pillow differ: AVIF came with 11.3, and systems with old processors still leave it out.
    """
    names = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
    return replace(images, formats=tuple(one for one in formats_of(images) if features.check(names[one])) or ("jpeg",))


def make_picture(file: str, data: bytes, images: Images, budget: Budget) -> Picture:
    """The versions of a photo that pages offer.

    Raises:
        PictureRefusedError: it cannot be published.
    """
    if len(data) > FILE_LIMIT_BYTES:
        raise faults.too_many_bytes(file, len(data))
    kind = kind_of(data[:HEAD_BYTES])
    if kind not in _READERS:
        raise faults.wrong_kind(file, kind)
    largest = _read(file, data, kind, max(images.widths))
    sizes: dict[int, Image.Image] = {largest.width: largest}
    versions, encodings = [], 0
    for one, width in versions_of(largest.width, images):
        if width not in sizes:
            sizes[width] = largest.resize(
                (width, _scaled(largest.height, width, largest.width)), Image.Resampling.LANCZOS
            )
        limit = limit_of(one, width, images, budget)
        found = _encoded(sizes[width], one, limit)
        encodings += found.encodings
        versions.append(Version(one, *sizes[width].size, found.data, limit, len(found.data)))
    shown = max(versions, key=lambda version: version.width)
    return Picture(shown.width, shown.height, tuple(versions), encodings)


# -- reading -------------------------------------------------------------------------------


def _read(file: str, data: bytes, kind: str, width: int) -> Image.Image:
    """The picture upright, in sRGB on white paper, at most so wide, with nothing beside its pixels."""
    try:
        if kind in _HEADS:
            _check_size(file, *_HEADS[kind](data), PIXEL_LIMIT)
        image = Image.open(io.BytesIO(data), formats=[_READERS[kind]])
        is_scaled = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
        _check_size(file, *image.size, SCALED_PIXEL_LIMIT if is_scaled else PIXEL_LIMIT)
        if image.format != "MPO" and getattr(image, "is_animated", False):
            raise faults.moving(file)
        is_large = not is_scaled and image.width * image.height > _LARGE_PIXELS
        with _ALONE if is_large else nullcontext():
            return _prepared(image, width)
    except faults.PictureRefusedError:
        raise
    except Exception:  # a reader of damaged files raises whatever its parts raise
        raise faults.damaged(file) from None


def _check_size(file: str, width: int, height: int, limit: int) -> None:
    if width * height > limit or max(width, height) > SIDE_LIMIT:
        raise faults.too_many_pixels(file, width, height, limit)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height in the head of a WebP file (RFC 9649, 2.5 to 2.7)."""
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


def _png_size(data: bytes) -> tuple[int, int]:
    """Width and height in the head of a PNG file (RFC 2083, 4.1.1)."""
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


# Looked at before Pillow: its reader of WebP takes memory for the whole picture at once, that of PNG goes on to the
# first pixels before it says how many there are.
_HEADS: Mapping[str, Callable[[bytes], tuple[int, int]]] = {"PNG": _png_size, "WebP": _webp_size}


def _prepared(image: Image.Image, width: int) -> Image.Image:
    orientation = _orientation(image)
    wide, high = image.size[::-1] if orientation in _SIDEWAYS else image.size
    size = (min(width, wide), _scaled(high, min(width, wide), wide))
    across = size[::-1] if orientation in _SIDEWAYS else size
    # JPEG is decoded at a half, a quarter, an eighth: twice the wanted size is left for the last step.
    image.draft(None, (across[0] * 2, across[1] * 2))
    image.load()
    profile = image.info.get("icc_profile")
    small = _in_full_colours(image).resize(across, Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = small.transpose(_TURNS[orientation]) if orientation in _TURNS else small
    return _on_paper(upright, profile)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the Exif orientation: what makes the picture upright."""


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged data of a camera do not spoil a picture
        return 1


def _in_full_colours(image: Image.Image) -> Image.Image:
    """The picture in a mode with eight bits a channel, without a palette; transparency stays."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "LA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("RGB", "RGBA", "L", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_paper(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A new picture in sRGB without transparency; it has no memory of the one it was."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = _in_srgb(image.convert("RGB") if alpha else image, profile)
    paper = Image.new("RGB", image.size, _PAPER)
    paper.paste(colours, mask=alpha)
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        with suppress(Exception):  # a profile that is damaged, or of another kind of picture
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if turned is not None:
                return turned
    return image.convert("RGB")


def _scaled(length: int, width: int, whole: int) -> int:
    return max(1, round(length * width / whole))


# -- writing -------------------------------------------------------------------------------


def _encoded(image: Image.Image, kind: Format, limit: int) -> Found:
    """The picture in a format, as good as its weight allows."""
    if kind != "avif":
        return best_within(_encoder(image, kind), limit, SCALES[kind])
    found = best_within(_avif(image, _FAST), limit, SCALES[kind])
    careful = _avif(image, _CAREFUL)(found.quality)
    better = min(found.data, careful, key=len)
    return Found(found.quality, better, found.encodings + 1)


def _encoder(image: Image.Image, kind: Format) -> Encode:
    def jpeg(quality: int) -> bytes:
        return _saved(image, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")

    def webp(quality: int) -> bytes:
        return _saved(image, "WEBP", quality=quality, method=4)

    return webp if kind == "webp" else jpeg


def _avif(image: Image.Image, speed: int) -> Encode:
    # One thread each: pictures are made side by side, and the bytes depend on nothing but the picture.
    return lambda quality: _saved(image, "AVIF", quality=quality, speed=speed, subsampling="4:2:0", max_threads=1)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()
