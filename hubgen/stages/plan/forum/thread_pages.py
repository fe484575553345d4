"""The pages of a thread after the first, which is that of its entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.addresses import part_path
from hubgen.stages.plan.forum.thread_view import thread_view
from hubgen.stages.plan.frame import Frame, described
from hubgen.stages.plan.pages.entry_view import FilePath, entry_view
from hubgen.types import BY_NAME

Frames = Mapping[str, Frame]


def thread_outputs(one: Published, frame: Frame, file_path: FilePath) -> Iterator[Output]:
    """A page for each further sheet of a thread; none for any other entry."""
    thread = frame.site.threads.get(one.id)
    for number in range(2, len(frame.display.sheets.of(thread)) + 1 if thread else 2):
        yield Output(
            part_path(one.paths[frame.language], number), "page", one.entry.sources, one.id,
            template=BY_NAME[one.type].template(one.entry.data), context=_context(one, number, frame, file_path),
            changed=one.changed, indexed=one.is_translated(frame.language),
            languages={lang: part_path(path, number) for lang, path in one.paths.items() if one.is_translated(lang)},
        )  # fmt: skip


def _context(one: Published, number: int, frame: Frame, file_path: FilePath) -> Callable[[], Page]:
    def context() -> Page:
        view = thread_view(one, frame.display, entry_view(one, frame.display, file_path), number)
        title = frame.display.title(one).text
        page = frame.texts["page_n"].format(n=number)
        section = Item(frame.texts[f"section_{one.type}"], frame.addresses.section(BY_NAME[one.type]))
        names = dict.fromkeys(message.sender for message in view.messages)
        return frame.page(
            part_path(one.paths[frame.language], number), view, title=f"{title} ({page})",
            description=described(f"{title}, {page}", names),
            crumbs=(frame.home_crumb, section, *((view.list,) if view.list else ())),
            alternates={lang: part_path(path, number) for lang, path in one.paths.items()},
            list_path=one.paths[frame.language], canonical=frame.canonical_of(one, number),
        )  # fmt: skip

    return context
