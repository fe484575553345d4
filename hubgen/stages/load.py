"""Files to entries. Work on one file alone happens here: reading, typing, Markdown to clean HTML.

Every problem of every file is collected; a faulty entry goes on without its faulty fields.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hubgen.formats.csv_table import read_table
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.markdown import render_markdown
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import slugify
from hubgen.memo import Codec, Memo, digest, toolchain
from hubgen.model.body_codec import BodyResult, dump_body, load_body
from hubgen.model.context import ValueContext
from hubgen.model.entry import Body, Data, Entry, Localized, Places
from hubgen.model.field import Field
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.model.values import is_slug
from hubgen.problems import ContentProblems, Fix, Location, Message, Problem, problem, say
from hubgen.project import Project, walk
from hubgen.stages.tables import rows_as_nodes
from hubgen.types import BY_FOLDER, LATER_FOLDERS
from hubgen.types.base import ContentType, Draft
from hubgen.types.checks import check_entry
from hubgen.types.engine import Reading, merge_translation, read_entry, read_translation, texts_for_digest

CONTENT_SUFFIXES = (".md", ".yaml", ".csv")
ABOUT = "about"
STATIC = "static"
MARKDOWN_LIMIT = 2_000_000  # bytes; a book of 1,000 pages
TABLE_LIMIT = 30_000_000  # bytes; some 100,000 rows
_TEMPLATE_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)$")
_BODY_CODEC: Codec[BodyResult] = Codec(dump_body, load_body)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class LoadOptions:
    drafts: bool = False
    """Whether drafts are read as if they were to be published."""


@dataclass
class _Source:
    """One source of an entry: a file, an item of a list or a row."""

    kind: ContentType
    stem: str
    language: str
    """From a file's suffix; empty where there is none."""
    node: Mapping
    body: tuple[str, int] | None
    """Markdown below the front matter, and its first line."""
    file: str
    in_list: bool = False


