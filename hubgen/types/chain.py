"""Chain: who does what between the raw material and the buyer, tier by tier, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft
from hubgen.types.diagnostic import nearest
from hubgen.types.item import ITEM_ROW, ITEMS_FILE

LEAST_TIERS = 2


def _two_tiers(draft: Draft) -> Iterator[Problem]:
    tiers = draft.data.items_of("tiers")
    if draft.has("tiers") and len(tiers) < LEAST_TIERS:
        yield draft.fault(
            "value-type",
            "tiers",
            say("a single tier is no chain"),
            expected=say("at least {least} tiers", least=LEAST_TIERS),
        )


def _tiers_lead_on(draft: Draft) -> Iterator[Problem]:
    """Each tier has an id of its own, and delivers to others of the chain."""
    tiers = draft.data.items_of("tiers")
    known = dict.fromkeys(str(tier.get("id")) for tier in tiers if "id" in tier)
    seen: set[object] = set()
    for number, tier in enumerate(tiers, 1):
        name = tier.get("id")
        if name is not None and name in seen:
            yield draft.fault(
                "duplicate-address",
                f"tiers.{number}.id",
                say('the id "{id}" is taken by another item of {field}', id=name, field="tiers"),
                mend=say("give one of them another id"),
            )
        seen.add(name)
        for other in tier.items_of("next"):
            if other == name or other not in known:
                yield _leads_nowhere(draft, f"tiers.{number}.next", str(other), known, itself=other == name)


def _leads_nowhere(draft: Draft, field: str, name: str, known: dict[str, None], *, itself: bool) -> Problem:
    if itself:
        return draft.fault(
            "broken-reference",
            field,
            say('the tier "{name}" delivers to itself', name=name),
            mend=say("take it out of next"),
        )
    return draft.fault(
        "broken-reference",
        field,
        say('there is no tier "{name}"', name=name),
        expected=say("one of: {labels}", labels=", ".join(known)),
        mend=nearest(name, known),
    )


def _place_is_for_territories(draft: Draft) -> Iterator[Problem]:
    if draft.has("place") and draft.get("kind") not in ("territorial", None):
        yield draft.fault(
            "unknown-field",
            "place",
            say("place belongs to a territorial chain only"),
            mend=say("remove place, or write kind: territorial"),
        )


CHAIN = ContentType(
    name="chain",
    folder="chains",
    slugs={"es": "cadenas", "en": "chains", "pt": "cadeias"},
    forms=("yaml",),
    requires=("title", "summary", "topics", "countries"),
    schema_type=lambda data: "ItemList",
    facets=("kind", "countries", "products"),
    ledger=("place", "lead", "institutions", "countries", "regions", "products"),
    meta=("kind", "countries", "products"),
    structure=("tiers",),
    feeds="shared",
    rows_of={ITEMS_FILE: ITEM_ROW},
    rules=(_two_tiers, _tiers_lead_on, _place_is_for_territories),
    own=(
        Field("kind", "enum(chain_kind)", "always", ("tipo", "kind", "tipo")),
        Field("tiers", "list[map(tier)]", "always", note="at least two"),
        Field("lead", "ref(organization)", note="leader or coordinator"),
        Field("institutions", "list[ref(organization)]", note="support bodies"),
        Field("place", "text(120)", note="only of a `territorial` one"),
    ),
)
