"""List pages: sections, archives, facet values, pairs and profiles; paged, with ways to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hubgen.config_parts.facets import Facet
from hubgen.config_parts.profiles import Profile
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.view import FacetGroup, FacetValue, Group, Item, ListView, Page, PageLink, SortLink
from hubgen.stages.plan.facet_names import FacetNames
from hubgen.stages.plan.facets import FacetIndex, fits
from hubgen.stages.plan.frame import Frame, described
from hubgen.stages.plan.order import SORTS, sorted_by
from hubgen.stages.plan.pages.cards import card
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import ContentType

PER_PAGE = 30
VALUES_SHOWN = 8
PROFILE_EACH = 8
SORTED_FROM = 10
"""Shorter lists have one order."""
MATRIX_LIMIT = 300
"""More pairs than that would make the page of a facet too heavy."""


@dataclass(frozen=True)
class ListPlan:
    """A list before it is cut into pages."""

    path: str
    title: str
    view: ListView
    entries: tuple[Published, ...]
    crumbs: tuple[Item, ...]
    alternates: Mapping[str, str]
    owner: str
    with_day: bool = False
    canonical: str = ""
    """Path of the list whose order this one only changes."""


class Lists:
    """The lists of one type in one language."""

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

    def _others(self, path_of: Callable[[Lists], str]) -> dict[str, str]:
        return {lang: path_of(lists) for lang, lists in self.siblings.items()}

    # -- lists -----------------------------------------------------------------------------

    def outputs(self) -> Iterator[Output]:
        yield from self._pages(self._section())
        for order in self._orders()[1:]:
            yield from self._pages(self._sorted(order))
        if self.archived:
            yield from self._pages(self._archive())
        if self.index is None:
            return
        for facet in self.index.facets:
            values = self.index.values[facet.field]
            if values:
                yield from self._pages(self._facet(facet, values))
            for value in self.names.in_order(facet, values):
                yield from self._pages(self._value(facet, value, values))
        for first, second in self.index.pairs:
            yield from self._pair_pages(first, second)

    def _section(self) -> ListPlan:
        texts = self.frame.texts
        links = (
            (Item(texts["archive_of"].format(section=self.title), self.archive_path(), note=str(len(self.archived))),)
            if self.archived
            else ()
        )
        view = ListView(
            self.title, texts[f"lead_{self.kind.name}"], len(self.entries), facets=self._facet_groups(), links=links,
            sorts=self._sort_links(self._orders()[0]) if self._orders() else (),
        )  # fmt: skip
        return ListPlan(
            self.section_path(),
            self.title,
            view,
            tuple(self.entries),
            (self.frame.home_crumb,),
            self._others(Lists.section_path),
            f"section {self.kind.name}",
            with_day=self.kind.name == "event",
        )

    def _orders(self) -> tuple[str, ...]:
        """The orders that are offered, the usual one first; none for a list that is seen at a glance."""
        return SORTS.get(self.kind.name, ()) if len(self.entries) >= SORTED_FROM else ()

    def sorted_path(self, order: str) -> str:
        if order == SORTS[self.kind.name][0]:
            return self.section_path()
        return self.frame.addresses.sorted(self.kind, order)

    def _sort_links(self, current: str) -> tuple[SortLink, ...]:
        texts = self.frame.texts
        return tuple(
            SortLink(texts[f"sort_{order}"], self.sorted_path(order), order == current) for order in self._orders()
        )

    def _sorted(self, order: str) -> ListPlan:
        """The whole list in another order; search engines are sent to the usual one."""
        title = f"{self.title}: {self.frame.texts[f'sort_{order}']}"
        view = ListView(
            self.title, self.frame.texts[f"lead_{self.kind.name}"], len(self.entries),
            facets=self._facet_groups(), sorts=self._sort_links(order),
        )  # fmt: skip
        return ListPlan(
            self.sorted_path(order), title, view, tuple(sorted_by(self.entries, order, self.frame.language)),
            self._crumbs(), self._others(lambda lists: lists.sorted_path(order)), f"{self.kind.name} by {order}",
            canonical=self.section_path(),
        )  # fmt: skip

    def _archive(self) -> ListPlan:
        title = self.frame.texts["archive_of"].format(section=self.title)
        view = ListView(title, self.frame.texts["archive_lead"], len(self.archived))
        return ListPlan(
            self.archive_path(),
            title,
            view,
            tuple(self.archived),
            self._crumbs(),
            self._others(Lists.archive_path),
            f"archive {self.kind.name}",
        )

    def _crumbs(self, facet: Facet | None = None) -> tuple[Item, ...]:
        crumbs = (self.frame.home_crumb, self.crumb)
        return (*crumbs, Item(self.names.label(facet), self.facet_path(facet))) if facet else crumbs

    def _facet(self, facet: Facet, values: Mapping[str, tuple[str, ...]]) -> ListPlan:
        """All values of a facet, for those that a list shows only in part."""
        title = f"{self.title}: {self.names.label(facet)}"
        group = replace(self._facet_group(facet, values, limit=0), title=self.names.label(facet))
        view = ListView(title, "", len(self.entries), facets=(group, *self._matrix(facet, values)))
        path_of = lambda lists: lists.facet_path(facet)  # noqa: E731
        return ListPlan(
            self.facet_path(facet),
            title,
            view,
            (),
            self._crumbs(),
            self._others(path_of),
            f"facet {self.kind.name}.{facet.field}",
        )

    def _matrix(self, facet: Facet, values: Mapping[str, tuple[str, ...]]) -> tuple[FacetGroup, ...]:
        """Under each value the pairs it has, so that a pair is one step from here; left out where they are many."""
        rows = [
            replace(
                group,
                title=f"{self.names.value(facet, value)}: {group.title}",
                id=f"{self.names.slug(facet, value)}-{group.id}",
            )
            for value in self.names.in_order(facet, values)
            for group in self._pairs_of(facet, value)
        ]
        return tuple(rows) if sum(len(row.values) for row in rows) <= MATRIX_LIMIT else ()

    def _value(self, facet: Facet, value: str, values: Mapping[str, tuple[str, ...]]) -> ListPlan:
        entries = self.entries_of(values[value])
        label = self.names.value(facet, value)
        chosen = (Item(label, self.section_path()),)
        groups = (self._facet_group(facet, values, current=value), *self._pairs_of(facet, value))
        sentence = self.names.sentence([(facet, value)])
        view = ListView(sentence, "", len(entries), chosen, facets=groups)
        path_of = lambda lists: lists.value_path(facet, value)  # noqa: E731
        return ListPlan(
            self.value_path(facet, value),
            sentence,
            view,
            entries,
            self._crumbs(facet),
            self._others(path_of),
            f"facet {self.kind.name}.{facet.field}={value}",
            with_day=self.kind.name == "event",
        )

    def _pair_pages(self, first: str, second: str) -> Iterator[Output]:
        one_facet, other_facet = self._facet_named(first), self._facet_named(second)
        for (one, other), ids in sorted(self.index.pair(first, second).items()):  # type: ignore[union-attr]
            entries = self.entries_of(ids)
            chosen = (
                Item(self.names.value(one_facet, one), self.value_path(other_facet, other)),
                Item(self.names.value(other_facet, other), self.value_path(one_facet, one)),
            )
            sentence = self.names.sentence([(one_facet, one), (other_facet, other)])
            view = ListView(sentence, "", len(entries), chosen, facets=self._pairs_of(one_facet, one, current=other))

            def path_of(lists: Lists, one: str = one, other: str = other) -> str:
                return lists.pair_path(one_facet, one, other_facet, other)

            plan = ListPlan(
                path_of(self),
                sentence,
                view,
                entries,
                self._crumbs(one_facet),
                self._others(path_of),
                f"pair {self.kind.name}.{first}={one}, {second}={other}",
            )
            yield from self._pages(plan)

    def _facet_named(self, field: str) -> Facet:
        facet = self.index.facet(field) if self.index else None
        assert facet is not None
        return facet

    # -- facets beside a list --------------------------------------------------------------

    def _facet_groups(self) -> tuple[FacetGroup, ...]:
        if self.index is None:
            return ()
        found = ((facet, self.index.values[facet.field]) for facet in self.index.facets)
        return tuple(self._facet_group(facet, values) for facet, values in found if values)

    def _facet_group(
        self, facet: Facet, values: Mapping[str, tuple[str, ...]], *, current: str = "", limit: int = VALUES_SHOWN
    ) -> FacetGroup:
        ordered = self.names.in_order(facet, values)
        shown = self._most(ordered, values, limit, current)
        links = [
            FacetValue(self.names.value(facet, v), self.value_path(facet, v), len(values[v]), v == current)
            for v in shown
        ]
        if len(shown) < len(ordered):
            links.append(FacetValue(self.frame.texts["all_values"].format(n=len(ordered)), self.facet_path(facet), 0))
        return FacetGroup(self.names.label(facet), self.names.label_slug(facet), tuple(links))

    def _most(self, ordered: list[str], values: Mapping[str, tuple[str, ...]], limit: int, current: str) -> list[str]:
        """The values with most entries, in the order of the facet; always the chosen one."""
        if not limit or len(ordered) <= limit:
            return ordered
        kept = set(sorted(ordered, key=lambda v: (v != current, -len(values[v]), v))[:limit])
        return [value for value in ordered if value in kept]

    def _pairs_of(self, facet: Facet, value: str, current: str = "") -> tuple[FacetGroup, ...]:
        """The values of other facets with which a value has pages, from whichever side the pair is declared."""
        groups = []
        for first, second in self.index.pairs if self.index else ():
            if facet.field not in (first, second):
                continue
            is_first = facet.field == first
            other = self._facet_named(second if is_first else first)
            pairs = self.index.pair(first, second).items()  # type: ignore[union-attr]
            counts = {
                (two if is_first else one): ids for (one, two), ids in pairs if value == (one if is_first else two)
            }
            links = tuple(
                FacetValue(
                    self.names.value(other, v),
                    self.pair_path(facet, value, other, v) if is_first else self.pair_path(other, v, facet, value),
                    len(counts[v]),
                    v == current,
                )
                for v in self.names.in_order(other, counts)
            )
            if links:
                groups.append(FacetGroup(self.names.label(other), f"{self.names.label_slug(other)}-2", links))
        return tuple(groups)

    # -- pages -----------------------------------------------------------------------------

    def _pages(self, plan: ListPlan) -> Iterator[Output]:
        yield from paged(plan, self.frame)


def paged(plan: ListPlan, frame: Frame) -> Iterator[Output]:
    """The pages of a list, 30 entries each."""
    count = max(1, -(-len(plan.entries) // PER_PAGE))
    for number in range(1, count + 1):
        yield _list_page(plan, frame, number, count)


def _list_page(plan: ListPlan, frame: Frame, number: int, count: int) -> Output:
    path = frame.addresses.numbered(plan.path, number)

    def context() -> Page:
        shown = plan.entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        groups = plan.view.groups
        if shown:
            groups = (*groups, Group("", tuple(card(one, frame.display, with_day=plan.with_day) for one in shown)))
        view = replace(_with_page_links(plan, frame, number, count), groups=groups)
        title = plan.title if number == 1 else f"{plan.title}, {frame.texts['page_n'].format(n=number)}"
        alternates = plan.alternates if number == 1 else {}
        return frame.page(
            path,
            view,
            title=title,
            description=plan.view.sentence or described(title, (frame.display.title(one).text for one in shown)),
            crumbs=plan.crumbs,
            alternates=alternates,
            list_path=plan.canonical or plan.path,
            canonical=plan.canonical,
        )

    sources = tuple(sorted({file for one in plan.entries for file in one.entry.sources}))
    changed = max((one.changed for one in plan.entries), default=None)
    return Output(
        path,
        "page",
        sources,
        plan.owner,
        template="list.html",
        context=context,
        indexed=number == 1 and not plan.canonical,
        changed=changed,
    )


def _with_page_links(plan: ListPlan, frame: Frame, number: int, count: int) -> ListView:
    if count == 1:
        return plan.view
    path = frame.addresses.numbered
    return replace(
        plan.view,
        pages=tuple(PageLink(n, path(plan.path, n), n == number) for n in _around(number, count)),
        previous=path(plan.path, number - 1) if number > 1 else "",
        next=path(plan.path, number + 1) if number < count else "",
    )


def _around(number: int, count: int) -> list[int]:
    """First, last, and those near: long lists stay short of a wall of numbers."""
    return sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})


def profile_outputs(
    profile: Profile, frame: Frame, listed: Mapping[str, list[Published]], siblings: Mapping[str, Frame]
) -> Iterator[Output]:
    """The page of a profile: entries of every type for firms like it."""
    title = profile.title.pick(frame.language)[0]
    path = frame.addresses.profile(profile.slug)
    fitting = {
        kind.name: [one for one in listed.get(kind.name, []) if fits(one, kind, profile, frame.config, frame.site)]
        for kind in TYPES
        if kind.name != "topic"
    }

    def context() -> Page:
        groups = tuple(_profile_group(BY_NAME[name], found, frame) for name, found in fitting.items() if found)
        view = ListView(title, frame.texts["profile_lead"], sum(map(len, fitting.values())), groups=groups)
        alternates = {lang: other.addresses.profile(profile.slug) for lang, other in siblings.items()}
        return frame.page(
            path,
            view,
            title=title,
            description=frame.texts["profile_lead"],
            crumbs=(frame.home_crumb,),
            alternates=alternates,
        )

    shown = [one for found in fitting.values() for one in found]
    sources = ("config.yaml", *sorted({file for one in shown for file in one.entry.sources}))
    changed = max((one.changed for one in shown), default=None)
    owner = f"profile {profile.slug}"
    yield Output(path, "page", sources, owner, template="list.html", context=context, changed=changed)


def _profile_group(kind: ContentType, found: list[Published], frame: Frame) -> Group:
    more = (
        Item(frame.texts["all_n"].format(n=len(found)), frame.addresses.section(kind))
        if len(found) > PROFILE_EACH
        else None
    )
    return Group(
        frame.texts[f"section_{kind.name}"],
        tuple(card(one, frame.display) for one in found[:PROFILE_EACH]),
        more,
        kind.name,
    )
