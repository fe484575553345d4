"""Links that open a mail with a form in it: one question a line, its answer behind the colon."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from hubgen.model.field import Field
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.pages.contacts import mail_address
from hubgen.types.forms import (
    BY_TYPE,
    END_OF_FORM,
    Form,
    asked_label,
    correction_subject,
    first_line,
    in_language,
)

HINTS = {"date": "form_day", "datetime": "form_moment"}
"""Kind of value -> the text that says how it is written."""


def form_link(kind: str, display: Display) -> Item | None:
    """The mail with which a reader sends an entry of that type; None without a form, or without a mailbox."""
    form, email = BY_TYPE.get(kind), display.config.contact.get("email")
    if form is None or form.subjects is None or not email:
        return None
    subject = in_language(form.subjects, display.language)
    body = "\n".join(_lines(form, display))
    return Item(subject, _mail(str(email), subject, body), note=display.texts["form_note"])


def correction_mail(display: Display, entry_id: str) -> str:
    """The mail that corrects an entry; empty where there is nobody to send it to."""
    email = display.config.contact.get("email")
    return _mail(str(email), correction_subject(display.language, entry_id)) if email else ""


def _lines(form: Form, display: Display) -> Iterator[str]:
    """The form, then what helps to fill it in, which nobody reads back."""
    asked = [(asked_label(fields, display.language), fields[-1]) for _, fields in form.asked()]
    yield first_line(form, display.language)
    yield from (f"{label}: " for label, _ in asked)
    yield from ("", END_OF_FORM, display.texts["form_how"])
    yield from (f"{label}: {hint}" for label, field in asked if (hint := _hint(field, display)))


def _hint(field: Field, display: Display) -> str:
    """The values to choose from, or how a day is written; empty where the label says enough."""
    kind = field.type.items or field.type
    if kind.kind == "enum" and field.name != "unit":
        terms = display.config.vocabularies[kind.argument].terms
        return ", ".join(display.term(kind.argument, term.id).text for term in terms)
    return display.texts[HINTS[kind.kind]] if kind.kind in HINTS else ""


def _mail(email: str, subject: str, body: str = "") -> str:
    """RFC 6068; lines end as in mails."""
    link = f"mailto:{mail_address(email)}?subject={_quoted(subject)}"
    return link + "&body={}".format(_quoted(body.replace("\n", "\r\n"))) if body else link


def _quoted(text: str) -> str:
    """Percent-encoded but for what stands in a query as it is; `+` is a space to some programs."""
    return quote(text, safe="/:@,;()")
