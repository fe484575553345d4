"""Term: a word of the trade and what it means; its entries make the glossary."""

from hubgen.model.field import Field
from hubgen.types.base import ContentType

TERM = ContentType(
    name="term",
    folder="glossary",
    slugs={"es": "glosario", "en": "glossary", "pt": "glossario"},
    forms=("csv", "yaml"),
    requires=("title", "summary"),
    schema_type=lambda data: "DefinedTerm",
    facets=("initial", "topics"),
    ledger=("abbr", "synonyms", "code", "see"),
    meta=("abbr", "synonyms"),
    feeds="none",
    by_initial=True,
    own=(
        Field("abbr", "text(20)", "optional", ("sigla", "abbreviation", "abreviatura")),
        Field(
            "synonyms",
            "list[text(60)]",
            "optional",
            ("sinónimos", "synonyms", "sinônimos"),
            note="also feed the search",
        ),
        Field("code", "code", "optional", ("código", "code", "código")),
        Field("see", "list[ref(term)]", "optional", ("véase", "see", "ver")),
    ),
)
