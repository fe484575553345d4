"""Periods in words: a month, a quarter, a row of years."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.locale.formatting import NO_BREAK, format_date, format_range, load_locale
from hubgen.model.period import Period


def period_text(period: Period, language: str, texts: Mapping[str, str], *, short: bool = False) -> str:
    """ "octubre de 2026", "T3 2026", "2025–2026"; short for the edge of a drawing: "oct 2026".

    Args:
        texts: of the interface.
    """
    year, number = period.text[:4], period.text[-1:]
    match period.form:
        case "day":
            return format_date(period.start, language, "short")
        case "month" if short:
            return f"{load_locale(language).months_short[period.start.month - 1]}{NO_BREAK}{year}"
        case "month":
            return format_date(period.start, language, "month")
        case "quarter":
            return texts["quarter"].format(n=number, year=year)
        case "half":
            return texts["half_year"].format(n=number, year=year)
        case "week":
            return texts["week"].format(n=int(period.text[-2:]), year=year)
        case "years":
            return format_range(year, period.text[-4:])
    return year
