"""The search page of a language, and the one script that the search pages share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubgen.model.output import Output
from hubgen.model.views.page import Page
from hubgen.model.views.system import SearchView
from hubgen.search.canonical import FOLDER
from hubgen.search.marks import FIRST_KB, INDEX, NEXT_KB, SECONDS
from hubgen.stages.plan.frame import Frame, Frames, described
from hubgen.stages.plan.order import Listed
from hubgen.stages.plan.pages.alphabet import letter_links
from hubgen.stages.plan.pages.home import top_topics
from hubgen.stages.plan.scripts import script_output, script_path


def search_outputs(frames: Frames, listed: Mapping[str, Listed], script: bytes) -> Iterator[Output]:
    """A page for each language that has something to find; nothing where the hub has no search."""
    pages = {lang: frame.search_path for lang, frame in frames.items() if frame.search_path}
    if pages:
        yield script_output("search", script)
    for lang in pages:
        yield _page(frames[lang], listed[lang], pages, script_path("search", script))


def _page(frame: Frame, listed: Listed, pages: Mapping[str, str], script: str) -> Output:
    title = frame.texts["search"]

    def context() -> Page:
        view = SearchView(
            title=title,
            script=script,
            engine=FOLDER,
            first_kb=FIRST_KB,
            next_kb=NEXT_KB,
            seconds=SECONDS,
            index=INDEX,
            letters=letter_links(frame),
            topics=top_topics(frame, listed),
        )
        return frame.page(
            pages[frame.language],
            view,
            title=title,
            description=described(title, (topic.text for topic in view.topics)),
            crumbs=(frame.home_crumb,),
            alternates=pages,
        )

    return Output(pages[frame.language], "page", ("config.yaml",), "search", template="search.html", context=context)
