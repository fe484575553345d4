"""JSON as hubgen writes it: compact, letters as they are, and inert where somebody takes it for HTML."""

from __future__ import annotations

import json
from collections.abc import Callable


def json_file(value: object) -> bytes:
    """A file that holds the value."""
    return (json_text(value) + "\n").encode()


def json_text(value: object, default: Callable[[object], object] | None = None) -> str:
    """The value in JSON (RFC 8259); `<` is escaped, so that no host with wrong media types makes an element of it.

    Raises:
        TypeError, ValueError: the value holds something that JSON cannot.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=default)
    return text.replace("<", "\\u003c")
