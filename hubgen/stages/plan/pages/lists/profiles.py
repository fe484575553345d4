"""The page of a profile: entries of every type for firms like it."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.config_parts.profiles import Profile
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.model.views.lists import ListView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Group, Item
from hubgen.stages.plan.facets import fits
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.cards import card, each_of
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import ContentType


def profile_outputs(profile: Profile, frame: Frame, listed: Listed, siblings: Frames) -> Iterator[Output]:
    """The page of a profile: entries of every type for firms like it."""
    title = frame.display.phrase(profile.title)
    path = frame.addresses.profile(profile.slug)
    fitting = {
        kind.name: [one for one in listed.get(kind.name, []) if fits(one, kind, profile, frame.config, frame.site)]
        for kind in TYPES
        if kind.name != "topic"
    }

    def context() -> Page:
        each = each_of(sum(map(bool, fitting.values())))
        groups = tuple(_profile_group(BY_NAME[name], found, frame, each) for name, found in fitting.items() if found)
        view = ListView(
            title.text, frame.texts["profile_lead"], sum(map(len, fitting.values())), groups=groups, lang=title.lang
        )
        alternates = {lang: other.addresses.profile(profile.slug) for lang, other in siblings.items()}
        return frame.page(
            path,
            view,
            title=title.text,
            description=frame.texts["profile_lead"],
            crumbs=(frame.home_crumb,),
            alternates=alternates,
        )

    shown = [one for found in fitting.values() for one in found]
    sources = ("config.yaml", *sources_of(shown))
    changed = max((one.changed for one in shown), default=None)
    owner = f"profile {profile.slug}"
    yield Output(path, "page", sources, owner, template="list.html", context=context, changed=changed)


def _profile_group(kind: ContentType, found: list[Published], frame: Frame, each: int) -> Group:
    more = Item(frame.texts["all_n"].format(n=len(found)), frame.addresses.section(kind)) if len(found) > each else None
    return Group(
        frame.texts[f"section_{kind.name}"],
        tuple(card(one, frame.display) for one in found[:each]),
        more,
        kind.name,
    )
