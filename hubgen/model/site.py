"""A site: the published entries of a hub on one day, with all that follows from having them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Literal

from hubgen.model.audience import Audience
from hubgen.model.data_table import DataTable
from hubgen.model.entry import Body, Entry, Localized
from hubgen.model.frozen import frozen
from hubgen.model.ring import Saved
from hubgen.model.thread import Thread

Life = Literal["current", "archive", "ended", "gone"]
"""current: in lists, feeds, search; archive: its page and the archive; ended: its page alone; gone: no page."""

TranslationState = Literal["missing", "outdated", "current"]


@frozen
class Target:
    """Where a link of a body leads: an entry with an anchor, a file to copy, a picture; nowhere when all are empty."""

    id: str = ""
    anchor: str = ""
    file: str = ""
    """Path below content/."""
    picture: str = ""
    """Path below content/ of a picture that is shown, or linked to: never copied as it is."""


@frozen
class Published:
    """An entry that has a page, with what the day and the other entries make of it."""

    entry: Entry
    life: Life
    status: str
    """Id in the status vocabulary of its type; empty where the type has none."""
    changed: date
    """Day of the last change that its author declares; never the clock."""
    review_due: date | None
    is_overdue: bool
    states: Mapping[str, TranslationState]
    """By language other than the original's."""
    paths: Mapping[str, str]
    """Site path by language."""
    targets: Mapping[str, tuple[Target, ...]]
    """Of the links of each body with some, by its language; of a further text by `field@language`."""
    backlinks: tuple[str, ...] = ()
    """Ids of the entries that name this one, in order."""
    replaced_by: str = ""

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def type(self) -> str:
        return self.entry.type

    def is_translated(self, language: str) -> bool:
        return language == self.entry.language or self.states.get(language) != "missing"

    def further(self, name: str, language: str) -> tuple[Body, str] | None:
        """A further text in that language, else the original's, and the language it is in."""
        return next((bodies.pick(language) for field, bodies in self.entry.further if field == name), None)

    def body(self, language: str) -> tuple[Body, str] | None:
        """The body in that language, else the original's, and the language it is in."""
        bodies: Localized[Body] | None = self.entry.body
        return bodies.pick(language) if bodies else None


def sources_of(entries: Iterable[Published]) -> tuple[str, ...]:
    """The files that the entries are written in, each once."""
    return tuple(sorted({file for one in entries for file in one.entry.sources}))


@frozen(slots=False)
class Site:
    """Everything that pages are planned from."""

    day: date
    entries: tuple[Published, ...]
    """All entries that have a page, by id."""
    about: Published | None
    scheduled: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Ids of entries that its audience may not see."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Files below content/ by path, with their size in bytes."""
    static: tuple[str, ...] = ()
    """Files below content/static/, by path in the site."""
    tables: Mapping[tuple[str, str], DataTable] = field(default_factory=dict)
    """The data of entries, by the entry's id and the language of the file."""
    audience: Audience = "public"
    """For whom it is."""
    threads: Mapping[str, Thread] = field(default_factory=dict)
    """The mails of threads, by the id of their entry."""

    saved: Mapping[str, Saved] = field(default_factory=dict)
    """What was fetched of partners, by the entry's id."""

    def table(self, one: Published, language: str) -> DataTable | None:
        """The data of an entry as readers of a language get them; None where it has none that can be read."""
        return self.tables.get((one.id, language)) or self.tables.get((one.id, one.entry.language))

    @cached_property
    def _by_id(self) -> Mapping[str, Published]:
        return {one.id: one for one in self.entries}

    def get(self, entry_id: str) -> Published | None:
        return self._by_id.get(entry_id)

    def of_type(self, name: str) -> Iterator[Published]:
        return (one for one in self.entries if one.type == name)

    def current(self, name: str) -> list[Published]:
        """The entries of a type that stand in lists."""
        return [one for one in self.of_type(name) if one.life == "current"]
