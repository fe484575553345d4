"""An answer to somebody whose form has gaps, ready to be sent: it is shown to the moderator, and kept nowhere.

It is in the language of the form, since its reader knows no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from hubgen.formats.mail.message import Mail
from hubgen.intake.letter import Letter
from hubgen.types.base import ContentType
from hubgen.types.forms import asked_label

WORDS: Mapping[str, tuple[str, str]] = {
    "es": (
        "Gracias por su correo. Nos falta, o no pudimos leer:",
        "Por favor envíe el formulario otra vez con esas líneas.",
    ),
    "en": (
        "Thank you for your mail. These lines are missing, or we could not read them:",
        "Please send the form once more with these lines.",
    ),
    "pt": (
        "Obrigado pelo seu e-mail. Falta, ou não conseguimos ler:",
        "Por favor, envie o formulário outra vez com essas linhas.",
    ),
}


def answer_link(mail: Mail, letter: Letter, kind: ContentType, paths: Iterable[str]) -> str:
    """A `mailto:` that asks for fields by the labels that the writer knows (RFC 6068); empty without an address."""
    if not mail.address:
        return ""
    before, after = WORDS[letter.language]
    labels = dict.fromkeys(_label(path, kind, letter.language) for path in paths)
    body = "\r\n".join((before, "", *(f"- {label}" for label in labels), "", after, ""))
    subject = quote(f"Re: {mail.subject}", safe="")
    return f"mailto:{quote(mail.address, safe='@')}?subject={subject}&body={quote(body, safe='')}"


def _label(path: str, kind: ContentType, language: str) -> str:
    name, _, inner = path.partition("@")[0].partition(".")
    field = kind.fields[name]
    last = inner.rpartition(".")[2]
    inside = next((one for one in kind.inner_fields(field) if one.name == last), None)
    return asked_label((field, inside) if inside else (field,), language)
