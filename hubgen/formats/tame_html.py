"""HTML of strangers as the parser of the standard library reads it in a time that grows as its size.

For a sign that opens no whole tag the parser looks to the end, and begins anew at the next one: a few hundred kilobytes
of them would keep it busy for hours.
"""

from __future__ import annotations

import re

_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")


def tamed(markup: str) -> str:
    """The markup without comments and declarations; a sign that opens no tag is a letter."""
    pieces, start = [], 0
    while (begin := markup.find("<!--", start)) >= 0:
        pieces.append(markup[start:begin])
        end = markup.find("-->", begin + 2)
        start = end + 3 if end >= 0 else len(markup)
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", "".join((*pieces, markup[start:]))))
