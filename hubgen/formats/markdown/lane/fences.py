"""Fenced code, which the library takes out before it looks at anything else."""

from __future__ import annotations

from collections.abc import Iterator

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from hubgen.formats.markdown.lane import escapes
from hubgen.formats.markdown.lane.odd import Odd

_FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Each stretch of text with the HTML of the fenced code below it, which is "" for the last."""
    if "```" not in text and "~~~" not in text:
        yield text, ""
        return
    end = 0
    while found := _FENCED.search(text, end):
        if found["attrs"] is not None or found["hl_lines"] is not None:
            raise Odd("attributes of code")
        language = f' class="language-{escapes.value(found["lang"])}"' if found["lang"] else ""
        code = escapes.code(found["code"]).replace('"', "&quot;")
        yield text[end : found.start()], f"<pre><code{language}>{code}</code></pre>\n"
        end = found.end()
    yield text[end:], ""
