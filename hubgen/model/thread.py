"""What was written in a thread of a mailing list: already masked, without those who want to be left out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from hubgen.model.frozen import frozen

PassageKind = Literal["text", "quote", "signature"]


@frozen
class Passage:
    """A piece of a mail; its paragraphs are apart by a blank line, the lines in them by a line feed."""

    kind: PassageKind
    text: str


class Attachment(NamedTuple):
    """A part that is no text: it is named, never kept."""

    name: str
    size_bytes: int


@frozen
class Message:
    """A mail of a thread."""

    id: str
    """Its Message-ID without brackets: for replies, never shown."""
    number: int
    """Its place in the thread, from 1."""
    sender: str
    """A name, or `ana@…`; empty where nobody is named, and where the mail is withheld."""
    sent: datetime | None
    passages: tuple[Passage, ...]
    attachments: tuple[Attachment, ...] = ()
    whole_bytes: int = 0
    """How long its text is, where only the beginning is shown."""
    answers: int = 0
    """Number of the mail that it answers; 0 where none is known."""
    withheld: Literal["", "removed", "hidden"] = ""
    """removed: the mail was withdrawn; hidden: its writer does not want to stand here."""


@frozen
class Thread:
    """The mails that answer one another, by time."""

    list_id: str
    """Id of the entry of its list."""
    subject: str
    """Of its first mail, as replies repeat it."""
    messages: tuple[Message, ...]
