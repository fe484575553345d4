"""What a page says to programs about its subject: a few properties of schema.org as JSON-LD.

`minimal` names the thing, its type, its days and its address; `full` adds what the
contract lists for the type. Source: schema.org 29, JSON-LD 1.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hubgen.locale.reference import section_of
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.site import Published
from hubgen.model.thread import Message
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.data.data_view import DatasetPages
from hubgen.stages.plan.frame import LICENSES, Frame
from hubgen.types import BY_NAME
from hubgen.types.event import end_of

HEADLINE = ("Article", "HowTo", "NewsArticle", "Report")
EVENT_STATUS = {
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
    "moved-online": "https://schema.org/EventMovedOnline",
}
ATTENDANCE = {
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "in-person": "https://schema.org/OfflineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}
Pairs = Iterator[tuple[str, object]]


def structured(one: Published, frame: Frame, figures: DatasetPages | None = None) -> str:
    """The JSON-LD of an entry's page; empty where the hub wants none, or the page stands in for another language.

    Args:
        figures: of a dataset.
    """
    detail = frame.config.jsonld
    if detail == "none" or not one.is_translated(frame.language):
        return ""
    return _json(_Thing(one, frame, figures).properties(full=detail == "full"))


class _Thing:
    def __init__(self, one: Published, frame: Frame, figures: DatasetPages | None):
        self.one, self.frame, self.data, self.figures = one, frame, one.entry.data, figures
        self.type = BY_NAME[one.type].schema_type(self.data)

    def properties(self, *, full: bool) -> dict[str, object]:
        pairs = {"@context": "https://schema.org", "@type": self.type, **dict(self._minimal())}
        if full:
            pairs |= dict(self._full())
        return {name: value for name, value in pairs.items() if value not in (None, "", [])}

    # -- minimal ---------------------------------------------------------------------------

    def _minimal(self) -> Pairs:
        title = self.frame.display.title(self.one).text
        yield "headline" if self.type in HEADLINE else "name", title
        if self.one.type not in ("organization", "event", "advisor", "notice", "partner"):
            published, changed = _iso(self.data.get("date")), self.one.changed.isoformat()
            yield "datePublished", published
            yield "dateModified", changed if changed != published else None
        by_type = {
            "organization": self._organization,
            "event": self._event,
            "standard": self._standard,
            "advisor": self._adviser,
            "market": self._market,
            "term": self._term,
            "question": self._question,
            "dataset": self._dataset,
            "notice": self._notice,
            "chain": self._chain,
            "thread": self._thread,
            "partner": self._site,
        }
        yield from by_type.get(self.one.type, lambda: iter(()))()

    def _organization(self) -> Pairs:
        contact = self.data.get("contact")
        yield "address", self._address(contact if isinstance(contact, Data) else Data())
        if isinstance(contact, Data):
            yield "telephone", contact.get("phone")
            yield "email", contact.get("email")
            yield "url", self._text(contact.get("url"))

    def _adviser(self) -> Pairs:
        """How to reach a person or a desk: https://schema.org/ContactPoint."""
        contact = self.data.get("contact")
        reach = contact if isinstance(contact, Data) else Data()
        yield "jobTitle", self._text(self.data.get("role")) if self.type == "Person" else None
        employer = "worksFor" if self.type == "Person" else "parentOrganization"
        yield employer, self._organization_named(self.data.get("organization"))
        point: dict[str, object] = {
            "@type": "ContactPoint",
            "telephone": reach.get("phone"),
            "email": reach.get("email"),
            "url": self._text(reach.get("url")),
            "availableLanguage": list(self.data.items_of("languages")),
        }
        yield "contactPoint", {name: value for name, value in point.items() if value}

    def _site(self) -> Pairs:
        """The site of another, not the page about it: https://schema.org/WebSite."""
        yield "url", self._text(self.data.get("url"))
        yield "license", LICENSES.get(str(self.data.get("license")), self.data.get("license"))

    def _market(self) -> Pairs:
        code = str(self.data.get("market", ""))
        yield "about", {"@type": "Country", "name": self.frame.display.country(code), "identifier": code}

    def _address(self, contact: Data) -> dict[str, object]:
        countries = [code for code in self.data.items_of("countries") if len(code) == 2]
        address: dict[str, object] = {}
        if contact.get("address"):
            address["streetAddress"] = contact.get("address")
        if len(countries) == 1:
            address["addressCountry"] = countries[0]
        return {"@type": "PostalAddress", **address} if address else {}

    def _event(self) -> Pairs:
        yield "startDate", _iso(self.data.get("start"))
        yield "endDate", _iso(end_of(self.data))
        yield "eventStatus", EVENT_STATUS.get(str(self.data.get("event_status")))
        yield "eventAttendanceMode", ATTENDANCE.get(str(self.data.get("mode")))
        place, url = self._text(self.data.get("place")), self._text(self.data.get("online_url"))
        if place:
            yield "location", {"@type": "Place", "name": place, "address": place}
        elif self.data.get("mode") == "online":
            yield "location", {"@type": "VirtualLocation", "url": url or self._permalink()}

    def _standard(self) -> Pairs:
        if self.type == "Legislation":
            yield "legislationDateOfApplicability", _iso(self.data.get("effective"))
        yield "sameAs", self._text(self.data.get("official_url"))

    def _term(self) -> Pairs:
        """The definition is what a term is: https://schema.org/DefinedTerm."""
        yield "description", self._text(self.data.get("summary"))
        synonyms = self.data.get("synonyms")
        words = synonyms.get(self.frame.language) if isinstance(synonyms, Localized) else None
        yield "alternateName", [text for text in (self._text(self.data.get("abbr")), *(words or ())) if text]
        yield "termCode", str(self.data.get("code", "")).partition(":")[2]
        yield "inDefinedTermSet", permalink(self.frame.config, self.frame.addresses.section(BY_NAME["term"]))

    def _question(self) -> Pairs:
        yield "mainEntity", [_question(self.one, self.frame)]

    def _chain(self) -> Pairs:
        tiers = self.data.items_of("tiers")
        yield "numberOfItems", len(tiers)
        names = enumerate((self._text(tier.get("title")) for tier in tiers), 1)
        yield "itemListElement", [{"@type": "ListItem", "position": place, "name": name} for place, name in names]

    def _dataset(self) -> Pairs:
        """What search engines for data ask for: a description, a licence, and where the file is."""
        yield "description", self._text(self.data.get("summary"))
        license = str(self.data.get("license") or "")
        yield "license", LICENSES.get(license, license)
        if self.figures is None:
            return
        file = permalink(self.frame.config, self.figures.file_path(self.figures.file))
        yield "distribution", [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": file}]
        if span := self.figures.span:
            yield "temporalCoverage", f"{span[0]}/{span[1]}"

    def _notice(self) -> Pairs:
        """From when until when it holds; a job has other names for that than an offer."""
        is_job = self.type == "JobPosting"
        if is_job:
            yield "title", self._text(self.data.get("title"))
            yield "hiringOrganization", self._organization_named(self.data.get("organization"))
        yield "datePosted" if is_job else "validFrom", _iso(self.data.get("date"))
        yield "validThrough", _iso(self.data.get("expires"))

    def _thread(self) -> Pairs:
        """Who asked, and each answer on the page; their words only in full."""
        thread = self.frame.site.threads.get(self.one.id)
        if thread is None:
            return
        sheet = self.frame.display.sheets.of(thread)[0]
        first, *rest = (piece.message for piece in sheet)
        yield from _posting(first, self.frame, is_comment=False).items()
        yield "commentCount", len(thread.messages) - 1
        yield "comment", [_posting(one, self.frame) for one in rest if not one.withheld]

    # -- full ------------------------------------------------------------------------------

    def _full(self) -> Pairs:
        if self.one.type not in ("organization", "event"):
            yield "inLanguage", self.frame.language
        yield "mainEntityOfPage" if self.one.type == "partner" else "url", self._permalink()
        yield "description", self._text(self.data.get("summary"))
        image = self.frame.display.image_path(self.one)
        yield "image", permalink(self.frame.config, image) if image else None
        by_type = {
            "financing": self._financing,
            "guide": self._guide,
            "organization": self._about_firm,
            "event": self._about_event,
            "document": self._document,
            "dataset": self._about_data,
            "diagnostic": self._diagnostic,
            "notice": self._about_notice,
        }
        yield from by_type.get(self.one.type, lambda: iter(()))()

    def _financing(self) -> Pairs:
        data = self.data
        yield "provider", self._organization_named(data.get("provider"))
        yield "audience", {"@type": "BusinessAudience"}
        if self.type == "GovernmentService":
            yield "serviceType", "BusinessSupport"
            return
        yield "interestRate", _range(data.get("rate_min"), data.get("rate_max"))
        if self.type == "LoanOrCredit":
            yield "amount", _range(data.get("amount_min"), data.get("amount_max"), currency=data.get("currency"))
            yield "loanTerm", _months(data.get("term_max"))
            yield "gracePeriod", f"P{data.get('grace')}M" if data.get("grace") else None
            yield "requiredCollateral", self._text(data.get("collateral"))

    def _guide(self) -> Pairs:
        yield (
            "step",
            [{"@type": "HowToStep", "name": self._text(step.get("title"))} for step in self.data.items_of("steps")],
        )

    def _about_firm(self) -> Pairs:
        sectors = self.data.items_of("sectors")
        yield "isicV4", sectors[0] if sectors and sectors[0] != section_of(sectors[0]) else None
        yield (
            "hasCertification",
            [
                {"@type": "Certification", "name": self.frame.display.party(one.get("standard"))}
                for one in self.data.items_of("certificates")
            ],
        )
        yield "makesOffer", [self._good("Offer", item) for item in self._live_items("offers")]
        yield "seeks", [self._good("Demand", item) for item in self._live_items("seeks")]
        if isinstance(year := self.data.get("founded"), int):
            yield "foundingDate", str(year)

    def _live_items(self, field: str) -> Iterator[Data]:
        for item in self.data.items_of(field):
            until = item.get("until")
            if not isinstance(until, date) or until >= self.frame.site.day:
                yield item

    def _good(self, kind: str, item: Data) -> Mapping[str, object]:
        """An Offer or a Demand; quantities are told with the code of UN/CEFACT."""
        quantity, term = item.get("quantity"), self.frame.config.vocabularies["unit"].get(str(item.get("unit", "")))
        amount: dict[str, object] = {"@type": "QuantitativeValue"}
        if term and term.code:
            amount["unitCode"] = term.code
        good: dict[str, object] = {
            "@type": kind,
            "itemOffered": {"@type": "Product", "name": self._text(item.get("title"))},
            "availabilityEnds": _iso(item.get("until")),
        }
        if isinstance(quantity, Decimal):
            good["eligibleQuantity"] = amount | {"value": _number(quantity)}
        return {name: value for name, value in good.items() if value}

    def _about_event(self) -> Pairs:
        yield "organizer", self._organization_named(self.data.get("organizer"))
        price = self.data.get("price")
        if isinstance(price, Decimal):
            offer = {"@type": "Offer", "price": _number(price), "priceCurrency": self.data.get("currency")}
            yield "offers", {name: value for name, value in offer.items() if value is not None}

    def _document(self) -> Pairs:
        yield "license", self.data.get("license")
        yield "author", [{"@type": "Person", "name": name} for name in self.data.items_of("authors")]
        publisher = self.data.get("publisher")
        yield "publisher", {"@type": "Organization", "name": publisher} if publisher else None

    def _about_data(self) -> Pairs:
        publisher = self.data.get("publisher")
        yield "creator", {"@type": "Organization", "name": publisher} if publisher else None
        named = (code for code in self.data.items_of("countries") if code != "all")
        yield "spatialCoverage", [self.frame.display.country(code) for code in named]
        yield (
            "variableMeasured",
            [self._text(one.get("title")) for one in self.data.items_of("columns") if one.get("role") == "value"],
        )

    def _diagnostic(self) -> Pairs:
        yield "timeRequired", f"PT{self.data.get('minutes')}M" if "minutes" in self.data else None

    def _about_notice(self) -> Pairs:
        """What is offered or sought, how much, where; the contact stays with the page."""
        item, places = self.data.get("item"), self.data.items_of("countries")
        name = "jobLocation" if self.type == "JobPosting" else "areaServed"
        yield (
            name,
            [{"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": code}} for code in places],
        )
        if self.type == "Offer":
            yield "offeredBy", self._organization_named(self.data.get("organization"))
        if not isinstance(item, Data):
            return
        yield "itemOffered", {"@type": "Product", "name": self._text(item.get("title"))}
        if isinstance(quantity := item.get("quantity"), Decimal):
            unit = self.frame.config.vocabularies["unit"].get(str(item.get("unit")))
            amount = {"@type": "QuantitativeValue", "value": _number(quantity), "unitCode": unit.code if unit else ""}
            yield "eligibleQuantity", {key: value for key, value in amount.items() if value}
        low, high = item.get("price_min"), item.get("price_max")
        if low is not None or high is not None:
            price = {"@type": "PriceSpecification", "priceCurrency": item.get("currency")}
            given = (("minPrice", low), ("maxPrice", high))
            yield (
                "priceSpecification",
                price | {key: _number(value) for key, value in given if isinstance(value, Decimal)},
            )

    # -- pieces ----------------------------------------------------------------------------

    def _organization_named(self, value: object) -> Mapping[str, object] | None:
        name = self.frame.display.party(value)
        return {"@type": "Organization", "name": name} if name else None

    def _text(self, value: object) -> str:
        if isinstance(value, Localized):
            value = value.pick(self.frame.language)[0]
        return "" if value is None or isinstance(value, Ref) else str(value)

    def _permalink(self) -> str:
        return permalink(self.frame.config, self.one.paths[self.frame.language])


