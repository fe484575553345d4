"""The pages about the hub itself: about, not found."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.output import Output
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Fact, Item, Phrase
from hubgen.model.views.system import AboutView, NotFoundView
from hubgen.stages.plan.frame import Frame, Frames
from hubgen.stages.plan.pages.entry_view import FilePath, body_view
from hubgen.types import TYPES


def about_output(frame: Frame, frames: Frames, file_path: FilePath) -> Output:
    path = frame.addresses.system("about")
    about = frame.site.about

    def context() -> Page:
        title = frame.display.title(about) if about and about.entry.title else Phrase(frame.texts["about"])
        lead = frame.display.phrase(about.entry.get("summary") if about else frame.config.summary)
        body = body_view(about, frame.display, file_path) if about else None
        view = AboutView(title, lead, body, tuple(_about_facts(frame)))
        others = {lang: other.addresses.system("about") for lang, other in frames.items()}
        return frame.page(
            path, view, title=title.text, description=lead.text, crumbs=(frame.home_crumb,), alternates=others
        )

    return Output(
        path,
        "page",
        about.entry.sources if about else ("config.yaml",),
        "about",
        template="about.html",
        context=context,
    )


def _about_facts(frame: Frame) -> Iterator[Fact]:
    texts, site = frame.texts, frame.site
    for kind in TYPES:
        count = sum(1 for _ in site.of_type(kind.name))
        if count:
            yield Fact(texts[f"section_{kind.name}"], (Item(str(count), frame.addresses.section(kind)),))
    if frame.config.license:
        yield Fact(texts["license"], (Item(frame.config.license, frame.hub.license_url),))


def not_found_output(frame: Frame) -> Output:
    """404.html at the root of the site: shown for any address, so its links hold from any depth."""
    path = f"{frame.addresses.prefix}404.html"

    def context() -> Page:
        view = NotFoundView(
            frame.texts["not_found"],
            frame.texts["not_found_text"],
            (Item(frame.texts["home"], frame.addresses.home), *frame.hub.sections, *frame.hub.more),
        )
        return frame.page(path, view, title=view.title, description=view.text, absolute_root=frame.config.base_path)

    return Output(path, "page", (), "404", template="404.html", context=context, indexed=False)
