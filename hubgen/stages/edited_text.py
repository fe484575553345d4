"""The pages of an entry after its author changed words of its text, and nothing that another page could show.

They are made of the views that the last build kept, in which the text is the only part that differs. Where it is not
certain that nothing else is touched, there is no answer, and the whole hub is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hubgen.config import Config
from hubgen.model.entry import Body, Entry
from hubgen.model.views.entry import EntryView
from hubgen.model.views.page import Page
from hubgen.model.views.texts import BodyView
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.plan.contents import contents_of
from hubgen.stages.plan.pages.part_view import part_view
from hubgen.stages.plan.parts import Part, parts_of
from hubgen.stages.plan.terms import unlinked
from hubgen.types import BY_NAME

if TYPE_CHECKING:
    from hubgen.stages.plan.glossary import Glossary


class OthersTouchedError(Exception):
    """The change may be seen beyond the entry's own pages."""


Glossaries = Callable[[str, str], "Glossary"]
"""Language of a text, language of its page -> the terms that are looked for."""


def edited_pages(entry: Entry, kept: Sequence[KeptPage], config: Config, glossaries: Glossaries) -> list[KeptPage]:
    """The pages of an entry with its new text, those of all its languages.

    Raises:
        OthersTouchedError: there will be more pages or fewer, or feeds give the text in full; so of what follows.
        LookupError: the terms of the glossary are not remembered.
    """
    if not kept or config.feeds.text == "full":
        raise OthersTouchedError
    by_language: dict[str, dict[int, KeptPage]] = {}
    for one in kept:
        by_language.setdefault(one.page.language, {})[one.output.part or 0] = one
    if set(by_language) != set(config.languages):
        raise OthersTouchedError
    made = [one for pages in by_language.values() for one in _in_language(entry, pages, config)]
    wants_terms = config.glossary == "link" and BY_NAME[entry.type].links_terms
    return [_with_terms(one, glossaries) for one in made] if wants_terms else made


def _in_language(entry: Entry, pages: dict[int, KeptPage], config: Config) -> Iterator[KeptPage]:
    """The pages of one language.

    Args:
        pages: by the number of the part; 0 of all parts.
    """
    if entry.body is None:
        raise OthersTouchedError
    text, language = entry.body.pick(pages[1].page.language)
    parts = parts_of(entry, text, language, config.budget.part)
    if set(pages) != (set(range(len(parts) + 1)) if parts else {1}):
        raise OthersTouchedError
    whole = _with_text(pages[0 if parts else 1].page, text)
    for number, one in pages.items():
        view = _part(whole, parts, number, pages) if number and parts else whole
        yield KeptPage(one.output, replace(one.page, view=view))


def _with_text(page: Page, text: Body) -> EntryView:
    view = page.view
    if not isinstance(view, EntryView) or view.body is None:
        raise OthersTouchedError
    body = BodyView(text.parts, unlinked(view.body).paths, view.body.lang)
    return replace(view, body=body, contents=contents_of(text))


def _with_terms(one: KeptPage, glossaries: Glossaries) -> KeptPage:
    """The page with the first use of each term linked."""
    view = one.page.view
    if not isinstance(view, EntryView) or view.body is None:
        raise OthersTouchedError
    body = glossaries(view.body.lang or one.page.language, one.page.language).linked(view.body)
    return replace(one, page=replace(one.page, view=replace(view, body=body)))


def _part(whole: EntryView, parts: tuple[Part, ...], number: int, pages: dict[int, KeptPage]) -> EntryView:
    return part_view(whole, parts, number, pages[1].output.path, pages[0].output.path)
