"""The lists of one type in one language: what they hold, what they are called, where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from hubgen.config_parts.facets import Facet
from hubgen.model.site import Published
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.facet_names import FacetNames
from hubgen.stages.plan.facets import FacetIndex
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.order import SORTS
from hubgen.types.base import ContentType


class Lists:
    """The entries of one type in the order of one language, and the addresses of all their lists."""

    def __init__(
        self,
        frame: Frame,
        index: FacetIndex | None,
        kind: ContentType,
        entries: list[Published],
        archived: list[Published],
        siblings: Mapping[str, Lists] | None = None,
    ):
        self.frame, self.index, self.kind = frame, index, kind
        self.entries, self.archived = entries, archived
        self.siblings: Mapping[str, Lists] = siblings if siblings is not None else {}
        self.names = FacetNames(kind, frame.display)
        self.by_id = {one.id: one for one in entries}
        self._order = {one.id: number for number, one in enumerate(entries)}

    @property
    def title(self) -> str:
        return self.frame.texts[f"section_{self.kind.name}"]

    @property
    def crumb(self) -> Item:
        return Item(self.title, self.frame.addresses.section(self.kind))

    def entries_of(self, ids: Iterable[str]) -> tuple[Published, ...]:
        """Entries by their ids, in the order of this language."""
        return tuple(self.by_id[entry_id] for entry_id in sorted(ids, key=self._order.__getitem__))

    def has(self, facet: Facet, value: str) -> bool:
        """Whether a value has a page in this language."""
        return self.index is not None and value in self.index.values[facet.field]

    # -- paths (asked by the siblings of other languages too) ------------------------------

    def section_path(self) -> str:
        return self.frame.addresses.section(self.kind)

    def archive_path(self) -> str:
        return self.frame.addresses.archive(self.kind)

    def facet_path(self, facet: Facet) -> str:
        return self.frame.addresses.facet(self.kind, self.names.label_slug(facet))

    def value_path(self, facet: Facet, value: str) -> str:
        return self.frame.addresses.facet_value(self.kind, self.names.label_slug(facet), self.names.slug(facet, value))

    def pair_path(self, first: Facet, one: str, second: Facet, other: str) -> str:
        slugs = (self.names.slug(first, one), self.names.slug(second, other))
        return self.frame.addresses.facet_value(self.kind, self.names.label_slug(first), *slugs)

    def matrix_path(self) -> str:
        return self.frame.addresses.facet(self.kind, self.frame.texts["matrix_slug"])

    def countries_path(self) -> str:
        return self.frame.addresses.facet(self.kind, self.frame.texts["countries_slug"])

    def ring_path(self) -> str:
        return self.frame.addresses.facet(self.kind, self.frame.texts["ring_news_slug"])

    def others(self, path_of: Callable[[Lists], str]) -> dict[str, str]:
        return {lang: path_of(lists) for lang, lists in self.siblings.items()}

    def sorted_path(self, order: str) -> str:
        if order == SORTS[self.kind.name][0]:
            return self.section_path()
        return self.frame.addresses.sorted(self.kind, order)

    def crumbs(self, facet: Facet | None = None) -> tuple[Item, ...]:
        crumbs = (self.frame.home_crumb, self.crumb)
        return (*crumbs, Item(self.names.label(facet), self.facet_path(facet))) if facet else crumbs

    def matrix_pairs(self) -> tuple[tuple[str, str], ...]:
        """The pair whose values make a table, as the hub declares it; none, or one."""
        wanted = set(self.kind.matrix or ())
        return tuple(pair for pair in self.index.pairs if set(pair) == wanted)[:1] if self.index else ()

    def compared(self) -> Iterator[tuple[Facet, str]]:
        """The values whose entries stand side by side: those that two or more share."""
        for field, wanted in self.kind.compares:
            facet = self.index.facet(field) if self.index else None
            values = self.index.values[field] if self.index and facet else {}
            for value, ids in sorted(values.items()):
                if facet and len(ids) > 1 and (value in wanted or not wanted):
                    yield facet, value

    def facet_named(self, field: str) -> Facet:
        facet = self.index.facet(field) if self.index else None
        assert facet is not None
        return facet
