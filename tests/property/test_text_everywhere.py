"""Any text in any field comes back equal from every form of output, or is refused by name (P8, P10, P15, P16).

The fields are taken from the tables of the content types, so that a new one is attacked from its first day. A second
hub of the same shape with tame texts shows which elements a page should have: no text adds or takes away one.
"""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import lxml.html
import pytest
import vobject
from lxml import etree

from hubgen.formats.tables.csv_export import from_inert
from hubgen.problems import Problem
from hubgen.project import Project, bundled
from hubgen.stages.plan.planner import plan
from hubgen.stages.writers import WRITERS
from hubgen.theme import load_theme
from hubgen.types import BY_NAME, TYPES
from tests.calendar_rules import calendar_faults, vcard_faults
from tests.every_field import (
    DATA,
    PLAIN,
    Texts,
    Value,
    Written,
    as_csv,
    as_yaml,
    flat,
    folders_of,
    is_seen,
    make_entry,
    quoted,
    yaml_value,
)
from tests.feed_rules import atom_faults, json_feed_faults, opml_faults, rss_faults
from tests.hubs import CONFIG, compiled, config_of, errors, make_hub, problems_of, resolve_hub, told

COUNT = 2000
EACH = 40  # entries of each type and form; all of them together use each text some five times
SEED = 20261122
THEME = load_theme(bundled("themes") / "plain")

PIECES = (
    ['"', "'", "''", '"""', "\\", ";", ",", ":", "|", "#", "- ", "? ", "& ", "* ", "! ", "% ", "`", "{", "}", "[", "]",
     "\t", "\n", "\r", "\r\n", "\n\n", "\x85", "\xa0", "\u2028", "\u2029", "\u200b", "\u200d", "\u200e", "\u200f",
     "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\xad", "\ufe0f", "\u3164",
     "ñ", "é", "e\u0301", "ß", "İ", "ı", "語", "ไทย", "العربية", "עברית", "🫘", "👩🏽‍🌾", "🇭🇳", "\U0010fffd",
     "]]>", "<![CDATA[", "<!--", "-->", "--", "<?xml", "<!DOCTYPE", "<script>", "</script>", "</title>", "</style>",
     "<b>", "</p>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "&lt;", "&amp;", "&#60;", "&nbsp;", "&",
     "=1+1", "@SUM(A1)", "+1", "-1", "＝1", "'=1", "\t=1", "BEGIN:VEVENT", "END:VCALENDAR", "END:VCARD", "ATTACH:x",
     "DTSTART:20260101", "\\n", "\\,", "\\;", "\\N", "^n", "=?utf-8?q?a?=", "Bcc: x@example.org", "%0D%0A", "%", "%s",
     "{{ 7*7 }}", "{% raw %}", "{# x #}", "{0}", "{x}", "{}", "{title}", "$x", "${x}", "███", ' href=""', ' href="#',
     "javascript:alert(1)", "//example.net", "http://example.net/", "sep=;", "http:", "a" * 130, "no", "NO", "1e3",
     "x", " ", "  ", "uno dos tres", "; ,", " ,"]
)  # fmt: skip


def _texts() -> list[str]:
    dice = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < COUNT:
        letters = [chr(dice.randrange(top)) for top in (0x250, 0x3100, 0x20000)]
        pieces = [dice.choice(PIECES if dice.random() < 0.85 else letters) for _ in range(dice.randrange(1, 7))]
        text = ODD_CHARACTERS.sub("", "".join(pieces))
        if is_seen(text):
            found[text] = None
    return list(found)


ODD_CHARACTERS = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
    + "]"
)
"""What no content may have: control characters but for line ends, halves of pairs, noncharacters."""


