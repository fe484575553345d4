"""A hub's folder: where its parts are, and how its files are read without ever leaving it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from hubgen.model.audience import Audience
from hubgen.model.frozen import frozen
from hubgen.problems import ContentProblems, Location, Problem, problem, say

JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
JUNK_PREFIXES = (".", "~$", "#")
JUNK_SUFFIXES = ("~", ".bak", ".swp", ".swo", ".tmp", ".orig", ".rej", ".lock")
PREVIEW = "preview"
LINE_LIMIT_BYTES = 1_000_000


@frozen(slots=False)
class Project:
    """The folder of a hub and the names of its parts."""

    root: Path

    @property
    def config_file(self) -> Path:
        return self.root / "config.yaml"

    @property
    def content_dir(self) -> Path:
        return self.root / "content"

    @property
    def static_dir(self) -> Path:
        return self.content_dir / "static"

    @property
    def state_dir(self) -> Path:
        return self.root / ".hubgen"

    @property
    def memo_file(self) -> Path:
        return self.state_dir / "memo.sqlite3"

    @property
    def output_dir(self) -> Path:
        return self.root / "site"

    def output_for(self, audience: Audience) -> Path:
        """Where the site of an audience is written: `site`, `site-members`, `site-staff`."""
        return self.output_dir if audience == "public" else self.root / f"site-{audience}"

    def preview_for(self, audience: Audience, port: int) -> Path:
        """Where the site is kept that `serve` shows to an audience; of two that run at once each has its own."""
        return self.state_dir / (f"{PREVIEW}-{port}" if audience == "public" else f"{PREVIEW}-{audience}-{port}")

    def theme_dir(self, theme: str) -> Path:
        """Where the hub keeps its overrides of a theme."""
        return self.root / "themes" / theme

    def name(self, path: Path) -> str:
        """How messages call a file: relative to the hub, with `/`."""
        return path.relative_to(self.root).as_posix()

    def read(self, path: Path) -> bytes:
        """The bytes of a file of the hub.

        Raises:
            ContentProblems: the file cannot be opened, or is a link that leads outside the hub.
        """
        with self._opened(path) as file:
            return file.read()

    def lines(self, path: Path) -> Iterator[bytes]:
        """The lines of a file of the hub, one after another; an endless one in pieces.

        Raises:
            ContentProblems: as `read`.
        """
        with self._opened(path) as file:
            while line := file.readline(LINE_LIMIT_BYTES):
                yield line

    @contextmanager
    def _opened(self, path: Path) -> Iterator[BinaryIO]:
        where = Location(self.name(path))
        try:
            if not path.resolve().is_relative_to(self.root.resolve()):
                raise ContentProblems(
                    problem(
                        "unreadable-file",
                        where,
                        say("the file is a link to a place outside the hub"),
                        mend=say("copy the file into the hub instead"),
                    )
                )
            with path.open("rb") as file:
                yield file
        except (OSError, RuntimeError) as error:  # pathlib tells a circle of links by a RuntimeError
            raise ContentProblems(unopened("unreadable-file", where, error)) from None


def unopened(rule: str, where: Location, error: Exception) -> Problem:
    """A file that cannot be opened."""
    reason = (getattr(error, "strerror", None) or "a link that leads in a circle").lower()
    message = say("this file cannot be opened: {reason}", reason=reason)
    return problem(rule, where, message, mend=say("check that you may read it"))


def find_project(start: Path) -> Project | None:
    """The hub that holds the folder: the nearest one above with a config.yaml."""
    for folder in (start, *start.parents):
        if (folder / "config.yaml").is_file():
            return Project(folder)
    return None


def is_junk(name: str) -> bool:
    """Whether a file or folder is left behind by a system or an editor and never content."""
    return name.lower() in JUNK_NAMES or name.startswith(JUNK_PREFIXES) or name.lower().endswith(JUNK_SUFFIXES)


def walk(folder: Path, skip: tuple[str, ...] = ()) -> Iterator[Path]:
    """Every file below a folder, in the order of names, without junk.

    A folder that cannot be listed is given as a path itself, so that its reader says so.
    """
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        yield folder
        return
    for name in names:
        path = folder / name
        if is_junk(name) or name in skip:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        else:
            yield path


def bundled(name: str) -> Path:
    """A folder that travels with the program: `themes`, or `example` with its config.yaml and content.

    In a source checkout they lie beside the package, in a wheel inside it.
    """
    package = Path(__file__).parent
    inside = package / "_bundled" / name
    if inside.exists():
        return inside
    return package.parent if name == "example" else package.parent / name
