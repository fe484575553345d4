"""The pages of a site as the last build made them, for the next one in which only words of few entries differ.

One SQLite file beside the record of the last build, bound to the site by the digest of its manifest. Whatever is wrong
with it costs a whole build: what it holds of pages and of the search stands there with a checksum, and what it holds of
entries is compared with those. That of the build before a whole build stays beside it: what differs says why pages
were made again.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from hubgen.digest import toolchain
from hubgen.model.entry import Data, Entry, Localized, Places, Ref
from hubgen.model.finding import Unexplained
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.site import Published, Site
from hubgen.model.views.codec import PAGES
from hubgen.model.views.entry import EntryView
from hubgen.model.views.page import Page
from hubgen.problems import Location
from hubgen.search.documents import SearchDocument
from hubgen.snapshot import Row
from hubgen.stages.held import SoundText
from hubgen.stages.referred import refs_in
from hubgen.types import BY_NAME

_DOCUMENTS = PlainCodec(SearchDocument)
_ENTRIES = PlainCodec(Published, Entry, Localized, Data, Ref, Places, Location, Unexplained)
_SCHEMA = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE files (line BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE texts (file TEXT PRIMARY KEY, files TEXT NOT NULL, id TEXT NOT NULL, outline TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE rows (file TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (id TEXT PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE documents (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, document BLOB NOT NULL);
CREATE TABLE shown (path TEXT NOT NULL, page TEXT NOT NULL, PRIMARY KEY (path, page)) WITHOUT ROWID;
CREATE TABLE pages (path TEXT PRIMARY KEY, owner TEXT NOT NULL, part INTEGER, template TEXT NOT NULL,
  tells TEXT NOT NULL, sources TEXT NOT NULL, made INTEGER NOT NULL, page BLOB NOT NULL);
CREATE INDEX pages_owner ON pages (owner);
CREATE INDEX pages_template ON pages (template);
"""


_PAGE = "REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ROWS = "REPLACE INTO rows VALUES (?, ?)"
_ENTRY = "REPLACE INTO entries VALUES (?, ?)"
_FILE = "REPLACE INTO files VALUES (?)"
_DOCUMENT = "INSERT INTO documents (path, document) VALUES (?, ?)"
_SAME_DOCUMENT = "UPDATE documents SET document = ?2 WHERE path = ?1"
_SHOWN = "INSERT OR IGNORE INTO shown VALUES (?, ?)"
_AT_ONCE = 200
_PageRow = tuple[str, str, int | None, str, str, str, bool, bytes]


@frozen
class KeptPage:
    """A page: its output, without the way to its context, and the context."""

    output: Output
    page: Page


