"""Typographic quotes in finished HTML; never inside tags, code or keys.

Spanish, English and Portuguese of this hub all use “ ” and ‘ ’; dashes and dots stay as written.
"""

from __future__ import annotations

import re

# Of each language: opening and closing double, opening and closing single.
_ENGLISH = "“”‘’"
QUOTES = {"es": _ENGLISH, "en": _ENGLISH, "pt": _ENGLISH}

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|[\"']")
# As far as the first straight quote outside tags; possessive, so that it takes one look at each character.
_TO_STRAIGHT = re.compile(r"[^<\"']*+(?:<[^>]*+>[^<\"']*+)*+[\"']")
_LITERAL = frozenset(("pre", "code", "kbd", "samp"))
_INLINE = frozenset(("a", "abbr", "b", "cite", "del", "em", "i", "ins", "mark", "q", "s", "small"))
_INLINE |= {"span", "strong", "sub", "sup", "u", "var", "dfn"}
_OPENERS = frozenset("([{¿¡—–/“‘«-\u00a0")
_APOSTROPHE_REACH = 200  # characters; a quotation in single quotes is rarely longer


def typeset(html: str, language: str) -> str:
    """The same HTML with its straight quotes turned into those of the language.

    Args:
        html: serialised by the sanitiser: `>` and `"` inside attributes are escaped.
    """
    if not _TO_STRAIGHT.match(html):
        return html
    marks = QUOTES.get(language.split("-")[0], _ENGLISH)
    out: list[str] = []
    copied, end, literal = 0, 0, 0
    before, is_open = " ", False
    for found in _TOKEN.finditer(html):
        start = found.start()
        if start > end:
            before = "\u00a0" if html.endswith("&nbsp;", end, start) else html[start - 1]
        end = found.end()
        if found[2]:
            name = found[2].lower()
            if name in _LITERAL:
                literal = max(0, literal + (-1 if found[1] else 1))
                before = "x"
            elif name not in _INLINE:
                before, is_open = ("x" if name == "img" else " "), is_open and name in ("br", "img")
            continue
        if literal:
            continue
        if found[0] == '"':
            opens = _opens(before, html[end : end + 6], is_open)
            before, is_open = marks[0 if opens else 1], opens
        else:
            before = marks[2 if _is_quotation(before, html, end) else 3]
        out += (html[copied:start], before)
        copied = end
    return "".join((*out, html[copied:])) if out else html


def _opens(before: str, after: str, is_open: bool) -> bool:
    """Whether a double quote opens: it does behind a blank, unless a blank follows and one is open."""
    if not (before.isspace() or before in _OPENERS):
        return False
    return not (is_open and (not after or after[0].isspace() or after == "&nbsp;"))


def _is_quotation(before: str, html: str, end: int) -> bool:
    """Whether a single quote opens: it stands before a letter and another one follows in the same text."""
    if not (before.isspace() or before in _OPENERS) or not html[end : end + 1].isalpha():
        return False
    stop = html.find("<", end, end + _APOSTROPHE_REACH)
    return "'" in html[end : stop if stop >= 0 else end + _APOSTROPHE_REACH]
