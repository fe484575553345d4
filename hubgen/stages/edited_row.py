"""An entry of a spreadsheet after somebody changed what is only shown of it: its pages, cards and records.

What it shows is made twice by `plan`, as it was and as it is, from a site that holds nothing but the entry and those
that it names. Where the two differ, the old piece is looked for in what the last build made of the whole hub, and the
new one takes its place. Whatever does not fit exactly has no answer here: the whole hub is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from hubgen.config import Config
from hubgen.formats.feeds.feed import Feed, FeedItem
from hubgen.formats.finder_script import record_start
from hubgen.formats.json_text import json_text
from hubgen.formats.tables.table_export import Table
from hubgen.model.audience import Audience
from hubgen.model.entry import Data, Entry, Localized, Reference
from hubgen.model.frozen import frozen
from hubgen.model.scripts import Scripts
from hubgen.model.site import Published, Site
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Card
from hubgen.search.documents import SearchDocument
from hubgen.stages.edited_text import OthersTouchedError
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.plan.planner import Plan, plan
from hubgen.stages.writers import WRITERS
from hubgen.theme import relative
from hubgen.types import BY_NAME

Texts = Mapping[str, Mapping[str, str]]
"""Interface texts by language."""


@frozen(slots=False)
class Hub:
    """What every page of a site is planned with."""

    config: Config
    texts: Texts
    logo: str
    scripts: Scripts
    day: date
    audience: Audience


@dataclass
class Pieces:
    """What is shown of an entry, as it was and as it is."""

    pages: dict[str, tuple[Page, Page]] = field(default_factory=dict)
    """Its own, by path."""
    cards: dict[Card, Card] = field(default_factory=dict)
    contacts: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """Its piece of each file of contacts, by path."""
    tables: dict[str, tuple[str, Table, Table]] = field(default_factory=dict)
    """The tables with its row alone and the name of their writer, by path."""
    items: dict[str, FeedItem] = field(default_factory=dict)
    """As they were in feeds, by id."""
    feeds: dict[str, list[tuple[Feed, Feed]]] = field(default_factory=dict)
    """The feeds with its items alone, by the name of their writer."""
    documents: dict[str, tuple[SearchDocument, SearchDocument]] = field(default_factory=dict)
    """What the search knows of its pages, where that is another now; by path."""

    def written(self, writer: str) -> dict[bytes, bytes]:
        """How its items are written in one form of feeds."""
        pairs = (map(_items, map(WRITERS[writer], pair)) for pair in self.feeds.get(writer, ()))
        return {old: new for olds, news in pairs for old, new in zip(olds, news, strict=True)}


def edited_entry(published: Published, before: Entry, after: Entry) -> Published:
    """The entry as it is published with its new row.

    Raises:
        OthersTouchedError: more differs than what is only shown.
    """
    shown = BY_NAME[after.type].only_shown
    data = published.entry.data
    if [name for name, _ in before.data] != [name for name, _ in after.data] or "translated_from" in data:
        raise OthersTouchedError
    for name, value in after.data:
        if before.data.get(name) != value:
            if name not in shown or data.get(name) != before.data.get(name) or _refers(value):
                raise OthersTouchedError
            if _languages(value) != _languages(before.data.get(name)):  # a translation came or went
                raise OthersTouchedError
            if name == "contact" and any(map(_gives_contacts, published.backlinks)):
                raise OthersTouchedError
            data = data.with_value(name, value)
    if replace(after, data=before.data, digest=before.digest, places=before.places) != before:
        raise OthersTouchedError
    entry = replace(published.entry, data=data, digest=after.digest, places=after.places)
    return replace(published, entry=entry)


def _languages(value: object) -> tuple[str, ...]:
    return value.languages if isinstance(value, Localized) else ()


def _gives_contacts(entry_id: str) -> bool:
    """Whether an entry may give the contact of a firm that it names for its own."""
    return bool(BY_NAME[entry_id.partition("/")[0]].contact_of)


def _refers(value: object) -> bool:
    """Whether a value names an entry, so that it is another one when it is published."""
    if isinstance(value, Data):
        return any(_refers(inner) for _, inner in value)
    return isinstance(value, Reference) or (isinstance(value, tuple) and any(map(_refers, value)))


def pieces(before: Published, after: Published, near: Sequence[Published], hub: Hub) -> Pieces:
    """What changes wherever the entry is shown.

    Args:
        near: the entries that it names.

    Raises:
        OthersTouchedError: it changes in a way that is not known here.
    """
    found = Pieces()
    plans = [_planned((one, *near), hub) for one in (before, after)]
    old, new = ({output.path: output for output in made.outputs} for made in plans)
    if old.keys() != new.keys():
        raise OthersTouchedError
    for path, output in old.items():
        if output.context and (other := new[path].context):
            _note_page(found, path, output.owner == before.id, output.context(), other())
        elif output.value and (value := new[path].value):
            _note_file(found, path, output.writer, output.value(), value())
        elif output != new[path]:
            raise OthersTouchedError
    _note_documents(found, *(made.documents() for made in plans))
    return found


def _planned(entries: Sequence[Published], hub: Hub) -> Plan:
    site = Site(hub.day, tuple(sorted(entries, key=lambda one: one.id)), None, audience=hub.audience)
    return plan(site, hub.config, hub.texts, hub.logo, None, hub.scripts)


def _note_documents(found: Pieces, *plans: Sequence[SearchDocument]) -> None:
    for old, new in zip(*plans, strict=True):
        if old.path != new.path or (old != new and old.path not in found.pages):
            raise OthersTouchedError
        if old != new:
            found.documents[old.path] = old, new


def _note_page(found: Pieces, path: str, is_own: bool, old: Page, new: Page) -> None:
    if is_own:
        found.pages[path] = old, new
    else:
        found.cards.update(_cards(old, new))


def _note_file(found: Pieces, path: str, writer: str, old: Any, new: Any) -> None:
    if old == new:
        return
    if writer == "vcards":
        a, b = _odd_one(old, new)
        found.contacts[path] = WRITERS[writer]((a,)), WRITERS[writer]((b,))
    elif isinstance(old, Table) and (old.about, old.columns) == (new.about, new.columns):
        a, b = _odd_one(old.rows, new.rows)
        found.tables[path] = writer, replace(old, rows=(a,)), replace(new, rows=(b,))
    elif isinstance(old, Feed):
        found.items |= {item.id: item for item in set(old.items) - set(new.items)}
        found.feeds.setdefault(writer, []).append((old, new))
    else:
        raise OthersTouchedError


def _odd_one(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Any]:
    """The only pair of items that differ: an entry may name others of its type, which stand beside it.

    Raises:
        OthersTouchedError: there is none, or are more.
    """
    odd = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
    if len(old) != len(new) or len(odd) != 1:
        raise OthersTouchedError
    return odd[0]


def _cards(old: Any, new: Any) -> Iterator[tuple[Card, Card]]:
    """The cards that differ between two values, which differ in nothing else."""
    if old == new:
        return
    if isinstance(old, Card) and isinstance(new, Card):
        yield old, new
    else:
        for a, b in _inside(old, new):
            yield from _cards(a, b)


def _inside(*values: Any) -> Iterator[tuple[Any, ...]]:
    """The parts of values of one form, side by side.

    Raises:
        OthersTouchedError: they have not the same form, or no parts.
    """
    first = values[0]
    if any(type(one) is not type(first) for one in values):
        raise OthersTouchedError
    if is_dataclass(first):
        yield from (tuple(getattr(one, part.name) for one in values) for part in fields(first))
    elif isinstance(first, tuple) and all(len(one) == len(first) for one in values):
        yield from zip(*values, strict=True)
    else:
        raise OthersTouchedError


# -- pages ---------------------------------------------------------------------------------


def own_pages(found: Pieces, kept: Sequence[KeptPage]) -> list[KeptPage]:
    """The pages of the entry itself.

    Raises:
        OthersTouchedError: what the last build made has another form.
    """
    if {one.output.path for one in kept} != set(found.pages):
        raise OthersTouchedError
    return [replace(one, page=_merged(one.page, *found.pages[one.output.path])) for one in kept]


def _merged(kept: Page, old: Page, new: Page) -> Page:
    bare = (replace(one, hub=kept.hub) for one in (kept, old, new))
    page: Page = _third(*bare)
    return page


def merged_document(kept: SearchDocument, old: SearchDocument, new: SearchDocument) -> SearchDocument:
    """What the search knows of a page of the entry, in the whole hub.

    Raises:
        OthersTouchedError: what the last build knew is of another form.
    """
    document: SearchDocument = _third(kept, old, new)
    return document


def _third(kept: Any, old: Any, new: Any) -> Any:
    """What the whole hub made of the new value, if it makes of the old one what `kept` says."""
    if old == new:
        return kept
    if kept == old:
        return new
    parts = [_third(*values) for values in _inside(kept, old, new)]
    return type(kept)(parts) if isinstance(kept, tuple) else _made(kept, parts)


def _made(value: Any, parts: Sequence[Any]) -> Any:
    return replace(value, **{one.name: part for one, part in zip(fields(value), parts, strict=True)})


def gone_texts(found: Pieces) -> list[str]:
    """Texts that stand nowhere any more."""
    gone = {text for pair in found.pages.values() for text in _gone(*pair)}
    return sorted(gone | {text for pair in found.cards.items() for text in _gone(*pair)})


def _gone(old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, str):
        yield old
    else:
        for a, b in _inside(old, new):
            yield from _gone(a, b)


def with_cards(one: KeptPage, cards: Mapping[Card, Card], gone: Sequence[str]) -> KeptPage:
    """Another page that shows the entry: with its new card.

    Raises:
        OthersTouchedError: it tells more of the entry than its card.
    """
    view = _swapped(one.page.view, cards)
    page = replace(one.page, view=view)
    rest = _strings(replace(page, hub=None), {*cards.values()})  # type: ignore[arg-type]
    if any(text in said for said in rest for text in gone if text):
        raise OthersTouchedError
    return replace(one, page=page)


def _swapped(value: Any, cards: Mapping[Card, Card]) -> Any:
    if isinstance(value, Card):
        return cards.get(value, value)
    if isinstance(value, tuple):
        return tuple(_swapped(one, cards) for one in value)
    if isinstance(value, dict):
        return {name: _swapped(one, cards) for name, one in value.items()}
    if is_dataclass(value):
        return _made(value, [_swapped(getattr(value, one.name), cards) for one in fields(value)])
    return value


def _strings(value: Any, but: Container[Card]) -> Iterator[str]:
    """All that a view says, but for some cards."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one, but)
    elif isinstance(value, dict):
        yield from _strings(tuple(value.items()), but)
    elif is_dataclass(value) and not (isinstance(value, Card) and value in but):
        for part in fields(value):
            yield from _strings(getattr(value, part.name), but)


