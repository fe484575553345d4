"""The list of contents of a text on one page."""

from __future__ import annotations

from hubgen.model.entry import Body
from hubgen.model.views.pieces import Item
from hubgen.model.views.texts import ContentsView

CONTENTS_FROM = 3
CONTENTS_WORDS = 400
"""Shorter texts are seen at a glance."""


def contents_of(body: Body) -> tuple[ContentsView, ...]:
    """The contents of a text that is long enough to need some."""
    heads = [heading for heading in body.headings if heading.level == 2]
    if len(heads) < CONTENTS_FROM or body.words < CONTENTS_WORDS:
        return ()
    return (ContentsView(tuple(Item(h.text, f"#{h.id}") for h in heads)),)
