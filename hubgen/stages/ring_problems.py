"""What can be wrong between partners: two of them are one site; one does not name this hub in return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from hubgen.model.entry import Localized
from hubgen.model.ring import Saved
from hubgen.model.site import Published
from hubgen.problems import Location, Problem, problem, say
from hubgen.types.partner import PARTNER


def ring_problems(published: Iterable[Published], saved: Mapping[str, Saved], base_url: str) -> list[Problem]:
    partners = sorted((one for one in published if one.type == PARTNER.name), key=lambda one: one.id)
    return [*_doubles(partners), *_one_way(partners, saved, base_url)]


def links_back(found: Saved | None, base_url: str) -> bool | None:
    """Whether the list of a partner names this hub; None where nobody has fetched one."""
    if found is None or found.neighbours is None:
        return None
    own = site_of(base_url)
    return any(f"{site_of(address)}/".startswith(f"{own}/") for address in found.neighbours)


def site_of(url: str) -> str:
    """A home page as one word for all ways to write it: without scheme, `www.` and last slash."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        return f"{host}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"
    except ValueError:
        return url


def _doubles(partners: list[Published]) -> Iterator[Problem]:
    first: dict[str, Published] = {}
    for one in partners:
        url = one.entry.get("url")
        other = first.setdefault(site_of(str(url.original)), one) if isinstance(url, Localized) else one
        if other is not one:
            yield problem(
                "duplicate-address",
                one.entry.places.of("url"),
                say('"{title}" and "{other}" are one site', title=one.entry.title, other=other.entry.title),
                mend=say("correct the url, or remove one of them"),
                also=(other.entry.places.of("url"),),
            )


def _one_way(partners: list[Published], saved: Mapping[str, Saved], base_url: str) -> Iterator[Problem]:
    for one in partners:
        found = saved.get(one.id)
        if found and links_back(found, base_url) is False:
            yield problem(
                "missing-field",
                Location(found.list_file),
                say('the list of "{title}" does not name this hub', title=one.entry.title),
                expected=say("a link to {url}", url=base_url),
                mend=say("ask them to add it, or save their newest list"),
            ).softened()
