"""Mails as pages show them: threads and mailing lists."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.entry import EntryView
from hubgen.model.views.pieces import Group, Item, PageLink


@frozen
class ParagraphView:
    """Lines of a mail, each with its links; or `code`, lines that its author set in."""

    lines: tuple[tuple[Item, ...], ...]
    code: str = ""


@frozen
class PassageView:
    """A piece of a mail: `kind` is text, quote or signature."""

    kind: str
    paragraphs: tuple[ParagraphView, ...]


@frozen
class MessageView:
    """A mail of a thread, or what of it stands on a page."""

    number: int
    """Its place in the thread, from 1."""
    id: str
    """Anchor; empty where the mail goes on from the page before."""
    sender: str
    """Who wrote it, or why it is withheld."""
    when: Item | None
    answers: Item | None
    """The mail that it answers, where that is not the one before it."""
    passages: tuple[PassageView, ...]
    files: tuple[Item, ...]
    """Attachments by name and size: they are not kept."""
    note: str
    """Where something of it is left out, or stands on the next page."""
    reply: str
    """A `mailto:` link; empty where nobody can answer."""


@frozen
class ThreadView:
    """A page of a thread."""

    entry: EntryView
    list: Item | None
    told: tuple[str, ...]
    """How many mails and people, and whether somebody answered."""
    messages: tuple[MessageView, ...]
    pages: tuple[PageLink, ...]
    previous: str
    next: str


@frozen
class MailingListView:
    """A mailing list."""

    entry: EntryView
    told: tuple[str, ...]
    """How many threads and mails."""
    ways: tuple[Item, ...]
    """To join, to write, to leave; none where it is closed."""
    groups: tuple[Group, ...]
    """Threads without an answer, and the newest."""
