"""Partner: a site of others that this hub stands beside in a ring, and whose news it may show."""

from hubgen.model.field import Field
from hubgen.problems import say
from hubgen.types.base import ContentType
from hubgen.types.rules import needs_when

MAX_ITEMS = 10
"""Of one partner, where its entry does not say."""
SAVED = "feeds"
"""Folder in that of the type with what was fetched of each partner, a file named by its slug."""
FEED_SUFFIXES = (".xml", ".atom", ".rss", ".json")
LIST_SUFFIX = ".opml"
"""Of the list of its own partners."""

PARTNER = ContentType(
    name="partner",
    folder="ring",
    slugs={"es": "anillo", "en": "ring", "pt": "anel"},
    forms=("yaml",),
    requires=("title", "summary"),
    schema_type=lambda data: "WebSite",
    feeds="none",
    gathers_feeds=True,
    facets=("countries", "topics"),
    ledger=("since", "countries", "regions", "sectors", "feed", "license"),
    meta=("countries",),
    actions=(("url", "visit"),),
    rules=(
        needs_when(
            "license",
            lambda data: bool(data.get("pull")),
            say("pull needs license: may what this site writes be shown here?"),
            say("ask them, then add a line license: with the name of the licence, such as CC-BY-4.0"),
        ),
        needs_when(
            "feed",
            lambda data: bool(data.get("pull")),
            say("pull needs feed: where do the items come from?"),
            say("add a line feed: with the address of their Atom or RSS feed, or write pull: no"),
        ),
    ),
    own=(
        Field("url", "url", "always", note="home page"),
        Field("feed", "url", note="Atom or RSS"),
        Field("opml", "url", note="the list of its own partners"),
        Field("pull", "bool", note="import its items at build"),
        Field("max_items", "int", note="default 10"),
        Field("license", "string(80)", "conditional", note="obligatory with `pull`"),
        Field("since", "date", note="day on which it joined"),
        Field("order", "int", note="place in the ring"),
    ),
)
