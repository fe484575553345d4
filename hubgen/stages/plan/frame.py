"""The frame around every page of one language: navigation, contact, licence; and the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from hubgen.colour import dark_accent
from hubgen.config import Config
from hubgen.formats.finder_script import FinderPart
from hubgen.locale.formatting import direction_of, own_language_name, sort_key
from hubgen.matching.pairs import Matches
from hubgen.model.scripts import NO_SCRIPTS, Scripts
from hubgen.model.site import Published, Site
from hubgen.model.views.kinds import View
from hubgen.model.views.page import HubView, Page
from hubgen.model.views.pieces import Item
from hubgen.model.views.system import FollowView
from hubgen.stages.plan.addresses import Addresses, part_path, permalink
from hubgen.stages.plan.display import Display, capital
from hubgen.stages.plan.joins import Joins
from hubgen.stages.plan.pages.contacts import contact_view
from hubgen.stages.plan.parts import Parts
from hubgen.types import TYPES

if TYPE_CHECKING:
    from hubgen.stages.plan.glossary import Glossary

DEFAULT_COLOUR = "#0b5043"
LICENSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
SUMMARY_FOR_SEARCH = 160
"""Search engines show about that many characters of a description."""
FIRST = 3
MENU_SECTIONS = 8
"""More would fill a phone before the page begins; the home page lists them all."""
SECTIONS_ANCHOR = "#s"


class Frame:
    """Makes the pages of one language."""

    def __init__(
        self,
        site: Site,
        config: Config,
        texts: Mapping[str, str],
        language: str,
        parts: Parts,
        logo: str = "",
        scripts: Scripts = NO_SCRIPTS,
    ):
        self.site, self.config, self.texts, self.language, self.logo = site, config, texts, language, logo
        self.scripts = scripts
        self.addresses = Addresses(config, language, texts)
        self.display = Display(site, config, texts, language, parts)
        self.joins = Joins(site, config)
        self.matches = Matches((), ())
        """Offers and the requests that they fit; plan fills it in, one for all languages."""
        self.finder_parts: dict[str, tuple[FinderPart, ...]] = {}
        """What the finders that were asked for last tell of their entries, by the path of their list."""
        self._glossaries: dict[str, Glossary] = {}
        self.gathered: tuple[str, ...] = ()
        """`country` and `sector`, where there are pages by them."""
        self.follow: Mapping[str, FollowView] = {}
        """By the path of the list that can be followed; plan fills it in when all lists are known."""

    @cached_property
    def hub(self) -> HubView:
        config, texts = self.config, self.texts
        sections = [kind for kind in TYPES if any(self.site.of_type(kind.name))]
        items = tuple(Item(texts[f"section_{kind.name}"], self.addresses.section(kind)) for kind in sections)
        a_z = Item(texts["a_z"], self.addresses.system("a_z"))
        whole = self.addresses.home + SECTIONS_ANCHOR if len(items) > MENU_SECTIONS else ""
        colour = config.colour or DEFAULT_COLOUR
        return HubView(
            title=self.title,
            summary=config.summary.pick(self.language)[0] if config.summary else "",
            home=self.addresses.home,
            sections=items,
            menu=(*items[:MENU_SECTIONS], a_z, *((Item(texts["all_sections"], whole),) if whole else ())),
            all_sections=whole,
            more=(
                a_z,
                *(Item(texts[kind], self.addresses.gathering(kind)) for kind in self.gathered),
                Item(texts["subscribe"], self.addresses.system("subscribe")),
                Item(texts["about"], self.addresses.system("about")),
            ),
            subscribe=self.addresses.system("subscribe"),
            contact=contact_view(config.contact, self.display),
            license=config.license,
            license_url=LICENSES.get(config.license, ""),
            colour=colour,
            colour_dark=dark_accent(colour),
            logo=self.logo,
            search=self.search_path,
            locale=self.display.locale,
            audience="" if self.site.audience == "public" else self.site.audience,
        )

    @cached_property
    def search_path(self) -> str:
        """The search page; empty where the hub has no search, or none of its texts is in this language."""
        is_wanted = self.config.search and any(map(self.is_searchable, self.site.entries))
        return self.addresses.system("search") if is_wanted else ""

    def is_searchable(self, one: Published) -> bool:
        """Whether the search finds an entry: it stands in lists, and has a text of its own in this language."""
        return one.life == "current" and one.is_translated(self.language)

    def glossary(self, language: str) -> Glossary:
        """The names of the terms in the language of a text; none where the hub links none."""
        if language not in self._glossaries:
            from hubgen.stages.plan.glossary import Glossary  # an edit of a row has no use for it
            from hubgen.stages.plan.terms import terms_of

            wanted = terms_of(self.site) if self.config.glossary == "link" else ()
            self._glossaries[language] = Glossary(wanted, language, self.language)
        return self._glossaries[language]

    @property
    def title(self) -> str:
        return self.config.title.pick(self.language)[0]

    @property
    def home_crumb(self) -> Item:
        return Item(self.texts["home"], self.addresses.home)

    def page(
        self, path: str, view: View, *, title: str, description: str = "", crumbs: tuple[Item, ...] = (),
        alternates: Mapping[str, str] | None = None, canonical: str = "", absolute_root: str = "",
        list_path: str = "", section: str | None = "", structured: str = "", image: str = "", only: str = "",
    ) -> Page:  # fmt: skip
        """A page of this language.

        Args:
            alternates: the paths of the same page in the other languages.
            list_path: of the list that a further page continues.
            section: path of the list whose feed the page names, having none of its own; None for no feed at all.
            image: path of a picture of what the page is about.
            only: for whom alone its entry is, in words.
        """
        follow = self.follow.get(list_path or path)
        announced = follow
        if announced is None and section is not None:
            announced = self.follow.get(section) or self.follow.get(self.addresses.home)
        return Page(
            path=path,
            language=self.language,
            direction=direction_of(self.language),
            title=title,
            description=_cut(description),
            canonical=permalink(self.config, canonical or path),
            crumbs=crumbs,
            alternates=self._alternates(alternates or {}),
            hub=self.hub,
            view=view,
            feed=announced.feed if announced else None,
            follow=follow,
            structured=structured,
            image=permalink(self.config, image) if image else "",
            only=only,
            absolute_root=absolute_root,
        )

    def _alternates(self, paths: Mapping[str, str]) -> tuple[Item, ...]:
        """The other languages by their own names, in the order of those names."""
        items = [
            Item(capital(own_language_name(lang)), path, lang) for lang, path in paths.items() if lang != self.language
        ]
        return tuple(sorted(items, key=lambda item: sort_key(item.text, "en")))

    def canonical_of(self, one: Published, part: int = 1) -> str:
        """The page itself, or the original's where the page only stands in for a missing translation."""
        return part_path(one.paths[self.language if one.is_translated(self.language) else one.entry.language], part)


Frames = Mapping[str, Frame]
"""By language."""


def described(title: str, names: Iterable[str]) -> str:
    """What a list without a sentence of its own is described by: its title and the first of what stands in it."""
    return ": ".join(filter(None, (title, "; ".join(islice(names, FIRST)))))


def _cut(text: str) -> str:
    if len(text) <= SUMMARY_FOR_SEARCH:
        return text
    return text[: SUMMARY_FOR_SEARCH - 1].rsplit(" ", 1)[0] + "…"
