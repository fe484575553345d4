"""Advisor: a person or a desk that answers questions, with the hours and the promise of an answer."""

from collections.abc import Iterator

from hubgen.model.entry import Data, Reference
from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import CardKind, ContentType, Draft, Join
from hubgen.types.rules import needs_when, reachable

DESK = "desk"


def card(data: Data) -> CardKind:
    """A desk is kept as a firm is, a person as a person."""
    return "org" if data.get("kind") == DESK else "individual"


def _has_a_contact_of_its_own(draft: Draft) -> Iterator[Problem]:
    """Others may name an adviser as their contact; an adviser has nobody behind it."""
    contact = draft.get("contact")
    if isinstance(contact, Reference):
        yield draft.fault(
            "value-type",
            "contact",
            say('an adviser has a contact of its own, not "{text}"', text=contact.text),
            expected=say("contact: with email, phone, whatsapp or url"),
        )


ADVISOR = ContentType(
    name="advisor",
    folder="advisors",
    slugs={"es": "asesores", "en": "advisors", "pt": "assessores"},
    forms=("csv", "yaml"),
    requires=("title", "summary", "topics", "contact"),
    private=frozenset({"consent"}),
    schema_type=lambda data: "Organization" if data.get("kind") == DESK else "Person",
    review_days=365,
    goes_stale=True,
    feeds="none",
    facets=("topics", "languages", "countries", "kind", "free"),
    ledger=("organization", "role", "reply", "free", "price_note", "languages", "countries", "regions", "sectors"),
    meta=("kind", "role", "languages"),
    card=card,
    joins=(Join("office_hours", "event", "hours"),),
    rules=(
        needs_when(
            "consent",
            lambda data: data.get("kind") not in (None, DESK),
            say("a person needs consent: the day on which they agreed to be listed"),
            say(
                "ask them, then write the day as consent: YYYY-MM-DD; what bears no name of a person has the kind desk"
            ),
        ),
        reachable(say("contact has no way to reach the adviser")),
        _has_a_contact_of_its_own,
    ),
    own=(
        Field("kind", "enum(advisor_kind)", "always", ("tipo", "kind", "tipo")),
        Field(
            "consent",
            "date",
            "conditional",
            ("consentimiento", "consent", "consentimento"),
            note="day the person agreed to be listed; obligatory for all but desk",
        ),
        Field("organization", "ref(organization)", "optional", ("organización", "organization", "organização")),
        Field("role", "text(80)", "optional", ("cargo", "role", "cargo")),
        Field(
            "languages",
            "list[lang]",
            "optional",
            ("idiomas de atención", "service languages", "idiomas de atendimento"),
        ),
        Field(
            "reply_days",
            "int",
            "optional",
            ("días de respuesta", "reply days", "dias de resposta"),
            note="promised answer time; 0 = the same day",
        ),
        Field("free", "bool", "optional", ("gratuito", "free", "gratuito")),
        Field("price_note", "text(120)", "optional", ("nota de precio", "price note", "nota de preço")),
    ),
)
