"""Cards that a phone saves among its contacts: vCard 3.0 (RFC 2426), which old Androids read better than 4.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from hubgen.formats.calendars.content_lines import content_line, escaped, escaped_list, uri, utc
from hubgen.formats.pieces import joined
from hubgen.model.frozen import frozen

PRODUCT = "-//hubgen//hubgen//EN"


@frozen
class VCard:
    """How to reach an organization or a person. What is empty is left out."""

    uid: str
    name: str
    changed: datetime
    kind: Literal["org", "individual"] = "org"
    summary: str = ""
    attention: str = ""  # whom or which desk to ask for
    organization: str = ""  # that a person works for
    role: str = ""  # of the person there
    phones: tuple[str, ...] = ()  # E.164
    whatsapp: str = ""  # E.164
    email: str = ""
    url: str = ""
    address: str = ""  # street and town as people write it
    country: str = ""  # its name
    hours: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""


def vcards(cards: Iterable[VCard]) -> bytes:
    """The file of one card or of several, in their order.

    Raises:
        ValueError: `changed` has no zone.
    """
    return joined(line for card in cards for line in _card(card))


def _card(card: VCard) -> Iterator[bytes]:
    yield b"BEGIN:VCARD\r\n"
    yield content_line("VERSION", "3.0")
    yield content_line("PRODID", PRODUCT)
    yield content_line("UID", escaped(card.uid))
    yield from _names(card)
    yield from _ways(card)
    if card.address or card.country:
        yield content_line("ADR", _parts("", "", card.address, "", "", "", card.country), TYPE="WORK")
    # vCard 3.0 has no property for opening hours, nor for the person to ask for.
    notes = [text for text in (card.summary, card.attention, card.hours, card.note) if text]
    if notes:
        yield content_line("NOTE", escaped("\n".join(notes)), LANGUAGE=card.language)
    if card.categories:
        yield content_line("CATEGORIES", escaped_list(card.categories), LANGUAGE=card.language)
    yield content_line("REV", utc(card.changed))
    yield b"END:VCARD\r\n"


def _names(card: VCard) -> Iterator[bytes]:
    # The whole name as family name: N is obligatory, nobody can cut a name in two by rule, and phones that know
    # only N show a contact without name where it is empty.
    yield content_line("N", _parts(card.name, "", "", "", ""))
    yield content_line("FN", escaped(card.name))
    if card.kind == "org":
        yield content_line("ORG", escaped(card.name))
        # Contacts of Apple then sort and show it as a firm; others pass over it.
        yield content_line("X-ABShowAs", "COMPANY")
    elif card.organization:
        yield content_line("ORG", escaped(card.organization))
    if card.role:
        yield content_line("TITLE", escaped(card.role))


def _ways(card: VCard) -> Iterator[bytes]:
    for phone in card.phones:
        if phone != card.whatsapp:
            yield content_line("TEL", escaped(phone), TYPE="WORK")
    if card.whatsapp:  # a mobile number; WhatsApp finds its contacts by it
        yield content_line("TEL", escaped(card.whatsapp), TYPE="CELL")
    if card.email:
        yield content_line("EMAIL", escaped(card.email), TYPE="INTERNET")
    if card.url:
        yield content_line("URL", uri(card.url))


def _parts(*texts: str) -> str:
    """A structured value."""
    return ";".join(map(escaped, texts))
