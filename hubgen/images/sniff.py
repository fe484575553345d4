"""What a file is, told by its first bytes; and whether a picture that is copied holds data of its camera."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

HEAD_BYTES = 512

# Magic numbers: RFC 2083 (PNG), ITU T.81 (JPEG), GIF 89a, RFC 9649 (WebP), TIFF 6.0; `ftyp` of ISO 14496-12 is below.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8BPS", "PSD"),
    (b"PK\x03\x04", "ZIP"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC"}
_GENERAL = (b"mif1", b"msf1")
"""Brands of any picture in this container: the compatible ones say of which kind it is (ISO 23008-12, AVIF 1.1)."""
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>/]")
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body|\?php)", re.I)
_BOM = b"\xef\xbb\xbf"


def kind_of(head: bytes) -> str:
    """PNG, JPEG, GIF, WebP, AVIF, SVG and the like; HTML; "empty"; or nothing when it is none of them.

    Args:
        head: the first `HEAD_BYTES` of the file, or all of it.
    """
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(_brand(head), "")
    text = head.removeprefix(_BOM)
    if _HTML.match(text):
        return "HTML"
    return "SVG" if _SVG.search(text) or text.lstrip().startswith(b"<?xml") else ""


def _brand(head: bytes) -> bytes:
    """The major brand of a `ftyp` box; where that is a general one, the first compatible brand that says more."""
    major, end = head[8:12], int.from_bytes(head[:4], "big")
    others = [head[place : place + 4] for place in range(16, min(end, len(head) - 3), 4)]
    kinds = [brand for brand in others if brand in _BRANDS and brand not in _GENERAL]
    return next(iter(kinds), major) if major in _GENERAL else major


def camera_data(data: bytes) -> str:
    """Exif, XMP or IPTC where a picture holds such data of its camera or its maker; else nothing.

    For pictures that are copied as they are; what hubgen encodes itself has none of it.
    """
    readers = {
        "JPEG": _in_jpeg,
        "PNG": _in_png,
        "WebP": _in_webp,
        "TIFF": _in_tiff,
        "AVIF": _in_boxes,
        "HEIC": _in_boxes,
    }
    read = readers.get(kind_of(data[:HEAD_BYTES]))
    try:
        return next(read(data), "") if read else ""
    except (struct.error, IndexError):  # it is cut off; what was to be found stands before
        return ""


def _in_jpeg(data: bytes) -> Iterator[str]:
    place = 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:  # up to the start of the scan
        (length,) = struct.unpack_from(">H", data, place + 2)
        body = data[place + 4 : place + 40]
        for mark, name in ((b"Exif\0", "Exif"), (b"http://ns.adobe.com/x", "XMP"), (b"Photoshop 3.0", "IPTC")):
            if body.startswith(mark):
                yield name
        place += 2 + length


def _in_png(data: bytes) -> Iterator[str]:
    place = 8
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"eXIf" or data[place + 8 : place + 24].startswith(b"Raw profile type"):
            yield "Exif"
        if kind == b"iTXt" and data[place + 8 :].startswith(b"XML:com.adobe.xmp"):
            yield "XMP"
        place += 12 + length


def _in_webp(data: bytes) -> Iterator[str]:
    place = 12
    while place < len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        if kind in (b"EXIF", b"XMP "):
            yield {b"EXIF": "Exif", b"XMP ": "XMP"}[kind]
        place += 8 + length + length % 2


def _in_tiff(data: bytes) -> Iterator[str]:
    order = "<" if data[:2] == b"II" else ">"
    (place,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, place)
    for number in range(count):
        (tag,) = struct.unpack_from(order + "H", data, place + 2 + 12 * number)
        if tag in (0x8769, 0x8825):  # pointers to the data of the camera and of the place (Exif 2.3, 4.6.3)
            yield "Exif"


def _in_boxes(data: bytes) -> Iterator[str]:
    if b"infe" in data and b"Exif" in data[:65_536]:
        yield "Exif"
    if b"application/rdf+xml" in data[:65_536]:
        yield "XMP"
