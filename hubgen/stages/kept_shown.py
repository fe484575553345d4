"""Which pages show something of an entry whose row may be edited: they name a page of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from hubgen.model.site import Published, Site
from hubgen.stages.kept_tables import SHOWN, SHOWN_SEAL, seal
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


def note_shown(db: sqlite3.Connection, ids: Container[str]) -> None:
    """Notes which pages name those of some entries."""
    db.executemany(SHOWN, _shown(db, ids))
    pairs = db.execute("SELECT path, page FROM shown ORDER BY path, page")
    pages = ((path, [page for _, page in found]) for path, found in groupby(pairs, itemgetter(0)))
    db.executemany(SHOWN_SEAL, ((path, seal([path, *named])) for path, named in pages))


def note_shown_too(db: sqlite3.Connection, page: str, data: bytes) -> None:
    """Notes those of the pages of such entries that a page names now, where it may be another than before."""
    known = "SELECT 1 FROM shown_seals WHERE path = ?"
    missing = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM shown WHERE path = ? AND page = ?)"
    for path in _named(_naming([""]), data):
        if db.execute(known, (path,)).fetchone() and db.execute(missing, (path, page)).fetchone():
            named = {*pages_naming(db, path), page}
            db.execute(SHOWN, (path, page))
            db.execute(SHOWN_SEAL, (path, seal([path, *sorted(named)])))


def pages_naming(db: sqlite3.Connection, path: str) -> list[str]:
    """The pages that name a page of such an entry, itself among them; raises ValueError where they are damaged."""
    named = [page for (page,) in db.execute("SELECT page FROM shown WHERE path = ? ORDER BY page", (path,))]
    known = db.execute("SELECT seal FROM shown_seals WHERE path = ?", (path,)).fetchone()
    if known != (seal([path, *named]),):
        raise ValueError(path)
    return named


def _shown(db: sqlite3.Connection, ids: Container[str]) -> Iterator[tuple[str, str]]:
    """The pages of some entries, each with a page that names it, itself among them."""
    own = {path for path, owner in db.execute("SELECT path, owner FROM pages") if owner in ids}
    if own:
        named = _naming({path[: path.rfind("/") + 1] for path in own})
        for page, data in db.execute("SELECT path, page FROM pages"):
            yield from ((path, page) for path in _named(named, data) & own)


def _naming(starts: Iterable[str]) -> re.Pattern[bytes]:
    """What finds paths that begin so in the bytes of a page."""
    return re.compile(rb'"((?:%b)[^"#\\]+)' % b"|".join(re.escape(start.encode()) for start in sorted(starts)))


def _named(naming: re.Pattern[bytes], data: bytes) -> set[str]:
    return {path.decode("utf-8", "surrogatepass") for path in naming.findall(data)}
