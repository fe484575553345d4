"""The hub's one colour: readable on paper by day, and its counterpart for the night.

Source: WCAG 2.2, relative luminance and contrast ratio.
"""

from __future__ import annotations

import colorsys

PAPER, TINT = "#fcfbf7", "#f4f3ee"
NIGHT, NIGHT_TINT = "#111416", "#191c1c"
"""The papers of the theme, and its thin tint as it comes out on each."""
LEAST_CONTRAST = 7.0
"""Text must be readable in bright sun: level AAA."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 (black) to 1 (white)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in the colour stands out enough on paper and tint."""
    return min(contrast(colour, PAPER), contrast(colour, TINT)) >= LEAST_CONTRAST


def dark_accent(colour: str) -> str:
    """The same hue, light enough to be read at night."""
    return _until_readable(colour, (NIGHT, NIGHT_TINT), range(50, 101))


def readable_accent(colour: str) -> str:
    """The same hue, dark enough to be read on paper: what to propose for one that is too light."""
    return _until_readable(colour, (PAPER, TINT), range(50, -1, -1))


def _until_readable(colour: str, grounds: tuple[str, ...], percents: range) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    for percent in percents:
        channels = colorsys.hls_to_rgb(hue, percent / 100, min(saturation, 0.45) if percent >= 50 else saturation)
        found = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if all(contrast(found, ground) >= LEAST_CONTRAST for ground in grounds):
            return found
    return "#ffffff" if percents[0] <= percents[-1] else "#000000"
