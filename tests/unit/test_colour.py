"""Colours: the formula of WCAG, and accents that can be read by day and by night."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.colour import (
    LEAST_CONTRAST,
    NIGHT,
    NIGHT_TINT,
    PAPER,
    TINT,
    contrast,
    dark_accent,
    is_readable,
    luminance,
    readable_accent,
)
from hubgen.project import bundled
from hubgen.stages.plan.frame import DEFAULT_COLOUR

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_known_ratios():
    """WCAG 2.2: black on white is 21, #767676 on white is the well-known 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.01)
    assert (luminance("#000000"), luminance("#ffffff")) == (0, pytest.approx(1))


@given(colours, colours)
def test_contrast_is_the_same_from_both_sides(one: str, other: str):
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21.0001


@given(colours)
def test_any_accent_has_a_readable_one_for_the_night(colour: str):
    found = dark_accent(colour)
    assert re.fullmatch(r"#[0-9a-f]{6}", found)
    assert contrast(found, NIGHT) >= LEAST_CONTRAST and contrast(found, NIGHT_TINT) >= LEAST_CONTRAST


@given(colours)
def test_what_is_proposed_for_a_light_accent_is_accepted(colour: str):
    found = readable_accent(colour)
    assert is_readable(found)
    assert dark_accent(found) and readable_accent(found)


def test_an_accent_of_paper_is_refused():
    assert not is_readable("#767676") and not is_readable(PAPER)
    assert is_readable("#000000") and is_readable(DEFAULT_COLOUR)


def test_the_stylesheet_has_these_colours():
    """What is computed here is computed for the grounds that pages really have."""
    css = (bundled("themes") / "plain/assets/plain.css").read_text("utf-8")
    day, night = re.findall(r":root\{[^}]*--p:[^}]*\}", css)
    assert f"--p:{PAPER}" in day and f"--a:{DEFAULT_COLOUR}" in day and f"--p:{NIGHT}" in night
    (thin,) = re.findall(r"--t:#(\w{4})\b", day)
    assert [over(thin, PAPER), over(thin, NIGHT)] == [TINT, NIGHT_TINT]


def over(thin: str, ground: str) -> str:
    """What `rgba`, a digit each, looks like on a ground (CSS Color 4, simple alpha compositing)."""
    *colour, alpha = (int(digit * 2, 16) for digit in thin)
    below = (int(ground[n : n + 2], 16) for n in (1, 3, 5))
    mixed = (round(c * alpha / 255 + g * (1 - alpha / 255)) for c, g in zip(colour, below, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("scheme, ground", [(0, PAPER), (0, TINT), (1, NIGHT), (1, NIGHT_TINT)])
def test_every_ink_stands_out_on_every_ground(scheme: int, ground: str):
    """Text, quiet text and the accent, at least 7 to 1 (WCAG 1.4.6, AAA)."""
    css = (bundled("themes") / "plain/assets/plain.css").read_text("utf-8")
    block = re.findall(r":root\{[^}]*--p:[^}]*\}", css)[scheme]
    named = dict(re.findall(r"(--\w):(#[0-9a-f]{6})", block))
    for ink in ("--a", "--i", "--m"):
        assert contrast(named[ink], ground) >= LEAST_CONTRAST, (ink, ground)
