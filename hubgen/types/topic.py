"""Topic: what everything else points to; its page groups entries by type."""

from collections.abc import Iterator

from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft

START_LIMIT = 7


def _few_starts(draft: Draft) -> Iterator[Problem]:
    starts = draft.get("start_here")
    if isinstance(starts, tuple) and len(starts) > START_LIMIT:
        yield draft.fault(
            "value-type",
            "start_here",
            say("start_here has {count} entries", count=len(starts)),
            expected=say("at most {limit}", limit=START_LIMIT),
        )


TOPIC = ContentType(
    name="topic",
    folder="topics",
    slugs={"es": "temas", "en": "topics", "pt": "temas"},
    forms=("md", "yaml", "csv"),
    requires=("title", "summary"),
    schema_type=lambda data: "CollectionPage",
    rules=(_few_starts,),
    own=(
        Field(
            "parent",
            "ref(topic)",
            "optional",
            ("tema superior", "parent", "tema superior"),
            note="no cycle, depth ≤ 3",
        ),
        Field("order", "int", "optional", ("orden", "order", "ordem"), note="position among siblings"),
        Field(
            "start_here",
            "list[ref]",
            "optional",
            ("empiece aquí", "start here", "comece aqui"),
            note="at most 7, shown first",
        ),
        Field(
            "synonyms",
            "list[text(60)]",
            "optional",
            ("sinónimos", "synonyms", "sinônimos"),
            note="search, and mapping of foreign tags",
        ),
        Field("list", "ref(thread)", "optional", ("lista", "list", "lista"), note="mailing list of the topic"),
    ),
)
