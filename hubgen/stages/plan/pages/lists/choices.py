"""The ways to choose that stand beside a list: values of facets with the number of their entries."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.config_parts.facets import Facet
from hubgen.model.views.lists import FacetGroup, FacetValue
from hubgen.stages.plan.facets import INITIAL
from hubgen.stages.plan.pages.lists.shelf import Lists

VALUES_SHOWN = 8


def facet_groups(lists: Lists) -> tuple[FacetGroup, ...]:
    """All facets of a type, each with its most used values."""
    if lists.index is None:
        return ()
    found = ((facet, lists.index.values[facet.field]) for facet in lists.index.facets)
    return tuple(facet_group(lists, facet, values) for facet, values in found if values)


def facet_group(
    lists: Lists, facet: Facet, values: Mapping[str, tuple[str, ...]], *, current: str = "", limit: int = VALUES_SHOWN
) -> FacetGroup:
    """The values of one facet.

    Args:
        current: the chosen value.
        limit: how many are shown before the link to all of them; 0 for all.
    """
    names = lists.names
    ordered = names.in_order(facet, values)
    is_short = facet.field == INITIAL
    shown = ordered if is_short else _most(ordered, values, limit, current)
    links = [FacetValue(names.value(facet, v), lists.value_path(facet, v), len(values[v]), v == current) for v in shown]
    if len(shown) < len(ordered):
        links.append(FacetValue(lists.frame.texts["all_values"].format(n=len(ordered)), lists.facet_path(facet), 0))
    return FacetGroup(names.label(facet), names.label_slug(facet), tuple(links), is_short)


def _most(ordered: list[str], values: Mapping[str, tuple[str, ...]], limit: int, current: str) -> list[str]:
    """The values with most entries, in the order of the facet; always the chosen one."""
    if not limit or len(ordered) <= limit:
        return ordered
    kept = set(sorted(ordered, key=lambda v: (v != current, -len(values[v]), v))[:limit])
    return [value for value in ordered if value in kept]


def pairs_of(lists: Lists, facet: Facet, value: str, current: str = "") -> tuple[FacetGroup, ...]:
    """The values of other facets with which a value has pages, from whichever side the pair is declared."""
    groups = []
    for first, second in lists.index.pairs if lists.index else ():
        if facet.field not in (first, second):
            continue
        is_first = facet.field == first
        other = lists.facet_named(second if is_first else first)
        pairs = lists.index.pair(first, second).items()  # type: ignore[union-attr]
        counts = {(two if is_first else one): ids for (one, two), ids in pairs if value == (one if is_first else two)}
        links = tuple(
            FacetValue(
                lists.names.value(other, v),
                lists.pair_path(facet, value, other, v) if is_first else lists.pair_path(other, v, facet, value),
                len(counts[v]),
                v == current,
            )
            for v in lists.names.in_order(other, counts)
        )
        if links:
            groups.append(FacetGroup(lists.names.label(other), f"{lists.names.label_slug(other)}-2", links))
    return tuple(groups)
