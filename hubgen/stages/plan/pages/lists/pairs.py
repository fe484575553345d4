"""The pages of pairs: entries that share a value of two facets."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.output import Output
from hubgen.model.views.lists import ListView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.pages.lists.choices import pairs_of
from hubgen.stages.plan.pages.lists.paged import ListPlan, paged
from hubgen.stages.plan.pages.lists.shelf import Lists


def pair_outputs(lists: Lists) -> Iterator[Output]:
    """A page for each pair of values with entries enough."""
    for first, second in lists.index.pairs if lists.index else ():
        yield from _pair_pages(lists, first, second)


def _pair_pages(lists: Lists, first: str, second: str) -> Iterator[Output]:
    one_facet, other_facet = lists.facet_named(first), lists.facet_named(second)
    for (one, other), ids in sorted(lists.index.pair(first, second).items()):  # type: ignore[union-attr]
        entries = lists.entries_of(ids)
        chosen = (
            Item(lists.names.value(one_facet, one), lists.value_path(other_facet, other)),
            Item(lists.names.value(other_facet, other), lists.value_path(one_facet, one)),
        )
        sentence = lists.names.sentence([(one_facet, one), (other_facet, other)])
        view = ListView(sentence, "", len(entries), chosen, facets=pairs_of(lists, one_facet, one, current=other))

        def path_of(sibling: Lists, one: str = one, other: str = other) -> str:
            return sibling.pair_path(one_facet, one, other_facet, other)

        plan = ListPlan(
            path_of(lists),
            sentence,
            view,
            entries,
            lists.crumbs(one_facet),
            lists.others(path_of),
            f"pair {lists.kind.name}.{first}={one}, {second}={other}",
        )
        yield from paged(plan, lists.frame)
