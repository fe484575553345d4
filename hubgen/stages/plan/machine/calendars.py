"""Channels and entries to calendars: what happens when, under ids that never change (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from hubgen.formats.calendars.icalendar import Calendar, CalendarEvent
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import CALENDAR, has_calendar
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.channels import Channel
from hubgen.stages.plan.machine.ids import calendar_uid, feed_tag
from hubgen.stages.plan.machine.moments import midnight
from hubgen.types import BY_NAME
from hubgen.types.base import CalendarDate, Today

STATUS: Mapping[str, Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]] = {
    "cancelled": "CANCELLED",
    "postponed": "TENTATIVE",
}


class Calendars:
    """The calendars of one language."""

    def __init__(self, frame: Frame):
        self.frame, self.config, self.language = frame, frame.config, frame.language
        self.today = Today(frame.site.day, frame.config.zone)
        self._made: dict[str, tuple[CalendarEvent, ...]] = {}

    def of_channel(self, channel: Channel) -> Output:
        """The calendar beside a list."""
        title = channel.title_in(self.frame.title)
        sources = sources_of(channel.entries)
        return self._output(channel.path, channel.key, title, channel.summary, channel.entries, sources)

    def of_entry(self, one: Published) -> Output | None:
        """The calendar beside the page of a single entry; None where there is nothing to come."""
        if not has_calendar(one, self.today):
            return None
        title = self.frame.display.title(one).text
        return self._output(one.paths[self.language], one.id, title, "", (one,), one.entry.sources)

    def _output(
        self, page: str, key: str, title: str, summary: str, entries: tuple[Published, ...], sources: tuple[str, ...]
    ) -> Output:
        def context() -> Calendar:
            events = tuple(event for one in entries for event in self._events(one))
            start = midnight(self.config.authority_day, self.config.zone)
            return Calendar(
                id=feed_tag(key, self.language, self.config, self.frame.site.audience),
                title=title,
                summary=summary,
                language=self.language,
                url=permalink(self.config, page),
                zone=self.config.zone,
                changed=max((event.changed for event in events), default=start),
                events=tuple(sorted(events, key=lambda event: (_order(event.start, self.config.zone), event.uid))),
            )

        path = self.frame.addresses.beside(page, CALENDAR)
        return Output(path, "calendar", sources, f"calendar {key}", writer="calendar", value=context)

    def _dates(self, one: Published) -> tuple[CalendarDate, ...]:
        return BY_NAME[one.type].dates(one.entry.data, self.today)

    # -- events ----------------------------------------------------------------------------

    def _events(self, one: Published) -> tuple[CalendarEvent, ...]:
        if one.id not in self._made:
            self._made[one.id] = tuple(self._event(one, point) for point in self._dates(one))
        return self._made[one.id]

    def _event(self, one: Published, point: CalendarDate) -> CalendarEvent:
        display, data = self.frame.display, one.entry.data
        deadline = point.role != "event" or data.get("kind") == "deadline"
        return CalendarEvent(
            uid=calendar_uid(self._name(one, point), self.config),
            title=self._title(one, point),
            start=point.start,
            end=point.end,
            changed=midnight(one.changed, self.config.zone),
            description="\n".join(self._description(one)),
            location=self._location(data),
            url=permalink(self.config, one.paths[self.language]),
            categories=tuple(self._topics(one)),
            organizer=display.party(data.get("organizer") or data.get("provider")),
            status=STATUS.get(str(data.get("event_status")), "CONFIRMED"),
            is_deadline=deadline,
        )

    @staticmethod
    def _name(one: Published, point: CalendarDate) -> str:
        parts = [one.id, "" if point.role == "event" else point.role.replace("_", "-"), point.key]
        return "/".join(part for part in parts if part)

    def _title(self, one: Published, point: CalendarDate) -> str:
        title = self.frame.display.title(one).text
        if point.title is not None:
            title = f"{title}, {self.frame.display.phrase(point.title).text}"
        return title if point.role == "event" else self.frame.texts[f"calendar_{point.role}"].format(title=title)

    def _description(self, one: Published) -> Iterator[str]:
        """What a calendar has no field for, in lines."""
        display, data = self.frame.display, one.entry.data
        yield display.phrase(one.entry.get("summary")).text
        until = data.get("registration_until")
        if isinstance(until, date):
            zone = str(data.get("timezone") or "")
            last = self.frame.texts["up_to"].format(x=display.moment(until, zone).text)
            yield f"{self.frame.texts['register']}: {last}"
        for name in ("registration_url", "online_url", "apply_url"):
            if url := data.get(name):
                yield display.phrase(url).text

    def _location(self, data: Data) -> str:
        place = self.frame.display.phrase(data.get("place")).text
        if place or data.get("mode") != "online":
            return place
        url = data.get("online_url")
        return self.frame.display.phrase(url).text if isinstance(url, Localized) else ""

    def _topics(self, one: Published) -> Iterator[str]:
        for ref in one.entry.data.items_of("topics"):
            if isinstance(ref, Ref) and (topic := self.frame.site.get(ref.id)):
                yield self.frame.display.title(topic).text


def _order(start: date | datetime, zone: str) -> datetime:
    """The instant at which something begins; a whole day begins at midnight in the hub's zone."""
    return start if isinstance(start, datetime) else midnight(start, zone)
