"""Financing: sources of finance, programmes and support, with calls that open and close."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.model.site import Life
from hubgen.problems import Problem, say
from hubgen.types.base import CalendarDate, ContentType, Draft, Today, always_current
from hubgen.types.rules import amounts_need, in_order

SOON_DAYS = 14
CLOSED_LISTED_DAYS = 180
TIMING = ("closes", "calls", "rolling", "historical")


def closing_days(data: Data, today: Today) -> list[tuple[date | None, date]]:
    """Each call as (opens, closes), in days of the hub's zone, by closing day."""
    calls = [data, *(call for call in _calls(data))]
    pairs = [
        (_day(call.get("opens"), today), today.day_of(closes))
        for call in calls
        if isinstance(closes := call.get("closes"), date)
    ]
    return sorted(pairs, key=lambda pair: pair[1])


def _calls(data: Data) -> tuple[Data, ...]:
    calls = data.get("calls")
    return tuple(call for call in calls if isinstance(call, Data)) if isinstance(calls, tuple) else ()


def _day(value: object, today: Today) -> date | None:
    return today.day_of(value) if isinstance(value, date) else None


def status(data: Data, today: Today) -> str:
    """historical, rolling, open, closing-soon, upcoming or closed; a call is open through its closing day."""
    if data.get("historical"):
        return "historical"
    calls = closing_days(data, today)
    live = [call for call in calls if call[1] >= today.day and (call[0] is None or call[0] <= today.day)]
    if live:
        return "closing-soon" if live[0][1] - today.day <= timedelta(days=SOON_DAYS) else "open"
    if any(opens is not None and opens > today.day for opens, _ in calls):
        return "upcoming"
    if calls:
        return "closed"
    return "rolling" if data.get("rolling") else ""


def next_closing(data: Data, today: Today) -> date | None:
    """The closing day of the call that is open now, else of the next, else of the last."""
    calls = closing_days(data, today)
    return next((closes for _, closes in calls if closes >= today.day), calls[-1][1] if calls else None)


def dates(data: Data, today: Today) -> tuple[CalendarDate, ...]:
    """When each call opens and closes; several calls are told apart by the day on which they close."""
    found = list(_dates_of(data, "", None))
    seen: Counter[str] = Counter()
    for call in _calls(data):
        closes = call.get("closes")
        if isinstance(closes, date):
            day = today.day_of(closes).isoformat()
            seen[day] += 1
            found += _dates_of(call, day if seen[day] == 1 else f"{day}-{seen[day]}", call.get("title"))
    return tuple(found)


def _dates_of(call: Data, key: str, title: object) -> Iterator[CalendarDate]:
    opens, closes = call.get("opens"), call.get("closes")
    if isinstance(closes, date):
        if isinstance(opens, date):
            yield CalendarDate("opens", opens, key=key, title=title)
        yield CalendarDate("closes", closes, key=key, title=title)


def schema_type(data: Data) -> str:
    """LoanOrCredit for loans, FinancialProduct for other finance, GovernmentService for support."""
    if data.get("family") != "finance":
        return "GovernmentService"
    return "LoanOrCredit" if "loan" in data.items_of("instruments") else "FinancialProduct"


def _life(data: Data, today: Today) -> Life:
    calls = closing_days(data, today)
    if calls and calls[-1][1] + timedelta(days=CLOSED_LISTED_DAYS) < today.day:
        return "archive"
    return always_current(data, today)


def _exactly_one_timing(draft: Draft) -> Iterator[Problem]:
    given = [name for name in TIMING if draft.get(name) not in (None, False) or name in draft.faulty]
    if len(given) > 1:
        yield draft.fault(
            "value-type",
            given[1],
            say("{first} and {second} exclude each other", first=given[0], second=given[1]),
            expected=say("exactly one of closes, calls, rolling, historical"),
        )
    elif not given:
        yield draft.fault(
            "missing-field",
            "closes",
            say("it is not said when this is open"),
            expected=say("exactly one of closes, calls, rolling, historical"),
            mend=say("fill in closes, such as 2026-11-30, or rolling with yes"),
        )


def _calls_in_order(draft: Draft) -> Iterator[Problem]:
    for number, call in enumerate(_calls(draft.data), 1):
        for fault in in_order("opens", "closes")(Draft(call, draft.places, draft.faulty)):
            yield draft.fault(fault.rule, f"calls.{number}.closes", fault.message, mend=fault.mend)