FACETS = "".join(f"  {kind.name}: []\n" for kind in TYPES)
"""None: two texts of one slug would share the page of a facet, which is told; facets have a test of their own."""
SETTINGS = (
    CONFIG.replace("languages: [es, en, pt]", "languages: [es]")
    .replace("title@en: SME Centre\n", "")
    .replace("title@pt: Centro PME\n", "")
    + f"jsonld: full\nfeeds: {{text: full, items: 5000}}\nfacets:\n{FACETS}"
)
HIDDEN = frozenset(
    {"owner", "extra.a", "verified_by", "image_alt", "synonyms.1", "synonyms.2", "certificates.1.issuer"}
    | {"remove.1", "remove.2", "moderated_by"}
    | {"missing.1", "missing.2", "chart.x", "chart.y", "chart.by"}
)
"""Texts that stand on no page of an entry."""
CODED = frozenset(
    {f"{item}.{name}" for item in ("item", "offers.1", "seeks.1") for name in ("code", "until")}
    | {"tiers.1.codes.1", "tiers.2.codes.1"}
)
"""Codes and days, which pages write in words."""
REFERRED = frozenset({"id", "area", "points", "from", "below", "refs"})
"""Last names of columns inside a list of maps that hold a name or a number."""
UNPUBLISHED = frozenset({"owner", "extra.a", "remove.1", "remove.2", "moderated_by"})


# ---------------------------------------------------------------- a hub of them


@dataclass
class Hub:
    entries: dict[str, Written]
    files: dict[str, bytes]
    pages: dict[str, str]


def make(folder: Path, each: int, *, tame: bool = False) -> Hub:
    texts = Texts(_texts(), tame=tame)
    files: dict[str, str | bytes] = {"content/topics/vender.yaml": "title: Vender\nsummary: Clientes y ferias.\n"}
    files |= DATA
    entries: dict[str, Written] = {}
    for kind in TYPES:
        made = {"yaml": [make_entry(kind.name, f"y{number}", texts) for number in range(each)]}
        if "csv" in kind.forms:
            made["csv"] = [make_entry(kind.name, f"c{number}", texts, ";") for number in range(each)]
        for form, some in made.items():
            entries |= {f"{kind.name}/{one.slug}": one for one in some}
            if kind.folder_file:
                files |= folders_of(kind, some)
                continue
            files[f"content/{kind.folder}/lote.{form}"] = as_yaml(some) if form == "yaml" else as_csv(some)
    project = make_hub(folder, files, SETTINGS)
    return Hub(entries, *_written(project))


