"""Words were edited that the search knows: its documents, its index, and the pages that tell what it costs.

The index of a hub is one piece: where a document is another, all of it is made anew, and nothing else of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from hubgen.memo import Memo
from hubgen.model.rendered import Rendered
from hubgen.model.views.entry import EntryView
from hubgen.search.documents import SearchDocument
from hubgen.stages.edited_row import merged_document
from hubgen.stages.edited_text import OthersTouchedError
from hubgen.stages.index import index_key, indexing, with_index
from hubgen.stages.kept_pages import KeptPages
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.plan.searchable import plain_text
from hubgen.stages.plan.terms import unlinked
from hubgen.theme import SEARCH


class SearchEdit:
    """What of the search is another after an edit; `documents` has the changed ones by path."""

    def __init__(self, kept: KeptPages):
        self._kept = kept
        self.documents: dict[str, SearchDocument] = {}

    def take_text(self, before: Sequence[KeptPage], after: Sequence[KeptPage]) -> None:
        """Notes the pages of an entry, as they were and with its new text.

        Raises:
            OthersTouchedError: it is not certain what the search knows of them; so below.
            LookupError: what it knew cannot be read; so below.
        """
        old, new = _texts(before), _texts(after)
        for path in [path for path in old if old[path] != new[path]]:
            if document := self._before.get(path):  # there is none of a page with the text of another language
                self.documents[path] = replace(document, text=_with_text(document.text, old[path], new[path]))

    def take_rows(self, documents: Mapping[str, tuple[SearchDocument, SearchDocument]]) -> None:
        """Notes what rows say of their pages, as it was and as it is."""
        for path, (old, new) in documents.items():
            kept = self._before.get(path)
            if kept is None:
                raise OthersTouchedError
            self.documents[path] = merged_document(kept, old, new)

    def pages(self) -> list[KeptPage]:
        """The pages that tell what a search costs, where that may be another now."""
        return [self._kept.page(path) for path in self._kept.paths_from(SEARCH)] if self.documents else []

    def files(
        self, pages: Iterable[Rendered], languages: Mapping[str, str], script: bytes, memo: Memo,
        progress: Callable[[str, int, int], None],
    ) -> Iterator[Rendered]:  # fmt: skip
        """The files of the index with the pages that tell of it; none where nothing that is searched was edited.

        Args:
            pages: those, as they are rendered.
            languages: theirs, by path.

        Raises:
            EnvironmentFailure: there is no pagefind, or it fails.
        """
        if not self.documents:
            return
        before = list(self._before.values())
        after = [self.documents.get(one.path, one) for one in before]
        progress("search", 0, len(after))
        with indexing(after, memo) as index:
            yield from with_index(pages, languages, script, index)
        memo.forget([index_key(before)])  # each is as large as a site: that of the last edit is enough

    @cached_property
    def _before(self) -> dict[str, SearchDocument]:
        """What the search knew, by path in its order."""
        return {one.path: one for one in self._kept.documents()}


def _texts(pages: Sequence[KeptPage]) -> dict[str, str]:
    """The words of a text in each language, by the path of the page that the search leads to."""
    wholes = {one.page.language: one.page.view for one in sorted(pages, key=lambda one: -(one.output.part or 0))}
    firsts = [one for one in pages if one.output.part == 1]
    return {one.output.path: _words(wholes[one.page.language]) for one in firsts}


def _words(view: object) -> str:
    if not isinstance(view, EntryView) or view.body is None:
        raise OthersTouchedError
    return plain_text("".join(unlinked(view.body).parts))


def _with_text(said: str, old: str, new: str) -> str:
    """All that a page says, with a new text in the place of the old one.

    Raises:
        OthersTouchedError: the old one does not stand in it exactly once, or one of them says nothing.
    """
    start = said.find(old)
    if not old or not new or start < 0 or start != said.rfind(old):
        raise OthersTouchedError
    return said[:start] + new + said[start + len(old) :]
