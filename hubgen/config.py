"""config.yaml as a value: every setting read, typed and checked; what is wrong is told like content.

Keys of capabilities that are not built yet are read and checked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from hubgen.colour import is_readable, readable_accent
from hubgen.config_parts.facets import Facet, read_facet_pairs, read_facets
from hubgen.config_parts.places import CountryGroup, read_groups, read_regions
from hubgen.config_parts.profiles import Profile, read_profiles
from hubgen.config_parts.sections import read_sections
from hubgen.config_parts.services import Service, read_services
from hubgen.config_parts.vocabularies import read_vocabularies
from hubgen.config_parts.weights import read_budget, read_images
from hubgen.model.context import Region, ValueContext
from hubgen.model.entry import Data, Localized
from hubgen.model.field import Field
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Node, Scalar, Sequence
from hubgen.model.values.days import is_zone
from hubgen.model.vocabulary import Vocabulary, shipped_vocabularies
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.types.engine import nearest_field, read_fields

CONFIG_FILE = "config.yaml"
FORMAT = "1"

PLAIN: tuple[Field, ...] = (
    Field("hubgen", "string(10)", "always", note="number of this format"),
    Field("title", "text(120)", "always", note="name of the hub"),
    Field("summary", "text(300)", note="what the hub is and for whom"),
    Field("base_url", "url", "always", note="address of the site, with its path"),
    Field("tag_authority", "string(200)", "always", note="domain, and a day on which you held it; never change it"),
    Field("languages", "list[lang]", "always", note="the first is the default and lives at the root"),
    Field("timezone", "string(40)", "always", note="IANA name"),
    Field("country", "country", "always", note="home country"),
    Field("contact", "map(contact)", note="who answers questions"),
    Field("license", "string(80)", note="of the hub's own text"),
    Field("raw_html", "bool", note="raw HTML in Markdown; default false"),
    Field("glossary", "string(10)", note="link or none; default none"),
    Field("jsonld", "string(10)", note="none, minimal or full; default minimal"),
    Field("theme", "slug", note="default plain"),
    Field("colour", "string(7)", note="accent as #rrggbb"),
    Field("logo", "path", note="SVG shown beside the name"),
    Field("search", "bool", note="default true"),
)
STRUCTURED = (
    "groups",
    "regions",
    "sections",
    "facets",
    "facet_pairs",
    "profiles",
    "services",
    "budget",
    "images",
    "feeds",
    "vocabularies",
)
CHOICES = {"glossary": ("link", "none"), "jsonld": ("none", "minimal", "full")}
FEED_TEXTS = ("summary", "full")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@frozen(slots=False)
class Budget:
    """Upper bounds in bytes (KB = 1000 B)."""

    page: int = 10_000
    total: int = 30_000
    image: int = 13_000
    file: int = 5_000_000
    part: int = 2_000
    """Of the text alone; 0 where no text is given in parts."""


@frozen(slots=False)
class Images:
    widths: tuple[int, ...] = (320, 640)
    formats: tuple[str, ...] = ("avif", "jpeg")
    load: str = "lazy"


@frozen(slots=False)
class Feeds:
    text: str = "summary"
    items: int = 20
    websub: str = ""
    """Address of the hub that tells subscribers of changes (W3C WebSub)."""


@frozen(slots=False)
class Config:
    """The settings of a hub; absent ones have their defaults."""

    title: Localized[str]
    summary: Localized[str] | None
    base_url: str
    tag_authority: str
    languages: tuple[str, ...]
    zone: str
    country: str
    contact: Data
    license: str = ""
    raw_html: bool = False
    glossary: str = "none"
    jsonld: str = "minimal"
    theme: str = "plain"
    colour: str = ""
    logo: str = ""
    search: bool = True
    groups: Mapping[str, tuple[str, ...]] = None  # type: ignore[assignment]
    group_labels: Mapping[str, tuple[tuple[str, str], ...]] = None  # type: ignore[assignment]
    regions: Mapping[str, Region] = None  # type: ignore[assignment]
    sections: Mapping[str, Mapping[str, str]] = None  # type: ignore[assignment]
    facets: Mapping[str, tuple[Facet, ...]] = None  # type: ignore[assignment]
    facet_pairs: Mapping[str, tuple[tuple[str, str], ...]] = None  # type: ignore[assignment]
    profiles: tuple[Profile, ...] = ()
    services: tuple[Service, ...] = ()
    budget: Budget = Budget()
    images: Images = Images()
    feeds: Feeds = Feeds()
    vocabularies: Mapping[str, Vocabulary] = None  # type: ignore[assignment]

    @property
    def main_language(self) -> str:
        return self.languages[0]

    def locale(self, language: str) -> str:
        """The tag by which numbers are written in a language of the hub: with its country, `es-HN`."""
        return f"{language}-{self.country}"

    @property
    def base_path(self) -> str:
        """The path part of base_url, with slashes around: `/` or `/hub/`."""
        return urlsplit(self.base_url).path

    @property
    def authority_day(self) -> date:
        """The day in the tag authority; its month or year begin on the first (RFC 4151)."""
        parts = [int(part) for part in self.tag_authority.partition(",")[2].split("-") if part.isdigit()]
        year, month, day = (*parts, 1, 1)[:3] if parts else (1970, 1, 1)
        try:
            return date(year, month, day)
        except ValueError:
            return date(1970, 1, 1)

    @property
    def context(self) -> ValueContext:
        return ValueContext(self.languages, self.zone, self.groups, self.regions, self.vocabularies, self.country)


def read_config(node: Node, file: str = CONFIG_FILE) -> tuple[Config | None, tuple[Problem, ...]]:
    """The settings, or None where what everything needs is missing, and every problem of the file."""
    if not isinstance(node, MappingNode):
        return None, (
            problem(
                "bad-syntax", node.where, say("config.yaml holds no settings"), mend=say("write title: …, languages: …")
            ),
        )
    reader = _ConfigReader(node)
    return reader.read(), tuple(reader.problems)


P = TypeVar("P")


class _ConfigReader:
    def __init__(self, node: MappingNode):
        self.node = node
        self.problems: list[Problem] = []

    def read(self) -> Config | None:
        languages = self._languages()
        bare = ValueContext(languages, "UTC", {}, {}, shipped_vocabularies())
        no_groups: dict[str, CountryGroup] = {}
        no_regions: dict[str, Region] = {}
        self.groups = self._part("groups", lambda n: read_groups(n, bare, self.problems), no_groups)
        groups = {name: group.members for name, group in self.groups.items()}
        regions = self._part("regions", lambda n: read_regions(n, bare, self.problems), no_regions)
        vocabularies = self._part(
            "vocabularies", lambda n: read_vocabularies(n, languages, self.problems), dict(shipped_vocabularies())
        )
        context = ValueContext(languages, "UTC", groups, regions, vocabularies)
        plain = self._plain(context)
        self._unknown_keys()
        self._check_plain(plain)
        if any(plain.get(field.name) is None for field in PLAIN if field.required == "always"):
            return None
        return self._config(plain, context)

    def _languages(self) -> tuple[str, ...]:
        node = self.node.get("languages")
        nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = [
            one.text.strip().lower()
            for one in nodes
            if isinstance(one, Scalar) and re.fullmatch(r"[A-Za-z-]{2,12}", one.text.strip())
        ]
        return tuple(dict.fromkeys(found)) or ("en",)

    def _plain(self, context: ValueContext) -> Data:
        names = {field.name for field in PLAIN}
        pairs = tuple((key, value) for key, value in self.node if key.text.partition("@")[0] in names)
        reading = read_fields(MappingNode(pairs, self.node.where), PLAIN, context, context.main_language)
        self.problems += reading.problems
        for field in PLAIN:
            if field.required == "always" and field.name not in reading.data and field.name not in reading.faulty:
                self._fault(
                    "missing-field",
                    self.node.where.at(field.name),
                    say("{field} is missing", field=field.name),
                    mend=say("add a line {field}: {sample}", field=field.name, sample=_SAMPLES[field.name]),
                )
        return reading.data

    def _unknown_keys(self) -> None:
        known = {field.name for field in PLAIN} | set(STRUCTURED)
        for key, _ in self.node:
            name = key.text.partition("@")[0]
            if name not in known:
                near = nearest_field(name, [Field(one, "text(1)") for one in sorted(known)])
                self._fault(
                    "unknown-field",
                    key.where.at(name),
                    say('unknown setting "{field}"', field=name),
                    mend=say("write {field}", field=near) if near else say("remove it"),
                )

    def _fault(self, rule: str, where: Location, message: Message, **more: Any) -> None:
        self.problems.append(problem(rule, where, message, **more))

    def _place(self, name: str) -> Location:
        node = self.node.get(name)
        return (node.where if node else self.node.where).at(name)

    def _check_plain(self, plain: Data) -> None:
        if (number := plain.get("hubgen")) not in (None, FORMAT):
            self._fault(
                "value-type",
                self._place("hubgen"),
                say("format {number} is newer than this hubgen reads", number=number),
                expected=say("hubgen: 1"),
                mend=say("install a newer hubgen"),
            )
        if (zone := plain.get("timezone")) is not None and not is_zone(str(zone)):
            self._fault(
                "not-in-vocabulary",
                self._place("timezone"),
                say('"{text}" is not a time zone', text=zone),
                expected=say("an IANA name such as America/Tegucigalpa"),
            )
        for name, choices in CHOICES.items():
            if (value := plain.get(name)) is not None and value not in choices:
                self._fault(
                    "not-in-vocabulary",
                    self._place(name),
                    say('"{text}" is not known', text=value),
                    expected=say("one of: {labels}", labels=", ".join(choices)),
                )
        self._check_addresses(plain)

    def _check_addresses(self, plain: Data) -> None:
        url = plain.text("base_url")
        if url and not _is_site(url):
            plainer = _plain_site(url)
            self._fault(
                "value-type",
                self._place("base_url"),
                say('"{text}" is not the address of a site', text=url),
                expected=say("https://your.site.example/ or with a path, such as https://site.example/hub/"),
                mend=say("write {a}", a=plainer) if _is_site(plainer) else None,
            )
        authority = plain.get("tag_authority")
        if authority is not None and not _is_authority(str(authority)):
            self._fault(
                "value-type",
                self._place("tag_authority"),
                say('"{text}" is not a tag authority', text=authority),
                expected=say("a domain and a day on which you held it: pyme.example.org,2026-01-01"),
            )
        colour = plain.get("colour")
        if colour is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
            self._fault(
                "value-type",
                self._place("colour"),
                say('"{text}" is not a colour', text=colour),
                expected=say("six digits, such as #0b5043"),
            )
        elif colour is not None and not is_readable(str(colour)):
            self._fault(
                "value-type",
                self._place("colour"),
                say("the colour {text} is too light to read", text=colour),
                expected=say("a contrast of 7:1 on the paper of the page"),
                mend=say("write {colour}", colour=readable_accent(str(colour))),
            )

    def _part(self, name: str, read: Callable[[Node], P], default: P) -> P:
        node = self.node.get(name)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return default
        return read(node)

    def _config(self, plain: Data, context: ValueContext) -> Config:
        url = plain.text("base_url")
        zone = str(plain.get("timezone"))
        problems = self.problems
        return Config(
            title=plain.get("title"),  # type: ignore[arg-type]
            summary=plain.get("summary"),  # type: ignore[arg-type]
            base_url=url if url.endswith("/") else url + "/",
            tag_authority=str(plain.get("tag_authority")),
            languages=context.languages,
            zone=zone if is_zone(zone) else "UTC",
            country=str(plain.get("country")),
            contact=plain.get("contact", Data()),  # type: ignore[arg-type]
            license=str(plain.get("license", "")),
            raw_html=bool(plain.get("raw_html", False)),
            glossary=str(plain.get("glossary", "none")),
            jsonld=str(plain.get("jsonld", "minimal")),
            theme=plain.text("theme") or "plain",
            colour=str(plain.get("colour", "")),
            logo=plain.text("logo"),
            search=bool(plain.get("search", True)),
            groups=context.groups,
            group_labels={name: group.labels for name, group in self.groups.items()},
            regions=context.regions,
            vocabularies=context.vocabularies,
            sections=self._part("sections", lambda n: read_sections(n, context, problems), {}),
            facets=self._part("facets", lambda n: read_facets(n, context, problems), {}),
            facet_pairs=self._part("facet_pairs", lambda n: read_facet_pairs(n, problems), {}),
            profiles=self._part("profiles", lambda n: read_profiles(n, context, problems), ()),
            services=self._part("services", lambda n: read_services(n, context, problems), ()),
            budget=self._part("budget", lambda n: Budget(**read_budget(n, problems)), Budget()),
            images=self._part("images", lambda n: Images(**read_images(n, problems)), Images()),  # type: ignore[arg-type]
            feeds=self._part("feeds", self._feeds, Feeds()),
        )

    def _feeds(self, node: Node) -> Feeds:
        fields = (Field("text", "string(20)"), Field("items", "int"), Field("websub", "url"))
        context = ValueContext(("en",), "UTC", {}, {}, {})
        if not isinstance(node, MappingNode):
            self._fault("value-type", node.where, say("{field} needs fields of its own", field="feeds"))
            return Feeds()
        reading = read_fields(node, fields, context, "en")
        self.problems += reading.problems
        text, items = str(reading.data.get("text", "summary")), reading.data.get("items", 20)
        if text not in FEED_TEXTS:
            self._fault(
                "not-in-vocabulary",
                self._place("feeds"),
                say('"{text}" is not known', text=text),
                expected=say("one of: {labels}", labels=", ".join(FEED_TEXTS)),
            )
        return Feeds(text, items if isinstance(items, int) else 20, reading.data.text("websub"))


def no_address(node: Node, url: str) -> Iterator[Problem]:
    """A warning where the address of the site leads nowhere but to this machine, as in a new hub that has none yet."""
    if (urlsplit(url).hostname or "") in LOCAL_HOSTS and isinstance(node, MappingNode):
        place = (node.get("base_url") or node).where
        told = say("the site has no address yet: feeds, calendars and search engines are told {url}", url=url)
        mend = say("write the address at which the site will stand, such as {sample}", sample=_SAMPLES["base_url"])
        yield problem("value-type", place.at("base_url"), told, mend=mend).softened()


_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
# What sitemaps, feeds and calendars can hold: a URI (RFC 3986) without user, query and anchor.
_SITE = re.compile(
    rf"https?://(?:{_HOST}|\[[0-9A-Fa-f:.]+\])(?::\d+)?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{{2}})+)*/?", re.ASCII
)
_AUTHORITY = re.compile(rf"(?:[A-Za-z0-9._-]+@)?{_HOST},(\d{{4}}(?:-\d{{2}}(?:-\d{{2}})?)?)", re.ASCII)


def _is_site(url: str) -> bool:
    """Whether pages below the address are found: no user, no query, no `..` that browsers resolve."""
    return bool(_SITE.fullmatch(url)) and not {".", ".."} & set(unquote(urlsplit(url).path).split("/"))


def _plain_site(url: str) -> str:
    """The address as a program would write it: accents escaped, the host in ASCII, without user, query and anchor."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}{port}{quote(unquote(parts.path), safe=_PATH_SIGNS)}"


_PATH_SIGNS = "/!$&'()*+,;=:@~"


def _is_authority(text: str) -> bool:
    """Whether the text is an authority of RFC 4151: a domain or a mail address, and a day that there was."""
    match = _AUTHORITY.fullmatch(text)
    try:
        return bool(match) and date.fromisoformat((match[1] + "-01-01")[:10]) is not None if match else False
    except ValueError:
        return False


_SAMPLES = {
    "hubgen": "1",
    "title": "Centro PYME",
    "base_url": "https://pyme.example.org/",
    "tag_authority": "pyme.example.org,2026-01-01",
    "languages": "[es, en]",
    "timezone": "America/Tegucigalpa",
    "country": "HN",
}
