"""The page that sets countries side by side, with the newest figures of several datasets."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.locale.formatting import sort_key
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.data import CountriesView, DataHead, DataRows
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item, Phrase
from hubgen.stages.plan.data.countries import REMARK, Indicator, indicators
from hubgen.stages.plan.data.data_view import FilePath, data_rows, dataset_pages
from hubgen.stages.plan.pages.lists.shelf import Lists

COLUMNS = 5
"""A table with more is wider than a screen; further ones make a table below."""
MOST_COUNTRIES = 80


def country_links(lists: Lists) -> tuple[Item, ...]:
    """The way to the page, where the hub has one."""
    return (Item(lists.frame.texts["countries_title"], lists.countries_path()),) if _found(lists) else ()


def country_outputs(lists: Lists) -> Iterator[Output]:
    found = _found(lists)
    if not found:
        return
    frame, texts = lists.frame, lists.frame.texts

    def context() -> Page:
        remarks = any(REMARK in figure for one in found for figure in one.figures.values())
        lead = f"{texts['countries_lead']} {texts['countries_remark']}" if remarks else texts["countries_lead"]
        view = CountriesView(texts["countries_title"], lead, tuple(_tables(found, lists)))
        return frame.page(
            lists.countries_path(), view, title=view.title, description=view.lead, crumbs=lists.crumbs(),
            alternates=lists.others(Lists.countries_path),
        )  # fmt: skip

    shown: list[Published] = [one for one in lists.entries if frame.site.table(one, frame.language)]
    yield Output(
        lists.countries_path(),
        "page",
        sources_of(shown),
        f"countries {lists.kind.name}",
        template="countries.html",
        context=context,
        changed=max((one.changed for one in shown), default=None),
    )


def _found(lists: Lists) -> tuple[Indicator, ...]:
    if not lists.kind.data_field:
        return ()
    nowhere: FilePath = lambda file: ""  # noqa: E731  (no file is named on the page)
    pages = (dataset_pages(one, lists.frame.display, nowhere) for one in lists.entries)
    return indicators([one for one in pages if one])


def _tables(found: tuple[Indicator, ...], lists: Lists) -> Iterator[DataRows]:
    """A few columns each, those of one dataset together; a country without a figure in them is left out."""
    for some in _groups(found):
        codes = {code for one in some for code, figure in one.figures.items() if figure}
        names = {code: lists.frame.display.country(code) for code in codes}
        ordered = sorted(codes, key=lambda code: (sort_key(names[code], lists.frame.language), code))[:MOST_COUNTRIES]
        heads = (DataHead(Phrase(lists.frame.texts["countries_country"])), *(one.head for one in some))
        rows = tuple((names[code], *(one.figures.get(code, "") for one in some)) for code in ordered)
        titles = dict.fromkeys(_source(one) for one in some)
        yield data_rows("; ".join(titles), heads, rows)


def _source(one: Indicator) -> str:
    """The dataset, and of when its figures are, where its title does not say it."""
    return one.dataset.text if one.period in one.dataset.text else f"{one.dataset.text}, {one.period}"


def _groups(found: tuple[Indicator, ...]) -> Iterator[tuple[Indicator, ...]]:
    group: list[Indicator] = []
    for path in dict.fromkeys(one.head.path for one in found):
        own = [one for one in found if one.head.path == path]
        if group and len(group) + len(own) > COLUMNS:
            yield tuple(group)
            group = []
        group += own
    if group:
        yield tuple(group)
