"""Scripts of a theme that pages fetch when a reader asks for them."""

from __future__ import annotations

from hubgen.model.frozen import frozen


@frozen
class Scripts:
    """As they are published."""

    search: bytes = b""
    finder: bytes = b""


NO_SCRIPTS = Scripts()
