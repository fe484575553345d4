"""What pages load beside their HTML, against the budget: each picture, and a page with all that it shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from hubgen.config import Budget, Config
from hubgen.locale.formatting import format_kb
from hubgen.model.picture import Pictures, Version
from hubgen.model.rendered import Rendered
from hubgen.model.site import Site
from hubgen.options import BudgetMode
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.check import local_target
from hubgen.stages.networks import NETWORKS, REQUEST_BYTES, seconds

_TAG = re.compile(r"<(picture|source|img|script|link)\b([^>]*)>|</(picture)>")
_ATTRIBUTE = re.compile(r"""\s([\w:-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_SIGNS = (b"<img", b"<script", b'rel="stylesheet"', b"rel=stylesheet")


def check_loads(
    files: Iterable[Rendered],
    pictures: Pictures,
    site: Site,
    config: Config,
    mode: BudgetMode = "error",
    owners: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Pictures over `budget.image`, and pages that with all they load are over `budget.total`.

    Args:
        owners: site path -> id of the entry whose page it is.
    """
    if mode == "off":
        return ()
    return (*_heavy_pictures(pictures), *_heavy_pages(list(files), site, config, owners or {}))


def loads(content: bytes) -> tuple[str, ...]:
    """The addresses of what a narrow phone loads for a page when its reader goes down to the end.

    Of a picture that is the smallest width in the best format. Pictures that wait for
    their reader (`loading=lazy`) are among them: on slow lines browsers fetch them well
    before they come into view. What a reader has to ask for is not.
    """
    found, offered = [], ""
    for name, rest, ends in _TAG.findall(content.decode()):
        values = {key: html.unescape("".join(texts)) for key, *texts in _ATTRIBUTE.findall(rest)}
        if ends or name == "picture":
            offered = ""
        elif name == "source":
            offered = offered or _smallest(values.get("srcset", ""))
        elif name == "img":
            found.append(offered or _smallest(values.get("srcset", "")) or values.get("src", ""))
        elif name == "script" or values.get("rel") == "stylesheet":
            found.append(values.get("src") or values.get("href") or "")
    return tuple(dict.fromkeys(filter(None, found)))


def _smallest(srcset: str) -> str:
    offers = [one.split() for one in srcset.split(",") if one.strip()]
    return min(offers, key=lambda one: _width(one))[0] if offers else ""


def _width(offer: list[str]) -> int:
    return int(offer[1][:-1]) if len(offer) > 1 and offer[1][:-1].isdigit() else 0


# -- pictures ------------------------------------------------------------------------------


def _heavy_pictures(pictures: Pictures) -> Iterator[Problem]:
    for file, picture in pictures.by_file.items():
        heavy = [version for version in picture.versions if version.weight > version.limit_bytes]
        if heavy:
            yield _heavy_picture(file, max(heavy, key=lambda version: version.weight / version.limit_bytes))


def _heavy_picture(file: str, version: Version) -> Problem:
    size, limit = format_kb(version.weight, "en"), format_kb(version.limit_bytes, "en")
    if version.format == "svg":
        found = say("the drawing is {size} after gzip, the budget {limit}", size=size, limit=limit)
        mend = say("draw it with fewer shapes, or raise budget.image in config.yaml")
    else:
        found = say(
            "the picture has {size} at {width} pixels ({format}), the budget {limit}: less would be too coarse",
            size=size, width=version.width, format=version.format.upper(), limit=limit,
        )  # fmt: skip
        mend = say("cut it to what matters, choose a calmer one, or raise budget.image in config.yaml")
    return problem(
        "page-weight", Location(f"content/{file}"), found, expected=_at_most(limit, version.weight), mend=mend
    )


def _at_most(limit: str, size: int, requests: int = 1) -> Message:
    sent = size + (requests - 1) * REQUEST_BYTES
    times = ", ".join(f"{round(seconds(sent, rate, trip), 1)} s {name}" for name, rate, trip in NETWORKS)
    return say("at most {limit}; now it takes {times}", limit=limit, times=times)


# -- pages ---------------------------------------------------------------------------------


def _heavy_pages(files: list[Rendered], site: Site, config: Config, owners: Mapping[str, str]) -> Iterator[Problem]:
    by_path = {file.path: file for file in files}
    told: dict[str, Problem] = {}  # an entry weighs much in every language: told once, of the original
    for file in files:
        if file.kind != "page" or not any(sign in file.content for sign in _SIGNS):
            continue
        fault = _heavy_page(file, by_path, site, config, owners)
        if fault is None:
            continue
        one = site.get(owners.get(file.path, ""))
        if one is None:
            yield fault
        elif one.id not in told or file.path == one.paths.get(one.entry.language):
            told[one.id] = fault
    yield from told.values()


def _heavy_page(
    file: Rendered, by_path: Mapping[str, Rendered], site: Site, config: Config, owners: Mapping[str, str]
) -> Problem | None:
    budget: Budget = config.budget
    sizes: dict[str, int] = {}
    for address in loads(file.content):
        target = local_target(address, file.path, config.base_path)
        if target and (loaded := by_path.get(target[0])):
            sizes[loaded.path] = _size(loaded, site)
    total = (file.gzip_bytes or 0) + sum(sizes.values())
    if not sizes or total <= budget.total:
        return None
    one = site.get(owners.get(file.path, ""))
    heaviest = max(sizes, key=lambda path: sizes[path])
    limit = format_kb(budget.total, "en")
    return problem(
        "page-weight",
        one.entry.places.start if one else Location(file.sources[0] if file.sources else "config.yaml"),
        say(
            "the page /{path} has {size} with all it shows, the budget {limit}; the heaviest: /{heaviest}, {most}",
            path=file.path, size=format_kb(total, "en"), limit=limit,
            heaviest=heaviest, most=format_kb(sizes[heaviest], "en"),
        ),
        expected=_at_most(limit, total, 1 + len(sizes)),
        mend=say("leave a picture out, write load: link below images in config.yaml, or raise budget.total there"),
    )  # fmt: skip


def _size(file: Rendered, site: Site) -> int:
    if file.gzip_bytes is not None:
        return file.gzip_bytes
    if file.source is None:
        return len(file.content)
    return site.files.get(file.sources[0].removeprefix("content/"), 0) if file.sources else 0
