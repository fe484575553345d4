"""A list cut into pages of thirty entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from hubgen.locale.formatting import initial_slug
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.lists import ListView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item, PageLink
from hubgen.stages.plan.facets import initial
from hubgen.stages.plan.frame import Frame, described
from hubgen.stages.plan.machine.structured import structured_list
from hubgen.stages.plan.pages.cards import card
from hubgen.stages.plan.pages.lists.finder import Finder

PER_PAGE = 30


@frozen(slots=False)
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
    finder: Finder | None = None
    letters: tuple[Item, ...] = ()
    """The pages of the initials under which the entries stand; none where they stand in one row."""


def paged(plan: ListPlan, frame: Frame) -> Iterator[Output]:
    """The pages of a list, 30 entries each."""
    count = max(1, -(-len(plan.entries) // PER_PAGE))
    whole = Output(
        plan.path,
        "page",
        owner=plan.owner,
        changed=max((one.changed for one in plan.entries), default=None),
    )
    for number in range(1, count + 1):
        yield _list_page(plan, frame, whole, number, count)


def _list_page(plan: ListPlan, frame: Frame, whole: Output, number: int, count: int) -> Output:
    """A page of a list.

    Args:
        whole: what is true of each of its pages.
    """
    path = frame.addresses.numbered(plan.path, number)
    finder = plan.finder if number == 1 else None
    shown = plan.entries[(number - 1) * PER_PAGE : number * PER_PAGE]

    def context() -> Page:
        groups = plan.view.groups
        if shown:
            groups = (*groups, *_groups(plan, frame, shown))
        view = replace(_with_page_links(plan, frame, number, count), groups=groups)
        if plan.letters:
            view = _under_letters(view, groups, plan.letters if count > 1 else ())
        if finder:
            view = replace(view, finder=finder.view())
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
            structured=structured_list(shown, frame),
        )

    return replace(
        whole,
        path=path,
        sources=sources_of(plan.entries if finder else shown),
        template="finder.html" if finder else "list.html",
        context=context,
        indexed=number == 1 and not plan.canonical,
    )


def _groups(plan: ListPlan, frame: Frame, shown: tuple[Published, ...]) -> Iterator[Group]:
    """The entries of a page in one row, or each initial with its own."""
    if not plan.letters:
        yield Group("", tuple(card(one, frame.display, with_day=plan.with_day) for one in shown))
        return
    for letter, found in groupby(shown, lambda one: initial(one, frame.language)):
        yield Group(letter, tuple(card(one, frame.display) for one in found), id=f"l-{initial_slug(letter)}")


def _under_letters(view: ListView, groups: tuple[Group, ...], pages: tuple[Item, ...]) -> ListView:
    """The list with its initials above it: each leads to its place on this page, or, of several, to its own page.

    Args:
        pages: of the initials, where the list has more than one page; the ways to choose need not offer them again.
    """
    if not pages:
        return replace(view, letters=tuple(Item(group.title, f"#{group.id}") for group in groups))
    return replace(view, letters=pages, facets=tuple(facet for facet in view.facets if not facet.is_short))


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
