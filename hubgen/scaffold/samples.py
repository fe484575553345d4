"""One sample per content type, as a file or as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from hubgen.formats.yaml_writer import as_yaml
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.scaffold.answers import Answers
from hubgen.scaffold.contact import example_code
from hubgen.types import BY_NAME

EVENT_IN_DAYS = 30
NOTICE_DAYS = 60

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "topic": (("order", "1"),),
    "guide": (
        ("kind", "guide"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("date", "{today}"),
        ("verified", "never"),
    ),
    "news": (("kind", "note"), ("topics", "[{topic}]"), ("date", "{today}"), ("author", "=news.author")),
    "organization": (
        ("kind", "=organization.kind"),
        ("countries", "{country}"),
        ("sectors", "10"),
        ("contact.email", "=organization.email"),
        ("contact.phone", "{code} 0000 0000"),
        ("consent", "{today}"),
        ("verified", "never"),
    ),
    "financing": (
        ("family", "finance"),
        ("instruments", "[loan]"),
        ("provider", "=financing.provider"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("sectors", "all"),
        ("sizes", "[micro, small]"),
        ("stages", "[start-up, growth]"),
        ("amount_max", "5000"),
        ("currency", "USD"),
        ("rolling", "true"),
        ("verified", "never"),
        ("source", "https://www.example.org/"),
    ),
    "standard": (
        ("nature", "voluntary"),
        ("markets", "all"),
        ("sectors", "[C]"),
        ("topics", "[{topic}]"),
        ("official_url", "https://www.example.org/"),
        ("verified", "never"),
        ("source", "https://www.example.org/"),
        ("body", "=standard.body"),
    ),
    "event": (
        ("kind", "=event.kind"),
        ("topics", "{topic}"),
        ("countries", "{country}"),
        ("start", "{start}"),
        ("end", "{end}"),
        ("mode", "=event.mode"),
        ("place", "=event.place"),
        ("organizer", "=event.organizer"),
        ("price", "0"),
    ),
    "document": (
        ("kind", "template"),
        ("year", "{year}"),
        ("url", "https://www.example.org/plan.pdf"),
        ("publisher", "=document.publisher"),
        ("languages", "[{text_language}]"),
        ("topics", "[{topic}]"),
    ),
    "market": (
        ("market", "{market}"),
        ("scope", "country"),
        ("topics", "[{topic}]"),
        ("channels", "=market.channels"),
        ("verified", "never"),
    ),
    "advisor": (
        ("kind", "=advisor.kind"),
        ("topics", "{topic}"),
        ("countries", "{country}"),
        ("languages", "{text_language}"),
        ("contact.email", "=advisor.email"),
        ("contact.phone", "{code} 0000 0000"),
        ("contact.hours", "=advisor.hours"),
        ("reply_days", "2"),
        ("free", "=advisor.free"),
        ("verified", "never"),
    ),
    "partner": (
        ("url", "https://www.example.org/"),
        ("countries", "[{country}]"),
        ("order", "1"),
    ),
    "question": (("topics", "{topic}"), ("asked", "1")),
    "term": (("abbr", "=term.abbr"), ("synonyms", "=term.synonyms")),
    "dataset": (
        ("kind", "prices"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("data", "=dataset.data"),
        ("frequency", "monthly"),
        ("publisher", "=dataset.publisher"),
        ("license", "CC0-1.0"),
        ("columns", "=dataset.columns"),
        ("chart", "=dataset.chart"),
        ("method", "=dataset.method"),
        ("verified", "never"),
        ("source", "https://www.example.org/"),
    ),
    "notice": (
        ("kind", "=notice.kind"),
        ("date", "{today}"),
        ("expires", "{expires}"),
        ("countries", "{country}"),
        ("item.title", "=notice.item"),
        ("item.code", "hs:8438"),
        ("contact.phone", "{code} 0000 0000"),
        ("received", "{today}"),
    ),
    "thread": (
        ("topics", "[{topic}]"),
        ("address", "=thread.address"),
        ("subscribe", "=thread.subscribe"),
        ("unsubscribe", "=thread.unsubscribe"),
        ("terms", "=thread.terms"),
    ),
    "diagnostic": (
        ("mode", "tree"),
        ("minutes", "1"),
        ("topics", "[{topic}]"),
        ("start", "=diagnostic.start"),
        ("nodes", "=diagnostic.nodes"),
    ),
    "chain": (
        ("kind", "value-chain"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("tiers", "=chain.tiers"),
    ),
}
"""The fields of each sample; `=key` is a text of the language, `{…}` a value of the hub."""


def path_of(name: str, texts: Mapping[str, str]) -> str:
    return f"content/{BY_NAME[name].folder}/{texts[f'{name}.file']}"


def beside(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The files that a sample names: the data of a dataset, as a spreadsheet saves them."""
    if f"{name}.rows" not in texts:
        return {}
    rows = texts[f"{name}.rows"].strip().replace("\n", "\r\n")
    return {f"content/{BY_NAME[name].folder}/{texts[f'{name}.data']}": f"\ufeff{rows}\r\n"}


