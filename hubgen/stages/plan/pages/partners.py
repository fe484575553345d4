"""Possible partners: who fits what an entry offers or seeks, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hubgen.locale.formatting import format_percent
from hubgen.matching.goods import Good
from hubgen.matching.pairs import Match
from hubgen.matching.points import PREFIXES
from hubgen.model.entry import Data, Localized
from hubgen.model.site import Published
from hubgen.model.views.exchange import GoodsView, GoodView, MatchView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import Display, counted
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.pages.goods import good_view
from hubgen.stages.plan.pages.items import amount_text, places_text

EACH = 10
"""Partners of one offer or request; of a request there are no more."""
IN_ALL = 30
"""Partners on the page of an entry, so that it stays light."""
_NEARNESS = {
    ("hs", 6): "why_code",
    ("hs", 4): "why_near",
    ("hs", 2): "why_far",
    ("isic", 4): "why_code",
    ("isic", 2): "why_far",
}
"""Scheme and digits that both codes share -> how that is told: a chapter of the HS holds very different goods."""
_TITLES = {"seek": "partners_seek", "offer": "partners_offer"}


def partner_groups(one: Published, frame: Frame) -> tuple[GoodsView, ...]:
    """Those who fit the requests of an entry, then those who fit its offers."""
    goods = frame.matches.goods_in(one.id)
    found = [(good, matches) for good in goods if (matches := frame.matches.of(good))]
    room, groups = IN_ALL, []
    for side, title in _TITLES.items():
        views = []
        for good, matches in found:
            if good.side == side:
                shown = matches[: max(1, min(EACH, room))]
                room -= len(shown)
                views.append(with_partners(good, matches, len(shown), frame.display))
        if views:
            groups.append(GoodsView(frame.texts[title], tuple(views)))
    return tuple(groups)


def with_partners(good: Good, matches: list[Match], count: int, display: Display, *, firm: bool = False) -> GoodView:
    """An offer or a request with the best of those who fit it.

    Args:
        matches: all of them, the best first.
        count: how many are shown.
        firm: whether it is said whose it is.
    """
    partners = tuple(_partner(match, good, display) for match in matches[:count])
    left = len(matches) - count
    more = counted(display.texts, "partners_more", left) if left else ""
    whose = display.link(good.entry) if firm else None
    return replace(good_view(good.item, display), meta=(), firm=whose, partners=partners, more=more)


def _partner(match: Match, good: Good, display: Display) -> MatchView:
    other = match.offer if good is match.seek else match.seek
    firm = replace(display.link(other.entry), note=counted(display.texts, "n_points", match.reasons.points))
    return MatchView(
        firm,
        display.phrase(other.item.get("title")),
        amount_text(other.item, display),
        tuple(reasons_told(match, display)),
    )


def reasons_told(match: Match, display: Display) -> Iterator[Item]:
    """Why both fit, each reason with its points; what must hold has none."""
    why, texts = match.reasons, display.texts
    code = goods_name(match.seek.scheme, match.seek.code[: why.digits])
    yield Item(texts[_NEARNESS[match.seek.scheme, why.digits]].format(x=code, n=why.code))
    yield Item(texts["why_place"].format(x=places_text(tuple(sorted(match.seek.places)), display)))
    if match.seek.asked:
        yield Item(texts["why_papers"].format(x=", ".join(_asked(match.seek.item, display))))
    if why.quantity and why.cover is not None:
        share = format_percent(int(why.cover * 100), display.language)
        text = texts["why_all"] if why.cover >= 1 else texts["why_part"]
        yield Item(text.format(x=share, n=why.quantity))
    if why.lead:
        yield Item(texts["why_lead"].format(n=1))
    if why.verified:
        yield Item(texts["why_verified"].format(x=display.site.day.year, n=1))


def _asked(item: Data, display: Display) -> tuple[str, ...]:
    value = item.get("certificates")
    return tuple(value.pick(display.language)[0]) if isinstance(value, Localized) else ()


def goods_name(scheme: str, digits: str) -> str:
    """A code as people write it: HS 0901, ISIC 4923."""
    assert scheme in PREFIXES
    return f"{scheme.upper()} {digits}"
