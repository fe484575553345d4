"""Matches as news: who offers what somebody else seeks, and why."""

from __future__ import annotations

from hubgen.formats.feeds.feed import Category, FeedItem
from hubgen.matching.pairs import Match
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.ids import match_tag
from hubgen.stages.plan.machine.moments import midnight
from hubgen.stages.plan.pages.partners import reasons_told


def match_item(match: Match, frame: Frame) -> FeedItem:
    """A match in a feed, dated by the later of its two entries; it leads to the page of the one who seeks."""
    display, config = frame.display, frame.config
    seeker, firm = display.title(match.seek.entry).text, display.title(match.offer.entry).text
    offered = display.phrase(match.offer.item.get("title")).text
    title = frame.texts["match_title"].format(firm=firm, offer=offered, seeker=seeker)
    return FeedItem(
        id=match_tag(match, frame.language, config),
        url=permalink(config, match.seek.entry.paths[frame.language]),
        title=title,
        summary="; ".join(item.text for item in reasons_told(match, display)),
        language=frame.language,
        published=None,
        updated=midnight(match.day, config.zone),
        categories=(Category("match", frame.texts["partners"]),),
    )
