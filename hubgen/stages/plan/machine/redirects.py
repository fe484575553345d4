"""Redirects: a page at each old address of an entry."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.formats.file_names import is_portable_path
from hubgen.model.output import Output
from hubgen.model.site import Published, Site
from hubgen.model.views.page import Page
from hubgen.model.views.system import RedirectView
from hubgen.stages.plan.frame import Frame, Frames


def redirects(site: Site, frames: Frames) -> Iterator[Output]:
    """A page at each old address of an entry that leads to the new one."""
    for one in site.entries:
        aliases = one.entry.get("aliases")
        for alias in aliases if isinstance(aliases, tuple) else ():
            frame = frames.get(one.entry.language) or next(iter(frames.values()))
            path = alias_path(str(alias))
            if is_portable_path(path):  # another one was told when the entry was read
                yield _redirect(path, one, frame)


def _redirect(path: str, one: Published, frame: Frame) -> Output:
    target = one.paths[frame.language]

    def context() -> Page:
        title = frame.display.title(one).text
        return frame.page(path, RedirectView(title, target), title=title, canonical=target)

    return Output(
        path,
        "redirect",
        one.entry.sources,
        f"alias of {one.id}",
        template="redirect.html",
        context=context,
        indexed=False,
    )


def alias_path(alias: str) -> str:
    """The file at an old address: a folder is its index, an address without a suffix is taken for a folder."""
    path = alias.strip().lstrip("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html"
