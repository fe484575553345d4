"""What the search knows of a site: a document for each entry in each language in which it has its own text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.site import Published
from hubgen.model.thread import Thread
from hubgen.model.views.data import DataView
from hubgen.model.views.entry import EntryView
from hubgen.search.documents import SearchDocument
from hubgen.stages.plan.display import capital
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.pages.cards import list_state, meta_items
from hubgen.stages.plan.pages.entry_view import FilePath, entry_view
from hubgen.types import BY_NAME

PLACES = ("countries", "markets", "market")
"""Fields that say where an entry is, or for which country it is meant."""

ANSWERS = ("guide", "topic")
"""Types that come before a mail or an event that asks what they answer."""

_FOOTNOTE_MARKS = re.compile(r'<sup[ >].*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)
_INSIDE_A_LINE = re.compile(r"</?(?:a|abbr|b|code|em|i|small|span|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_documents(frames: Frames, file_path: FilePath) -> Iterator[SearchDocument]:
    """Of all entries that stand in lists; not of pages that show the text of another language."""
    for language, frame in frames.items():
        if frame.search_path:
            found = [one for one in frame.site.entries if frame.is_searchable(one)]
            everywhere = frozenset().union(*(_places(one, frame) for one in found)) - {"all"}
            for one in found:
                yield _document(one, language, frame, file_path, everywhere)


def _document(
    one: Published, language: str, frame: Frame, file_path: FilePath, everywhere: frozenset[str]
) -> SearchDocument:
    display = frame.display
    view = entry_view(one, display, file_path)
    kind = capital(frame.texts[f"one_{one.type}"])
    state = list_state(one, display)
    codes = _places(one, frame)
    countries = everywhere if "all" in codes else codes
    places = [item.text for name in PLACES for item in meta_items(one, name, display)]
    synonyms = one.entry.get("synonyms")
    words = synonyms.get(language) if isinstance(synonyms, Localized) else None
    return SearchDocument(
        path=one.paths[language],
        language=language,
        title=view.title.text,
        text=" ".join(text for text in (*_said(one, view, frame), *_structure(one, language)) if text),
        day=one.changed,
        filters=(
            ("type", (kind,)),
            ("country", tuple(sorted(display.country(code) for code in countries))),
            ("topic", tuple(display.title(topic).text for topic in _topics(one, frame))),
        ),
        meta=(
            ("type", kind),
            ("country", ", ".join(places)),
            ("state", state.word if state else ""),
            ("synonyms", ", ".join(words or ())),
        ),
        answers=one.type in ANSWERS,
    )


def _said(one: Published, view: EntryView, frame: Frame) -> Iterator[str]:
    """What the page says; of a thread its mails, with whose beginning it is summed up."""
    return _mails(frame.site.threads[one.id]) if one.id in frame.site.threads else _texts(view)


def _texts(view: EntryView) -> Iterator[str]:
    """All that a page says of its entry; no labels, no buttons, no other entries."""
    yield view.lead.text
    for fact in (*view.key, *view.facts):
        yield ", ".join(item.text for item in fact.items)
    if view.contact:
        yield from (view.contact.name, view.contact.address)
    for step in view.steps:
        yield from (step.title.text, step.text.text)
    for phrase in (*view.ready_when, *view.conditions, view.results):
        yield phrase.text
    for paper in view.papers:
        yield from (paper.title.text, paper.issuer.text if paper.issuer else "", paper.note.text)
    for text in (view.body, view.data.method if view.data else None):
        if text:
            yield plain_text("".join(text.parts))
    if view.data:
        yield from _figures(view.data)
    yield from (good.title.text for group in view.goods for good in group.goods)
    for item in (*view.files, *view.laws, *(item for source in view.sources for item in source)):
        yield item.text
    yield view.byline


def _figures(data: DataView) -> Iterator[str]:
    """What the columns are, and what a drawing says; rows are for reading, not for finding."""
    if data.chart:
        yield data.chart.sentence
    if data.prices:
        yield from (row.name for row in data.prices.rows)
    if data.table:
        yield from (head.title.text for head in data.table.heads)


def _structure(one: Published, language: str) -> Iterator[str]:
    """The words of questions, results and actions, which stand on the pages of an entry beside its view."""
    for name in BY_NAME[one.type].structure:
        yield from _words(one.entry.get(name), language)


def _mails(thread: Thread) -> Iterator[str]:
    """What the mails of a thread say, and who wrote them; what they quote is found where it was written."""
    for message in thread.messages:
        yield message.sender
        yield from (passage.text for passage in message.passages if passage.kind == "text")


def _words(value: object, language: str) -> Iterator[str]:
    if isinstance(value, Localized):
        yield str(value.pick(language)[0])
    elif isinstance(value, Data):
        for _, inner in value:
            yield from _words(inner, language)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words(inner, language)


def plain_text(markup: str) -> str:
    """The words of a text in HTML, in one line."""
    joined = _INSIDE_A_LINE.sub("", _FOOTNOTE_MARKS.sub("", markup))
    return " ".join(html.unescape(_TAG.sub(" ", joined)).split())


def _places(one: Published, frame: Frame) -> frozenset[str]:
    """Codes of countries, those of groups among them; `all` stays."""
    codes = [str(code) for name in PLACES for code in one.entry.data.each(name)]
    return frozenset(member for code in codes for member in frame.config.groups.get(code, (code,)))


def _topics(one: Published, frame: Frame) -> list[Published]:
    """The topics of an entry; a topic belongs to itself and to the one above it."""
    refs = [Ref(one.id), one.entry.get("parent")] if one.type == "topic" else one.entry.data.items_of("topics")
    return [topic for ref in refs if isinstance(ref, Ref) and (topic := frame.site.get(ref.id))]
