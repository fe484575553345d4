"""Which content type a person means by a word."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from hubgen.locale.formatting import fold
from hubgen.types import BY_FOLDER, TYPES
from hubgen.types.base import ContentType

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "topic": ("tema",),
    "guide": ("guía", "guia"),
    "news": ("noticia", "notícia"),
    "organization": (
        "organizations", "organización", "organizaciones", "organização", "company", "companies", "empresa", "empresas",
    ),
    "financing": ("finance", "funding", "financiación", "apoyo", "apoyos", "apoio"),
    "standard": ("norma", "rule"),
    "event": ("evento",),
    "document": ("documento",),
    "market": ("mercado",),
    "thread": (
        "foro", "fórum", "mailing-list", "mailinglist", "list", "lista", "lists", "listas", "conversación", "conversa",
    ),
    "advisor": ("adviser", "advisers", "asesor", "asesora", "mentor", "assessor", "assessora"),
    "question": (
        "pregunta", "pergunta", "duda", "dudas", "preguntas frecuentes", "perguntas frequentes",
        "frequently asked questions",
    ),
    "term": ("término", "termino", "termo", "definición", "definition"),
    "dataset": (
        "statistic", "data", "prices", "estadística", "dato", "datos", "cifras", "precios", "estatística", "dados",
        "preços",
    ),
    "notice": ("aviso", "anuncio", "anúncio", "tablón", "tablon", "mural"),
    "partner": ("socio", "socia", "parceiro", "parceira", "neighbour"),
    "diagnostic": ("diagnóstico", "autodiagnóstico", "autodiagnostico", "test", "quiz"),
    "chain": ("cadena", "cadeia", "cadena productiva", "value chain"),
}  # fmt: skip
"""Words for a type besides its name, its folder and its addresses."""


def find_type(word: str) -> ContentType | None:
    """The content type that a person means: its name or folder, singular or plural, English, Spanish or Portuguese."""
    return _types_by_word().get(fold(word))


def type_of_folder(name: str) -> ContentType | None:
    """The content type that a folder is meant for: the type of that word, or of a folder misspelt by a letter or so."""
    word = name.replace("-", " ").replace("_", " ")
    near = get_close_matches(name.lower(), BY_FOLDER, n=1, cutoff=0.8)
    return find_type(word) or (BY_FOLDER[near[0]] if near else None)


def nearest_type(word: str) -> str | None:
    """The name of the type whose words are nearest to what was written."""
    known = _types_by_word()
    near = get_close_matches(fold(word), known, n=1, cutoff=0.6)
    return known[near[0]].name if near else None


def _types_by_word() -> dict[str, ContentType]:
    return {
        fold(word): kind
        for kind in TYPES
        for word in (kind.name, f"{kind.name}s", kind.folder, *kind.slugs.values(), *OTHER_WORDS[kind.name])
    }
