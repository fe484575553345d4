"""News: short dated notes; after a year they live in the archive."""

from collections.abc import Iterator
from datetime import date, timedelta

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.model.site import Life
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft, Today
from hubgen.types.rules import kind_is, needs_when, one_of

LISTED_DAYS = 365
URGENT_DAYS = 7


def _life(data: Data, today: Today) -> Life:
    expires, published = data.get("expires"), data.get("date")
    last = expires if isinstance(expires, date) else None
    if last is None and isinstance(published, date):
        last = published + timedelta(days=LISTED_DAYS)
    return "archive" if last is not None and last < today.day else "current"


def is_urgent(data: Data, today: Today) -> bool:
    """Whether the item still stands on the home page as urgent."""
    published = data.get("date")
    return (
        bool(data.get("urgent"))
        and isinstance(published, date)
        and today.day <= published + timedelta(days=URGENT_DAYS)
    )


def _concerns_something(draft: Draft) -> Iterator[Problem]:
    if draft.get("kind") == "rule-change":
        yield from one_of("about", "products")(draft)


NEWS = ContentType(
    name="news",
    folder="news",
    slugs={"es": "noticias", "en": "news", "pt": "noticias"},
    forms=("md", "csv", "yaml"),
    requires=("title", "summary", "topics", "date"),
    schema_type=lambda data: "NewsArticle",
    facets=("topics", "kind", "countries", "year"),
    ledger=("countries", "products", "about"),
    meta=("kind", "date"),
    names_feed=True,
    life=_life,
    rules=(
        needs_when("source", kind_is("rule-change"), say("a rule change names its source")),
        _concerns_something,
        one_of("source", "author"),
    ),
    own=(
        Field(
            "kind",
            "enum(news_kind)",
            "always",
            ("tipo", "kind", "tipo"),
            note="rule-change needs source, and about or products",
        ),
        Field(
            "about",
            "list[ref]",
            "optional",
            ("trata de", "about", "trata de"),
            note="entries concerned; the item also enters their product × market feeds",
        ),
        Field(
            "urgent",
            "bool",
            "optional",
            ("urgente", "urgent", "urgente"),
            note="on the home page for 7 days and first in digests",
        ),
    ),
)
