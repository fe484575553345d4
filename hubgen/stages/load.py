"""Files to entries: finds the files of a hub, reads each, and hands what it holds to `assemble`.

Every problem of every file is collected.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from hubgen.formats.tables.csv_table import Row, Table, read_table
from hubgen.formats.text import TABLE_LIMIT_BYTES, decode
from hubgen.memo import Memo
from hubgen.model.context import ValueContext
from hubgen.model.data_table import DataTable
from hubgen.model.entry import BodyLink, Entry
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Scalar
from hubgen.model.ring import Saved
from hubgen.model.thread import Thread
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say
from hubgen.project import Project, walk
from hubgen.stages.absent_columns import Head, head_of, in_its_words, told_once
from hubgen.stages.data_files import ReadTable, tables_of
from hubgen.stages.forums.entries import Forum, forum_of
from hubgen.stages.forums.topics import topic_names
from hubgen.stages.held import ContentFile, Held, Reader, SoundText, TextFile, missed, stem_of, text_file
from hubgen.stages.references import below_content
from hubgen.stages.ring_files import read_saved
from hubgen.stages.shelf import Shelf
from hubgen.stages.source import ABOUT, ABOUT_TYPE, PartRow
from hubgen.stages.tables import rows_as_nodes
from hubgen.types import BY_FOLDER, BY_NAME
from hubgen.types.base import ContentType
from hubgen.types.engine import read_part
from hubgen.types.item import row_faults
from hubgen.types.words import type_of_folder
from hubgen.workers import Workers

CONTENT_SUFFIXES = (".md", ".yaml", ".csv")
RENAMED: dict[str, str] = {
    **dict.fromkeys((".yml", ".yaml"), "yaml"),
    **dict.fromkeys((".markdown", ".mdown", ".md"), "md"),
    ".csv": "csv",
}
"""Endings, in small letters, of files that hubgen could read -> the form under which it reads them."""
SAVED: dict[str, str] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".tsv"), "csv"),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".txt"), "md"),
}
"""Endings of other programs, under which a person may have saved entries -> the form to save them in."""
STATIC = "static"


@frozen(slots=False)
class Loaded:
    """What a hub's files hold, before anything of them knows of the rest."""

    entries: tuple[Entry, ...]
    about: Entry | None
    static: tuple[str, ...]
    """Files below content/static/, by their path in the site."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Ids of entries whose file could not be read (`type/*`: a whole table); no reference to them is wrong."""
    files: int
    content: MappingType[str, int]
    """Files below content/ that are no entries, with their size in bytes."""
    tables: MappingType[tuple[str, str], DataTable]
    """The data of entries, by the entry's id and the language of the file."""
    threads: MappingType[str, Thread]
    """The mails of threads, by the id of their entry."""
    saved: MappingType[str, Saved]
    """What was fetched of partners, by the entry's id."""
    items: tuple[PartRow, ...] = ()
    """Offers and requests of organizations, from `items.csv`."""
    texts: tuple[SoundText, ...] = ()
    """The sound entries in Markdown; the page about the hub is none."""
    rows: MappingType[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each spreadsheet of entries the keys under which its rows are remembered, in their order, by file."""


@frozen(slots=False)
class LoadOptions:
    drafts: bool = False
    """Whether drafts are read as if they were to be published."""


@frozen(slots=False)
class _Rows:
    """A spreadsheet of entries, or of parts of them."""

    header: tuple[Scalar, ...]
    rows: deque[tuple[Mapping, Row]]


@dataclass
class _Loader:
    project: Project
    reader: Reader
    shelf: Shelf
    problems: list[Problem] = field(default_factory=list)
    of_entries: list[Problem] = field(default_factory=list)
    """What is wrong with single entries."""
    unread: set[str] = field(default_factory=set)
    files: int = 0
    content: dict[str, int] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    """Of the tables of entries, by file."""
    odd: list[tuple[Path, ContentType]] = field(default_factory=list)
    """Files below the folder of a type whose ending is not read; some are files for readers."""
    items: list[PartRow] = field(default_factory=list)
    texts: list[SoundText] = field(default_factory=list)
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    boxes: dict[str, list[Path]] = field(default_factory=dict)
    """Files of mail by the file that describes their folder."""
    inside: dict[Path, bool] = field(default_factory=dict)
    """Of folders, whether they lie in the hub."""

    def load(self) -> Loaded:
        content = self.project.content_dir
        files: list[ContentFile] = []
        tables: list[tuple[Path, ContentType]] = []
        about: list[ContentFile] = []
        static: list[str] = []
        for path in walk(content) if content.is_dir() else ():
            parts = path.relative_to(content).parts
            self._note(path, "/".join(parts))
            if parts[0] == STATIC and len(parts) > 1:
                if "/".join(parts) in self.content:
                    static.append("/".join(parts[1:]))
            elif len(parts) == 1:
                about += self._at_top(path)
            elif kind := BY_FOLDER.get(parts[0]):
                files += self._of_type(path, kind, tables)
            elif path.suffix in CONTENT_SUFFIXES:
                self._unknown_folder(path, parts[0])
        entries, named = self._entries(files)
        for path, kind in tables:
            if path not in named:
                entries += self._table(path, kind)
        self._refuse_faraway(named)
        threads: dict[str, Thread] = {}
        for forum in self._forums(entries, {file.name for file in files}):
            entries += forum.entries
            threads |= forum.threads
            self.problems += forum.problems
        pages, _ = self._entries(about)
        self._refuse_unread({*map(str, named)}, (*entries, *pages))
        data = {key: table for entry in entries for key, table in self._data(entry)}
        saved, faults = read_saved(entries, self.content, self._bytes)
        self.problems += faults
        return Loaded(
            tuple(sorted(entries, key=lambda e: e.id)),
            pages[0] if pages else None,
            tuple(static),
            tuple(in_its_words((*self.problems, *told_once(self.of_entries, self.heads)), self.heads)),
            frozenset(self.unread),
            self.files,
            self.content,
            data,
            threads,
            saved,
            tuple(self.items),
            tuple(self.texts),
            self.rows,
        )

    def _entries(self, files: list[ContentFile]) -> tuple[list[Entry], set[Path]]:
        """What the files hold, and the files that they name as copies to publish."""
        entries: list[Entry] = []
        named: set[Path] = set()
        for held in self.reader.files(files, self._text):
            entries += self._taken(held)
            named.update(Path(named_file(self.project, file, text)) for file, text in held.named)
        return entries, named

    def _taken(self, held: Held) -> tuple[Entry, ...]:
        if held.files and held.entries[0].type in BY_NAME:
            sound = held.entries[0]
            files = sound.sources if held.files == sound.sources else held.files  # the same ones are held once
            self.texts.append(SoundText(sound.id, files, held.outline))
        self.of_entries += held.problems
        self.unread.update(held.unread)
        return tuple(map(self.shelf.laid, held.entries))

    def _note(self, path: Path, name: str) -> None:
        """Remember that the file exists; one that leads out of the hub or cannot be seen is told, not remembered."""
        if path.suffix in CONTENT_SUFFIXES and not _is_text(name):
            self._fault(
                "unreadable-file",
                Location(self.project.name(path)),
                say("the name of this file is no text in UTF-8"),
                mend=say("rename it, with plain letters"),
            )
        try:
            if not self._is_inside(path):
                raise OSError(0, "the file is a link to a place outside the hub")
            # The mails of a box have addresses: nothing may publish it as it is.
            if path.is_file() and not _is_box(path):
                self.content[name] = path.stat().st_size
        except (OSError, RuntimeError) as error:  # pathlib tells a circle of links by a RuntimeError
            if path.suffix not in CONTENT_SUFFIXES:
                self._fault(
                    "unreadable-file",
                    Location(self.project.name(path)),
                    say("{reason}", reason=getattr(error, "strerror", None) or "the file is a link in a circle"),
                    mend=say("copy the file into the hub instead"),
                )

    def _is_inside(self, path: Path) -> bool:
        """Whether a path ends in the hub, whatever links lie on its way; asked of the file system once a folder."""
        if path.is_symlink():
            return path.resolve().is_relative_to(self._root)
        if path.parent not in self.inside:
            self.inside[path.parent] = path.parent.resolve().is_relative_to(self._root)
        return self.inside[path.parent]

    @cached_property
    def _root(self) -> Path:
        return self.project.root.resolve()

    def _at_top(self, path: Path) -> list[ContentFile]:
        if path.suffix == ".md" and path.name.partition(".")[0] == ABOUT:
            return self._file(path, ABOUT_TYPE)
        if path.suffix in CONTENT_SUFFIXES:
            self._fault(
                "unknown-field",
                Location(self.project.name(path)),
                say("no folder of content: where does this file belong?"),
                expected=say("a file in one of: {labels}", labels=", ".join(BY_FOLDER)),
            )
        return []

    def _unknown_folder(self, path: Path, folder: str) -> None:
        where = Location(self.project.name(path))
        meant = type_of_folder(folder)
        self._fault(
            "unknown-field",
            where,
            say('"{folder}" is no folder of content', folder=folder),
            expected=say("one of: {labels}", labels=", ".join(BY_FOLDER)),
            mend=say("move it to content/{folder}/", folder=meant.folder) if meant else None,
        )

    def _of_type(self, path: Path, kind: ContentType, tables: list[tuple[Path, ContentType]]) -> list[ContentFile]:
        if kind.boxes and path.suffix.lower() == kind.boxes:
            self.boxes.setdefault(self.project.name(path.with_name(kind.folder_file)), []).append(path)
            self.files += 1
            return []
        if path.suffix not in CONTENT_SUFFIXES:
            if path.is_dir():
                self._closed_folder(path)
            elif kind.boxes and self._begins_as_box(path):
                self._unnamed_box(path, kind)
            elif path.suffix.lower() in (RENAMED | SAVED):
                self.odd.append((path, kind))
            return []
        if path.name in kind.rows_of and path.parent == self.project.content_dir / kind.folder:
            self._parts(path, kind.rows_of[path.name])
            return []
        if path.suffix == ".csv" and "csv" in kind.forms:
            tables.append((path, kind))
            return []
        if not kind.takes(path.suffix):
            tables.append((path, kind))
            return []
        if kind.folder_file and not self._describes_folder(path, kind):
            return []
        self.files += 1
        return self._file(path, kind)

    def _begins_as_box(self, path: Path) -> bool:
        """Whether a file is a box of mail by its first line, as programs of mail keep them without an ending."""
        try:
            return next(self.project.lines(path), b"").startswith(b"From ")
        except ContentProblems:
            return False

    def _unnamed_box(self, path: Path, kind: ContentType) -> None:
        self._fault(
            "unknown-field",
            Location(self.project.name(path)),
            say("this is a box of mail, and only files that end in {suffix} are read", suffix=kind.boxes),
            mend=say("rename it to {file}", file=f"{path.name}{kind.boxes}"),
        )

    def _closed_folder(self, path: Path) -> None:
        self._fault(
            "unreadable-file",
            Location(self.project.name(path)),
            say("this folder cannot be opened"),
            mend=say("check that you may read it"),
        )

    def _refuse_unread(self, named: Container[str], entries: Iterable[Entry]) -> None:
        """Files with an ending under which a person may have saved entries, that nothing names as a file for readers.

        Which files an entry names is known only where every entry could be read.
        """
        if self.unread or not self.odd:
            return
        linked = {below_content(link.target.partition("#")[0], link.where.file) for link in _links(entries)}
        for path, kind in self.odd:
            below = path.relative_to(self.project.content_dir).as_posix()
            is_copy = any(f"{below.rpartition('.')[0]}.{form}" in self.content for form in ("csv", *kind.forms))
            if below not in linked and str(path) not in named and not is_copy and not kind.copied_file:
                self._fault(
                    "unknown-field",
                    Location(self.project.name(path)),
                    say("files that end in {suffix} are not read", suffix=path.suffix),
                    mend=_to_save(path, kind),
                )

    def _describes_folder(self, path: Path, kind: ContentType) -> bool:
        """Whether the file is the one that describes a folder directly below that of its type."""
        section = self.project.content_dir / kind.folder
        if path.name == kind.folder_file and path.parent.parent == section:
            return True
        self._fault(
            "unknown-field",
            Location(self.project.name(path)),
            say("{folder} takes one file of this kind in a folder of its own", folder=kind.folder),
            expected=say("a file such as {file}", file=f"content/{kind.folder}/name/{kind.folder_file}"),
            mend=say("rename or move it, or remove it"),
        )
        return False

    def _forums(self, entries: list[Entry], files: set[str]) -> Iterator[Forum]:
        """The threads of each list; a box beside no list is told."""
        topics = topic_names(entries)
        lists = {entry.sources[0]: entry for entry in entries if BY_NAME[entry.type].boxes}
        for file, boxes in self.boxes.items():
            if file in lists:
                yield forum_of(lists[file], boxes, self.project, topics, self.reader.context)
            elif file not in files and not any(one.where.file == file for one in self.problems):
                self._fault(
                    "missing-field",
                    Location(self.project.name(boxes[0])),
                    say("this box of mail belongs to no list"),
                    expected=say("a file such as {file}", file=self._place_of_list(file)),
                    mend=say("hubgen add thread writes one"),
                )

    def _place_of_list(self, file: str) -> str:
        """Where the file belongs that describes the folder of a box; a box beside other folders needs one first."""
        folder, _, name = file.rpartition("/")
        return f"{folder}/name/{name}" if folder.count("/") == 1 else file

    def _read(self, path: Path, limit: int) -> str | None:
        try:
            return decode(self.project.read(path), self.project.name(path), limit)
        except ContentProblems as fault:
            self.problems += fault.problems
            return None

    def _bytes(self, name: str) -> bytes:
        return self.project.read(self.project.content_dir / name)

    def _file(self, path: Path, kind: ContentType) -> list[ContentFile]:
        """A file of entries, to be read when it is its turn."""
        return [ContentFile(kind, *stem_of(path, kind), self.project.name(path))]

    def _text(self, file: ContentFile) -> TextFile | None:
        """The same with its text; None, and its entries are not missed, where it is no text."""
        try:
            return text_file(self.project, self.project.root / file.name, file.kind)
        except ContentProblems as fault:
            self.problems += fault.problems
            self.unread.update(missed(file.kind, file.stem, is_markdown=file.is_markdown))
            return None

    def _table(self, path: Path, kind: ContentType) -> Iterator[Entry]:
        name = self.project.name(path)
        if path.suffix == ".csv" and kind.data_field:
            self._fault(
                "unknown-field",
                Location(name),
                say("no entry names this file, and {folder} takes no entries from .csv files", folder=kind.folder),
                mend=say(
                    "name it in a .yaml file beside it: {field}: {file}; or remove it",
                    field=kind.data_field,
                    file=path.name,
                ),
            )
            return
        if not kind.takes(path.suffix):
            self._fault(
                "unknown-field",
                Location(name),
                say("{folder} takes no {suffix} files", folder=kind.folder, suffix=path.suffix),
                expected=say("one of: {labels}", labels=", ".join((*kind.files, *kind.rows_of))),
            )
            return
        if (table := self._rows(path, kind)) is None:
            return
        keys = self.rows[name] = self.reader.row_keys((row.text for _, row in table.rows), kind, table.header, name)
        for key in keys:
            node, _ = table.rows.popleft()  # each is let go when it is read: a row holds more than its entry
            yield from self._taken(self.reader.row(key, node, kind, name))

    def _rows(self, path: Path, kind: ContentType) -> _Rows | None:
        """The rows of a spreadsheet that have something in them; entries of a faulty one are not missed."""
        self.files += 1
        name = self.project.name(path)
        text = self._read(path, TABLE_LIMIT_BYTES)
        try:
            table = read_table(text, name) if text is not None else None
        except ContentProblems as fault:
            self.problems += fault.problems
            table = None
        if table is None:
            self.unread.add(f"{kind.name}/*")
            return None
        self.problems += table.problems
        if any(one.is_error for one in table.problems):
            self.unread.add(f"{kind.name}/*")
        rows, faults = rows_as_nodes(table, kind, self.reader.context.main_language)
        self.problems += faults
        filled = deque((node, row) for node, row in rows if node.pairs)
        self.heads[name] = head_of(table.header, kind, len(filled))
        return _Rows(table.header, filled)

    def _parts(self, path: Path, kind: ContentType) -> None:
        """The rows of a spreadsheet whose rows are no entries, each read by itself."""
        context, table = self.reader.context, self._rows(path, kind)
        for node, _ in table.rows if table else ():
            read = read_part(node, kind, context, context.main_language)
            self.problems += [*read.problems, *row_faults(read.data, read.places, read.faulty)]
            self.items.append(PartRow(read.data, read.places, self.project.name(path)))

    def _data(self, entry: Entry) -> Iterator[tuple[tuple[str, str], DataTable]]:
        """The data of an entry that keeps them in a file of their own; of a draft, what is wrong is a warning."""
        kind = BY_NAME[entry.type]
        named = entry.texts(kind.data_field)
        if named is None:
            return
        files = {lang: found for lang, text in named.values if (found := below_content(text, entry.places.start.file))}
        faults: list[Problem] = []
        yield from tables_of(entry, files, self._data_table(faults), self.reader.context, faults)
        is_draft = entry.is_draft and not self.reader.drafts
        self.problems += [fault.softened() for fault in faults] if is_draft else faults

    def _data_table(self, faults: list[Problem]) -> ReadTable:
        def read(file: str) -> Table | None:
            if file not in self.content or not file.lower().endswith(".csv"):
                return None
            self.files += 1
            path = self.project.content_dir / file
            text = self._read(path, TABLE_LIMIT_BYTES)
            try:
                return read_table(text, self.project.name(path)) if text is not None else None
            except ContentProblems as fault:
                faults.extend(fault.problems)
                return None

        return read

    def _refuse_faraway(self, named: Iterable[Path]) -> None:
        for path in named:
            if path.suffix == ".md":
                self._fault(
                    "broken-reference",
                    Location(self.project.name(path)),
                    say("this file is named as a download, but it is an entry"),
                )

    def _fault(self, rule: str, where: Location, message: Message, **more: Any) -> None:
        self.problems.append(problem(rule, where, message, **more))


def load(
    project: Project,
    context: ValueContext,
    memo: Memo,
    *,
    raw_html: bool = False,
    options: LoadOptions | None = None,
    workers: Workers | None = None,
) -> Loaded:
    """Every entry of a hub, in the order of ids, and every problem of its files."""
    reader = Reader(context, raw_html, (options or LoadOptions()).drafts, memo, workers or Workers())
    shelf = Shelf(project.state_dir if project.state_dir.is_dir() else None)
    return _Loader(project, reader, shelf).load()


def _to_save(path: Path, kind: ContentType) -> Message:
    """The way from a file that is not read to one that is."""
    suffix = path.suffix.lower()
    if suffix in RENAMED:
        return say("rename it to end in {right}", right=f".{RENAMED[suffix]}")
    form = SAVED[suffix]
    if form == "csv" and (form in kind.forms or kind.data_field):
        return say('save the sheet as "CSV UTF-8" under the name {name}', name=f"{path.stem}.csv")
    form = "md" if "md" in kind.forms else "yaml"
    return say(
        "write its text as {name}, or remove the file from {folder}", name=f"{path.stem}.{form}", folder=kind.folder
    )


def _links(entries: Iterable[Entry]) -> Iterator[BodyLink]:
    """The addresses in all texts of the entries, in every language."""
    for entry in entries:
        for bodies in (entry.body, *(texts for _, texts in entry.further)):
            for _, body in bodies.values if bodies else ():
                yield from body.links


def _is_text(name: str) -> bool:
    """Whether a name is one in UTF-8; for bytes that are not, Python has signs of its own."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _is_box(path: Path) -> bool:
    return path.suffix.lower() in {kind.boxes for kind in BY_NAME.values() if kind.boxes}


def named_file(project: Project, file: str, text: str) -> str:
    """The path of a file that another one names (`path`, `files.path`, `data`): it is no entry itself."""
    base = project.content_dir if text.startswith("/") else (project.root / file).parent
    return os.path.normpath(base / text.lstrip("/"))
