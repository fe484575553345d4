"""A page as a whole: its frame, the same for a language, and one of the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubgen.model.frozen import frozen

if TYPE_CHECKING:
    from hubgen.model.views.kinds import View
    from hubgen.model.views.pieces import ContactView, Item
    from hubgen.model.views.system import FollowView


@frozen
class HubView:
    """The frame of every page in one language; the same value for all of them."""

    title: str
    summary: str
    home: str
    sections: tuple[Item, ...]
    """All of them, in the order of the site."""
    menu: tuple[Item, ...]
    """The navigation of every page: the first sections, A to Z, and the way to the rest where there are more."""
    all_sections: str
    """Where the home page lists them, when the menu does not; or empty."""
    more: tuple[Item, ...]
    """Beside the sections: A to Z, pages by country and by sector, how to subscribe, about."""
    subscribe: str
    """Path of the page that explains feeds and calendars."""
    contact: ContactView
    license: str
    license_url: str
    colour: str
    colour_dark: str
    logo: str
    """A drawing inline (SVG), checked; or empty."""
    search: str = ""
    """Path of the search page; or empty."""
    locale: str = ""
    """Tag of language and country, by which numbers are written."""
    audience: str = ""
    """For whom the site is, where that is not everybody: `members`, `staff`."""


@frozen
class Page:
    """What is true of one page, beside its view."""

    path: str
    language: str
    direction: str
    title: str
    """For `<title>`, without the hub's name."""
    description: str
    canonical: str
    """Permalink; of the original where this page only stands in for it."""
    crumbs: tuple[Item, ...]
    """From home to the parent; empty on home itself."""
    alternates: tuple[Item, ...]
    """The same page in the other languages: name in its own spelling, path, lang."""
    hub: HubView
    view: View
    feed: Item | None = None
    """The feed that the page announces: its own, else that of its section or of the hub."""
    follow: FollowView | None = None
    structured: str = ""
    """What it is about, for programs (JSON-LD); empty where there is none."""
    image: str = ""
    """Permalink of the picture that other sites show beside a link to the page."""
    only: str = ""
    """For whom alone the entry of the page is, in words; or empty."""
    absolute_root: str = ""
    """Only on 404: the path of base_url, for addresses that hold from any depth."""
