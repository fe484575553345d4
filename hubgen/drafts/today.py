"""The day on which a new entry is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today_in(zone: str, environ: Mapping[str, str] = os.environ) -> date:
    """The day that a build would take now: SOURCE_DATE_EPOCH, else the clock, in the zone."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.astimezone(ZoneInfo(zone)).date()
