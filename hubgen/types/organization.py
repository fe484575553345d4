"""Organization: firms, institutions and buyers of the directory."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hubgen.model.entry import Data, Localized
from hubgen.model.field import Field
from hubgen.model.site import Life
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft, Today, always_current
from hubgen.types.item import items_end_in_time, items_in_place
from hubgen.types.rules import kind_is, needs_when, reachable

SUMMARY_LIMIT = 250
STALE_DAYS = 540
CLOSED_NOTICE_DAYS = 365
_GEO = re.compile(r"-?\d{1,2}(?:\.\d+)?,\s*-?\d{1,3}(?:\.\d+)?")


def _life(data: Data, today: Today) -> Life:
    if not data.get("closed"):
        return always_current(data, today)
    since = _last_touched(data)
    return "gone" if since and since + timedelta(days=CLOSED_NOTICE_DAYS) < today.day else "ended"


def _last_touched(data: Data) -> date | None:
    days = [value for name in ("date", "verified") if isinstance(value := data.get(name), date)]
    updated = data.get("updated")
    if isinstance(updated, Localized):
        days.append(updated.original)
    return max(days, default=None)


def is_stale(data: Data, today: Today) -> bool:
    """Whether nobody has checked the contact for 540 days: marked, and out of matches."""
    verified = data.get("verified")
    return isinstance(verified, date) and verified + timedelta(days=STALE_DAYS) < today.day


def _short_summary(draft: Draft) -> Iterator[Problem]:
    length = len(draft.data.text("summary"))
    if length > SUMMARY_LIMIT:
        yield draft.fault(
            "value-type",
            "summary",
            say("the text has {count} characters", count=length),
            expected=say("at most {limit} characters", limit=SUMMARY_LIMIT),
            mend=say("shorten it by {over} characters", over=length - SUMMARY_LIMIT),
        )


def _geo_is_a_point(draft: Draft) -> Iterator[Problem]:
    geo = draft.get("geo")
    if isinstance(geo, str) and not _GEO.fullmatch(geo):
        yield draft.fault(
            "value-type",
            "geo",
            say('"{text}" is not a place', text=geo),
            expected=say("latitude,longitude such as 14.08,-87.21"),
        )


def _fees_are_for_marketplaces(draft: Draft) -> Iterator[Problem]:
    if draft.has("fees") and draft.get("kind") not in ("marketplace", None):
        yield draft.fault(
            "unknown-field",
            "fees",
            say("fees belong to a marketplace only"),
            mend=say("remove fees, or write kind: marketplace"),
        )


ORGANIZATION = ContentType(
    name="organization",
    folder="directory",
    slugs={"es": "directorio", "en": "directory", "pt": "diretorio"},
    forms=("csv", "yaml", "md"),
    requires=("title", "summary", "countries", "contact"),
    private=frozenset({"consent", "employees", "tax_id", "show_tax_id"}),
    schema_type=lambda data: "LocalBusiness" if data.get("kind") == "company" else "Organization",
    review_days=365,
    goes_stale=True,
    card=lambda data: "org",
    only_shown=frozenset({"summary", "contact"}),
    facets=("sectors", "kind", "countries", "regions", "certificates", "exports_to", "size", "languages"),
    finder_facets=("countries", "sectors"),
    ledger=(
        "countries",
        "regions",
        "sectors",
        "products",
        "size",
        "founded",
        "tax_id",
        "languages",
        "exports_to",
        "certificates",
        "fees",
        "geo",
    ),
    meta=("kind", "countries"),
    life=_life,
    rules=(
        needs_when("sectors", kind_is("company"), say("a company needs its sectors")),
        needs_when(
            "consent",
            kind_is("company"),
            say("a company needs consent: the day it agreed to be listed"),
            say("ask the firm, then fill in consent with that day, such as 2026-11-30"),
        ),
        _short_summary,
        reachable(say("contact has no way to reach the organization")),
        _geo_is_a_point,
        _fees_are_for_marketplaces,
        items_in_place("offers", "seeks"),
    ),
    rules_of_day=(items_end_in_time("offers", "seeks"),),
    own=(
        Field("kind", "enum(org_kind)", "always", ("tipo", "kind", "tipo")),
        Field(
            "consent",
            "date",
            "conditional",
            ("consentimiento", "consent", "consentimento"),
            note="day the firm agreed to be listed; obligatory for company",
        ),
        Field(
            "size",
            "enum(size)",
            "optional",
            ("tamaño", "size", "tamanho"),
            note="of the firm itself, not of an audience",
        ),
        Field("founded", "int", "optional", ("año de fundación", "founded", "ano de fundação"), note="year"),
        Field(
            "employees", "int", "optional", ("empleados", "employees", "funcionários"), note="published as size only"
        ),
        Field(
            "tax_id",
            "string(30)",
            "optional",
            ("número fiscal", "tax id", "número fiscal"),
            note="for checks; published only with show_tax_id: true",
        ),
        Field(
            "show_tax_id",
            "bool",
            "optional",
            ("mostrar número fiscal", "show tax id", "mostrar número fiscal"),
            note="default false",
        ),
        Field(
            "exports_to",
            "list[country]",
            "optional",
            ("exporta a", "exports to", "exporta para"),
            note="absent or empty = does not export",
        ),
        Field(
            "languages",
            "list[lang]",
            "optional",
            ("idiomas de atención", "service languages", "idiomas de atendimento"),
            note="languages of service",
        ),
        Field("certificates", "list[map(certificate)]", "optional", ("certificados", "certificates", "certificados")),
        Field(
            "offers",
            "list[map(item)]",
            "optional",
            ("ofrece", "offers", "oferece"),
            note="matched with what others seek",
        ),
        Field(
            "seeks", "list[map(item)]", "optional", ("busca", "seeks", "busca"), note="matched with what others offer"
        ),
        Field(
            "geo",
            "string(30)",
            "optional",
            ("coordenadas", "coordinates", "coordenadas"),
            note="lat,lon; a geo: link, no map tiles",
        ),
        Field(
            "closed",
            "bool",
            "optional",
            ("cerrada", "closed", "encerrada"),
            note="kept one year with a notice, then removed",
        ),
        Field("fees", "map(fees)", "optional", ("tarifas", "fees", "tarifas"), note="marketplace only"),
    ),
)
