"""What a field takes, in a few words: the comment beside a field that is still empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hubgen.model.context import ValueContext
from hubgen.model.field import Field
from hubgen.problems import Message, say
from hubgen.types.maps import MAPS

Tell = Callable[[Message], str]

_EXPECTS: Mapping[str, Message] = {
    "date": say("a day as YYYY-MM-DD, such as 2026-11-30"),
    "datetime": say("YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 2026-11-30T16:00"),
    "number": say("digits, with a point for decimals, such as 60000 or 12.5"),
    "int": say("digits only, such as 25"),
    "percent": say("a number from 0 to 100"),
    "bool": say("yes or no"),
    "url": say("an address that begins with https://"),
    "email": say("an address such as info@example.org"),
    "phone": say("a plus sign, the country code and the number, such as +504 2200 0001"),
    "country": say("two letters of the country, such as HN"),
    "region": say("an ISO 3166-2 code such as HN-LP, or a region declared in config.yaml"),
    "sector": say("a letter from A to U, or 2 to 4 digits such as 10 or 0127"),
    "hs": say('2, 4 or 6 digits, such as "0901"'),
    "currency": say("three letters of ISO 4217, such as USD or HNL"),
    "lang": say("a code such as es, en, pt or pt-BR"),
    "path": say("a file beside this one, or /folder/file below content/"),
    "md": say("the text, in Markdown"),
    "days": say("a number with its unit, such as 180d"),
    "months": say("a number with its unit, such as 60m"),
}
_OWN_EXPECTS: Mapping[str, Message] = {
    "summary": say("up to 200 characters: what it is and for whom"),
    "verified": say("day a person compared it with the source, or never"),
    "source": say("address of the page or paper that the facts come from"),
}
EXAMPLES: Mapping[str, str] = {
    "column": "{name: price, title: …, type: number, role: value, unit: …, decimals: 2}",
    "area": "{id: money, title: …, weight: 1, advice: [{below: 50, text: …, refs: [guide/…]}]}",
    "question": "{id: q1, text: …, options: [{text: …}, {text: …}]}",
    "band": "{from: 0, title: …, text: …, refs: [guide/…]}",
    "node": "{id: first, kind: question, title: …, options: [{text: …, next: second}]}",
    "item": '{title: …, code: "hs:0901", quantity: 1, unit: piece, price_min: 10, price_max: 12, currency: USD}',
    "tier": '{id: farm, title: …, codes: ["isic:0127"], next: [mill], members: [slug-of-a-firm]}',
    "action": "{id: a1, title: …, text: …, refs: [guide/…], when: {all_of: [criterion]}}",
}
"""An item of a list whose maps a list of names would not explain: they hold others, or words of a vocabulary."""


def expects(field: Field, context: ValueContext, topics: Iterable[str] = ()) -> Message:
    """What belongs into a field, in a few words."""
    kind = field.type.items or field.type
    if field.name in _OWN_EXPECTS:
        return _OWN_EXPECTS[field.name]
    if field.name == "topics":
        names = ", ".join(topics)
        return (
            say("at least one of: {names}", names=names)
            if names
            else say("at least one; make it with: hubgen add topic")
        )
    if kind.kind == "enum":
        terms = ", ".join(context.vocabularies[kind.argument].labels(context.main_language))
        return (
            say("one or more of: {labels}", labels=terms)
            if field.type.is_list
            else say("one of: {labels}", labels=terms)
        )
    if kind.kind in ("ref", "union"):
        target = next((one.argument for one in (kind, *kind.choices) if one.kind == "ref" and one.argument), "")
        if target and kind.kind == "union":
            return say("a name, or the short name of an entry of type {type}", type=target)
        return say("the short name of an entry of type {type}", type=target) if target else say("type/slug of an entry")
    if kind.kind == "map" and kind.argument:
        names = ", ".join(one.name for one in MAPS[kind.argument])
        return (
            say("a list; each item has: {names}", names=names)
            if field.type.is_list
            else say("has: {names}", names=names)
        )
    if kind.kind in ("text", "string"):
        return say("up to {limit} characters", limit=kind.limit)
    return _EXPECTS.get(kind.kind, say("see the list of fields"))


def comment(field: Field, context: ValueContext, tell: Tell, topics: Iterable[str] = ()) -> str:
    text = tell(expects(field, context, topics))
    if field.type.is_list and field.all_allowed:
        text += "; " + tell(say("all stands for every one"))
    if field.required == "conditional" and field.note:
        text += "; " + tell(Message(field.note))
    return text
