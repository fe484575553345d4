"""How large pictures may be: what comes in, which widths go out, and how many bytes each has."""

from __future__ import annotations

from hubgen.config import Budget, Images
from hubgen.model.picture import Format

FILE_LIMIT_BYTES = 25_000_000
"""A photo straight from a camera; more is a scan or a mistake."""
PIXEL_LIMIT = 25_000_000
"""What is decoded whole: 100 MB in the memory when it has colours and transparency."""
SCALED_PIXEL_LIMIT = 50_000_000
"""JPEG that can be decoded at an eighth of its size."""
SIDE_LIMIT = 16_000
"""Beyond it no format that we write holds the picture."""

_ORDER: tuple[Format, ...] = ("avif", "webp", "jpeg")
# At one quality bytes grow less than the area: photos of 13 KB at 640 pixels have about 5 KB at 320.
_GROWTH = 1.4
# What a format needs at the quality of AVIF.
_SHARE: dict[Format, float] = {"avif": 1.0, "webp": 1.4, "jpeg": 2.2}


_LEAST = 1_500
"""What the head of a file takes is no fault of the picture."""


def formats_of(images: Images) -> tuple[Format, ...]:
    """The formats of the settings, the best first; the last is for browsers that know no other."""
    return tuple(one for one in _ORDER if one in images.formats)


def versions_of(width: int, images: Images) -> tuple[tuple[Format, int], ...]:
    """Format and width of each version of a picture that is so wide; none is wider than the picture.

    The format for old browsers is made in the smallest width alone when there are others: it
    is for small phones. Where pages only link to pictures, it is all that is made.
    """
    most = max(images.widths)
    widths = (*(one for one in images.widths if one < min(width, most)), min(width, most))
    *modern, fallback = formats_of(images)
    if images.load == "link":
        return ((fallback, widths[0]),)
    last = ((fallback, widths[0]),) if modern else tuple((fallback, one) for one in widths)
    return (*((one, wide) for one in modern for wide in widths), *last)


def limit_of(kind: Format, width: int, images: Images, budget: Budget) -> int:
    """The most bytes that a version should have: `budget.image` at the largest width, less below."""
    part = float((width / max(images.widths)) ** _GROWTH) * _SHARE[kind]
    return max(_LEAST, round(budget.image * min(1.0, part)))
