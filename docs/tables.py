"""The tables of the handbook, made from the code: fields, settings, rules, commands, templates, views.

    python docs/tables.py            write them into the guides
    python docs/tables.py --check    say which guides are out of date

A table stands in its guide below the heading `## …` that `tables()` names, up to the next heading of
that level; the rest of a guide is written by hand.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hubgen import config  # noqa: E402
from hubgen.cli.root import COMMANDS, cli  # noqa: E402
from hubgen.config_parts.facets import FACET_FIELDS  # noqa: E402
from hubgen.config_parts.profiles import PROFILE_FIELDS  # noqa: E402
from hubgen.model.field import Field  # noqa: E402
from hubgen.model.views.kinds import View  # noqa: E402
from hubgen.model.vocabulary import shipped_vocabularies  # noqa: E402
from hubgen.problems import LATER_RULES, RULES  # noqa: E402
from hubgen.types import TYPES  # noqa: E402
from hubgen.types.base import ContentType  # noqa: E402
from hubgen.types.maps import MAPS  # noqa: E402
from hubgen.types.shared import SHARED  # noqa: E402

GUIDES = ROOT / "docs" / "content" / "guides"
TEMPLATES = ROOT / "themes" / "plain" / "templates"
LANGUAGES = ("es", "en", "pt")

MEANINGS: Mapping[str, str] = {
    "shared.title": "the name; also the headline of the page",
    "shared.summary": "in plain language: what it is and for whom; shown in lists; aim at 200 characters",
    "shared.body": "the text, in `.yaml` and `.csv`; in `.md` it follows the fields",
    "shared.id": "keeps the old id (`type/slug`) when the slug has to change",
    "shared.slug": "last part of the address; default: the file's name",
    "shared.topics": "slugs of entries in `content/topics/`",
    "shared.countries": "where it applies, or where it is; `all` for everywhere",
    "shared.regions": "a finer place, such as `HN-LP` or one of `regions` in the settings",
    "shared.sectors": "codes of industries (ISIC) such as `C`, `10`, `0127`; `all` for every one",
    "shared.products": 'codes of the Harmonized System such as `"0901"`',
    "shared.sizes": "size of the firms it is meant for; `all` for every one",
    "shared.stages": "stage of the firms it is meant for; `all` for every one",
    "shared.date": "day of publication; a later day than today waits until then",
    "shared.updated": "day of the last real change, not before `date`",
    "shared.verified": "day on which a person compared it with its source; or `never`",
    "shared.review_every": "such as `180d`; see the default of each type",
    "shared.expires": "last day it is valid",
    "shared.source": "an address, or the fields of the map `source`",
    "shared.language": "language of the original, if it is not the hub's first",
    "shared.translated_from": "in translations: which state of the original was translated",
    "shared.contact": "fields of the map `contact`, or the slug of an advisor",
    "shared.related": "ids of other entries, `type/slug`; shown on both pages",
    "shared.files": "files to download, fields of the map `file`",
    "shared.image": "a photo or a drawing below the text, see [pictures](pictures.md)",
    "shared.visibility": "`members` and `staff` keep it off the public site, see [for members](for-members.md)",
    "shared.draft": "`yes` keeps it off the site until drafts are asked for",
    "shared.extra": "fields of your own; kept, and shown nowhere",
    "guide.kind": "`path` and `procedure` need `steps`",
    "guide.time": "how long it takes, in words",
    "guide.law": "laws it rests on, fields of the map `law`",
    "guide.documents_required": "papers, fields of the map `paper`",
    "guide.level": "for beginners or for the advanced",
    "guide.trade": "goods, services or both",
    "news.about": "ids of the entries concerned",
    "news.urgent": "on the home page for 7 days from `date`",
    "topic.synonyms": "other words for the topic; may be written instead of its name",
    "organization.kind": "`company` needs `consent` and `sectors`",
    "organization.employees": "kept, not published",
    "organization.certificates": "fields of the map `certificate`",
    "financing.family": "what sort of support it is",
    "financing.instruments": "in which form the support comes",
    "financing.provider": "slug of an organization, or a name",
    "financing.term_max": "such as `60m` or `5y`",
    "financing.grace": "such as `6m`",
    "financing.collateral": "what is asked as security",
    "financing.documents_required": "papers, fields of the map `paper`",
    "financing.apply_url": "where to apply; becomes the button",
    "financing.calls": "several calls, fields of the map `call`",
    "financing.conditions": "who may apply, one condition per item",
    "standard.nature": "`mandatory` needs `authority`",
    "standard.markets": "countries that ask for it; `all` for every one",
    "standard.area": "subject",
    "standard.ntm": "chapter of the classification of non-tariff measures, a letter",
    "standard.conformity": "how one shows that it is met",
    "standard.documents_required": "papers, fields of the map `paper`",
    "standard.cost_min": "what it costs, at least",
    "standard.cost_max": "what it costs, at most",
    "standard.validity": "such as `12m`",
    "standard.law": "laws it rests on, fields of the map `law`",
    "standard.official_url": "the official text; becomes the button",
    "event.kind": "what sort of event",
    "event.mode": "in person, online or both",
    "event.online_url": "where to join",
    "event.organizer": "slug of an organization, or a name",
    "event.registration_url": "where to register; becomes the button",
    "event.registration_until": "last moment to register",
    "event.repeat": "weekly or monthly, with its last day: `FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630`",
    "event.recording_url": "the recording, afterwards",
    "event.minutes": "slug of a document",
    "document.kind": "what sort of document",
    "document.year": "of publication",
    "document.authors": "names",
    "document.publisher": "who published it",
    "document.pages": "number of pages",
    "market.scope": "the whole country, a product or an audience",
    "market.treaties": "trade agreements, fields of the map `treaty`",
    "market.facts": "figures, fields of the map `fact`",
    "market.channels": "how goods reach buyers, one way per item",
    "market.payment": "how buyers pay",
    "market.logistics": "how goods get there",
    "market.standards": "slugs of standards, added to those of the same market and product",
    "treaty.title": "name of the agreement",
    "advisor.kind": "all but `desk` are persons and need `consent`",
    "advisor.organization": "slug of the organization they work for",
    "advisor.role": "what they do there",
    "advisor.languages": "in which one can talk to them",
    "advisor.free": "whether it costs nothing",
    "advisor.price_note": "what it costs, in words",
    "notice.kind": "`sell` and `buy` need `item`, `tender` needs `buyer` and `tender_url`",
    "notice.organization": "slug of who placed it; either this or `contact`",
    "notice.item": "what is sold or sought, fields of the map `item`",
    "notice.method": "of a tender: who may bid",
    "notice.value_min": "of a tender: what it is worth, at least",
    "notice.value_max": "of a tender: what it is worth, at most",
    "notice.tender_url": "the papers of the tender; becomes the button",
    "notice.received": "day on which it came in; never published",
    "notice.moderated_by": "who accepted it; never published",
    "topic.list": "slug of its mailing list",
    "thread.address": "where people write, with its name on the page",
    "thread.subscribe": "how one joins: `mailto:…` or a page",
    "thread.unsubscribe": "how one leaves",
    "thread.terms": "who may join",
    "thread.members": "how many, on the day in `updated`",
    "thread.mask": "whether addresses and telephone numbers are hidden, `ana@…`; default yes",
    "thread.max_kb": "how much of a text is shown; default 64",
    "thread.remove": "Message-IDs of mails that were withdrawn",
    "thread.hide_senders": "addresses of people whose name and text are not shown",
    "thread.closed": "nobody writes any more since that day",
    "partner.url": "home page of the site; becomes the button",
    "partner.feed": "address of its Atom or RSS feed",
    "partner.opml": "address of its own list of partners",
    "partner.pull": "`yes` shows the items of its feed here; needs `feed` and `license`",
    "partner.max_items": "how many items at most; default 10",
    "partner.license": "under which its items may be shown, such as `CC-BY-4.0`",
    "partner.order": "place in the ring; 1 comes first",
    "question.order": "place among questions that are asked equally often",
    "question.answer_ref": "id of the entry that answers in full, `guide/first-export`",
    "term.abbr": "as it is written, such as `L/C`",
    "term.code": "its number in a classification, such as `hs:0901`",
    "term.see": "slugs of other terms",
    "dataset.kind": "`prices` shows the last price of each product and its change",
    "dataset.data": "the CSV file, beside this one",
    "dataset.license": "short name of a licence, or the publisher's words",
    "dataset.period": "what the figures are of, such as `2025-2026` or `2026-10`",
    "dataset.frequency": "how often figures appear; says when the next review is due",
    "dataset.publisher": "who published them",
    "dataset.method": "how they were measured",
    "dataset.missing": "what stands for no data, beside an empty cell",
    "dataset.chart": "fields of the map `chart`",
    "organization.offers": "what it sells, fields of the map `item`; [matched](chains-and-partners.md) with requests",
    "organization.seeks": "what it needs, fields of the map `item`; matched with offers",
    "chain.kind": "`territorial` takes a `place`",
    "chain.tiers": "the stages, two at least, fields of the map `tier`",
    "chain.lead": "slug of the organization that leads or coordinates",
    "chain.institutions": "slugs of the organizations that support it",
    "chain.place": "of a `territorial` chain: where it is, in words",
    "item.title": "what is offered or sought",
    "item.code": "goods `hs:090111`, services `isic:4923`; without it `topics`, and no match",
    "item.incoterm": "of the price or the delivery",
    "item.lead_days": "of an offer: how fast it comes; of a request: how soon it is needed",
    "tier.id": "`next` of other tiers names it",
    "tier.codes": "of the goods or the trade, such as `hs:0901` or `isic:0127`",
    "tier.next": "ids of the tiers to which it delivers",
    "tier.members": "slugs of the firms; without any, the tier is a gap",
    "column.name": "the word in the first row of the data file",
    "column.title": "for readers",
    "column.role": "what part it plays; rows are told apart by `key`, `country` and `time`",
    "column.unit": "such as `%` or `USD por kg`",
    "column.decimals": "how many are shown; default: as written",
    "chart.x": "name of the column along the axis",
    "chart.y": "name of the column with the figures",
    "chart.by": "name of the column with the groups",
    "step.title": "what to do",
    "step.text": "how, in two sentences",
    "step.ref": "id of the entry that the step leads to; obligatory in a `path`",
    "step.need": "`mandatory`, `optional` or `choice`",
    "step.time": "in words",
    "call.opens": "first day or moment",
    "call.closes": "last day or moment",
    "law.title": "name of the law",
    "contact.phone": "with the country code, `+504 2200 0001`",
    "contact.whatsapp": "with the country code",
    "contact.hours": "when someone answers",
    "certificate.standard": "slug of a standard, or a name",
    "certificate.issuer": "slug of an organization, or a name",
    "paper.issuer": "slug of an organization, or a name",
    "area.id": "questions name it",
    "area.advice": "fields of the map `advice`, for areas that are low",
    "advice.below": "told where the area is below that percentage; of several, the lowest that holds",
    "advice.refs": "ids of entries to read, `type/slug`",
    "question.id": "name of its column in a spreadsheet of answers",
    "question.area": "id of an area; obligatory in the mode `score`",
    "question.help": "small print below the question",
    "question.options": "the answers, fields of the map `option`",
    "option.points": "obligatory in the mode `score`",
    "option.criterion": "what the answer says of the firm; obligatory in the mode `checklist`",
    "option.next": "id of the node that follows; obligatory in the mode `tree`",
    "band.from": "percentage from which it holds, up to where the next band begins",
    "band.refs": "ids of entries to read, `type/slug`",
    "node.id": "last part of the address of its page",
    "node.kind": "`question` or `outcome`",
    "node.options": "of a question: the answers, fields of the map `option`",
    "node.refs": "of an outcome: ids of entries to read, `type/slug`",
    "action.priority": "1 comes first; without one, last",
    "action.when": "for whom it is, fields of the map `criteria`; without it, for all",
    "criteria.all_of": "criteria that must all hold; each may be a map `criteria` itself",
    "criteria.any_of": "criteria of which one must hold; one of the two, never both",
}
"""Where the note of a field is for those who build hubgen, or where it has none."""

VIEW_MEANINGS: Mapping[str, str] = {
    "Page.path": "of this page in the site",
    "Page.language": "of the page, such as `es`",
    "Page.direction": "`ltr` or `rtl`",
    "Page.description": "one sentence for search engines",
    "Page.hub": "the same as `hub`",
    "Page.view": "the same as `view`",
    "HubView.title": "name of the hub",
    "HubView.summary": "`summary` of the settings",
    "HubView.home": "path of the home page",
    "HubView.contact": "`contact` of the settings",
    "HubView.license": "`license` of the settings",
    "HubView.license_url": "its text on the web; or empty",
    "HubView.colour": "the accent",
    "HubView.colour_dark": "the accent on dark screens",
    "EntryView.id": "`type/slug`",
    "EntryView.type": "name of the type",
    "EntryView.kicker": "the line above the title: type, kind, topics",
    "EntryView.lead": "the summary",
    "EntryView.notices": "what to know before reading, three at most",
    "EntryView.state": "open, closed and the like",
    "EntryView.key": "two or three facts told large",
    "EntryView.action": "the button: apply, register, download",
    "EntryView.facts": "the table of facts",
    "EntryView.contact": "how to reach the organization or those in charge",
    "EntryView.steps": "of a procedure or a path",
    "EntryView.ready_when": "signs that one may go on",
    "EntryView.papers": "`documents_required`",
    "EntryView.conditions": "who may apply",
    "EntryView.results": "of a programme",
    "EntryView.body": "the text; print it with the filter `html`",
    "EntryView.files": "to download",
    "EntryView.laws": "it rests on",
    "EntryView.byline": "`author`",
    "EntryView.dates": "published, updated, reviewed, next review",
    "EntryView.gathered": "what other entries add to it: the hours of an adviser, the standards and buyers of a market",
    "EntryView.related": "see also, by type",
    "EntryView.disclaimer": "of standards",
    "EntryView.chain": "of a chain: its tiers and gaps",
    "GoodsView.title": "offers or requests",
    "GoodsView.goods": "one after the other; what has ended comes last",
    "GoodView.partners": "those who fit it, the best first",
    "TierView.id": "its place on the page is `#t-` and this",
    "TierView.firms": "none in a gap",
    "TierFirmView.firm": "with a note where nobody has confirmed it for long",
    "TierFirmView.offers": "for this tier; all where none is",
    "TierFirmView.seeks": "told in the first of its tiers",
    "ChainView.tiers": "in the order of the file",
    "MatchView.amount": "how much, in words; or empty",
    "MatchView.reasons": "why it fits, each with its points",
    "ProductView.requests": "the newest, each with its best partners",
    "ContentsView.items": "a link to each heading, on this page or in another part",
    "PartsView.number": "of this part, from 1",
    "PartsView.count": "of all parts",
    "PartsView.next": "the part behind, by its first heading",
    "ListView.count": "entries on all pages of the list",
    "ListView.groups": "the entries of this page",
    "ListView.facets": "ways to choose, with their values",
    "ListView.pages": "numbers of the pages; empty where there is one",
    "ListView.previous": "path; or empty",
    "ListView.next": "path; or empty",
    "TopicView.entry": "the topic itself",
    "ScoreView.entry": "the diagnostic itself",
    "ScoreView.areas": "each with its questions",
    "ScoreView.bands": "what the sum means, from the lowest",
    "TreeView.entry": "the diagnostic itself",
    "ChecklistView.entry": "the diagnostic itself",
    "ChecklistView.questions": "shown by the script alone",
    "ChecklistView.groups": "all actions, those for every firm first",
    "NodeView.title": "the question, or the outcome",
    "NodeView.text": "more about it; or empty",
    "AreaView.questions": "in the order of the file",
    "AreaView.advice": "for few points, from the fewest",
    "RangeView.low": "fewest points",
    "RangeView.high": "most points",
    "RangeView.text": "what to do",
    "RangeView.refs": "entries to read",
    "QuestionView.number": "from 1, through all areas",
    "QuestionView.help": "small print; or empty",
    "QuestionView.options": "the answers",
    "StepBack.question": "the question before",
    "StepBack.path": "of its page",
    "ActionView.refs": "entries to read",
    "ActionGroup.actions": "by priority",
    "TopicView.start_here": "entries shown first",
    "TopicView.children": "sub-topics with their number of entries",
    "TopicView.groups": "entries by type",
    "HomeView.title": "the headline: `summary` of the settings",
    "HomeView.lead": "one sentence below it",
    "HomeView.urgent": "news with `urgent`",
    "HomeView.deadlines": "coming dates",
    "HomeView.news": "the newest",
    "HomeView.guides": "the newest",
    "HomeView.topics": "those without a parent, with their number of entries",
    "HomeView.profiles": "of the settings",
    "HomeView.languages": "of the hub, each in its own spelling",
    "AlphabetView.letters": "each with its entries",
    "AboutView.lead": "summary of the hub",
    "AboutView.body": "the text of `content/about.md`",
    "NotFoundView.links": "where to go on",
    "SearchView.title": "the headline",
    "SearchView.first_kb": "what the first search moves over the network, in KB",
    "SearchView.next_kb": "the same of each search after it",
    "SearchView.seconds": "how long the first takes on 2G",
    "SearchView.letters": "of A to Z, each with its place there",
    "SearchView.topics": "those without a parent, with their number of entries",
    "RedirectView.target": "path of the new address",
    "Item.lang": "where it is not the language of the page",
    "State.word": "for people",
    "State.mark": "for the class",
    "DayMark.day": "`3`",
    "DayMark.month": "`dic`",
    "DayMark.iso": "`2026-12-03`",
    "Card.meta": "the small line",
    "Card.key": "facts told large",
    "Card.day": "of a dated entry",
    "Group.id": "for an anchor",
    "FacetValue.count": "entries with that value",
    "FacetValue.current": "whether it is the chosen one",
    "ContactView.channels": "phone, WhatsApp, SMS, mail, web",
    "BodyView.parts": "the text as the page holds it, cut where a link goes in",
    "BodyView.paths": "the links between the parts",
    "StepView.link": "where the step leads",
    "StepView.meta": "need, time and cost",
}
"""Where a field of a view says nothing of itself in the code."""
VIEWS = ROOT / "hubgen" / "model" / "views"
VIEW_FILES = ("pieces", "texts", "data", "exchange", "entry", "forum", "lists", "diagnostics", "system", "page")

FRAME = ("Page", "HubView")
WHOLE = tuple(one.__name__ for one in get_args(View))
PLAIN_TYPES = {"str": "text", "int": "number", "bool": "true or false"}
REQUIRED = {"always": "yes", "by-type": "in some types", "conditional": "sometimes", "optional": "no"}


def main() -> None:
    stale = []
    for path, text in pages():
        if path.read_text("utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8", newline="\n")
    print(", ".join(stale) or "every table is up to date")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


def pages() -> Iterator[tuple[Path, str]]:
    """Each guide with a table, and its text with the tables of today."""
    texts: dict[Path, str] = {}
    for name, heading, lines in tables():
        path = GUIDES / f"{name}.md"
        texts[path] = _with_table(texts.get(path) or path.read_text("utf-8"), heading, "\n".join(lines).strip())
    yield from texts.items()


def _with_table(text: str, heading: str, table: str) -> str:
    pattern = rf"(?m)(?<=^## {re.escape(heading)}\n)(?:(?!^## ).*\n?)*"
    if not re.search(rf"(?m)^## {re.escape(heading)}$", text):
        raise SystemExit(f"a guide has no heading ## {heading}")
    return re.sub(pattern, lambda _: f"\n{table}\n\n", text).rstrip("\n") + "\n"


def tables() -> Iterator[tuple[str, str, list[str]]]:
    """Guide, heading, lines of what stands below it."""
    yield "shared-fields", "Fields", field_table(SHARED, "shared")
    yield "maps", "Maps", [line for name, fields in MAPS.items() for line in _map(name, fields)]
    for kind in TYPES:
        yield f"type-{kind.name}", "At a glance", glance(kind)
        yield f"type-{kind.name}", "Fields", field_table(kind.own, kind.name)
    yield "vocabularies", "Lists", list(vocabularies())
    yield "settings", "Every plain key", settings()
    yield "rules", "Errors", rules("error")
    yield "rules", "Warnings", rules("warning")
    yield "commands", "Global flags", flags(cli, ["hubgen"])
    yield "commands", "Each command", [line for name in COMMANDS for line in command(name)]
    yield "theme-templates", "Blocks", blocks()
    yield "theme-templates", "Macros", macros()
    yield "theme-views", "Frame", views(*FRAME)
    yield "theme-views", "Views", views(*WHOLE)
    yield "theme-views", "Parts", views(*(name for name in _classes() if name not in FRAME + WHOLE))


# -- fields --------------------------------------------------------------------------------


def field_table(fields: Iterable[Field], owner: str) -> list[str]:
    """Name, header cell in Spanish, type, whether it is required, meaning."""
    rows = ["| Field | In Spanish | Type | Required | Meaning |", "|---|---|---|---|---|"]
    for field in fields:
        meaning = MEANINGS.get(f"{owner}.{field.name}", field.note)
        label = field.labels[0] if field.labels else ""
        rows.append(f"| `{field.name}` | {label} | {_type(field)} | {REQUIRED[field.required]} | {_cell(meaning)} |")
    return rows


def _map(name: str, fields: Iterable[Field]) -> list[str]:
    return [f"### `{name}`", "", *field_table(fields, name), ""]


def _type(field: Field) -> str:
    """The value type in words that lead to the lists and maps."""
    text = re.sub(r"list\[(.*)\]", r"list of \1", field.value)
    text = re.sub(r"(enum|map)\((\w+)\)", r"`\2`", text)
    text = re.sub(r"ref\((\w+)\)", r"\1", text)
    text = re.sub(r"\bref\b", "id", text)
    text = re.sub(r"text\((\d+)\)", r"text, \1", text)
    return re.sub(r"string\((\d+)\)", r"plain text, \1", text)


def _cell(text: str) -> str:
    """A text for a table: no bars, and no markup but what stands between backticks."""
    pieces = text.replace("|", "\\|").split("`")
    return "`".join(piece if number % 2 else piece.replace("<", "&lt;") for number, piece in enumerate(pieces))


def glance(kind: ContentType) -> list[str]:
    slugs = ", ".join(f"`{kind.slugs[lang]}` ({lang})" for lang in LANGUAGES)
    required = list(kind.requires) + [f.name for f in kind.own if f.required == "always"]
    lines = [
        f"- Folder: `content/{kind.folder}/`",
        f"- Name in addresses: {slugs}",
        f"- Files: {', '.join(f'`{name}`' for name in kind.files)}, the usual one first",
        f"- Required: {', '.join(f'`{name}`' for name in required)}",
    ]
    if kind.review_days:
        lines.append(f"- To be compared with its source every {kind.review_days} days")
    if kind.facets:
        lines.append(f"- Ways to choose: {', '.join(f'`{name}`' for name in kind.facets)}")
    if kind.status_vocabulary:
        terms = shipped_vocabularies()[kind.status_vocabulary].terms
        lines.append(f"- States, worked out from the dates: {', '.join(f'`{term.id}`' for term in terms)}")
    if kind.headings:
        terms = shipped_vocabularies()[kind.headings].terms
        lines.append(f"- Expected headings of the text: {', '.join(term.label('en')[0] for term in terms)} "
                     f"({', '.join(term.label('es')[0] for term in terms)})")  # fmt: skip
    return lines


def vocabularies() -> Iterator[str]:
    """Every list that a field of this version takes its values from."""
    known = shipped_vocabularies()
    of_types = (field for kind in TYPES for field in kind.fields.values())
    every = (*of_types, *(field for fields in MAPS.values() for field in fields))
    used = dict.fromkeys(name for field in every for name in re.findall(r"enum\((\w+)\)", field.value))
    for name in used:
        vocabulary = known[name]
        state = "a hub may add values" if vocabulary.open else "closed"
        yield f"### `{name}`"
        yield f"\n{state.capitalize()}.\n"
        yield "| Id | Spanish | English | Portuguese |"
        yield "|---|---|---|---|"
        for term in vocabulary.terms:
            yield f"| `{term.id}` | {' | '.join(term.label(lang)[0] for lang in LANGUAGES)} |"
        yield ""


# -- settings and rules --------------------------------------------------------------------

SETTING_TYPES = {"map(contact)": "fields of `contact`", "list[lang]": "list of languages"}
SETTING_MEANINGS = {
    "glossary": "`link`: the first use of a [term](type-term.md) in each guide leads to its page; or `none` (default)",
    "jsonld": "`none`, `minimal` (default) or `full`: what pages tell search engines",
    "logo": "a drawing (`.svg`) that stands before the name of the hub",
    "search": "whether the hub has a search; default `true`",
    "colour": "colour of links and buttons, `#rrggbb`; default `#0b5043`; too light a colour is an error",
    "theme": "name of the theme; default `plain`",
    "raw_html": "whether texts may hold tags in angle brackets (HTML); default `false`",
    "tag_authority": "a domain and a day on which it was yours; ids are made of it: never change it",
    "languages": "the first is the main one and lives at the root of the site",
    "base_url": "address of the site with its path, `https://pyme.example.org/`",
    "timezone": "such as `America/Tegucigalpa`; decides when a day begins",
    "country": "home country, two letters or its name",
    "contact": "how readers reach you; at the foot of every page",
    "license": "under which the hub's own text may be copied, such as `CC-BY-4.0`",
    "hubgen": "number of the format: `1`",
    "summary": "what the hub is and for whom; the headline of the home page",
}  # fmt: skip


def settings() -> list[str]:
    rows = ["| Key | Type | Required | Meaning and default |", "|---|---|---|---|"]
    for field in config.PLAIN:
        kind = SETTING_TYPES.get(field.value) or _type(field)
        meaning = _cell(SETTING_MEANINGS.get(field.name, field.note))
        rows.append(f"| `{field.name}` | {kind} | {REQUIRED[field.required]} | {meaning} |")
    return rows


def setting_names() -> set[str]:
    """Every key of config.yaml, those inside others too."""
    inner = [FACET_FIELDS, PROFILE_FIELDS]
    names = {field.name for table in (config.PLAIN, *inner) for field in table} | set(config.STRUCTURED)
    parts = (config.Budget, config.Images, config.Feeds)
    return names | {field.name for part in parts for field in dataclasses.fields(part)}


def rules(severity: str) -> list[str]:
    rows = ["| Code | Name | What it says |", "|---|---|---|"]
    for rule in RULES.values():
        if rule.severity == severity:
            later = " (known, not checked yet)" if rule.name in LATER_RULES else ""
            rows.append(f"| `{rule.code}` | `{rule.name}` | {_cell(rule.about)}{later} |")
    return rows


# -- commands ------------------------------------------------------------------------------


def command(name: str) -> Iterator[str]:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    context = click.Context(found, info_name=f"hubgen {name}", help_option_names=["-h", "--help"])
    yield f"### `hubgen {name}`"
    yield f"\n{COMMANDS[name]}\n"
    yield f"```\n{' '.join(['hubgen', name, *found.collect_usage_pieces(context)])}\n```\n"
    yield from flags(found, ["hubgen", name])
    yield ""


def flags(found: click.Command, path: list[str]) -> list[str]:
    rows = [_flag(param) for param in found.params if isinstance(param, click.Option)]
    return ["| Flag | What it does |", "|---|---|", *rows] if rows else []


def _flag(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag or option.count else f" `{option.make_metavar(click.Context(cli))}`"
    choices = isinstance(option.type, click.Choice)
    if choices:
        value = " " + ", ".join(f"`{one}`" for one in option.type.choices)  # type: ignore[attr-defined]
    said = option.help or ("How problems are printed" if choices else "")
    pieces = [re.sub(r"https?://[^\s;,]+", r"`\g<0>`", said).rstrip(".")]
    if choices and isinstance(option.default, str):
        pieces.append(f"default `{option.default}`")
    if isinstance(option.envvar, str):
        pieces.append(f"or set `{option.envvar}`")
    return f"| {names}{_cell(value)} | {_cell('; '.join(pieces))} |"


# -- theme ---------------------------------------------------------------------------------


def blocks() -> list[str]:
    """The blocks that each template opens, and what it extends."""
    rows = ["| Template | Extends | Blocks |", "|---|---|---|"]
    for path in sorted(TEMPLATES.glob("*.html")):
        text = path.read_text("utf-8")
        parent = re.search(r'{%-?\s*extends "([^"]+)"', text)
        names = ", ".join(f"`{name}`" for name in re.findall(r"{%-?\s*block (\w+)", text)) or "–"
        rows.append(f"| `{path.name}` | {f'`{parent[1]}`' if parent else '–'} | {names} |")
    return rows


def macros() -> list[str]:
    text = (TEMPLATES / "_parts.html").read_text("utf-8")
    return [f"- `parts.{name}({args})`" for name, args in re.findall(r"{%-?\s*macro (\w+)\(([^)]*)\)", text)]


def _classes() -> dict[str, ast.ClassDef]:
    trees = (ast.parse((VIEWS / f"{name}.py").read_text("utf-8")) for name in VIEW_FILES)
    return {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}


def views(*names: str) -> list[str]:
    classes = _classes()
    return [line for name in names for line in _view(classes[name])]


def _view(node: ast.ClassDef) -> Iterator[str]:
    yield f"### `{node.name}`\n"
    if about := ast.get_docstring(node):
        yield " ".join(about.split()) + "\n"
    yield "| Field | Type | What it is |"
    yield "|---|---|---|"
    for number, one in enumerate(node.body):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            after = node.body[number + 1] if number + 1 < len(node.body) else None
            own = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            note = own or VIEW_MEANINGS.get(f"{node.name}.{one.target.id}", "")
            yield f"| `{one.target.id}` | {_view_type(one.annotation)} | {_cell(' '.join(str(note).split()))} |"
    yield ""


def _view_type(annotation: ast.expr) -> str:
    text = ast.unparse(annotation).replace("tuple[", "list of ").replace(", ...]", "").replace(" | None", " or none")
    return re.sub(r"\b(str|int|bool)\b", lambda found: PLAIN_TYPES[found[0]], text)


if __name__ == "__main__":
    main()
