"""What pages load beside their HTML, against the budget: each picture, and a page with all that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubgen.config import Config
from hubgen.locale.formatting import format_kb
from hubgen.model.picture import Pictures, Version
from hubgen.model.rendered import Finished, Rendered
from hubgen.model.site import Published, Site
from hubgen.options import BudgetMode
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.check import local_target
from hubgen.stages.networks import NETWORKS, REQUEST_BYTES, seconds


class LoadCheck:
    """Pictures over `budget.image`, and pages that with all they load are over `budget.total`.

    Args:
        owners: site path -> id of the entry whose page it is.
    """

    def __init__(self, pictures: Pictures, site: Site, config: Config, mode: BudgetMode, owners: Mapping[str, str]):
        self._pictures, self._site, self._config, self._mode, self._owners = pictures, site, config, mode, owners
        self._loading: list[tuple[Finished, tuple[str, ...]]] = []

    def take(self, file: Rendered) -> None:
        if self._mode != "off" and file.kind == "page" and file.page and file.page.loads:
            self._loading.append((Finished.of(file), file.page.loads))

    def problems(self, files: Mapping[str, Finished]) -> Iterator[Problem]:
        """What is over the budget.

        Args:
            files: all that came, by path.
        """
        if self._mode != "off":
            yield from _heavy_pictures(self._pictures)
            yield from self._heavy_pages(files)

    def _heavy_pages(self, files: Mapping[str, Finished]) -> Iterator[Problem]:
        told: dict[str, Problem] = {}  # an entry weighs much in every language: told once, of the original
        for file, addresses in self._loading:
            one = self._site.get(self._owners.get(file.path, ""))
            fault = self._heavy_page(file, addresses, files, one)
            if fault is None:
                continue
            if one is None:
                yield fault
            elif one.id not in told or file.path == one.paths.get(one.entry.language):
                told[one.id] = fault
        yield from told.values()

    def _heavy_page(
        self, file: Finished, addresses: tuple[str, ...], files: Mapping[str, Finished], one: Published | None
    ) -> Problem | None:
        sizes: dict[str, int] = {}
        for address in addresses:
            target = local_target(address, file.path, self._config.base_path)
            if target and (loaded := files.get(target[0])):
                sizes[loaded.path] = _size(loaded, self._site)
        total, budget = (file.gzip_bytes or 0) + sum(sizes.values()), self._config.budget.total
        return _told(file, one, total, budget, sizes) if sizes and total > budget else None


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


def _told(file: Finished, one: Published | None, total: int, budget: int, sizes: Mapping[str, int]) -> Problem:
    heaviest = max(sizes, key=lambda path: sizes[path])
    limit = format_kb(budget, "en")
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


def _size(file: Finished, site: Site) -> int:
    if file.gzip_bytes is not None:
        return file.gzip_bytes
    if not file.is_copied:
        return file.bytes
    return site.files.get(file.sources[0].removeprefix("content/"), 0) if file.sources else 0
