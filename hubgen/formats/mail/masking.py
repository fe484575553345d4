"""Addresses and telephone numbers in texts of strangers, masked: `ana@…` for an address, `…` for a number."""

from __future__ import annotations

import re

HIDDEN = "…"

_AT = r"(?:[@＠﹫]|%40|&#0*64;|&#x0*40;|&commat;)"
_HOST = r"[^\W_](?:[\w-]{0,62}\.)+[^\W\d_][\w-]{0,23}"
_NAME = r"[^\s@<>()\[\],;:\"']{0,80}"
# Said in words: "ana arroba finca.example.org", "ana (at) finca punto example punto org".
_WORD_AT = r"\s{0,2}[(\[{<]\s?(?:at|arroba|en|em|@|a)\s?[)\]}>]\s{0,2}|\s{1,2}(?:at|arroba|AT|ARROBA)\s{1,2}"
_WORD_DOT = r"\s?[(\[{]\s?(?:dot|punto|ponto|\.)\s?[)\]}]\s?|\s(?:dot|punto|ponto)\s|\."
_ADDRESSES = re.compile(
    rf"(?P<plain>(?:mailto:)?(?P<a>{_NAME}){_AT}(?:\[[\d.:a-fA-F]+\]|{_HOST}|[\w-]+))"
    rf"|(?P<said>(?<![\w.])(?P<b>[\w.+-]{{1,64}})(?:{_WORD_AT})(?:[\w-]{{1,63}}(?:{_WORD_DOT})){{1,5}}[^\W\d_]{{2,24}}\b)",
    re.IGNORECASE,
)
_BROKEN_AT = re.compile(r"\b([\w.+-]{1,64})\s?@\s?(?:[\w-]{1,63}\s?\.\s?){1,5}[a-z]{2,24}\b", re.IGNORECASE)

_SIGN = r"[ \u00a0.\-–/()]{0,3}"
_DIGITS = rf"\d(?:{_SIGN}\d)"
_CALLED = (
    r"(?:\b(?:tel[eéè]?f?(?:ono|one)?s?|tels?|cel(?:ular)?|m[oó]vil|mobile|cell|fax|fono|fone|phone|ph|whats?app|wsp|wa"
    r"|llam[aeá]\w*|call|ligue|telegram|sms)\b|☎|📞|📱)"
)
_NUMBERS = re.compile(
    rf"(?P<called>{_CALLED}[^\d\n]{{0,25}}?)\(?\+?{_DIGITS}{{5,16}}"
    rf"|(?<![\w+])(?:\(?\+|\(?00(?=[1-9]))\s?\(?{_DIGITS}{{6,16}}"
    r"|wa\.me/\+?\d{6,}"
    r"|(?<![\w.,/:-])\(\d{2,4}\)[ .-]?\d{3,4}[ .-]?\d{3,4}(?![\w-])"
    r"|(?<![\w.,/:-])(?!(?:19|20)\d\d-(?:19|20)\d\d)\d{4}[-‐-–]\d{4}(?![\w-])"
    r"|(?<![\w.,/:-])0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?![\w-])"
    r"|(?<![\w.,/:-])\d{2,3}[ .-]\d{3,4}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w.,/:-])(?!(?:19|20)\d\d)[2-9]\d{3} \d{4}(?![\w.,-])",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text without an address or a telephone number that a program could gather.

    Of an address the name before the sign stays, as the list's own pages have it; numbers of goods, dates and
    amounts are no telephone numbers. Where one cannot be told from the other, it is masked.
    """
    text = _UNSEEN.sub("", text)
    if any(sign in text for sign in ("@", "＠", "﹫", "%40", "&")) or _MAYBE.search(text):
        text = _ADDRESSES.sub(_named, text)
        text = _BROKEN_AT.sub(rf"\1@{HIDDEN}", text)
    return _NUMBERS.sub(_numbered, text) if _DIGIT.search(text) else text


# Marks without width, with which an address looks whole and is none to a program.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
_MAYBE = re.compile(r"arroba|[(\[{<\s](?:at|en|em|a)[)\]}>\s]", re.IGNORECASE)
_DIGIT = re.compile(r"\d[^a-z]{0,40}\d", re.IGNORECASE)


def _named(found: re.Match[str]) -> str:
    return f"{found['a'] or found['b'] or ''}@{HIDDEN}"


def _numbered(found: re.Match[str]) -> str:
    return f"{found['called'] or ''}{HIDDEN}"
