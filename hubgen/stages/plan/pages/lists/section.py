"""A section: its whole list, the same list in other orders, and its archive."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.output import Output
from hubgen.model.views.lists import ListView, SortLink
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.facets import INITIAL
from hubgen.stages.plan.order import SORTS, sorted_by
from hubgen.stages.plan.pages.forms import form_link
from hubgen.stages.plan.pages.lists.choices import facet_groups
from hubgen.stages.plan.pages.lists.countries import country_links
from hubgen.stages.plan.pages.lists.matrix import matrix_links
from hubgen.stages.plan.pages.lists.paged import ListPlan, paged
from hubgen.stages.plan.pages.lists.ring import ring_links
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.pages.products import products_link

SORTED_FROM = 10
"""Shorter lists have one order."""


def section_outputs(lists: Lists) -> Iterator[Output]:
    """The whole list in each of its orders."""
    yield from paged(_section(lists), lists.frame)
    for order in _orders(lists)[1:]:
        yield from paged(_sorted(lists, order), lists.frame)


def archive_outputs(lists: Lists) -> Iterator[Output]:
    """What has ended but is kept, where there is any."""
    if lists.archived:
        yield from paged(_archive(lists), lists.frame)


def _section(lists: Lists) -> ListPlan:
    orders = _orders(lists)
    view = ListView(
        lists.title,
        lists.frame.texts[f"lead_{lists.kind.name}"],
        len(lists.entries),
        facets=facet_groups(lists),
        links=(
            *matrix_links(lists),
            *country_links(lists),
            *_partner_links(lists),
            *ring_links(lists),
            *_archive_links(lists),
        ),
        sorts=_sort_links(lists, orders[0]) if orders else (),
        form=form_link(lists.kind.name, lists.frame.display),
    )
    return ListPlan(
        lists.section_path(),
        lists.title,
        view,
        tuple(lists.entries),
        (lists.frame.home_crumb,),
        lists.others(Lists.section_path),
        f"section {lists.kind.name}",
        with_day=lists.kind.name == "event",
        letters=_letters(lists),
    )


def _letters(lists: Lists) -> tuple[Item, ...]:
    """The initials of a list that stands under them, where each has a page."""
    facet = lists.index.facet(INITIAL) if lists.index and lists.kind.by_initial else None
    if facet is None:
        return ()
    values = lists.names.in_order(facet, lists.index.values[INITIAL])  # type: ignore[union-attr]
    return tuple(Item(value, lists.value_path(facet, value)) for value in values)


def _partner_links(lists: Lists) -> tuple[Item, ...]:
    return products_link(lists.frame) if lists.kind.name == "organization" else ()


def _archive_links(lists: Lists) -> tuple[Item, ...]:
    if not lists.archived:
        return ()
    title = lists.frame.texts["archive_of"].format(section=lists.title)
    return (Item(title, lists.archive_path(), note=str(len(lists.archived))),)


def _orders(lists: Lists) -> tuple[str, ...]:
    """The orders that are offered, the usual one first; none for a list that is seen at a glance."""
    return SORTS.get(lists.kind.name, ()) if len(lists.entries) >= SORTED_FROM else ()


def _sort_links(lists: Lists, current: str) -> tuple[SortLink, ...]:
    texts = lists.frame.texts
    return tuple(
        SortLink(texts[f"sort_{order}"], lists.sorted_path(order), order == current) for order in _orders(lists)
    )


def _sorted(lists: Lists, order: str) -> ListPlan:
    """The whole list in another order; search engines are sent to the usual one."""
    title = f"{lists.title}: {lists.frame.texts[f'sort_{order}']}"
    view = ListView(
        lists.title, lists.frame.texts[f"lead_{lists.kind.name}"], len(lists.entries),
        facets=facet_groups(lists), sorts=_sort_links(lists, order),
    )  # fmt: skip
    return ListPlan(
        lists.sorted_path(order), title, view, tuple(sorted_by(lists.entries, order, lists.frame.language)),
        lists.crumbs(), lists.others(lambda sibling: sibling.sorted_path(order)), f"{lists.kind.name} by {order}",
        canonical=lists.section_path(),
    )  # fmt: skip


def _archive(lists: Lists) -> ListPlan:
    title = lists.frame.texts["archive_of"].format(section=lists.title)
    view = ListView(title, lists.frame.texts["archive_lead"], len(lists.archived))
    return ListPlan(
        lists.archive_path(),
        title,
        view,
        tuple(lists.archived),
        lists.crumbs(),
        lists.others(Lists.archive_path),
        f"archive {lists.kind.name}",
    )
