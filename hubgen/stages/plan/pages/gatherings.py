"""Pages by country and by sector: all types together, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubgen.locale.formatting import slugify, sort_key
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.lists import FacetGroup, FacetValue, ListView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item
from hubgen.stages.paths import portable
from hubgen.stages.plan.display import Display, FacetPath, capital
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.gather import FIELDS, KINDS, Gatherings, Kind
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.cards import card, each_of
from hubgen.types import TYPES


def gathering_outputs(
    gatherings: Gatherings, frame: Frame, frames: Frames, listed: Listed, facet_path: FacetPath
) -> Iterator[Output]:
    """A page for each country and sector with entries enough, and one that lists them."""
    for kind in KINDS:
        values = gatherings[kind]
        if values:
            yield _index(kind, values, frame, frames)
        for value, ids in values.items():
            yield _page(kind, value, ids, frame, frames, listed, facet_path)


def gathering_name(kind: Kind, value: str, display: Display) -> str:
    """The name of a country or a sector, as a title."""
    return capital(display.country(value) if kind == "country" else display.sector(value))


def gathering_path(kind: Kind, value: str, frame: Frame) -> str:
    name = slugify(gathering_name(kind, value, frame.display)) or value.lower()
    return frame.addresses.gathering(kind, portable(name))


def _index(kind: Kind, values: Mapping[str, frozenset[str]], frame: Frame, frames: Frames) -> Output:
    path, title = frame.addresses.gathering(kind), frame.texts[kind]

    def context() -> Page:
        links = [
            FacetValue(gathering_name(kind, value, frame.display), gathering_path(kind, value, frame), len(ids))
            for value, ids in values.items()
        ]
        links.sort(key=lambda one: (sort_key(one.text, frame.language), one.path))
        lead = frame.texts[f"{kind}_lead"]
        view = ListView(title, lead, sum(map(len, values.values())), facets=(FacetGroup(title, kind, tuple(links)),))
        others = {lang: other.addresses.gathering(kind) for lang, other in frames.items()}
        return frame.page(path, view, title=title, description=lead, crumbs=(frame.home_crumb,), alternates=others)

    return Output(path, "page", (), f"{kind} pages", template="gathering.html", context=context)


def _page(
    kind: Kind, value: str, ids: frozenset[str], frame: Frame, frames: Frames, listed: Listed, facet_path: FacetPath
) -> Output:
    path, title = gathering_path(kind, value, frame), gathering_name(kind, value, frame.display)
    found = {name: [one for one in entries if one.id in ids] for name, entries in listed.items()}
    shown = [one for entries in found.values() for one in entries]

    def context() -> Page:
        groups = tuple(_groups(kind, value, found, frame, facet_path))
        lead = frame.texts[f"{kind}_one_lead"]
        view = ListView(title, lead, len(shown), groups=groups)
        crumbs = (frame.home_crumb, Item(frame.texts[kind], frame.addresses.gathering(kind)))
        others = {lang: gathering_path(kind, value, other) for lang, other in frames.items()}
        return frame.page(path, view, title=title, description=f"{title}: {lead}", crumbs=crumbs, alternates=others)

    sources = sources_of(shown)
    changed = max((one.changed for one in shown), default=None)
    return Output(path, "page", sources, f"{kind} {value}", template="gathering.html", context=context, changed=changed)


def _groups(
    kind: Kind, value: str, found: Mapping[str, list[Published]], frame: Frame, facet_path: FacetPath
) -> Iterator[Group]:
    each = each_of(sum(map(bool, found.values())))
    for content_type in TYPES:
        entries = found.get(content_type.name, [])
        if not entries:
            continue
        more = None
        if len(entries) > each:
            paths = (facet_path(content_type.name, field, value) for field in FIELDS[kind])
            target = next((path for path in paths if path), frame.addresses.section(content_type))
            more = Item(frame.texts["all_n"].format(n=len(entries)), target)
        cards = tuple(card(one, frame.display) for one in entries[:each])
        yield Group(frame.texts[f"section_{content_type.name}"], cards, more, content_type.folder)
