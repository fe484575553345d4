"""The home page: tasks, deadlines, news, topics."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.locale.formatting import own_language_name
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.lists import FacetValue
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item
from hubgen.model.views.system import HomeView
from hubgen.stages.plan.display import capital, counted
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.cards import card, each_of
from hubgen.stages.plan.pages.entry_page import topic_count
from hubgen.types import BY_NAME
from hubgen.types.base import Today
from hubgen.types.news import is_urgent

HOME_NEWEST = 3
HOME_DEADLINES = 4


def home_output(frame: Frame, frames: Frames, listed: Listed) -> Output:
    texts = frame.texts

    def context() -> Page:
        config = frame.config
        deadlines = _deadlines(frame, listed)
        news, guides = (_newest(frame, listed, name, HOME_NEWEST) for name in ("news", "guide"))
        view = HomeView(
            title=frame.display.phrase(config.summary or config.title),
            lead=texts["home_lead"],
            tasks=tuple(_tasks(frame, listed)),
            urgent=tuple(card(one, frame.display) for one in _urgent(frame, listed)),
            deadlines=deadlines,
            news=news,
            guides=guides,
            others=() if deadlines or news or guides else tuple(_newest_of_all(frame, listed)),
            topics=top_topics(frame, listed),
            profiles=tuple(_profiles(frame)),
            languages=tuple(_languages(frame, frames)),
        )
        alternates = {lang: other.addresses.home for lang, other in frames.items()}
        return frame.page(
            frame.addresses.home, view, title=frame.title, description=frame.hub.summary, alternates=alternates
        )

    return Output(frame.addresses.home, "page", ("config.yaml",), "home", template="home.html", context=context)


def _profiles(frame: Frame) -> Iterator[Item]:
    for profile in frame.config.profiles:
        title = frame.display.phrase(profile.title)
        yield Item(title.text, frame.addresses.profile(profile.slug), title.lang)


def _today(frame: Frame) -> Today:
    return Today(frame.site.day, frame.config.zone)


def _tasks(frame: Frame, listed: Listed) -> Iterator[Item]:
    for name in ("financing", "guide", "organization"):
        if listed.get(name):
            kind = BY_NAME[name]
            note = counted(frame.texts, f"task_note_{name}", len(listed[name]))
            yield Item(frame.texts[f"task_{name}"], frame.addresses.section(kind), note=note)


def _deadlines(frame: Frame, listed: Listed) -> Group | None:
    """Calls that close and events that begin, by day."""
    calls = [one for one in listed.get("financing", []) if one.status in ("open", "closing-soon")]
    events = [one for one in listed.get("event", []) if one.entry.get("event_status") not in ("cancelled", "postponed")]
    cards = [card(one, frame.display, with_type=True, with_day=True) for one in (*calls, *events)]
    today = frame.site.day.isoformat()
    dated = [
        one for _, _, one in sorted((one.day.iso, one.path, one) for one in cards if one.day and one.day.iso >= today)
    ]
    if not dated:
        return None
    more = "event" if listed.get("event") else "financing"
    return Group(
        frame.texts["deadlines"],
        tuple(dated[:HOME_DEADLINES]),
        Item(frame.texts["all_deadlines"], frame.addresses.section(BY_NAME[more])),
    )


def _urgent(frame: Frame, listed: Listed) -> list[Published]:
    return [one for one in listed.get("news", []) if is_urgent(one.entry.data, _today(frame))]


def _newest(frame: Frame, listed: Listed, name: str, count: int) -> Group | None:
    found = listed.get(name, [])
    above = {one.id for one in _urgent(frame, listed)}
    rest = [one for one in found if one.id not in above]
    if not rest:
        return None
    ordered = sorted(rest, key=lambda one: (not one.entry.get("featured"), -one.changed.toordinal(), one.id))[:count]
    more = Item(counted(frame.texts, "all_n", len(found)), frame.addresses.section(BY_NAME[name]))
    return Group(frame.texts[f"section_{name}"], tuple(card(one, frame.display) for one in ordered), more)


def _newest_of_all(frame: Frame, listed: Listed) -> Iterator[Group]:
    names = [name for name in listed if name != "topic" and listed[name]]
    for name in names:
        if group := _newest(frame, listed, name, min(HOME_NEWEST, each_of(len(names)))):
            yield group


def top_topics(frame: Frame, listed: Listed) -> tuple[FacetValue, ...]:
    """The topics that are in no other, with their number of entries."""
    tops = [one for one in listed.get("topic", []) if "parent" not in one.entry.data]
    return tuple(
        FacetValue(frame.display.title(one).text, one.paths[frame.language], topic_count(one.id, listed))
        for one in tops
    )


def _languages(frame: Frame, frames: Frames) -> Iterator[Item]:
    """The languages of the hub, with the number of entries that each has; one without an entry has no number."""
    for lang, other in frames.items():
        count = sum(one.is_translated(lang) for one in frame.site.entries)
        note = counted(frame.texts, "n_entries", count) if count else ""
        yield Item(capital(own_language_name(lang)), other.addresses.home, lang, note=note)
