"""One line of the examination, and the words that several of them share."""

from __future__ import annotations

from typing import Literal

from hubgen.model.frozen import frozen
from hubgen.problems import Message, say

State = Literal["ok", "warn", "fail"]


@frozen
class Finding:
    """One line of the examination; `name` is stable, for programs."""

    name: str
    state: State
    text: Message
    mend: Message | None = None


def mended_by_doctor() -> Message:
    return say("hubgen doctor --mend")


def size_text(count: int) -> str:
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.{0 if count >= 10 * size else 1}f} {unit}"
    return f"{count} B"
