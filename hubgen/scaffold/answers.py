"""What is asked before a hub is made, and what an answer that cannot be used says."""

from __future__ import annotations

from datetime import date

from hubgen.model.frozen import frozen
from hubgen.problems import Message
from hubgen.scaffold.texts import TEXTS


class WrongAnswer(Exception):
    """An answer that cannot be used; says why, in plain words."""

    def __init__(self, message: Message):
        super().__init__(str(message))
        self.message = message


@frozen(slots=False)
class Contact:
    """How people reach the hub: a field of the map `contact` (email, phone, whatsapp) and its value."""

    field: str
    value: str
    is_completed: bool = False
    """Whether the country code was added to it."""


@frozen(slots=False)
class Answers:
    """All that a new hub needs to know."""

    name: str
    base_url: str
    tag_authority: str
    languages: tuple[str, ...]
    country: str
    zone: str
    contact: Contact | None
    types: tuple[str, ...]
    day: date

    @property
    def main_language(self) -> str:
        return self.languages[0]

    @property
    def text_language(self) -> str:
        """The language of what we write: the hub's first where we have it, else English."""
        primary = self.main_language.partition("-")[0]
        return primary if primary in TEXTS else "en"
