"""Sectors (ISIC) and products (HS): which codes can be, and what the shipped ones are called.

Named are the sections and divisions of ISIC and the chapters of the HS, in words of our
own. Deeper codes are checked by shape and stand as codes, unless a hub names them.

Source: ISIC Rev. 4 (United Nations, 2008); Harmonized System, chapters of the 2022
edition (World Customs Organization), where chapter 77 is reserved.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from hubgen.locale.formatting import DATA, FALLBACK, load_locale

_SECTOR_SHAPE = re.compile(r"[A-U]|[0-9]{2,4}")
_HS_SHAPE = re.compile(r"[0-9]{2}([0-9]{2}){0,2}")


def is_sector(code: str) -> bool:
    """Whether the code can be one of ISIC: a section A-U, or 2 to 4 digits in a real division."""
    return bool(_SECTOR_SHAPE.fullmatch(code)) and code[:2] in _labels("isic")


def is_hs(code: str) -> bool:
    """Whether the code can be one of the HS: 2, 4 or 6 digits, without dots, in a real chapter."""
    return bool(_HS_SHAPE.fullmatch(code)) and code[:2] in _labels("hs")


def sector_label(code: str, lang: str) -> str | None:
    """The name of a section or division, in lower case as inside a sentence; None for other codes.

    A language without labels gets the English ones.
    """
    return _label("isic", code, lang)


def product_label(code: str, lang: str) -> str | None:
    """The name of a chapter of the HS, in lower case as inside a sentence; None for other codes.

    A language without labels gets the English ones.
    """
    return _label("hs", code, lang)


def sector_codes() -> tuple[str, ...]:
    """The named codes of ISIC: each section followed by its divisions."""
    return tuple(_labels("isic"))


def hs_chapters() -> tuple[str, ...]:
    """The named codes of the HS, in order."""
    return tuple(_labels("hs"))


def section_of(code: str) -> str | None:
    """The section letter that a code of ISIC belongs to ("C" for "1079"); None for no such code."""
    return _sections().get(code[:2]) if is_sector(code) else None


def _label(name: str, code: str, lang: str) -> str | None:
    labels = _labels(name).get(code)
    return labels.get(load_locale(lang).lang, labels[FALLBACK]) if labels else None


@cache
def _labels(name: str) -> Mapping[str, Mapping[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row.pop("code"): MappingProxyType(row) for row in csv.DictReader(file)})


@cache
def _sections() -> Mapping[str, str]:
    sections: dict[str, str] = {}
    letter = ""
    for code in _labels("isic"):
        letter = code if code.isalpha() else letter
        sections[code] = letter
    return MappingProxyType(sections)
