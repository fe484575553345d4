"""Market: what it takes to sell in one country: its demand, its channels, and all that the hub knows of it."""

from collections.abc import Iterator

from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft, Join
from hubgen.types.rules import kind_is, needs_when


def _one_country(draft: Draft) -> Iterator[Problem]:
    market = draft.get("market")
    if isinstance(market, str) and len(market) > 2:
        yield draft.fault(
            "value-type",
            "market",
            say("market is one country, but {group} is a group", group=market),
            expected=say("one country, such as DE"),
            mend=say("write a profile for each of its countries that matters"),
        )


MARKET = ContentType(
    name="market",
    folder="markets",
    slugs={"es": "mercados", "en": "markets", "pt": "mercados"},
    forms=("md", "yaml"),
    requires=("title", "summary", "topics", "verified"),
    schema_type=lambda data: "Report",
    review_days=365,
    facets=("market", "products", "scope"),
    headings="market_heading",
    key=("market", "products"),
    ledger=("audience", "languages", "sectors", "sizes", "stages"),
    lists=("channels", "payment", "logistics", "treaties"),
    meta=("market", "products"),
    actions=(("tariff_url", "tariffs"),),
    joins=(
        Join("market_standards", "standard", "place", listed="standards"),
        Join("market_buyers", "organization", "place", keeps=kind_is("buyer")),
        Join("market_events", "event", "place", keeps=lambda data: data.get("event_status") != "cancelled"),
        Join("market_data", "dataset", "place"),
    ),
    followed=True,
    compares=(("products", ()), ("scope", ("country",))),
    rules=(
        _one_country,
        needs_when(
            "audience",
            lambda data: data.get("scope") == "audience",
            say("audience is missing: whom does this profile describe?"),
            say("add a line audience: such as families who live abroad, or write another scope"),
        ),
    ),
    own=(
        Field("market", "country", "always", ("mercado", "market", "mercado"), note="one destination"),
        Field("scope", "enum(scope)", "always", ("alcance", "scope", "abrangência")),
        Field("treaties", "list[map(treaty)]"),
        Field("tariff_url", "url", note="official tool; rates are not copied"),
        Field("facts", "list[map(fact)]", note="all five keys in each"),
        Field("channels", "list[text(200)]"),
        Field("payment", "list[text(200)]"),
        Field("logistics", "list[text(200)]"),
        Field("languages", "list[lang]", note="spoken there"),
        Field("audience", "text(160)", "conditional", note="obligatory when scope: audience"),
        Field("standards", "list[ref(standard)]", note="added to those of the same market and product"),
    ),
)
