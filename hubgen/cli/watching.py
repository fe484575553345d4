"""Seeing that a file of the hub has changed."""

from __future__ import annotations

import time

from hubgen.project import Project
from hubgen.snapshot import Row, of_hub

EVERY_S = 0.3


def wait_for_change(project: Project, seen: list[Row] | None = None, every_s: float = EVERY_S) -> list[Row]:
    """Returns once something differs from what was seen; the first call takes what is there for seen."""
    before = of_hub(project) if seen is None else seen
    while True:
        time.sleep(every_s)
        now = of_hub(project)
        if now != before:
            return now
