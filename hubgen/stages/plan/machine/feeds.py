"""Channels to feeds: what stands in them, in which order, under which ids and days.

Source: RFC 4287 (Atom), RSS 2.0, JSON Feed 1.1; how they are written is known to `formats`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from urllib.parse import quote

from hubgen.config import Config
from hubgen.formats.feeds.feed import Category, Enclosure, Feed, FeedItem
from hubgen.model.entry import Localized
from hubgen.model.output import Output
from hubgen.model.period import Period
from hubgen.model.site import Published, sources_of
from hubgen.model.views.texts import BodyView
from hubgen.picture_html import plain_picture_html
from hubgen.stages.plan.addresses import part_path, permalink
from hubgen.stages.plan.data.data_view import dataset_pages
from hubgen.stages.plan.data.prices import prices_in_words
from hubgen.stages.plan.forum.mail_items import mail_items
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.channels import Channel, Form
from hubgen.stages.plan.machine.ids import entry_tag, feed_tag
from hubgen.stages.plan.machine.match_items import match_item
from hubgen.stages.plan.machine.moments import midnight
from hubgen.stages.plan.pages.entry_view import FilePath, body_view
from hubgen.types import BY_NAME
from hubgen.types.base import Today

FILES: dict[Form, str] = {"atom": "feed.atom", "rss": "feed.rss", "json": "feed.json"}
REMINDER_DAYS = (14, 3)
"""A closing call is announced once more that many days before."""
FULL_TEXT_BYTES = 45_000
"""Of all full texts in a feed, before gzip: with them it stays within 20 KB after it (pages.md, G17)."""
# By suffix and from here alone: the tables of a system differ from machine to machine.
MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "mp3": "audio/mpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

_ANCHOR = re.compile(r'(<a(?: [^>]*)? href=")#([^"]*)')


RECENT_ITEMS = 500
"""So many items are at hand: those of the feeds of one channel, which are made one after another."""
_Order = tuple[float, str]


class Feeds:
    """The feeds of one language; an entry becomes an item once, however many feeds carry it."""

    def __init__(self, frame: Frame, file_path: FilePath):
        self.frame, self.file_path = frame, file_path
        self.config, self.language = frame.config, frame.language
        self.today = Today(frame.site.day, frame.config.zone)
        self._orders: dict[tuple[str, bool], tuple[_Order, ...]] = {}
        """Of entries, and of their mails, the order of each of their items."""
        self._items_of = lru_cache(maxsize=RECENT_ITEMS)(self._made)

    def outputs(self, channel: Channel) -> Iterator[Output]:
        """A channel in each of its forms."""
        matched = (good.entry for match in channel.matches for good in (match.seek, match.offer))
        sources = sources_of((*channel.entries, *matched))
        for form in channel.forms:
            path = self.frame.addresses.beside(channel.path, FILES[form])
            yield Output(path, "feed", sources, f"feed {channel.key}", writer=form, value=lambda: self.feed(channel))

    def feed(self, channel: Channel) -> Feed:
        """The newest items of a channel."""
        items = tuple(self._of_others(channel)) if channel.gathered else self._newest(channel)
        start = midnight(self.config.authority_day, self.config.zone)
        audience = self.frame.site.audience
        urls = {form: self._url(channel, form) if form in channel.forms else "" for form in FILES}
        return Feed(
            id=feed_tag(channel.key, self.language, self.config, audience),
            title=channel.title_in(self.frame.title),
            summary=channel.summary,
            language=self.language,
            url=permalink(self.config, channel.path),
            atom_url=urls["atom"],
            rss_url=urls["rss"],
            json_url=urls["json"],
            updated=max((item.updated for item in items), default=start),
            items=items,
            author=self.frame.title,
            rights=self.config.license,
            websub=self.config.feeds.websub if audience == "public" else "",
        )

    def _url(self, channel: Channel, form: Form) -> str:
        return permalink(self.config, self.frame.addresses.beside(channel.path, FILES[form]))

    def _newest(self, channel: Channel) -> tuple[FeedItem, ...]:
        ids = self._latest([one.id for one in channel.entries], channel.of_mails)
        items = {item.id: item for one in ids for item in self._items_of(one, channel.of_mails)}
        matches = sorted(channel.matches, key=lambda match: (-match.day.toordinal(), match.order))
        made = (match_item(match, self.frame) for match in matches[: self.config.feeds.items])
        items |= {item.id: item for item in made}
        ordered = sorted(items.values(), key=_order)
        return tuple(_within_weight(ordered[: self.config.feeds.items]))

    def _latest(self, ids: Iterable[str], of_mails: bool) -> Iterable[str]:
        """The entries with the newest items. Most entries are in many feeds, and in none of them new: of each only
        the order of its items is remembered.
        """
        found: dict[_Order, str] = {}
        for one in ids:
            if (one, of_mails) not in self._orders:
                self._orders[one, of_mails] = tuple(map(_order, self._items_of(one, of_mails)))
            found |= dict.fromkeys(self._orders[one, of_mails], one)
        return dict.fromkeys(found[order] for order in nsmallest(self.config.feeds.items, found))

    def _made(self, entry_id: str, of_mails: bool) -> tuple[FeedItem, ...]:
        one = self.frame.site.get(entry_id)
        assert one is not None
        if of_mails:
            return tuple(mail_items(one, self.frame))
        return (self._of_period(one) or self._item(one), *self._reminders(one))

    # -- one item --------------------------------------------------------------------------

    def _shown(self, one: Published) -> str:
        """The language in which an item stands: that of the feed, else the original's."""
        return self.language if one.is_translated(self.language) else one.entry.language

    def _item(self, one: Published) -> FeedItem:
        language = self._shown(one)
        published = one.entry.get("date")
        author = one.entry.get("author")
        return FeedItem(
            id=entry_tag(one, language, self.config),
            url=permalink(self.config, one.paths[language]),
            title=self._text(one, "title"),
            summary=self._text(one, "summary"),
            language=language,
            published=midnight(published, self.config.zone) if isinstance(published, date) else None,
            updated=midnight(changed_in(one, language, self.today), self.config.zone),
            html=self._html(one) if self.config.feeds.text == "full" else "",
            categories=tuple(self._categories(one)),
            authors=(author,) if isinstance(author, str) and author else (),
            enclosures=tuple(self._enclosures(one)),
        )

    def _of_others(self, channel: Channel) -> Iterator[FeedItem]:
        """Items of partners, under their own ids; one without a date would be new for ever."""
        dated = ((shown, shown.item.moment) for shown in channel.gathered)
        for shown, moment in islice(((s, m) for s, m in dated if m), self.config.feeds.items):
            item, partner = shown.item, shown.partner
            yield FeedItem(
                id=item.id if ":" in item.id else item.url,
                url=item.url,
                title=item.title,
                summary=item.summary,
                language=item.language or self.language,
                published=moment,
                updated=moment,
                authors=tuple(filter(None, (item.origin, self._text(partner, "title")))),
                rights=str(partner.entry.get("license", "")),
            )

    def _text(self, one: Published, field: str) -> str:
        value = one.entry.get(field)
        return str(value.pick(self._shown(one))[0]) if isinstance(value, Localized) else ""

    def _categories(self, one: Published) -> Iterator[Category]:
        yield Category(one.type, self.frame.texts[f"section_{one.type}"])
        for ref in one.entry.data.items_of("topics"):
            if topic := self.frame.site.get(ref.id):
                yield Category(ref.id, self.frame.display.title(topic).text)

    def _enclosures(self, one: Published) -> Iterator[Enclosure]:
        own = BY_NAME[one.type]
        path = one.entry.texts(own.copied_file) or one.entry.texts(own.data_field)
        if path is None:
            return
        file = path.pick(self._shown(one))[0]
        kind = MEDIA_TYPES.get(file.rpartition(".")[2].lower(), "application/octet-stream")
        size = self.frame.site.files.get(file, 0)
        yield Enclosure(permalink(self.config, self.file_path(file)), kind, size)

    def _html(self, one: Published) -> str:
        body = body_view(one, self.frame.display, self.file_path)
        if body is None:
            return ""
        language = self._shown(one)
        path, parts = one.paths[language], self.frame.display.parts

        def page_url(anchor: str) -> str:
            return permalink(self.config, part_path(path, parts.page_of(one, language, anchor)))

        return absolute_html(body, page_url, self.config)

    # -- new periods -----------------------------------------------------------------------

    def _of_period(self, one: Published) -> FeedItem | None:
        """The newest figures of a series, under an id of their own: to readers each period is something new."""
        pages = dataset_pages(one, self.frame.display, self.file_path) if BY_NAME[one.type].tells_periods else None
        latest = pages.table.latest() if pages else None
        if pages is None or latest is None or one.entry.get("kind") == "snapshot":
            return None
        item, figures = self._item(one), pages.figures
        name = latest.text if isinstance(latest, Period) else latest.isoformat()
        title = self.frame.texts["new_period"].format(title=item.title, period=figures.period(latest))
        told = prices_in_words(pages.prices) if pages.prices else item.summary
        return replace(item, id=f"{item.id}#{name}", title=title, summary=told)

    # -- reminders -------------------------------------------------------------------------

    def _reminders(self, one: Published) -> Iterator[FeedItem]:
        """What is told again: a call that closes in 14 and in 3 days, from those days until it closes."""
        kind = BY_NAME[one.type]
        if not kind.reminds or one.life != "current":
            return
        opened = {point.key: point.start for point in kind.dates(one.entry.data, self.today) if point.role == "opens"}
        for point in kind.dates(one.entry.data, self.today):
            closes = self.today.day_of(point.start)
            if point.role != "closes" or closes < self.today.day:
                continue
            for days in REMINDER_DAYS:
                day = closes - timedelta(days=days)
                opens = opened.get(point.key)
                if day <= self.today.day and (opens is None or self.today.day_of(opens) < day):
                    yield self._reminder(one, day, closes, f"{point.key}-closes-{days}".lstrip("-"))

    def _reminder(self, one: Published, day: date, closes: date, name: str) -> FeedItem:
        item = self._item(one)
        texts = self.frame.texts
        title = texts["closes_on"].format(title=item.title, day=self.frame.display.day(closes))
        moment = midnight(day, self.config.zone)
        return FeedItem(
            id=f"{item.id}#{name}",
            url=item.url,
            title=title,
            summary=item.summary,
            language=item.language,
            published=moment,
            updated=moment,
            categories=item.categories,
        )


