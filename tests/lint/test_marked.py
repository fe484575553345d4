"""How well the rules for people agree with a careful reader, on texts marked by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from hubgen.lint.reading import read_body
from hubgen.problems import RULES
from tests.lint.marked import LANGUAGES, Marked, marked

ALL = tuple(marked())
CODES = ("W10", "W11", "W12", "W13", "W14")
MOST_FALSE = MOST_MISSED = 0.05


def found_in(one: Marked) -> Counter[str]:
    """What the rules tell of a text, spelled as the marks are."""
    return Counter(
        f"{RULES[found.rule].code} {found.quote if found.rule == 'abbreviation' else found.line}"
        for found in read_body(one.text, one.language)
    )


def counted(texts: Iterable[Marked]) -> Counter[tuple[str, str, str]]:
    """Hits, misses and false alarms by rule and language."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in texts:
        found = found_in(one)
        for kind, marks in (("hits", found & one.hits), ("misses", one.hits - found), ("false", found - one.hits)):
            for mark, number in marks.items():
                counts[mark[:3], one.language, kind] += number
    return counts


def shares(counts: Counter[tuple[str, str, str]]) -> tuple[float, float]:
    """False alarms among all that was told, and misses among all that was to be told."""
    total = {kind: sum(n for (_, _, k), n in counts.items() if k == kind) for kind in ("hits", "misses", "false")}
    return total["false"] / (total["hits"] + total["false"]), total["misses"] / (total["hits"] + total["misses"])


def table(counts: Counter[tuple[str, str, str]]) -> str:
    rows = ["rule  lang  hits  misses  false"]
    for code in CODES:
        for language in LANGUAGES:
            numbers = (counts[code, language, kind] for kind in ("hits", "misses", "false"))
            rows.append(f"{code}   {language}   {{:5}}{{:8}}{{:7}}".format(*numbers))
    return "\n".join(rows)


@pytest.mark.parametrize("is_held_out", [False, True], ids=["tuned", "held-out"])
def test_false_alarms_and_misses_are_rare(is_held_out, capsys):
    """Fewer than one in twenty, both on the texts that the rules were tuned on and on those that they never saw."""
    counts = counted(one for one in ALL if one.is_held_out == is_held_out)

    false, missed = shares(counts)

    with capsys.disabled():
        name = "held out" if is_held_out else "tuned on"
        print(f"\n{name}: {false:.1%} false alarms, {missed:.1%} missed\n{table(counts)}")
    assert false < MOST_FALSE and missed < MOST_MISSED


def test_the_set_is_what_it_says():
    """Over 400 texts, about as many in each language, each rule with marks in each; some sixty are held out."""
    sizes = Counter(one.language for one in ALL)
    marks = Counter((mark[:3], one.language) for one in ALL for mark in one.hits)

    assert len(ALL) > 400 and max(sizes.values()) - min(sizes.values()) <= 2
    assert all(marks[code, language] >= 6 for code in CODES for language in LANGUAGES), marks
    assert sum(one.is_held_out for one in ALL) == 66
    assert sum(not one.hits for one in ALL) >= 150
