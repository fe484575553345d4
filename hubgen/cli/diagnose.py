"""`hubgen diagnose`: the answers of many firms to a score, from a spreadsheet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import click

from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems
from hubgen.problems import ContentProblems, EnvironmentFailure, Problem, RefusedError, in_order, say

if TYPE_CHECKING:
    from hubgen.diagnosis.answers import Sheet
    from hubgen.formats.tables.csv_export import Cell
    from hubgen.formats.tables.csv_table import OpenTable, Row
    from hubgen.model.entry import Entry


@click.command(
    "diagnose",
    help="""Score the answers of many firms to a diagnostic of the mode score, from a spreadsheet saved as CSV.

    A column is a question, named by its id or its text; columns before the first question are kept. A cell holds an
    answer, or its points. The result has the percentage, the band and the percentage of each area. Rows that cannot be
    scored are told, and left out of the result.

    \b
    Examples:
      hubgen diagnose answers.csv                            print the result
      hubgen diagnose answers.csv --output result.csv
      hubgen diagnose answers.csv --diagnostic ready-to-export
    """,
)
@click.argument("file", metavar="FILE.csv")
@click.option("--diagnostic", "slug", metavar="SLUG", help="Which one, where the hub has several.")
@click.option("--output", metavar="PATH", help="Write the result there; default: standard output.")
@pass_session
def command(session: Session, file: str, slug: str | None, output: str | None) -> None:
    from hubgen.diagnosis.answers import Sheet
    from hubgen.formats.tables.csv_export import csv_lines

    entry = _diagnostic(session, slug)
    path = session.folder / file
    if output and (session.folder / output).resolve() == path.resolve():
        raise RefusedError(
            say("the result would take the place of the answers"), say("give --output the name of another file")
        )
    problems: list[Problem] = []
    try:
        table = _opened(path, file)
        problems += table.problems
        sheet = Sheet(entry.data, table.header)
    except ContentProblems as fault:
        _tell(session, [*problems, *fault.problems], session.folder)
        sys.exit(1)
    scored = _Scored(sheet, table.rows, problems)
    if session.as_json:
        results = [dict(zip(sheet.columns, cells, strict=True)) for cells in scored]
        session.result(as_json(session, "diagnose", in_order(problems), results=results))
    else:
        lines = csv_lines(sheet.columns, scored, table.separator)
        if output:
            _write(lines, session.folder / output, output)
        else:
            sys.stdout.buffer.writelines(lines)
        _tell(session, in_order(problems), session.folder)
        told = len({one.where.row for one in problems if one.is_error})
        session.say(
            say("{rows} rows: {good} scored, {bad} told", rows=scored.count + told, good=scored.count, bad=told),
            important=True,
        )
    if any(one.is_error for one in problems):
        sys.exit(1)


class _Scored:
    """The rows of the result, made while they are written; what is wrong with the others is added to the problems."""

    def __init__(self, sheet: Sheet, rows: Iterator[Row], problems: list[Problem]):
        self.sheet, self.rows, self.problems, self.count = sheet, rows, problems, 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            try:
                cells = self.sheet.scored(row)
            except ContentProblems as fault:
                self.problems += fault.problems
            else:
                self.count += 1
                self.problems += self.sheet.repeated(row)
                yield cells


def _diagnostic(session: Session, slug: str | None) -> Entry:
    """The score that is meant: the only one, or the one of that name."""
    from hubgen.memo import Memo
    from hubgen.options import Options
    from hubgen.settings import load_config
    from hubgen.stages.load import LoadOptions, load

    project = session.project()
    config, faults = load_config(project, Options())
    if config is None:
        raise ContentProblems(*faults)
    with Memo.open(project.memo_file) as memo:
        loaded = load(project, config.context, memo, raw_html=config.raw_html, options=LoadOptions(drafts=True))
    found = [one for one in loaded.entries if one.type == "diagnostic" and one.get("mode") == "score"]
    if slug:
        named = [one for one in found if slug in (one.id.partition("/")[2], *(name for _, name in one.slugs.values))]
    else:
        named = found
    if len(named) != 1:
        names = ", ".join(one.id.partition("/")[2] for one in found)
        if not found:
            raise session.misuse(say("This hub has no diagnostic of the mode score."))
        if slug:
            raise session.misuse(say('There is no score "{slug}". There are: {names}', slug=slug, names=names))
        raise session.misuse(say("This hub has several scores. Name one with --diagnostic: {names}", names=names))
    wrong = [one for one in loaded.problems if one.is_error and one.where.file in named[0].sources]
    if wrong:
        _tell(session, wrong, project.root)
        sys.exit(1)
    return named[0]


def _opened(path: Path, name: str) -> OpenTable:
    from hubgen.formats.tables.csv_table import open_table
    from hubgen.formats.text import TABLE_LIMIT_BYTES, decode

    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be read: {reason}", file=name, reason=error.strerror or error)
        ) from None
    return open_table(decode(data, name, TABLE_LIMIT_BYTES), name)


def _write(lines: Iterable[bytes], target: Path, name: str) -> None:
    """The table in a file, called what the person called it, that is there as a whole or not at all."""
    draft = None
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".hubgen-", suffix=".tmp", delete=False) as file:
            draft = Path(file.name)
            file.writelines(lines)
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be written: {reason}", file=name, reason=error.strerror or error)
        ) from None
    finally:
        if draft is not None and draft.exists():
            draft.unlink()


def _tell(session: Session, problems: list[Problem], root: Path) -> None:
    if session.as_json:
        session.result(as_json(session, "diagnose", problems))
    else:
        print_problems(session, problems, root)
