"""Guide: long text of practical use, with steps where it is a path or a procedure."""

from collections.abc import Iterator

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft
from hubgen.types.rules import amounts_need, in_order, kind_is, needs_when


def _steps_lead_somewhere(draft: Draft) -> Iterator[Problem]:
    steps = draft.get("steps")
    if draft.get("kind") != "path" or not isinstance(steps, tuple):
        return
    for number, step in enumerate(steps, 1):
        if isinstance(step, Data) and "ref" not in step and f"steps.{number}.ref" not in draft.faulty:
            yield draft.fault(
                "missing-field",
                f"steps.{number}",
                say("step {number} of a path has no ref", number=number),
                mend=say("add ref: type/slug of the entry that the step leads to"),
            )


GUIDE = ContentType(
    name="guide",
    folder="guides",
    slugs={"es": "guias", "en": "guides", "pt": "guias"},
    forms=("md", "yaml"),
    requires=("title", "summary", "topics", "date", "verified"),
    schema_type=lambda data: "HowTo" if data.items_of("steps") else "Article",
    names_feed=True,
    review_days=365,
    facets=("topics", "kind", "stages", "level", "countries"),
    ledger=("countries", "stages", "sizes", "level", "trade", "time", "cost", "authority"),
    meta=("kind", "level"),
    in_parts=True,
    links_terms=True,
    rules=(
        needs_when("steps", kind_is("path", "procedure"), say("a path or a procedure needs steps")),
        needs_when("authority", kind_is("procedure"), say("a procedure names the authority that decides")),
        needs_when("source", kind_is("procedure"), say("a procedure names its source")),
        _steps_lead_somewhere,
        in_order("cost_min", "cost_max"),
        amounts_need("currency", "cost_min", "cost_max"),
    ),
    own=(
        Field("kind", "enum(guide_kind)", "always", ("tipo", "kind", "tipo")),
        Field(
            "steps",
            "list[map(step)]",
            "conditional",
            ("pasos", "steps", "passos"),
            note="obligatory in path and procedure; in path each step has ref",
        ),
        Field(
            "ready_when",
            "list[text(160)]",
            "optional",
            ("señales de avance", "ready when", "sinais de avanço"),
            note="path: signs that the next step may start",
        ),
        Field("time", "text(60)", "optional", ("tiempo", "time", "tempo"), note="total, for people"),
        Field("cost_min", "number", "optional", ("costo mínimo", "minimum cost", "custo mínimo"), note="total"),
        Field("cost_max", "number", "optional", ("costo máximo", "maximum cost", "custo máximo"), note="total"),
        Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="obligatory with an amount"),
        Field(
            "documents_required",
            "list[map(paper)]",
            "optional",
            ("documentos exigidos", "documents required", "documentos exigidos"),
        ),
        Field(
            "authority",
            "ref(organization) or text(120)",
            "conditional",
            ("autoridad", "authority", "autoridade"),
            note="obligatory in procedure, as is source",
        ),
        Field("law", "list[map(law)]", "optional", ("ley", "law", "lei")),
        Field("level", "enum(level)", "optional", ("nivel", "level", "nível")),
        Field("trade", "enum(trade)", "optional", ("comercio", "trade", "comércio")),
    ),
)
