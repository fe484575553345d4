"""Name and address of a hub, and the domain that stands in its identifiers."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from hubgen.locale.formatting import (
    fold,
)
from hubgen.problems import say
from hubgen.scaffold.answers import WrongAnswer

NO_ADDRESS = "http://localhost/"
NAME_LIMIT = 120


def read_name(text: str) -> str:
    """The name on one line."""
    name = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if not name or fold(name) == "":
        raise WrongAnswer(say("A name needs at least one letter."))
    if len(name) > NAME_LIMIT:
        raise WrongAnswer(say("The name has {count} characters; at most {limit}.", count=len(name), limit=NAME_LIMIT))
    return name


def read_address(text: str) -> str:
    """The address of the site with its final slash; a bare domain gets https://, nothing at all is localhost."""
    url = text.strip()
    if not url:
        return NO_ADDRESS
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_host = host == "localhost" or re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+", host)
    is_plain = parts.scheme in ("http", "https") and not (parts.query or parts.fragment or parts.username)
    if not is_host or not is_plain or re.search(r"[\s<>\"\\]", url):
        raise WrongAnswer(
            say('"{text}" is not the address of a site; write it like https://pyme.example.org/', text=text.strip())
        )
    return f"{parts.scheme}://{_ascii_host(host)}{f':{port}' if port else ''}{parts.path.rstrip('/')}/"


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise WrongAnswer(say('"{text}" is not the name of a site', text=host)) from None


def tag_authority(base_url: str, day: date, token: str) -> str:
    """The domain of the address and a day on which it was held; an invented domain where there is none yet.

    Args:
        token: twelve random hex digits.

    Source:
        RFC 4151 (tag addresses), RFC 2606 (`.invalid`).
    """
    host = urlsplit(base_url).hostname or ""
    is_domain = "." in host and not re.fullmatch(r"[\d.]+", host)
    return f"{host if is_domain else f'{token}.invalid'},{day.isoformat()}"
