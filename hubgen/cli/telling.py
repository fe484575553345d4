"""Problems for people and programs: where, what, expected, mend; in text, gcc, GitHub or JSON form."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from hubgen import __version__
from hubgen.cli.session import Session
from hubgen.formats.tables.cells import cell_name
from hubgen.locale.formatting import fold
from hubgen.problems import ContentProblems, Location, Message, Problem, say, visible

ALSO_SHOWN = 12
EXCERPT_WIDTH = 100
EXCERPT_BYTES = 3_000_000
"""Of a file, at most, that is read for one line of it."""
TITLES = frozenset({"title", "titulo"})
"""Header cells, folded, of the column that tells people which row is meant."""
MAIL_BEGINS = "From "
"""Of a mailbox: the first line of a mail says nothing of what is wrong with a field in it."""


class Excerpts:
    """Lines of source files, read once."""

    def __init__(self, root: Path):
        self.root = root
        self._lines: dict[str, list[str]] = {}
        self._tables: dict[str, dict[tuple[int, int], str]] = {}

    def cell(self, where: Location) -> tuple[str, str, str]:
        """Of a spreadsheet: the header above the cell, what the cell holds, and the title or first words of its row."""
        cells = self._cells(where.file)
        titled = next(
            (column for (row, column), text in cells.items() if row == 1 < where.row and fold(text) in TITLES), 0
        )
        words = (text for (row, _), text in cells.items() if row == where.row and " " in text)
        first = cells.get((where.row, titled), "") or next(words, "")
        return cells.get((1, where.column), ""), cells.get((where.row, where.column), ""), first

    def _cells(self, file: str) -> dict[tuple[int, int], str]:
        if file not in self._tables:
            from hubgen.formats.tables.csv_table import read_table  # only where a spreadsheet has a fault
            from hubgen.formats.text import TABLE_LIMIT_BYTES, decode

            try:
                table = read_table(decode((self.root / file).read_bytes(), file, TABLE_LIMIT_BYTES), file)
                cells = [*table.header, *(cell for row in table.rows for cell in row.cells)]
            except (OSError, ContentProblems):
                cells = []
            self._tables[file] = {(cell.where.row or 1, cell.where.column): cell.text for cell in cells}
        return self._tables[file]

    def line(self, where: Location) -> str:
        if not where.line or where.row:
            return ""
        lines = self._lines.get(where.file)
        if lines is None:
            try:
                lines = _lines_of((self.root / where.file).read_bytes()[:EXCERPT_BYTES])
            except OSError:
                lines = []
            self._lines[where.file] = lines
        return visible(lines[where.line - 1]) if where.line <= len(lines) else ""


def _lines_of(data: bytes) -> list[str]:
    """The lines of a file as places count them, whatever its bytes are."""
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    return re.split("\r\n|\r|\n", data.decode(encoding, "replace"))


def print_problems(session: Session, problems: Sequence[Problem], root: Path, form: str = "text") -> None:
    """Every problem in the form that was asked for; text goes to standard error, the rest to standard output."""
    if form == "gcc":
        for one in problems:
            click.echo(gcc_line(session, one))
    elif form == "github":
        for one in problems:
            click.echo(github_line(session, one))
    elif form == "text":
        excerpts = Excerpts(root)
        for group in grouped(problems):
            click.echo(text_block(session, group, excerpts) + "\n", err=True)


def grouped(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Equal problems of one file together, in the order of the first of them."""
    groups: dict[object, list[Problem]] = {}
    for one in problems:
        key = (one.rule, one.severity, one.where.file, one.message, one.expected, one.mend)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def text_block(session: Session, group: Sequence[Problem], excerpts: Excerpts) -> str:
    """One problem as people read it, with the other places where it stands."""
    one = group[0]
    colour = "red" if one.is_error else "yellow"
    tag = session.style(f"[{one.rule}]", fg=colour)
    head = f"{session.style(str(one.where), bold=True)}  {session.tell(one.message)}  {tag}"
    lines = [head, *_excerpt(session, one, excerpts)]
    for word, text in (("expected", one.expected), ("mend", one.mend)):
        if text is not None:
            lines.append(f"   {session.tell(say(word)):<9} {session.tell(text)}")
    if one.also:
        lines.append(f"   {session.tell(say('see')):<9} {', '.join(str(place) for place in one.also)}")
    if len(group) > 1:
        lines.append(f"   {_others(session, group)}")
    return "\n".join(lines)


