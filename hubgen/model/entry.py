"""An entry: one piece of content after loading, typed, with its texts in every language it has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import Any, Generic, TypeVar

from hubgen.model.finding import Unexplained
from hubgen.model.frozen import frozen
from hubgen.problems import Location

T = TypeVar("T")


@lru_cache(maxsize=2_000)
def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of fields or of languages, held once."""
    return names


@frozen
class Heading:
    """A heading of a body: its level (2-6), its anchor and its plain text."""

    level: int
    id: str
    text: str


@frozen
class BodyPicture:
    """What a text says of a picture beside its file."""

    alt: str
    attributes: str = ""
    """The others of its tag, as clean HTML: ` title="…"`."""
    in_link: bool = False
    """Whether a link is around it."""


@frozen
class BodyLink:
    """An address inside a body that only the whole site can resolve."""

    target: str
    """As the author wrote it: `guide/costos`, `../guides/costos.md#precio`, `precios.ods`."""
    where: Location
    picture: BodyPicture | None = None
    """Where it is the file of a picture."""


@frozen
class Body:
    """Clean HTML whose inner links are still open.

    `parts` has one item more than `links`: the address of `links[i]` belongs between
    `parts[i]` and `parts[i + 1]`, inside an attribute, escaped; of a picture the whole
    element belongs there.
    """

    parts: tuple[str, ...] = ("",)
    links: tuple[BodyLink, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id in the HTML."""
    words: int = 0

    def __bool__(self) -> bool:
        return len(self.parts) > 1 or bool(self.parts[0])


@frozen
class Localized(Generic[T]):
    """One value in the languages it has; the original's first. Languages and values are held apart, as in `Data`."""

    languages: tuple[str, ...] = ()
    each: tuple[T, ...] = ()
    """The values, in the order of the languages."""

    @classmethod
    def of(cls, values: Iterable[tuple[str, T]]) -> Localized[T]:
        """The values with their languages."""
        values = tuple(values)
        return cls(_names(tuple([lang for lang, _ in values])), tuple([value for _, value in values]))

    @property
    def values(self) -> tuple[tuple[str, T], ...]:
        """Languages with their values."""
        return tuple(zip(self.languages, self.each, strict=True))

    @property
    def original(self) -> T:
        return self.each[0]

    def get(self, language: str) -> T | None:
        return self.each[self.languages.index(language)] if language in self.languages else None

    def pick(self, language: str) -> tuple[T, str]:
        """The value in that language, else the original's, and the language it is in."""
        value = self.get(language)
        return (value, language) if value is not None else (self.each[0], self.languages[0])


@frozen
class Reference:
    """A value that names another entry, before resolve has looked it up.

    `target` is the type it leads to; empty for a whole id. `or_text`: a text that names
    no entry stays a text.
    """

    text: str
    target: str
    or_text: bool
    where: Location


@frozen
class Ref:
    """A value that names an entry that exists."""

    id: str


@frozen
class Data:
    """Typed values by field, in the order of the field table; absent fields are not in it.

    A site has hundreds of thousands: the names, which many of them share, and the values are held apart.
    """

    names: tuple[str, ...] = ()
    values: tuple[object, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, object]]) -> Data:
        """The values with their names."""
        pairs = tuple(pairs)
        return cls(_names(tuple([name for name, _ in pairs])), tuple([value for _, value in pairs]))

    def get(self, name: str, default: object = None) -> object:
        names = self.names  # asked for ten times as often as anything else
        return self.values[names.index(name)] if name in names else default

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return zip(self.names, self.values, strict=True)

    def with_value(self, name: str, value: object) -> Data:
        """The same with one value put in the place of the old one, or at the end."""
        if name in self:
            return Data.of((key, value if key == name else old) for key, old in self)
        return Data.of((*self, (name, value)))

    def items_of(self, name: str) -> tuple[Any, ...]:
        """The items of a list; none where the field is absent."""
        value = self.get(name)
        return value if isinstance(value, tuple) else ()

    def each(self, name: str) -> tuple[Any, ...]:
        """The items of a list, or the one value; none where the field is absent."""
        value = self.get(name)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    def text(self, name: str) -> str:
        """The original's text of a translatable field; empty when absent."""
        value = self.get(name)
        if isinstance(value, Localized):
            value = value.original
        return value if isinstance(value, str) else ""


