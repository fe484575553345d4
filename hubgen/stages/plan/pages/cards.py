"""Entries as cards of lists: title, summary, state, what one compares at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hubgen.locale.formatting import format_date
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.site import Published
from hubgen.model.views.pieces import Card, DayMark, Fact, Item, Phrase, State
from hubgen.stages.plan.display import Display, capital, counted, field_of
from hubgen.stages.plan.pages.items import item_key
from hubgen.types import BY_NAME
from hubgen.types.base import Today
from hubgen.types.event import repeats_until
from hubgen.types.financing import next_closing
from hubgen.types.notice import is_tender
from hubgen.types.organization import is_stale

MARKS = {
    "open": "open",
    "rolling": "open",
    "closing-soon": "soon",
    "upcoming": "plain",
    "closed": "shut",
    "historical": "shut",
    "proposed": "soon",
    "in-force": "open",
    "replaced": "shut",
    "past": "shut",
    "ongoing": "open",
    "live": "open",
    "expired": "shut",
    "answered": "open",
    "unanswered": "soon",
}
KEY_IN_LISTS = ("financing", "notice")
"""Types whose entries are compared by what is told large."""
GATHERED_CARDS, EACH_LEAST, EACH_MOST = 36, 3, 6
EVENT_MARKS = {"cancelled": "shut", "postponed": "soon", "moved-online": "plain"}


MOST_CARDS = 30_000
"""As many are held at a time: pages are made section by section, and hardly any hub has more entries of a type."""


def each_of(groups: int) -> int:
    """How many cards of each type stand on a page that gathers that many types: as many as its weight allows."""
    return max(EACH_LEAST, min(EACH_MOST, GATHERED_CARDS // max(1, groups)))


def card(one: Published, display: Display, *, with_type: bool = False, with_day: bool = False) -> Card:
    """The card of an entry; with its type in mixed lists, with a large day where dates are what one looks for."""
    key = (one.id, with_type, with_day)
    made = display.cards.get(key)
    if made is None:
        if len(display.cards) >= MOST_CARDS:
            display.cards.clear()
        made = display.cards[key] = _card(one, display, with_type, with_day)
    return made


def _card(one: Published, display: Display, with_type: bool, with_day: bool) -> Card:
    kind = BY_NAME[one.type]
    first = (Item(capital(display.texts[f"one_{one.type}"])),) if with_type else ()
    only = (Item(display.only(one)),) if display.only(one) else ()
    title = display.title(one)
    meta = [item for name in kind.meta for item in meta_items(one, name, display)]
    day = card_day(one, display) if with_day else None
    return Card(
        title=title,
        path=one.paths[display.language],
        summary=display.phrase(one.entry.get("summary")),
        meta=(*only, *first, *_unsaid(meta, title.text)),
        state=list_state(one, display),
        key=key_facts(one, display) if one.type in KEY_IN_LISTS else (),
        day=day,
        answer=answer_of(one, display),
    )


def _unsaid(items: list[Item], title: str) -> Iterator[Item]:
    """Each word once, and none that the title says: the abbreviation of a term may be its title."""
    found = {item.text.casefold(): item for item in reversed(items)}
    return (item for item in items if found[item.text.casefold()] is item and item.text.casefold() != title.casefold())


def answer_of(one: Published, display: Display) -> Item | None:
    """The entry that says more, by its title."""
    ref = one.entry.get(BY_NAME[one.type].answer)
    target = display.site.get(ref.id) if isinstance(ref, Ref) else None
    return display.link(target) if target else None


def meta_items(one: Published, name: str, display: Display) -> tuple[Item, ...]:
    value = one.entry.get(name)
    if value is None:
        return ()
    if name == "messages" and isinstance(value, int):
        return (Item(counted(display.texts, "n_messages", value)),)
    if name == "updated" and isinstance(value, Localized):
        return (display.moment(value.pick(display.language)[0]),)
    if name == "period":
        return (Item(display.period(str(value))),)
    items = display.items(one.type, field_of(one.type, name), value)
    if len(items) > 3:
        items = (*items[:3], Item(f"+{len(items) - 3}"))
    # A word of a list of words begins with a capital; what authors write stays as they wrote it.
    begin = str if field_of(one.type, name).translatable else capital
    return tuple(
        Item(begin(item.text) if n == 0 else item.text, "", item.lang, item.time) for n, item in enumerate(items)
    )


def state_of(one: Published, display: Display) -> State | None:
    """The state of an entry in words, with its mark."""
    kind = BY_NAME[one.type]
    own = one.entry.get("event_status")
    if isinstance(own, str) and own in EVENT_MARKS:
        return State(capital(display.term("event_status", own).text), EVENT_MARKS[own])
    answered = one.entry.get("answered")
    if isinstance(answered, str):
        return State(display.texts[answered], MARKS[answered])
    if not one.status:
        return None
    return State(capital(display.term(kind.status_vocabulary, one.status).text), MARKS.get(one.status, "plain"))


def list_state(one: Published, display: Display) -> State | None:
    """The state where it is news to the reader of a list: not for what is merely in force or to come."""
    if is_marked(one, display):
        return State(display.texts["unconfirmed"], "shut")
    if one.is_overdue and BY_NAME[one.type].marks_overdue:
        return State(display.texts["overdue_mark"], "soon")
    if (
        one.status in ("in-force", "upcoming", "live")
        and one.type in ("standard", "event", "notice")
        and "event_status" not in one.entry.data
    ):
        return None
    return state_of(one, display)


def is_marked(one: Published, display: Display) -> bool:
    """Whether nobody has confirmed a contact for so long that readers are warned."""
    return BY_NAME[one.type].goes_stale and is_stale(one.entry.data, Today(display.site.day, display.config.zone))


def key_facts(one: Published, display: Display) -> tuple[Fact, ...]:
    """The two or three facts told large."""
    makers = {
        "financing": _financing_key,
        "event": _event_key,
        "standard": _declared_key,
        "market": _declared_key,
        "notice": _notice_key,
    }
    maker = makers.get(one.type)
    return tuple(fact for fact in maker(one, display) if fact.items and fact.items[0].text) if maker else ()


def _financing_key(one: Published, display: Display) -> tuple[Fact, ...]:
    data = one.entry.data
    texts = display.texts
    today = Today(display.site.day, display.config.zone)
    amount = display.money_range(data.get("amount_min"), data.get("amount_max"), data.get("currency"))
    facts = [Fact(texts["amount"], (Item(capital(amount)),))]
    closing = next_closing(data, today)
    if closing and one.status != "upcoming":
        label = texts["closed"] if one.status == "closed" else texts["closes"]
        facts.append(Fact(label, (Item(display.day(closing), time=closing.isoformat()),)))
    opens = data.get("opens")
    if one.status == "upcoming" and isinstance(opens, date):
        facts.append(
            Fact(texts["opens"], (Item(display.day(today.day_of(opens)), time=today.day_of(opens).isoformat()),))
        )
    rate = display.percent_range(data.get("rate_min"), data.get("rate_max"))
    if rate and len(facts) < 3:
        facts.append(Fact(texts["rate"], (Item(texts["yearly"].format(x=rate)),)))
    return tuple(facts)


def _event_key(one: Published, display: Display) -> tuple[Fact, ...]:
    from decimal import Decimal

    data = one.entry.data
    facts = [Fact(display.texts["when"], event_when(one, display))]
    price = data.get("price")
    if isinstance(price, Decimal):
        facts.append(
            Fact(
                display.label(field_of("event", "price")), (Item(capital(display.money(price, data.get("currency")))),)
            )
        )
    return tuple(facts)


def _notice_key(one: Published, display: Display) -> tuple[Fact, ...]:
    """Until when, at what price or worth, how much."""
    data, expires = one.entry.data, one.entry.get("expires")
    last = display.moment(expires) if isinstance(expires, date) else Item("")
    label = display.texts["closes"] if is_tender(data) else display.label(field_of("notice", "expires"))
    item = data.get("item")
    worth = display.money_range(data.get("value_min"), data.get("value_max"), data.get("currency"))
    return (
        *((Fact(label, (last,)),) if one.life == "current" else ()),
        Fact(display.texts["worth"], (Item(capital(worth)),)),
        *(item_key(item, display) if isinstance(item, Data) else ()),
    )


def event_when(one: Published, display: Display) -> tuple[Item, ...]:
    """From when to when an event lasts, on the clocks of its own zone; nothing for one without a start."""
    data = one.entry.data
    zone = str(data.get("timezone") or "")
    start, end = data.get("start"), data.get("end")
    if not isinstance(start, date):
        return ()
    first = display.moment(start, zone)
    if not isinstance(end, date) or end == start:
        return (first,)
    last = display.moment(end, zone)
    same_day = first.time[:10] == last.time[:10] and len(last.time) > 10
    until = _clock(last.text) if same_day else last.text
    return (Item(f"{first.text} – {until}", time=first.time),)


def event_repeat(one: Published, display: Display) -> tuple[Item, ...]:
    """How often an event comes again, and until when; nothing for one that comes once."""
    until = repeats_until(one.entry.data)
    weekly = "WEEKLY" in str(one.entry.get("repeat"))
    text = display.texts["weekly" if weekly else "monthly"]
    return (Item(f"{text}, {display.texts['up_to'].format(x=display.day(until))}"),) if until else ()


def brief_card(one: Published, display: Display) -> Card:
    """An entry in a line of a page that gathers several types: its title, and when and where, or its meta line."""
    full = card(one, display)
    if one.type != "event":
        return replace(full, summary=Phrase(""), key=(), answer=None)
    place = (item for name in ("mode", "place") for item in meta_items(one, name, display))
    when = (*event_when(one, display), *event_repeat(one, display))
    return replace(full, summary=Phrase(""), meta=(*when, *place))


def _clock(text: str) -> str:
    """The hour at the end of a formatted moment."""
    words = text.replace(",", "").split(" ")
    return " ".join(words[-2:]) if words[-1] in ("AM", "PM") else words[-1]


def _declared_key(one: Published, display: Display) -> tuple[Fact, ...]:
    return tuple(
        Fact(display.label(field_of(one.type, name)), display.items(one.type, field_of(one.type, name), value)[:4])
        for name in BY_NAME[one.type].key
        if (value := one.entry.get(name)) is not None
    )


def card_day(one: Published, display: Display) -> DayMark | None:
    """The day that matters: the closing of a call, the start of an event."""
    today = Today(display.site.day, display.config.zone)
    if one.type == "financing":
        day = next_closing(one.entry.data, today)
    else:
        start = one.entry.get("start")
        day = today.day_of(start) if isinstance(start, date) else None
    if day is None:
        return None
    words = format_date(day, display.language, "day").split()
    return DayMark(str(day.day), next((word for word in words if not word.strip(".").isdigit()), ""), day.isoformat())
