"""A site to its outputs: every file with its template and a way to make its context.

Nothing is rendered here and no disk is touched; contexts are made when render asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from hubgen.config import Config
from hubgen.matching.pairs import match
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.picture import Pictures
from hubgen.model.scripts import NO_SCRIPTS, Scripts
from hubgen.model.site import Published, Site
from hubgen.model.views.entry import EntryView
from hubgen.model.views.kinds import EntryPageView
from hubgen.problems import Problem, problem, say
from hubgen.search.documents import SearchDocument
from hubgen.stages.plan.addresses import copied_path
from hubgen.stages.plan.clashes import odd_names, unique
from hubgen.stages.plan.companions import CATALOG, CONTACT, MESSAGES, RING, TENDERS, has_contact
from hubgen.stages.plan.data.data_view import dataset_pages
from hubgen.stages.plan.display import FacetPath
from hubgen.stages.plan.facets import FacetIndex, index_facets
from hubgen.stages.plan.forum.thread_pages import thread_outputs
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.gallery import Gallery
from hubgen.stages.plan.gather import gather
from hubgen.stages.plan.machine.calendars import Calendars
from hubgen.stages.plan.machine.cards import Cards
from hubgen.stages.plan.machine.catalog import catalog_output
from hubgen.stages.plan.machine.channels import Channel, Channels
from hubgen.stages.plan.machine.exports import Exports
from hubgen.stages.plan.machine.feeds import Feeds
from hubgen.stages.plan.machine.install import install_outputs
from hubgen.stages.plan.machine.messages import messages_output
from hubgen.stages.plan.machine.redirects import redirects
from hubgen.stages.plan.machine.sitemap import robots, sitemap
from hubgen.stages.plan.machine.tenders import tenders_output
from hubgen.stages.plan.order import in_list_order, newest_first
from hubgen.stages.plan.pages.about import about_output, not_found_output
from hubgen.stages.plan.pages.alphabet import alphabet_outputs
from hubgen.stages.plan.pages.diagnostics import node_outputs
from hubgen.stages.plan.pages.entry_page import entry_outputs, view_of
from hubgen.stages.plan.pages.gatherings import gathering_outputs
from hubgen.stages.plan.pages.home import home_output
from hubgen.stages.plan.pages.lists import list_outputs
from hubgen.stages.plan.pages.lists.comparison import comparison_links, comparison_outputs
from hubgen.stages.plan.pages.lists.finder import finders
from hubgen.stages.plan.pages.lists.profiles import profile_outputs
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.pages.products import product_outputs
from hubgen.stages.plan.pages.search import search_outputs
from hubgen.stages.plan.pages.subscribe import follow_views, opml_output, subscribe_output
from hubgen.stages.plan.parts import Parts
from hubgen.stages.plan.scripts import script_output
from hubgen.stages.plan.searchable import search_documents
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import ContentType
from hubgen.types.dataset import DATASET
from hubgen.types.notice import NOTICE, is_tender
from hubgen.types.partner import PARTNER

RECENT_VIEWS = 8
"""So many entries back a view is still known: pages are made in the order of their paths."""


@frozen(slots=False)
class Plan:
    """All outputs of a site, each address once."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    documents: Callable[[], tuple[SearchDocument, ...]]
    """Gives what the search knows of the site: nothing where the hub has no search."""
    search_pages: Mapping[str, str]
    """Language of each search page by its path."""


def plan(
    site: Site,
    config: Config,
    texts: Mapping[str, Mapping[str, str]],
    logo: str = "",
    pictures: Pictures | None = None,
    scripts: Scripts = NO_SCRIPTS,
) -> Plan:
    """Every file of the site.

    Args:
        texts: interface texts by language.
        logo: inline SVG, already checked; or empty.
        pictures: those that entries show; one that is missing leaves a gap.
        scripts: of the theme.
    """
    return _Planner(site, config, texts, logo, pictures or Pictures(), scripts).run()


