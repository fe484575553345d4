"""The texts marked by hand, in the order of their files.

Each has a `text` in Markdown and the `hits` a careful reader would tell: the code of the rule and the line of the
text, for W11 the abbreviation in place of the line. A text without hits is to be left alone.

The first two hundred were marked before the rules were written. Those of `marked_later` and `marked_last` were marked
before the rules were run on them; what they brought to light was then mended, so they measure nothing any more. No
rule was tuned on those of `marked_held_out`: whoever mends a rule because of one of them writes a new one in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
LANGUAGES = ("es", "en", "pt")


@dataclass(frozen=True)
class Marked:
    """A text and what is to be found in it, as `W10 3` or `W11 RTN`."""

    id: str
    language: str
    text: str
    hits: Counter[str]
    is_held_out: bool


def marked() -> Iterator[Marked]:
    for language in LANGUAGES:
        yield from _read(f"marked_{language}", language)
    yield from _read("marked_later")
    yield from _read("marked_last")
    yield from _read("marked_held_out", is_held_out=True)


def _read(file: str, language: str = "", *, is_held_out: bool = False) -> Iterator[Marked]:
    rows = yaml.load((HERE / f"{file}.yaml").read_text("utf-8"), yaml.CBaseLoader)
    for number, row in enumerate(rows, 1):
        hits = Counter(row.get("hits", ()))
        yield Marked(f"{file}-{number:02}", language or row["lang"], row["text"], hits, is_held_out)
