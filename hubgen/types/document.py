"""Document: reports, laws, forms and templates, kept in the hub or linked."""

from collections.abc import Iterator

from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft
from hubgen.types.rules import needs_when, one_of


def _one_place(draft: Draft) -> Iterator[Problem]:
    if draft.has("path") and draft.has("url"):
        yield draft.fault(
            "value-type",
            "url",
            say("path and url exclude each other"),
            mend=say("keep path for a copy in the hub, url for an outside one"),
        )


DOCUMENT = ContentType(
    name="document",
    folder="documents",
    slugs={"es": "documentos", "en": "documents", "pt": "documentos"},
    forms=("csv", "yaml", "md"),
    requires=("title", "summary", "topics"),
    schema_type=lambda data: "Report" if data.get("kind") == "report" else "DigitalDocument",
    facets=("kind", "topics", "year", "languages", "publisher", "countries"),
    ledger=("authors", "publisher", "year", "languages", "pages", "identifier", "countries", "license"),
    meta=("kind", "year", "publisher"),
    copied_file="path",
    rules=(
        one_of("path", "url"),
        _one_place,
        needs_when(
            "license",
            lambda data: "path" in data,
            say("a copy kept in the hub needs its license"),
            say("fill in license: CC0-1.0, or the publisher's words"),
        ),
    ),
    own=(
        Field("kind", "enum(doc_kind)", "always", ("tipo", "kind", "tipo")),
        Field("year", "int", "always", ("año", "year", "ano")),
        Field(
            "path",
            "path",
            "conditional",
            ("archivo", "path", "arquivo"),
            note="copy kept in the hub; one of path, url",
        ),
        Field("url", "url", "conditional", ("enlace", "url", "link"), note="outside copy"),
        Field("authors", "list[string(120)]", "optional", ("autores", "authors", "autores")),
        Field("publisher", "string(120)", "optional", ("publicado por", "publisher", "publicado por")),
        Field(
            "license",
            "string(80)",
            "conditional",
            ("licencia", "license", "licença"),
            note="SPDX id or the publisher's words; obligatory with path",
        ),
        Field(
            "languages",
            "list[lang]",
            "optional",
            ("idiomas del documento", "document languages", "idiomas do documento"),
            note="of the document; default: of the entry",
        ),
        Field("pages", "int", "optional", ("páginas", "pages", "páginas")),
        Field(
            "identifier",
            "string(60)",
            "optional",
            ("identificador", "identifier", "identificador"),
            note="ISBN, ISSN, DOI, official number",
        ),
    ),
)
