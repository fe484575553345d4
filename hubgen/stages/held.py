"""What the files of content hold, remembered by their bytes: a file that nobody changed is not parsed again."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.tables.csv_table import RowText
from hubgen.formats.text import TEXT_LIMIT_BYTES, decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.memo import Codec, Memo, digest, toolchain
from hubgen.model.context import ValueContext
from hubgen.model.entry import (
    Body,
    BodyLink,
    BodyPicture,
    Data,
    Entry,
    Heading,
    Localized,
    Places,
    Reference,
)
from hubgen.model.finding import Unexplained
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.model.plain_codec import PlainCodec
from hubgen.problems import ContentProblems, Fix, Location, Message, Problem, problem, say
from hubgen.project import Project
from hubgen.stages.assemble import Assembler
from hubgen.stages.source import ABOUT, ABOUT_TYPE, Source
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType
from hubgen.workers import Order, Workers

_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)$")
_COPIES = ("path", "image")
"""Fields that name a file to be published beside an entry; a type may have one more, for its data."""


@frozen
class ContentFile:
    """A Markdown or YAML file of content."""

    kind: ContentType
    stem: str
    language: str
    """From the file's suffix; empty where there is none."""
    name: str
    """Relative to the hub's folder."""

    @property
    def is_markdown(self) -> bool:
        return self.name.endswith(".md")


@frozen
class TextFile(ContentFile):
    """The same with its text, of which nothing is known yet."""

    text: str


def _as_it_is(file: ContentFile) -> TextFile | None:
    return file if isinstance(file, TextFile) else None


