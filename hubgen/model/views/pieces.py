"""Pieces of pages that many views share: phrases, links, facts, cards, contacts, pictures."""

from __future__ import annotations

from markupsafe import Markup, escape

from hubgen.model.frozen import frozen

_OPEN_HREF = ' href="'


@frozen
class Phrase:
    """A text, and its language where that is not the language of the page."""

    text: str
    lang: str = ""

    def __html__(self) -> str:
        if not self.lang:
            return str(escape(self.text))
        return str(Markup('<span lang="{}">{}</span>').format(self.lang, self.text))

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Phrase("")
"""Where a view says nothing."""


@frozen
class Item:
    """One value inside a fact or a meta line: text, a link, or a point in time."""

    text: str
    path: str = ""
    """Site path, or an address with its scheme; empty when it is no link."""
    lang: str = ""
    time: str = ""
    """ISO 8601, for a `<time>`."""
    note: str = ""
    """Small print behind it: size and format of a file, a count."""


@frozen
class Fact:
    """A label and its values."""

    label: str
    items: tuple[Item, ...]


@frozen
class State:
    """A state told by word and mark: `mark` is open, soon, shut or plain."""

    word: str
    mark: str


@frozen
class DayMark:
    """A day set large beside a dated entry."""

    day: str
    month: str
    iso: str


@frozen
class Card:
    """An entry in a list."""

    title: Phrase
    path: str
    summary: Phrase
    meta: tuple[Item, ...] = ()
    state: State | None = None
    key: tuple[Fact, ...] = ()
    day: DayMark | None = None
    answer: Item | None = None
    """The entry that says more, of a question."""


@frozen
class Group:
    """Cards under a heading; `more` leads to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Item | None = None
    id: str = ""


@frozen
class Notice:
    """Something to know before reading: kind is untranslated, outdated, unverified, overdue, ended or replaced."""

    kind: str
    text: str
    items: tuple[Item, ...] = ()


@frozen
class StepView:
    title: Phrase
    text: Phrase
    link: Item | None
    meta: tuple[Item, ...]


@frozen
class PaperView:
    title: Phrase
    issuer: Item | None
    cost: str
    note: Phrase
    path: str = ""


@frozen
class ContactView:
    """Channels in the order that every page keeps: phone, WhatsApp, SMS, mail, web."""

    name: str
    hours: Phrase
    address: str
    channels: tuple[Item, ...]
    page: Item | None = None
    """The adviser's own page, where an entry names an adviser as its contact."""


@frozen
class SourceView:
    """A format in which a picture is offered, with a path for each of its widths, the smallest first."""

    type: str
    """Media type, such as `image/avif`."""
    paths: tuple[tuple[str, int], ...]


@frozen
class PictureView:
    """A picture; the filter `picture` writes it."""

    path: str
    """Of the version that every browser can show."""
    width: int
    """How large it is shown where there is room."""
    height: int
    alt: Phrase
    """For those who cannot see it."""
    sources: tuple[SourceView, ...] = ()
    """Better formats, the best first."""
    link: str = ""
    """Words of a link, with the size, where the hub wants links in the place of pictures."""
    attributes: str = ""
    """What a text adds to its tag, checked and escaped."""
    in_link: bool = False
    """Whether a text has a link around it."""


@frozen
class PageLink:
    number: int
    path: str
    current: bool
    text: str = ""
    """What the page holds, where a number says too little."""
