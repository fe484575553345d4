"""What `hubgen check --fix` changes by itself: misspelt field names and missing slugs, and not a byte more.

A change is made only where the file still says what the problem was told about, and
kept only if the file then says the same as before but for the mend.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hubgen.formats.csv_table import Table, read_table
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import slugify
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.problems import ContentProblems, EnvironmentFailure, Location, Problem, RefusedError, say
from hubgen.project import Project
from hubgen.stages.tables import named, rows_as_nodes
from hubgen.types import BY_FOLDER
from hubgen.types.base import ContentType

BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\n|\r")
RULES = frozenset({"unknown-field", "slug-missing"})
"""Rules whose fixes are known to be safe."""


def apply_fixes(project: Project, problems: Iterable[Problem]) -> dict[str, int]:
    """How many of the problems were mended, by file; files that changed since they were read stay as they are."""
    by_file: dict[str, list[Problem]] = {}
    for one in problems:
        if one.fix is not None and one.rule in RULES and one.where.file.startswith("content/"):
            by_file.setdefault(one.where.file, []).append(one)
    mended: dict[str, int] = {}
    for file, found in by_file.items():
        count = _mend_file(project, file, list(dict.fromkeys(found)))
        if count:
            mended[file] = count
    return mended


def _mend_file(project: Project, file: str, problems: list[Problem]) -> int:
    path = project.root / file
    kind = BY_FOLDER.get(file.split("/")[1])
    try:
        before = project.read(path)
        text = before.decode("utf-8")
        decode(before, file)  # refuses what the build refuses too
    except (ContentProblems, UnicodeDecodeError):
        return 0
    mend = {".md": _mend_markdown, ".yaml": _mend_yaml, ".csv": _mend_csv}.get(path.suffix)
    if mend is None or (kind is None and path.suffix != ".md"):
        return 0
    after, count = mend(text, file, kind, problems)
    if count:
        replace_file(path, before, after.encode("utf-8"))
    return count


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of the old ones, in one step.

    Raises:
        RefusedError: the file no longer holds the old ones.
        EnvironmentFailure: the disk refuses; the file is as it was.
    """
    target = path.resolve()
    name = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".hubgen-", suffix=".tmp", delete=False) as file:
            name = file.name
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, name)
        if target.read_bytes() != before:
            raise RefusedError(
                say("{file} was changed by another program meanwhile", file=path.name),
                mend=say("run the command again"),
            )
        os.replace(name, target)
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be written: {reason}", file=path.name, reason=error.strerror or error)
        ) from None
    finally:
        if name is not None and os.path.exists(name):
            os.unlink(name)


# -- places in a text ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters from `start` up to `end` become `new`."""

    start: int
    end: int
    new: str


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    parts, position = [], 0
    for edit in sorted(edits, key=lambda one: one.start):
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*parts, text[position:]])


def _line_starts(text: str) -> list[int]:
    """The offset at which each line begins; line ends of all three kinds."""
    first = 1 if text.startswith(BOM) else 0
    return [first, *(match.end() for match in _BREAK.finditer(text))]


def _offset(starts: list[int], where: Location) -> int | None:
    return starts[where.line - 1] + where.column - 1 if 0 < where.line <= len(starts) and where.column else None


def _line_end(text: str, offset: int) -> str:
    """The line end that stands behind the offset, else the first of the file, else a line feed."""
    match = _BREAK.search(text, offset) or _BREAK.search(text)
    return match[0] if match else "\n"


def _renaming(text: str, starts: list[int], one: Problem) -> _Edit | None:
    """The edit that renames a key, if the key still stands there."""
    assert one.fix is not None
    offset = _offset(starts, one.where)
    if offset is None or not one.fix.old:
        return None
    if text[offset : offset + 1] in ('"', "'"):
        offset += 1
    end = offset + len(one.fix.old)
    is_there = text[offset:end] == one.fix.old and re.match(r"[\"']?\s*[:@]|@", text[end : end + 20])
    return _Edit(offset, end, one.fix.new) if is_there else None


# -- Markdown and YAML -------------------------------------------------------------------------


