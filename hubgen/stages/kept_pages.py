"""The pages of entries as the last build made them, for the next one in which only the words of a text differ.

One SQLite file beside the record of the last build, bound to the site by the digest of its manifest. Whatever is wrong
with it costs a whole build.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, is_dataclass, replace
from pathlib import Path
from typing import Literal

from hubgen.model.output import Output
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.views import data, entry, page, pieces, system, texts
from hubgen.model.views.entry import EntryView
from hubgen.model.views.page import HubView, Page
from hubgen.snapshot import Row
from hubgen.stages.held import Held

_VIEWS = (page, entry, pieces, texts, data, system)
_CLASSES = sorted(
    {one for module in _VIEWS for one in vars(module).values() if isinstance(one, type) and is_dataclass(one)},
    key=lambda one: f"{one.__module__}.{one.__qualname__}",
)
_CODEC = PlainCodec(*_CLASSES)
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (file TEXT PRIMARY KEY, files TEXT NOT NULL, id TEXT NOT NULL, outline TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (path TEXT PRIMARY KEY, owner TEXT NOT NULL, part INTEGER NOT NULL, template TEXT NOT NULL,
  tells TEXT NOT NULL, sources TEXT NOT NULL, page BLOB NOT NULL);
CREATE INDEX pages_owner ON pages (owner);
"""


_PageRow = tuple[str, str, int, str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of an entry: its output, without the way to its context, and the context."""

    output: Output
    page: Page


@dataclass(frozen=True, slots=True)
class KeptText:
    """An entry in Markdown: its files, relative to the hub, and what the rest of the site sees of it."""

    id: str
    files: tuple[str, ...]
    outline: str


class Collector:
    """Takes down the pages of a build while they are rendered."""

    def __init__(self) -> None:
        self.rows: list[_PageRow] = []
        self.hubs: dict[str, HubView] = {}

    def take(self, output: Output, made: Page) -> None:
        """Notes the page of an entry whose view is that of the entry alone."""
        if output.part is None or type(made.view) is not EntryView:
            return
        self.hubs[made.language] = made.hub
        self.rows.append(_row(output, made))


class KeptPages:
    """The file of one site."""

    def __init__(self, path: Path):
        self._path = path

    def write(self, found: Collector, held: Iterable[Held], hub: Sequence[Row], manifest: str) -> None:
        """Keeps everything anew; where that cannot be, the next build is a whole one."""
        self.forget()
        with suppress(OSError, sqlite3.Error), closing(sqlite3.connect(self._path)) as db:
            db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            db.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", found.rows)
            hubs = ((f"hub {lang}", _CODEC.dump(view)) for lang, view in found.hubs.items())
            db.executemany("INSERT INTO meta VALUES (?, ?)", hubs)
            db.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", _texts(held))
            _note(db, hub, manifest)
            db.commit()

    def forget(self) -> None:
        """Before anything is written: a build that is cut short has no pages."""
        with suppress(OSError):
            self._path.unlink()

    def hub(self, manifest: str) -> list[Row] | None:
        """The files of the hub as the build found them; None where the pages are not those of the site."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(self._open()) as db:
            if _meta(db, "manifest") == manifest.encode():
                return [tuple(row) for row in json.loads(_meta(db, "files"))]
        return None

    def text(self, file: str) -> KeptText | None:
        """The entry that a file is of; None where the file is no sound text of an entry."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(self._open()) as db:
            row = db.execute("SELECT id, files, outline FROM texts WHERE file = ?", (file,)).fetchone()
            return KeptText(row[0], tuple(json.loads(row[1])), row[2]) if row else None
        return None

    def pages_of(self, owner: str) -> list[KeptPage]:
        """The pages of an entry; none where they cannot be read."""
        with suppress(Exception), closing(self._open()) as db:  # whatever does not come back is not there
            rows = db.execute("SELECT * FROM pages WHERE owner = ? ORDER BY path", (owner,)).fetchall()
            return [_kept(db, row) for row in rows]
        return []

    def update(self, pages: Iterable[KeptPage], hub: Sequence[Row], manifest: str) -> None:
        """The same with other pages at the paths of these, for a site that was written since."""
        with suppress(OSError, sqlite3.Error), closing(self._open()) as db:
            db.execute("PRAGMA synchronous = OFF")
            db.executemany(
                "REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", [_row(one.output, one.page) for one in pages]
            )
            _note(db, hub, manifest)
            db.commit()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=rw", uri=True)


def _row(output: Output, made: Page) -> _PageRow:
    page = _CODEC.dump(replace(made, hub=None))  # type: ignore[arg-type]
    sources = json.dumps(output.sources)
    return output.path, output.owner, output.part or 0, output.template, output.tells, sources, page


def _kept(db: sqlite3.Connection, row: _PageRow) -> KeptPage:
    path, owner, part, template, tells, sources, data = row
    made: Page = _CODEC.load(data)
    made = replace(made, hub=_CODEC.load(_meta(db, f"hub {made.language}")))
    form: Literal["", "part", "whole"] = "whole" if part == 0 else "part" if part > 1 else ""
    read = tuple(json.loads(sources))
    return KeptPage(Output(path, "page", read, owner, template, part=part, form=form, tells=tells), made)


def _texts(held: Iterable[Held]) -> Iterator[tuple[str, str, str, str]]:
    for one in held:
        files, outline = json.dumps(one.files), one.outline
        yield from ((file, files, one.entries[0].id, outline) for file in one.files)


def _note(db: sqlite3.Connection, hub: Sequence[Row], manifest: str) -> None:
    files = json.dumps(hub, ensure_ascii=False).encode("utf-8", "surrogatepass")
    db.executemany("REPLACE INTO meta VALUES (?, ?)", (("files", files), ("manifest", manifest.encode())))


def _meta(db: sqlite3.Connection, name: str) -> bytes:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else b""
