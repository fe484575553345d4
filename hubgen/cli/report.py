"""`hubgen report`: figures about the hub; now, what its pages weigh."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from hubgen.cli.options import build_options, compile_flags
from hubgen.cli.progress import ProgressLine
from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems
from hubgen.locale.formatting import format_kb
from hubgen.problems import say

if TYPE_CHECKING:
    from hubgen.report.weight import Changes, TypeWeight

SHOWN = 10
"""Pages that grew or shrank, told by name."""


@click.group(
    "report",
    help="""Print figures about the hub; nothing is written.

    \b
    Examples:
      hubgen report weight                 what pages weigh, by type, and what changed
      hubgen report weight --format csv    the same for a spreadsheet
    """,
)
def command() -> None:
    """Holds one command for each kind of figure."""


@command.command(
    "weight",
    help="""Print what pages weigh after gzip: by type, with the seconds they take, and against the last build in site/.

    \b
    Examples:
      hubgen report weight
      hubgen report weight --drafts          with what is not published yet
      hubgen report weight --format csv > weight.csv
    """,
)
@compile_flags
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="How it is printed.")
@pass_session
def weight(session: Session, /, form: str, **flags: object) -> None:
    from hubgen.pipeline import compile_hub
    from hubgen.report.weight import by_type, changes_since, page_weights
    from hubgen.stages.manifest import read_manifest

    project = session.project()
    options, progress = build_options(flags), ProgressLine(session)
    try:
        compiled = compile_hub(project, options, progress)
    finally:
        progress.clear()
    weights = page_weights(compiled.outputs, compiled.files)
    rows = by_type(weights)
    manifest = read_manifest(project.output_for(options.audience))
    changes = changes_since(manifest, weights) if manifest else None
    if session.as_json or form == "json":
        told = [asdict(row) for row in rows]
        session.result(as_json(session, "report", compiled.problems, weight=told, changes=changes and asdict(changes)))
    elif form == "csv":
        _csv(rows)
    else:
        print_problems(session, [one for one in compiled.problems if one.is_error], project.root)
        _text(session, rows, changes)
    if not compiled.ok:
        sys.exit(1)


def _csv(rows: Iterable[TypeWeight]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("type", "pages", "median", "p95", "largest", "largest_path"))
    writer.writerows((row.type, row.pages, row.median, row.p95, row.largest, row.largest_path) for row in rows)


def _text(session: Session, rows: tuple[TypeWeight, ...], changes: Changes | None) -> None:
    from hubgen.stages.networks import NETWORKS, seconds

    names = [name for name, _, _ in NETWORKS]
    head = [session.tell(one) for one in (say("Page"), say("pages"), say("median"))]
    head += ["p95", session.tell(say("largest"))]
    click.echo(_line([*head, *names], session.tell(say("the heaviest"))))
    for row in rows:
        times = [f"{seconds(row.median, rate, trip):.1f} s" for _, rate, trip in NETWORKS]
        sizes = [format_kb(size, "en") for size in (row.median, row.p95, row.largest)]
        click.echo(_line([row.type, str(row.pages), *sizes, *times], row.largest_path))
    session.say(say("Sizes are those of the HTML after gzip; seconds those of the median, on a cold connection."))
    if changes is None:
        session.say(say("There is no earlier build in site/ to compare with."), important=True)
    else:
        _changes(session, changes)


def _line(cells: list[str], last: str) -> str:
    first, *numbers = (cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells)
    return f"{first:<13}{''.join(f'{cell:>9}' for cell in numbers)}  {last}".rstrip()


def _changes(session: Session, changes: Changes) -> None:
    heavier = sum(one.bytes > 0 for one in changes.changed)
    for one in changes.changed[:SHOWN]:
        sizes = f"{format_kb(one.before, 'en')} -> {format_kb(one.after, 'en')}".replace("\N{NO-BREAK SPACE}", " ")
        click.echo(f"  {one.bytes:+6} B  {one.path}  ({sizes})")
    session.say(
        say(
            "Against the last build: {heavier} pages heavier, {lighter} lighter, {new} new, {gone} gone",
            heavier=heavier,
            lighter=len(changes.changed) - heavier,
            new=len(changes.new),
            gone=len(changes.gone),
        ),
        important=True,
    )
