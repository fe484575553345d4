"""The finished pages, each looked at once: links and anchors that lead somewhere, weight within the budget."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from sys import intern
from urllib.parse import unquote, urlsplit

from hubgen.config import Budget, Config
from hubgen.locale.formatting import format_kb
from hubgen.model.frozen import frozen
from hubgen.model.rendered import Rendered
from hubgen.model.site import Published, Site
from hubgen.options import BudgetMode
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.heaviest import heaviest
from hubgen.stages.networks import NETWORKS, seconds

_BETWEEN = "\0"  # which no text of a page has


class LinkCheck:
    """Links between pages. What a page alone shows is settled when it comes; the rest when all have come.

    Args:
        planned: site paths of all files that are known beforehand.
    """

    def __init__(self, config: Config, planned: Container[str]):
        self._base_path, self._planned = config.base_path, planned
        self._ids: dict[str, str] = {}
        """Of each page the ids in it, each between two `_BETWEEN`; held once for all pages with the same ones."""
        self._open: dict[tuple[str, str], list[_Place]] = {}
        """By the path and the anchor, who links to what is not known yet to be there."""

    def take(self, file: Rendered) -> None:
        if file.page is None:
            return
        self._ids[file.path] = intern(_BETWEEN.join(("", *sorted(file.page.ids), "")))
        place = _Place(file.path, file.sources)
        for link in file.page.links:
            target = local_target(link, file.path, self._base_path)
            if target is not None and not self._is_there(*target):
                self._open.setdefault(target, []).append(place)

    def _is_there(self, path: str, anchor: str) -> bool:
        return path in self._planned and (not anchor or self._has(path, anchor))

    def _has(self, path: str, anchor: str) -> bool:
        """Whether a page that came has the anchor."""
        return f"{_BETWEEN}{anchor}{_BETWEEN}" in self._ids.get(path, "")

    def problems(self, files: Container[str]) -> Iterator[Problem]:
        """Links that lead nowhere.

        Args:
            files: the site paths of all that came.
        """
        for (path, anchor), places in self._open.items():
            if path not in files:
                for place in places:
                    yield place.broken(
                        say("the page /{page} links to /{path}, which does not exist", page=place.path, path=path)
                    )
            elif anchor and path in self._ids and not self._has(path, anchor):
                for place in places:
                    yield place.broken(
                        say(
                            "the page /{page} links to #{anchor} of /{path}, which does not exist",
                            page=place.path,
                            path=path,
                            anchor=anchor,
                        )
                    )


@frozen
class _Place:
    """A page with links."""

    path: str
    sources: tuple[str, ...]

    def broken(self, message: Message) -> Problem:
        return problem("broken-reference", Location(self.sources[0] if self.sources else "config.yaml"), message)


def local_target(link: str, page: str, base_path: str) -> tuple[str, str] | None:
    """The site path and the anchor that a link of a page leads to; None when it leads out of the site."""
    found = _from_folder(link, page.rpartition("/")[0], base_path)
    return found and (found[0] or page, found[1])


@lru_cache(maxsize=20_000)
def _from_folder(link: str, folder: str, base_path: str) -> tuple[str, str] | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path.removeprefix(unquote(base_path).rstrip("/")).lstrip("/") or "index.html"
    elif path:
        path = posixpath.normpath(posixpath.join(folder, path))
    return path, unquote(parts.fragment)


class WeightCheck:
    """Pages and files against the budget.

    Args:
        mode: what becomes of pages over the budget.
        owners: site path -> id of the entry whose page it is.
        wholes: site paths of pages with all parts of a text, which readers ask for by their weight.
    """

    def __init__(self, site: Site, config: Config, mode: BudgetMode, owners: Mapping[str, str], wholes: frozenset[str]):
        self._site, self._budget, self._mode, self._owners, self._wholes = site, config.budget, mode, owners, wholes
        self._found: list[Problem] = []
        self._in_parts = {owners.get(path, "") for path in wholes}
        self._heavy: dict[str, Problem] = {}
        """An entry that waits for its translations weighs much in every language: it is told once."""

    def take(self, file: Rendered) -> None:
        if self._mode != "off":
            self._found += self._problems_of(file)

    def _problems_of(self, file: Rendered) -> Iterator[Problem]:
        one = self._site.get(self._owners.get(file.path, ""))
        if file.path in self._wholes:
            yield from _heavy_whole(file, one, self._budget)
        elif file.kind == "page" and file.gzip_bytes is not None and file.gzip_bytes > self._budget.page:
            if one is None:
                yield _heavy_page(file, None, self._budget)
            elif one.id not in self._heavy or file.path == one.paths.get(one.entry.language):
                self._heavy[one.id] = _heavy_page(file, one, self._budget, can_split=one.id not in self._in_parts)
        elif file.source is not None:
            size = self._site.files.get(file.sources[0].removeprefix("content/"), 0) if file.sources else 0
            if size > self._budget.file:
                yield _heavy_file(file, size, self._budget.file)

    def problems(self) -> Iterator[Problem]:
        """What is over the budget."""
        for one in (*self._found, *self._heavy.values()):
            yield one.softened() if self._mode == "warn" else one


def _heavy_file(file: Rendered, size: int, limit: int) -> Problem:
    return problem(
        "page-weight",
        Location(file.sources[0]),
        say("the file is {size}, the budget {limit}", size=format_kb(size, "en"), limit=format_kb(limit, "en")),
        expected=say(
            "at most {limit}; now it takes {times}",
            limit=format_kb(limit, "en"),
            times=f"{round(seconds(size, 35_000, 1.0))} s GPRS",
        ),
        mend=say("offer a smaller file, or raise budget.file in config.yaml"),
    )


def _heavy_page(file: Rendered, one: Published | None, budget: Budget, *, can_split: bool = True) -> Problem:
    size = file.gzip_bytes or 0
    times = _times(size)
    split = _split_at(one) if can_split else ""
    mend = say('split the page at "{heading}", or raise budget.page in config.yaml', heading=split) if split else None
    return problem(
        "over-budget",
        one.entry.places.start if one else Location(file.sources[0] if file.sources else "config.yaml"),
        _told_heavy(file, size, budget.page),
        expected=say("at most {limit}; now it takes {times}", limit=format_kb(budget.page, "en"), times=times),
        mend=mend or say("shorten it, or raise budget.page in config.yaml"),
    )


def _told_heavy(file: Rendered, size: int, limit: int) -> Message:
    """The page, its weight, and what of it weighs most."""
    part, bytes_ = heaviest(file.content.decode())
    told = {"path": file.path, "size": format_kb(size, "en"), "limit": format_kb(limit, "en")}
    told["most"] = format_kb(bytes_, "en")
    if part == "<style>":
        return say("the page /{path} is {size} after gzip, the budget {limit}; the style alone has {most}", **told)
    if not part:
        return say(
            "the page /{path} is {size} after gzip, the budget {limit}; most is above the first heading, {most}", **told
        )
    return say(
        'the page /{path} is {size} after gzip, the budget {limit}; most is in "{part}", {most}', part=part, **told
    )


def _heavy_whole(file: Rendered, one: Published | None, budget: Budget) -> Iterator[Problem]:
    """All parts of a text on one page: readers know its weight before they ask for it."""
    size = file.gzip_bytes or 0
    if size > budget.total:
        yield problem(
            "page-weight",
            one.entry.places.start if one else Location(file.sources[0]),
            say(
                "the page with all parts, /{path}, is {size} after gzip, the budget {limit}",
                path=file.path,
                size=format_kb(size, "en"),
                limit=format_kb(budget.total, "en"),
            ),
            expected=say(
                "at most {limit}; now it takes {times}", limit=format_kb(budget.total, "en"), times=_times(size)
            ),
            mend=say("make two entries of it, or raise budget.total in config.yaml"),
        )


def _times(size: int) -> str:
    return ", ".join(f"{round(seconds(size, rate, trip), 1)} s {name}" for name, rate, trip in NETWORKS)


def _split_at(one: Published | None) -> str:
    """The second-level heading nearest to the middle of an entry's text."""
    if one is None or not one.entry.body:
        return ""
    body = one.entry.body.original
    text = "".join(body.parts)
    places = [(text.find(f'id="{h.id}"'), h.text) for h in body.headings if h.level == 2]
    return min(places, key=lambda place: abs(place[0] - len(text) / 2))[1] if places else ""
