"""Seeing that a file of the hub has changed: names, sizes and times of all of them, compared."""

from __future__ import annotations

import os
import time

from hubgen.project import Project

EVERY_S = 0.3
Snapshot = dict[str, tuple[int, int]]


def snapshot(project: Project) -> Snapshot:
    """Time and size of every file that a build reads."""
    found: Snapshot = {}
    waiting = [str(project.content_dir), str(project.root / "themes")]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        stat = entry.stat(follow_symlinks=False)
                        found[entry.path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            continue
    try:
        stat = os.stat(project.config_file)
        found[str(project.config_file)] = (stat.st_mtime_ns, stat.st_size)
    except OSError:
        pass
    return found


def wait_for_change(project: Project, seen: Snapshot | None = None, every_s: float = EVERY_S) -> Snapshot:
    """Returns once something differs from what was seen; the first call takes what is there for seen."""
    before = snapshot(project) if seen is None else seen
    while True:
        time.sleep(every_s)
        now = snapshot(project)
        if now != before:
            return now


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Files that came, went or differ."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