def _excerpt(session: Session, one: Problem, excerpts: Excerpts) -> list[str]:
    where = one.where
    if where.row:
        return [f"   {_sheet_place(session, where, excerpts)}"]
    line = excerpts.line(where)
    if not line.strip() or (where.field and line.startswith(MAIL_BEGINS)):
        return [f"   {where.field}"] if where.field and where.field not in str(one.message) else []
    start = max(0, where.column - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    shown = line[start : start + EXCERPT_WIDTH]
    gutter = f"   {where.line} | "
    rows = [gutter + shown]
    if where.column:
        rows.append(" " * (len(gutter) - 2) + "| " + " " * (where.column - 1 - start) + session.style("^", fg="red"))
    return rows


def _sheet_place(session: Session, where: Location, excerpts: Excerpts) -> str:
    """`row 214 · Kilifi Coconut Works · sector = "Agro" (E214)`."""
    header, text, first = excerpts.cell(where)
    parts = [session.tell(say("row {row}", row=where.row))]
    if first and first != text:
        parts.append(_cut(first, 40))
    if where.column:
        parts.append(f'{header or where.field} = "{_cut(text, 60)}" ({cell_name(where.column, where.row)})')
    elif where.field:
        parts.append(where.field)
    return " · ".join(parts)


def _cut(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _others(session: Session, group: Sequence[Problem]) -> str:
    places = [
        cell_name(p.where.column, p.where.row) if p.where.row and p.where.column else str(p.where.line)
        for p in group[1:]
    ]
    shown = ", ".join(places[:ALSO_SHOWN]) + ("…" if len(places) > ALSO_SHOWN else "")
    if len(places) == 1:
        return session.tell(say("the same in one more place: {place}", place=shown))
    return session.tell(say("the same in {count} more places: {places}", count=len(places), places=shown))


def gcc_line(session: Session, one: Problem) -> str:
    """`file:line:column: error: message (rule)`, which editors understand."""
    where = one.where
    return f"{where.file}:{where.line or 1}:{where.column or 1}: {one.severity}: {_flat(session, one)} ({one.rule})"


def github_line(session: Session, one: Problem) -> str:
    """A workflow command of GitHub Actions that marks the line in a pull request."""
    text = _flat(session, one).replace("%", "%25")
    where = one.where
    return f"::{one.severity} file={where.file},line={where.line or 1},col={where.column or 1},title={one.rule}::{text}"


def _flat(session: Session, one: Problem) -> str:
    mend = f"; {session.tell(one.mend)}" if one.mend else ""
    return session.tell(one.message) + mend


def as_json(session: Session, command: str, problems: Sequence[Problem], **more: object) -> dict[str, object]:
    """The result of a command with its problems, as cli.md fixes it."""
    counts = {severity: sum(one.severity == severity for one in problems) for severity in ("error", "warning")}
    return {
        "hubgen": __version__,
        "schema": 1,
        "command": command,
        "ok": counts["error"] == 0,
        "counts": counts,
        **more,
        "problems": [_problem_json(session, one) for one in problems],
    }


def _problem_json(session: Session, one: Problem) -> dict[str, object]:
    def text(message: Message | None) -> str | None:
        return session.tell(message) if message else None

    where = one.where
    value: dict[str, object] = {
        "rule": one.rule,
        "severity": one.severity,
        "file": where.file,
        "line": where.line,
        "column": where.column,
        "field": where.field,
        "message": text(one.message),
        "expected": text(one.expected),
        "mend": {"text": text(one.mend), "safe": one.fix is not None} if one.mend else None,
    }
    if where.row:
        value["row"] = where.row
        value["cell"] = cell_name(where.column, where.row) if where.column else None
    return value


def verdict(session: Session, problems: Sequence[Problem]) -> str:
    """How many faults and warnings there are, in one line: `3 faults in 2 files, no warnings`."""
    errors = sum(one.is_error for one in problems)
    files = len({one.where.file for one in problems if one.is_error})
    faults = _count(session, errors, say("no faults"), say("1 fault"), say("{n} faults", n=errors))
    if errors:
        faults += " " + _count(session, files, say("in no file"), say("in 1 file"), say("in {n} files", n=files))
    warnings = len(problems) - errors
    rest = _count(session, warnings, say("no warnings"), say("1 warning"), say("{n} warnings", n=warnings))
    return f"{faults}, {rest}"


def _count(session: Session, number: int, none: Message, one: Message, many: Message) -> str:
    return session.tell({0: none, 1: one}.get(number, many))
