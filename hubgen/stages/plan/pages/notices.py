"""What a reader should know before reading: untranslated, outdated, unverified, overdue, ended, replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hubgen.locale.formatting import language_name
from hubgen.model.entry import Localized
from hubgen.model.period import Period
from hubgen.model.site import Published
from hubgen.model.views.pieces import Item, Notice
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.forum.thread_view import is_closed
from hubgen.stages.plan.pages.cards import is_marked
from hubgen.types.base import Today
from hubgen.types.financing import closing_days


def notices_of(one: Published, display: Display) -> tuple[Notice, ...]:
    """At most three notices, the gravest first."""
    found = [*_language(one, display), *_ended(one, display), *_review(one, display)]
    return tuple(found[:3])


def _language(one: Published, display: Display) -> Iterator[Notice]:
    state = one.states.get(display.language)
    texts = display.texts
    original = Item(texts["see_original"], one.paths[one.entry.language], one.entry.language) if one.paths else None
    if state == "missing":
        name = language_name(one.entry.language, display.language)
        yield Notice("untranslated", texts["untranslated"].format(language=name))
    elif state == "outdated" and original:
        own, theirs = _days(one, display)
        text = texts["outdated"].format(date=own, original=theirs) if own and theirs else texts["outdated_undated"]
        yield Notice("outdated", text, (original,))


def _days(one: Published, display: Display) -> tuple[str, str]:
    updated = one.entry.get("updated")
    own = updated.get(display.language) if isinstance(updated, Localized) else None
    own = own or one.entry.get("date")
    theirs = updated.get(one.entry.language) if isinstance(updated, Localized) else None
    return tuple(display.day(day) if isinstance(day, date) else "" for day in (own, theirs))  # type: ignore[return-value]


def _ended(one: Published, display: Display) -> Iterator[Notice]:
    texts, data = display.texts, one.entry.data
    today = Today(display.site.day, display.config.zone)
    expires = data.get("expires")
    if one.replaced_by and (newer := display.site.get(one.replaced_by)):
        yield Notice("replaced", texts["replaced_by"], (display.link(newer),))
    if one.status == "historical":
        yield Notice("ended", texts["historical"])
    elif one.status == "closed":
        yield Notice("ended", texts["closed_call"].format(date=display.day(closing_days(data, today)[-1][1])))
    elif one.status == "past":
        yield Notice("ended", texts["past_event"])
    elif one.type == "thread" and is_closed(data, display):
        yield Notice("ended", texts["forum_closed"].format(date=display.day(data.get("closed"))))  # type: ignore[arg-type]
    elif data.get("closed") and one.type != "thread":
        yield Notice("ended", texts["closed_firm"])
    elif isinstance(expires, date) and expires < today.day:
        text = "expired_notice" if one.type == "notice" else "expired"
        yield Notice("ended", texts[text].format(date=display.day(expires)))
    if (own := data.get("event_status")) in ("cancelled", "postponed", "moved-online"):
        yield Notice("ended", texts[f"event_{own}".replace("-", "_")])


def _review(one: Published, display: Display) -> Iterator[Notice]:
    if one.entry.get("verified") == "never" and one.status != "historical":
        yield Notice("unverified", display.texts["unverified"])
    elif is_marked(one, display):
        yield Notice("overdue", display.texts["stale"])
    elif one.is_overdue and one.review_due:
        yield Notice("overdue", _overdue(one, display, display.day(one.review_due)))


def _overdue(one: Published, display: Display, day: str) -> str:
    """That a review was due; of a series also how old its newest figures are."""
    table = display.site.table(one, display.language)
    latest = table.latest() if table else None
    if latest is None:
        return display.texts["overdue_data" if table else "overdue"].format(date=day)
    newest = latest.text if isinstance(latest, Period) else latest.isoformat()
    return display.texts["overdue_data_of"].format(date=day, period=display.period(newest))
