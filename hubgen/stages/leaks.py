"""The finished files, searched for entries that their readers may not see: addresses, ids and titles of them.

References are refused where they are read (`references`). What is found here was written out in a text, in the
settings, in a file of `static/` or by a template. Each file is read once, whatever the number of hidden entries:
its words are looked up among the rarest words of what is searched for, and only a hit is looked at closely.
"""

from __future__ import annotations

import html
import re
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from hubgen.config import CONFIG_FILE, Config
from hubgen.locale.formatting import fold
from hubgen.model.entry import Data, Entry, Localized
from hubgen.model.frozen import frozen
from hubgen.model.rendered import Finished, Rendered
from hubgen.model.site import Published, Site
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.paths import paths_of
from hubgen.stages.plan.addresses import copied_path, permalink
from hubgen.stages.plan.machine.redirects import alias_path
from hubgen.stages.references import own_files
from hubgen.types import BY_NAME

TITLE_WORDS, TITLE_LETTERS = 3, 20
"""Shorter titles are ordinary words, which a public text may use without meaning the entry."""
OPAQUE = frozenset(
    ".png .jpg .jpeg .avif .webp .gif .ico .pdf .zip .ods .odt .odp .xlsx .docx .pptx .epub .zim .mp3 .mp4".split()
)
"""Files in which no words can be seen."""
UNPACKED_BYTES = 50_000_000
"""Of a packed file, as many are searched."""
_GZIP = b"\x1f\x8b"
_INSIDE_A_WORD, _INSIDE_AN_ADDRESS = re.compile(r"\w"), re.compile(r"[\w/-]")
_BETWEEN = r"(?>(?:<[^<>]*>|\W)+)"
"""Between the words of a title: blanks, signs, and the tags of a text in which some are bold or linked."""
_WORDS = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256)
)
"""Small letters and digits of ASCII stay, everything else parts words: as the bytes of a file are looked up."""
_ESCAPED = ((b"\r\n ", b""), (b"\\n", b" "), (b"%20", b" "))
"""Folded lines of calendars, line ends and blanks as they are written into other formats: they would hide a word."""


class LeakSearch:
    """What of hidden entries stands in the files of a site.

    Args:
        hidden: the entries that its readers may not see, as they were loaded.
        paths: site paths of its files.
    """

    def __init__(self, hidden: Iterable[Entry], paths: Container[str], site: Site, config: Config):
        self._site = site
        self._marks = tuple(_marks(tuple(hidden), paths, site, config))
        shared = Counter(key for mark in self._marks for key in mark.keys)
        self._by_key: dict[bytes, list[_Mark]] = {}
        for mark in self._marks:
            self._by_key.setdefault(_rarest(mark.keys, shared), []).append(mark)
        self._found: dict[_Mark, list[Finished]] = {}

    def take(self, file: Rendered) -> None:
        if not self._marks:
            return
        data = _bytes(file)
        words = {b"", *data.translate(_WORDS).split()}
        likely = [mark for key in words & self._by_key.keys() for mark in self._by_key[key] if mark.keys <= words]
        text = _plain(data.decode("utf-8", "replace")) if likely else ""
        for mark in likely:
            if mark.is_in(text):
                self._found.setdefault(mark, []).append(Finished.of(file))

    def problems(self, told: Iterable[Problem], owners: Mapping[str, str], root: Path) -> Iterator[Problem]:
        """What was found.

        Args:
            told: problems so far; where a reference was told, its words, which may be the title, are not.
            owners: site path -> id of the entry whose page it is.
            root: the folder of the hub, for the lines of sources in which it stands.
        """
        known = {(one.where.file, dict(one.message.values)["id"]) for one in told if one.rule == "restricted-leak"}
        for mark in self._marks:
            files = sorted(self._found.get(mark, ()), key=lambda file: file.path)
            for one in _told(mark, files, self._site, owners, root) if files else ():
                if not mark.is_title or (one.where.file, mark.entry.id) not in known:
                    yield one


