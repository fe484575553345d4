"""The finished pages, read once more: links and anchors that lead somewhere, weight within the budget."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from hubgen.config import Budget, Config
from hubgen.locale.formatting import format_kb
from hubgen.model.rendered import Rendered
from hubgen.model.site import Published, Site
from hubgen.options import BudgetMode
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.heaviest import heaviest
from hubgen.stages.networks import NETWORKS, seconds

# Every attribute, so that none is looked for inside the value of another.
_ATTRIBUTES = re.compile(r"""\s([\w:-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_TAG = re.compile(r"<[a-zA-Z][^>]*>")


@dataclass(frozen=True)
class PageFacts:
    """What a page holds that others may link to, and what it links to."""

    ids: frozenset[str]
    links: tuple[str, ...]


def check(
    files: Iterable[Rendered],
    site: Site,
    config: Config,
    mode: BudgetMode = "error",
    owners: Mapping[str, str] | None = None,
    wholes: frozenset[str] = frozenset(),
    *,
    links: bool = True,
) -> tuple[Problem, ...]:
    """Problems of finished pages.

    Args:
        mode: what becomes of pages over the budget.
        owners: site path -> id of the entry whose page it is.
        wholes: site paths of pages with all parts of a text, which readers ask for by their weight.
        links: whether links are looked at; not where pages are known to be missing.
    """
    files = list(files)
    problems: list[Problem] = []
    if links:
        facts = {file.path: page_facts(file.content) for file in files if file.kind in ("page", "redirect")}
        problems += _links(files, facts, {file.path for file in files}, config)
    if mode != "off":
        for one in _weight(files, site, config.budget, owners or {}, wholes):
            problems.append(one.softened() if mode == "warn" else one)
    return tuple(problems)


def page_facts(content: bytes) -> PageFacts:
    """The ids and the addresses in a page of ours."""
    ids, links = set(), []
    for tag in _TAG.findall(content.decode()):
        for name, *texts in _ATTRIBUTES.findall(tag):
            value = html.unescape("".join(texts))
            if name == "id":
                ids.add(value)
            elif name in ("href", "src"):
                links.append(value)
            elif name == "srcset":
                links += [one.split()[0] for one in value.split(",")]
    return PageFacts(frozenset(ids), tuple(links))


def _links(files: list[Rendered], facts: Mapping[str, PageFacts], known: set[str], config: Config) -> Iterator[Problem]:
    for file in files:
        fact = facts.get(file.path)
        for link in fact.links if fact else ():
            target = local_target(link, file.path, config.base_path)
            if target is None:
                continue
            path, anchor = target
            if path not in known:
                yield _broken(
                    file, say("the page /{page} links to /{path}, which does not exist", page=file.path, path=path)
                )
            elif anchor and path in facts and anchor not in facts[path].ids:
                yield _broken(
                    file,
                    say(
                        "the page /{page} links to #{anchor} of /{path}, which does not exist",
                        page=file.path,
                        path=path,
                        anchor=anchor,
                    ),
                )


def local_target(link: str, page: str, base_path: str) -> tuple[str, str] | None:
    """The site path and the anchor that a link of a page leads to; None when it leads out of the site."""
    found = _from_folder(link, page.rpartition("/")[0], base_path)
    return found and (found[0] or page, found[1])


@lru_cache(maxsize=100_000)
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


def _broken(file: Rendered, message: Message) -> Problem:
    return problem("broken-reference", Location(file.sources[0] if file.sources else "config.yaml"), message)


def _weight(
    files: list[Rendered], site: Site, budget: Budget, owners: Mapping[str, str], wholes: frozenset[str]
) -> Iterator[Problem]:
    heavy: dict[str, Rendered] = {}  # an entry that waits for its translations weighs much in every language: told once
    for file in files:
        if file.path in wholes:
            yield from _heavy_whole(file, site.get(owners.get(file.path, "")), budget)
        elif file.kind == "page" and file.gzip_bytes is not None and file.gzip_bytes > budget.page:
            one = site.get(owners.get(file.path, ""))
            if one is None:
                yield _heavy_page(file, None, budget)
            elif one.id not in heavy or file.path == one.paths.get(one.entry.language):
                heavy[one.id] = file
        elif file.source is not None:
            size = site.files.get(file.sources[0].removeprefix("content/"), 0) if file.sources else 0
            if size > budget.file:
                yield problem(
                    "page-weight",
                    Location(file.sources[0]),
                    say(
                        "the file is {size}, the budget {limit}",
                        size=format_kb(size, "en"),
                        limit=format_kb(budget.file, "en"),
                    ),
                    expected=say(
                        "at most {limit}; now it takes {times}",
                        limit=format_kb(budget.file, "en"),
                        times=f"{round(seconds(size, 35_000, 1.0))} s GPRS",
                    ),
                    mend=say("offer a smaller file, or raise budget.file in config.yaml"),
                )
    in_parts = {owners.get(path, "") for path in wholes}
    for key, file in heavy.items():
        yield _heavy_page(file, site.get(key), budget, can_split=key not in in_parts)


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