@frozen
class Places:
    """Where each field of an entry stands in its source.

    A site has millions of them, and few entries have faults: they are kept as two short texts, and read when one is
    asked for.
    """

    start: Location
    names: str = "[]"
    """Of the fields, as JSON; held once for all entries with the same fields."""
    spots: str = "[]"
    """Line, column, row, field and file of each, as JSON: without those at the end that are 0, and, in this order, the
    name of the field itself, the file of the start."""

    @classmethod
    def of_fields(cls, start: Location, fields: Iterable[tuple[str, Location]]) -> Places:
        """The places of the fields, one of several for a field that stands more than once."""
        fields = tuple(fields)
        names, spots = [name for name, _ in fields], [_spot(name, where, start) for name, where in fields]
        return cls(start, intern(_as_text(names)), _as_text(spots))

    @property
    def fields(self) -> Iterator[tuple[str, Location]]:
        """Each field with its place, in the order of the source."""
        for name, spot in zip(json.loads(self.names), json.loads(self.spots), strict=True):
            yield name, _location(name, spot, self.start)

    def of(self, field: str) -> Location:
        """The place of the field; of the entry where the field is absent."""
        return _by_name(self).get(field) or self.start.at(field)

    def has(self, field: str) -> bool:
        """Whether the field stands in the source, even without a value."""
        return field in _by_name(self)

    def first_of(self, *fields: str) -> Location:
        """The place of the first of the fields that is there; of the entry where none is."""
        known = _by_name(self)
        return self.of(next((name for name in fields if name in known), fields[0]))

    def with_translation(self, other: Places, language: str) -> Places:
        """The same with the fields of a translation file, spelled with `@`; `@en` is the file itself."""
        fields = tuple((f"{name}@{language}", where) for name, where in other.fields if "@" not in name)
        return Places.of_fields(self.start, (*self.fields, *fields, (f"@{language}", other.start)))


def _spot(name: str, where: Location, start: Location) -> list[int | str]:
    """A place of a field without what goes without saying; see `Places.spots`."""
    spot: list[int | str] = [where.line, where.column, where.row, where.field, where.file]
    usual = (0, 0, 0, name, start.file)
    while spot and spot[-1] == usual[len(spot) - 1]:
        spot.pop()
    return spot


def _location(name: str, spot: list[Any], start: Location) -> Location:
    usual: list[Any] = [0, 0, 0, name, start.file]
    line, column, row, field, file = spot + usual[len(spot) :]
    return Location(file, line, column, field, row)


@lru_cache(maxsize=8)
def _by_name(places: Places) -> dict[str, Location]:
    """To look places up: who asks for one of an entry asks for more of it."""
    return dict(reversed(tuple(places.fields)))


_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@frozen
class Entry:
    """One piece of content of a hub.

    `id` is `type/slug` of its first publication. Values that can be translated are
    `Localized`; references are `Reference` until resolve makes them `Ref` or text.
    """

    id: str
    type: str
    language: str
    """Language of the original."""
    slugs: Localized[str]
    data: Data
    body: Localized[Body] | None
    digest: str
    """Of the original's text: what `translated_from` of a translation is compared with."""
    places: Places
    sources: tuple[str, ...] = ()
    """The files it was read from."""
    further: tuple[tuple[str, Localized[Body]], ...] = ()
    """Fields in Markdown beside the body, by name."""
    unexplained: tuple[Unexplained, ...] = ()
    """Abbreviations that only a glossary can still explain."""

    @property
    def title(self) -> str:
        return self.data.text("title")

    def get(self, name: str, default: object = None) -> object:
        return self.data.get(name, default)

    def texts(self, name: str) -> Localized[str] | None:
        value = self.data.get(name)
        return value if isinstance(value, Localized) else None

    @property
    def is_draft(self) -> bool:
        return bool(self.get("draft", False))
