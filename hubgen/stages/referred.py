"""What an entry names."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.site import Published


def referred(one: Published) -> Iterator[str]:
    """Ids of all entries that this one names, in fields and in bodies."""
    yield from refs_in(one.entry.data)
    for targets in one.targets.values():
        yield from (target.id for target in targets if target.id)


def refs_in(value: object) -> Iterator[str]:
    """Ids of all entries that a value names."""
    if isinstance(value, Ref):
        yield value.id
    elif isinstance(value, Data):
        for _, inner in value:
            yield from refs_in(inner)
    elif isinstance(value, Localized):
        for _, inner in value.values:
            yield from refs_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from refs_in(inner)
