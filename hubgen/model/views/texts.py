"""A text in Markdown as its page shows it: whole, with a list of contents, or in parts."""

from __future__ import annotations

from collections.abc import Callable

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import _OPEN_HREF, Item, PictureView


@frozen
class BodyView:
    """A body and the address of each of its open links, or the picture that belongs there."""

    parts: tuple[str, ...]
    paths: tuple[str | PictureView, ...]
    lang: str = ""
    terms: tuple[int, ...] = ()
    """Which of the addresses, from 0, are those of terms of the glossary: the author links none of them."""

    def html(self, address: Callable[[str], str], shown: Callable[[PictureView], str]) -> str:
        """The HTML with its links filled in; one that leads nowhere keeps its text alone.

        Args:
            address: a path -> what stands in the attribute, escaped.
            shown: a picture -> its HTML.
        """
        pieces = [self.parts[0]]
        for path, part in zip(self.paths, self.parts[1:], strict=True):
            if isinstance(path, PictureView):
                pieces += [shown(path), part]
            elif not path and pieces[-1].endswith(_OPEN_HREF):
                pieces[-1] = pieces[-1].removesuffix(_OPEN_HREF)
                pieces.append(part.removeprefix('"'))
            else:
                pieces += [address(path) if path else "", part]
        return "".join(pieces)


@frozen
class ContentsView:
    """The second-level headings of a text, or of one of its parts."""

    items: tuple[Item, ...]
    first: int = 1
    """Number of its first heading in the whole text."""
    current: bool = False
    """Whether it is the part of this page; never where the text stands on one page."""


@frozen
class PartsView:
    """Where a page stands in a text that comes in parts."""

    number: int
    count: int
    previous: Item | None
    """The part before, by its first heading."""
    next: Item | None
    whole: str
    """Path of the page with all parts."""
    whole_kb: str
    """A mark, which becomes the weight of that page when it is there."""
