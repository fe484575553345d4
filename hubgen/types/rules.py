"""Rules that several content types share, each made from the names of the fields it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from hubgen.model.entry import Data
from hubgen.problems import Message, Problem, say
from hubgen.types.base import Draft, Rule


def missing(draft: Draft, field: str, why: Message, mend: Message | None = None) -> Iterator[Problem]:
    """E01, unless the author gave the field; without a mend, `check_entry` says how to add it."""
    if not draft.has(field):
        yield draft.fault("missing-field", field, why, mend=mend)


def amounts_need(currency: str, *amounts: str) -> Rule:
    """An amount without its currency means nothing."""

    def rule(draft: Draft) -> Iterator[Problem]:
        given = next((name for name in amounts if draft.has(name)), None)
        if given:
            why = say("{amount} needs {currency}", amount=given, currency=currency)
            yield from missing(draft, currency, why)

    return rule


def in_order(low: str, high: str) -> Rule:
    """Two dates or amounts that must not be reversed."""

    def rule(draft: Draft) -> Iterator[Problem]:
        first, second = draft.get(low), draft.get(high)
        if first is None or second is None or not is_after(first, second):
            return
        yield draft.fault(
            "range-reversed",
            high,
            say(
                "{high} ({second}) is before {low} ({first})",
                high=high,
                low=low,
                first=tell(first),
                second=tell(second),
            )
            if isinstance(first, date)
            else say("{high} ({second}) is less than {low} ({first})", high=high, low=low, first=first, second=second),
            mend=say("exchange or correct the two values"),
        )

    return rule


def is_after(first: object, second: object) -> bool:
    """Whether the first value lies after the second; a bare day reaches to its end."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first > second
    if isinstance(first, date) and isinstance(second, date):
        return _day(first) > _day(second)
    return bool(first > second)  # type: ignore[operator]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def tell(value: object) -> str:
    """A value as its author would write it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return str(value)


def needs_when(field: str, condition: Callable[[Data], bool], why: Message, mend: Message | None = None) -> Rule:
    """A field that is obligatory under a condition on the others."""

    def rule(draft: Draft) -> Iterator[Problem]:
        if condition(draft.data):
            yield from missing(draft, field, why, mend)

    return rule


def one_of(first: str, second: str) -> Rule:
    """At least one of two fields."""

    def rule(draft: Draft) -> Iterator[Problem]:
        if not draft.has(first) and not draft.has(second):
            yield draft.fault(
                "missing-field",
                first,
                say("{first} or {second} is missing", first=first, second=second),
                mend=say("fill in {first} or {second}", first=first, second=second),
            )

    return rule


CHANNELS = ("email", "phone", "whatsapp", "url")


def reachable(why: Message) -> Rule:
    """A contact with at least one way to reach somebody."""

    def rule(draft: Draft) -> Iterator[Problem]:
        contact = draft.get("contact")
        faulty = any(f"contact.{name}" in draft.faulty for name in CHANNELS)
        if isinstance(contact, Data) and not faulty and not any(name in contact for name in CHANNELS):
            expected = say("at least one of email, phone, whatsapp, url")
            yield draft.fault("missing-field", "contact", why, expected=expected)

    return rule


def kind_is(*kinds: str) -> Callable[[Data], bool]:
    return lambda data: data.get("kind") in kinds
