"""Misspelt names and missing slugs in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.fixes.csv_cells import Span, records_of
from hubgen.fixes.edits import Edit, edited, read_as
from hubgen.formats.tables.csv_table import Table, read_table
from hubgen.locale.formatting import slugify
from hubgen.problems import ContentProblems, Problem
from hubgen.stages.tables import named, rows_as_nodes
from hubgen.types.base import ContentType


def mend_csv(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    assert kind is not None
    count = 0
    for rule, edits_of in (("unknown-field", _header_edits), ("slug-missing", _slug_edits)):
        wanted = [one for one in problems if one.rule == rule]
        try:
            table = read_table(read_as(text), file)
        except ContentProblems:
            return text, count
        records = records_of(text, table)
        if not wanted or not records:
            continue
        new = edited(text, edits_of(text, records, table, wanted, kind))
        renamed, slugs = (len(wanted), []) if rule == "unknown-field" else (0, wanted)
        if _is_mended(table, new, file, renamed, slugs, kind):
            text, count = new, count + len(wanted)
    return text, count


def _header_edits(
    text: str, records: dict[int, list[Span]], table: Table, problems: list[Problem], kind: ContentType
) -> Iterator[Edit]:
    header = records[table.header[0].where.line]
    for one in problems:
        assert one.fix is not None
        if not 0 < one.where.column <= len(header):
            continue
        cell = header[one.where.column - 1]
        raw = text[cell.start : cell.end]
        if cell.text.strip().partition("@")[0] == one.fix.old and raw.count(one.fix.old) == 1:
            start = cell.start + raw.index(one.fix.old)
            yield Edit(start, start + len(one.fix.old), one.fix.new)


def _slug_edits(
    text: str, records: dict[int, list[Span]], table: Table, problems: list[Problem], kind: ContentType
) -> Iterator[Edit]:
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
                yield Edit(cell.start, cell.end, f'"{slug}"' if is_quoted else slug)
        return
    separator = text[records[line][0].end : records[line][0].end + 1]
    separator = separator if separator in (",", ";") else ","
    quote = '"' if all(text[cell.start : cell.end].startswith('"') for cell in records[line]) else ""
    for row, cells in records.items():
        if any(cell.text.strip() for cell in cells):
            word = "slug" if row == line else slugs.get(row, "")
            yield Edit(cells[0].start, cells[0].start, f"{quote}{word}{quote}{separator}")


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
        new = read_table(read_as(text), file)
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
