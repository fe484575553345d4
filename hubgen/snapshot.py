"""What stands in folders, told without opening a file: sizes, times and numbers of the files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from hubgen.project import Project


class Stat(NamedTuple):
    """Of one file; where a link stands, of what it leads to. A change of the content changes one of them."""

    size: int
    modified_ns: int
    changed_ns: int
    """When the system last changed anything of it; no program can set this."""
    number: int
    """Of the file in its file system: another one that took its place has another."""


ABSENT = Stat(-1, 0, 0, 0)
Snapshot = Mapping[str, Stat]
"""Path -> what stands there. A folder that cannot be listed stands there itself, as absent."""


def snapshot(places: Iterable[Path], skip: frozenset[str] = frozenset()) -> dict[str, Stat]:
    """The files at and below some places; links to folders are not followed.

    Args:
        skip: paths of folders that are left out.
    """
    found: dict[str, Stat] = {}
    waiting: list[str] = []
    for place in map(str, places):
        waiting.append(place) if os.path.isdir(place) else _look(place, found)
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.path not in skip:
                            waiting.append(entry.path)
                    else:
                        _look(entry.path, found)
        except OSError:
            found[folder] = ABSENT
    return found


def of_hub(project: Project) -> dict[str, Stat]:
    """Everything of a hub that a build reads."""
    return snapshot((project.config_file, project.content_dir, project.root / "themes"))


def _look(path: str, found: dict[str, Stat]) -> None:
    try:
        stat = os.stat(path)
    except OSError:
        found[path] = ABSENT
    else:
        found[path] = Stat(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Files that came, went or differ."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def name_of(files: Snapshot) -> str:
    """One short text for all of it: the same where nothing differs."""
    parts = "".join(f"{path}\0{tuple(files[path])}\n" for path in sorted(files))
    return blake2b(parts.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
