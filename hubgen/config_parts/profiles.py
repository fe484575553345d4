"""Profiles: one page with everything that fits a kind of reader."""

from __future__ import annotations

from hubgen.config_parts.nodes import Problems, add_fault, items_of
from hubgen.model.context import ValueContext
from hubgen.model.entry import Data, Localized
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node
from hubgen.problems import say
from hubgen.types.engine import read_fields


@frozen(slots=False)
class Profile:
    """A kind of firm with a page of its own: the entries of every type that fit it."""

    slug: str
    title: Localized[str]
    criteria: Data


PROFILE_FIELDS = (
    Field("slug", "slug", "always"),
    Field("title", "text(120)", "always"),
    Field("countries", "list[country]"),
    Field("sectors", "list[sector]"),
    Field("sizes", "list[enum(size)]"),
    Field("stages", "list[enum(stage)]"),
    Field("products", "list[hs]"),
    Field("topics", "list[slug]"),
)
PROFILE_CRITERIA = ("countries", "sectors", "sizes", "stages", "products", "topics")


def read_profiles(node: Node, context: ValueContext, problems: Problems) -> tuple[Profile, ...]:
    profiles = []
    for one in items_of(node):
        if not isinstance(one, Mapping):
            add_fault(problems, "value-type", one, say("a profile has slug, title and criteria"))
            continue
        reading = read_fields(one, PROFILE_FIELDS, context, context.main_language)
        problems += reading.problems
        slug, title = reading.data.get("slug"), reading.data.get("title")
        if not isinstance(slug, Localized) or not isinstance(title, Localized):
            if not reading.faulty & {"slug", "title"}:
                add_fault(problems, "missing-field", one, say("a profile has slug, title and criteria"))
            continue
        criteria = Data.of((name, value) for name, value in reading.data if name in PROFILE_CRITERIA)
        if not criteria.values:
            add_fault(
                problems,
                "missing-field",
                one,
                say("the profile {slug} has no criteria", slug=slug.original),
                mend=say("add countries, sectors, sizes, stages or products"),
            )
        profiles.append(Profile(slug.original, title, criteria))
    return tuple(profiles)