class _Planner:
    def __init__(
        self,
        site: Site,
        config: Config,
        texts: Mapping[str, Mapping[str, str]],
        logo: str,
        pictures: Pictures,
        scripts: Scripts,
    ):
        self.site, self.config, self.scripts = site, config, scripts
        self.gallery = Gallery(pictures, config.images, self.file_path)
        parts = Parts(config.budget.part)
        self.frames = {lang: Frame(site, config, texts[lang], lang, parts, logo, scripts) for lang in config.languages}
        matches = match(site, config.groups)
        for frame in self.frames.values():
            frame.matches = matches
        self.listed = {
            lang: {kind.name: in_list_order(site.current(kind.name), kind.name, site, config, lang) for kind in TYPES}
            for lang in config.languages
        }
        """By language, since titles have another order in each."""
        self.archived = {
            kind.name: newest_first([one for one in site.of_type(kind.name) if one.life == "archive"]) for kind in TYPES
        }
        self.indexes: dict[str, dict[str, FacetIndex]] = index_facets(site, config, self.listed)
        self.lists = {lang: self._lists(frame) for lang, frame in self.frames.items()}
        for lang, frame in self.frames.items():
            frame.display.facet_path = self._facet_paths(lang)
            frame.display.gallery = self.gallery
        self.gatherings = gather(site, config, self.listed[config.main_language])
        for frame in self.frames.values():
            frame.gathered = tuple(kind for kind, values in self.gatherings.items() if values)
        self.channels = {lang: self._channels(frame) for lang, frame in self.frames.items()}
        for lang, frame in self.frames.items():
            frame.follow = follow_views(self.channels[lang], frame, self._own_files(lang, frame))

    def run(self) -> Plan:
        outputs = list(self._all())
        outputs += [
            Output(path, "file", (f"content/{source}",), f"file {source}", copied=source)
            for path, source in self._copies()
        ]
        outputs += [
            Output(name, "file", (f"content/static/{name}",), f"static/{name}", copied=f"static/{name}")
            for name in self.site.static
        ]
        outputs += self.gallery.outputs()
        kept, problems = unique(outputs, self.site)
        if self.site.audience == "public":
            kept.append(sitemap(kept, self.config))
        kept.append(robots(self.config, self.site.audience))
        kept, more = unique(kept, self.site)
        problems += [*more, *odd_names(kept), *self._orphans()]
        return Plan(
            tuple(sorted(kept, key=lambda output: output.path)),
            tuple(dict.fromkeys(problems)),
            lambda: tuple(search_documents(self.frames, self.file_path)),
            {frame.search_path: lang for lang, frame in self.frames.items() if frame.search_path},
        )

    def _all(self) -> Iterator[Output]:
        for lang, frame in self.frames.items():
            yield home_output(frame, self.frames, self.listed[lang])
            yield about_output(frame, self.frames, self.file_path)
            yield from alphabet_outputs(frame, self.frames)
            yield not_found_output(frame)
            for lists in self.lists[lang].values():
                yield from list_outputs(lists)
                yield from comparison_outputs(lists, self.file_path)
            yield from gathering_outputs(
                self.gatherings, frame, self.frames, self.listed[lang], self._facet_paths(lang)
            )
            yield from product_outputs(frame, self.frames)
            for profile in self.config.profiles:
                yield from profile_outputs(profile, frame, self.listed[lang], self.frames)
            view = self._entry_view(lang)
            for one in self.site.entries:
                figures = dataset_pages(one, frame.display, self.file_path)
                yield from entry_outputs(one, frame, self.frames, view, figures)
                yield from node_outputs(one, frame, self.frames)
                yield from thread_outputs(one, frame, self.file_path)
            yield from self._for_programs(lang, frame)
        yield from install_outputs(self.frames)
        yield from search_outputs(self.frames, self.listed, self.scripts.search)
        if any(True for lists in self.lists.values() for one in lists.values() for _ in finders(one)):
            yield script_output("finder", self.scripts.finder)
        yield from redirects(self.site, self.frames)

    def _for_programs(self, lang: str, frame: Frame) -> Iterator[Output]:
        """Feeds, calendars, exports and contacts of a language, and the page that explains them."""
        feeds, calendars, exports = Feeds(frame, self.file_path), Calendars(frame), Exports(frame, self.file_path)
        channels = tuple(channel for channel in self.channels[lang] if channel.forms)
        offered = tuple(channel for channel in channels if channel.group != "thread")
        yield subscribe_output(offered, frame, self.frames)
        if offered:
            yield opml_output(offered, frame)
        for channel in channels:
            yield from feeds.outputs(channel)
            if channel.has_calendar:
                yield calendars.of_channel(channel)
        for one in self.site.entries:
            if own := calendars.of_entry(one):
                yield own
        for kind in TYPES:
            yield from exports.outputs(kind, self.listed[lang][kind.name])
            yield from Cards(frame).outputs(kind, self.listed[lang][kind.name])
        yield from messages_output(frame, self.listed[lang][NOTICE.name])
        yield from tenders_output(frame, self.listed[lang][NOTICE.name])
        yield from catalog_output(frame, self.listed[lang][DATASET.name], self.file_path)

    def _channels(self, frame: Frame) -> tuple[Channel, ...]:
        lang = frame.language
        return tuple(Channels(frame, self.lists[lang], self.listed[lang], self.gatherings).all())

    def _own_files(self, lang: str, frame: Frame) -> Mapping[str, frozenset[str]]:
        """Name of a file that only some lists have -> their paths."""

        def paths(keeps: Callable[[Published], bool], *kinds: ContentType) -> frozenset[str]:
            found = (kind for kind in kinds if any(map(keeps, self.listed[lang][kind.name])))
            return frozenset(map(frame.addresses.section, found))

        return {
            CONTACT: paths(has_contact, *TYPES),
            CATALOG: paths(lambda one: bool(self.site.tables), DATASET),
            MESSAGES: paths(lambda one: True, NOTICE),
            TENDERS: paths(lambda one: is_tender(one.entry.data), NOTICE),
            RING: paths(lambda one: True, PARTNER),
        }

    def _lists(self, frame: Frame) -> dict[str, Lists]:
        return {
            kind.name: Lists(
                frame,
                self.indexes[frame.language].get(kind.name),
                kind,
                self.listed[frame.language][kind.name],
                self.archived[kind.name],
                _Siblings(self, kind.name),
            )
            for kind in TYPES
            if any(self.site.of_type(kind.name))
        }

    def _facet_paths(self, language: str) -> FacetPath:
        def path(kind: str, field: str, value: str) -> str:
            lists, index = self.lists[language].get(kind), self.indexes[language].get(kind)
            facet = index.facet(field) if index else None
            if lists is None or facet is None or index is None or facet.bands or value not in index.values[field]:
                return ""
            return lists.value_path(facet, value)

        return path

    def _entry_view(self, language: str) -> Callable[[Published], EntryPageView]:
        """What the page of an entry in that language shows, its text in one piece; pages of its parts ask again."""
        frame, listed, topic_list = self.frames[language], self.listed[language], self._topic_list(language)

        @lru_cache(maxsize=RECENT_VIEWS)
        def view(entry_id: str) -> EntryPageView:
            one = self.site.get(entry_id)
            assert one is not None
            made = view_of(one, frame, listed, self.file_path, topic_list)
            beside = comparison_links(self.lists[language][one.type], one)
            return replace(made, compare=beside) if beside and isinstance(made, EntryView) else made

        return lambda one: view(one.id)

    def _topic_list(self, language: str) -> Callable[[str, str], str]:
        def path(kind: str, topic_id: str) -> str:
            found = self._facet_paths(language)(kind, "topics", topic_id)
            return found or self.lists[language][kind].section_path()

        return path

    def file_path(self, source: str) -> str:
        """Where a file below content/ stands in the site; its section has the name of the main language."""
        return copied_path(source, self.config)

    def _copies(self) -> Iterator[tuple[str, str]]:
        for source in sorted(set(_named_files(self.site))):
            yield self.file_path(source), source

    def _orphans(self) -> Iterator[Problem]:
        for one in self.site.entries:
            if one.life == "ended" and not BY_NAME[one.type].passes:
                yield problem(
                    "orphan",
                    one.entry.places.of("expires" if "expires" in one.entry.data else "closed"),
                    say("{id} has ended: its page stays, but no list shows it", id=one.id),
                    mend=say("give it a later expires, or remove the entry"),
                )


class _Siblings(Mapping[str, Lists]):
    """The lists of the same type in every language; looked up late, since they know one another."""

    def __init__(self, planner: _Planner, kind: str):
        self.planner, self.kind = planner, kind

    def __getitem__(self, language: str) -> Lists:
        return self.planner.lists[language][self.kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self.planner.lists)

    def __len__(self) -> int:
        return len(self.planner.lists)


def _named_files(site: Site) -> Iterator[str]:
    for one in (*site.entries, *((site.about,) if site.about else ())):
        for targets in one.targets.values():
            yield from (target.file for target in targets if target.file)
        kind = BY_NAME.get(one.type)
        for name in (kind.copied_file, kind.data_field) if kind else ():
            path = one.entry.texts(name)
            yield from (str(file) for _, file in path.values) if path else ()
        for row in one.entry.data.items_of("files"):
            file = row.get("path")
            yield from (str(name) for _, name in file.values) if file else ()
