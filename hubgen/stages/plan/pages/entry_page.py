"""The page of an entry; that of a topic gathers its entries of every type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from hubgen.model.entry import Ref
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.view import (
    EntryView,
    FacetValue,
    Group,
    Item,
    Page,
    TopicView,
)
from hubgen.stages.plan.companions import CALENDAR, CONTACT, has_calendar, has_contact
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.structured import structured
from hubgen.stages.plan.pages.cards import card
from hubgen.stages.plan.pages.entry_view import FilePath, entry_view
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import Today

TOPIC_EACH = 6
HOME_NEWS = 3
HOME_GUIDES = 3
HOME_DEADLINES = 4
ENTRIES_ON_ONE_PAGE = 200
Listed = Mapping[str, list[Published]]
Frames = Mapping[str, Frame]


def entry_output(
    one: Published, frame: Frame, listed: Listed, file_path: FilePath, topic_paths: Callable[[str, str], str]
) -> Output:
    """The page of an entry."""
    kind = BY_NAME[one.type]

    def context() -> Page:
        own = replace(entry_view(one, frame.display, file_path), copies=tuple(_copies(one, frame)))
        view = _topic_view(one, frame, listed, own, topic_paths) if one.type == "topic" else own
        crumbs = [frame.home_crumb, Item(frame.texts[f"section_{one.type}"], frame.addresses.section(kind))]
        crumbs += _parents(one, frame)
        return frame.page(
            one.paths[frame.language], view, title=frame.display.title(one).text,
            description=frame.display.phrase(one.entry.get("summary")).text, crumbs=tuple(crumbs), alternates=one.paths,
            canonical=frame.canonical_of(one), section=frame.addresses.section(kind),
            structured=structured(one, frame), image=frame.display.image_path(one),
        )  # fmt: skip

    return Output(
        one.paths[frame.language],
        "page",
        one.entry.sources,
        one.id,
        template=f"{one.type}.html",
        context=context,
        indexed=one.is_translated(frame.language),
        changed=one.changed,
    )


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
    groups = []
    for kind in TYPES:
        found = [other for other in listed.get(kind.name, []) if Ref(one.id) in other.entry.data.items_of("topics")]
        if found:
            more = (
                Item(frame.texts["all_n"].format(n=len(found)), topic_paths(kind.name, one.id))
                if len(found) > TOPIC_EACH
                else None
            )
            groups.append(
                Group(
                    frame.texts[f"section_{kind.name}"],
                    tuple(card(other, display) for other in found[:TOPIC_EACH]),
                    more,
                    kind.folder,
                )
            )
    children = [other for other in listed.get("topic", []) if other.entry.get("parent") == Ref(one.id)]
    values = tuple(
        FacetValue(display.title(child).text, child.paths[frame.language], topic_count(child.id, listed))
        for child in children
    )
    return TopicView(view, tuple(card(target, display, with_type=True) for target in starts), values, tuple(groups))


def topic_count(topic_id: str, listed: Listed) -> int:
    """How many entries of all lists belong to a topic."""
    return sum(Ref(topic_id) in one.entry.data.items_of("topics") for found in listed.values() for one in found)
