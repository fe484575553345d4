"""Problems for people and programs: where, what, expected, mend; in text, gcc, GitHub or JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from hubgen import __version__
from hubgen.cli.session import Session
from hubgen.formats.csv_table import cell_name
from hubgen.problems import Location, Message, Problem, say

ALSO_SHOWN = 12
EXCERPT_WIDTH = 100


class Excerpts:
    """Lines of source files, read once."""

    def __init__(self, root: Path):
        self.root = root
        self._lines: dict[str, list[str]] = {}

    def line(self, where: Location) -> str:
        if not where.line or where.row:
            return ""
        lines = self._lines.get(where.file)
        if lines is None:
            try:
                lines = (self.root / where.file).read_bytes()[:3_000_000].decode("utf-8", "replace").splitlines()
            except OSError:
                lines = []
            self._lines[where.file] = lines
        return lines[where.line - 1] if where.line <= len(lines) else ""


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
        cell = cell_name(where.column, where.row) if where.column else str(where.row)
        field = f" · {where.field}" if where.field else ""
        return [
            f"   {session.tell(say('cell {cell}', cell=cell) if where.column else say('row {cell}', cell=cell))}{field}"
        ]
    line = excerpts.line(where)
    if not line.strip():
        return [f"   {where.field}"] if where.field and where.field not in str(one.message) else []
    start = max(0, where.column - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    shown = line[start : start + EXCERPT_WIDTH]
    gutter = f"   {where.line} | "
    rows = [gutter + shown]
    if where.column:
        rows.append(" " * (len(gutter) - 2) + "| " + " " * (where.column - 1 - start) + session.style("^", fg="red"))
    return rows


def _others(session: Session, group: Sequence[Problem]) -> str:
    places = [
        cell_name(p.where.column, p.where.row) if p.where.row and p.where.column else str(p.where.line)
        for p in group[1:]
    ]
    shown = ", ".join(places[:ALSO_SHOWN]) + ("…" if len(places) > ALSO_SHOWN else "")
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


def verdict(problems: Sequence[Problem]) -> Message:
    """How many faults and warnings there are, in one sentence."""
    errors = sum(one.is_error for one in problems)
    warnings = len(problems) - errors
    files = len({one.where.file for one in problems if one.is_error})
    if errors:
        return say(
            "{errors} faults in {files} files, {warnings} warnings", errors=errors, files=files, warnings=warnings
        )
    return say("no faults, {warnings} warnings", warnings=warnings) if warnings else say("no faults, no warnings")
