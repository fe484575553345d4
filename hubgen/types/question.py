"""Question: what people ask again and again, and a short answer; the most asked stand first."""

from hubgen.model.field import Field
from hubgen.types.base import ContentType

QUESTION = ContentType(
    name="question",
    folder="faq",
    slugs={"es": "preguntas", "en": "faq", "pt": "perguntas"},
    forms=("csv", "yaml"),
    requires=("title", "summary", "topics"),
    schema_type=lambda data: "FAQPage",
    facets=("topics",),
    answer="answer_ref",
    own=(
        Field(
            "order", "int", "optional", ("orden", "order", "ordem"), note="place among questions asked equally often"
        ),
        Field(
            "asked",
            "int",
            "optional",
            ("veces preguntada", "times asked", "vezes perguntada"),
            note="times counted in a survey or help desk; the most asked stand first",
        ),
        Field(
            "answer_ref",
            "ref",
            "optional",
            ("respuesta completa", "full answer", "resposta completa"),
            note="entry that answers in full",
        ),
    ),
)
