"""The pages of a facet: the list of its values, and a list of entries for each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hubgen.config_parts.facets import Facet
from hubgen.model.output import Output
from hubgen.model.views.lists import FacetGroup, ListView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.pages.lists.choices import facet_group, pairs_of
from hubgen.stages.plan.pages.lists.comparison import comparison_link
from hubgen.stages.plan.pages.lists.finder import finder_of
from hubgen.stages.plan.pages.lists.matrix import matrix_links
from hubgen.stages.plan.pages.lists.paged import ListPlan, paged
from hubgen.stages.plan.pages.lists.shelf import Lists

PAIRS_LIMIT = 300
"""More pairs than that would make the page of a facet too heavy."""


def facet_outputs(lists: Lists) -> Iterator[Output]:
    """For each facet its page and those of its values."""
    for facet in lists.index.facets if lists.index else ():
        values = lists.index.values[facet.field]  # type: ignore[union-attr]
        if values:
            yield from paged(_facet(lists, facet, values), lists.frame)
        for value in lists.names.in_order(facet, values):
            yield from paged(_value(lists, facet, value, values), lists.frame)


def _facet(lists: Lists, facet: Facet, values: Mapping[str, tuple[str, ...]]) -> ListPlan:
    """All values of a facet, for those that a list shows only in part."""
    title = f"{lists.title}: {lists.names.label(facet)}"
    group = replace(facet_group(lists, facet, values, limit=0), title=lists.names.label(facet))
    view = ListView(
        title, "", len(lists.entries), facets=(group, *_pairs_by_value(lists, facet, values)),
        links=matrix_links(lists) if facet.field in (lists.kind.matrix or ()) else (),
    )  # fmt: skip
    path_of = lambda sibling: sibling.facet_path(facet)  # noqa: E731
    return ListPlan(
        lists.facet_path(facet),
        title,
        view,
        (),
        lists.crumbs(),
        lists.others(path_of),
        f"facet {lists.kind.name}.{facet.field}",
    )


def _pairs_by_value(lists: Lists, facet: Facet, values: Mapping[str, tuple[str, ...]]) -> tuple[FacetGroup, ...]:
    """Under each value the pairs it has, so that a pair is one step from here; left out where they are many.

    Those of a matrix stand in its table.
    """
    if facet.field in (lists.kind.matrix or ()) and lists.matrix_pairs():
        return ()
    rows = [
        replace(
            group,
            title=f"{lists.names.value(facet, value)}: {group.title}",
            id=f"{lists.names.slug(facet, value)}-{group.id}",
        )
        for value in lists.names.in_order(facet, values)
        for group in pairs_of(lists, facet, value)
    ]
    return tuple(rows) if sum(len(row.values) for row in rows) <= PAIRS_LIMIT else ()


def _value(lists: Lists, facet: Facet, value: str, values: Mapping[str, tuple[str, ...]]) -> ListPlan:
    entries = lists.entries_of(values[value])
    label = lists.names.value(facet, value)
    chosen = (Item(label, lists.section_path()),)
    groups = (facet_group(lists, facet, values, current=value), *pairs_of(lists, facet, value))
    sentence = lists.names.sentence([(facet, value)])
    view = ListView(sentence, "", len(entries), chosen, facets=groups, links=comparison_link(lists, facet, value))
    # A language whose titles have no such initial shows those it has.
    path_of = lambda one: one.value_path(facet, value) if one.has(facet, value) else one.facet_path(facet)  # noqa: E731
    return ListPlan(
        lists.value_path(facet, value),
        sentence,
        view,
        entries,
        lists.crumbs(facet),
        lists.others(path_of),
        f"facet {lists.kind.name}.{facet.field}={value}",
        with_day=lists.kind.name == "event",
        finder=finder_of(lists, facet, value),
    )