def sample_of(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    if path_of(name, texts).endswith(".csv"):
        return _table(name, answers, texts)
    lines = [f"# {texts['sample']}", *(_line(pair) for pair in _fields(name, answers, texts))]
    if not path_of(name, texts).endswith(".md"):
        return "\n".join(lines) + "\n"
    return "\n".join(["---", *lines, "---", _body(name, answers, texts)]) + "\n"


def _line(pair: tuple[str, str]) -> str:
    name, value = pair
    if value.startswith("\n"):  # written out on lines of its own
        return f"{name}:{value.rstrip()}"
    return f"{name}: {value if value[:1] in '[{' else as_yaml(value)}"


def _fields(name: str, answers: Answers, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of a sample, in their order."""
    yield "title", texts[f"{name}.title"]
    yield "summary", texts[f"{name}.summary"]
    is_other = answers.main_language.partition("-")[0] != answers.text_language
    if is_other and answers.text_language in answers.languages:
        yield "language", answers.text_language  # an English sample in a hub of another language
    values = {
        "today": answers.day.isoformat(),
        "topic": texts["topic.file"].removesuffix(".md"),
        "country": answers.country,
        "market": "DE" if answers.country != "DE" else "FR",
        "start": f"{answers.day + timedelta(days=EVENT_IN_DAYS)}T09:00",
        "end": f"{answers.day + timedelta(days=EVENT_IN_DAYS)}T12:00",
        "expires": str(answers.day + timedelta(days=NOTICE_DAYS)),
        "year": str(answers.day.year),
        "text_language": answers.text_language,
        "code": example_code(answers.country),
    }
    for field, value in FIELDS[name]:
        yield field, (texts[value[1:]] if value.startswith("=") else value).format(**values)


def _body(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    vocabularies = shipped_vocabularies()
    headings = BY_NAME[name].headings
    terms = vocabularies[headings].terms if headings else ()
    language = answers.text_language
    return texts[f"{name}.body"].strip().format(**{term.id: f"## {term.label(language)[0]}" for term in terms})


def _table(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    """The sample as a spreadsheet, its columns named in the language of the hub."""
    kind = BY_NAME[name]
    pairs = [("slug", texts[f"{name}.slug"]), *_fields(name, answers, texts)]
    header = []
    for path, _ in pairs:
        first, _, last = path.partition(".")
        field = kind.fields[first]
        inner = {one.name: one for one in kind.inner_fields(field)}
        words = [field.label(answers.text_language), *([inner[last].label(answers.text_language)] if last else [])]
        header.append(".".join(words))
    row = [value for _, value in pairs]
    # With the mark in front, spreadsheet programs read the accents right.
    return "\ufeff" + "\r\n".join(",".join(_cell(text) for text in line) for line in (header, row)) + "\r\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',;"\n') else text
