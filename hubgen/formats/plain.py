"""Text that goes into files for other programs: one kind of line break, and nothing that controls a machine."""

from __future__ import annotations

import re

# All that some program takes for the end of a line (Unicode standard, section 5.8).
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Halves of a surrogate pair are no characters and have no form in UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with `\\n` for every kind of line break, tabs kept, all other control characters removed."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))