@dataclass
class _Loader:
    project: Project
    context: ValueContext
    raw_html: bool
    memo: Memo
    options: LoadOptions
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    files: int = 0
    content: dict[str, int] = field(default_factory=dict)

    # -- finding and reading files ---------------------------------------------------------

    def load(self) -> Loaded:
        content = self.project.content_dir
        sources: list[_Source] = []
        tables: list[tuple[Path, ContentType]] = []
        about: list[_Source] = []
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
                sources += self._of_type(path, kind, tables)
            elif path.suffix in CONTENT_SUFFIXES:
                self._unknown_folder(path, parts[0])
        named = set(_named_files(self.project, sources))
        for path, kind in tables:
            if path not in named:
                sources += self._table(path, kind)
        self._refuse_faraway(named)
        entries = list(self._assemble(sources))
        pages = list(self._assemble(about))
        return Loaded(
            tuple(sorted(entries, key=lambda e: e.id)),
            pages[0] if pages else None,
            tuple(static),
            tuple(self.problems),
            frozenset(self.unread),
            self.files,
            self.content,
        )

    def _note(self, path: Path, name: str) -> None:
        """Remember that the file exists; one that leads out of the hub or cannot be seen is told, not remembered."""
        try:
            if not path.resolve().is_relative_to(self.project.root.resolve()):
                raise OSError(0, "the file is a link to a place outside the hub")
            if path.is_file():
                self.content[name] = path.stat().st_size
        except (OSError, RuntimeError) as error:  # pathlib tells a circle of links by a RuntimeError
            if path.suffix not in CONTENT_SUFFIXES:
                self._fault(
                    "unreadable-file",
                    Location(self.project.name(path)),
                    say("{reason}", reason=getattr(error, "strerror", None) or "the file is a link in a circle"),
                    mend=say("copy the file into the hub instead"),
                )

    def _at_top(self, path: Path) -> list[_Source]:
        if path.suffix == ".md" and path.name.partition(".")[0] == ABOUT:
            return list(self._markdown(path, ABOUT_TYPE))
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
        if folder in LATER_FOLDERS:
            self._fault(
                "unknown-field", where, say("the folder {folder} is not yet read by this version", folder=folder)
            )
            return
        near = get_close_matches(folder, BY_FOLDER, n=1, cutoff=0.5)
        self._fault(
            "unknown-field",
            where,
            say('"{folder}" is no folder of content', folder=folder),
            expected=say("one of: {labels}", labels=", ".join(BY_FOLDER)),
            mend=say("move it to content/{folder}/", folder=near[0]) if near else None,
        )

    def _of_type(self, path: Path, kind: ContentType, tables: list[tuple[Path, ContentType]]) -> list[_Source]:
        if path.suffix not in CONTENT_SUFFIXES:
            if path.is_dir() or (
                path.suffix.lower() in (".yml", ".markdown", ".tsv", ".xlsx", ".xls", ".ods")
                and path.parent == self.project.content_dir / kind.folder
            ):
                self._odd_file(path)
            return []
        if path.suffix == ".csv" and "csv" in kind.forms:
            tables.append((path, kind))
            return []
        if path.suffix[1:] not in kind.forms:
            tables.append((path, kind))
            return []
        self.files += 1
        return list(self._markdown(path, kind) if path.suffix == ".md" else self._yaml(path, kind))

    def _odd_file(self, path: Path) -> None:
        where = Location(self.project.name(path))
        if path.is_dir():
            self._fault(
                "unreadable-file", where, say("this folder cannot be opened"), mend=say("check that you may read it")
            )
        elif path.suffix.lower() in (".yml", ".markdown"):
            right = {".yml": ".yaml", ".markdown": ".md"}[path.suffix.lower()]
            self._fault(
                "unknown-field",
                where,
                say("files that end in {suffix} are not read", suffix=path.suffix),
                mend=say("rename it to end in {right}", right=right),
            )
        # a workbook or another picture of data may be meant for readers: it is copied when an entry names it

    def _read(self, path: Path, limit: int) -> str | None:
        try:
            return decode(self.project.read(path), self.project.name(path), limit)
        except ContentProblems as fault:
            self.problems += fault.problems
            return None

    def _markdown(self, path: Path, kind: ContentType) -> Iterator[_Source]:
        stem, language = self._language_of(path)
        name = self.project.name(path)
        text = self._read(path, MARKDOWN_LIMIT)
        try:
            if text is None:
                raise ContentProblems()
            matter = split_front_matter(text, name)
            node = parse_yaml(matter.yaml, name, matter.yaml_line)
            yield _Source(kind, stem, language, _mapping(node), (matter.body, matter.body_line), name)
        except ContentProblems as fault:
            self.problems += fault.problems
            self.unread.add(f"{kind.name}/{stem}")

    def _yaml(self, path: Path, kind: ContentType) -> Iterator[_Source]:
        name, stem = self.project.name(path), path.stem
        text = self._read(path, MARKDOWN_LIMIT)
        try:
            if text is None:
                raise ContentProblems()
            node = parse_yaml(text, name)
            if isinstance(node, Sequence):
                for item in node.items:
                    yield _Source(kind, "", "", _mapping(item), None, name, in_list=True)
            else:
                yield _Source(kind, stem, "", _mapping(node), None, name)
        except ContentProblems as fault:
            self.problems += fault.problems
            self.unread |= {f"{kind.name}/{stem}", f"{kind.name}/*"}

    def _table(self, path: Path, kind: ContentType) -> Iterator[_Source]:
        name = self.project.name(path)
        if path.suffix[1:] not in kind.forms:
            self._fault(
                "unknown-field",
                Location(name),
                say("{folder} takes no {suffix} files", folder=kind.folder, suffix=path.suffix),
                expected=say("one of: {labels}", labels=", ".join(f".{form}" for form in kind.forms)),
            )
            return
        self.files += 1
        text = self._read(path, TABLE_LIMIT)
        try:
            table = read_table(text, name) if text is not None else None
        except ContentProblems as fault:
            self.problems += fault.problems
            table = None
        if table is None:
            self.unread.add(f"{kind.name}/*")
            return
        self.problems += table.problems
        if any(one.is_error for one in table.problems):
            self.unread.add(f"{kind.name}/*")
        rows, faults = rows_as_nodes(table, kind)
        self.problems += faults
        for node, _ in rows:
            if node.pairs:
                yield _Source(kind, "", "", node, None, name, in_list=True)

    def _language_of(self, path: Path) -> tuple[str, str]:
        """The stem of a Markdown file and the language of its suffix, if it has one."""
        match = _TEMPLATE_LANGUAGE.search(path.stem)
        if not match:
            return path.stem, ""
        return path.stem[: match.start()], match[1]

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

    # -- from sources to entries -----------------------------------------------------------

    def _assemble(self, sources: list[_Source]) -> Iterator[Entry]:
        """Entries out of their sources: Markdown files of one stem beside one another are one entry."""
        families: dict[object, list[_Source]] = {}
        for number, source in enumerate(sources):
            folder = source.file.rpartition("/")[0]
            key = number if source.in_list or source.body is None else (source.kind.name, folder, source.stem)
            families.setdefault(key, []).append(source)
        for family in families.values():
            entry = self._entry(family)
            if entry is not None:
                yield entry

    def _entry(self, family: list[_Source]) -> Entry | None:
        family = [source for source in family if self._knows_language(source)]
        if not family:
            return None
        order = {lang: n for n, lang in enumerate(self.context.languages)}
        family.sort(key=lambda s: (s.language != "", order.get(s.language, 99), s.file))
        first, *rest = family
        language = self._original_language(first)
        first_reading = read_entry(first.node, first.kind, self.context, language)
        faults = list(first_reading.problems)
        draft = Draft(first_reading.data, first_reading.places, first_reading.faulty, first.body is not None)
        if first.kind is not ABOUT_TYPE:
            faults += check_entry(first.kind, draft)
        data, places = first_reading.data, first_reading.places
        bodies, texts = self._bodies(first, first_reading, language, faults)
        seen = {language}
        for source in rest:
            if source.language in seen:
                faults.append(_two_files(first, source))
                continue
            seen.add(source.language)
            reading = read_translation(source.node, source.kind, self.context, source.language)
            places = places.with_translation(reading.places, source.language)
            data, faults = self._with_translation(data, source, reading, bodies, texts, faults)
        entry = self._finish(
            first, first_reading, data, places, language, bodies, texts, faults, [s.file for s in family]
        )
        self._report(faults, is_draft=bool(data.get("draft")))
        return entry

    def _knows_language(self, source: _Source) -> bool:
        if not source.language or source.language in self.context.languages:
            return True
        self._fault(
            "not-in-vocabulary",
            Location(source.file),
            say('"{language}" is not a language of this hub', language=source.language),
            expected=say("one of: {labels}", labels=", ".join(self.context.languages)),
            mend=say("add it to languages in config.yaml, or rename the file"),
        )
        return False

    def _original_language(self, source: _Source) -> str:
        if source.language:
            return source.language
        node = source.node.get("language")
        if isinstance(node, Scalar) and (text := node.text.strip().lower()):
            if text in self.context.languages:
                return text
            self._fault(
                "not-in-vocabulary",
                node.where.at("language"),
                say('"{language}" is not a language of this hub', language=text),
                expected=say("one of: {labels}", labels=", ".join(self.context.languages)),
            )
        return self.context.main_language

    def _with_translation(
        self,
        data: Data,
        source: _Source,
        reading: Reading,
        bodies: dict[str, Body],
        original: str,
        faults: list[Problem],
    ) -> tuple[Data, list[Problem]]:
        merged, more = merge_translation(data, reading.data, reading.places)
        faults = [*faults, *reading.problems, *more]
        if source.body and source.body[0].strip() not in (
            "",
            original.strip(),
        ):  # the original's text is no translation
            bodies[source.language] = self._render(source.body[0], source.file, source.body[1], source.language, faults)
        return merged, faults

    def _bodies(
        self, source: _Source, reading: Reading, language: str, faults: list[Problem]
    ) -> tuple[dict[str, Body], str]:
        """The rendered bodies of an original by language, and the raw text of the original's."""
        bodies: dict[str, Body] = {}
        if source.body is not None:
            if "body" in reading.data:
                faults.append(
                    problem(
                        "unknown-field",
                        reading.places.of("body"),
                        say("body belongs below the front matter"),
                        mend=say("move the text below the second ---"),
                    )
                )
            if source.body[0].strip():
                bodies[language] = self._render(source.body[0], source.file, source.body[1], language, faults)
            return bodies, source.body[0]
        texts = reading.data.get("body")
        if not isinstance(texts, Localized):
            return bodies, ""
        for lang, text in texts.values:
            place = reading.places.of("body" if lang == language else f"body@{lang}")
            line = place.line + (1 if "\n" in text and place.row == 0 else 0)  # a block scalar starts below its key
            bodies[lang] = self._render(text, source.file, line, lang, faults)
        return bodies, texts.get(language) or ""

    def _render(self, text: str, file: str, line: int, language: str, faults: list[Problem]) -> Body:
        key = digest((toolchain(), "markdown", text, file, line, language, self.raw_html))
        body, problems = self.memo.get(
            key, lambda: render_markdown(text, file, line, language=language, raw_html=self.raw_html), _BODY_CODEC
        )
        faults += problems
        return body

    def _finish(
        self, source: _Source, reading: Reading, data: Data, places: Places, language: str, bodies: dict[str, Body],
        raw: str, faults: list[Problem], files: list[str],
    ) -> Entry | None:  # fmt: skip
        slugs = self._slugs(source, reading, data, language, faults)
        if slugs is None:
            return None
        words = [*texts_for_digest(reading.data, _digest_fields(source.kind), language), raw]
        return Entry(
            id=self._id(source, reading, slugs, faults),
            type=source.kind.name,
            language=language,
            slugs=slugs,
            data=data,
            body=_in_order(bodies, language),
            digest=text_digest(words),
            places=places,
            sources=tuple(dict.fromkeys(files)),
        )

    def _slugs(
        self, source: _Source, reading: Reading, data: Data, language: str, faults: list[Problem]
    ) -> Localized[str] | None:
        written = data.get("slug")
        own = written.get(language) if isinstance(written, Localized) else None
        if own is None:
            own = self._default_slug(source, reading, faults)
        if own is None:
            return None
        others = (
            [(lang, slug) for lang, slug in written.values if lang != language]
            if isinstance(written, Localized)
            else []
        )
        return Localized(((language, own), *others))

    def _default_slug(self, source: _Source, reading: Reading, faults: list[Problem]) -> str | None:
        if source.in_list:
            return self._slug_of_title(reading, faults)
        if is_slug(source.stem):
            return source.stem
        proposal = slugify(source.stem)
        if "slug" not in reading.faulty:
            faults.append(
                problem(
                    "value-type",
                    Location(source.file, field="slug"),
                    say('the file name "{text}" cannot be part of an address', text=source.stem),
                    expected=say("lower-case letters a-z, digits and single hyphens, at most 80 characters"),
                    mend=say(
                        "rename the file to {name}, or add slug: {slug}",
                        name=f"{proposal}{source.file[source.file.rindex('.') :]}",
                        slug=proposal,
                    )
                    if proposal
                    else None,
                )
            )
        return proposal or "x"

    def _slug_of_title(self, reading: Reading, faults: list[Problem]) -> str | None:
        title = reading.data.text("title")
        slug = slugify(title)
        if slug:
            if "slug" not in reading.faulty:
                faults.append(
                    problem(
                        "slug-missing",
                        reading.places.start.at("slug"),
                        say("no slug: the address would change with the title"),
                        mend=say("add slug {slug}", slug=slug),
                        fix=Fix("", slug),
                    )
                )
            return slug
        if title:
            faults.append(
                problem(
                    "missing-field",
                    reading.places.of("title").at("slug"),
                    say("the title has no letters for an address"),
                    mend=say("add a slug"),
                )
            )
        return None

    def _id(self, source: _Source, reading: Reading, slugs: Localized[str], faults: list[Problem]) -> str:
        fixed = reading.data.get("id")
        default = f"{source.kind.name}/{slugs.original}"
        if not isinstance(fixed, str):
            return default
        kind, slash, slug = fixed.partition("/")
        if kind == source.kind.name and slash and is_slug(slug):
            return fixed
        faults.append(
            problem(
                "value-type",
                reading.places.of("id"),
                say('"{text}" is not an id of this type', text=fixed),
                expected=say("{type}/slug of the first publication", type=source.kind.name),
            )
        )
        return default

    def _report(self, faults: list[Problem], *, is_draft: bool) -> None:
        if is_draft and not self.options.drafts:
            faults = [fault.softened() for fault in faults if fault.rule != "missing-field"]
        self.problems += faults


