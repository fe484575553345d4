"""How the lane says that it does not know."""

from __future__ import annotations


class Odd(Exception):
    """Something stands here that only the library knows how to read."""
