"""What typing a value may know of its hub: languages, time zone, groups, regions, vocabularies."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.model.frozen import frozen
from hubgen.model.vocabulary import Vocabulary


@frozen
class Region:
    """A place declared under `regions` in config.yaml."""

    id: str
    country: str
    labels: tuple[tuple[str, str], ...]


@frozen(slots=False)
class ValueContext:
    """The hub as seen by the field engine."""

    languages: tuple[str, ...]
    zone: str
    groups: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, Region]
    vocabularies: Mapping[str, Vocabulary]
    country: str = ""
    """Of the hub; empty where it is not known yet."""

    @property
    def main_language(self) -> str:
        return self.languages[0]