ABOUT_TYPE = ContentType(name=ABOUT, folder="", slugs={}, forms=("md",), requires=("title",), own=())


def load(
    project: Project, context: ValueContext, memo: Memo, *, raw_html: bool = False, options: LoadOptions | None = None
) -> Loaded:
    """Every entry of a hub, in the order of ids, and every problem of its files."""
    return _Loader(project, context, raw_html, memo, options or LoadOptions()).load()


def text_digest(texts: Iterable[str]) -> str:
    """First 12 hex digits of SHA-256 over texts, each NFC and stripped, joined by line ends (contract, section 4)."""
    joined = "\n".join(unicodedata.normalize("NFC", text).strip() for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def _digest_fields(kind: ContentType) -> list[Field]:
    return [field for field in kind.fields.values() if field.name != "body"]


def _mapping(node: Node) -> Mapping:
    if isinstance(node, Mapping):
        return node
    raise ContentProblems(
        problem("bad-syntax", node.where, say("these are no fields"), expected=say("lines such as title: My guide"))
    )


def _in_order(bodies: MappingType[str, Body], language: str) -> Localized[Body] | None:
    if not bodies:
        return None
    first = [(language, bodies[language])] if language in bodies else []
    return Localized(tuple(first + [(lang, body) for lang, body in bodies.items() if lang != language]))


def _two_files(first: _Source, second: _Source) -> Problem:
    return problem(
        "duplicate-address",
        Location(second.file),
        say("two files hold the same entry in the same language: {other}", other=first.file),
        mend=say("keep one of them"),
        also=(Location(first.file),),
    )


def _named_files(project: Project, sources: Iterable[_Source]) -> Iterator[Path]:
    """Files that entries name as a copy to publish (`path`, `files.path`): they are no entries themselves."""
    for source in sources:
        folder = (project.root / source.file).parent
        for text in _paths(source.node):
            base = project.content_dir if text.startswith("/") else folder
            yield Path(_normal(base / text.lstrip("/")))


def _normal(path: Path) -> str:
    return os.path.normpath(path)


def _paths(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node:
            if key.text.partition("@")[0] == "path" and isinstance(value, Scalar):
                yield value.text.strip()
            elif not isinstance(value, Scalar):
                yield from _paths(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _paths(item)
