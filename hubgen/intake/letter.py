"""The text of a mail as a form: which one, in which language, and what its writer put behind each label.

The first colon ends a label; labels are those of spreadsheets, in any shipped language, without regard to case and
accents. A line without a label goes on with the value before it, until a blank line, except in a long text. Quoted
lines, and all behind a line `--`, belong to somebody else. Source: forms of `types/forms.py`; RFC 3676, 4.3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from hubgen.locale.formatting import fold
from hubgen.model.field import LABEL_LANGUAGES, Field
from hubgen.model.frozen import frozen
from hubgen.stages.tables import by_words, named
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType
from hubgen.types.forms import CORRECTION, FORM_LABELS, FORMS, Form, asked_label, first_line, in_language
from hubgen.types.shared import SHARED

_LINE = re.compile(r"(?P<label>[^\s:][^:\n]{0,58}?)\s*:(?P<value>.*)")
_QUOTED = re.compile(r"\s*>")
_FORWARDED = re.compile(r"\s*-{3,}\s*\w[^-]*-{3,}\s*|_{20,}\s*")
"""What some programs put above a mail that they quote without marks."""
MOST_WORDS = 4
"""A label has no more: a longer beginning of a line is a sentence."""
BLANKS = re.compile(r"\n{3,}")


@frozen
class Line:
    """A label with its value."""

    label: str
    value: str
    number: int
    """Line of the text, from 1."""


@frozen
class Letter:
    """A form that somebody filled in."""

    form: Form
    language: str
    """In which its labels are, `es`, `en` or `pt`."""
    lines: tuple[Line, ...]
    by_subject: bool
    """Whether only the subject says which form it is."""


@frozen
class NoForm:
    """A text that is none of the forms."""

    name: str = ""
    """What it calls its form; empty where it calls itself nothing."""


def read_letter(subject: str, text: str) -> Letter | NoForm:
    """The form in a mail."""
    rows = list(_own_rows(text))
    first, word = _begun(rows)
    if first is None and (head := _of_correction(subject)):
        rows = [*head, (0, ""), *rows]  # the blank line ends the id, whatever the writer begins with
        first, word = _begun(rows)
    form = _by_subject(subject) if first is None else _form_of(word)
    if form is None:
        return NoForm(word)
    lines = tuple(_once(_lines(rows if first is None else rows[first + 1 :], form)))
    if not lines:
        return NoForm()
    return Letter(form, _language(form, lines, subject if first is None else rows[first][1]), lines, first is None)


def _own_rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines of the writer, with their numbers."""
    for number, row in enumerate(text.split("\n"), 1):
        if row.rstrip() == "--" or _FORWARDED.fullmatch(row):
            return
        if not _QUOTED.match(row):
            yield number, row


def _of_correction(subject: str) -> list[tuple[int, str]]:
    """The two lines with which the form of a correction begins, where the subject says in one what it corrects.

    What programs put before it ("Re:") counts for nothing, in whatever words.
    """
    before, _, entry_id = subject.rpartition(":")
    word = before.rpartition(":")[2]
    language = next((one for one in LABEL_LANGUAGES if fold(word) == fold(in_language(CORRECTION.words, one))), "")
    if not language:
        return []
    [(_, fields)] = CORRECTION.asked()
    return [(0, first_line(CORRECTION, language)), (0, f"{asked_label(fields, language)}: {entry_id.strip()}")]


# -- which form ----------------------------------------------------------------------------


def _begun(rows: list[tuple[int, str]]) -> tuple[int | None, str]:
    """Place of the line that names the form, and the word behind "Form:"; none where no line does."""
    found = ((place, word) for place, (_, row) in enumerate(rows) if (word := _first_line(row)))
    return next(found, (None, ""))


def _first_line(row: str) -> str:
    """What stands behind "Form:"; empty where the line is another."""
    label, colon, value = row.partition(":")
    return value.strip() if colon and fold(label) in map(fold, FORM_LABELS) else ""


def _form_of(word: str) -> Form | None:
    return next((form for form in FORMS if fold(word) in map(fold, form.words)), None)


