"""For whom a site is made, and which entries it may show."""

from __future__ import annotations

from typing import Literal

Audience = Literal["public", "members", "staff"]

AUDIENCES: tuple[Audience, ...] = ("public", "members", "staff")
"""Each sees what those before it see; the values of the vocabulary `visibility` (contract, section 12)."""


def rank(visibility: object) -> int:
    """The place of a visibility among the audiences; an entry that names none is public."""
    return AUDIENCES.index(visibility) if visibility in AUDIENCES else 0


def may_see(audience: Audience, visibility: object) -> bool:
    """Whether a site for the audience shows entries of that visibility."""
    return rank(visibility) <= rank(audience)
