"""A span of the calendar that figures belong to: a day, a week, a month, half a year, a year or several."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hubgen.model.frozen import frozen

PeriodForm = Literal["day", "week", "month", "quarter", "half", "year", "years"]


@frozen(order=True)
class Period:
    """Periods stand in the order of their first days."""

    start: date
    end: date
    """Its last day."""
    form: PeriodForm
    text: str
    """As data files write it: `2026-10`, `2026-Q3`, `2025-2026`."""
