"""How to follow the hub: the small print below each list, the page that explains it, and the list of all feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from hubgen.formats.feeds.opml import Group, Outline
from hubgen.model.output import Output
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item
from hubgen.model.views.system import FollowGroup, FollowRow, FollowView, SubscribeView
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import CALENDAR, CATALOG, CONTACT, CSV, JSON, MESSAGES, OPML, RING, TENDERS
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.machine.channels import Channel
from hubgen.stages.plan.machine.feeds import FILES
from hubgen.stages.plan.machine.install import MANIFEST, TOUCH_SIZE, icon_path
from hubgen.stages.plan.machine.moments import midnight

FORM_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
OFFERED = ("hub", "topic", "section", "profile")
"""Groups of channels, in the order in which the page offers them."""
OWN_FILES = {
    CONTACT: "contacts_file",
    CATALOG: "catalog",
    MESSAGES: "messages_file",
    TENDERS: "tenders_file",
    RING: "ring_file",
}
"""Files of some lists, with the text of their link."""
LISTED = (*OFFERED, "country", "sector")
"""Groups in the list of all feeds; choices stand under their section."""


def follow_views(
    channels: Sequence[Channel], frame: Frame, files: Mapping[str, frozenset[str]]
) -> dict[str, FollowView]:
    """By path of a list: how to follow it.

    Args:
        files: name of a file that only some lists have -> their paths.
    """
    own = {
        channel.path: tuple(
            Item(frame.texts[text], frame.addresses.beside(channel.path, name))
            for name, text in OWN_FILES.items()
            if channel.path in files.get(name, ())
        )
        for channel in channels
    }
    return {channel.path: _follow_view(channel, frame, own[channel.path]) for channel in channels}


def _follow_view(channel: Channel, frame: Frame, own: tuple[Item, ...]) -> FollowView:
    def beside(name: str) -> str:
        return frame.addresses.beside(channel.path, name)

    ways = [Item(FORM_NAMES[form], beside(FILES[form])) for form in channel.forms]
    if channel.has_calendar:
        ways.append(Item(frame.texts["calendar"], beside(CALENDAR)))
    copies = []
    if channel.group == "section":
        copies = [Item("CSV", beside(CSV)), Item("JSON", beside(JSON))]
    copies += own
    feed = Item(channel.title_in(frame.title), beside(FILES["atom"])) if channel.forms else None
    return FollowView(feed, tuple(ways), tuple(copies))


def subscribe_output(channels: Sequence[Channel], frame: Frame, siblings: Frames) -> Output:
    """The page that explains feeds and calendars, with all but the feeds of single choices."""
    path = frame.addresses.system("subscribe")

    def context() -> Page:
        texts = frame.texts
        groups = tuple(_groups(channels, frame))
        has_calendar = any(channel.has_calendar for channel in channels)
        calendar = permalink(frame.config, frame.addresses.prefix + CALENDAR) if has_calendar else ""
        opml = Item(texts["opml"].format(n=len(channels)), frame.addresses.prefix + OPML) if channels else None
        view = SubscribeView(
            title=texts["subscribe"],
            lead=texts["subscribe_lead"],
            groups=groups,
            opml=opml,
            calendar=calendar,
            manifest=frame.addresses.prefix + MANIFEST,
            icon=icon_path(TOUCH_SIZE),
        )
        return frame.page(
            path,
            view,
            title=texts["subscribe"],
            description=texts["subscribe_lead"],
            crumbs=(frame.home_crumb,),
            alternates={lang: other.addresses.system("subscribe") for lang, other in siblings.items()},
        )

    return Output(path, "page", ("config.yaml",), "subscribe", template="subscribe.html", context=context)


def _groups(channels: Sequence[Channel], frame: Frame) -> Iterator[FollowGroup]:
    for group in OFFERED:
        rows = tuple(_row(channel, frame) for channel in channels if channel.group == group)
        if rows:
            yield FollowGroup(frame.texts[f"follow_{group}"], rows)


def _row(channel: Channel, frame: Frame) -> FollowRow:
    def whole(name: str) -> str:
        return permalink(frame.config, frame.addresses.beside(channel.path, name))

    return FollowRow(channel.title, whole(FILES["atom"]), whole(CALENDAR) if channel.has_calendar else "")


def opml_output(channels: Sequence[Channel], frame: Frame) -> Output:
    """Every feed of a language in one file, by groups; those of single choices by their section (OPML 2.0)."""

    def context() -> tuple[str, str, tuple[Group, ...], datetime]:
        days = [one.changed for channel in channels for one in channel.entries]
        changed = midnight(max(days), frame.config.zone)
        return frame.title, frame.language, tuple(_opml_groups(channels, frame)), changed

    return Output(frame.addresses.prefix + OPML, "feed", ("config.yaml",), "feeds.opml", writer="opml", value=context)


def _opml_groups(channels: Sequence[Channel], frame: Frame) -> Iterator[Group]:
    for group in LISTED:
        found = [channel for channel in channels if channel.group == group]
        yield Group("" if group == "hub" else frame.texts[f"follow_{group}"], _outlines(found, frame))
    for kind in dict.fromkeys(channel.kind for channel in channels if channel.kind):
        found = [channel for channel in channels if channel.kind == kind]
        yield Group(frame.texts[f"section_{kind}"], _outlines(found, frame))


def _outlines(channels: Sequence[Channel], frame: Frame) -> tuple[Outline, ...]:
    return tuple(
        Outline(
            channel.title,
            permalink(frame.config, frame.addresses.beside(channel.path, FILES["atom"])),
            permalink(frame.config, channel.path),
            frame.language,
        )
        for channel in channels
    )