# -- files ---------------------------------------------------------------------------------


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """A file with one piece of it made anew.

    Raises:
        OthersTouchedError: the old one does not stand in it exactly once.
    """
    if content.count(old) != 1:
        raise OthersTouchedError
    return content.replace(old, new)


def with_row(content: bytes, writer: str, old: Table, new: Table, names: Sequence[str]) -> bytes:
    """A table to download with another row.

    Args:
        names: of its columns.
    """
    row_of = _csv_row if writer == "csv" else _json_row
    return replaced(content, row_of(old, names), row_of(new, names))


def _csv_row(table: Table, names: Sequence[str]) -> bytes:
    return b"\r\n" + WRITERS["csv"](_wide(table, names)).split(b"\r\n", 1)[1]


def _json_row(table: Table, names: Sequence[str]) -> bytes:
    start, end = b'"rows":[\n', b"\n]}\n"
    return WRITERS["table"](_wide(table, names)).partition(start)[2].removesuffix(end)


def _wide(table: Table, names: Sequence[str]) -> Table:
    """The one row of a table in the columns of another one, which has all of its own."""
    cells = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))
    if not cells.keys() <= set(names):
        raise OthersTouchedError
    named = tuple(replace(table.columns[0], name=name) for name in names)
    return Table((), named, (tuple(cells.get(name) for name in names),))


