"""Which pages show something of an entry whose row may be edited: they name a page of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterable, Iterator

from hubgen.model.site import Published, Site
from hubgen.stages.referred import refs_in
from hubgen.types import BY_NAME


def in_rows(site: Site) -> list[Published]:
    """The entries of spreadsheets of which something is only shown, and those that they name."""
    found = only_shown(site)
    near = {name for one in found.values() for name in refs_in(one.entry.data)} - found.keys()
    return [*found.values(), *(one for one in site.entries if one.id in near)]


def only_shown(site: Site) -> dict[str, Published]:
    return {one.id: one for one in site.entries if BY_NAME[one.type].only_shown and _is_row(one)}


def _is_row(one: Published) -> bool:
    """Whether an entry is a row of a spreadsheet."""
    return all(file.endswith(".csv") for file in one.entry.sources)


def shown(db: sqlite3.Connection, ids: Container[str]) -> Iterator[tuple[str, str]]:
    """The pages of some entries, each with a page that names it, itself among them."""
    own = {path for path, owner in db.execute("SELECT path, owner FROM pages") if owner in ids}
    if own:
        named = _naming({path[: path.rfind("/") + 1] for path in own})
        for page, data in db.execute("SELECT path, page FROM pages"):
            yield from ((path, page) for path in _named(named, data) & own)


def shown_too(db: sqlite3.Connection, page: str, data: bytes) -> list[tuple[str, str]]:
    """Those of the pages of such entries that a page names now, where it may be another than before."""
    known = "SELECT 1 FROM shown WHERE path = ? LIMIT 1"
    return [(path, page) for path in _named(_naming([""]), data) if db.execute(known, (path,)).fetchone()]


def _naming(starts: Iterable[str]) -> re.Pattern[bytes]:
    """What finds paths that begin so in the bytes of a page."""
    return re.compile(rb'"((?:%b)[^"#\\]+)' % b"|".join(re.escape(start.encode()) for start in sorted(starts)))


def _named(naming: re.Pattern[bytes], data: bytes) -> set[str]:
    return {path.decode("utf-8", "surrogatepass") for path in naming.findall(data)}