FINANCING = ContentType(
    name="financing",
    folder="financing",
    slugs={"es": "financiamiento", "en": "financing", "pt": "financiamento"},
    forms=("md", "yaml", "csv"),
    requires=("title", "summary", "topics", "countries", "sectors", "sizes", "stages", "verified", "source"),
    review_days=180,
    facets=(
        "instruments",
        "purposes",
        "sizes",
        "stages",
        "sectors",
        "countries",
        "family",
        "status",
        "amount_max",
        "entity_types",
    ),
    finder_facets=("countries", "sectors"),
    key=("amount", "closes"),
    ledger=(
        "provider",
        "instruments",
        "sizes",
        "stages",
        "sectors",
        "countries",
        "purposes",
        "rate",
        "rate_note",
        "term_max",
        "grace",
        "coverage",
        "own_share",
        "collateral",
        "min_years",
        "sales",
        "entity_types",
        "calls",
        "opens",
        "family",
    ),
    meta=("provider", "countries"),
    status=status,
    status_vocabulary="financing_status",
    schema_type=schema_type,
    dates=dates,
    reminds=True,
    headings="financing_heading",
    life=_life,
    waives=lambda data: (
        frozenset({"verified", "sizes", "stages", "sectors"}) if data.get("historical") else frozenset()
    ),
    rules=(
        _exactly_one_timing,
        _calls_in_order,
        in_order("opens", "closes"),
        in_order("amount_min", "amount_max"),
        in_order("rate_min", "rate_max"),
        in_order("sales_min", "sales_max"),
        amounts_need("currency", "amount_min", "amount_max"),
        amounts_need("sales_currency", "sales_min", "sales_max"),
    ),
    own=(
        Field("family", "enum(family)", "always", ("familia", "family", "família")),
        Field("instruments", "list[enum(instrument)]", "always", ("instrumentos", "instruments", "instrumentos")),
        Field(
            "provider",
            "ref(organization) or text(120)",
            "always",
            ("entidad", "provider", "entidade"),
            note="who decides",
        ),
        Field(
            "purposes",
            "list[enum(purpose)]",
            "optional",
            ("finalidades", "purposes", "finalidades"),
            all_allowed=True,
            note="all allowed",
        ),
        Field("amount_min", "number", "optional", ("monto mínimo", "minimum amount", "valor mínimo"), note="per firm"),
        Field("amount_max", "number", "optional", ("monto máximo", "maximum amount", "valor máximo"), note="per firm"),
        Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="obligatory with an amount"),
        Field(
            "own_share",
            "percent",
            "optional",
            ("aporte propio", "own share", "contrapartida"),
            note="what the firm puts in, at least",
        ),
        Field(
            "coverage",
            "percent",
            "optional",
            ("cobertura", "coverage", "cobertura"),
            note="guarantee: share of the loan covered, at most",
        ),
        Field(
            "rate_min", "percent", "optional", ("tasa mínima", "minimum rate", "taxa mínima"), note="yearly, nominal"
        ),
        Field(
            "rate_max", "percent", "optional", ("tasa máxima", "maximum rate", "taxa máxima"), note="yearly, nominal"
        ),
        Field(
            "rate_note",
            "text(160)",
            "optional",
            ("nota de tasa", "rate note", "nota sobre a taxa"),
            note="fixed or variable, fees",
        ),
        Field("term_max", "months", "optional", ("plazo máximo", "maximum term", "prazo máximo")),
        Field("grace", "months", "optional", ("gracia", "grace period", "carência")),
        Field("collateral", "text(160)", "optional", ("garantía pedida", "collateral", "garantia exigida")),
        Field(
            "opens",
            "datetime",
            "optional",
            ("abre", "opens", "abre"),
            note="one call; opens alone is not enough, see closes",
        ),
        Field(
            "closes",
            "datetime",
            "conditional",
            ("cierra", "closes", "encerra"),
            note="exactly one of closes, calls, rolling, historical",
        ),
        Field("calls", "list[map(call)]", "conditional", ("convocatorias", "calls", "chamadas"), note="several calls"),
        Field("rolling", "bool", "conditional", ("permanente", "rolling", "permanente"), note="always open"),
        Field(
            "historical",
            "bool",
            "conditional",
            ("histórico", "historical", "histórico"),
            note='past programme kept as reference, never "open"; waives verified, sizes, stages, sectors',
        ),
        Field(
            "min_years",
            "number",
            "optional",
            ("años mínimos", "minimum years", "anos mínimos"),
            note="age of the firm",
        ),
        Field(
            "sales_min",
            "number",
            "optional",
            ("ventas mínimas", "minimum sales", "vendas mínimas"),
            note="yearly sales",
        ),
        Field(
            "sales_max",
            "number",
            "optional",
            ("ventas máximas", "maximum sales", "vendas máximas"),
            note="yearly sales",
        ),
        Field(
            "sales_currency",
            "currency",
            "conditional",
            ("moneda de ventas", "sales currency", "moeda das vendas"),
            note="obligatory with sales limits",
        ),
        Field(
            "entity_types",
            "list[enum(entity)]",
            "optional",
            ("formas jurídicas", "entity types", "formas jurídicas"),
            all_allowed=True,
            note="all allowed",
        ),
        Field(
            "conditions",
            "list[text(200)]",
            "optional",
            ("condiciones", "conditions", "condições"),
            note="who may apply, one per line",
        ),
        Field(
            "documents_required",
            "list[map(paper)]",
            "optional",
            ("documentos exigidos", "documents required", "documentos exigidos"),
        ),
        Field("apply_url", "url", "optional", ("enlace de solicitud", "apply link", "link de inscrição")),
        Field(
            "results",
            "text(300)",
            "optional",
            ("resultados", "results", "resultados"),
            note="evaluation or figures, with year",
        ),
    ),
)