def _within_weight(items: list[FeedItem]) -> Iterator[FeedItem]:
    """The items, the newest with their texts as long as there is room; the rest with their summaries alone."""
    room = FULL_TEXT_BYTES
    for item in items:
        room -= len(item.html.encode())
        yield item if room >= 0 else replace(item, html="")


def changed_in(one: Published, language: str, today: Today) -> date:
    """The day of the last change of an entry in a language: a translation may have one of its own."""
    updated = one.entry.get("updated")
    own = updated.get(language) if isinstance(updated, Localized) and language != one.entry.language else None
    return min(own, today.day) if isinstance(own, date) else one.changed


def absolute_html(body: BodyView, page_url: Callable[[str], str], config: Config) -> str:
    """The text of a page for readers elsewhere: every address whole.

    Args:
        page_url: an anchor of the text -> the page that holds it.
    """
    whole = body.html(
        lambda path: html.escape(_absolute(path, config)),
        lambda picture: plain_picture_html(picture, lambda path: permalink(config, path)),
    )
    # Footnotes point into the page. In a text `<` is escaped, so that only a tag begins like this.
    return _ANCHOR.sub(lambda found: f"{found[1]}{html.escape(page_url(html.unescape(found[2])))}#{found[2]}", whole)


def _absolute(path: str, config: Config) -> str:
    if not path or re.match(r"[a-z][a-z0-9+.-]*:", path):
        return path
    file, hash_sign, anchor = path.partition("#")
    return permalink(config, file) + hash_sign + quote(anchor, safe="/-._~:")


def _order(item: FeedItem) -> _Order:
    """The newest first, then by their ids."""
    return -item.updated.timestamp(), item.id
