"""The view of a part of a long text, made from the view of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hubgen.model.output import TOLD_WEIGHT
from hubgen.model.views.entry import EntryView
from hubgen.model.views.pieces import Item
from hubgen.model.views.texts import ContentsView, PartsView
from hubgen.stages.plan.addresses import part_path
from hubgen.stages.plan.parts import Part, part_body

AT_THE_END: Mapping[str, Any] = {
    "files": (),
    "laws": (),
    "sources": (),
    "byline": "",
    "dates": (),
    "related": (),
    "disclaimer": "",
}
"""What only the last part shows; the others are without."""


def part_view(view: EntryView, parts: tuple[Part, ...], number: int, path: str, whole_path: str) -> EntryView:
    """One part of an entry with the contents of all of them.

    Args:
        number: of the part, from 1.
        path: of the first part.
        whole_path: of the page with all parts.
    """
    assert view.body is not None
    lang = view.body.lang
    addresses = [part_path(path, place) for place in range(1, len(parts) + 1)]
    names = [_named(part, address, view.title.text, lang) for part, address in zip(parts, addresses, strict=True)]
    mine = replace(
        view,
        contents=tuple(_contents(part, place, number, addresses, lang) for place, part in enumerate(parts, 1)),
        body=part_body(parts, number, view.body, addresses),
        parts=PartsView(
            number,
            len(parts),
            names[number - 2] if number > 1 else None,
            names[number] if number < len(parts) else None,
            whole_path,
            TOLD_WEIGHT,
        ),
    )
    return mine if number == len(parts) else replace(mine, **AT_THE_END)


def _named(part: Part, address: str, title: str, lang: str) -> Item:
    """A link to a part by its first heading."""
    return Item(part.headings[0].text if part.headings else title, address, lang)


def _contents(part: Part, place: int, number: int, addresses: list[str], lang: str) -> ContentsView:
    page = "" if place == number else addresses[place - 1]
    items = tuple(Item(heading.text, f"{page}#{heading.id}", lang) for heading in part.headings)
    return ContentsView(items, part.first_heading, place == number)