class Collector:
    """Takes down the pages of a build while they are rendered; few of them are in the main memory at a time.

    They lie in a draft until the build has ended: those of the build before stand for a site that still stands. A disk
    that refuses ends the noting, not the build.
    """

    def __init__(self, path: Path, is_full: bool):
        self._path, self._draft, self._is_full = path, path.with_suffix(".draft"), is_full
        self._waiting: list[_PageRow] = []
        self._languages: set[str] = set()
        self._db: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            self._db = sqlite3.connect(self._draft)
        self._change(lambda db: db.executescript(_SCHEMA))

    def take(self, output: Output, made: Page, is_known: bool) -> None:
        """Notes a page.

        Args:
            is_known: it came from memory.
        """
        if self._db is None:
            return
        if made.language not in self._languages:
            self._languages.add(made.language)
            name = f"hub {made.language}"
            row = name, _sealed(PAGES.dump(made.hub), name)
            self._change(lambda db: db.execute("INSERT INTO meta VALUES (?, ?)", row))
        self._waiting.append(_row(output, made, is_made=not is_known))
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def take_hub(self, files: Iterable[Row]) -> None:
        """Notes the files of the hub as they were before they were read."""
        self._change(lambda db: db.executemany(_FILE, ((_line(row),) for row in files)))

    def take_read(self, texts: Iterable[SoundText], rows: Mapping[str, Sequence[str]]) -> None:
        """Notes what was read.

        Args:
            texts: the sound entries in Markdown.
            rows: keys of the rows of spreadsheets, by file.
        """
        self._change(lambda db: db.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", _texts(texts)))
        self._change(lambda db: db.executemany(_ROWS, _keys(rows)))

    def take_documents(self, documents: Iterable[SearchDocument]) -> None:
        """Notes what the search knows of the site."""
        self._change(lambda db: db.executemany(_DOCUMENT, map(_document, documents)))
        self._change(
            lambda db: db.execute("INSERT INTO meta SELECT 'documents', CAST(count(*) AS BLOB) FROM documents")
        )

    def finish(self, site: Site, manifest: str) -> None:
        """The build was written.

        Args:
            manifest: digest of the manifest of the site.
        """
        self._flush()
        self._change(lambda db: db.executemany(_ENTRY, map(_entry, _in_rows(site))))
        self._change(lambda db: db.executemany(_SHOWN, _shown(db, frozenset(_only_shown(site)))))
        told = {"before": _build(self._path), "program": toolchain(), "full": "yes" if self._is_full else ""}
        self._change(lambda db: _note(db, manifest, told))
        self._change(sqlite3.Connection.commit)
        if self._db is not None:
            self._db.close()
            with suppress(OSError):
                # Of an edit that was cut short: SQLite would put what it says back into the new file.
                Path(f"{self._path}-journal").unlink(missing_ok=True)
                self._path.replace(before_of(self._path))
            with suppress(OSError):
                self._draft.replace(self._path)

    def close(self) -> None:
        """What was not finished is let go."""
        if self._db is not None:
            self._db.close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)

    def _flush(self) -> None:
        self._change(lambda db: db.executemany(_PAGE, self._waiting))
        self._waiting.clear()

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        try:
            if self._db is not None:
                change(self._db)
        except sqlite3.Error:
            self.close()
            self._db = None


