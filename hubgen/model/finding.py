"""What the rules for people find in a text, before it is known which entry the text belongs to."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.problems import Location


@frozen(order=True)
class Finding:
    """One thing that makes a text hard to read; line and column count from 1 within the text."""

    line: int
    column: int
    rule: str
    quote: str
    """The first words of a sentence, an abbreviation, the words of a link, a heading, the mark of an item."""
    number: int = 0
    """The words of a sentence; the level that a heading should have, 1 where it is the page's; 1 for a bare address."""


@frozen
class Unexplained:
    """An abbreviation that no text of its entry explains, in that language; a glossary may still do so."""

    text: str
    language: str
    where: Location
