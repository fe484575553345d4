"""The pages of a matrix: a table of products and markets, and lists for cells that no page of a pair shows."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.config_parts.facets import Facet
from hubgen.locale.formatting import sort_key
from hubgen.model.output import Output
from hubgen.model.site import sources_of
from hubgen.model.views.lists import ListView, MatrixCell, MatrixRow, MatrixTable, MatrixView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item, PageLink
from hubgen.stages.plan.facets import PAIR_LEAST
from hubgen.stages.plan.matrix import matrix_of, parts
from hubgen.stages.plan.pages.lists.paged import ListPlan, paged
from hubgen.stages.plan.pages.lists.shelf import Lists

COLUMNS = 8
"""A table with more columns is wider than a screen; further ones make a table below."""


def matrix_links(lists: Lists) -> tuple[Item, ...]:
    """The way to the matrix, where the hub has one."""
    return (Item(lists.frame.texts["matrix"], lists.matrix_path()),) if lists.matrix_pairs() else ()


def matrix_outputs(lists: Lists) -> Iterator[Output]:
    """The table in one page or several, and the lists that its cells lead to."""
    for pair in lists.matrix_pairs():
        pages = _MatrixPages(lists, pair)
        yield from pages.tables()
        yield from pages.lists_of_cells()


class _MatrixPages:
    def __init__(self, lists: Lists, pair: tuple[str, str]):
        assert lists.index is not None and lists.kind.matrix is not None
        self.lists, self.pair, self.frame = lists, pair, lists.frame
        self.groups = lists.frame.config.groups
        self.matrix = matrix_of(lists.index, self.groups)
        self.parts = parts(self.matrix)
        self.row_facet, self.column_facet = (lists.facet_named(field) for field in lists.kind.matrix)

    # -- tables ----------------------------------------------------------------------------

    def tables(self) -> Iterator[Output]:
        for number, rows in enumerate(self.parts, 1):
            yield self._page(number, rows)

    def _page(self, number: int, rows: tuple[str, ...]) -> Output:
        path, texts = self._path(number), self.frame.texts

        def context() -> Page:
            view = MatrixView(
                title=texts["matrix"],
                lead=texts["matrix_lead"],
                corner=self.lists.names.label(self.row_facet),
                tables=tuple(self._tables(rows)),
                parts=self._part_links(number),
            )
            title = view.title if number == 1 else f"{view.title}, {texts['page_n'].format(n=number)}"
            others = self.lists.others(lambda one: one.frame.addresses.numbered(one.matrix_path(), number))
            return self.frame.page(
                path, view, title=title, description=view.lead, crumbs=self.lists.crumbs(), alternates=others
            )

        shown = self.lists.entries_of(
            {one for (row, _), ids in self.matrix.cells.items() if row in rows for one in ids}
        )
        return Output(
            path,
            "page",
            sources_of(shown),
            f"matrix {self.lists.kind.name}",
            template="matrix.html",
            context=context,
            changed=max((one.changed for one in shown), default=None),
        )

    def _path(self, number: int) -> str:
        return self.frame.addresses.numbered(self.lists.matrix_path(), number)

    def _part_links(self, current: int) -> tuple[PageLink, ...]:
        if len(self.parts) == 1:
            return ()
        return tuple(
            PageLink(number, self._path(number), number == current, f"{rows[0]} – {rows[-1]}")
            for number, rows in enumerate(self.parts, 1)
        )

    def _tables(self, rows: tuple[str, ...]) -> Iterator[MatrixTable]:
        """A few columns each, in the order of their names; a row without a cell is left out."""
        columns = sorted(
            (column for column in self.matrix.columns if self._is_filled(rows, (column,))),
            key=lambda one: (sort_key(self.lists.names.plain(self.column_facet, one), self.frame.language), one),
        )
        for start in range(0, len(columns), COLUMNS):
            some = tuple(columns[start : start + COLUMNS])
            yield MatrixTable(
                tuple(self._column_head(column) for column in some),
                tuple(self._row(row, some) for row in rows if self._is_filled((row,), some)),
            )

    def _is_filled(self, rows: tuple[str, ...], columns: tuple[str, ...]) -> bool:
        return any((row, column) in self.matrix.cells for row in rows for column in columns)

    def _column_head(self, column: str) -> Item:
        """A country leads to its list; a group has none."""
        path = "" if column in self.groups else self.lists.value_path(self.column_facet, column)
        return Item(self.lists.names.value(self.column_facet, column), path)

    def _row(self, row: str, columns: tuple[str, ...]) -> MatrixRow:
        head = Item(self.lists.names.value(self.row_facet, row), self.lists.value_path(self.row_facet, row))
        return MatrixRow(head, tuple(self._cell(row, column) for column in columns))

    def _cell(self, row: str, column: str) -> MatrixCell:
        """One entry is linked itself, several by their list."""
        ids = self.matrix.cells.get((row, column), ())
        if not ids:
            return MatrixCell(0)
        names = self.lists.names
        label = f"{len(ids)}: {names.value(self.row_facet, row)}, {names.value(self.column_facet, column)}"
        path = self.lists.by_id[ids[0]].paths[self.frame.language] if len(ids) == 1 else self._list_path(row, column)
        return MatrixCell(len(ids), path, label)

    # -- lists of cells --------------------------------------------------------------------

    def lists_of_cells(self) -> Iterator[Output]:
        """Of groups, which are no values of a pair, and of cells with fewer entries than a pair needs."""
        for (row, column), ids in sorted(self.matrix.cells.items()):
            if len(ids) > 1 and (column in self.groups or len(ids) < PAIR_LEAST):
                yield from paged(self._list(row, column, ids), self.frame)

    def _list_path(self, row: str, column: str, lists: Lists | None = None) -> str:
        """Where the list of a cell stands: as that of its pair."""
        (first, one), (second, other) = self._in_pair_order(row, column)
        return (lists or self.lists).pair_path(first, one, second, other)

    def _in_pair_order(self, row: str, column: str) -> tuple[tuple[Facet, str], ...]:
        values = ((self.row_facet, row), (self.column_facet, column))
        return values if self.row_facet.field == self.pair[0] else values[::-1]

    def _list(self, row: str, column: str, ids: tuple[str, ...]) -> ListPlan:
        lists, names = self.lists, self.lists.names
        chosen = self._in_pair_order(row, column)
        sentence = names.sentence(list(chosen))
        without = {
            self.column_facet.field: lists.value_path(self.row_facet, row),
            self.row_facet.field: self._column_head(column).path or lists.matrix_path(),
        }
        removals = tuple(Item(names.value(facet, value), without[facet.field]) for facet, value in chosen)
        view = ListView(sentence, "", len(ids), removals, links=matrix_links(lists))
        return ListPlan(
            self._list_path(row, column),
            sentence,
            view,
            lists.entries_of(ids),
            lists.crumbs(chosen[0][0]),
            lists.others(lambda sibling: self._list_path(row, column, sibling)),
            f"matrix {lists.kind.name} {row} {column}",
        )
