"""The best quality within a number of bytes, found with few encodings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from hubgen.model.frozen import frozen
from hubgen.model.picture import Format

Encode = Callable[[int], bytes]
"""Quality -> bytes; more quality, more bytes."""

TRIES = 5
NEAR = 0.93
"""What uses so much of its bytes is good enough."""


@frozen
class Scale:
    """The numbers for quality of one encoder."""

    floor: int
    """Below it faces and letters fall apart: rather heavier than worse."""
    start: int
    ceiling: int
    """Above it nobody sees a difference on a phone."""
    growth: float
    """How fast bytes grow: their natural logarithm by one step of quality."""


# Floors and ceilings by eye; growth as measured on photos at 320 and 640 pixels.
SCALES: Mapping[Format, Scale] = {
    "avif": Scale(28, 42, 62, 0.040),
    "webp": Scale(30, 50, 80, 0.018),
    "jpeg": Scale(32, 50, 78, 0.018),
}


@frozen
class Found:
    quality: int
    data: bytes
    encodings: int


def best_within(encode: Encode, limit: int, scale: Scale) -> Found:
    """The best that was found within the limit; that of the lowest quality where nothing is.

    A bisection that guesses: bytes grow almost by a fixed factor with each step of quality,
    so that the next try is near the mark.
    """
    low, high = scale.floor, scale.ceiling
    quality = scale.start
    tried: dict[int, bytes] = {}
    while low <= high and len(tried) < TRIES:
        data = tried[quality] = encode(quality)
        if len(data) > limit:
            high = quality - 1
        elif len(data) >= NEAR * limit:
            break
        else:
            low = quality + 1
        steps = math.floor(math.log(limit * 0.98 / len(data)) / scale.growth)
        quality = max(low, min(high, quality + steps))
    best = max((one for one, data in tried.items() if len(data) <= limit), default=scale.floor)
    if best not in tried:
        tried[best] = encode(best)
    return Found(best, tried[best], len(tried))
