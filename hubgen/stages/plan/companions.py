"""Files that stand beside a page and belong to it: their names, and which entries have one."""

from __future__ import annotations

from hubgen.model.entry import Data
from hubgen.model.site import Published
from hubgen.types import BY_NAME
from hubgen.types.base import Today

CALENDAR = "calendar.ics"
CONTACT = "contact.vcf"
CSV, JSON, JSON_SCHEMA = "data.csv", "data.json", "data.schema.json"
OPML = "feeds.opml"
CATALOG = "catalog.jsonld"
MESSAGES, TENDERS = "sms.txt", "ocds.json"
RING = "ring.opml"

OVER = ("past", "closed", "historical", "replaced")
"""States of entries whose dates nobody needs any more."""


def has_calendar(one: Published, today: Today) -> bool:
    """Whether a reader may want the dates of this entry alone."""
    return one.life == "current" and one.status not in OVER and bool(BY_NAME[one.type].dates(one.entry.data, today))


def has_contact(one: Published) -> bool:
    """Whether there is a contact to keep: of somebody who is there and can be reached."""
    data = one.entry.data
    return bool(BY_NAME[one.type].card(data)) and one.life == "current" and isinstance(data.get("contact"), Data)