# -- what is searched for ----------------------------------------------------------------------


@frozen(slots=False, eq=False)
class _Mark:
    """Words that tell of a hidden entry."""

    entry: Entry
    text: str
    is_title: bool = False

    @cached_property
    def keys(self) -> frozenset[bytes]:
        """Beginnings of its words as a file of any format has them: up to the first letter that is not ASCII."""
        words = (re.match("[a-z0-9]*", word) for word in re.findall(r"[^\W_]+", self.text.lower()))
        return frozenset(word[0].encode() for word in words if word and word[0])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """It begins with a plain word, which is found fast; what stands before it is looked at afterwards."""
        if not self.is_title:
            return re.compile(rf"{re.escape(self.text.lower())}(?![\w/-])")
        words = re.findall(r"\w+", self.text.lower())
        return re.compile(rf"{_BETWEEN.join(map(re.escape, words))}(?!\w)")

    def is_in(self, text: str) -> bool:
        """Whether a text has it.

        Args:
            text: as `_plain` gives it.
        """
        before = _INSIDE_A_WORD if self.is_title else _INSIDE_AN_ADDRESS
        return any(not before.match(text, max(0, hit.start() - 1), hit.start()) for hit in self._pattern.finditer(text))


def _marks(hidden: tuple[Entry, ...], paths: Container[str], site: Site, config: Config) -> Iterator[_Mark]:
    """Ids, addresses and titles, but for those that something public has too."""
    names = {fold(text) for one in site.entries for _, text in _titles(one.entry)}
    names |= {fold(text) for _, text in config.title.values}
    for entry in hidden:
        yield _Mark(entry, entry.id)
        for path in dict.fromkeys(_addresses(entry, config)):
            if path not in paths:
                yield _Mark(entry, path)
                yield _Mark(entry, unquote(permalink(config, path)))
        for text in dict.fromkeys(text for _, text in _titles(entry)):
            if len(text) >= TITLE_LETTERS and len(text.split()) >= TITLE_WORDS and fold(text) not in names:
                yield _Mark(entry, text, is_title=True)


def _titles(entry: Entry) -> tuple[tuple[str, str], ...]:
    return (entry.texts("title") or Localized.of(())).values


def _addresses(entry: Entry, config: Config) -> Iterator[str]:
    """Where its pages, its old addresses and its own file would be."""
    yield from paths_of(entry, BY_NAME[entry.type], config).values()
    yield from (alias_path(str(alias)) for alias in entry.data.items_of("aliases"))
    yield from (copied_path(file, config) for file in own_files(entry))


# -- where it is ---------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A text in small letters, without what formats write in the place of some of them."""
    return unquote(html.unescape(text)).lower()


def _rarest(keys: frozenset[bytes], shared: Mapping[bytes, int]) -> bytes:
    """The word that the fewest marks share, of those the longest; empty for a script of other letters."""
    return min(keys, key=lambda word: (shared[word], -len(word), word), default=b"")


def _bytes(file: Rendered) -> bytes:
    """The address and the bytes of a file, unpacked; of one in which no words can be seen, the address."""
    if PurePosixPath(file.path).suffix.lower() in OPAQUE:
        return file.path.encode()
    try:
        data = file.content if file.source is None else file.source.read_bytes()
    except OSError:  # told where it is copied
        data = b""
    if data.startswith(_GZIP):
        data = _unpacked(data)
    for old, new in _ESCAPED:
        data = data.replace(old, new)
    return file.path.encode() + b"\n" + data


