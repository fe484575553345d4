"""What a search page says of the index: marks in its text until the index is there.

Pages are rendered while the index is made. The marks hold signs that no text of people has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubgen.search.index import Cost


def _mark(name: str) -> str:
    return f"\N{DARK SHADE}{name}\N{DARK SHADE}"


FIRST_KB, NEXT_KB, SECONDS, INDEX = map(_mark, ("first", "next", "time", "index"))

ROUND_KB, ROUND_S = 5, 5
# As for pages on GPRS (stages/check.py): bits per second, seconds of a round trip, bytes and their overhead. The
# connection is there already. Script, engine, part of the index and results wait for one another.
BITS_PER_S, ROUND_TRIP_S, OVERHEAD, REQUEST_BYTES, LEVELS = 35_000, 1.0, 1.06, 350, 4


def filled(content: bytes, cost: Cost) -> bytes:
    """The page with what a search costs; figures are rounded up, so that a small edit leaves the page as it is."""
    values = {
        FIRST_KB: str(_up(cost.first_bytes / 1000, ROUND_KB)),
        NEXT_KB: str(_up(cost.next_bytes / 1000, 1)),
        SECONDS: str(_up(seconds(cost.first_bytes, cost.first_requests), ROUND_S)),
        INDEX: f"{cost.name} {cost.wasm}",
    }
    for mark, value in values.items():
        content = content.replace(mark.encode(), value.encode())
    return content


def seconds(size: int, requests: int) -> float:
    """Seconds until the first results have come on a slow phone line."""
    return LEVELS * ROUND_TRIP_S + OVERHEAD * (size + requests * REQUEST_BYTES) * 8 / BITS_PER_S


def _up(number: float, step: int) -> int:
    """The next multiple of the step."""
    return -int(-number // step) * step