def structured_list(entries: Iterable[Published], frame: Frame) -> str:
    """The JSON-LD of a list of questions, as a whole an FAQPage; only where the hub wants it in full."""
    if frame.config.jsonld != "full":
        return ""
    asked = [one for one in entries if one.type == "question" and one.is_translated(frame.language)]
    if not asked:
        return ""
    pairs = {"@context": "https://schema.org", "@type": "FAQPage"}
    return _json(pairs | {"mainEntity": [_question(one, frame) for one in asked]})


def _question(one: Published, frame: Frame) -> dict[str, object]:
    answer = frame.display.phrase(one.entry.get("summary")).text
    title = frame.display.title(one).text
    return {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def _posting(message: Message, frame: Frame, *, is_comment: bool = True) -> dict[str, object]:
    """A mail: https://schema.org/Comment, or what a DiscussionForumPosting says of itself."""
    said = " ".join(one.text for one in message.passages if one.kind == "text")
    pairs: dict[str, object] = {
        "@type": "Comment" if is_comment else None,
        "author": {"@type": "Person", "name": message.sender} if message.sender else None,
        "datePublished": _iso(message.sent.astimezone(ZoneInfo(frame.config.zone))) if message.sent else None,
        "text": " ".join(said.split()) if frame.config.jsonld == "full" else None,
    }
    return {name: value for name, value in pairs.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _iso(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _range(low: object, high: object, currency: object = None) -> dict[str, object] | None:
    """A QuantitativeValue, or a MonetaryAmount where there is a currency."""
    if not isinstance(low, Decimal) and not isinstance(high, Decimal):
        return None
    value: dict[str, object] = {"@type": "MonetaryAmount" if currency else "QuantitativeValue"}
    if currency:
        value["currency"] = currency
    if isinstance(low, Decimal):
        value["minValue"] = _number(low)
    if isinstance(high, Decimal):
        value["maxValue"] = _number(high)
    return value


def _months(value: object) -> dict[str, object] | None:
    """UN/CEFACT code MON."""
    return {"@type": "QuantitativeValue", "value": value, "unitCode": "MON"} if isinstance(value, int) else None
