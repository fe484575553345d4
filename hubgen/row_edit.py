"""A row of a spreadsheet was edited where it is only shown: what of the site is another for it."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hubgen.formats.tables.csv_table import Table, open_table
from hubgen.formats.text import TABLE_LIMIT_BYTES, decode
from hubgen.model.entry import Entry
from hubgen.model.node import Mapping
from hubgen.model.site import Published
from hubgen.model.views.lists import ListView
from hubgen.problems import Problem
from hubgen.project import Project
from hubgen.search.documents import SearchDocument
from hubgen.stages.edited_row import (
    Hub,
    Pieces,
    edited_entry,
    gone_texts,
    own_pages,
    pieces,
    replaced,
    with_cards,
    with_items,
    with_records,
    with_row,
)
from hubgen.stages.edited_text import OthersTouchedError
from hubgen.stages.folder import MANIFEST
from hubgen.stages.held import Held, Reader
from hubgen.stages.kept_pages import KeptPages
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.manifest import paths_of
from hubgen.stages.plan.companions import CSV
from hubgen.stages.plan.machine.feeds import FILES
from hubgen.stages.plan.pages.lists.finder import finder_file
from hubgen.stages.referred import refs_in
from hubgen.stages.tables import rows_as_nodes
from hubgen.theme import FINDER
from hubgen.types import BY_FOLDER
from hubgen.types.base import ContentType

MOST_ROWS = 20
"""More rows at a time are sooner seen to by a whole build."""
SCHEMA = "table-schema"


class RowEdits:
    """Edits of rows in one hub, and what follows from them.

    Args:
        problems: what was told of the hub.
    """

    def __init__(
        self, project: Project, output_dir: Path, reader: Reader, kept: KeptPages, hub: Hub,
        problems: Sequence[Problem],
    ):  # fmt: skip
        self._project, self._output_dir, self._reader = project, output_dir, reader
        self._kept, self._hub, self._problems = kept, hub, problems
        self.keys: dict[str, tuple[str, ...]] = {}
        """Of the rows of each spreadsheet, by its path in the hub."""
        self.entries: list[Published] = []
        self.pages: dict[str, KeptPage] = {}
        """Those that are others now, by path."""
        self.contents: dict[str, bytes] = {}
        """Files for programs that are others now, by path."""
        self.documents: dict[str, tuple[SearchDocument, SearchDocument]] = {}
        """What the search knows of pages, as it was and as it is, each as if there were no other entries; by path."""

    def read(self, file: str) -> None:
        """Takes the edited rows of a spreadsheet.

        Raises:
            OthersTouchedError: they may be seen elsewhere, or are many.
            LookupError: what a row held is not remembered.
            ContentProblems: the file cannot be read.
        """
        kind = BY_FOLDER[file.split("/")[1]]
        text = decode(self._project.read(self._project.root / file), file, TABLE_LIMIT_BYTES)
        table = open_table(text, file)
        old = self._kept.keys(file)
        new = self.keys[file] = self._reader.row_keys(table.texts, kind, table.header, file)
        edited = [number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]]
        if table.problems or len(old) != len(new) or len(edited) > MOST_ROWS:
            raise OthersTouchedError
        for number, node in zip(edited, self._nodes(table.some(edited), kind), strict=True):
            before = _entry(self._reader.remembered(old[number]))
            self._take(before, _entry(self._reader.row(new[number], node, kind, file)), file)

    def _nodes(self, table: Table, kind: ContentType) -> list[Mapping]:
        """What the rows say."""
        found, faults = rows_as_nodes(table, kind, self._reader.context.main_language)
        told = {(one.where.file, one.where.row) for one in self._problems}
        for node, row in found:
            # A row with nothing in it is no entry; what was told of a place in a row may be of another place now.
            if faults or not node.pairs or (node.where.file, row.number) in told:
                raise OthersTouchedError
        return [node for node, _ in found]

    def _take(self, before: Entry, after: Entry, file: str) -> None:
        published = self._kept.entry(before.id)
        if published is None:
            raise OthersTouchedError
        edited = edited_entry(published, before, after)
        near = [self._near(name) for name in sorted(set(refs_in(published.entry.data)))]
        found = pieces(published, edited, near, self._hub)
        self.contents |= dict(self._files(found))
        self.contents |= dict(self._feeds(found, file))
        self.pages |= {one.output.path: one for one in own_pages(found, self._latest(self._kept.pages_of(before.id)))}
        self.pages |= {one.output.path: one for one in self._others(found)}
        self.documents |= found.documents
        self.entries.append(edited)

    def _near(self, entry_id: str) -> Published:
        found = self._kept.entry(entry_id)
        if found is None:
            raise OthersTouchedError
        return found

    # -- where it is shown -----------------------------------------------------------------

    def _feeds(self, found: Pieces, file: str) -> Iterator[tuple[str, bytes]]:
        """Feeds with an item of the entry."""
        for path in paths_of(self._content(MANIFEST), "feed", file) if found.items else ():
            form = next((form for form, name in FILES.items() if path.endswith(name)), "")
            content = self._content(path)
            made = with_items(content, found, form)
            if made != content:
                yield path, made

    def _files(self, found: Pieces) -> Iterator[tuple[str, bytes]]:
        for path, (old, new) in found.contacts.items():
            yield path, replaced(self._content(path), old, new)
        names = {path.removesuffix(CSV): self._columns(path) for path in found.tables if path.endswith(CSV)}
        for path, (writer, a, b) in found.tables.items():
            if writer != SCHEMA:  # it tells of columns alone
                columns = names[path[: path.rindex("/") + 1]]
                yield path, with_row(self._content(path), writer, a, b, columns)

    def _columns(self, path: str) -> list[str]:
        return next(csv.reader([self._content(path).decode("utf-8-sig").partition("\r\n")[0]]))

    def _others(self, found: Pieces) -> Iterator[KeptPage]:
        """Pages of others that show the entry."""
        finders = dict(self._finders(found))
        gone = gone_texts(found)
        shown = {page.output.path: page for path in found.pages for page in self._latest(self._kept.pages_with(path))}
        for path, page in sorted((shown | finders).items()):
            if path not in found.pages:
                made = with_cards(page, found.cards, gone)
                if path in finders or made.page != page.page:
                    yield made

    def _latest(self, pages: Sequence[KeptPage]) -> list[KeptPage]:
        """With what earlier edits made of them."""
        return [self.pages.get(one.output.path, one) for one in pages]

    def _finders(self, found: Pieces) -> Iterator[tuple[str, KeptPage]]:
        """Pages with a finder that tells of the entry, with what it costs now; its files are noted."""
        for path in self._kept.paths_from(FINDER):
            parts = {part: self._content(part) for part in self._parts(path)}
            made = {part: with_records(content, path, found.cards) for part, content in parts.items()}
            if made != parts:
                self.contents |= {part: content for part, content in made.items() if content != parts[part]}
                (page,) = self._latest([self._kept.page(path)])
                yield path, self._with_cost(page, made.values())

    def _with_cost(self, page: KeptPage, contents: Iterable[bytes]) -> KeptPage:
        view = page.page.view
        if not isinstance(view, ListView) or view.finder is None:
            raise OthersTouchedError
        files = (self._content(view.finder.script), *contents)
        size = sum(len(gzip.compress(content, 9, mtime=0)) for content in files)
        finder = replace(view.finder, kb=str(-(-size // 1000)))
        return replace(page, page=replace(page.page, view=replace(view, finder=finder)))

    def _parts(self, page: str) -> Iterator[str]:
        """The files of one finder."""
        yield finder_file(page, 1)
        number = 2
        while (self._output_dir / (path := finder_file(page, number))).is_file():
            yield path
            number += 1

    def _content(self, path: str) -> bytes:
        if path in self.contents:
            return self.contents[path]
        try:
            return (self._output_dir / path).read_bytes()
        except OSError:
            raise OthersTouchedError from None


def _entry(held: Held) -> Entry:
    if len(held.entries) != 1 or held.problems or held.unread:
        raise OthersTouchedError
    return held.entries[0]
