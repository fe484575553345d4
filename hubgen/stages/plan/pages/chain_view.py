"""A chain as a picture in words: its tiers in order, who is in them, what they offer and seek, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hubgen.matching.goods import Good, Side
from hubgen.model.entry import Data, Ref
from hubgen.model.site import Published
from hubgen.model.views.exchange import ChainView, TierFirmView, TierView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import counted
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.pages.cards import is_marked
from hubgen.stages.plan.pages.partners import goods_name

ANCHOR = "t-"
"""Before the id of a tier: its place on the page, apart from the headings of the text."""
OTHERS = 5
"""Firms that could fill a gap, or wait for somebody who does."""


def chain_view(one: Published, frame: Frame) -> ChainView:
    """What the page of a chain shows beside its text."""
    return _Chain(one, frame).view()


class _Chain:
    def __init__(self, one: Published, frame: Frame):
        self.frame, self.display = frame, frame.display
        self.tiers = [tier for tier in one.entry.data.items_of("tiers") if isinstance(tier, Data)]
        self.titles = {str(tier.get("id")): self.display.phrase(tier.get("title")) for tier in self.tiers}
        self.told: set[str] = set()
        """Firms whose requests stand in a tier already."""

    def view(self) -> ChainView:
        texts = self.frame.texts
        tiers = tuple(self._tier(tier) for tier in self.tiers)
        gaps = tuple(self._to(tier.id) for tier in tiers if not tier.firms)
        firms = {firm.id for tier in self.tiers for firm in self._firms(tier)}
        told = [counted(texts, "n_tiers", len(tiers)), counted(texts, "n_firms", len(firms))]
        told += [counted(texts, "n_gaps", len(gaps))] if gaps else []
        return ChainView(", ".join(told), gaps, tiers, tuple(self._unmet(sorted(firms))))

    def _tier(self, tier: Data) -> TierView:
        codes = tuple(str(code) for code in tier.items_of("codes"))
        firms = self._firms(tier)
        inside = {firm.id for firm in firms}
        return TierView(
            str(tier.get("id")),
            self.display.phrase(tier.get("title")),
            ", ".join(goods_name(*code.split(":", 1)) for code in codes),
            tuple(self._to(name) for name in tier.items_of("next") if name in self.titles),
            tuple(self._firm(firm, codes) for firm in firms),
            could=() if firms else self._others("offer", codes, inside),
            seekers=() if firms else self._others("seek", codes, inside),
        )

    def _to(self, name: str) -> Item:
        title = self.titles[name]
        return Item(title.text, f"#{ANCHOR}{name}", title.lang)

    def _firms(self, tier: Data) -> list[Published]:
        """The members that are still there."""
        found = (self.frame.site.get(ref.id) for ref in tier.items_of("members") if isinstance(ref, Ref))
        return [firm for firm in found if firm is not None and firm.life == "current"]

    def _firm(self, firm: Published, codes: tuple[str, ...]) -> TierFirmView:
        """A firm with its offers for this tier, or all where none is; its requests stand in its first tier."""
        goods = self.frame.matches.goods_in(firm.id)
        offers = [good for good in goods if good.side == "offer"]
        own = [good for good in offers if _is_of(good, codes)] or offers
        seeks = () if firm.id in self.told else self._titles(goods, "seek")
        self.told.add(firm.id)
        note = self.frame.texts["unconfirmed"] if is_marked(firm, self.display) else ""
        return TierFirmView(replace(self.display.link(firm), note=note), self._titles(own, "offer"), seeks)

    def _titles(self, goods: Iterable[Good], side: Side) -> tuple[Item, ...]:
        phrases = (self.display.phrase(good.item.get("title")) for good in goods if good.side == side)
        return tuple(Item(phrase.text, lang=phrase.lang) for phrase in phrases)

    def _others(self, side: Side, codes: tuple[str, ...], inside: set[str]) -> tuple[Item, ...]:
        """Entries outside the tier that offer or seek something of it."""
        goods = (good for good in self.frame.matches.goods if good.side == side and _is_of(good, codes))
        found = {good.entry.id: good for good in goods if good.entry.id not in inside}
        return tuple(self._of_firm(good) for good in list(found.values())[:OTHERS])

    def _of_firm(self, good: Good) -> Item:
        firm = self.display.link(good.entry)
        return Item(firm.text, firm.path, firm.lang, note=self.display.phrase(good.item.get("title")).text)

    def _unmet(self, firms: Iterable[str]) -> Iterator[Item]:
        """Requests of the firms that nobody meets, by firm."""
        matches = self.frame.matches
        for name in firms:
            for good in matches.goods_in(name):
                if good.side == "seek" and not matches.of(good):
                    yield self._of_firm(good)


def _is_of(good: Good, codes: Iterable[str]) -> bool:
    """Whether the goods are those of a code, or some of them, or more general ones."""
    own = f"{good.scheme}:{good.code}"
    return any(own.startswith(code) or code.startswith(own) for code in codes)
