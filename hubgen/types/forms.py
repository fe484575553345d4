"""The forms that readers fill in by mail: what the first line names, and the fields that are asked, a line each.

The page opens the mail of a form; what comes back is read by the same tables. In a language without words of its own
a form speaks English, as the labels of fields do.
"""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.field import LABEL_LANGUAGES, Field
from hubgen.model.frozen import frozen
from hubgen.types import BY_NAME
from hubgen.types.shared import SHARED

Words = tuple[str, str, str]
"""In Spanish, English and Portuguese, as the labels of fields."""

FORM_LABELS: Words = ("Formulario", "Form", "Formulário")
"""Label of the first line, whose value is the word of the form."""
END_OF_FORM = "-- "
"""The line behind which nothing is read: hints for the writer, a signature (RFC 3676, section 4.3)."""


@frozen
class Form:
    """A mail that a reader may send."""

    name: str
    type: str
    """Of the entry that it makes; empty where its first field names an entry that is there."""
    words: Words
    """What stands behind the label of the first line."""
    fields: tuple[str, ...]
    """Paths of the fields asked, in order: `title`, `item.quantity`."""
    subjects: Words | None = None
    """Subject of the mail, and text of the link that opens it; a correction has one for each entry."""

    def asked(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """Each path with the fields on it: one, or a map and what is in it."""
        for path in self.fields:
            name, _, inner = path.partition(".")
            fields = BY_NAME[self.type].fields if self.type else {field.name: field for field in SHARED}
            inside = BY_NAME[self.type].inner_fields(fields[name]) if inner else ()
            yield path, (fields[name], *(field for field in inside if field.name == inner))


CORRECTION = Form(
    "correction",
    "",
    ("corrección", "correction", "correção"),
    ("id",),
)
FORMS: tuple[Form, ...] = (
    Form(
        "directory",
        "organization",
        ("directorio", "directory", "diretório"),
        (
            "title",
            "summary",
            "kind",
            "countries",
            "regions",
            "sectors",
            "size",
            "topics",
            "languages",
            "contact.name",
            "contact.email",
            "contact.phone",
            "contact.whatsapp",
            "consent",
        ),
        ("Alta en el directorio", "Join the directory", "Entrar no diretório"),
    ),
    Form(
        "notice",
        "notice",
        ("aviso", "notice", "aviso"),
        (
            "kind",
            "title",
            "summary",
            "countries",
            "expires",
            "organization",
            "item.title",
            "item.code",
            "item.quantity",
            "item.unit",
            "item.price_min",
            "item.price_max",
            "item.currency",
            "contact.name",
            "contact.email",
            "contact.phone",
            "contact.whatsapp",
        ),
        ("Publicar un aviso", "Place a notice", "Publicar um aviso"),
    ),
    Form(
        "event",
        "event",
        ("evento", "event", "evento"),
        (
            "title",
            "summary",
            "kind",
            "topics",
            "countries",
            "start",
            "end",
            "mode",
            "place",
            "organizer",
            "price",
            "currency",
            "contact.email",
        ),
        ("Proponer un evento", "Propose an event", "Propor um evento"),
    ),
    CORRECTION,
)
BY_TYPE = {form.type: form for form in FORMS if form.type}


def in_language(words: Words, language: str) -> str:
    """The one of them in that language; English where there is none."""
    return dict(zip(LABEL_LANGUAGES, words, strict=True)).get(language.partition("-")[0], words[1])


def asked_label(fields: tuple[Field, ...], language: str) -> str:
    """The label of a line: "Artículo.cantidad"."""
    text = ".".join(field.label(language) for field in fields)
    return text[:1].upper() + text[1:]


def correction_subject(language: str, entry_id: str) -> str:
    """The one line that makes a mail a correction. It is the subject: all there is of the form on every page."""
    word = in_language(CORRECTION.words, language)
    return f"{word[:1].upper()}{word[1:]}: {entry_id}"


def first_line(form: Form, language: str) -> str:
    return f"{in_language(FORM_LABELS, language)}: {in_language(form.words, language)}"
