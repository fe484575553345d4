"""Periods as data files write them: `2026`, `2026-10`, `2026-Q3`, `2026-H1`, `2026-W41`, `2026-10-31`, `2025-2026`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hubgen.locale.formatting import FALLBACK, fold, load_locale, shipped_languages
from hubgen.model.period import Period
from hubgen.model.values.days import YEARS
from hubgen.problems import Message, say

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-[Qq](?P<quarter>[1-4])|-[Hh](?P<half>[12])"
    r"|-[Ww](?P<week>\d{2})|[-/](?P<last>\d{4}))?"
)
_MONTHS_OF = {"quarter": 3, "half": 6}
_LETTERS = {"t": "Q", "q": "Q", "s": "H", "h": "H"}
"""Trimestre, quarter; semestre, half: what people put before or behind the number."""


def read_period(text: str) -> Period | None:
    """The period that a text names; None where it names none."""
    found = _PERIOD.fullmatch(text.strip())
    if not found or int(found["year"]) not in YEARS:
        return None
    try:
        return _period(found, int(found["year"]))
    except ValueError:  # a month, a day or a week that the year does not have
        return None


def _period(found: re.Match[str], year: int) -> Period | None:
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return Period(day, day, "day", day.isoformat())
    if found["month"]:
        month = int(found["month"])
        return Period(date(year, month, 1), _month_end(year, month), "month", f"{year}-{month:02}")
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return Period(monday, monday + timedelta(days=6), "week", f"{year}-W{found['week']}")
    if found["last"]:
        last = int(found["last"])
        is_span = year < last and last in YEARS
        return Period(date(year, 1, 1), date(last, 12, 31), "years", f"{year}-{last}") if is_span else None
    for form, letter in (("quarter", "Q"), ("half", "H")):
        if found[form]:
            months = _MONTHS_OF[form]
            end = int(found[form]) * months
            first = date(year, end - months + 1, 1)
            return Period(first, _month_end(year, end), form, f"{year}-{letter}{found[form]}")  # type: ignore[arg-type]
    return Period(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def mend_period(text: str) -> Message | None:
    """How a period is written that people write in other ways: `10/2026`, `oct 2026`, `T3 2026`."""
    for proposal in _proposals(fold(text)):
        if found := read_period(proposal):
            return say("write {a}", a=found.text)
    if re.fullmatch(r"\d{4}-\d{2}", text.strip()):
        return say("correct the month: it has two digits, from 01 to 12")
    return _mend_day(fold(text))


def _mend_day(folded: str) -> Message | None:
    """A day as a spreadsheet writes it: `31/10/2026`, which often stands for its month."""
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", folded)
    pairs = ((match[1], match[2]), (match[2], match[1])) if match else ()
    days = {f"{match[3]}-{int(month):02}-{int(day):02}" for day, month in pairs} if match else set()
    found = sorted(day for day in days if read_period(day))
    if len(found) == 1:
        return say("write {month}, or for the day {day}", month=found[0][:7], day=found[0])
    return say("which month is meant? write {a} or {b}", a=found[0][:7], b=found[1][:7]) if found else None


def _proposals(folded: str) -> list[str]:
    words = folded.split("-")
    found = []
    if match := re.fullmatch(r"(\d{1,2})-(\d{4})|(\d{4})-(\d{1,2})", folded):
        year, month = match[2] or match[3], match[1] or match[4]
        found.append(f"{year}-{int(month):02}")
    if match := re.fullmatch(r"(\d{4})-?([tqsh])-?(\d)", folded) or re.fullmatch(r"(\d{4})-?(\d)-?([tqsh])", folded):
        letter, number = (match[2], match[3]) if match[2].isalpha() else (match[3], match[2])
        found.append(f"{match[1]}-{_LETTERS[letter]}{number}")
    if match := re.fullmatch(r"([tqsh])-?(\d)-?(\d{4})", folded) or re.fullmatch(r"(\d)-?([tqsh])-?(\d{4})", folded):
        letter, number = (match[1], match[2]) if match[1].isalpha() else (match[2], match[1])
        found.append(f"{match[3]}-{_LETTERS[letter]}{number}")
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{4})-(\d{2})", folded):
        found.append(f"{match[1]}-{match[3]}")
    year = next((word for word in words if re.fullmatch(r"\d{4}", word)), "")
    month_number = next((number for word in words if (number := _month_number(word))), 0)
    if match := re.fullmatch(r"[a-z]+-(\d{2})", folded):  # as spreadsheets show a month: oct-26
        year = f"20{match[1]}"
    if year and month_number:
        found.append(f"{year}-{month_number:02}")
    return found


def _month_number(word: str) -> int:
    for language in (*shipped_languages(), FALLBACK):
        locale = load_locale(language)
        for names in (locale.months, locale.months_short):
            known = [fold(name) for name in names]
            if word in known:
                return known.index(word) + 1
    return 0
