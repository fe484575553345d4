"""What a file is, and whether a picture holds data of its camera."""

from __future__ import annotations

import pytest

from hubgen.images.sniff import camera_data, kind_of
from tests.photos import jpeg, opened, photo, saved

PHOTO = jpeg(1, (40, 30), camera=True)
EXIF = opened(PHOTO).getexif().tobytes()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (PHOTO, "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"\0\0\0 ftypavif", "AVIF"),
        (b"\0\0\0 ftypheic", "HEIC"),
        (b"\0\0\0 ftypmp42", ""),
        (b"MM\0*\0", "TIFF"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "HTML"),
        (b"\n <HTML>", "HTML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns', "SVG"),
        (b"<!-- x --><svg>", "SVG"),
        (b"<s:svg xmlns:s='x'>", "SVG"),
        (b"%PDF-1.4", "PDF"),
        (b"hola", ""),
    ],
)
def test_kinds(head, kind):
    assert kind_of(head[:512]) == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_data_of_the_camera_are_found(kind):
    image = photo(1, (40, 30))
    assert camera_data(saved(image, kind, exif=EXIF)) == "Exif"
    assert camera_data(saved(image, kind)) == ""


def test_other_ways_to_say_where_it_was():
    image = photo(1, (40, 30))
    assert camera_data(saved(image, "JPEG", xmp=b"<x/>")) == "XMP"
    assert camera_data(saved(image, "WEBP", xmp=b"<x/>")) == "XMP"
    assert camera_data(saved(image, "AVIF", xmp=b"<x/>")) in ("XMP", "Exif")
    iptc = b"\xff\xd8\xff\xed" + (2 + 14).to_bytes(2) + b"Photoshop 3.0\0" + saved(image, "JPEG")[2:]
    assert camera_data(iptc) == "IPTC"


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 9, 12, 20, 33, 40, 100])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_file_that_is_cut_off_is_no_trouble(kind, length):
    assert camera_data(saved(photo(1, (40, 30)), kind)[:length]) == ""
    assert camera_data(b"\xff\xd8" + b"\xff" * length) == ""


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiafMA1B", "AVIF"),
        (b"\0\0\0\x1cftypmsf1\0\0\0\0avismsf1miaf", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf" + b"avif", "HEIC"),
        (b"\0\0\0\x20ftypmif1", "HEIC"),
        (b"\0\0\0\x20ftypheic\0\0\0\0mif1avif", "HEIC"),
    ],
)
def test_compatible_brands_tell_what_a_general_one_leaves_open(head, kind):
    """A picture of the brand `mif1` is AVIF where its box of brands says so, and there alone."""
    assert kind_of(head) == kind
