"""What a build notes of its pages, for the next one; see `kept_pages`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from hubgen.digest import digest, toolchain
from hubgen.model.output import Output
from hubgen.model.site import Site
from hubgen.model.views.codec import PAGES
from hubgen.model.views.page import Page
from hubgen.search.documents import SearchDocument
from hubgen.snapshot import Row
from hubgen.stages.held import SoundText
from hubgen.stages.hidden_words import Words
from hubgen.stages.kept_shown import in_rows, note_shown, only_shown
from hubgen.stages.kept_tables import (
    DOCUMENT,
    DOCUMENTS,
    ENTRY,
    FILE,
    FILES,
    HIDDEN,
    PAGE,
    ROWS,
    SCHEMA,
    TERMS,
    PageRow,
    before_of,
    build_of,
    document_row,
    entry_row,
    file_line,
    hidden_data,
    note_build,
    page_row,
    paths_row,
    rows_of_keys,
    sealed,
    terms_data,
    text_rows,
)
from hubgen.stages.plan.terms import terms_of
from hubgen.theme import FINDER, SEARCH

_AT_ONCE = 200


class BuildNotes:
    """Takes down the pages of a build while they are rendered; few of them are in the main memory at a time.

    They lie in a draft until the build has ended: those of the build before stand for a site that still stands. A disk
    that refuses ends the noting, not the build.
    """

    def __init__(self, path: Path, is_full: bool):
        self._path, self._draft, self._is_full = path, path.with_suffix(".draft"), is_full
        self._waiting: list[PageRow] = []
        self._languages: set[str] = set()
        self._db: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            self._db = sqlite3.connect(self._draft)
        self._change(lambda db: db.executescript(SCHEMA))

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
            row = name, sealed(PAGES.dump(made.hub), name)
            self._change(lambda db: db.execute("INSERT INTO meta VALUES (?, ?)", row))
        self._waiting.append(page_row(output, made, is_made=not is_known))
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def take_hub(self, files: Iterable[Row]) -> None:
        """Notes the files of the hub as they were before they were read."""
        self._change(lambda db: db.executemany(FILE, ((file_line(row),) for row in files)))
        self._change(lambda db: db.execute(FILES))

    def take_read(self, texts: Iterable[SoundText], rows: Mapping[str, Sequence[str]]) -> None:
        """Notes what was read.

        Args:
            texts: the sound entries in Markdown.
            rows: keys of the rows of spreadsheets, by file.
        """
        self._change(lambda db: db.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", text_rows(texts)))
        self._change(lambda db: db.executemany(ROWS, rows_of_keys(rows)))

    def take_hidden(self, words: Iterable[Words]) -> None:
        """Notes what no file of the site may say."""
        row = HIDDEN, hidden_data(words)
        self._change(lambda db: db.execute("INSERT INTO meta VALUES (?, ?)", row))

    def take_documents(self, documents: Iterable[SearchDocument]) -> None:
        """Notes what the search knows of the site."""
        documents = tuple(documents)
        self._change(lambda db: db.executemany(DOCUMENT, map(document_row, documents)))
        row = DOCUMENTS, digest([one.path for one in documents]).encode()
        self._change(lambda db: db.execute("INSERT INTO meta VALUES (?, ?)", row))

    def finish(self, site: Site, manifest: str) -> None:
        """The build was written.

        Args:
            manifest: digest of the manifest of the site.
        """
        self._flush()
        terms = TERMS, terms_data(terms_of(site))
        self._change(lambda db: db.execute("INSERT INTO meta VALUES (?, ?)", terms))
        self._change(lambda db: db.executemany(ENTRY, map(entry_row, in_rows(site))))
        self._change(lambda db: note_shown(db, frozenset(only_shown(site))))
        self._change(lambda db: db.executemany("INSERT INTO meta VALUES (?, ?)", _paths(db)))
        told = {"before": build_of(self._path), "program": toolchain(), "full": "yes" if self._is_full else ""}
        self._change(lambda db: note_build(db, manifest, told))
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
        self._change(lambda db: db.executemany(PAGE, self._waiting))
        self._waiting.clear()

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        try:
            if self._db is not None:
                change(self._db)
        except sqlite3.Error:
            self.close()
            self._db = None


def _paths(db: sqlite3.Connection) -> list[tuple[str, bytes]]:
    """The paths of all pages of the templates that an edit asks for."""
    query = "SELECT path FROM pages WHERE template = ? ORDER BY path"
    return [paths_row(one, [path for (path,) in db.execute(query, (one,))]) for one in (FINDER, SEARCH)]
