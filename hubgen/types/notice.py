"""Notice: what somebody sells, seeks, lets or announces, until a day on which it leaves the board."""

from collections.abc import Iterator
from datetime import date, timedelta

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.model.site import Life
from hubgen.problems import Problem, say
from hubgen.types.base import CalendarDate, ContentType, Draft, Today
from hubgen.types.rules import amounts_need, in_order, kind_is, needs_when, one_of, reachable

LONGEST_DAYS = 180
EXPIRED_DAYS = 90
"""How long the page of an expired notice says so; then it goes."""
TENDER = "tender"
OF_ITEMS_FILE = ("organization", "side")
"""Fields of an item that a notice has itself, or that its kind says."""
SCHEMA_TYPES = {
    "sell": "Offer",
    "rent": "Offer",
    "buy": "Demand",
    "partner": "Demand",
    "tender": "Demand",
    "job": "JobPosting",
}


def is_tender(data: Data) -> bool:
    return data.get("kind") == TENDER


def status(data: Data, today: Today) -> str:
    """live or expired; a notice lives through its last day."""
    expires = data.get("expires")
    return "expired" if isinstance(expires, date) and expires < today.day else "live"


def _life(data: Data, today: Today) -> Life:
    expires = data.get("expires")
    if not isinstance(expires, date) or expires >= today.day:
        return "current"
    return "gone" if expires + timedelta(days=EXPIRED_DAYS) < today.day else "ended"


def dates(data: Data, today: Today) -> tuple[CalendarDate, ...]:
    """The last day of a tender; what else is on the board is no date to keep."""
    expires = data.get("expires")
    if not is_tender(data) or not isinstance(expires, date):
        return ()
    return (CalendarDate("closes", expires),)


def _expires_soon(draft: Draft) -> Iterator[Problem]:
    published, expires = draft.get("date"), draft.get("expires")
    if not isinstance(published, date) or not isinstance(expires, date):
        return
    last = published + timedelta(days=LONGEST_DAYS)
    if expires > last:
        yield draft.fault(
            "value-type",
            "expires",
            say("expires is {count} days after date", count=(expires - published).days),
            expected=say("at most {limit} days", limit=LONGEST_DAYS),
            mend=say("write {a}, and publish it anew then if it still holds", a=last),
        )


def _item_alone(draft: Draft) -> Iterator[Problem]:
    """An item of a notice is offered or sought by whom the notice names."""
    item = draft.get("item")
    for name in OF_ITEMS_FILE:
        if isinstance(item, Data) and name in item:
            yield draft.fault(
                "unknown-field",
                f"item.{name}",
                say("{field} belongs to content/chains/items.csv only", field=f"item.{name}"),
                mend=say("remove it: organization and kind of the notice say the same"),
            )


NOTICE = ContentType(
    name="notice",
    folder="board",
    slugs={"es": "avisos", "en": "board", "pt": "avisos"},
    forms=("csv", "yaml", "md"),
    requires=("title", "summary", "date", "expires", "countries"),
    private=frozenset({"received", "moderated_by"}),
    schema_type=lambda data: SCHEMA_TYPES.get(str(data.get("kind")), "CreativeWork"),
    facets=("kind", "sectors", "countries", "regions", "products"),
    finder_facets=("countries", "sectors"),
    fed_facets=("kind", "countries", "sectors"),
    calendar_facets=("kind", "countries", "sectors"),
    ledger=(
        "organization",
        "item",
        "item.min_order",
        "item.lead_days",
        "item.incoterm",
        "item.ship_to",
        "item.certificates",
        "buyer",
        "reference",
        "method",
        "countries",
        "regions",
        "sectors",
        "products",
    ),
    meta=("kind", "countries"),
    actions=(("tender_url", "see_tender"),),
    contact_of="organization",
    status=status,
    status_vocabulary="notice_status",
    life=_life,
    passes=True,
    names_feed=True,
    dates=dates,
    rules=(
        one_of("organization", "contact"),
        reachable(say("contact has no way to reach whoever placed the notice")),
        needs_when("item", kind_is("sell", "buy"), say("item is missing: what is sold or sought?")),
        needs_when("buyer", kind_is(TENDER), say("a tender names its buyer")),
        needs_when("tender_url", kind_is(TENDER), say("a tender says where its papers are: tender_url")),
        _expires_soon,
        _item_alone,
        in_order("value_min", "value_max"),
        amounts_need("currency", "value_min", "value_max"),
    ),
    own=(
        Field("kind", "enum(notice_kind)", "always", ("tipo", "kind", "tipo")),
        Field(
            "organization",
            "ref(organization)",
            "conditional",
            ("organización", "organization", "organização"),
            note="organization or contact",
        ),
        Field("item", "map(item)", "conditional", ("artículo", "item", "item"), note="obligatory for sell, buy"),
        Field(
            "reference",
            "string(40)",
            "optional",
            ("referencia", "reference", "referência"),
            note="tender: official number",
        ),
        Field("buyer", "string(120)", "conditional", ("comprador", "buyer", "comprador"), note="obligatory for tender"),
        Field("method", "enum(tender_method)", "optional", ("método", "method", "método"), note="tender"),
        Field("value_min", "number", "optional", ("valor mínimo", "minimum value", "valor mínimo")),
        Field("value_max", "number", "optional", ("valor máximo", "maximum value", "valor máximo")),
        Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="obligatory with an amount"),
        Field(
            "tender_url",
            "url",
            "conditional",
            ("enlace de licitación", "tender link", "link da licitação"),
            note="obligatory for tender",
        ),
        Field("received", "date", "optional", ("recibido", "received", "recebido"), note="never published"),
        Field(
            "moderated_by",
            "string(80)",
            "optional",
            ("moderado por", "moderated by", "moderado por"),
            note="never published",
        ),
    ),
)
