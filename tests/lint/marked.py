"""The texts marked by hand, in the order of their files.

Each has a `text` in Markdown and the `hits` a careful reader would tell: the code of the rule and the line of the
text, for W11 the abbreviation in place of the line. A text without hits is to be left alone. They were marked before
the rules were written. Every third text of a language is held out: no rule was ever tuned on it.
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
        rows = yaml.load((HERE / f"marked_{language}.yaml").read_text("utf-8"), yaml.CBaseLoader)
        for number, row in enumerate(rows, 1):
            hits = Counter(row.get("hits", ()))
            yield Marked(f"{language}-{number:02}", language, row["text"], hits, number % 3 == 0)
