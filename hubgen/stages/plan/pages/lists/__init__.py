"""List pages: sections, their orders and archives, facets with their values and pairs, profiles; one file per kind."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.output import Output
from hubgen.stages.plan.pages.lists.countries import country_outputs
from hubgen.stages.plan.pages.lists.finder import finders
from hubgen.stages.plan.pages.lists.matrix import matrix_outputs
from hubgen.stages.plan.pages.lists.pairs import pair_outputs
from hubgen.stages.plan.pages.lists.ring import ring_outputs
from hubgen.stages.plan.pages.lists.section import archive_outputs, section_outputs
from hubgen.stages.plan.pages.lists.shelf import Lists
from hubgen.stages.plan.pages.lists.values import facet_outputs


def list_outputs(lists: Lists) -> Iterator[Output]:
    """Every list page of one type in one language."""
    yield from section_outputs(lists)
    yield from archive_outputs(lists)
    yield from facet_outputs(lists)
    yield from pair_outputs(lists)
    yield from matrix_outputs(lists)
    yield from country_outputs(lists)
    yield from ring_outputs(lists)
    for finder in finders(lists):
        yield from finder.outputs()
