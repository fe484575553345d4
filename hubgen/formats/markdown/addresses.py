"""Which addresses may stand in a text, seen as a browser sees them."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

SCHEMES = frozenset(("http", "https", "mailto", "tel", "geo"))

Kind = Literal["outside", "anchor", "inside", "unsafe", "empty"]

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Browsers drop blanks and control characters in front of a scheme, tabs and line ends within it; what is
# invisible is dropped here too, so that no spelling hides one.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")


def classify(address: str) -> Kind:
    """What an address (its entities decoded) leads to.

    `outside`: one of the schemes allowed. `anchor`: a place in the same text. `inside`: everything
    relative, for the site to resolve. `unsafe`: another scheme, another host without scheme, a
    backslash, and all spellings a browser would read as one of these.
    """
    text = address.strip()
    if not text:
        return "empty"
    if text.startswith("#"):
        return "anchor"
    plain = _INVISIBLE.sub("", text)
    if found := _SCHEME.match(plain):
        is_open = found[1].lower() in SCHEMES and text.lower().startswith(found[0].lower())
        return "outside" if is_open else "unsafe"
    decoded = _INVISIBLE.sub("", unquote(plain))
    if _SCHEME.match(decoded) or "\\" in decoded or decoded.startswith("//"):
        return "unsafe"
    return "inside"


def as_written(address: str) -> str:
    """The address of an inner link with its percent escapes decoded, where they are UTF-8."""
    text = address.strip()
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
