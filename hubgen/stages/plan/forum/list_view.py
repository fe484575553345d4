"""What the page of a mailing list shows: how to take part, what waits for an answer, what was written last."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from hubgen.model.entry import Localized
from hubgen.model.site import Published
from hubgen.model.views.entry import EntryView
from hubgen.model.views.forum import MailingListView
from hubgen.model.views.pieces import Group, Item
from hubgen.stages.plan.display import Display, bare_url, counted
from hubgen.stages.plan.forum.thread_view import is_closed
from hubgen.stages.plan.order import newest_first
from hubgen.stages.plan.pages.cards import card

NEWEST, WAITING = 12, 4
"""Threads that the page shows; the list of all is a step away."""


def list_view(one: Published, display: Display, entry: EntryView) -> MailingListView:
    """The page of a list."""
    threads, texts = threads_of_list(one, display), display.texts
    waiting = [other for other in threads if other.entry.get("answered") == "unanswered"]
    path = display.facet_path("thread", "list", one.id)
    whole = Item(texts["all_n"].format(n=len(threads)), path) if path else None
    messages = sum(len(display.site.threads[other.id].messages) for other in threads)
    groups = (
        _group(texts["forum_waiting"], waiting[:WAITING], display),
        _group(texts["forum_newest"], threads[:NEWEST], display, whole if len(threads) > NEWEST else None),
    )
    return MailingListView(
        entry=entry,
        told=(
            counted(texts, "n_threads", len(threads)),
            counted(texts, "n_messages", messages),
        ),
        ways=() if is_closed(one.entry.data, display) else tuple(_ways(one, display)),
        groups=tuple(group for group in groups if group.cards),
    )


def threads_of_list(one: Published, display: Display) -> list[Published]:
    """The threads of a list that stand in lists, the newest first."""
    found = [other for other in display.site.current("thread") if _is_of(other, one, display)]
    return newest_first(found)


def _is_of(other: Published, one: Published, display: Display) -> bool:
    thread = display.site.threads.get(other.id)
    return thread is not None and thread.list_id == one.id


def _group(title: str, threads: list[Published], display: Display, more: Item | None = None) -> Group:
    return Group(title, tuple(card(other, display) for other in threads), more)


def _ways(one: Published, display: Display) -> Iterator[Item]:
    """To join, to write, to leave; of each also what a reader could type."""
    address = str(one.entry.get("address", ""))
    for field, text in (("subscribe", "forum_join"), ("address", "forum_write"), ("unsubscribe", "forum_leave")):
        value = one.entry.get(field)
        url = f"mailto:{quote(address, safe='@')}" if field == "address" and address else ""
        if isinstance(value, Localized):
            url = str(value.pick(display.language)[0])
        if url:
            yield Item(display.texts[text], url, note=bare_url(url))
