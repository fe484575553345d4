"""Seeing that a file of the hub has changed: at once where watchfiles is installed, else at the next look."""

from __future__ import annotations

import time
from importlib.util import find_spec

from hubgen.last_build import Seen, hub_now
from hubgen.project import Project

EVERY_S = 0.3
"""How often all files are looked at, whatever tells of a change: network drives tell of none."""
SHARE = 0.1
"""Of the time, at most, that is spent in looking: in a large hub it is done less often."""
QUIET_MS, WAIT_MS = 10, 100
"""Several changes are one when so little time lies between them, and they take no longer than that."""


def wait_for_change(project: Project, seen: Seen, every_s: float = EVERY_S) -> Seen:
    """Returns once something differs from what was seen."""
    while True:
        started = time.perf_counter()
        now = hub_now(project)
        if now.files != seen.files:
            return now
        _pause(project, max(every_s, (time.perf_counter() - started) / SHARE))


def _pause(project: Project, seconds: float) -> None:
    """Waits, and no longer when the system tells of a change before."""
    if find_spec("watchfiles") is None:
        time.sleep(seconds)
        return
    from watchfiles import watch

    places = [place for place in (project.config_file, project.content_dir, project.root / "themes") if place.exists()]
    try:
        for _ in watch(
            *places, watch_filter=None, debounce=WAIT_MS, step=QUIET_MS, rust_timeout=round(seconds * 1000),
            yield_on_timeout=True,
        ):  # fmt: skip
            return
    except OSError:  # one of the places has gone, or the system watches no more of them
        time.sleep(seconds)
