"""The datasets of a hub as a catalogue for the portals of others, a file for each language.

Source: W3C DCAT 3; DCAT-AP 3.0 for what a portal asks of it; the authority tables of the European Union for
frequencies and languages; SPDX for names of licences; the IANA registry for media types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import CATALOG
from hubgen.stages.plan.data.data_view import DatasetPages, dataset_pages
from hubgen.stages.plan.frame import LICENSES, Frame
from hubgen.stages.plan.machine.ids import entry_tag
from hubgen.stages.plan.pages.entry_view import FilePath
from hubgen.types.dataset import DATASET

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
FREQUENCIES = {
    "daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "quarterly": "QUARTERLY", "yearly": "ANNUAL",
    "once": "NEVER",
}  # fmt: skip
LANGUAGES = {"es": "SPA", "en": "ENG", "pt": "POR"}
CSV_TYPE = "https://www.iana.org/assignments/media-types/text/csv"
Node = dict[str, object]


def catalog_output(frame: Frame, entries: Sequence[Published], file_path: FilePath) -> Iterator[Output]:
    """The catalogue beside the list of the datasets; none where the hub has no data that can be read."""
    found = [pages for one in entries if (pages := dataset_pages(one, frame.display, file_path))]
    if found:
        path = frame.addresses.beside(frame.addresses.section(DATASET), CATALOG)
        sources = sources_of(pages.one for pages in found)
        yield Output(
            path, "export", sources, "catalogue of data", writer="json-node", value=_Catalog(frame, found).node
        )


class _Catalog:
    def __init__(self, frame: Frame, entries: list[DatasetPages]):
        self.frame, self.config, self.entries = frame, frame.config, entries

    def node(self) -> Node:
        frame, config = self.frame, self.config
        section = permalink(config, frame.addresses.section(DATASET))
        return _filled({
            "@context": CONTEXT,
            "@id": f"{section}#catalog",
            "@type": "dcat:Catalog",
            "dct:title": self._text(f"{frame.texts['section_dataset']} – {frame.title}"),
            "dct:description": self._text(frame.hub.summary or frame.texts["lead_dataset"]),
            "dct:publisher": _agent(frame.title, config.base_url),
            "dct:language": _language(frame.language),
            "dct:modified": _day(max(pages.one.changed for pages in self.entries)),
            "dct:license": _license(config.license),
            "foaf:homepage": {"@id": config.base_url},
            "dcat:dataset": [self._dataset(pages) for pages in self.entries],
        })  # fmt: skip

    def _dataset(self, pages: DatasetPages) -> Node:
        one, display, data = pages.one, self.frame.display, pages.one.entry.data
        page = permalink(self.config, pages.path)
        published = data.get("date")
        frequency = FREQUENCIES.get(str(data.get("frequency")))
        return _filled({
            "@id": f"{page}#dataset",
            "@type": "dcat:Dataset",
            "dct:identifier": entry_tag(one, one.entry.language, self.config),
            "dct:title": self._localized(data.get("title")),
            "dct:description": self._localized(data.get("summary")),
            "dct:issued": _day(published) if isinstance(published, date) else None,
            "dct:modified": _day(one.changed),
            "dct:language": _language(one.entry.language),
            "dct:publisher": _agent(str(data.get("publisher") or self.frame.title)),
            "dct:source": self._source(data.get("source")),
            "dct:accrualPeriodicity": {"@id": f"{_AUTHORITY}/frequency/{frequency}"} if frequency else None,
            "dct:temporal": _span(pages),
            "dct:spatial": [_place(code, self.frame) for code in data.items_of("countries") if code != "all"],
            "dcat:keyword": [self._text(display.title(topic).text) for topic in self._topics(one)],
            "dcat:contactPoint": self._contact(),
            "dcat:landingPage": {"@id": page},
            "dcat:distribution": [self._distribution(pages, page)],
        })  # fmt: skip

    def _distribution(self, pages: DatasetPages, page: str) -> Node:
        file = permalink(self.config, pages.file_path(pages.file))
        schema = permalink(self.config, pages.schema_path)
        return _filled({
            "@id": f"{page}#csv",
            "@type": "dcat:Distribution",
            "dct:title": self._text(self.frame.texts["data_csv"]),
            "dcat:accessURL": {"@id": page},
            "dcat:downloadURL": {"@id": file},
            "dcat:mediaType": {"@id": CSV_TYPE},
            "dct:format": {"@id": f"{_AUTHORITY}/file-type/CSV"},
            "dcat:byteSize": _typed(str(self.frame.site.files.get(pages.file, 0)), "nonNegativeInteger"),
            "dct:license": _license(str(pages.one.entry.get("license") or "")),
            "dct:conformsTo": {"@id": schema, "@type": "dct:Standard"},
        })  # fmt: skip

    # -- pieces ----------------------------------------------------------------------------

    def _text(self, text: str) -> Node | None:
        return {"@value": text, "@language": self.frame.language} if text else None

    def _localized(self, value: object) -> Node | None:
        """A text with the language that it is in."""
        if not isinstance(value, Localized):
            return None
        text, language = value.pick(self.frame.language)
        return {"@value": str(text), "@language": language}

    def _topics(self, one: Published) -> Iterator[Published]:
        for ref in one.entry.data.items_of("topics"):
            if isinstance(ref, Ref) and (topic := self.frame.site.get(ref.id)):
                yield topic

    def _source(self, source: object) -> Node | None:
        """Where the figures come from, for machines an address, else words."""
        if isinstance(source, str):
            return {"@id": source}
        if not isinstance(source, Data):
            return None
        url = source.get("url")
        address = {"@id": str(url.original)} if isinstance(url, Localized) else {}
        title = str(source.get("title") or "")
        return {**address, **({"dct:title": title} if title else {})} or None

    def _contact(self) -> Node | None:
        email = self.config.contact.get("email")
        if not email:
            return None
        return {"@type": "vcard:Organization", "vcard:fn": self.frame.title, "vcard:hasEmail": f"mailto:{email}"}


def _span(pages: DatasetPages) -> Node | None:
    span = pages.span
    if span is None:
        return None
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(span[0]), "dcat:endDate": _day(span[1])}


def _place(code: str, frame: Frame) -> Node:
    return {"@type": "dct:Location", "dct:identifier": code, "rdfs:label": frame.display.country(code)}


def _agent(name: str, page: str = "") -> Node:
    home = {"foaf:homepage": {"@id": page}} if page else {}
    return {"@type": "foaf:Agent", "foaf:name": name, **home}


def _license(name: str) -> Node | None:
    """The page of a licence that is known by its name, else its words."""
    if name in LICENSES:
        return {"@id": LICENSES[name]}
    return {"@type": "dct:LicenseDocument", "rdfs:label": name} if name else None


def _language(code: str) -> Node | None:
    known = LANGUAGES.get(code.partition("-")[0])
    return {"@id": f"{_AUTHORITY}/language/{known}"} if known else None


def _day(day: date) -> Node:
    return _typed(day.isoformat(), "date")


def _typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def _filled(node: Mapping[str, object]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
