"""The library's ways to write a text so that it is no markup."""

from __future__ import annotations

from markdown.serializers import RE_AMP


def text(words: str) -> str:
    """Words between tags; character references stay what they are."""
    if "&" in words:
        words = RE_AMP.sub("&amp;", words)
    return words.replace("<", "&lt;").replace(">", "&gt;") if "<" in words or ">" in words else words


def value(words: str) -> str:
    """The value of an attribute."""
    return text(words).replace('"', "&quot;")


def code(words: str) -> str:
    """Code; a character reference in it is shown as it was typed."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