def _unpacked(data: bytes) -> bytes:
    """As much as can be unpacked, up to a limit: a file of `static/` may be cut, or a bomb."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(data, UNPACKED_BYTES)
    except zlib.error:
        return data


# -- who says it ---------------------------------------------------------------------------------

_NAMES: Mapping[object, str] = {
    "members": '{source} names {id}, which is for members only: "{text}"',
    "staff": '{source} names {id}, which is for staff only: "{text}"',
}


def _told(mark: _Mark, files: list[Finished], site: Site, owners: Mapping[str, str], root: Path) -> Iterator[Problem]:
    """A problem for each entry that says it, for the settings, for each copied file; else for the first page."""
    everyone = (*site.entries, *((site.about,) if site.about else ()))
    entries = {one.id: where for one in everyone if (where := _place(one, mark))}
    for name, where in entries.items():
        yield _problem(mark, name, _at_line(where, mark, root), _mend(mark))
    settings = _setting(mark, root)
    if settings:
        yield _problem(mark, CONFIG_FILE, settings, say("take it out of the file"))
    copied = [file for file in files if file.is_copied]
    for file in copied:
        yield _problem(mark, f"/{file.path}", Location(file.sources[0]), say("take it out of the file"))
    if not entries and not copied and not settings:
        owner = site.get(owners.get(files[0].path, ""))
        where = owner.entry.places.start if owner else Location(CONFIG_FILE)
        mend = say("take it out of the template that shows it")
        yield _problem(mark, f"/{files[0].path}", where, mend)


def _problem(mark: _Mark, source: str, where: Location, mend: Message) -> Problem:
    visibility, hidden = mark.entry.get("visibility"), mark.entry.id
    return problem(
        "restricted-leak", where, say(_NAMES[visibility], source=source, id=hidden, text=mark.text), mend=mend
    )


def _mend(mark: _Mark) -> Message:
    if mark.is_title:
        return say("take these words out, or give {id} another title", id=mark.entry.id)
    return say(
        "take the address out, or write visibility: {visibility} here too", visibility=mark.entry.get("visibility")
    )


def _place(one: Published, mark: _Mark) -> Location | None:
    """Where an entry says it."""
    entry = one.entry
    said = (entry.places.first_of(*names) for names, text in _said(entry) if mark.is_in(_plain(text)))
    return next(said, None)


def _at_line(where: Location, mark: _Mark, root: Path) -> Location:
    """The first line from there on that has all the words, else the longest; the place itself where none has."""
    lines = list(_lines(where, root))
    whole = (number for number, line in lines if mark.is_in(_plain(line)))
    longest = max(mark.keys, key=lambda word: (len(word), word), default=b"")
    partly = (number for number, line in lines if longest in line.encode().translate(_WORDS).split())
    found = next(whole, 0) or next(partly, 0)
    return where if found in (0, where.line) else replace(where, line=found, column=0)


def _setting(mark: _Mark, root: Path) -> Location | None:
    """The line of the settings that says it."""
    where = Location(CONFIG_FILE)
    found = (number for number, line in _lines(where, root) if mark.is_in(_plain(line)))
    return next((replace(where, line=number) for number in found), None)


def _lines(where: Location, root: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a source from a place on; those of a text in Markdown begin below its fields."""
    try:
        lines = (root / where.file).read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        return
    first = where.line or 1
    if where.field == "body" and where.file.endswith(".md"):
        first = next((number for number, line in enumerate(lines, 1) if number > 1 and line.rstrip() == "---"), 0) + 1
    yield from enumerate(lines[first - 1 :], first)


def _said(entry: Entry) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of an entry, with the names under which its place may be known, the nearest first."""
    for name, value in entry.data:
        yield from _texts(value, (name,), entry.language)
    for name, bodies in (("body", entry.body), *entry.further):
        for language, body in bodies.values if bodies else ():
            own = (name,) if language == entry.language else (f"{name}@{language}", f"@{language}")
            yield own, "".join(body.parts)


def _texts(value: object, names: tuple[str, ...], language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield names, value
    elif isinstance(value, Localized):
        for lang, inner in value.values:
            own = names if lang == language else (*(f"{name}@{lang}" for name in names), f"@{lang}", *names)
            yield from _texts(inner, own, language)
    elif isinstance(value, Data):
        for name, inner in value:
            yield from _texts(inner, (f"{names[0]}.{name}", *names), language)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, 1):
            yield from _texts(inner, (f"{names[0]}.{number}", *names), language)
