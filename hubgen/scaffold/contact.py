"""How people reach a hub: a mail address, a phone number or a WhatsApp number."""

from __future__ import annotations

import re

from hubgen.locale.formatting import (
    calling_code,
)
from hubgen.model.context import ValueContext
from hubgen.model.field import value_type
from hubgen.model.node import Scalar
from hubgen.model.values.addresses import read_email, read_phone
from hubgen.problems import ContentProblems, Location, say
from hubgen.scaffold.answers import Contact, WrongAnswer

_BARE = ValueContext(("en",), "UTC", {}, {}, {})


def read_contact(text: str, country: str = "") -> Contact | None:
    """A mail address, a phone number, or a WhatsApp number after the word; None where nothing was said.

    A number without its country code gets the one of the country.
    """
    words = text.strip()
    if not words:
        return None
    match = re.match(r"(?:https?://)?(?:(?:whats\s?app|wa)\b\.?(?:me/)?)[\s:]*", words, re.IGNORECASE)
    number = words[match.end() :] if match else words
    where = Location("")
    try:
        if "@" in words:
            return Contact("email", str(read_email(Scalar(words, where), value_type("email"), _BARE)))
        plain = _international(number, country, is_link="wa.me" in words.lower())
        read_phone(Scalar(plain, where), value_type("phone"), _BARE)
    except ContentProblems:
        raise WrongAnswer(
            say(
                '"{text}" is no contact; write a mail address, or +504 2200 0001, or whatsapp +504 9900 0001',
                text=words,
            )
        ) from None
    return Contact("whatsapp" if match else "phone", plain, "+" not in words)


def _international(number: str, country: str, *, is_link: bool) -> str:
    plain = number.strip()
    if re.match(r"00[1-9]", re.sub(r"\D", "", plain)) and not plain.startswith("+"):
        return "+" + re.sub(r"^[^1-9]+", "", plain)
    if is_link and not plain.startswith("+"):
        return "+" + plain
    code = calling_code(country) if country else None
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") or not code or not re.match(r"[\d(]", plain):
        return plain
    if digits.startswith(code) and len(digits) >= len(code) + 7:
        return plain  # the code may be there already or not: the person has to say
    return f"+{code} {re.sub(r'^[(]?0', '', plain)}"


def example_code(country: str) -> str:
    return f"+{calling_code(country) or '504'}"
