"""What a finder chooses among, as a classic script: it works from a disk too, where nothing can be fetched as data."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.formats.json_text import json_text
from hubgen.model.frozen import frozen


@frozen
class FinderFacet:
    """A way to choose. One without values is chosen already: its phrase is part of every sentence."""

    label: str
    phrase: str
    """With `{}` for the chosen values."""
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()
    """(id, name inside a sentence). A record names them by number, counted through all facets."""


@frozen
class FinderRecord:
    """One result. Languages are empty where they are that of the page."""

    title: str
    path: str
    """Relative to the page."""
    line: str
    values: tuple[int, ...]
    state: str = ""
    title_language: str = ""
    line_language: str = ""


@frozen
class FinderPart:
    """A file of records; the first one also says what can be chosen, and all texts."""

    records: tuple[FinderRecord, ...]
    facets: tuple[FinderFacet, ...] = ()
    texts: Mapping[str, str] | None = None
    next: str = ""
    """Name of the file that follows; empty for the last."""


def finder_script(part: FinderPart) -> bytes:
    """A call of `finderData`, which `assets/finder.js` defines; empty ends of arrays are left out."""
    value: dict[str, object] = {"records": [_record(one) for one in part.records]}
    if part.texts is not None:
        value |= {"texts": dict(part.texts), "facets": [_facet(one) for one in part.facets]}
    if part.next:
        value["next"] = part.next
    return f"finderData({_script_text(value)})\n".encode()


def record_start(title: str, path: str, line: str) -> bytes:
    """How a record begins in such a script."""
    return f"[{','.join(map(_script_text, (title, path, line)))},".encode()


def _script_text(value: object) -> str:
    text = json_text(value)
    for char in "\u2028\u2029":  # ends of lines in scripts before ECMAScript 2019, but not in JSON
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _record(one: FinderRecord) -> list[object]:
    return _cut([one.title, one.path, one.line, list(one.values), one.state, one.title_language, one.line_language])


def _facet(one: FinderFacet) -> list[object]:
    return [one.label, one.phrase, one.field, [list(value) for value in one.values]]


def _cut(values: list[object]) -> list[object]:
    while values[-1] == "":
        values = values[:-1]
    return values
