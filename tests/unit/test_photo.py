"""One photo: what may come in, what goes out, and nothing of its camera with it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from hubgen.config import Budget, Images
from hubgen.images.faults import PictureRefusedError
from hubgen.images.limits import limit_of, versions_of
from hubgen.images.photo import make_picture, toolchain, writable
from hubgen.images.quality import SCALES, TRIES, best_within
from hubgen.model.picture import Picture, dump_picture, load_picture
from tests.conftest import ROOT
from tests.photos import GPS_WORD, jpeg, opened, photo, png_head, saved, webp_head

CHEAP = Images(widths=(64,), formats=("jpeg",))


def made(data: bytes, images: Images = CHEAP) -> Picture:
    return make_picture("fotos/a.jpg", data, images, Budget())


def shown(data: bytes) -> Image.Image:
    """The largest version of a picture, decoded."""
    return opened(max(made(data).versions, key=lambda version: version.width).content).convert("RGB")


def refusal(data: bytes) -> PictureRefusedError:
    with pytest.raises(PictureRefusedError) as found:
        made(data)
    return found.value


def near(pixel: object, colour: tuple[int, int, int], distance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= distance for one, other in zip(pixel, colour, strict=True))


# -- what goes out -------------------------------------------------------------------------


def test_a_photo_becomes_small_files_within_their_bytes():
    """The goal G11: 5 KB at 320 and 13 KB at 640 in AVIF, 11 KB for old browsers."""
    picture = make_picture("a.jpg", jpeg(1), Images(), Budget())

    weights = {(one.format, one.width, one.height): one.weight for one in picture.versions}
    assert list(weights) == [("avif", 320, 240), ("avif", 640, 480), ("jpeg", 320, 240)]
    assert weights["avif", 320, 240] <= 5_000 and weights["avif", 640, 480] <= 13_000
    assert weights["jpeg", 320, 240] <= 11_000
    assert (picture.width, picture.height) == (640, 480)
    # Of the bytes that it may have, each uses most: a photo is not worse than it must be.
    assert all(one.weight > 0.75 * one.limit_bytes for one in picture.versions)
    assert picture.encodings <= 3 * (TRIES + 2)
    assert [opened(one.content).format for one in picture.versions] == ["AVIF", "AVIF", "JPEG"]


def test_the_same_photo_gives_the_same_bytes():
    again = [make_picture("a.jpg", jpeg(2, (400, 300)), Images((160,)), Budget()) for _ in range(2)]
    assert again[0] == again[1]


def test_a_picture_is_never_enlarged():
    """One that is narrower than a width is offered as wide as it is."""
    picture = make_picture("a.jpg", jpeg(3, (200, 100)), Images(), Budget())
    assert [(one.format, one.width) for one in picture.versions] == [("avif", 200), ("jpeg", 200)]
    assert versions_of(500, Images()) == (("avif", 320), ("avif", 500), ("jpeg", 320))


def test_versions_follow_the_settings():
    """Formats in the order of their worth; with one format, it has every width; for links one file is enough."""
    assert versions_of(900, Images(formats=("jpeg", "webp"))) == (("webp", 320), ("webp", 640), ("jpeg", 320))
    assert versions_of(900, Images(formats=("jpeg",))) == (("jpeg", 320), ("jpeg", 640))
    assert versions_of(900, Images(load="link")) == (("jpeg", 320),)
    assert versions_of(1, Images()) == (("avif", 1), ("jpeg", 1))


def test_no_version_may_weigh_more_than_the_budget():
    for kind in ("avif", "webp", "jpeg"):
        limits = [limit_of(kind, width, Images(), Budget(image=13_000)) for width in (1, 320, 640)]
        assert limits == sorted(limits) and limits[-1] == 13_000 and limits[0] > 0
    assert limit_of("avif", 320, Images(), Budget()) <= 5_000 and limit_of("jpeg", 320, Images(), Budget()) <= 11_000


def test_a_picture_comes_back_from_the_memo():
    picture = made(jpeg(3, (200, 100)))
    assert load_picture(dump_picture(picture)) == picture
    with pytest.raises(ValueError):
        load_picture(dump_picture(picture)[:-1])


@pytest.mark.parametrize("limit", [10, 300, 1_000, 5_000, 10**6])
def test_the_quality_is_the_best_that_was_found_within_the_limit(limit):
    """Few encodings; the floor where nothing fits, the ceiling where all does."""
    scale = SCALES["avif"]
    tried: list[int] = []

    def encode(quality: int) -> bytes:
        tried.append(quality)
        return b"x" * int(100 * 1.04**quality)

    found = best_within(encode, limit, scale)

    assert found.data == encode(found.quality) and found.encodings == len(tried) - 1 <= TRIES + 1
    assert len(tried[:-1]) == len(set(tried[:-1]))
    best = [one for one in range(scale.floor, scale.ceiling + 1) if int(100 * 1.04**one) <= limit]
    assert found.quality in range(best[-1] - 2, best[-1] + 1) if best else found.quality == scale.floor


# -- O26: nothing of the camera ------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_the_camera_is_left(kind):
    """O26: place, hour, comment, names and previews stay behind, whatever the file came as."""
    source = jpeg(4, (200, 150), camera=True)
    image = opened(source)
    data = source if kind == "JPEG" else saved(image, kind, exif=image.getexif(), xmp=image.info["xmp"])
    assert b"Exif" in data or b"eXIf" in data or b"EXIF" in data

    for version in make_picture("a", data, Images((160,), ("avif", "webp", "jpeg")), Budget()).versions:
        assert not any(
            mark in version.content
            for mark in (GPS_WORD.encode(), b"Exif", b"EXIF", b"eXIf", b"xmp", b"Photoshop", b"\xff\xfe\x00", b"GPS")
        ), version.format
        assert not dict(opened(version.content).getexif())
        assert "icc_profile" not in opened(version.content).info


def test_orientation_is_applied_before_it_is_lost():
    """A photo taken sideways stands upright, and its width is that of the upright picture."""
    image = Image.new("RGB", (80, 40), "blue")
    image.paste("red", (0, 0, 40, 40))
    corners = {1: "red", 2: "blue", 3: "blue", 4: "red", 5: "red", 6: "red", 7: "blue", 8: "blue"}
    for orientation, first in corners.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        upright = shown(saved(image, "JPEG", quality=95, exif=exif))
        assert upright.size == ((64, 32) if orientation < 5 else (40, 80)), orientation
        red, _, blue = upright.getpixel((2, 2))
        assert (red > blue) == (first == "red"), orientation


# -- kinds of pictures ---------------------------------------------------------------------


def test_every_mode_keeps_its_colours():
    """CMYK, palettes, greys of 1, 8 and 16 bits, and colours with transparency."""
    colour = (200, 40, 40)
    flat = Image.new("RGB", (48, 48), colour)
    grey = Image.new("I;16", (48, 48), 128 * 257)
    half = Image.new("RGBA", (48, 48), (*colour, 0))
    half.paste((*colour, 255), (0, 0, 48, 24))
    clear = flat.quantize(4)

    assert near(shown(saved(flat.convert("CMYK"), "JPEG", quality=95)).getpixel((20, 20)), colour, 25)
    assert near(shown(saved(clear, "PNG")).getpixel((20, 20)), colour)
    assert near(shown(saved(clear, "GIF")).getpixel((20, 20)), colour)
    assert near(shown(saved(clear, "PNG", transparency=0)).getpixel((20, 20)), (255, 255, 255))
    assert near(shown(saved(grey, "PNG")).getpixel((20, 20)), (128, 128, 128), 4)
    assert near(shown(saved(Image.new("1", (48, 48), 1), "PNG")).getpixel((20, 20)), (255, 255, 255))
    assert near(shown(saved(Image.new("LA", (48, 48), (90, 255)), "PNG")).getpixel((20, 20)), (90, 90, 90))
    assert near(shown(saved(half, "PNG")).getpixel((20, 8)), colour)
    assert near(shown(saved(half, "PNG")).getpixel((20, 44)), (255, 255, 255))
    assert near(shown(saved(flat, "AVIF")).getpixel((20, 20)), colour)


def test_a_profile_is_turned_into_srgb():
    """Numbers of another colour space mean other colours: green and red change places in this one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The tags of the red and of the green primary, exchanged: as wide a gamut as no camera has.
    swapped = profile.replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")
    red = Image.new("RGB", (32, 32), (255, 0, 0))

    assert near(shown(saved(red, "PNG", icc_profile=profile)).getpixel((9, 9)), (254, 0, 0))
    assert near(shown(saved(red, "PNG", icc_profile=swapped)).getpixel((9, 9)), (0, 255, 0), 30)
    assert near(shown(saved(red, "PNG", icc_profile=b"no profile")).getpixel((9, 9)), (254, 0, 0))


