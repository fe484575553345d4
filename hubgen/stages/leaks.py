"""The finished files, searched for entries that their readers may not see: addresses, ids and titles of them.

References are refused where they are read (`references`). What is found here was written out in a text, in the
settings, in a file of `static/` or by a template.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from hubgen.config import CONFIG_FILE, Config
from hubgen.locale.formatting import fold
from hubgen.model.entry import Data, Entry, Localized
from hubgen.model.frozen import frozen
from hubgen.model.rendered import Finished, Rendered
from hubgen.model.site import Published, Site
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.hidden_words import HiddenWords, Words, plain, words_of
from hubgen.stages.paths import paths_of
from hubgen.stages.plan.addresses import copied_path, permalink
from hubgen.stages.plan.machine.redirects import alias_path
from hubgen.stages.references import own_files
from hubgen.types import BY_NAME

TITLE_WORDS, TITLE_LETTERS = 3, 20
"""Shorter titles are ordinary words, which a public text may use without meaning the entry."""


class LeakSearch:
    """What of hidden entries stands in the files of a site.

    Args:
        hidden: the entries that its readers may not see, as they were loaded.
        paths: site paths of its files.
    """

    def __init__(self, hidden: Iterable[Entry], paths: Container[str], site: Site, config: Config):
        self._site = site
        self._marks = tuple(_marks(tuple(hidden), paths, site, config))
        self._hidden = HiddenWords(self._marks)
        self._found: dict[_Mark, list[Finished]] = {}

    @property
    def words(self) -> Sequence[Words]:
        """What is searched for."""
        return self._marks

    def take(self, file: Rendered) -> None:
        for mark in self._hidden.found_in(file):
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
class _Mark(Words):
    """Words that tell of a hidden entry."""

    entry: Entry


def _marks(hidden: tuple[Entry, ...], paths: Container[str], site: Site, config: Config) -> Iterator[_Mark]:
    """Ids, addresses and titles, but for those that something public has too."""
    names = {fold(text) for one in site.entries for _, text in _titles(one.entry)}
    names |= {fold(text) for _, text in config.title.values}
    for entry in hidden:
        yield _Mark(entry.id, is_title=False, entry=entry)
        for path in dict.fromkeys(_addresses(entry, config)):
            if path not in paths:
                yield _Mark(path, is_title=False, entry=entry)
                yield _Mark(unquote(permalink(config, path)), is_title=False, entry=entry)
        for text in dict.fromkeys(text for _, text in _titles(entry)):
            if len(text) >= TITLE_LETTERS and len(text.split()) >= TITLE_WORDS and fold(text) not in names:
                yield _Mark(text, is_title=True, entry=entry)


def _titles(entry: Entry) -> tuple[tuple[str, str], ...]:
    return (entry.texts("title") or Localized.of(())).values


def _addresses(entry: Entry, config: Config) -> Iterator[str]:
    """Where its pages, its old addresses and its own file would be."""
    yield from paths_of(entry, BY_NAME[entry.type], config).values()
    yield from (alias_path(str(alias)) for alias in entry.data.items_of("aliases"))
    yield from (copied_path(file, config) for file in own_files(entry))


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
    said = (entry.places.first_of(*names) for names, text in _said(entry) if mark.is_in(plain(text)))
    return next(said, None)


def _at_line(where: Location, mark: _Mark, root: Path) -> Location:
    """The first line from there on that has all the words, else the longest; the place itself where none has."""
    lines = list(_lines(where, root))
    whole = (number for number, line in lines if mark.is_in(plain(line)))
    partly = (number for number, line in lines if mark.longest in words_of(line.encode()))
    found = next(whole, 0) or next(partly, 0)
    return where if found in (0, where.line) else replace(where, line=found, column=0)


def _setting(mark: _Mark, root: Path) -> Location | None:
    """The line of the settings that says it."""
    where = Location(CONFIG_FILE)
    found = (number for number, line in _lines(where, root) if mark.is_in(plain(line)))
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
