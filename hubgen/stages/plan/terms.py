"""Terms of the glossary as texts know them: what each is called, where it leads, and how a link to it is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hubgen.model.entry import Localized
from hubgen.model.frozen import frozen
from hubgen.model.site import Published, Site
from hubgen.model.views.texts import BodyView

BEFORE, AFTER, END = '<a href="', '">', "</a>"
"""Around the address and the words of a link to a term."""


@frozen
class Term:
    """What a term is called, and where its pages are."""

    names: tuple[tuple[str, tuple[str, ...]], ...]
    """In each language of which it has some: its title, its abbreviation, its synonyms."""
    paths: tuple[tuple[str, str], ...]
    """Site path of its page in each language."""


def term_of(one: Published) -> Term:
    """The same of an entry."""
    values = [value for name in ("title", "abbr", "synonyms") if isinstance(value := one.entry.get(name), Localized)]
    languages = dict.fromkeys(language for value in values for language in value.languages)
    names = ((language, tuple(_texts(values, language))) for language in languages)
    return Term(tuple(names), tuple(one.paths.items()))


def terms_of(site: Site) -> Iterator[Term]:
    """The terms that lists show, by id."""
    return (term_of(one) for one in site.of_type("term") if one.life == "current")


def _texts(values: Iterable[Localized[Any]], language: str) -> Iterator[str]:
    for value in values:
        texts = value.get(language)
        yield from texts if isinstance(texts, tuple) else (texts,) if texts else ()


def unlinked(body: BodyView) -> BodyView:
    """The body without its links to terms: as it was before `glossary` linked them."""
    pieces, paths = [body.parts[0]], []
    for number, (path, part) in enumerate(zip(body.paths, body.parts[1:], strict=True)):
        if number in body.terms:
            words, _, rest = part.removeprefix(AFTER).partition(END)
            pieces[-1] = f"{pieces[-1].removesuffix(BEFORE)}{words}{rest}"
        else:
            paths.append(path)
            pieces.append(part)
    return replace(body, parts=tuple(pieces), paths=tuple(paths), terms=())