def test_strange_shapes_are_fitted():
    assert made(saved(Image.new("L", (900, 2), 90), "PNG")).height == 1
    assert made(saved(Image.new("L", (2, 900), 90), "PNG")).versions[0].height == 900


def test_a_phone_s_file_with_a_preview_is_no_moving_picture():
    """Many phones write JPEG with a second picture inside (MPO)."""
    two = saved(photo(5, (120, 90)), "MPO", save_all=True, append_images=[photo(6, (60, 45))])
    assert made(two).versions[-1].format == "jpeg"


# -- O24: what is refused ------------------------------------------------------------------


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), (90 * number, 0, 0)) for number in range(3)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


REFUSED = {
    "empty": (b"", "is empty: it has 0 bytes", "copy it again"),
    "HTML named .png": (b"<!doctype html><title>404</title>", "it is a web page (HTML)", "save the picture itself"),
    "PDF": (b"%PDF-1.7\n", "a file of the kind PDF", "save it as JPEG or PNG"),
    "TIFF": (b"II*\x00\x08\x00\x00\x00", "of the kind TIFF", "save it as JPEG or PNG"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "of the kind HEIC", "save it as JPEG or PNG"),
    "SVG named .png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing", "rename it to end in .svg"),
    "text": (b"fotos de la feria", "no picture that hubgen knows", "save it as JPEG or PNG"),
    "PNG of 50,000 x 50,000": (png_head(50_000, 50_000), "has 50000 x 50000 pixels", "save it smaller"),
    "WebP of 16,000 x 16,000": (webp_head(16_000, 16_000), "has 16000 x 16000 pixels", "save it smaller"),
    "strip": (png_head(40_000, 2), "has 40000 x 2 pixels", "save it smaller"),
    "head alone": (png_head(20, 20), "damaged or cut off", "copy it again"),
    "GIF that moves": (moving("GIF"), "moves", "save one of them"),
    "PNG that moves": (moving("PNG"), "moves", "save one of them"),
    "WebP that moves": (moving("WEBP"), "moves", "save one of them"),
    "JPEG cut off": (jpeg(7, (200, 150))[:2000], "damaged or cut off", "copy it again"),
    "JPEG of noise": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "damaged or cut off", "copy it again"),
    "WebP cut off": (saved(photo(7, (90, 60)), "WEBP")[:400], "damaged or cut off", "copy it again"),
    "AVIF cut off": (saved(photo(7, (90, 60)), "AVIF")[:500], "damaged or cut off", "copy it again"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_picture_is_refused_with_what_was_found_and_the_mend(name):
    """O24; each names the file."""
    data, found, mend = REFUSED[name]
    fault = refusal(data)

    assert "fotos/a.jpg" in str(fault.found) and found in str(fault.found)
    assert mend in str(fault.mend)


def test_too_many_bytes_are_refused():
    assert "has 25 MB" in str(refusal(b"\xff\xd8\xff" + b"\0" * 25_000_000).found)


PEAK = r"""
import pathlib, re, resource, sys
from hubgen.config import Budget, Images
from hubgen.images.faults import PictureRefusedError
from hubgen.images.photo import make_picture
data = sys.stdin.buffer.read()
try:
    make_picture("a.png", data, Images(), Budget())
    print("made")
except PictureRefusedError as fault:
    print(fault.found)
# On Linux getrusage tells what the process had before it became this one, too.
status = pathlib.Path("/proc/self/status")
peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
print(int(peak[1]) // 1000 if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000)
"""


def peak(data: bytes) -> tuple[str, int]:
    """What became of the picture in a process of its own; the most memory it had, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=ROOT, input=data, capture_output=True, check=True, timeout=60
    )
    told, megabytes = done.stdout.decode().splitlines()
    return told, int(megabytes)


@pytest.mark.parametrize(
    "data",
    [png_head(50_000, 50_000), webp_head(16_383, 16_383), png_head(16_000, 16_000)],
    ids=["png", "webp", "limit"],
)
def test_a_bomb_takes_no_memory(data):
    """O24: refused by its head, in less than 300 MB, the interpreter included."""
    told, megabytes = peak(data)
    assert "pixels" in told
    assert megabytes < 300


@pytest.mark.slow
def test_the_largest_picture_that_is_taken_fits_a_small_machine():
    """25 million pixels with transparency; 50 million as JPEG."""
    heavy = saved(Image.new("RGBA", (6_000, 4_166), (200, 30, 40, 128)), "PNG")
    tall = saved(Image.new("RGB", (8_000, 6_240), (200, 30, 40)), "JPEG")
    for data, most in ((heavy, 400), (tall, 200)):
        told, megabytes = peak(data)
        print(megabytes, "MB")
        assert told == "made" and megabytes < most


def test_what_can_change_the_bytes_is_named():
    """The memo's key has it: another Pillow, another result."""
    names = " ".join(toolchain())
    assert "pil " in names and "avif" in names and "jpeg" in names
    assert writable(Images()) == Images()
