"""The page of a partner: its newest items, whether it names this hub, and the way round the ring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from hubgen.model.site import Published
from hubgen.model.views.entry import EntryView, PartnerView
from hubgen.model.views.pieces import Card, Fact, Group, Item, Phrase
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.order import in_list_order
from hubgen.stages.plan.ring import Shown, items_of, neighbours, on_a_page
from hubgen.stages.ring_problems import links_back


def partner_view(one: Published, display: Display, entry: EntryView) -> PartnerView:
    """What the page shows around the view of the entry."""
    site, config = display.site, display.config
    ring = in_list_order(site.current(one.type), one.type, site, config, display.language)
    around = neighbours(one, ring)
    found = items_of(one, site, config.zone)
    cards = tuple(item_card(shown, display, with_partner=False) for shown in on_a_page(found))
    groups = (Group(display.texts["ring_items"], cards),) if cards else ()
    return PartnerView(
        replace(entry, facts=(*entry.facts, *_facts(one, found, display)), gathered=groups),
        display.link(around[0]) if around else None,
        display.link(around[1]) if around else None,
    )


def item_card(shown: Shown, display: Display, *, with_partner: bool = True) -> Card:
    """An item of another site: its title leads there, the small line says whose it is and of when."""
    item = shown.item
    lang = "" if _base(item.language) in ("", _base(display.language)) else item.language
    whose = (Item(item.origin),) if item.origin else ()
    if with_partner:
        whose = (display.link(shown.partner), *whose)
    when = (display.moment(item.moment.astimezone(ZoneInfo(display.config.zone)).date()),) if item.moment else ()
    return Card(Phrase(item.title, lang), item.url, Phrase(item.summary, lang), meta=(*whose, *when))


def _base(language: str) -> str:
    return language.partition("-")[0]


def _facts(one: Published, found: tuple[Shown, ...], display: Display) -> Iterator[Fact]:
    moments = [shown.item.moment for shown in found if shown.item.moment]
    if moments:
        newest = display.moment(max(moments).astimezone(ZoneInfo(display.config.zone)).date())
        yield Fact(display.texts["ring_last"], (newest,))
    back = links_back(display.site.saved.get(one.id), display.config.base_url)
    if back is not None:
        yield Fact(display.texts["ring_back"], (Item(display.texts["yes" if back else "no"]),))
