"""Text that fits one short message: 160 characters of the alphabet of GSM, or 70 where it needs other scripts.

Source: 3GPP TS 23.038, section 6.2.1 (the default alphabet and its extension) and 6.2.3 (UCS2).
"""

from __future__ import annotations

import unicodedata

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")
"""They take the room of two."""
LIMIT, LIMIT_OTHER = 160, 70
_LIKE = str.maketrans({
    "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u2011": "-", "…": "...",
    "·": "-", "º": "o", "ª": "a",
})  # fmt: skip
_CUT = "..."


def one_message(start: str, middle: str, end: str) -> str:
    """The three texts in a line that one message carries; the middle is cut where they are too long together.

    Letters that the alphabet of GSM lacks lose their accents: "mañana" stays, "país" becomes "pais". A text with
    letters that have no such likeness stays as it is and has less room.
    """
    plain = (_in_gsm(start), _in_gsm(middle), _in_gsm(end))
    if all(map(_is_gsm, plain)):
        return _fitted(*plain, LIMIT)
    return _fitted(start, middle, end, LIMIT_OTHER)


def room(text: str) -> int:
    """Characters that a text takes of a message."""
    if not _is_gsm(text):
        return len(text.encode("utf-16-be")) // 2
    return len(text) + sum(char in GSM_TWICE for char in text)


def _fitted(start: str, middle: str, end: str, limit: int) -> str:
    if room(start + middle + end) <= limit:
        return start + middle + end
    rest = _CUT + end.removeprefix(".")
    while middle and room(start + middle + rest) > limit:
        middle = middle[:-1]
    whole_words = middle.rpartition(" ")[0]
    return start + (whole_words or middle) + rest


def _in_gsm(text: str) -> str:
    return "".join(map(_letter, text.translate(_LIKE)))


def _letter(char: str) -> str:
    if char in GSM or char in GSM_TWICE:
        return char
    plain = "".join(one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one))
    return plain if plain and _is_gsm(plain) else char


def _is_gsm(text: str) -> bool:
    return all(char in GSM or char in GSM_TWICE for char in text)