def _by_subject(subject: str) -> Form | None:
    """The form whose subject a mail has, with what programs put before it ("Re:")."""
    wanted = f"-{fold(subject)}"
    return next((form for form in FORMS for words in form.subjects or () if wanted.endswith(f"-{fold(words)}")), None)


# -- labels and values ---------------------------------------------------------------------


def _lines(rows: list[tuple[int, str]], form: Form) -> Iterator[Line]:
    kind = BY_NAME.get(form.type)
    label, number, parts, is_long, is_open = "", 0, [""], False, False
    for place, row in rows:
        found = None if row[:1].isspace() else _labelled(row, kind, is_long)
        if found:
            if label:
                yield Line(label, _value(parts, is_long), number)
            label, number, parts = found["label"], place, [found["value"].strip()]
            is_long, is_open = _is_long(label, kind), True
        elif is_long or (is_open and row.strip()):
            parts.append(row.strip())
        else:
            is_open = False
    if label:
        yield Line(label, _value(parts, is_long), number)


def _value(parts: list[str], is_long: bool) -> str:
    """The value; of a long text its lines stay, a blank one between paragraphs."""
    if is_long:
        return BLANKS.sub("\n\n", "\n".join(parts)).strip()
    return " ".join(filter(None, parts))


def _labelled(row: str, kind: ContentType | None, in_text: bool) -> re.Match[str] | None:
    """The line as a label with a value; inside a long text only a label that is known ends it."""
    found = _LINE.fullmatch(row)
    if found is None or found["value"].startswith("//"):
        return None
    is_known = any(_known(found["label"], kind))
    return found if is_known or (not in_text and len(found["label"].split()) <= MOST_WORDS) else None


def _is_long(label: str, kind: ContentType | None) -> bool:
    field = _field_of(label.partition("@")[0], kind)
    return bool(field and field.type.kind == "md")


def _field_of(label: str, kind: ContentType | None) -> Field | None:
    """The field that the first part of a label names; of a correction, whose entry is not known yet, in any type."""
    return _fields_by_words(kind.name if kind else "").get(fold(label.partition(".")[0]))


@cache
def _fields_by_words(type_name: str) -> dict[str, Field]:
    """What the fields of a type are called; of any type, those of all entries first, where it is empty."""
    if type_name:
        return by_words(BY_NAME[type_name].fields.values())
    found = by_words(SHARED)
    for kind in BY_NAME.values():
        found = by_words(kind.fields.values()) | found
    return found


def _known(label: str, kind: ContentType | None) -> Iterator[str]:
    """The languages of which a label is, from what stands before its first dot and behind its last."""
    field = _field_of(label.partition("@")[0], kind)
    if field is None:
        return
    parts = [part for part in label.partition("@")[0].split(".") if not part.isdigit()]
    fields = [field]
    if len(parts) > 1 and kind and (inner := named(parts[-1], {one.name: one for one in kind.inner_fields(field)})):
        fields.append(inner)
    for place, language in enumerate(LABEL_LANGUAGES):
        if any(one.labels and fold(part) == fold(one.labels[place]) for one, part in zip(fields, parts, strict=False)):
            yield language


def _once(lines: Iterator[Line]) -> Iterator[Line]:
    """Each label with its first value; a line of the form that nobody filled in is none."""
    seen: set[str] = set()
    for line in lines:
        name = fold(line.label)
        if line.value and name not in seen:
            seen.add(name)
            yield line


def _language(form: Form, lines: tuple[Line, ...], first: str) -> str:
    """The language that most labels are in; where several are as likely, that of the first line as it is written."""
    kind = BY_NAME.get(form.type)
    votes = Counter(language for line in lines for language in _known(line.label, kind))
    said = fold(first.partition(":")[0])
    for words in filter(None, (FORM_LABELS, form.subjects)):
        for language, word in zip(LABEL_LANGUAGES, words, strict=True):
            # Accents tell Portuguese from Spanish, where they are written.
            votes[language] += (said == fold(word)) + (word in first and said == fold(word))
    return max(LABEL_LANGUAGES, key=lambda language: (votes[language], -LABEL_LANGUAGES.index(language)))
