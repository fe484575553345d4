"""Lists and finders: entries by facets, matrices, comparisons, A to Z."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import Group, Item, PageLink


@frozen
class FacetValue:
    text: str
    path: str
    count: int
    current: bool = False


@frozen
class FacetGroup:
    title: str
    id: str
    values: tuple[FacetValue, ...]
    is_short: bool = False
    """Whether its values are letters, which stand side by side."""


@frozen
class SortLink:
    """The same list in one of its orders."""

    text: str
    path: str
    current: bool


@frozen
class FinderView:
    """More choices at once, by a script that comes when the reader asks."""

    script: str
    """Path of the interface, which all finders share."""
    list: str
    """Path of the file with the entries of this list."""
    kb: str
    """What both cost, in KB."""


@frozen
class ListView:
    """A section, a facet value, a pair, a profile or an archive: entries and ways to choose."""

    title: str
    sentence: str
    """What the list holds, in words: "Financiamiento de tipo garantía en Honduras"."""
    count: int
    chosen: tuple[Item, ...] = ()
    """Chosen values; each leads to the list without it."""
    groups: tuple[Group, ...] = ()
    facets: tuple[FacetGroup, ...] = ()
    pages: tuple[PageLink, ...] = ()
    previous: str = ""
    next: str = ""
    sorts: tuple[SortLink, ...] = ()
    links: tuple[Item, ...] = ()
    """Other ways on: the archive, other profiles."""
    finder: FinderView | None = None
    """On the first page of a list that is long enough."""
    letters: tuple[Item, ...] = ()
    """Initials, where the whole list stands under them: each leads to its place, or to its own page."""
    form: Item | None = None
    """Of a whole section: the mail with which a reader sends an entry of their own."""
    lang: str = ""
    """Language of the title where that is not the page's: of a profile that is not translated."""


@frozen
class MatrixCell:
    """How many entries a row and a column share, and where they are; count 0 leads nowhere."""

    count: int
    path: str = ""
    label: str = ""
    """The same in words, for those who do not see the table."""


@frozen
class MatrixRow:
    head: Item
    cells: tuple[MatrixCell, ...]
    """One for each column of the table."""


@frozen
class MatrixTable:
    columns: tuple[Item, ...]
    rows: tuple[MatrixRow, ...]


@frozen
class MatrixView:
    """Pairs of values as a table: standards by product and market."""

    title: str
    lead: str
    corner: str
    """What the rows are."""
    tables: tuple[MatrixTable, ...]
    """The same rows with further columns, where there are many."""
    parts: tuple[PageLink, ...] = ()
    """The pages of a long table, by the first and the last of their rows."""


@frozen
class CompareRow:
    """What each of the entries says of one thing; an empty cell says nothing."""

    label: str
    cells: tuple[tuple[Item, ...], ...]


@frozen
class CompareView:
    """Up to four entries of a type side by side."""

    title: str
    lead: str
    entries: tuple[Item, ...]
    heads: tuple[str, ...]
    """The short names of the entries, for the columns of the table."""
    rows: tuple[CompareRow, ...]
    pages: tuple[PageLink, ...] = ()
    """Further entries that share the same, where there are more than four."""


@frozen
class LetterGroup:
    """Titles under a letter; or, where letters have pages of their own, the letters themselves under none."""

    letter: str
    id: str
    items: tuple[Item, ...]


@frozen
class AlphabetView:
    """Every entry by the first letter of its title."""

    title: str
    letters: tuple[LetterGroup, ...]
    pages: tuple[PageLink, ...] = ()
