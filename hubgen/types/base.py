"""What a content type declares: its fields, address, facets, rules, states and end of life, all as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from hubgen.model.entry import Data, Places
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.site import Life
from hubgen.problems import Location, Message, Problem, problem
from hubgen.types.maps import MAPS
from hubgen.types.shared import SHARED


@frozen
class Draft:
    """An entry as its rules see it: what was read, what was faulty, and where it stands."""

    data: Data
    places: Places
    faulty: frozenset[str]
    has_body: bool = False

    def has(self, field: str) -> bool:
        """Whether the author gave the field, even with a value that could not be read."""
        return field in self.data or field in self.faulty

    def get(self, field: str) -> object:
        return self.data.get(field)

    def fault(
        self, rule: str, field: str, message: Message, *, expected: Message | None = None, mend: Message | None = None
    ) -> Problem:
        where: Location = self.places.of(field)
        return problem(rule, where, message, expected=expected, mend=mend)


Rule = Callable[[Draft], Iterator[Problem]]


@frozen
class Today:
    """The build day, and the zone in which moments become days."""

    day: date
    zone: str

    def day_of(self, value: date | datetime) -> date:
        """The day on which a moment falls in the hub's zone; a bare day is itself."""
        return value.astimezone(ZoneInfo(self.zone)).date() if isinstance(value, datetime) else value


def always_current(data: Data, today: Today) -> Life:
    """In force until `expires`, where there is one."""
    expires = data.get("expires")
    return "ended" if isinstance(expires, date) and expires < today.day else "current"


def no_status(data: Data, today: Today) -> str:
    return ""


@frozen
class CalendarDate:
    """A day or an hour of an entry that belongs into calendars."""

    role: Literal["event", "opens", "closes", "effective", "comment_until"]
    start: date | datetime
    end: date | datetime | None = None
    """The last day of whole days; None for a moment, or for one day."""
    key: str = ""
    """What sets it apart from others of the same entry and role: a day; part of its UID."""
    title: object = None
    """Of a call among several: `Localized` text."""


def no_dates(data: Data, today: Today) -> tuple[CalendarDate, ...]:
    return ()


CardKind = Literal["", "org", "individual"]
"""What a phone keeps a contact as; empty where there is none to keep."""


def no_card(data: Data) -> CardKind:
    return ""


@frozen
class Join:
    """Other entries that the page of an entry gathers, since what both say belongs together."""

    text: str
    """Of the interface: the heading above them."""
    kind: str
    """Their type; one that this version does not read has no entries."""
    way: Literal["hours", "place"]
    """How they are found (stages/plan/joins.py): `hours` of an adviser; of the same `place` and goods."""
    keeps: Callable[[Data], bool] = lambda data: True
    """Which of those found are kept."""
    listed: str = ""
    """Field in which the entry names further ones."""


