"""What can be wrong with a hub, where it is, and how to mend it.

Every stage reports `Problem` values and goes on; nothing here prints. The rules
and their codes are the ones of the content contract; names never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Literal

from hubgen.model.frozen import frozen

Severity = Literal["error", "warning"]


@frozen
class Rule:
    """A rule of the contract: stable code and name, its usual severity, and what it says."""

    code: str
    name: str
    severity: Severity
    about: str


def _rules() -> dict[str, Rule]:
    table: list[tuple[str, str, str]] = [
        ("E01", "missing-field", "a required field is missing, or one that another field calls for"),
        ("E02", "value-type", "a value of the wrong type, or a text over its limit"),
        ("E03", "not-in-vocabulary", "a value that is not in its vocabulary or code list"),
        ("E04", "broken-reference", "a reference or link to an entry, a file or a heading that does not exist"),
        ("E05", "duplicate-address", "two entries with one id, or two outputs at one address"),
        ("E06", "range-reversed", "two dates or amounts in the wrong order"),
        ("E07", "unknown-field", "a field, setting or folder that this version does not know"),
        ("E08", "restricted-leak", "a public page that would show a restricted entry"),
        ("E09", "unsafe-html", "a link or markup that could harm readers, or raw HTML where it is off"),
        ("E10", "alt-missing", "a picture without a text for those who cannot see it"),
        ("E11", "bad-syntax", "a file that cannot be read as Markdown, YAML or CSV"),
        ("E12", "over-budget", "a page whose HTML is heavier than the hub allows"),
        ("E13", "image-refused", "a picture that cannot be published"),
        ("E14", "theme-error", "a template of the theme that fails"),
        ("E15", "unreadable-file", "a file that cannot be opened, or a link that leads outside the hub"),
        ("W01", "summary-long", "a summary over 200 characters, or the same as the title"),
        ("W02", "review-overdue", "the day for the next review has passed"),
        ("W03", "orphan", "an entry that no list shows"),
        ("W04", "page-weight", "a page, a picture or a file over its budget"),
        ("W05", "dead-link", "an outside link that is dead or redirected"),
        ("W06", "translation-outdated", "a translation older than its original"),
        ("W07", "thin-topic", "a topic with fewer than three entries"),
        ("W08", "heading-missing", "an expected heading is absent from the text"),
        ("W09", "slug-missing", "a row without a slug: its id would change with its title"),
        ("W10", "long-sentence", "a sentence over 30 words"),
        ("W11", "abbreviation", "an abbreviation that nothing explains"),
        ("W12", "link-text", "a link text that says nothing"),
        ("W13", "heading-order", "a heading level skipped, or an h1 in the text"),
        ("W14", "list-under-paragraph", "a list directly under a paragraph, which Markdown does not see as a list"),
        ("W15", "unknown-name", "text shaped like a slug that names no entry"),
        ("W16", "future-review", "a review dated after the build day"),
        ("W17", "scheduled", "an entry dated after the build day: not published yet"),
    ]
    return {name: Rule(code, name, "error" if code[0] == "E" else "warning", about) for code, name, about in table}


RULES: Mapping[str, Rule] = _rules()
LATER_RULES = ("W05",)  # known by name, checked by later capabilities


def find_rule(text: str) -> Rule | None:
    """The rule that a code (`E03`, any case) or a name (`not-in-vocabulary`) means."""
    wanted = text.strip()
    by_code = {rule.code: rule for rule in RULES.values()}
    return RULES.get(wanted.lower()) or by_code.get(wanted.upper())


@frozen(order=True)
class Location:
    """A place in a source file.

    `file` is relative to the hub's folder, with `/`. `line` and `column` count from 1;
    0 means the whole file. `row` is the row of a spreadsheet with its header as 1;
    `column` is then the ordinal of the cell.
    """

    file: str
    line: int = 0
    column: int = 0
    field: str = ""
    row: int = 0

    def at(self, field_name: str) -> Location:
        """The same place, speaking of the field."""
        return Location(self.file, self.line, self.column, field_name, self.row)

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@frozen
class Message:
    """A sentence for people: an English template and the values that fill it.

    The template is the key of the message catalogues, so that one problem can be
    told in the language the reader asked for.
    """

    template: str
    values: tuple[tuple[str, str], ...] = ()

    def text(self, catalogue: Mapping[str, str] | None = None) -> str:
        """The sentence in the language of the catalogue; English where it has no entry."""
        template = (catalogue or {}).get(self.template, self.template)
        return template.format(**dict(self.values)) if self.values else template.replace("{{", "{").replace("}}", "}")

    def __str__(self) -> str:
        return self.text()


def say(template: str, /, **values: object) -> Message:
    """A message; values are quoted as they are, cut at 200 characters."""
    return Message(template, tuple((name, _shorten(str(value))) for name, value in values.items()))


def visible(text: str) -> str:
    """The text, sign by sign, with nothing in it that a terminal would obey: it may be that of others."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _shorten(text: str, limit: int = 200) -> str:
    flat = visible(text)
    if len(flat) <= limit:
        return flat
    words = flat[: limit - 1].rpartition(" ")[0]
    return (words if len(words) > limit * 3 // 4 else flat[: limit - 1]) + "…"


@frozen
class Fix:
    """A safe change of the source: the text on that line and column becomes another."""

    old: str
    new: str


@frozen
class Problem:
    """One thing that is wrong, told with its place, what was expected and the mend."""

    rule: str
    where: Location
    message: Message
    expected: Message | None = None
    mend: Message | None = None
    also: tuple[Location, ...] = ()
    fix: Fix | None = None
    severity: Severity = field(default="error")

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def softened(self) -> Problem:
        """The same, as a warning."""
        return replace(self, severity="warning")


def problem(
    rule: str,
    where: Location,
    message: Message,
    *,
    expected: Message | None = None,
    mend: Message | None = None,
    also: tuple[Location, ...] = (),
    fix: Fix | None = None,
) -> Problem:
    """A problem with the usual severity of its rule.

    Raises:
        KeyError: there is no rule of that name.
    """
    return Problem(rule, where, message, expected, mend, also, fix, RULES[rule].severity)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings, then by file, line, column; each told once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (not p.is_error, p.where, p.rule, p.message.template, p.message.values))


class ContentProblems(Exception):
    """Raised by a reader of one value or one file that cannot go on; carries what is wrong."""

    def __init__(self, *problems: Problem):
        super().__init__("; ".join(f"{p.where} {p.message}" for p in problems))
        self.problems = problems


class RefusedError(Exception):
    """hubgen will not do this, for the safety of the person's files; exit code 4."""

    def __init__(self, message: Message, mend: Message | None = None):
        super().__init__(str(message))
        self.message, self.mend = message, mend


class EnvironmentFailure(Exception):
    """The disk, the lock or another program failed; nothing half-done is visible; exit code 3."""

    def __init__(self, message: Message, mend: Message | None = None):
        super().__init__(str(message))
        self.message, self.mend = message, mend
