"""Whether the fast lane gives the bytes of the library, on random texts.

python -m tests.markdown_fuzz [seed] [texts]     what `make fuzz` runs
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, field

from hubgen.formats.markdown.dialect import LITERAL_TAG, Title, by_library
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.page import render
from hubgen.formats.markdown.sanitise import clean, keeps_address, opening_tags
from tests.markdown_texts import random_text, real_texts

SEED, TEXTS = 20261123, 40_000

# The sanitiser writes these in another way: references, hard blanks, `&quot;` between tags.
_SPELT_ANOTHER_WAY = re.compile(r"&(?!(?:amp|lt|gt);)|\u00a0")


@dataclass
class Tally:
    texts: int = 0
    whole: int = 0
    """Texts that the lane read alone."""
    with_islands: int = 0
    cleaned: int = 0
    """Of the whole ones, those in which the sanitiser had nothing to find or to spell anew."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.texts} texts, {self.whole} whole, {self.with_islands} more with islands, "
            f"{self.cleaned} clean, {len(self.faults)} wrong"
        )


def tried(seed: int, texts: int) -> Tally:
    """What came of so many texts; the same seed gives the same ones."""
    dice, real, tally = random.Random(seed), real_texts(), Tally(texts)
    for _ in range(texts):
        try_one(random_text(dice, real), tally)
    return tally


def try_one(text: str, tally: Tally) -> None:
    found, is_whole = of_lane(text)
    if found is None:
        return
    tally.whole += is_whole
    tally.with_islands += not is_whole
    wanted = _of_library(text)
    if found != wanted:
        tally.faults.append(f"{text!r}\n  library {wanted!r}\n  lane    {found!r}")
    if is_whole and _is_plain(found[0]):
        tally.cleaned += 1
        if clean(found[0]) != found[0]:
            tally.faults.append(f"{text!r}\n  lane  {found[0]!r}\n  clean {clean(found[0])!r}")


def of_lane(text: str) -> tuple[tuple[str, list[Title]] | None, bool]:
    """HTML and headings by the lane, None where it declines; and whether it needed the library for no part."""
    try:
        return render(text, _no_library), True
    except Odd:
        pass
    try:
        return render(text, lambda part: by_library(part, False)), False
    except Odd:
        return None, False


def _no_library(part: str) -> tuple[str, list[Title]]:
    raise Odd(part)


def _of_library(text: str) -> tuple[str, list[Title]]:
    try:
        return by_library(text, False)
    except Exception as fault:
        return repr(fault), []


def _is_plain(html: str) -> bool:
    if _SPELT_ANOTHER_WAY.search(html) or LITERAL_TAG in html:
        return False
    addresses = (tag.attributes.get(name) for tag in opening_tags(html, False) for name in ("href", "src"))
    return all(keeps_address(address) for address in addresses if address is not None)


def main(seed: int = SEED, texts: int = TEXTS) -> int:
    tally = tried(seed, texts)
    for fault in tally.faults[:5]:
        print("DIFFERS", fault)
    print(f"seed {seed}: {tally}")
    return bool(tally.faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
