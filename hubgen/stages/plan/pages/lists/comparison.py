"""Entries of a type side by side: markets that share a product, up to four on a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hubgen.config_parts.facets import Facet
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.lists import CompareRow, CompareView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Fact, Item, PageLink
from hubgen.stages.plan.pages.entry_view import FilePath, entry_view
from hubgen.stages.plan.pages.lists.shelf import Lists

MOST = 4
"""Entries of a page: more columns are wider than a screen."""


def comparison_outputs(lists: Lists, file_path: FilePath) -> Iterator[Output]:
    """The pages of each value that two entries or more share."""
    for facet, value in lists.compared():
        groups = groups_of(lists, facet, value)
        for number, group in enumerate(groups, 1):
            yield _page(lists, facet, value, groups, number, group, file_path)


def groups_of(lists: Lists, facet: Facet, value: str) -> tuple[tuple[Published, ...], ...]:
    """The entries of a value on as few pages as can be, as many on each; the same ones in every language."""
    assert lists.index is not None
    found = [lists.by_id[name] for name in sorted(lists.index.values[facet.field][value])]
    count = -(-len(found) // MOST)
    edges = [round(number * len(found) / count) for number in range(count + 1)]
    return tuple(tuple(found[start:end]) for start, end in pairwise(edges))


def comparison_links(lists: Lists, one: Published) -> tuple[Item, ...]:
    """The pages on which an entry stands beside others, by what they share."""
    return tuple(
        Item(lists.names.value(facet, value), comparison_path(lists, facet, value, number))
        for facet, value in lists.compared()
        if one.id in lists.index.values[facet.field][value]  # type: ignore[union-attr]
        for number, group in enumerate(groups_of(lists, facet, value), 1)
        if one in group
    )


def comparison_link(lists: Lists, facet: Facet, value: str) -> tuple[Item, ...]:
    """The way from the list of a value to its entries side by side, where there are two or more."""
    if (facet, value) not in lists.compared():
        return ()
    return (Item(lists.frame.texts["compare"], comparison_path(lists, facet, value)),)


def comparison_path(lists: Lists, facet: Facet, value: str, number: int = 1) -> str:
    slug = lists.frame.texts["compare_slug"]
    path = lists.frame.addresses.facet_value(lists.kind, slug, lists.names.slug(facet, value))
    return lists.frame.addresses.numbered(path, number)


def _page(
    lists: Lists,
    facet: Facet,
    value: str,
    groups: tuple[tuple[Published, ...], ...],
    number: int,
    group: tuple[Published, ...],
    file_path: FilePath,
) -> Output:
    frame, path = lists.frame, comparison_path(lists, facet, value, number)

    def context() -> Page:
        title = frame.texts["compare_title"].format(what=lists.names.plain(facet, value))
        links, heads = tuple(frame.display.link(one) for one in group), _heads(lists, group)
        pages = tuple(
            PageLink(n, comparison_path(lists, facet, value, n), n == number) for n in range(1, len(groups) + 1)
        )
        view = CompareView(
            title,
            frame.texts["compare_lead"],
            links,
            heads,
            tuple(_rows(lists, group, heads, file_path)),
            pages if len(pages) > 1 else (),
        )
        others = lists.others(lambda one: comparison_path(one, facet, value, number))
        return frame.page(
            path,
            view,
            title=title if number == 1 else f"{title}, {frame.texts['page_n'].format(n=number)}",
            description=f"{title}: {'; '.join(item.text for item in links)}",
            crumbs=lists.crumbs(facet),
            alternates=others,
        )

    return Output(
        path,
        "page",
        sources_of(group),
        f"compare {lists.kind.name}.{facet.field}={value}",
        template="compare.html",
        context=context,
        changed=max(one.changed for one in group),
    )


def _heads(lists: Lists, group: tuple[Published, ...]) -> tuple[str, ...]:
    """The country of each market; the titles where two are of one country."""
    display = lists.frame.display
    countries = [display.country(str(one.entry.get("market", ""))) for one in group]
    titles = [display.title(one).text for one in group]
    return tuple(countries if len(set(countries)) == len(group) else titles)


def _rows(
    lists: Lists, group: tuple[Published, ...], heads: tuple[str, ...], file_path: FilePath
) -> Iterator[CompareRow]:
    """All that the page of one of the entries says in facts, figures and lists, a row for each label."""
    told = [list(_parts(lists, one, file_path)) for one in group]
    for parts in zip(*told, strict=True):
        facts = [_by_label(part) for part in parts]
        for label in dict.fromkeys(label for one in facts for label in one):
            cells = tuple(one.get(label, ()) for one in facts)
            if [cell[0].text if cell else "" for cell in cells] != list(heads):
                yield CompareRow(label, cells)


def _by_label(facts: tuple[Fact, ...]) -> dict[str, tuple[Item, ...]]:
    """What is said under each label; a figure may be told of several years."""
    found: dict[str, tuple[Item, ...]] = {}
    for fact in facts:
        found[fact.label] = found.get(fact.label, ()) + fact.items
    return found


def _parts(lists: Lists, one: Published, file_path: FilePath) -> Iterator[tuple[Fact, ...]]:
    """What a profile says, part by part, so that rows of one sort stand together."""
    frame = lists.frame
    view = entry_view(one, frame.display, file_path)
    action: tuple[Fact, ...] = ()
    if view.action:
        action = (Fact(view.action.text, (Item(view.action.note or view.action.text, view.action.path),)),)
    yield (*view.key, *view.facts)
    yield view.figures
    yield view.lists
    yield tuple(Fact(frame.texts[join.text], (Item(str(len(found))),)) for join, found in frame.joins.of(one))
    yield action
    yield tuple(fact for fact in view.dates if fact.label == frame.texts["reviewed"])
