"""The pictures that a site shows, made ready: each file once, by threads, remembered by its content.

The main thread alone touches the memo.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from gzip import compress
from pathlib import Path

from hubgen.config import Config
from hubgen.formats.svg import SVG_LIMIT_BYTES, read_svg
from hubgen.images import faults
from hubgen.images.faults import PictureRefusedError
from hubgen.images.limits import FILE_LIMIT_BYTES
from hubgen.images.sniff import HEAD_BYTES, kind_of
from hubgen.memo import Codec, Memo, digest
from hubgen.model.entry import Localized
from hubgen.model.picture import Picture, Pictures, Version, dump_picture, load_picture
from hubgen.model.site import Published, Site
from hubgen.problems import ContentProblems, Location, Problem

FORMAT = 1
"""Of what the memo holds, and of the way to it: another number forgets every result."""
WORKERS = min(4, os.cpu_count() or 1)
MORE_PLACES = 3
_CODEC: Codec[Picture] = Codec(dump_picture, load_picture)

Progress = Callable[[str, int, int], None]


def make_pictures(
    site: Site, config: Config, content_dir: Path, memo: Memo, progress: Progress = lambda *_: None
) -> tuple[Pictures, list[Problem]]:
    """Every picture that an entry shows, and what cannot be published.

    Args:
        progress: told "pictures", how many are done, of how many that have to be made.
    """
    maker = _Maker(config, content_dir, memo, progress)
    maker.make(uses_of(site))
    return Pictures(dict(sorted(maker.made.items())), maker.encodings), maker.problems


def uses_of(site: Site) -> dict[str, tuple[Location, ...]]:
    """The files of pictures, by path below content/, and where entries name them."""
    uses: dict[str, list[Location]] = {}
    for one in (*site.entries, *((site.about,) if site.about else ())):
        for file, where in _named_by(one):
            uses.setdefault(file, []).append(where)
    return {file: tuple(sorted(set(places))) for file, places in sorted(uses.items())}


def _named_by(one: Published) -> Iterator[tuple[str, Location]]:
    image = one.entry.get("image")
    for language, file in image.values if isinstance(image, Localized) else ():
        yield file, one.entry.places.of("image" if language == one.entry.language else f"image@{language}")
    for language, body in one.entry.body.values if one.entry.body else ():
        for link, target in zip(body.links, one.targets.get(language, ()), strict=True):
            if target.picture:
                yield target.picture, link.where


@dataclass
class _Maker:
    config: Config
    content_dir: Path
    memo: Memo
    progress: Progress
    made: dict[str, Picture] = field(default_factory=dict)
    encodings: int = 0
    problems: list[Problem] = field(default_factory=list)

    def make(self, uses: Mapping[str, tuple[Location, ...]]) -> None:
        photos = []
        for file, places in uses.items():
            try:
                path = self.content_dir / file
                with path.open("rb") as stream:
                    head = stream.read(HEAD_BYTES)
                if file.lower().endswith(".svg"):
                    self.made[file] = self._drawing(file, head, path)
                elif path.stat().st_size > FILE_LIMIT_BYTES:
                    raise faults.too_many_bytes(file, path.stat().st_size)
                else:
                    photos.append(file)
            except (PictureRefusedError, ContentProblems, OSError) as fault:
                self._tell(file, fault, places)
        if photos and (maker := self._photo_maker(photos, uses)):
            self._photos(photos, uses, maker)

    def _tell(self, file: str, fault: Exception, places: tuple[Location, ...]) -> None:
        also = places[1 : 1 + MORE_PLACES]
        if isinstance(fault, PictureRefusedError):
            self.problems.append(fault.at(places[0], also))
        elif isinstance(fault, ContentProblems):
            self.problems += fault.problems
        else:
            self.problems.append(faults.unreadable(file, getattr(fault, "strerror", None) or str(fault), places[0]))

    # -- drawings ------------------------------------------------------------------------------

    def _drawing(self, file: str, head: bytes, path: Path) -> Picture:
        if (kind := kind_of(head)) != "SVG":
            raise faults.wrong_kind(file, kind) if kind in ("empty", "HTML") else faults.not_drawing(file, kind)
        with path.open("rb") as stream:
            data = stream.read(SVG_LIMIT_BYTES + 1)
        drawing = read_svg(data, f"content/{file}")
        width = min(drawing.width, max(self.config.images.widths))
        height = max(1, round(drawing.height * width / drawing.width))
        weight = len(compress(data, 9, mtime=0))
        version = Version("svg", drawing.width, drawing.height, data, self.config.budget.image, weight)
        return Picture(width, height, (version,))

    # -- photos --------------------------------------------------------------------------------

    def _photo_maker(self, files: list[str], uses: Mapping[str, tuple[Location, ...]]) -> _PhotoMaker | None:
        """Pillow at work; None, and one problem for all files, where it is not there."""
        try:
            maker = _PhotoMaker(self.config, self.content_dir)
        except ImportError:
            places = tuple(uses[file][0] for file in files)
            self._tell(files[0], faults.no_extra(files[0], len(files)), places)
            return None
        if missing := set(self.config.images.formats) - set(maker.images.formats):
            self.problems.append(faults.no_encoder(", ".join(sorted(missing)), ", ".join(maker.images.formats)))
        return maker

    def _photos(self, files: list[str], uses: Mapping[str, tuple[Location, ...]], maker: _PhotoMaker) -> None:
        missing = [file for file in files if not self._is_remembered(file, maker)]
        if not missing:
            return
        self.progress("pictures", 0, len(missing))
        # Readers of damaged files warn as they like; what is done about warnings is one setting for all threads.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for done, (file, outcome) in enumerate(maker.make_all(missing), 1):
                try:
                    source, picture = outcome.result()
                    self.encodings += picture.encodings
                    self.made[file] = self.memo.get(maker.key(source), partial(_same, picture), _CODEC)
                except (PictureRefusedError, OSError) as fault:
                    self._tell(file, fault, uses[file])
                self.progress("pictures", done, len(missing))

    def _is_remembered(self, file: str, maker: _PhotoMaker) -> bool:
        """Whether the picture came from the memo; it is then among those made."""
        key = maker.key(maker.digest(file))
        if not self.memo.holds(key):
            return False
        with suppress(_NotKeptError):
            self.made[file] = self.memo.get(key, _not_kept, _CODEC)
        return file in self.made


def _same(picture: Picture) -> Picture:
    return picture


class _NotKeptError(Exception):
    """What the memo holds does not come back from it."""


def _not_kept() -> Picture:
    raise _NotKeptError


class _PhotoMaker:
    """Makes photos in any thread: it knows nothing that changes."""

    def __init__(self, config: Config, content_dir: Path):
        """ImportError where there is no Pillow."""
        from hubgen.images import photo

        self._photo, self._budget, self._folder = photo, config.budget, content_dir
        self._toolchain = photo.toolchain()
        self.images = photo.writable(config.images)

    def digest(self, file: str) -> str:
        with (self._folder / file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def key(self, source: str) -> str:
        """Of the result for a file with that digest."""
        return digest((FORMAT, "picture", self._toolchain, self.images, self._budget.image, source))

    def make(self, file: str) -> tuple[str, Picture]:
        """The digest of what was read, and the picture made of it."""
        with (self._folder / file).open("rb") as stream:
            data = stream.read(FILE_LIMIT_BYTES + 1)
        picture = self._photo.make_picture(file, data, self.images, self._budget)
        return hashlib.sha256(data).hexdigest(), picture

    def make_all(self, files: Iterable[str]) -> Iterator[tuple[str, Future[tuple[str, Picture]]]]:
        """Each file with what becomes of it, in the order in which they are done."""
        pool = ThreadPoolExecutor(WORKERS, "pictures")
        try:
            waiting = {pool.submit(self.make, file): file for file in files}
            for done in as_completed(waiting):
                yield waiting[done], done
        finally:
            pool.shutdown(cancel_futures=True)