def _mend_markdown(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    return _rename_keys(
        text, [one for one in problems if one.rule == "unknown-field"], lambda new: _front_matter(new, file)
    )


def _front_matter(text: str, file: str) -> Node:
    matter = split_front_matter(_read_as(text), file)
    return parse_yaml(matter.yaml, file, matter.yaml_line)


def _read_as(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _rename_keys(text: str, problems: list[Problem], parse: Callable[[str], Node]) -> tuple[str, int]:
    starts = _line_starts(text)
    found = [_renaming(text, starts, one) for one in problems]
    if None in found:  # the file has changed since it was read
        return text, 0
    edits = [edit for edit in found if edit is not None]
    if _reads(parse, _edited(text, edits)):
        return _edited(text, edits), len(edits)
    good = [
        edit for edit in edits if _reads(parse, _edited(text, [edit]))
    ]  # a name that is there already cannot be given twice
    together = _edited(text, good)
    return (together, len(good)) if _reads(parse, together) else (text, 0)


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ContentProblems:
        return False
    return True


def _mend_yaml(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    def parse(new: str) -> Node:
        return parse_yaml(_read_as(new), file)

    # Renaming moves no line and no item, so the places of the other problems still hold.
    text, renamed = _rename_keys(text, [one for one in problems if one.rule == "unknown-field"], parse)
    text, added = _add_slug_lines(text, [one for one in problems if one.rule == "slug-missing"], parse)
    return text, renamed + added


def _add_slug_lines(text: str, problems: list[Problem], parse: Callable[[str], Node]) -> tuple[str, int]:
    try:
        node = parse(text)
    except ContentProblems:
        return text, 0
    if not isinstance(node, Sequence):
        return text, 0
    items = {one.where.line: one for one in node.items if isinstance(one, Mapping)}
    starts = _line_starts(text)
    edits, slugs = [], {}
    for one in problems:
        assert one.fix is not None
        item = items.get(one.where.line)
        if item is None or item.where.column != one.where.column or not _wants_slug(item, one.fix.new):
            return text, 0
        slugs[one.where.line] = one.fix.new
        edits.append(_slug_edit(text, starts, item, one.fix.new))
    new = _edited(text, edits)
    try:
        is_same = _plain(parse(new)) == [_with_slug(_plain(one), slugs.get(one.where.line)) for one in node.items]
    except ContentProblems:
        is_same = False
    return (new, len(edits)) if is_same else (text, 0)


def _wants_slug(item: Mapping, slug: str) -> bool:
    title = item.get("title")
    return item.get("slug") is None and isinstance(title, Scalar) and slugify(title.text) == slug


def _slug_edit(text: str, starts: list[int], item: Mapping, slug: str) -> _Edit:
    """A line below the first one of the item; in front of it where that one goes on, behind the brace in a `{…}`."""
    offset = _offset(starts, item.where)
    assert offset is not None
    if text[offset] == "{":
        return _Edit(offset + 1, offset + 1, f"slug: {slug}, ")
    end, indent = _line_end(text, offset), " " * (item.where.column - 1)
    second = item.pairs[1][0].where.line if len(item.pairs) > 1 else 0
    if second == item.where.line + 1:
        below = starts[item.where.line]
        return _Edit(below, below, f"{indent}slug: {slug}{end}")
    return _Edit(offset, offset, f"slug: {slug}{end}{indent}")


def _plain(node: Node) -> object:
    """What a node says, without its places; the order of fields does not count."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [_plain(one) for one in items]
        case Mapping(pairs=pairs):
            return {key.text: _plain(value) for key, value in pairs}


def _with_slug(value: object, slug: str | None) -> object:
    return {**value, "slug": slug} if slug and isinstance(value, dict) else value


# -- spreadsheets ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell as it stands in the text, and what it says."""

    start: int
    end: int
    text: str


def _mend_csv(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    assert kind is not None
    count = 0
    for rule, edits_of in (("unknown-field", _header_edits), ("slug-missing", _slug_edits)):
        wanted = [one for one in problems if one.rule == rule]
        try:
            table = read_table(_read_as(text), file)
        except ContentProblems:
            return text, count
        records = _records(text, table)
        if not wanted or not records:
            continue
        new = _edited(text, edits_of(text, records, table, wanted, kind))
        renamed, slugs = (len(wanted), []) if rule == "unknown-field" else (0, wanted)
        if _is_mended(table, new, file, renamed, slugs, kind):
            text, count = new, count + len(wanted)
    return text, count


def _records(text: str, table: Table) -> dict[int, list[_Span]]:
    """The cells of every row by the line on which it starts, read as Python's `csv` reads them.

    Empty where the first row found is not the header of the table.
    """
    starts = _line_starts(text)
    line = table.header[0].where.line
    separator = _separator(text, starts[line - 1], table)
    records: dict[int, list[_Span]] = {}
    position = starts[line - 1]
    lines = {start: number for number, start in enumerate(starts, 1)}
    while position < len(text):
        begin = position
        cells, position = _record(text, position, separator)
        records[lines[begin]] = cells
    header = [cell.text.strip() for cell in records[line]]
    told = {scalar.where.column: scalar.text for scalar in table.header}
    return records if all(column <= len(header) and header[column - 1] == name for column, name in told.items()) else {}


def _separator(text: str, start: int, table: Table) -> str:
    for separator in ",;":
        cells, _ = _record(text, start, separator)
        told = {scalar.where.column: scalar.text for scalar in table.header}
        if all(column <= len(cells) and cells[column - 1].text.strip() == name for column, name in told.items()):
            return separator
    return ","


def _record(text: str, position: int, separator: str) -> tuple[list[_Span], int]:
    """The cells of the row that begins at the position, and where the next one begins."""
    cells: list[_Span] = []
    while True:
        start, said = position, []
        if text[position : position + 1] == '"':
            position += 1
            while position < len(text):
                if text[position] != '"':
                    said.append(text[position])
                elif text[position + 1 : position + 2] == '"':
                    said.append('"')
                    position += 1
                else:
                    position += 1
                    break
                position += 1
        while position < len(text) and text[position] not in (separator, "\r", "\n"):
            said.append(text[position])
            position += 1
        cells.append(_Span(start, position, "".join(said)))
        if position >= len(text) or text[position] != separator:
            break
        position += 1
    return cells, position + (2 if text.startswith("\r\n", position) else 1)


def _header_edits(
    text: str, records: dict[int, list[_Span]], table: Table, problems: list[Problem], kind: ContentType
) -> Iterator[_Edit]:
    header = records[table.header[0].where.line]
    for one in problems:
        assert one.fix is not None
        if not 0 < one.where.column <= len(header):
            continue
        cell = header[one.where.column - 1]
        raw = text[cell.start : cell.end]
        if cell.text.strip().partition("@")[0] == one.fix.old and raw.count(one.fix.old) == 1:
            start = cell.start + raw.index(one.fix.old)
            yield _Edit(start, start + len(one.fix.old), one.fix.new)


def _slug_edits(
    text: str, records: dict[int, list[_Span]], table: Table, problems: list[Problem], kind: ContentType
) -> Iterator[_Edit]:
    slugs = {one.where.line: one.fix.new for one in problems if one.fix}
    if not slugs:
        return
    line = table.header[0].where.line
    column = _column_of("slug", table, kind)
    if column:
        for row, slug in slugs.items():
            cells = records.get(row, [])
            if column <= len(cells) and not cells[column - 1].text.strip():
                cell = cells[column - 1]
                is_quoted = text[cell.start : cell.end].strip().startswith('"')
                yield _Edit(cell.start, cell.end, f'"{slug}"' if is_quoted else slug)
        return
    separator = text[records[line][0].end : records[line][0].end + 1]
    separator = separator if separator in (",", ";") else ","
    quote = '"' if all(text[cell.start : cell.end].startswith('"') for cell in records[line]) else ""
    for row, cells in records.items():
        if any(cell.text.strip() for cell in cells):
            word = "slug" if row == line else slugs.get(row, "")
            yield _Edit(cells[0].start, cells[0].start, f"{quote}{word}{quote}{separator}")


def _column_of(name: str, table: Table, kind: ContentType) -> int:
    """The ordinal of the column that holds a field; 0 where there is none."""
    for cell in table.header:
        field = named(cell.text, kind.fields)
        if field is not None and field.name == name:
            return cell.where.column
    return 0


def _is_mended(old: Table, text: str, file: str, renamed: int, problems: list[Problem], kind: ContentType) -> bool:
    """Whether the new table is the old one but for the header cells that were renamed and the slugs of these rows."""
    try:
        new = read_table(_read_as(text), file)
    except ContentProblems:
        return False
    column = _column_of("slug", new, kind)
    slugs = {one.where.row: one.fix.new for one in problems if one.fix}
    before, after = _without_slug(old, _column_of("slug", old, kind)), _without_slug(new, column)
    told = [len(rows_as_nodes(Table(table.header, ()), kind)[1]) for table in (old, new)]
    if told[1] > told[0] - renamed:  # the new name is one that another column has already
        return False
    if len(new.problems) > len(old.problems) or before[1:] != after[1:] or len(before[0]) != len(after[0]):
        return False
    if sum(one != other for one, other in zip(before[0], after[0], strict=True)) != renamed:
        return False
    found = {row.number: cell.text for row in new.rows for cell in row.cells if cell.where.column == column}
    title = _column_of("title", new, kind)
    titles = {row.number: cell.text for row in new.rows for cell in row.cells if cell.where.column == title}
    return all(found.get(row) == slug == slugify(titles.get(row, "")) for row, slug in slugs.items())


def _without_slug(table: Table, column: int) -> list[tuple[str, ...]]:
    rows = (table.header, *(row.cells for row in table.rows))
    return [tuple(cell.text for cell in row if cell.where.column != column) for row in rows]
