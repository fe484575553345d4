"""What is known of the partners of a hub: items of their feeds, and whom they name as partners themselves."""

from __future__ import annotations

from datetime import datetime

from hubgen.model.frozen import frozen


@frozen
class RingItem:
    """One item of the feed of another site, as plain text: nothing of it is markup."""

    id: str
    """As its writer gave it; the address where it gave none."""
    url: str
    """http or https."""
    title: str
    summary: str
    language: str
    """A language tag; empty where nobody says."""
    moment: datetime | None
    """When it was published, else last changed."""
    origin: str = ""
    """Where it was taken over from, as it says itself; empty for what the site wrote."""


@frozen
class Saved:
    """What was fetched of a partner and lies in the hub's folder."""

    items: tuple[RingItem, ...] = ()
    """The newest first."""
    neighbours: tuple[str, ...] | None = None
    """Addresses in its own list of partners; None where no list was fetched."""
    list_file: str = ""
    """The file of that list, relative to the hub."""