_ITEM = re.compile(rb"<entry\b[^>]*>.*?</entry>|<item>.*?</item>", re.DOTALL)


def _items(feed: bytes) -> list[bytes]:
    """How each item of a feed is written."""
    if feed.startswith(b"{"):
        return [json_text(item).encode() for item in json.loads(feed)["items"]]
    return _ITEM.findall(feed)


def with_items(content: bytes, found: Pieces, writer: str) -> bytes:
    """A feed with other items, of which it may have none.

    Raises:
        OthersTouchedError: an item has a text, whose weight decides what else fits in, or stands there otherwise.
    """
    # An id may be the beginning of another one.
    named = [item for name, item in found.items.items() if any(name.encode() + end in content for end in (b"<", b'"'))]
    if not named:
        return content
    items = found.written(writer)
    present = [old for old in items if old in content and items[old] != old]
    if len(named) != len(present) or any(item.html for item in named):
        raise OthersTouchedError
    for old in present:
        content = replaced(content, old, items[old])
    return content


def with_records(content: bytes, page: str, cards: Mapping[Card, Card]) -> bytes:
    """The file of a finder with other records, of which it may have none.

    Args:
        page: path of the page that asks for it.
    """
    starts = {tuple(_record(one, page) for one in pair) for pair in cards.items()}
    for old, new in starts:
        content = replaced(content, old, new) if old in content else content
    return content


def _record(card: Card, page: str) -> bytes:
    return record_start(card.title.text, relative(card.path, page), card.summary.text)
