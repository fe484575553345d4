"""The ring of partners: who stands before and after whom, and the news of all of them in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from hubgen.model.frozen import frozen
from hubgen.model.ring import RingItem
from hubgen.model.site import Published, Site
from hubgen.types.partner import MAX_ITEMS, PARTNER

PAGE_ITEMS = 30
PAGE_BYTES = 6_500
"""Of all items of a page, before gzip; `budget.page` is 10 KB after it, the frame of a page takes two."""
ITEM_BYTES = 20
"""What gzip leaves of the markup of one."""


@frozen
class Shown:
    """An item, and the partner whose feed has it."""

    item: RingItem
    partner: Published


def items_of(one: Published, site: Site, zone: str) -> tuple[Shown, ...]:
    """What a partner lets be shown, the newest first: none without its consent, nothing dated after the build day."""
    if not one.entry.get("pull") or "license" not in one.entry.data:
        return ()
    found = site.saved.get(one.id)
    most = one.entry.get("max_items", MAX_ITEMS)
    items = [item for item in found.items if _is_out(item, site, zone)] if found else []
    return tuple(Shown(item, one) for item in items[: most if isinstance(most, int) else MAX_ITEMS])


def merged(site: Site, zone: str) -> tuple[Shown, ...]:
    """The items of all partners, the newest first, each once: under the site that wrote it, where it is a partner."""
    every = [shown for one in site.current(PARTNER.name) for shown in items_of(one, site, zone)]
    return tuple(sorted(_each_once(every), key=_newest))


def on_a_page(found: Iterable[Shown]) -> Iterator[Shown]:
    """As many as a page can carry, whatever others write: first summaries are left out, then items.

    Their bytes may be such that nothing makes them smaller, and a page over its budget would stop the build.
    """
    room = PAGE_BYTES
    for shown in islice(found, PAGE_ITEMS):
        item = shown.item
        needed = len(f"{item.title}{item.url}{item.origin}".encode()) + ITEM_BYTES
        told = len(item.summary.encode())
        if needed > room:
            return
        if needed + told > room:
            shown, told = replace(shown, item=replace(item, summary="")), 0
        room -= needed + told
        yield shown


def _is_out(item: RingItem, site: Site, zone: str) -> bool:
    return item.moment is None or item.moment.astimezone(ZoneInfo(zone)).date() <= site.day


def _each_once(found: Iterable[Shown]) -> Iterator[Shown]:
    seen: set[str] = set()
    for shown in sorted(found, key=lambda one: bool(one.item.origin)):
        names = {shown.item.id, shown.item.url}
        if not names & seen:
            yield shown
        seen |= names


def _newest(shown: Shown) -> tuple[float, str, str]:
    moment = shown.item.moment
    return (-moment.timestamp() if moment else 0.0, shown.partner.id, shown.item.url)


def neighbours(one: Published, partners: list[Published]) -> tuple[Published, Published] | None:
    """Who stands before and after a partner; the last is followed by the first. None where it stands alone.

    Args:
        partners: in the order of the ring.
    """
    if len(partners) < 2 or one not in partners:
        return None
    place = partners.index(one)
    return partners[place - 1], partners[(place + 1) % len(partners)]
