"""What stands in folders, told without opening a file: sizes, times and numbers of the files in them."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

from hubgen.project import Project

Row = tuple[str, int, int, int, int]
"""Path of a file, its size in bytes, when its content was written and when the system last changed anything of it, both
in nanoseconds, and its number in the file system. A change of the content changes one of them: no program can set the
third time, and a file that took the place of another has another number.

Of a link, what it leads to. A path where nothing can be seen stands there with zeros."""

_by_name = attrgetter("name")


def snapshot(places: Iterable[Path], skip: frozenset[str] = frozenset(), *, links: str | None = None) -> list[Row]:
    """The files at and below some places, in one order on every machine.

    Args:
        skip: paths of folders that are left out.
        links: a folder behind a link is looked into where its real path begins so, and once; None: no such folder is.
    """
    found: list[Row] = []
    for place in map(str, places):
        if os.path.isdir(place):
            _below(place, skip, links, found)
        else:
            found.append(_row(place))
    return found


def of_hub(project: Project) -> list[Row]:
    """Everything of a hub that a build reads: content never from outside the hub, a theme from anywhere."""
    inside = os.path.join(os.path.realpath(project.root), "")
    content = snapshot((project.config_file, project.content_dir), links=inside)
    return content + snapshot((project.root / "themes",), links="")


def _below(top: str, skip: frozenset[str], links: str | None, found: list[Row]) -> None:
    waiting = [top]
    linked: set[str] = set()
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=_by_name)
        except OSError:
            found.append((folder, *_NOTHING))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.path not in skip:
                    waiting.append(entry.path)
                continue
            found.append(_row(entry.path))
            if links is not None and entry.is_symlink() and entry.is_dir():
                target = os.path.realpath(entry.path)
                if target.startswith(links) and target not in linked:  # a link may lead in a circle
                    linked.add(target)
                    waiting.append(entry.path)


def _row(path: str) -> Row:
    try:
        stat = os.stat(path)
    except OSError:
        return path, *_NOTHING
    return path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


_NOTHING = (0, 0, 0, 0)


def changed(before: Iterable[Row], after: Iterable[Row]) -> list[str]:
    """Files that came, went or differ."""
    return sorted({path for path, *_ in set(before) ^ set(after)})


def name_of(rows: list[Row]) -> str:
    """One short text for all of it: the same where nothing differs, for one version of Python."""
    return blake2b(marshal.dumps(rows, 2), digest_size=16).hexdigest()
