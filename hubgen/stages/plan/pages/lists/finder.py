"""The finder of a list: its entries and their values in one file, in which a script combines more choices."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from hubgen.config_parts.facets import Facet
from hubgen.formats.finder_script import FinderFacet, FinderPart, FinderRecord, finder_script
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.lists import FinderView
from hubgen.stages.plan.addresses import Addresses
from hubgen.stages.plan.pages.cards import card
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.scripts import script_path
from hubgen.theme import relative

ENTRIES_LEAST = 10
"""A shorter list is seen at a glance."""
FACETS_LEAST = 2
"""One more choice alone has pages of its own."""
RECENT_FINDERS = 2
RECORDS = 600
"""Records of a file: 60 KB after gzip at most, as one weighs less than 100 bytes. Further ones come in more files."""

TEXTS = {
    "one": "results_one",
    "many": "results_many",
    "or": "finder_or",
    "remove": "remove",
    "all": "finder_reset",
    "more": "search_more",
}
"""What the script says -> the text of the interface."""


def finder_file(page: str, number: int) -> str:
    """A part of the finder on a page, counted from 1."""
    return Addresses.beside(page, "finder.js" if number == 1 else f"finder-{number}.js")


def finders(lists: Lists) -> Iterator[Finder]:
    """All finders of a type in one language."""
    for facet in lists.index.facets if lists.index else ():
        for value in lists.index.values[facet.field]:  # type: ignore[union-attr]
            if finder := finder_of(lists, facet, value):
                yield finder


def finder_of(lists: Lists, facet: Facet, value: str) -> Finder | None:
    """The finder on the page of a value, where there is enough to choose from."""
    ids = lists.index.values[facet.field][value] if lists.index and facet.field in lists.kind.finder_facets else ()
    if len(ids) < ENTRIES_LEAST:
        return None
    finder = Finder(lists, facet, value, lists.entries_of(ids))
    return finder if len(finder.values) >= FACETS_LEAST else None


class Finder:
    """What can be chosen among the entries of one value."""

    def __init__(self, lists: Lists, facet: Facet, value: str, entries: tuple[Published, ...]):
        self.lists, self.facet, self.value, self.entries = lists, facet, value, entries
        self.path = lists.value_path(facet, value)

    @cached_property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """Field of each other facet -> the values that its entries have, where these are two or more."""
        assert self.lists.index is not None
        shown = {one.id for one in self.entries}
        found = {}
        for facet in self.lists.index.facets:
            values = self.lists.index.values[facet.field]
            used = {value: ids for value, ids in values.items() if not shown.isdisjoint(ids)}
            if facet.field != self.facet.field and len(used) > 1:
                found[facet.field] = tuple(self.lists.names.in_order(facet, used))
        return found

    def view(self) -> FinderView:
        """The control on the page; what it costs is told in whole KB, rounded up."""
        script = self.lists.frame.scripts.finder
        contents = (script, *map(finder_script, self.parts))
        size = sum(len(gzip.compress(content, 9, mtime=0)) for content in contents)
        return FinderView(script_path("finder", script), self._file(1), str(-(-size // 1000)))

    def outputs(self) -> Iterator[Output]:
        """The files with the records, made when they are asked for."""
        sources = sources_of(self.entries)
        owner = f"finder {self.lists.kind.name}.{self.facet.field}={self.value}"
        for number in range(1, -(-len(self.entries) // RECORDS) + 1):
            yield Output(
                self._file(number), "index", sources, owner, writer="finder", value=partial(self._part, number)
            )

    def _file(self, number: int) -> str:
        return finder_file(self.path, number)

    def _part(self, number: int) -> FinderPart:
        return self.parts[number - 1]

    @property
    def parts(self) -> tuple[FinderPart, ...]:
        """The records of the files; the page, which tells their size, and the files are made about one another."""
        recent = self.lists.frame.finder_parts
        if self.path not in recent:
            if len(recent) >= RECENT_FINDERS:
                del recent[next(iter(recent))]
            recent[self.path] = self._parts()
        return recent[self.path]

    def _parts(self) -> tuple[FinderPart, ...]:
        records = tuple(self._records())
        chunks = [records[start : start + RECORDS] for start in range(0, len(records), RECORDS)]
        names = [relative(self._file(number), self.path) for number in range(2, len(chunks) + 1)]
        texts = {key: self.lists.frame.texts[name] for key, name in TEXTS.items()}
        texts["name"] = self.lists.title
        first = FinderPart(chunks[0], tuple(self._facets()), texts, names[0] if names else "")
        return (
            first,
            *(FinderPart(chunk, next=name) for chunk, name in zip(chunks[1:], [*names[1:], ""], strict=False)),
        )

    def _facets(self) -> Iterator[FinderFacet]:
        """All facets in their order, since each gives its piece of the sentence."""
        assert self.lists.index is not None
        names = self.lists.names
        for facet in self.lists.index.facets:
            if facet.field == self.facet.field:
                yield FinderFacet("", names.phrase(facet).replace("{}", names.plain(facet, self.value)))
            elif facet.field in self.values:
                values = tuple((value, names.plain(facet, value)) for value in self.values[facet.field])
                yield FinderFacet(names.label(facet), names.phrase(facet), facet.field, values)

    def _records(self) -> Iterator[FinderRecord]:
        """The entries as their cards tell them, in the order of the list."""
        numbers = self._numbers()
        for one in self.entries:
            told = card(one, self.lists.frame.display)
            yield FinderRecord(
                told.title.text,
                relative(told.path, self.path),
                told.summary.text,
                tuple(numbers[one.id]),
                told.state.word if told.state else "",
                told.title.lang,
                told.summary.lang,
            )

    def _numbers(self) -> Mapping[str, list[int]]:
        """Id of each entry -> the numbers of its values, counted through all facets."""
        assert self.lists.index is not None
        found: dict[str, list[int]] = {one.id: [] for one in self.entries}
        pairs = [(field, value) for field, values in self.values.items() for value in values]
        for number, (field, value) in enumerate(pairs):
            for entry_id in self.lists.index.values[field][value]:
                if entry_id in found:
                    found[entry_id].append(number)
        return found
