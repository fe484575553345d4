"""The pages of a site as the last build made them, for the next one in which only words of few entries differ.

One SQLite file beside the record of the last build, bound to the site by the digest of its manifest. Whatever is wrong
with it costs a whole build: what it holds of pages and of the search stands there with a checksum, and what it holds of
entries is compared with those. That of the build before a whole build stays beside it: what differs says why pages
were made again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hubgen.digest import digest
from hubgen.model.site import Published
from hubgen.search.documents import SearchDocument
from hubgen.snapshot import Row
from hubgen.stages.build_notes import BuildNotes
from hubgen.stages.held import SoundText
from hubgen.stages.hidden_words import HiddenWords, Words
from hubgen.stages.kept_shown import note_shown_too, pages_naming
from hubgen.stages.kept_tables import (
    DOCUMENTS,
    ENTRY,
    FILE,
    FILES,
    HIDDEN,
    PAGE,
    ROWS,
    SAME_DOCUMENT,
    TERMS,
    KeptPage,
    document_row,
    entry_row,
    file_line,
    kept_document,
    kept_entry,
    kept_hidden_words,
    kept_page,
    kept_paths,
    kept_terms,
    meta,
    note_build,
    opened,
    page_row,
    path_of,
    rows_of_keys,
)
from hubgen.stages.plan.terms import Term


class KeptPages:
    """The file of one site."""

    def __init__(self, path: Path):
        self._path = path

    @contextmanager
    def noting(self, *, is_full: bool) -> Iterator[BuildNotes]:
        """Makes the file anew for one build; one that is cut short leaves that of the build before.

        Args:
            is_full: the build may use nothing that is remembered.
        """
        with closing(BuildNotes(self._path, is_full)) as notes:
            yield notes

    def changed(self, hub: Sequence[Row], manifest: str) -> dict[str, Row | None]:
        """The files of the hub that are others than the build found, by path; None for one that has gone.

        Raises:
            LookupError: the pages are not those of the site.
        """
        with self._reading() as db:
            if meta(db, "manifest") != manifest.encode():
                raise LookupError(manifest)
            before = {line for (line,) in db.execute("SELECT line FROM files")}
            if meta(db, "files") != b"%d" % len(before):
                raise LookupError(manifest)
            now = {file_line(row): row for row in hub}
            gone: dict[str, Row | None] = dict.fromkeys(map(path_of, before - now.keys()))
        return gone | {row[0]: row for line, row in now.items() if line not in before}

    def text(self, file: str) -> SoundText | None:
        """The entry that a file is of; None where the file is no sound text of an entry."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(opened(self._path, "rw")) as db:
            row = db.execute("SELECT id, files, outline FROM texts WHERE file = ?", (file,)).fetchone()
            return SoundText(row[0], tuple(json.loads(row[1])), row[2]) if row else None
        return None

    def pages_of(self, owner: str) -> list[KeptPage]:
        """The pages of an entry whose view is that of the entry alone.

        Raises:
            LookupError: they cannot be read; so of all pages below.
        """
        query = "SELECT * FROM pages WHERE owner = ? AND part IS NOT NULL ORDER BY path"
        with self._reading() as db:
            return [kept_page(db, row) for row in db.execute(query, (owner,)).fetchall()]

    def pages_with(self, path: str) -> list[KeptPage]:
        """The pages that name a page of an entry of which something is only shown; no other shows anything of it."""
        with self._reading() as db:
            return [_page(db, one) for one in pages_naming(db, path)]

    def paths_from(self, template: str) -> list[str]:
        """The paths of the pages of a template."""
        with self._reading() as db:
            return kept_paths(db, template)

    def page(self, path: str) -> KeptPage:
        """The page at a path."""
        with self._reading() as db:
            return _page(db, path)

    def keys(self, file: str) -> tuple[str, ...]:
        """The keys of the rows of a spreadsheet, relative to the hub; none where it is none of entries."""
        with suppress(OSError, sqlite3.Error, ValueError), closing(opened(self._path, "rw")) as db:
            row = db.execute("SELECT keys FROM rows WHERE file = ?", (file,)).fetchone()
            return tuple(json.loads(row[0])) if row else ()
        return ()

    def entry(self, entry_id: str) -> Published | None:
        """An entry of a spreadsheet or one that such an entry names, without its text."""
        with suppress(Exception), closing(opened(self._path, "rw")) as db:
            row = db.execute("SELECT entry FROM entries WHERE id = ?", (entry_id,)).fetchone()
            return kept_entry(entry_id, row[0])
        return None

    def hidden(self) -> HiddenWords[Words]:
        """What no file of the site may say.

        Raises:
            LookupError: it cannot be read.
        """
        with self._reading() as db:
            return HiddenWords(kept_hidden_words(meta(db, HIDDEN)))

    def terms(self) -> tuple[Term, ...]:
        """The terms of the glossary, in their order.

        Raises:
            LookupError: they cannot be read.
        """
        with self._reading() as db:
            return kept_terms(meta(db, TERMS))

    def documents(self) -> list[SearchDocument]:
        """What the search knows of pages, in the order in which it was told; nothing where no index was made.

        Raises:
            LookupError: it cannot be read.
        """
        with self._reading() as db:
            rows = db.execute("SELECT path, document FROM documents ORDER BY number").fetchall()
            if meta(db, DOCUMENTS) != digest([path for path, _ in rows]).encode():
                raise LookupError(DOCUMENTS)  # that there is none of a page has to be certain
            return [kept_document(*row) for row in rows]

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
        with suppress(OSError, sqlite3.Error, ValueError), closing(opened(self._path, "rw")) as db:
            db.execute("PRAGMA synchronous = OFF")
            changed = [page_row(one.output, one.page, is_made=one.output.path in made) for one in pages]
            same = "SELECT 1 FROM pages WHERE path = ? AND page = ?"
            edited = [path for path, *_, data in changed if not db.execute(same, (path, data)).fetchone()]
            db.executemany(PAGE, changed)
            for path, *_, data in changed:
                note_shown_too(db, path, data)
            db.executemany(ROWS, rows_of_keys(rows))
            db.executemany(ENTRY, map(entry_row, entries))
            said = list(map(document_row, documents))
            if said and db.executemany(SAME_DOCUMENT, said).rowcount != len(said):
                raise ValueError(DOCUMENTS)  # the old words would still look sound
            for path, now in files.items():
                start = f"{path}\0".encode("utf-8", "surrogatepass")
                db.execute("DELETE FROM files WHERE line > ? AND line < ?", (start, start[:-1] + b"\1"))
                db.executemany(FILE, [(file_line(now),)] if now else [])
            db.execute(FILES)
            told = {"pages": edited, "made": sorted(made), "files": sorted(files)}
            note_build(db, manifest, {"edit": json.dumps(told)})
            db.commit()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(opened(self._path, "rw")) as db:
                yield db
        except Exception as error:  # none is passed over: it may be the one that would become stale
            raise LookupError(self._path) from error


def _page(db: sqlite3.Connection, path: str) -> KeptPage:
    """The page at a path; raises ValueError where it is damaged, or is none."""
    row = db.execute("SELECT * FROM pages WHERE path = ?", (path,)).fetchone()
    if row is None:
        raise ValueError(path)
    return kept_page(db, row)
