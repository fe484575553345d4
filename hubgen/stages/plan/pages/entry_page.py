"""The pages of an entry; that of a topic gathers its entries of every type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from hubgen.model.entry import Ref
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.entry import EntryView, TopicView
from hubgen.model.views.kinds import EntryPageView, View
from hubgen.model.views.lists import FacetValue
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item, Phrase
from hubgen.stages.plan.addresses import part_path
from hubgen.stages.plan.companions import CALENDAR, CONTACT, has_calendar, has_contact
from hubgen.stages.plan.data.data_view import DatasetPages
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.forum.list_view import list_view
from hubgen.stages.plan.forum.thread_view import thread_view
from hubgen.stages.plan.frame import Frame, Frames, described
from hubgen.stages.plan.joins import PLACE_FIELDS
from hubgen.stages.plan.machine.structured import structured
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.cards import brief_card, card, each_of
from hubgen.stages.plan.pages.chain_view import chain_view
from hubgen.stages.plan.pages.diagnostics import checklist_view, score_view, tree_view
from hubgen.stages.plan.pages.entry_view import FilePath, entry_view
from hubgen.stages.plan.pages.notice_view import notice_view
from hubgen.stages.plan.pages.part_view import part_view
from hubgen.stages.plan.pages.partners import partner_groups
from hubgen.stages.plan.pages.products import product_links
from hubgen.stages.plan.pages.ring_view import partner_view
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import Join, Today

GATHERED_EACH = 8
AROUND: Mapping[str, Callable[[Published, Display, EntryView], EntryPageView]] = {
    "score.html": score_view,
    "tree.html": tree_view,
    "checklist.html": checklist_view,
    "notice.html": notice_view,
    "thread.html": thread_view,
    "mailing-list.html": list_view,
    "partner.html": partner_view,
}
"""Template -> what its pages show around the view of the entry."""


def entry_outputs(
    one: Published,
    frame: Frame,
    frames: Frames,
    view: Callable[[Published], EntryPageView],
    figures: DatasetPages | None = None,
) -> Iterator[Output]:
    """The page of an entry; where its text comes in parts, a page for each of them and one for the whole.

    Args:
        view: what the page shows, with the text in one piece.
        figures: of a dataset, which has a description of its columns beside it and may have a page for each country.
    """
    yield from _Pages(one, frame, frames, view, figures).outputs()


class _Pages:
    """The pages of one entry in one language; as there are as many as pages, with little in each."""

    __slots__ = ("figures", "frame", "frames", "one", "parts", "view")

    def __init__(
        self,
        one: Published,
        frame: Frame,
        frames: Frames,
        view: Callable[[Published], EntryPageView],
        figures: DatasetPages | None,
    ):
        self.one, self.frame, self.frames, self.view, self.figures = one, frame, frames, view, figures
        self.parts = frame.display.parts.of(one, frame.language)

    @property
    def path(self) -> str:
        return self.one.paths[self.frame.language]

    @property
    def whole_path(self) -> str:
        return self.frame.addresses.whole(self.path)

    def outputs(self) -> Iterator[Output]:
        yield self._first()
        if self.parts:
            yield from (self._further(number) for number in range(2, len(self.parts) + 1))
            yield self._whole()
        if self.figures:
            yield self._schema(self.figures)
            yield from (self._country(self.figures, code) for code in self.figures.countries)

    def _first(self) -> Output:
        return replace(
            self._output(self.path, self._first_page),
            part=1,
            indexed=self.one.is_translated(self.frame.language),
            languages=self._languages(1),
            tells=self.whole_path if self.parts else "",
        )

    def _first_page(self) -> Page:
        one, frame = self.one, self.frame
        view = self._part(1) if self.parts else self.view(one)
        return self._page(
            self.path, view, alternates=self._alternates(1), structured=structured(one, frame, self.figures),
            description=frame.display.phrase(one.entry.get("summary")).text,
        )  # fmt: skip

    def _further(self, number: int) -> Output:
        path = part_path(self.path, number)

        def context() -> Page:
            note = self.frame.texts["part_of"].format(n=number, total=len(self.parts))
            headings = (heading.text for heading in self.parts[number - 1].headings)
            return self._page(
                path, self._part(number), number=number, note=note, alternates=self._alternates(number),
                description=described(self.frame.display.title(self.one).text, headings),
            )  # fmt: skip

        return replace(
            self._output(path, context),
            template="part.html",
            form="part",
            part=number,
            indexed=self.one.is_translated(self.frame.language),
            languages=self._languages(number),
            tells=self.whole_path,
        )

    def _whole(self) -> Output:
        """All parts on one page, for paper and for reading without a network; search engines are led to the first."""

        def context() -> Page:
            others = {
                lang: self.frames[lang].addresses.whole(path) if self._count(lang) else path
                for lang, path in self.one.paths.items()
            }
            note = self.frame.texts["whole_title"]
            summary = self.frame.display.phrase(self.one.entry.get("summary")).text
            return self._page(
                self.whole_path, self.view(self.one), note=note, alternates=others, description=summary
            )  # fmt: skip

        return replace(self._output(self.whole_path, context), form="whole", part=0, indexed=False)

    # -- data ------------------------------------------------------------------------------

    def _schema(self, figures: DatasetPages) -> Output:
        """What the columns of the data are, for programs."""
        return Output(
            figures.schema_path, "export", self.one.entry.sources, f"schema of {self.one.id}", writer="json-node",
            value=lambda: figures.schema,
        )  # fmt: skip

    def _country(self, figures: DatasetPages, code: str) -> Output:
        """The rows of one country, where one page cannot show those of all."""
        path, name = figures.country_path(code), self.frame.display.country(code)

        def context() -> Page:
            whole = self.view(self.one)
            assert isinstance(whole, EntryView)
            title = Phrase(f"{whole.title.text}: {name}", whole.title.lang)
            view = EntryView(
                id=whole.id, type=whole.type, kicker=whole.kicker, title=title, lead=whole.lead, notices=whole.notices,
                data=figures.country_view(code), sources=whole.sources, dates=whole.dates,
                correct=whole.correct,
            )  # fmt: skip
            others = {lang: figures.country_path_in(lang, code) for lang in self.one.paths}
            return self._page(path, view, note=name, alternates=others, description=f"{title.text}. {whole.lead.text}")

        return replace(self._output(path, context), owner=f"{self.one.id} {code}")

    def _part(self, number: int) -> EntryView:
        view = self.view(self.one)
        assert isinstance(view, EntryView)
        return part_view(view, self.parts, number, self.path, self.whole_path)

    def _output(self, path: str, context: Callable[[], Page]) -> Output:
        one = self.one
        return Output(
            path,
            "page",
            one.entry.sources,
            one.id,
            template=BY_NAME[one.type].template(one.entry.data),
            context=context,
            changed=one.changed,
        )

    def _page(
        self, path: str, view: View, *, alternates: Mapping[str, str], number: int = 1, note: str = "",
        description: str = "", structured: str = "",
    ) -> Page:  # fmt: skip
        one, frame = self.one, self.frame
        kind = BY_NAME[one.type]
        section = frame.addresses.section(kind)
        if kind.links_terms and isinstance(view, EntryView) and view.body:
            glossary = frame.glossary(view.body.lang or frame.language)
            view = replace(view, body=glossary.linked(view.body))
        title = frame.display.title(one).text
        crumbs = (frame.home_crumb, Item(frame.texts[f"section_{one.type}"], section), *_parents(one, frame))
        return frame.page(
            path, view, title=f"{title} ({note})" if note else title, description=description, crumbs=crumbs,
            alternates=alternates, canonical=frame.canonical_of(one, number), structured=structured,
            section=section if kind.names_feed else None, image=frame.display.image_path(one),
            only=frame.display.only(one),
        )  # fmt: skip

    # -- other languages -------------------------------------------------------------------

    def _count(self, language: str) -> int:
        return len(self.frame.display.parts.of(self.one, language))

    def _alternates(self, number: int) -> Mapping[str, str]:
        """The same part where a translation has as many, else its first page."""
        return {
            lang: part_path(path, number) if self._count(lang) == len(self.parts) else path
            for lang, path in self.one.paths.items()
        }

    def _languages(self, number: int) -> Mapping[str, str]:
        """Of those, the languages with a text of their own whose page shows the same."""
        return {
            lang: part_path(path, number)
            for lang, path in self.one.paths.items()
            if self.one.is_translated(lang) and (number == 1 or self._count(lang) == len(self.parts))
        }


def view_of(
    one: Published, frame: Frame, listed: Listed, file_path: FilePath, topic_paths: Callable[[str, str], str]
) -> EntryPageView:
    """What the page of an entry shows."""
    gathered = tuple(_gathered(one, frame))
    own = entry_view(one, frame.display, file_path, gathered, tuple(_copies(one, frame)))
    if one.type == "topic":
        return _topic_view(one, frame, listed, own, topic_paths)
    if one.type == "chain":
        return replace(own, chain=chain_view(one, frame))
    goods = frame.matches.goods_in(one.id)
    if goods:
        own = replace(own, partners=partner_groups(one, frame), products=product_links(goods, frame))
    more = AROUND.get(BY_NAME[one.type].template(one.entry.data))
    return more(one, frame.display, own) if more else own


def _gathered(one: Published, frame: Frame) -> Iterator[Group]:
    """What the page shows of other types, the first of each."""
    for join, found in frame.joins.of(one):
        cards = tuple(brief_card(other, frame.display) for other in found[:GATHERED_EACH])
        more = _all_of_country(one, join, frame) if len(found) > GATHERED_EACH else None
        yield Group(frame.texts[join.text], cards, more)


def _all_of_country(one: Published, join: Join, frame: Frame) -> Item | None:
    """The list of all entries of a type for the country of a market, where there is one."""
    market = str(one.entry.get("market", ""))
    path = frame.display.facet_path(join.kind, PLACE_FIELDS.get(join.kind, "countries"), market)
    name = frame.texts[f"section_{join.kind}"]
    return Item(f"{name}: {frame.display.country(market)}", path) if path else None


def _copies(one: Published, frame: Frame) -> Iterator[Item]:
    """What a reader may take along from the page."""
    page = one.paths[frame.language]
    if has_calendar(one, Today(frame.site.day, frame.config.zone)):
        yield Item(frame.texts["to_calendar"], frame.addresses.beside(page, CALENDAR), note="ICS")
    if has_contact(one):
        yield Item(frame.texts["to_contacts"], frame.addresses.beside(page, CONTACT), note="vCard")


def _parents(one: Published, frame: Frame) -> list[Item]:
    parent = one.entry.get("parent")
    chain: list[Item] = []
    seen = {one.id}
    while isinstance(parent, Ref) and parent.id not in seen and (above := frame.site.get(parent.id)):
        seen.add(above.id)
        chain.insert(0, frame.display.link(above))
        parent = above.entry.get("parent")
    return chain


def _topic_view(
    one: Published, frame: Frame, listed: Listed, view: EntryView, topic_paths: Callable[[str, str], str]
) -> TopicView:
    display = frame.display
    starts = [target for ref in one.entry.data.items_of("start_here") if (target := frame.site.get(ref.id))]
    ours = Ref(one.id)
    by_type = [
        (kind, [other for other in listed.get(kind.name, []) if ours in other.entry.data.items_of("topics")])
        for kind in TYPES
    ]
    by_type = [(kind, found) for kind, found in by_type if found]
    each = each_of(len(by_type))
    groups = []
    for kind, found in by_type:
        whole = Item(frame.texts["all_n"].format(n=len(found)), topic_paths(kind.name, one.id))
        cards = tuple(card(other, display) for other in found[:each])
        title = frame.texts[f"section_{kind.name}"]
        groups.append(Group(title, cards, whole if len(found) > each else None, kind.folder))
    children = [other for other in listed.get("topic", []) if other.entry.get("parent") == Ref(one.id)]
    values = tuple(
        FacetValue(display.title(child).text, child.paths[frame.language], topic_count(child.id, listed))
        for child in children
    )
    return TopicView(view, tuple(card(target, display, with_type=True) for target in starts), values, tuple(groups))


def topic_count(topic_id: str, listed: Listed) -> int:
    """How many entries of all lists belong to a topic."""
    topic = Ref(topic_id)
    return sum(topic in one.entry.data.items_of("topics") for found in listed.values() for one in found)
