"""Items that take part in matching: of firms, and of notices that sell or buy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from hubgen.locale.formatting import fold
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.frozen import frozen
from hubgen.model.site import Published, Site
from hubgen.types.item import SIDES
from hubgen.types.organization import STALE_DAYS

Side = Literal["offer", "seek"]
ANYWHERE = "all"
"""As a country: every one."""
_SIDE_OF_NOTICE: Mapping[str, Side] = {"sell": "offer", "buy": "seek"}
_FIELDS: Mapping[str, Side] = {field: side for side, field in SIDES.items()}  # type: ignore[misc]


@frozen(eq=False)
class Good:
    """An offer or a request as others are compared with it."""

    entry: Published
    """The firm or the notice in which it stands."""
    side: Side
    item: Data
    scheme: str
    code: str
    """Digits of `hs` or `isic`."""
    party: str
    """Id of the firm; of a notice without one, of the notice: nothing is matched with what is its own."""
    verified: date
    """Last day on which a person confirmed the firm; of a notice without one, the day of the notice."""
    places: frozenset[str]
    """An offer: the countries that it reaches. A request: where it is wanted."""
    held: frozenset[str]
    """Certificates in every language in which they are named, folded."""
    asked: tuple[frozenset[str], ...]
    """Certificates one by one, each in every language."""
    quantity: Decimal | None
    unit: str
    per: str
    """How often the quantity comes: `once`, or each `month`, `year`."""
    lead_days: int | None

    @property
    def title(self) -> str:
        return self.item.text("title")

    @property
    def order(self) -> tuple[str, str, str]:
        """What sets goods of the same day apart, in whatever order they were written."""
        return self.entry.id, f"{self.scheme}:{self.code}", self.title


def goods_of(site: Site, groups: Mapping[str, tuple[str, ...]]) -> Iterator[Good]:
    """All items of a site that may be matched on its day.

    Args:
        groups: of countries, by name; a group counts as its members.
    """
    for one in site.entries:
        if one.life != "current":
            continue
        verified = _verified(one, site)
        if verified is None or verified + timedelta(days=STALE_DAYS) < site.day:
            continue
        for side, item in _items(one):
            good = _good(one, side, item, verified, groups)
            if good is not None and _ends(one, item) >= site.day:
                yield good


def _items(one: Published) -> Iterator[tuple[Side, Data]]:
    data = one.entry.data
    if one.type == "organization":
        for field, side in _FIELDS.items():
            yield from ((side, item) for item in data.items_of(field))
    elif one.type == "notice" and (kind := str(data.get("kind"))) in _SIDE_OF_NOTICE:
        item = data.get("item")
        if isinstance(item, Data):
            yield _SIDE_OF_NOTICE[kind], item


def _verified(one: Published, site: Site) -> date | None:
    """The day on which the firm was confirmed last; None where nobody ever did, or it has closed."""
    firm: Published | None = one
    if one.type == "notice":
        ref = one.entry.get("organization")
        if not isinstance(ref, Ref):
            return _day(one.entry.get("date"))
        firm = site.get(ref.id)
    return _day(firm.entry.get("verified")) if firm and firm.life == "current" else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _ends(one: Published, item: Data) -> date:
    """The last day of an item; that of a notice where it stands in one. Nothing without an end is matched."""
    until = _day(one.entry.get("expires") if one.type == "notice" else item.get("until"))
    return until or date.min


def _good(one: Published, side: Side, item: Data, verified: date, groups: Mapping[str, tuple[str, ...]]) -> Good | None:
    scheme, _, code = str(item.get("code", "")).partition(":")
    if scheme not in ("hs", "isic"):
        return None
    firm = one.entry.get("organization")
    quantity, lead_days = item.get("quantity"), item.get("lead_days")
    asked = tuple(_certificates(item))
    return Good(
        one, side, item, scheme, code,
        party=firm.id if isinstance(firm, Ref) else one.id,
        verified=verified,
        places=_places(item, one, groups),
        held=frozenset().union(*asked),
        asked=asked,
        quantity=Decimal(quantity) if isinstance(quantity, int | Decimal) and quantity > 0 else None,
        unit=str(item.get("unit", "")),
        per=str(item.get("per", "once")),
        lead_days=lead_days if isinstance(lead_days, int) else None,
    )  # fmt: skip


def _places(item: Data, one: Published, groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    named = item.items_of("ship_to") or one.entry.data.items_of("countries")
    return frozenset(member for code in named for member in groups.get(str(code), (str(code),)))


def _certificates(item: Data) -> Iterator[frozenset[str]]:
    """Each certificate by all its names; translations stand in the order of the original."""
    value = item.get("certificates")
    if not isinstance(value, Localized):
        return
    lists = [texts if isinstance(texts, tuple) else (texts,) for _, texts in value.values]
    same = [texts for texts in lists if len(texts) == len(lists[0])]
    for names in zip(*same, strict=True):
        yield frozenset(fold(name) for name in names)
