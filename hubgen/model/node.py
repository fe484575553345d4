"""What a structured source says, before anything is typed: text with its place.

YAML, front matter and spreadsheet rows all become these three shapes, so that one
engine types them and one kind of message tells what is wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hubgen.model.frozen import frozen
from hubgen.problems import Location

# Letters without a form (Unicode standard, 5.21), and the Braille pattern without a dot.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


@frozen
class Scalar:
    """One value as its author typed it; always text."""

    text: str
    where: Location
    is_block: bool = False
    """Whether each line of the text is a line of the file, below that of its name."""


@frozen
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    where: Location


@frozen
class Mapping:
    """Named values in the order of the source; names are unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    where: Location

    def get(self, name: str) -> Node | None:
        return next((value for key, value in self.pairs if key.text == name), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.pairs)


Node = Scalar | Sequence | Mapping


def is_empty(node: Node) -> bool:
    """Whether the source names the value but says nothing: no text that one sees, an empty list, `null` or `~`."""
    match node:
        case Scalar(text=text):
            words = text.strip()
            return words in ("", "~", "null") or not (words[0].isascii() or any(map(_is_seen, words)))
        case Sequence(items=items):
            return not items
        case Mapping(pairs=pairs):
            return not pairs


def _is_seen(char: str) -> bool:
    """Whether a character leaves a trace: blanks, marks of direction and fillers of letters do not."""
    return not (char.isspace() or unicodedata.category(char) == "Cf" or char in _FILLERS)
