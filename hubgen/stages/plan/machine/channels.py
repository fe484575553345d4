"""Channels: groups of entries that can be followed together, each with its page, its feeds and its calendar.

A list of what never comes as news is one too, without any feed: it can still be taken along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from hubgen.config_parts.facets import Facet
from hubgen.matching.pairs import Match
from hubgen.model.entry import Ref
from hubgen.model.frozen import frozen
from hubgen.model.site import Published
from hubgen.stages.plan.facets import fits
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.gather import KINDS, Gatherings
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.gatherings import gathering_name, gathering_path
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.pages.products import by_product, product_path, product_title
from hubgen.stages.plan.ring import Shown, merged
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import Today

Form = Literal["atom", "rss", "json"]
Group = Literal["hub", "topic", "section", "profile", "country", "sector", "choice", "thread"]

FACET_LEAST = 2
"""A facet value with fewer entries has no feed, unless its type says so."""


@frozen(slots=False)
class Channel:
    """What one can follow, or take along, in one language."""

    key: str
    """Stable in every language and at every address: `financing/instruments/guarantee`."""
    group: Group
    kind: str
    """Its type of content; empty where it mixes them."""
    title: str
    summary: str
    path: str
    """The page that shows the same entries."""
    entries: tuple[Published, ...]
    forms: tuple[Form, ...]
    """Of its feeds; empty where it has none."""
    has_calendar: bool
    matches: tuple[Match, ...] = ()
    """Offers and requests that fit one another: news of no entry alone."""
    of_mails: bool = False
    """Whether its items are the mails of its threads."""
    gathered: tuple[Shown, ...] = ()
    """Items of other sites, which its feed tells instead of its entries."""

    def title_in(self, hub: str) -> str:
        """Its title among those of other sites."""
        return hub if self.group == "hub" else f"{self.title} – {hub}"


class Channels:
    """The channels of one language."""

    def __init__(self, frame: Frame, lists: Mapping[str, Lists], listed: Listed, gatherings: Gatherings):
        self.frame, self.lists, self.listed, self.gatherings = frame, lists, listed, gatherings
        self.today = Today(frame.site.day, frame.config.zone)
        mixed = (one for kind in TYPES if kind.feeds != "none" and kind.name != "topic" for one in listed[kind.name])
        self.mixed = tuple(mixed)
        """All news that is listed; topics are a way to the rest."""

    def all(self) -> Iterator[Channel]:
        """Every channel with something in it, the widest first."""
        yield from (channel for channel in self._each() if channel.entries or channel.matches)

    def _each(self) -> Iterator[Channel]:
        yield self._hub()
        yield from self._sections()
        yield from self._topics()
        yield from self._profiles()
        yield from self._gatherings()
        yield from self._choices()
        yield from self._products()

    def _wide(
        self, key: str, group: Group, title: str, summary: str, path: str, entries: tuple[Published, ...]
    ) -> Channel:
        has_calendar = any(self._has_dates(one) for one in entries)
        return Channel(key, group, "", title, summary, path, entries, ("atom", "rss", "json"), has_calendar)

    def _has_dates(self, one: Published) -> bool:
        return bool(BY_NAME[one.type].dates(one.entry.data, self.today))

    def _hub(self) -> Channel:
        frame = self.frame
        return self._wide("hub", "hub", frame.title, frame.hub.summary, frame.addresses.home, self.mixed)

    def _sections(self) -> Iterator[Channel]:
        for name, lists in self.lists.items():
            summary = self.frame.texts[f"lead_{name}"]
            entries = tuple(self.listed[name])
            section = self._wide(name, "section", lists.title, summary, lists.section_path(), entries)
            if lists.kind.feeds != "own":
                section = replace(section, forms=(), has_calendar=False)
            yield self._with_news_of_others(section) if lists.kind.gathers_feeds else section

    def _with_news_of_others(self, section: Channel) -> Channel:
        texts, found = self.frame.texts, merged(self.frame.site, self.frame.config.zone)
        if not found:
            return section
        title, summary = texts["ring_news"], texts["ring_news_lead"]
        return replace(section, title=title, summary=summary, forms=("atom",), gathered=found)

    def _topics(self) -> Iterator[Channel]:
        for topic in self.listed["topic"]:
            ref = Ref(topic.id)
            entries = tuple(one for one in self.mixed if ref in one.entry.data.items_of("topics"))
            title = self.frame.display.title(topic).text
            summary = self.frame.display.phrase(topic.entry.get("summary")).text
            yield self._wide(topic.id, "topic", title, summary, topic.paths[self.frame.language], entries)

    def _profiles(self) -> Iterator[Channel]:
        frame = self.frame
        for profile in frame.config.profiles:
            entries = tuple(
                one for one in self.mixed if fits(one, BY_NAME[one.type], profile, frame.config, frame.site)
            )
            title = profile.title.pick(frame.language)[0]
            path = frame.addresses.profile(profile.slug)
            yield self._wide(f"profile/{profile.slug}", "profile", title, frame.texts["profile_lead"], path, entries)

    def _gatherings(self) -> Iterator[Channel]:
        """Countries and sectors, with entries of every type."""
        for kind in KINDS:
            for value, ids in self.gatherings[kind].items():
                entries = tuple(one for one in self.mixed if one.id in ids)
                title = gathering_name(kind, value, self.frame.display)
                path = gathering_path(kind, value, self.frame)
                has_calendar = any(self._has_dates(one) for one in entries)
                yield Channel(f"{kind}/{value}", kind, "", title, "", path, entries, ("atom",), has_calendar)

    def _choices(self) -> Iterator[Channel]:
        for lists in (one for one in self.lists.values() if one.kind.feeds == "own"):
            for facet in lists.index.facets if lists.index else ():
                yield from self._values(lists, facet)
            yield from self._matrix(lists)
            yield from self._followed(lists)
            yield from self._forums(lists)

    def _products(self) -> Iterator[Channel]:
        """New matches of each product."""
        for product, matches in by_product(self.frame.matches).items():
            title, path = product_title(product, self.frame), product_path(product, self.frame)
            key, lead = f"match/{'/'.join(product)}", self.frame.texts["partners_lead"]
            yield Channel(
                key, "choice", "organization", title, lead, path, (), ("atom",), False, matches=tuple(matches)
            )

    def _values(self, lists: Lists, facet: Facet) -> Iterator[Channel]:
        assert lists.index is not None
        kind, dated = lists.kind, facet.field in lists.kind.calendar_facets
        name, from_first = kind.name, facet.field in kind.fed_facets
        for value, ids in lists.index.values[facet.field].items():
            if len(ids) < FACET_LEAST and not from_first and (facet.field, value) not in kind.fed_values:
                continue
            entries = lists.entries_of(ids)
            # A topic's id begins with its type; its slug says the same here.
            key = f"{name}/{facet.field}/{value.removeprefix('topic/')}"
            has_calendar = dated and any(self._has_dates(one) for one in entries)
            title = lists.names.sentence([(facet, value)])
            yield Channel(
                key, "choice", name, title, "", lists.value_path(facet, value), entries, ("atom",), has_calendar
            )

    def _matrix(self, lists: Lists) -> Iterator[Channel]:
        """Pairs have no feeds but those of a matrix, such as product x market, with the news about their entries."""
        for pair in lists.matrix_pairs():
            first, second = (lists.facet_named(field) for field in pair)
            for (one, other), ids in lists.index.pair(*pair).items():  # type: ignore[union-attr]
                values = dict(zip(pair, (one, other), strict=True))
                key = "/".join([lists.kind.name, *(part for field in sorted(pair) for part in (field, values[field]))])
                title = lists.names.sentence([(first, one), (second, other)])
                entries = lists.entries_of(ids) + self._news_about(frozenset(ids))
                path = lists.pair_path(first, one, second, other)
                yield Channel(key, "choice", lists.kind.name, title, "", path, entries, ("atom",), False)

    def _news_about(self, ids: frozenset[str]) -> tuple[Published, ...]:
        return tuple(
            one
            for one in self.listed["news"]
            if any(isinstance(ref, Ref) and ref.id in ids for ref in one.entry.data.items_of("about"))
        )

    def _forums(self, lists: Lists) -> Iterator[Channel]:
        """The mails of each list, and those of each thread."""
        threads, of_list = self.frame.site.threads, dict[str, list[Published]]()
        for one in lists.entries:
            if one.id in threads:
                of_list.setdefault(threads[one.id].list_id, []).append(one)
        for one in lists.entries if lists.kind.boxes else ():
            group: Group = "thread" if one.id in threads else "choice"
            own = (one,) if one.id in threads else tuple(of_list.get(one.id, ()))
            title, path = self.frame.display.title(one).text, one.paths[self.frame.language]
            yield Channel(one.id, group, lists.kind.name, title, "", path, own, ("atom",), False, of_mails=True)

    def _followed(self, lists: Lists) -> Iterator[Channel]:
        """The page of an entry with all that it gathers and the news of it: a market and its product."""
        for one in lists.entries if lists.kind.followed else ():
            gathered = [other for _, found in self.frame.joins.of(one) for other in found]
            about = self._news_about(frozenset({one.id, *(other.id for other in gathered)}))
            entries = (one, *gathered, *about, *self.frame.joins.placed(one, "news"))
            has_calendar = any(self._has_dates(other) for other in entries)
            title = self.frame.display.title(one).text
            path = one.paths[self.frame.language]
            yield Channel(one.id, "choice", lists.kind.name, title, "", path, entries, ("atom",), has_calendar)