def _written(project: Project) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files for programs, and the pages of entries by the id of their entry."""
    site, problems = resolve_hub(project)
    config = config_of(project)
    planned = plan(site, config, {language: THEME.texts(language) for language in config.languages})
    assert not errors([*problems, *planned.problems]), told(errors([*problems, *planned.problems])[:20])
    files: dict[str, bytes] = {}
    pages: dict[str, str] = {}
    for output in planned.outputs:
        if output.value is not None and _is_wanted(output.path):
            files[output.path] = WRITERS[output.writer](output.value())
        elif output.context is not None and site.get(output.owner) and output.template != "redirect.html":
            pages[output.owner] = THEME.render(output.template, output.context())
        elif output.content:
            files[output.path] = output.content
    return files, pages


def _is_wanted(path: str) -> bool:
    """Those of the hub and of the sections: feeds and calendars of topics and single entries say the same again."""
    folder, _, name = path.rpartition("/")
    return "/" not in folder and name in {
        "feed.atom", "feed.rss", "feed.json", "calendar.ics", "contact.vcf", "data.csv", "data.json", "feeds.opml",
        "sitemap.xml",
    }  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    return make(tmp_path_factory.mktemp("hostile"), EACH)


@pytest.fixture(scope="module")
def tame(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    return make(tmp_path_factory.mktemp("tame"), 2, tame=True)


def test_every_text_is_used():
    """2,000 texts, each in some of the fields of some type and form, five times in all."""
    texts = Texts(_texts())
    assert len(texts.pool) == COUNT
    for kind in TYPES:
        for _ in range(EACH * (2 if "csv" in kind.forms else 1)):
            make_entry(kind.name, "x", texts)
    assert texts.at > 5 * COUNT


def test_exports_read_back_as_what_was_written(hub: Hub):
    """CSV and JSON: a column for each field, no cell or row more, each cell the text that its author meant."""
    for kind in TYPES:
        folder = kind.slugs["es"]
        wanted = {name: one for name, one in hub.entries.items() if one.kind == kind.name}
        as_json = json.loads(hub.files[f"{folder}/data.json"])
        reader = csv.reader(io.StringIO(hub.files[f"{folder}/data.csv"].decode("utf-8-sig"), newline=""))
        header, *rows = reader
        assert {len(row) for row in rows} == {len(header)}
        by_id = {row[header.index("id")]: dict(zip(header, row, strict=True)) for row in rows}
        assert len(by_id) == len(rows) == len(as_json["rows"])
        assert set(by_id) - {"topic/vender"} == set(wanted)
        for row in as_json["rows"]:
            entry = wanted.get(row["id"])
            for name, text in entry.texts.items() if entry else ():
                if name in UNPUBLISHED or name == "slug":
                    assert name not in row
                    continue
                cells = by_id[row["id"]]
                column = name if name in row else name.rpartition(".")[0]
                if column not in row:
                    assert name == "body" or name.partition(".")[0] in kind.private | kind.not_in_tables, name
                    continue
                value = row[column]
                if isinstance(value, list):
                    number = int(name.rpartition(".")[2]) - 1
                    if column in ("topics", "countries", "sectors", "sizes", "stages", "instruments", "products"):
                        continue
                    assert value[number] == text, (row["id"], name)
                    assert from_inert(cells[column]).split(";")[number] == text.replace(";", ","), (row["id"], name)
                elif isinstance(value, str) and not _is_typed(name, kind.name):
                    assert value == text, (row["id"], name)
                    assert from_inert(cells[column]) == text, (row["id"], name)
                    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cells[column]), (row["id"], name)


def _is_typed(name: str, kind: str) -> bool:
    """Whether a column holds no words: a value of its entry that every other one has too."""
    return name in PLAIN[kind] or name == "calls.1.closes"


def test_feeds_say_what_was_written(hub: Hub):
    """Atom, RSS and JSON Feed: an item for each entry, with its title, summary and author."""
    data = {form: hub.files[f"feed.{form}"] for form in ("atom", "rss", "json")}
    assert [atom_faults(data["atom"]), rss_faults(data["rss"]), json_feed_faults(data["json"])] == [[], [], []]
    wanted = {
        name: one for name, one in hub.entries.items() if one.kind != "topic" and BY_NAME[one.kind].feeds != "none"
    }
    found = {
        "atom": {
            one.findtext("{*}id"): (
                one.findtext("{*}title"), one.findtext("{*}summary"), one.findtext("{*}author/{*}name"),
                [part.get("label") for part in one.findall("{*}category")],
            )
            for one in etree.fromstring(data["atom"]).findall("{*}entry")
        },
        "rss": {
            one.findtext("guid"): (
                one.findtext("title"), html.unescape(one.findtext("description") or ""), one.findtext("{*}creator"),
                [part.text for part in one.findall("category")],
            )
            for one in etree.fromstring(data["rss"]).iter("item")
        },
        "json": {
            one["id"]: (one["title"], one["summary"], one["authors"][0]["name"], one["tags"])
            for one in json.loads(data["json"])["items"]
        },
    }  # fmt: skip
    for form, items in found.items():
        entries = {tag.rpartition(":")[2]: item for tag, item in items.items() if tag and "#" not in tag}
        assert set(entries) == set(wanted), form
        for name, (title, summary, author, labels) in entries.items():
            texts = wanted[name].texts
            assert (title, summary, author) == (texts["title"], texts["summary"], texts["author"]), (form, name)
            topic = hub.entries["topic/y0"].texts["title"]
            assert [label for label in labels[1:] if label] == ["Vender", topic], (form, name)


def test_calendars_and_cards_say_what_was_written(hub: Hub):
    """Each date and each contact once, no property more than in any other."""
    dates, cards = hub.files["calendar.ics"], hub.files["directorio/contact.vcf"]
    assert calendar_faults(dates) == [] and vcard_faults(cards) == []
    found = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(dates).walk("VEVENT")}
    events = {f"{name}@pyme.example.org": one.texts for name, one in hub.entries.items() if one.kind == "event"}
    calls = {f"{name}@pyme.example.org": one.texts for name, one in hub.entries.items() if one.kind == "financing"}
    for uid, texts in events.items():
        one = found[uid]
        assert str(one["SUMMARY"]) == texts["title"], uid
        assert str(one["DESCRIPTION"]) == texts["summary"], uid
        assert str(one["LOCATION"]) == texts["place"], uid
        assert str(one["CONTACT"]) == texts["organizer"], uid
    rest = [one for uid, one in found.items() if uid not in events]
    assert len(rest) == len(calls) and len({tuple(sorted(one)) for one in rest}) == 1
    assert len({tuple(sorted(found[uid])) for uid in events}) == 1

    firms = {name: one.texts for name, one in hub.entries.items() if one.kind == "organization"}
    read = {card.uid.value.rpartition(":")[2]: card for card in vobject.readComponents(cards.decode())}
    assert set(read) == set(firms)
    for name, texts in firms.items():
        card = read[name]
        assert card.fn.value == texts["title"] and card.n.value.family == texts["title"], name
        assert card.org.value == [texts["title"]] and card.adr.value.street == texts["contact.address"], name
        note = [texts["summary"], texts["contact.name"], texts["contact.hours"]]
        assert card.note.value == "\n".join(note), name


def test_lists_of_feeds_and_the_sitemap_hold_their_form(hub: Hub):
    """OPML has an outline for each feed; a sitemap has addresses alone."""
    data = hub.files["feeds.opml"]
    assert opml_faults(data) == []
    outlines = {one.get("htmlUrl"): one for one in etree.fromstring(data).iter("outline") if one.get("htmlUrl")}
    topics = {name.partition("/")[2]: one.texts for name, one in hub.entries.items() if one.kind == "topic"}
    for slug, outline in ((slug, outlines.get(f"https://pyme.example.org/temas/{slug}.html")) for slug in topics):
        if outline is not None:
            assert outline.get("text") == outline.get("title") == topics[slug]["title"]
    assert "https://pyme.example.org/temas/y0.html" in outlines
    sitemap = etree.fromstring(hub.files["sitemap.xml"])
    assert {etree.QName(one).localname for one in sitemap.iter()} == {"urlset", "url", "loc", "lastmod"}
    assert all(re.fullmatch(r"https://pyme\.example\.org/[a-z0-9/.-]*", one.text) for one in sitemap.iter("{*}loc"))
    lines = hub.files["robots.txt"].decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /", "Sitemap: https://pyme.example.org/sitemap.xml"]


def test_pages_say_what_was_written_and_nothing_more(hub: Hub, tame: Hub):
    """Each text stands on its page; the page has the elements and attributes of one with tame texts."""
    missing: dict[str, int] = {}
    twins = {
        name: skeleton(lxml.html.document_fromstring(page.encode(), parser=_utf8()))
        for name, page in tame.pages.items()
    }
    for name, page in hub.pages.items():
        assert not ODD_CHARACTERS.search(page.replace("\ufdd1", "")), name
        tree = lxml.html.document_fromstring(page.encode(), parser=_utf8())
        assert _as_far(skeleton(tree), name) == _as_far(twins[_twin(name)], name), name
        if name not in hub.entries:
            continue
        texts = hub.entries[name].texts
        _check_head(tree, texts, name)
        words = tree.find(".//main").text_content()
        for column, text in texts.items():
            # A link of a topic has its title; ids and numbers have labels of their own.
            if REFERRED & set(column.split(".")[1:]):
                continue
            if not _is_typed(column.partition(".")[0], hub.entries[name].kind) and text not in words:
                missing[column] = missing.get(column, 0) + 1
    assert set(missing) <= HIDDEN | {"slug", "topics.1", "topics.2", "contact.email", "source.url", "files.1.url",
                                     "documents_required.1.url", "calls.1.closes", "chart.type", "columns.1.type",
                                     "columns.1.role"} | CODED, missing  # fmt: skip


def _twin(name: str) -> str:
    """The tame entry of the same type and form; only the first topic has a list of entries below it."""
    kind, _, slug = name.partition("/")
    return name if slug in ("vender", "y0") else f"{kind}/{slug[0]}1"


def _as_far(seen: list[tuple[str, ...]], name: str) -> object:
    """The elements in their order; of markets and chains, which gather, their kinds: a list may be longer."""
    return set(seen) if name in ("topic/vender", "topic/y0") or name.startswith(("market/", "chain/")) else seen


def _utf8() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8")


def _check_head(tree: lxml.html.HtmlElement, texts: Mapping[str, str], name: str) -> None:
    title, summary = texts["title"], texts["summary"]
    assert tree.findtext(".//title") == f"{title} - Centro PYME", name
    assert tree.findtext(".//h1") == title, name
    meta = {one.get("property") or one.get("name"): one.get("content") for one in tree.iter("meta")}
    assert meta["og:title"] == title, name
    assert summary.startswith(meta["description"].removesuffix("…")), name
    data = json.loads(tree.findtext('.//script[@type="application/ld+json"]'))
    assert data.get("name", data.get("headline")) == title and data["description"] == summary, name


def skeleton(tree: lxml.html.HtmlElement) -> list[tuple[str, ...]]:
    """The elements of a page in their order, with the names of their attributes."""
    return [(str(one.tag), *sorted(one.keys())) for one in tree.iter()]


def test_another_parser_sees_the_same_pages(hub: Hub, tame: Hub):
    """Python's parser, which follows other rules than lxml, counts the same elements on every twentieth page."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__(convert_charrefs=True)
            self.seen: list[tuple[str, ...]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append((tag, *sorted(name for name, _ in attrs)))

        def handle_comment(self, data: str) -> None:
            self.seen.append(("comment",))

        def unknown_decl(self, data: str) -> None:
            self.seen.append(("declaration",))

    for name in sorted(hub.pages)[::20]:
        found = []
        for page in (hub.pages[name], tame.pages[_twin(name)]):
            reader = Reader()
            reader.feed(page)
            reader.close()
            found.append(_as_far(reader.seen, name))
        assert found[0] == found[1], name


# ---------------------------------------------------------------- settings

HUBS = 12
PER_HUB = 10  # profiles, regions, groups, terms and facets of each hub
LETTERS = "ABCDEFGHIJ"


def test_texts_of_the_settings(tmp_path: Path):
    """Names, labels and phrases of config.yaml: on pages, in feeds, calendars and tables as they were written."""
    texts = Texts(_texts(), at=700)
    for number in range(HUBS):
        _check_settings(tmp_path / f"hub{number}", texts)


def _check_settings(folder: Path, texts: Texts) -> None:
    title, summary, license_name, name, hours, address = (texts.next(limit) for limit in (120, 300, 80, 80, 80, 160))
    profiles, regions, groups = ([texts.next(120) for _ in range(PER_HUB)] for _ in range(3))
    # Two spellings of one value are told; a text without letters has no slug of its own.
    terms = {f"t{n}": f"{LETTERS[n] * 3} {texts.next(100)}" for n in range(PER_HUB)}
    label, phrase = texts.next(60), texts.next(70).replace("{}", "") + " {}"
    lines = [
        "hubgen: 1", f"title: {quoted(title)}", f"summary: {quoted(summary)}", f"license: {quoted(license_name)}",
        "base_url: https://pyme.example.org/", "tag_authority: pyme.example.org,2026-01-01", "languages: [es]",
        "timezone: America/Tegucigalpa", "country: HN",
        f"contact: {{name: {quoted(name)}, hours: {quoted(hours)}, address: {quoted(address)}, email: a@example.org}}",
        "profiles:", *(f"- {{slug: p{n}, title: {quoted(text)}, countries: [HN]}}" for n, text in enumerate(profiles)),
        "regions:", *(f"  r{n}: {{country: HN, label: {{es: {quoted(text)}}}}}" for n, text in enumerate(regions)),
        "groups:", *(f"  GRUPO{LETTERS[n]}: {{members: [HN, SV], label: {{es: {quoted(text)}}}}}"
                     for n, text in enumerate(groups)),
        "vocabularies:", "  stage:", *(f"  - {{id: {n}, label: {{es: {quoted(text)}}}}}" for n, text in terms.items()),
        "facets:", f"  financing: [{{field: stages, label: {quoted(label)}, phrase: {quoted(phrase)}}}]",
        "  standard: []", "  topic: []", "  organization: []",
        f"services: [{{id: directory, owner: {quoted(texts.next(60))}}}]",
    ]  # fmt: skip
    fields = {
        "title": "Crédito", "summary": "Para equipo.", "family": "finance", "instruments": ["loan"],
        "topics": ["vender"], "sectors": ["C"], "sizes": ["micro"], "rolling": "yes",
        "verified": "2026-10-28", "provider": "Fondo", "source": "https://example.org/",
        "stages": list(terms), "countries": ["HN"], "regions": [f"r{n}" for n in range(PER_HUB)],
    }  # fmt: skip
    firm = {"title": "Feria", "summary": "Una feria.", "kind": "association", "countries": ["GRUPOA"],
            "contact": {"email": "a@example.org"}, "verified": "2026-08-20",
            "regions": [f"r{n}" for n in range(PER_HUB)],
            "exports_to": [f"GRUPO{LETTERS[n]}" for n in range(PER_HUB)]}  # fmt: skip
    event = {"title": "Rueda", "summary": "Citas.", "kind": "fair", "mode": "online", "start": "2026-12-03",
             "topics": ["vender"], "organizer": "Cámara", "countries": ["HN"]}  # fmt: skip
    hub = make_hub(
        folder,
        {
            "content/financing/a.yaml": _yaml(fields),
            "content/directory/a.yaml": _yaml(firm),
            "content/events/a.yaml": _yaml(event),
        },
        "\n".join(lines) + "\n",
    )
    result = compiled(hub)
    assert not errors(result.problems), told(errors(result.problems))
    files = {file.path: file.content for file in result.files}
    hub_title = flat(title)

    def page(path: str) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(files[path], parser=_utf8())

    home = page("index.html")
    assert (home.findtext(".//title"), home.findtext(".//h1")) == (hub_title, flat(summary))
    foot = home.find(".//footer").text_content()
    assert all(flat(text) in foot for text in (license_name, name, hours))
    for n, text in enumerate(profiles):
        assert page(f"p{n}.html").findtext(".//h1") == flat(text)
        assert page(f"p{n}.html").findtext(".//title") == f"{flat(text)} - {hub_title}"
    credit, firm_page = page("financiamiento/a.html"), page("directorio/a.html")
    words = credit.find(".//main").text_content()
    assert all(flat(text) in words for text in terms.values())
    assert all(flat(text) in firm_page.find(".//main").text_content() for text in groups)
    facets = {
        page(path).findtext(".//h1")
        for path in files
        if re.fullmatch(r"financiamiento/[^/]+/(?!index)[^/]+\.html", path)
    }
    assert facets == {_sentence(phrase, flat(text)) for text in terms.values()}
    assert etree.fromstring(files["feed.atom"]).findtext("{*}title") == hub_title
    assert etree.fromstring(files["feed.rss"]).findtext("channel/title") == hub_title
    assert json.loads(files["feed.json"])["title"] == hub_title
    assert [atom_faults(files["feed.atom"]), rss_faults(files["feed.rss"]), opml_faults(files["feeds.opml"])] == [
        []
    ] * 3
    opml = etree.fromstring(files["feeds.opml"])
    assert opml.findtext("head/title") == hub_title
    assert set(map(flat, profiles)) <= {one.get("text") for one in opml.iter("outline")}
    calendar = icalendar.Calendar.from_ical(files["calendar.ics"])
    assert calendar_faults(files["calendar.ics"]) == []
    assert re.sub(r"\\(.)", r"\1", str(calendar["X-WR-CALNAME"])) == hub_title
    table = json.loads(files["financiamiento/data.json"])
    assert (table["title"], table["license"]) == (f"Financiamiento – {hub_title}", flat(license_name))


def _sentence(phrase: str, value: str) -> str:
    phrase = flat(phrase)
    blank = "" if phrase.startswith(",") else " "
    return f"Financiamiento{blank}{phrase.replace('{}', value)}"


def _yaml(fields: Mapping[str, Value]) -> str:
    return "".join(f"{name}: {yaml_value(value)}\n" for name, value in fields.items())


# ---------------------------------------------------------------- what is refused

ODD = [*map(chr, range(0x20)), "\x7f", "\x80", "\x9b", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001ffff"]


REFUSED = {
    "yaml": ("yaml", 'title: "a{char}b"\nsummary: x\n'),
    "escaped": ("yaml", 'title: "a{escape}b"\nsummary: x\n'),
    "markdown": ("md", "---\ntitle: a{char}b\nsummary: x\n---\nTexto.\n"),
    "body": ("md", "---\ntitle: ab\nsummary: x\n---\nTexto {char}.\n"),
    "csv": ("csv", "slug,title,summary\nb,a{char}b,x\n"),
}
"""Place of an odd character -> suffix and text of its file."""


@pytest.mark.parametrize("place", REFUSED)
def test_what_no_text_has_is_refused_by_name(tmp_path: Path, place: str):
    """A control character or noncharacter is a problem with its file and line in every form of source."""
    suffix, text = REFUSED[place]
    wanted = {f"content/topics/b{ord(char):x}.{suffix}": char for char in filter(ODD_CHARACTERS.match, ODD)}
    files = {path: text.replace("{char}", char).replace("{escape}", _escape(char)) for path, char in wanted.items()}
    topic = {"content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\n"}
    found = errors(problems_of(make_hub(tmp_path / "hub", {**topic, **files})))
    assert sorted(one.where.file for one in found) == sorted(wanted), told(found)
    for one in found:
        _names_what_is_refused(one, wanted[one.where.file])


@pytest.mark.parametrize("is_escaped", [False, True])
def test_what_no_text_has_is_refused_in_the_settings(tmp_path: Path, is_escaped: bool):
    """A hub for each, since settings that cannot be read end the search for faults."""
    for number, char in enumerate(filter(ODD_CHARACTERS.match, ODD)):
        name = _escape(char) if is_escaped else char
        config = CONFIG.replace("title: Centro PYME", f'title: "Centro {name} PYME"')
        (found,) = errors(problems_of(make_hub(tmp_path / str(number), {}, config)))
        assert found.where.file == "config.yaml"
        _names_what_is_refused(found, char)


def _escape(char: str) -> str:
    return f"\\U{ord(char):08x}"


def _names_what_is_refused(found: Problem, char: str) -> None:
    assert found.rule == "bad-syntax" and found.where.line > 0, told([found])
    assert f"U+{ord(char):04X}" in str(found.message) or char == "\x00", told([found])
