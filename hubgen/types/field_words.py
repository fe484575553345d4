"""Words that people write for a field besides its name and its labels: known well enough to be mended, never read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hubgen.model.field import LABEL_LANGUAGES, Field

OTHER_WORDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "name": (("nombre",), ("name",), ("nome",)),
    "title": (("término", "pregunta", "nombre"), ("term", "question", "name"), ("termo", "pergunta", "nome")),
    "summary": (
        ("definición", "respuesta", "descripción"),
        ("definition", "answer", "description"),
        ("definição", "resposta", "descrição"),
    ),
    "languages": (("idiomas",), ("languages",), ("línguas",)),
    "start": (("inicio", "comienzo"), ("begin", "beginning"), ("início", "começo")),
    "license": (("licencia",), ("licence",), ("licença",)),
}
"""By the name of the field, in the languages of labels."""


def spellings(fields: Iterable[Field]) -> Iterator[tuple[str, Field, str]]:
    """What may be written for a field, the field, and its name in the language of that: names and labels come first."""
    known = tuple(fields)
    for field in known:
        yield from ((text, field, text) for text in (field.name, *field.labels))
    for field in known:
        for language, words in zip(LABEL_LANGUAGES, OTHER_WORDS.get(field.name, ()), strict=False):
            yield from ((word, field, field.label(language)) for word in words)
