"""Standard: rules, certificates and buyers' demands that a market asks for."""

from datetime import date
from typing import Literal

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.problems import say
from hubgen.types.base import CalendarDate, ContentType, Today
from hubgen.types.rules import amounts_need, in_order, needs_when, one_of


def status(data: Data, today: Today) -> str:
    """proposed until `comment_until`, upcoming before `effective`, else in force; resolve alone knows `replaced`."""
    comments, effective = data.get("comment_until"), data.get("effective")
    if isinstance(comments, date) and comments >= today.day:
        return "proposed"
    if isinstance(effective, date) and effective > today.day:
        return "upcoming"
    return "in-force"


def dates(data: Data, today: Today) -> tuple[CalendarDate, ...]:
    """The last day for comments, and the day from which it is in force."""
    roles: tuple[Literal["comment_until"], Literal["effective"]] = ("comment_until", "effective")
    return tuple(CalendarDate(role, day) for role in roles if isinstance(day := data.get(role), date))


STANDARD = ContentType(
    name="standard",
    folder="standards",
    slugs={"es": "normas", "en": "standards", "pt": "normas"},
    forms=("yaml", "md", "csv"),
    requires=("title", "summary", "topics", "verified", "source"),
    review_days=180,
    facets=("markets", "products", "nature", "area", "conformity", "authority", "status"),
    finder_facets=("markets", "products"),
    matrix=("products", "markets"),
    key=("markets", "nature"),
    ledger=(
        "authority",
        "products",
        "sectors",
        "countries",
        "area",
        "ntm",
        "conformity",
        "bodies",
        "cost",
        "time_days",
        "validity",
        "effective",
        "comment_until",
        "replaces",
    ),
    meta=("nature", "markets"),
    status=status,
    status_vocabulary="standard_status",
    schema_type=lambda data: "Legislation" if data.get("nature") == "mandatory" else "Certification",
    dates=dates,
    rules=(
        needs_when(
            "authority",
            lambda data: data.get("nature") == "mandatory",
            say("a mandatory standard names its authority"),
        ),
        one_of("products", "sectors"),
        in_order("cost_min", "cost_max"),
        amounts_need("currency", "cost_min", "cost_max"),
    ),
    own=(
        Field("nature", "enum(nature)", "always", ("naturaleza", "nature", "natureza")),
        Field(
            "markets",
            "list[country]",
            "always",
            ("mercados", "markets", "mercados"),
            all_allowed=True,
            note="destination that asks for it (countries = origin, if it matters); all allowed",
        ),
        Field("area", "enum(area)", "optional", ("área", "area", "área")),
        Field("ntm", "enum(ntm)", "optional", ("capítulo MNA", "NTM chapter", "capítulo MNT")),
        Field(
            "authority",
            "ref(organization) or text(120)",
            "conditional",
            ("autoridad", "authority", "autoridade"),
            note="obligatory when nature: mandatory",
        ),
        Field("conformity", "enum(conformity)", "optional", ("conformidad", "conformity", "conformidade")),
        Field(
            "bodies",
            "list[ref(organization)]",
            "optional",
            ("organismos", "bodies", "organismos"),
            note="laboratories, certifiers",
        ),
        Field(
            "documents_required",
            "list[map(paper)]",
            "optional",
            ("documentos exigidos", "documents required", "documentos exigidos"),
        ),
        Field("cost_min", "number", "optional", ("costo mínimo", "minimum cost", "custo mínimo")),
        Field("cost_max", "number", "optional", ("costo máximo", "maximum cost", "custo máximo")),
        Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="obligatory with an amount"),
        Field(
            "time_days",
            "int",
            "optional",
            ("días de trámite", "processing days", "dias de trâmite"),
            note="usual days to obtain",
        ),
        Field("validity", "months", "optional", ("validez", "validity", "validade")),
        Field(
            "effective",
            "date",
            "optional",
            ("en vigor desde", "in force from", "em vigor desde"),
            note="entry into force",
        ),
        Field(
            "comment_until",
            "date",
            "optional",
            ("comentarios hasta", "comments until", "comentários até"),
            note="proposed rules: last day to comment",
        ),
        Field(
            "replaces",
            "ref(standard)",
            "optional",
            ("reemplaza a", "replaces", "substitui"),
            note="the old one gets a banner",
        ),
        Field("law", "list[map(law)]", "optional", ("ley", "law", "lei")),
        Field("official_url", "url", "always", ("enlace oficial", "official link", "link oficial")),
    ),
)