class KeptPages:
    """The file of one site."""

    def __init__(self, path: Path):
        self._path = path

    @contextmanager
    def collecting(self, *, is_full: bool) -> Iterator[Collector]:
        """Makes the file anew for one build; one that is cut short leaves that of the build before.

        Args:
            is_full: the build may use nothing that is remembered.
        """
        with closing(Collector(self._path, is_full)) as collector:
            yield collector

    def changed(self, hub: Sequence[Row], manifest: str) -> dict[str, Row | None]:
        """The files of the hub that are others than the build found, by path; None for one that has gone.

        Raises:
            LookupError: the pages are not those of the site.
        """
        with self._reading() as db:
            if _meta(db, "manifest") != manifest.encode():
                raise LookupError(manifest)
            before = {line for (line,) in db.execute("SELECT line FROM files")}
        now = {_line(row): row for row in hub}
        gone: dict[str, Row | None] = dict.fromkeys(map(_path, before - now.keys()))
        return gone | {row[0]: row for line, row in now.items() if line not in before}

    def text(self, file: str) -> SoundText | None:
        """The entry that a file is of; None where the file is no sound text of an entry."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(self._open()) as db:
            row = db.execute("SELECT id, files, outline FROM texts WHERE file = ?", (file,)).fetchone()
            return SoundText(row[0], tuple(json.loads(row[1])), row[2]) if row else None
        return None

    def pages_of(self, owner: str) -> list[KeptPage]:
        """The pages of an entry whose view is that of the entry alone.

        Raises:
            LookupError: they cannot be read; so of all pages below.
        """
        return self._pages("owner = ? AND part IS NOT NULL", owner)

    def pages_with(self, path: str) -> list[KeptPage]:
        """The pages that name a page of an entry of which something is only shown; no other shows anything of it."""
        return self._pages("path IN (SELECT page FROM shown WHERE path = ?)", path)

    def paths_from(self, template: str) -> list[str]:
        """The paths of the pages of a template."""
        with self._reading() as db:
            return [
                path for (path,) in db.execute("SELECT path FROM pages WHERE template = ? ORDER BY path", (template,))
            ]

    def page(self, path: str) -> KeptPage:
        """The page at a path."""
        (found,) = self._pages("path = ?", path)
        return found

    def keys(self, file: str) -> tuple[str, ...]:
        """The keys of the rows of a spreadsheet, relative to the hub; none where it is none of entries."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(self._open()) as db:
            row = db.execute("SELECT keys FROM rows WHERE file = ?", (file,)).fetchone()
            return tuple(json.loads(row[0])) if row else ()
        return ()

    def entry(self, entry_id: str) -> Published | None:
        """An entry of a spreadsheet or one that such an entry names, without its text."""
        with suppress(Exception), closing(self._open()) as db:
            row = db.execute("SELECT entry FROM entries WHERE id = ?", (entry_id,)).fetchone()
            found: Published = _ENTRIES.load(row[0])
            return found
        return None

    def document(self, path: str) -> SearchDocument | None:
        """What the search knows of a page; None where it knows nothing of it.

        Raises:
            LookupError: it cannot be read; so of all documents.
        """
        with self._reading() as db:
            if _meta(db, "documents") != b"%d" % db.execute("SELECT count(*) FROM documents").fetchone():
                raise LookupError(path)  # that there is none of a page has to be certain
            row = db.execute("SELECT path, document FROM documents WHERE path = ?", (path,)).fetchone()
            return _kept_document(*row) if row else None

    def documents(self) -> list[SearchDocument]:
        """All of them, in the order in which they were told; none where no index was made."""
        with self._reading() as db:
            return [_kept_document(*row) for row in db.execute("SELECT path, document FROM documents ORDER BY number")]

    def update(
        self,
        pages: Iterable[KeptPage],
        rows: Mapping[str, Sequence[str]],
        entries: Iterable[Published],
        documents: Iterable[SearchDocument],
        files: Mapping[str, Row | None],
        made: Collection[str],
        manifest: str,
    ) -> None:
        """The same with these in the place of those of the same name, for a site that was written since.

        Args:
            files: those of the hub that are others now; see `changed`.
            made: paths of those of the pages that did not come from memory.
        """
        with suppress(OSError, sqlite3.Error), closing(self._open()) as db:
            db.execute("PRAGMA synchronous = OFF")
            changed = [_row(one.output, one.page, is_made=one.output.path in made) for one in pages]
            same = "SELECT 1 FROM pages WHERE path = ? AND page = ?"
            edited = [path for path, *_, data in changed if not db.execute(same, (path, data)).fetchone()]
            db.executemany(_PAGE, changed)
            for path, *_, data in changed:
                db.executemany(_SHOWN, _shown_too(db, path, data))
            db.executemany(_ROWS, _keys(rows))
            db.executemany(_ENTRY, map(_entry, entries))
            db.executemany(_SAME_DOCUMENT, map(_document, documents))
            for path, now in files.items():
                start = f"{path}\0".encode("utf-8", "surrogatepass")
                db.execute("DELETE FROM files WHERE line > ? AND line < ?", (start, start[:-1] + b"\1"))
                db.executemany(_FILE, [(_line(now),)] if now else [])
            told = {"pages": edited, "made": sorted(made), "files": sorted(files)}
            _note(db, manifest, {"edit": json.dumps(told)})
            db.commit()

    def _pages(self, which: str, value: object) -> list[KeptPage]:
        with self._reading() as db:
            rows = db.execute(f"SELECT * FROM pages WHERE {which} ORDER BY path", (value,)).fetchall()
            return [_kept(db, row) for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._open()) as db:
                yield db
        except Exception as error:  # none is passed over: it may be the one that would become stale
            raise LookupError(self._path) from error

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=rw", uri=True)


def before_of(path: Path) -> Path:
    """Where the pages of the build before are kept."""
    return path.with_suffix(".before.sqlite3")


def _row(output: Output, made: Page, *, is_made: bool) -> _PageRow:
    page = _sealed(PAGES.dump(replace(made, hub=None)), output.path)  # type: ignore[arg-type]
    sources = json.dumps(output.sources)
    part = output.part if type(made.view) is EntryView else None
    return output.path, output.owner, part, output.template, output.tells, sources, is_made, page


def _kept(db: sqlite3.Connection, row: _PageRow) -> KeptPage:
    path, owner, part, template, tells, sources, _, data = row
    made: Page = PAGES.load(unsealed(data, path))
    name = f"hub {made.language}"
    made = replace(made, hub=PAGES.load(unsealed(_meta(db, name), name)))
    form: Literal["", "part", "whole"] = "whole" if part == 0 else "part" if part and part > 1 else ""
    read = tuple(json.loads(sources))
    return KeptPage(Output(path, "page", read, owner, template, part=part, form=form, tells=tells), made)


