"""The tables of kept pages: how each thing lies in its row, and what is read back from there.

What no later step would notice to be damaged stands behind a checksum.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from hubgen.model.entry import Data, Entry, Localized, Places, Ref
from hubgen.model.finding import Unexplained
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.site import Published
from hubgen.model.views.codec import PAGES
from hubgen.model.views.entry import EntryView
from hubgen.model.views.page import Page
from hubgen.problems import Location
from hubgen.search.documents import SearchDocument
from hubgen.snapshot import Row
from hubgen.stages.held import SoundText
from hubgen.stages.hidden_words import Words
from hubgen.stages.plan.terms import Term

_SEAL = 8
_DOCUMENTS = PlainCodec(SearchDocument)
_TERMS = PlainCodec(Term)
ENTRIES = PlainCodec(Published, Entry, Localized, Data, Ref, Places, Location, Unexplained)
SCHEMA = """
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
CREATE TABLE shown_seals (path TEXT PRIMARY KEY, seal INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (path TEXT PRIMARY KEY, owner TEXT NOT NULL, part INTEGER, template TEXT NOT NULL,
  tells TEXT NOT NULL, sources TEXT NOT NULL, seal INTEGER NOT NULL, made INTEGER NOT NULL, page BLOB NOT NULL);
CREATE INDEX pages_owner ON pages (owner);
"""

PAGE = "REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
ROWS = "REPLACE INTO rows VALUES (?, ?)"
ENTRY = "REPLACE INTO entries VALUES (?, ?)"
FILE = "REPLACE INTO files VALUES (?)"
FILES = "REPLACE INTO meta SELECT 'files', CAST(count(*) AS BLOB) FROM files"
"""How many they are: of one that is lost nobody would know that it went."""
DOCUMENT = "INSERT INTO documents (path, document) VALUES (?, ?)"
SAME_DOCUMENT = "UPDATE documents SET document = ?2 WHERE path = ?1"
HIDDEN = "hidden"
"""Under that name stands what no file may say."""
TERMS = "terms"
"""And there the terms of the glossary."""
DOCUMENTS = "documents"
"""And there the digest of the paths that the search knows, in their order."""
SHOWN = "INSERT OR IGNORE INTO shown VALUES (?, ?)"
SHOWN_SEAL = "REPLACE INTO shown_seals VALUES (?, ?)"
PageRow = tuple[str, str, int | None, str, str, str, int, bool, bytes]


@frozen
class KeptPage:
    """A page: its output, without the way to its context, and the context."""

    output: Output
    page: Page


def before_of(path: Path) -> Path:
    """Where the pages of the build before are kept."""
    return path.with_suffix(".before.sqlite3")


def opened(path: Path, mode: Literal["ro", "rw"]) -> sqlite3.Connection:
    """The file that is there; raises sqlite3.Error where there is none."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)


def meta(db: sqlite3.Connection, name: str, table: str = "main.meta") -> bytes:
    """What is noted under a name; nothing where nothing is."""
    row = db.execute(f"SELECT value FROM {table} WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else b""


def note_build(db: sqlite3.Connection, manifest: str, told: Mapping[str, str]) -> None:
    """Notes the site, and what there is to tell of the build."""
    values = {"manifest": manifest, "build": str(time.time_ns()), **told}
    db.executemany("REPLACE INTO meta VALUES (?, ?)", ((name, value.encode()) for name, value in values.items()))


def build_of(path: Path) -> str:
    """What names the build of a file, as no other; empty where it cannot be read."""
    with suppress(Exception), closing(opened(path, "ro")) as db:
        return meta(db, "build").decode()
    return ""


def page_row(output: Output, made: Page, *, is_made: bool) -> PageRow:
    """A page with its output.

    Args:
        is_made: it did not come from memory.
    """
    page = sealed(PAGES.dump(replace(made, hub=None)), output.path)  # type: ignore[arg-type]
    part = output.part if type(made.view) is EntryView else None
    about = output.path, output.owner, part, output.template, output.tells, json.dumps(output.sources)
    return *about, seal(about), is_made, page


def kept_page(db: sqlite3.Connection, row: PageRow) -> KeptPage:
    """What a row says; raises ValueError where it is damaged."""
    path, owner, part, template, tells, sources, known, _, data = row
    if seal((path, owner, part, template, tells, sources)) != known:
        raise ValueError(path)
    made: Page = PAGES.load(unsealed(data, path))
    name = f"hub {made.language}"
    made = replace(made, hub=PAGES.load(unsealed(meta(db, name), name)))
    form: Literal["", "part", "whole"] = "whole" if part == 0 else "part" if part and part > 1 else ""
    read = tuple(json.loads(sources))
    return KeptPage(Output(path, "page", read, owner, template, part=part, form=form, tells=tells), made)


def rows_of_keys(rows: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The keys of the rows of spreadsheets, by file."""
    return [(file, json.dumps(keys)) for file, keys in rows.items()]


def entry_row(one: Published) -> tuple[str, bytes]:
    """An entry without its text."""
    data = ENTRIES.dump(replace(one, entry=replace(one.entry, body=None, further=()), targets={}))
    return one.id, sealed(data, one.id)


def kept_entry(entry_id: str, data: bytes) -> Published:
    """What a row says; raises ValueError where it is damaged."""
    found: Published = ENTRIES.load(unsealed(data, entry_id))
    return found


def document_row(one: SearchDocument) -> tuple[str, bytes]:
    """What the search knows of a page."""
    return one.path, sealed(_DOCUMENTS.dump(one), one.path)


def kept_document(path: str, data: bytes) -> SearchDocument:
    """What a row says; raises ValueError where it is damaged."""
    found: SearchDocument = _DOCUMENTS.load(unsealed(data, path))
    return found


def hidden_data(words: Iterable[Words]) -> bytes:
    """What no file of the site may say."""
    return sealed(json.dumps([(one.text, one.is_title) for one in words]).encode(), HIDDEN)


def kept_hidden_words(data: bytes) -> list[Words]:
    """The same, read back; raises ValueError where it is damaged."""
    return [Words(text, is_title) for text, is_title in json.loads(unsealed(data, HIDDEN))]


def terms_data(terms: Iterable[Term]) -> bytes:
    """The terms of the glossary, in their order."""
    return sealed(_TERMS.dump(tuple(terms)), TERMS)


def kept_terms(data: bytes) -> tuple[Term, ...]:
    """The same, read back; raises ValueError where they are damaged."""
    found: tuple[Term, ...] = _TERMS.load(unsealed(data, TERMS))
    return found


def paths_row(template: str, paths: Sequence[str]) -> tuple[str, bytes]:
    """The paths of all pages of a template."""
    name = f"paths {template}"
    return name, sealed(json.dumps(paths).encode(), name)


def kept_paths(db: sqlite3.Connection, template: str) -> list[str]:
    """The same, read back; raises ValueError where they are damaged."""
    name = f"paths {template}"
    found: list[str] = json.loads(unsealed(meta(db, name), name))
    return found


def text_rows(texts: Iterable[SoundText]) -> Iterator[tuple[str, str, str, str]]:
    """The sound entries in Markdown, by file."""
    for one in texts:
        files = json.dumps(one.files)
        yield from ((file, files, one.id, one.outline) for file in one.files)


def file_line(row: Row) -> bytes:
    """A file as it stood, in one line that begins with its path."""
    path, size, written, touched, number = row
    return f"{path}\0{size} {written} {touched} {number}".encode("utf-8", "surrogatepass")


def path_of(line: bytes) -> str:
    """Of the file that a line is of."""
    return line.partition(b"\0")[0].decode("utf-8", "surrogatepass")


def sealed(data: bytes, name: str) -> bytes:
    """The data behind their checksum, of which the name under which they are kept is a part."""
    return b"%08x" % zlib.crc32(data, zlib.crc32(name.encode("utf-8", "surrogatepass"))) + data


def seal(values: Sequence[str | int | None]) -> int:
    """The checksum of a row, for one more column of it."""
    return zlib.crc32(json.dumps(values).encode())


def unsealed(data: bytes, name: str) -> bytes:
    """What is kept under a name.

    Raises:
        ValueError: it is not what was kept.
    """
    if sealed(data[_SEAL:], name) != data:
        raise ValueError(name)
    return data[_SEAL:]