@frozen(slots=False)
class ContentType:
    """A content type, as the contract declares it."""

    name: str
    folder: str
    slugs: Mapping[str, str]
    """Section address by language; the folder's name in any other."""
    forms: tuple[str, ...]
    requires: tuple[str, ...]
    own: tuple[Field, ...]
    facets: tuple[str, ...] = ()
    review_days: int = 0
    review_by: tuple[str, Mapping[str, int]] = ("", {})
    """A field, and the days until the next review by its value, where that says more than `review_days`."""
    rules: tuple[Rule, ...] = ()
    life: Callable[[Data, Today], Life] = always_current
    status: Callable[[Data, Today], str] = no_status
    status_vocabulary: str = ""
    headings: str = ""
    """Vocabulary of the headings that the body should have."""
    ledger: tuple[str, ...] = ()
    """Fields of the page's ledger of facts, in order."""
    key: tuple[str, ...] = ()
    """Fields told large on the page and in lists: two or three."""
    meta: tuple[str, ...] = ()
    """Fields of the meta line in lists."""
    waives: Callable[[Data], frozenset[str]] = lambda data: frozenset()
    """Required fields that this entry may leave out."""
    schema_type: Callable[[Data], str] = lambda data: "CreativeWork"
    """The type of an entry in the vocabulary of schema.org."""
    dates: Callable[[Data, Today], tuple[CalendarDate, ...]] = no_dates
    """What calendars carry of an entry."""
    calendar_facets: tuple[str, ...] = ()
    """Facets whose values have a calendar of their own, beside those of topics and profiles."""
    only_shown: frozenset[str] = frozenset()
    """Fields that decide nothing: they are told on the page of their entry, on its cards and in its row of exports, and
    no list, feed, match or other page is another for them."""
    finder_facets: tuple[str, ...] = ()
    """Facets on whose pages a script may combine further choices: those that part a large hub into small lists."""
    by_mode: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where the field `mode` decides which others there are: those that only some modes have, by mode."""
    structure: tuple[str, ...] = ()
    """Fields that make up the pages of an entry: its questions, its results. The search reads their texts; what they
    link to is no further reading; no row of a table can hold them."""
    form: Callable[[Data], str] = lambda data: ""
    """Name of the template of an entry's page; empty for that of the type."""
    in_parts: bool = False
    """Whether a text over `budget.part` is given in parts, a page each."""
    names_feed: bool = False
    """Whether the page of an entry names the feed of its section: where something new comes often."""
    reminds: bool = False
    """Whether feeds announce the coming end of a call once more."""
    matrix: tuple[str, str] | None = None
    """Two facets, (rows, columns), whose pairs also stand in a table where a hub declares them as a pair."""
    not_exported: frozenset[str] = frozenset()
    """Fields that the exports of a section leave out: another file beside the entry tells them better."""
    private: frozenset[str] = frozenset()
    """Fields that are never published, beside the shared ones."""
    feeds: Literal["own", "shared", "none"] = "own"
    """Where entries come as news: in feeds of section and facets too, only in those of hub and topics, or nowhere."""
    gathers_feeds: bool = False
    """Whether the feed of its section tells what the feeds of its entries tell, instead of the entries."""
    goes_stale: bool = False
    """Whether an entry that nobody has checked for 540 days is marked."""
    card: Callable[[Data], CardKind] = no_card
    """As what its contact is kept on a phone."""
    joins: tuple[Join, ...] = ()
    """What its page gathers, in order."""
    lists: tuple[str, ...] = ()
    """Fields told as lists of sentences, each under its own heading."""
    actions: tuple[tuple[str, str], ...] = ()
    """(field with an address, text of the button); the first that is given is the button of the page."""
    followed: bool = False
    """Whether the page of each entry has a feed of its own, with what it gathers."""
    compares: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(facet, values): entries that share one of the values stand side by side on pages; no value named means all."""
    answer: str = ""
    """Field with the entry that says more: its page and its cards lead there."""
    by_initial: bool = False
    """Whether its whole list stands under the first letters of the titles."""
    links_terms: bool = False
    """Whether its texts link the first use of a term where the hub wants that (`glossary: link`)."""
    copied_file: str = ""
    """The field that names a file of the hub that is the entry itself, copied into the site."""
    data_field: str = ""
    """The field that names the CSV file with an entry's data; such a file holds no entries, and is copied too."""
    texts: tuple[str, ...] = ()
    """Fields in Markdown beside the body that a page shows."""
    fed_values: tuple[tuple[str, str], ...] = ()
    """Facet values, as (facet, value), that have a feed from their first entry on; others have one from the second."""
    fed_facets: tuple[str, ...] = ()
    """Facets whose every value has a feed from its first entry on, since entries come and go."""
    contact_of: str = ""
    """The field that names who is to be reached where an entry has no `contact`."""
    passes: bool = False
    """Whether its entries end as a matter of course: nobody is told that one has, and its page asks nobody to act."""
    marks_overdue: bool = False
    """Whether lists mark an entry whose review is overdue."""
    tells_periods: bool = False
    """Whether feeds announce a new period of an entry's data as an item of its own."""
    rules_of_day: tuple[Callable[[Data, Places, Today], Iterator[Problem]], ...] = ()
    """Rules that hold on the build day."""
    is_part: bool = False
    """Whether it is no entry, but a part of another one in a row of its own: it has none of the shared fields."""
    rows_of: Mapping[str, ContentType] = field(default_factory=dict)
    """Name of a spreadsheet in its folder -> what its rows are, where they are parts of entries of another type."""
    boxes: str = ""
    """Suffix of the files of mail beside an entry, whose threads are entries too; they are never published."""
    computed: tuple[Field, ...] = ()
    """What nobody writes and hubgen finds out: lists show it, exports have it."""

    def template(self, data: Data) -> str:
        """The template of an entry's page."""
        return f"{self.form(data) or self.name}.html"

    @property
    def not_in_tables(self) -> frozenset[str]:
        """Fields that no export of a section has."""
        return self.not_exported.union(self.structure)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """All fields by name: the shared ones, then its own."""
        return {field.name: field for field in (*(() if self.is_part else SHARED), *self.own)}

    @property
    def folder_file(self) -> str:
        """Name of the file in a folder of its own that is an entry, called by its folder; empty for other forms."""
        return next((form for form in self.forms if "." in form), "")

    @property
    def files(self) -> tuple[str, ...]:
        """What its files are called, as people are told: `.md`, `list.yaml`."""
        return tuple(form if "." in form else f".{form}" for form in self.forms)

    def takes(self, suffix: str) -> bool:
        """Whether its entries stand in files that end so."""
        return suffix.removeprefix(".") in {form.rpartition(".")[2] for form in self.forms}

    @cached_property
    def told(self) -> Mapping[str, Field]:
        """Its fields with those that are computed."""
        return {**self.fields, **{field.name: field for field in self.computed}}

    def review_days_of(self, data: Data) -> int:
        """The days from one comparison with the source to the next, where an entry does not say; 0 for none."""
        name, days = self.review_by
        return days.get(str(data.get(name)), self.review_days) if name else self.review_days

    def inner_fields(self, field: Field) -> tuple[Field, ...]:
        """The fields of the map inside a field; none where there is no map."""
        return MAPS.get(field.type.map_name, ())