@frozen
class Held:
    """What one piece of content holds: a Markdown file with its translations, a YAML file, a row of a spreadsheet."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    """Files that it names as a copy to publish, as they are written, each behind the file that names it."""
    unread: tuple[str, ...] = ()
    """Ids of entries that could not be read; `type/*` stands for all that a file may hold."""
    files: tuple[str, ...] = ()
    """The Markdown files of the one entry that it is; none where it is anything else, or has faults."""
    outline: str = ""
    """Digest of all that the rest of a site may see of that entry: not of the words of its text."""


@frozen
class SoundText:
    """A sound entry in Markdown: its files, relative to the hub, and what the rest of the site sees of it."""

    id: str
    files: tuple[str, ...]
    outline: str
    """As of `Held`."""


_CLASSES = (
    Held, Entry, Localized, Data, Reference, Body, BodyLink, BodyPicture, Heading, Places, Unexplained,
    Problem, Location, Message, Fix,
)  # fmt: skip
_SHARED = {
    Location: ("file", "field"),
    Places: ("names",),
    Reference: ("target",),
    Entry: ("type", "language"),
    Data: ("names",),
    Localized: ("languages",),
}
_KEPT = PlainCodec(*_CLASSES, shared=_SHARED)
_CODEC: Codec[Held] = Codec(_KEPT.dump, _KEPT.load)


@dataclass
class Reader:
    """Pieces of content to what they hold."""

    context: ValueContext
    raw_html: bool
    drafts: bool
    """Whether drafts are read as if they were to be published."""
    memo: Memo
    workers: Workers = field(default_factory=Workers)
    _salt: str = field(init=False)

    def __post_init__(self) -> None:
        self._hub = {one.name: _plain(getattr(self.context, one.name)) for one in fields(self.context)}
        self._salt = digest((toolchain(), "held", tuple(self._hub.values()), self.raw_html, self.drafts))

    def files(
        self, files: Iterable[ContentFile], read: Callable[[ContentFile], TextFile | None] = _as_it_is
    ) -> Iterator[Held]:
        """Markdown files of one stem beside one another are one piece, every other file is one by itself.

        Args:
            read: gives the text of a file when it is its turn: those of a large hub are not held together.
        """
        families: dict[tuple[str, str, str], list[ContentFile]] = {}
        for file in files:
            folder = file.name.rpartition("/")[0]
            key = (file.kind.name, folder, file.stem) if file.is_markdown else ("", "", file.name)
            families.setdefault(key, []).append(file)
        shared = self._hub, self.raw_html, self.drafts
        texts = ([text for file in family if (text := read(file))] for family in families.values())
        yield from self.workers.made(map(self._family, texts), family_bytes, shared, len(families))

    def _family(self, family: list[TextFile]) -> Held | Order[Held]:
        content = tuple((file.kind.name, file.stem, file.language, file.name, file.text) for file in family)
        key = self._key(content)

        def finish(made: bytes | None) -> Held:
            data = made or _KEPT.dump(_Parser(self.context, self.raw_html, self.drafts).family(family))
            self.memo.put(key, lambda: data)
            found: Held = _KEPT.load(data)  # as the next build will have it: what entries share is held once
            return found

        return self.memo.find(key, _CODEC) or Order(lambda: content, finish)

    def row(self, key: str, node: Mapping, kind: ContentType, file: str) -> Held:
        """An entry of a spreadsheet.

        Args:
            key: of its row.
            node: what the row says, with the names of fields for those of its columns.
        """
        source = Source(kind, "", "", node, None, file, in_list=True)
        parser = _Parser(self.context, self.raw_html, self.drafts)
        return self.memo.get(key, lambda: parser.assembled([source]), _CODEC)

    def row_keys(
        self, rows: Iterable[RowText], kind: ContentType, header: tuple[Scalar, ...], file: str
    ) -> tuple[str, ...]:
        """Under which what each row of a spreadsheet holds is remembered."""
        table = self._key((kind.name, file, tuple((cell.text, cell.where.column) for cell in header)))
        return tuple([digest((table, row)) for row in rows])

    def remembered(self, key: str) -> Held:
        """What is remembered under a key.

        Raises:
            LookupError: nothing is.
        """
        found = self.memo.find(key, _CODEC)
        if found is None:
            raise LookupError(key)
        return found

    def _key(self, content: tuple[object, ...]) -> str:
        return digest((self._salt, content))


@frozen
class _Parser:
    """Pieces of content to what they hold, without a memory."""

    context: ValueContext
    raw_html: bool
    drafts: bool

    def family(self, family: list[TextFile]) -> Held:
        sources: list[Source] = []
        problems: list[Problem] = []
        unread: list[str] = []
        for file in family:
            try:
                sources += _markdown(file) if file.is_markdown else _yaml(file)
            except ContentProblems as fault:
                problems += fault.problems
                unread += missed(file.kind, file.stem, is_markdown=file.is_markdown)
        held = self.assembled(sources)
        problems += held.problems
        is_sound = len(held.entries) == 1 and not problems and all(file.is_markdown for file in family)
        files = tuple(file.name for file in family) if is_sound else ()
        outline = _outline(held.entries[0]) if is_sound else ""
        return Held(held.entries, tuple(problems), held.named, tuple(unread), files, outline)

    def assembled(self, sources: list[Source]) -> Held:
        assembler = Assembler(self.context, self.raw_html, self.drafts)
        entries = tuple(assembler.entries(sources))
        named = tuple((one.file, text) for one in sources for text in _paths(one.node, {*_COPIES, one.kind.data_field}))
        return Held(entries, tuple(assembler.problems), named)


def family_bytes(shared: tuple[dict[str, Any], bool, bool], content: Iterable[tuple[str, str, str, str, str]]) -> bytes:
    """What the files of a family hold, as the memo keeps it; for a worker process, far from it.

    Args:
        shared: the members of the context, and the flags of a reader.
        content: kind, stem, language, name and text of each file.
    """
    hub, raw_html, drafts = shared
    kinds = {**BY_NAME, ABOUT: ABOUT_TYPE}
    family = [TextFile(kinds[kind], *rest) for kind, *rest in content]
    return _KEPT.dump(_Parser(ValueContext(**hub), raw_html, drafts).family(family))


def _outline(entry: Entry) -> str:
    bodies = entry.body.values if entry.body else ()
    shapes = tuple((language, _shape(body)) for language, body in bodies)
    made_from = entry.texts("translated_from")
    # The words of the original tell whether a translation is as new as it says.
    current = tuple((language, known == entry.digest) for language, known in made_from.values) if made_from else ()
    unexplained = tuple((one.text, one.language) for one in entry.unexplained)
    own = (entry.id, entry.language, entry.slugs, entry.sources, entry.places)
    return digest((own, entry.data, shapes, entry.further, current, unexplained))


def _shape(body: Body) -> tuple[object, ...]:
    """A text without its words: where it leads, what it shows, and what may lead into it."""
    links = tuple((link.target, link.picture) for link in body.links)
    return bool(body), links, body.headings, body.anchors


def text_file(project: Project, path: Path, kind: ContentType) -> TextFile:
    """A Markdown or YAML file of a type with its text.

    Raises:
        ContentProblems: it cannot be opened, or is no text.
    """
    name = project.name(path)
    return TextFile(kind, *stem_of(path, kind), name, decode(project.read(path), name, TEXT_LIMIT_BYTES))


def stem_of(path: Path, kind: ContentType) -> tuple[str, str]:
    """The stem of a file, which is the slug of its entry, and the language of its suffix, if it has one."""
    if path.suffix != ".md":
        return (path.parent.name if kind.folder_file else path.stem), ""
    match = _LANGUAGE.search(path.stem)
    return (path.stem[: match.start()], match[1]) if match else (path.stem, "")


def missed(kind: ContentType, stem: str, *, is_markdown: bool) -> tuple[str, ...]:
    """The ids of entries that nobody can know of when a file cannot be read."""
    own = f"{kind.name}/{stem}"
    return (own,) if is_markdown else (own, f"{kind.name}/*")


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, MappingType) else value


def _markdown(file: TextFile) -> Iterator[Source]:
    matter = split_front_matter(file.text, file.name)
    node = parse_yaml(matter.yaml, file.name, matter.yaml_line)
    yield Source(file.kind, file.stem, file.language, _mapping(node), (matter.body, matter.body_line), file.name)


def _yaml(file: TextFile) -> Iterator[Source]:
    node = parse_yaml(file.text, file.name)
    if isinstance(node, Sequence) and not file.kind.folder_file:
        for item in node.items:
            yield Source(file.kind, "", "", _mapping(item), None, file.name, in_list=True)
    else:
        yield Source(file.kind, file.stem, "", _mapping(node), None, file.name)


def _mapping(node: Node) -> Mapping:
    if isinstance(node, Mapping):
        return node
    raise ContentProblems(
        problem("bad-syntax", node.where, say("these are no fields"), expected=say("lines such as title: My guide"))
    )


def _paths(node: Node, names: Container[str]) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node:
            if key.text.partition("@")[0] in names and isinstance(value, Scalar):
                yield value.text.strip()
            elif not isinstance(value, Scalar):
                yield from _paths(value, names)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _paths(item, names)
