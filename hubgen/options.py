"""What a person may ask of a build, and the day it is made for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from hubgen.model.audience import Audience
from hubgen.model.frozen import frozen
from hubgen.project import Project

MOST_WORKERS = 4
"""More have nothing to do: one of them has to plan and to write for all."""

BudgetMode = Literal["error", "warn", "off"]


@frozen(slots=False)
class Options:
    """What a person may ask of a build."""

    day: date | None = None
    """The build day; else SOURCE_DATE_EPOCH, else today in the hub's zone."""
    drafts: bool = False
    base_url: str = ""
    budget: BudgetMode = "error"
    strict: bool = False
    memo: bool = True
    output_dir: Path | None = None
    audience: Audience = "public"
    """For whom the site is made."""
    index: bool = True
    """Whether the search index is made; a check needs none."""
    workers: int = 1
    """Processes, at most, that work on a hub; what they make is the same."""


def sensible_workers() -> int:
    """Processes for this machine."""
    return min(MOST_WORKERS, os.cpu_count() or 1)


def build_day(zone: str, environ: Mapping[str, str] = os.environ) -> date:
    """The day of a build where none is asked for: SOURCE_DATE_EPOCH, else the clock, in the hub's zone.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    now = _asked(environ.get("SOURCE_DATE_EPOCH", "")) or datetime.now(UTC)
    return now.astimezone(ZoneInfo(zone)).date()


def _asked(epoch: str) -> datetime | None:
    """What a number of seconds means; None where it is no number, or of a year that no entry may have."""
    if not (epoch.isascii() and epoch.isdigit()):
        return None
    from hubgen.model.values.days import YEARS  # not where nothing is asked for

    try:
        found = datetime.fromtimestamp(int(epoch), UTC)
    except (OverflowError, ValueError, OSError):  # more seconds than the calendar has
        return None
    return found if found.year in YEARS else None


def output_of(project: Project, options: Options) -> Path:
    """Where the site is written."""
    return options.output_dir or project.output_for(options.audience)