def _keys(rows: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(file, json.dumps(keys)) for file, keys in rows.items()]


def _in_rows(site: Site) -> list[Published]:
    """The entries of spreadsheets of which something is only shown, and those that they name."""
    found = _only_shown(site)
    near = {name for one in found.values() for name in refs_in(one.entry.data)} - found.keys()
    return [*found.values(), *(one for one in site.entries if one.id in near)]


def _only_shown(site: Site) -> dict[str, Published]:
    return {one.id: one for one in site.entries if BY_NAME[one.type].only_shown and is_row(one)}


def _shown(db: sqlite3.Connection, ids: Container[str]) -> Iterator[tuple[str, str]]:
    """The pages of some entries, each with a page that names it, itself among them."""
    own = {path for path, owner in db.execute("SELECT path, owner FROM pages") if owner in ids}
    if own:
        named = _naming({path[: path.rfind("/") + 1] for path in own})
        for page, data in db.execute("SELECT path, page FROM pages"):
            yield from ((path, page) for path in _named(named, data) & own)


def _shown_too(db: sqlite3.Connection, page: str, data: bytes) -> list[tuple[str, str]]:
    """Those of the pages of such entries that a page names now, where it may be another than before."""
    known = "SELECT 1 FROM shown WHERE path = ? LIMIT 1"
    return [(path, page) for path in _named(_naming([""]), data) if db.execute(known, (path,)).fetchone()]


def _naming(starts: Iterable[str]) -> re.Pattern[bytes]:
    """What finds paths that begin so in the bytes of a page."""
    return re.compile(rb'"((?:%b)[^"#\\]+)' % b"|".join(re.escape(start.encode()) for start in sorted(starts)))


def _named(naming: re.Pattern[bytes], data: bytes) -> set[str]:
    return {path.decode("utf-8", "surrogatepass") for path in naming.findall(data)}


def is_row(one: Published) -> bool:
    """Whether an entry is a row of a spreadsheet."""
    return all(file.endswith(".csv") for file in one.entry.sources)


def _entry(one: Published) -> tuple[str, bytes]:
    return one.id, _ENTRIES.dump(replace(one, entry=replace(one.entry, body=None, further=()), targets={}))


def _document(one: SearchDocument) -> tuple[str, bytes]:
    return one.path, _sealed(_DOCUMENTS.dump(one), one.path)


def _kept_document(path: str, data: bytes) -> SearchDocument:
    found: SearchDocument = _DOCUMENTS.load(unsealed(data, path))
    return found


def _texts(texts: Iterable[SoundText]) -> Iterator[tuple[str, str, str, str]]:
    for one in texts:
        files = json.dumps(one.files)
        yield from ((file, files, one.id, one.outline) for file in one.files)


def _note(db: sqlite3.Connection, manifest: str, told: Mapping[str, str]) -> None:
    """Notes the site, and what there is to tell of the build."""
    values = {"manifest": manifest, "build": str(time.time_ns()), **told}
    db.executemany("REPLACE INTO meta VALUES (?, ?)", ((name, value.encode()) for name, value in values.items()))


def _build(path: Path) -> str:
    """What names the build of a file, as no other; empty where it cannot be read."""
    with suppress(Exception), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return _meta(db, "build").decode()
    return ""


def _line(row: Row) -> bytes:
    path, size, written, touched, number = row
    return f"{path}\0{size} {written} {touched} {number}".encode("utf-8", "surrogatepass")


def _path(line: bytes) -> str:
    return line.partition(b"\0")[0].decode("utf-8", "surrogatepass")


def _sealed(data: bytes, name: str) -> bytes:
    """The data behind their checksum, of which the name under which they are kept is a part."""
    return b"%08x" % zlib.crc32(data, zlib.crc32(name.encode("utf-8", "surrogatepass"))) + data


def unsealed(sealed: bytes, name: str) -> bytes:
    """What is kept under a name.

    Raises:
        ValueError: it is not what was kept.
    """
    data = sealed[8:]
    if _sealed(data, name) != sealed:
        raise ValueError(name)
    return data


def _meta(db: sqlite3.Connection, name: str) -> bytes:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else b""
