"""The topics that a subject may name in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hubgen.locale.formatting import fold
from hubgen.model.entry import Entry
from hubgen.stages.references import names_of


def topic_names(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Folded slug, title or synonym of a topic that readers may see -> its slug; what two topics share names none."""
    topics = [one for one in entries if one.type == "topic" and not one.is_draft]
    shown = [one for one in topics if one.get("visibility", "public") == "public"]
    names = {name: ids[0].partition("/")[2] for (_, name), ids in names_of(shown).items() if len(ids) == 1}
    return names | {fold(slug): slug for slug in (one.id.partition("/")[2] for one in shown)}
