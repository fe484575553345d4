"""The news of all partners on one page, and the list of partners for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hubgen.formats.feeds.opml import Group as Outlines
from hubgen.formats.feeds.opml import Outline
from hubgen.model.entry import Localized
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.lists import ListView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item
from hubgen.stages.plan.companions import RING
from hubgen.stages.plan.machine.moments import midnight
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.pages.ring_view import item_card
from hubgen.stages.plan.ring import Shown, merged, on_a_page


def ring_links(lists: Lists) -> tuple[Item, ...]:
    """The way to the news of all partners, where there are any."""
    found = _found(lists)
    return (Item(lists.frame.texts["ring_news"], lists.ring_path(), note=str(len(found))),) if found else ()


def ring_outputs(lists: Lists) -> Iterator[Output]:
    if not lists.kind.gathers_feeds or not lists.entries:
        return
    yield _opml(lists)
    if found := _found(lists):
        yield _news(lists, found)


def _found(lists: Lists) -> tuple[Shown, ...]:
    """What the page has room for: older items are on the sites themselves."""
    every = merged(lists.frame.site, lists.frame.config.zone) if lists.kind.gathers_feeds else ()
    return tuple(on_a_page(every))


def _news(lists: Lists, found: tuple[Shown, ...]) -> Output:
    frame, texts = lists.frame, lists.frame.texts

    def context() -> Page:
        cards = tuple(item_card(shown, frame.display) for shown in found)
        view = ListView(texts["ring_news"], texts["ring_news_lead"], len(found), groups=(Group("", cards),))
        return frame.page(
            lists.ring_path(), view, title=view.title, description=view.sentence, crumbs=lists.crumbs(),
            alternates=lists.others(Lists.ring_path), section=lists.section_path(),
        )  # fmt: skip

    return Output(
        lists.ring_path(),
        "page",
        _sources(lists),
        f"news of {lists.kind.name}",
        template="list.html",
        context=context,
        changed=max((one.changed for one in lists.entries), default=None),
    )


def _opml(lists: Lists) -> Output:
    """Every partner in one file: feed readers take in those with a feed, and find the home pages of the others."""
    frame = lists.frame

    def value() -> tuple[str, str, tuple[Outlines, ...], datetime]:
        changed = midnight(max(one.changed for one in lists.entries), frame.config.zone)
        title = f"{lists.title} – {frame.title}"
        return title, frame.language, (Outlines("", tuple(_outline(one, lists) for one in lists.entries)),), changed

    path = frame.addresses.beside(lists.section_path(), RING)
    return Output(path, "feed", _sources(lists), f"list of {lists.kind.name}", writer="opml", value=value)


def _outline(one: Published, lists: Lists) -> Outline:
    frame = lists.frame
    feed, url = (_address(one, name, frame.language) for name in ("feed", "url"))
    return Outline(frame.display.title(one).text, feed, url, one.entry.language)


def _address(one: Published, name: str, language: str) -> str:
    value = one.entry.get(name)
    return str(value.pick(language)[0]) if isinstance(value, Localized) else ""


def _sources(lists: Lists) -> tuple[str, ...]:
    return tuple(sorted({file for one in lists.entries for file in one.entry.sources}))
