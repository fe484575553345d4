"""Emphasis: runs side by side; runs within runs, and marks that pair with nothing, are odd."""

from __future__ import annotations

import re

from hubgen.formats.markdown.lane import escapes
from hubgen.formats.markdown.lane.odd import Odd

# Both alternatives start with a plain character, and look behind it only then: `re` skips to the marks at once.
_RUN = re.compile(
    r"\*(?<!\*\*)(\*?)(?![\s*])([^*_]*[^\s*_])\*\1(?!\*)"
    r"|_(?<!\w_)(_?)(?![\s_])([^*_]*[^\s*_])_\3(?!\w)"
)
_INSIDE_WORD = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_HIDDEN = "\x01"  # an underscore inside a word; no text of the lane has this character
_LEFT_OVER = re.compile(r"(?<!\s)[*_]|[*_](?!\s)")


def emphasised(words: str) -> str:
    """Escaped HTML of words that have no markup but emphasis, and the marks of what is kept apart."""
    html = escapes.text(words)
    if "*" not in html and "_" not in html:
        return html
    if "_" in html:
        html = _INSIDE_WORD.sub(lambda found: _HIDDEN * len(found[0]), html)
    html = _RUN.sub(_tagged, html)
    if _LEFT_OVER.search(html):
        raise Odd("emphasis")
    return html.replace(_HIDDEN, "_")


def _tagged(run: re.Match[str]) -> str:
    tag = "strong" if run[1] or run[3] else "em"
    return f"<{tag}>{run[2] or run[4]}</{tag}>"
