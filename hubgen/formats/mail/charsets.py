"""Bytes of a mail as letters, whatever its author's program called them."""

from __future__ import annotations

import codecs
import re
from base64 import b64decode
from binascii import Error
from quopri import decodestring

from hubgen.formats.plain import readable

GUESSES = ("utf-8", "cp1252")
"""Where no character set is named, or an unknown one: what UTF-8 can be is UTF-8."""
# Codecs of Python that are no character sets, or whose reading takes long on hostile input.
_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")


def letters(data: bytes, charset: str) -> tuple[str, bool]:
    """The text of bytes, and whether every letter of it is certain.

    Letters that nothing can read become the replacement character; line ends are line feeds.
    """
    name = _known(charset)
    for guess in (name, *GUESSES) if name else GUESSES:
        try:
            return clean(data.decode(guess)), (bool(name) and guess == name) or not charset
        except (UnicodeError, ValueError):
            continue
    return clean(data.decode(name or "utf-8", "replace")), False


def _known(charset: str) -> str:
    """The name of a character set for Python; empty where it knows none."""
    try:
        found = codecs.lookup(charset.strip("\"' ")[:40])
    except (LookupError, ValueError):
        return ""
    if found.name in _REFUSED or not found._is_text_encoding:
        return ""
    # Latin-1 has control characters where every program that says so means the letters of Windows.
    return {"ascii": "utf-8", "iso8859-1": "cp1252"}.get(found.name, found.name)


def clean(text: str) -> str:
    """The text with one kind of line end and without characters that no text has."""
    return readable(text.replace("\r\n", "\n").replace("\r", "\n"))


def head_text(value: str) -> str:
    """A field of a head in one line, its encoded words decoded (RFC 2047); a broken word stays as it is.

    Args:
        value: as the parser of the standard library keeps it, 8-bit letters as lone surrogates.
    """
    raw = value.encode("utf-8", "surrogateescape")
    text = letters(raw, "")[0]
    if "=?" in text:
        text = _decoded(_BETWEEN.sub(r"\1", text))
    return " ".join(text.split())


def _decoded(text: str) -> str:
    """The text with its encoded words; neighbours of one character set are read together, since some cut letters."""
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        data = _bytes_of(word[2], word[3])
        if data is None:
            continue
        between = text[end : word.start()]
        if between or word[1].lower() != charset:
            pieces += [letters(pending, charset)[0] if pending else "", between]
            pending = b""
        pending, charset, end = pending + data, word[1].lower(), word.end()
    return "".join((*pieces, letters(pending, charset)[0] if pending else "", text[end:]))


def _bytes_of(coding: str, word: str) -> bytes | None:
    data = word.encode("ascii", "replace")
    if coding in "qQ":
        return decodestring(data.replace(b"_", b" "))
    try:
        return b64decode(data + b"=" * (-len(data) % 4))
    except (Error, ValueError):
        return None
