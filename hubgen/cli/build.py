"""`hubgen build`: write the finished site."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from hubgen.cli.options import build_options, compile_flags
from hubgen.cli.progress import ProgressLine
from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems, verdict
from hubgen.collecting import without_full_passes
from hubgen.locale.formatting import format_kb
from hubgen.model.outcome import Outcome, Written
from hubgen.options import Options, output_of
from hubgen.problems import say
from hubgen.project import Project
from hubgen.stages.networks import seconds
from hubgen.update import update

_LEFT_OUT = {"drafts": "{n} drafts", "scheduled": "{n} scheduled", "hidden": "{n} not public", "staff": "{n} for staff"}
SLOW_BITS = 50_000
SLOW_TRIP_S = 0.8
GONE_SHOWN = 5
"""Addresses that are gone, told by name."""


@click.command(
    "build",
    help="""Write the finished site into site/. With a fault in the content, the old site stays as it is.

    \b
    Examples:
      hubgen build
      hubgen build --date 2026-12-01     as it will be on that day
      hubgen build --drafts --output preview
      hubgen build --audience members --base-url https://members.example.org/
                                         what members see, into site-members/
    """,
)
@compile_flags
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help="Where the site goes; default: site/, of other audiences site-members/ and site-staff/.",
)
@click.option("--verify", "verifies", is_flag=True, help="Build again without memory and compare every byte.")
@click.option("--full", is_flag=True, help="Use nothing that an earlier build remembered.")
@pass_session
def command(session: Session, /, output: str | None, verifies: bool, full: bool, **flags: object) -> None:
    started = time.perf_counter()
    project = session.project()
    if output is not None and not output.strip():
        raise session.misuse(say("--output needs a folder."))
    options = build_options(flags, memo=not full, output_dir=Path(output).absolute() if output else None)
    progress = ProgressLine(session)
    try:
        with without_full_passes():
            outcome = update(project, options, progress)
    finally:
        progress.clear()
    taken = time.perf_counter() - started
    differing = _verified(project, options) if verifies and outcome.written else []
    if session.as_json:
        figures = _figures(outcome, output_of(project, options), taken)
        session.result(as_json(session, "build", outcome.problems, **figures, differing=differing))
    else:
        print_problems(session, outcome.problems, project.root)
        _tell(session, outcome, _short(output_of(project, options), project.root), taken)
        if outcome.written and options.audience != "public" and not options.base_url:
            session.say(say("Its pages name the address of the public site; if theirs is another: --base-url"))
    if differing:
        for path in differing:
            click.echo(f"differs: {path}", err=True)
        sys.exit(70)
    if outcome.written is None:
        sys.exit(1)


def _verified(project: Project, options: Options) -> list[str]:
    from hubgen.pipeline import verify

    return verify(project, options)


def _tell(session: Session, outcome: Outcome, place: str, taken: float) -> None:
    written = outcome.written
    if written is None:
        kept = say(
            "{verdict}. The site in {place} was not touched.",
            verdict=verdict(session, outcome.problems),
            place=place,
        )
        session.say(kept, important=True)
        return
    session.say(say("Reading      {rows} entries from {files} files", rows=outcome.rows, files=outcome.sources))
    session.say(say("Checking     {verdict}", verdict=verdict(session, outcome.problems)))
    session.say(
        say(
            "Pages        {written} files written, {unchanged} unchanged, {removed} removed",
            written=written.written,
            unchanged=written.unchanged,
            removed=written.removed,
        )
    )
    _left_out(session, outcome)
    _gone(session, written)
    done = say(
        "Done in {seconds} s -> {place}    {weights}",
        seconds=f"{taken:.1f}",
        place=place,
        weights=_weights(session, outcome),
    )
    session.say(done, important=True)


def _left_out(session: Session, outcome: Outcome) -> None:
    parts = [session.tell(say(_LEFT_OUT[why], n=count)) for why, count in outcome.left_out.items() if count]
    if parts:
        session.say(say("Not published: {parts}", parts=", ".join(parts)))


def _gone(session: Session, written: Written) -> None:
    """Addresses that readers may have kept and that lead nowhere now, as after a file was renamed."""
    pages = [f"/{path}" for path in written.gone]
    if not pages:
        return
    shown = ", ".join(pages[:GONE_SHOWN]) + (", …" if len(pages) > GONE_SHOWN else "")
    session.say(say("Addresses that are gone: {paths}", paths=shown), important=True)
    session.say(
        say("Where an entry has only moved, write into it: aliases: [{path}]", path=pages[0]),
        important=True,
    )


def _weights(session: Session, outcome: Outcome) -> str:
    if not outcome.home_bytes:
        return ""
    return session.tell(
        say(
            "home page {home} ({time} s at 50 kbit/s), heaviest {path} {size}",
            home=format_kb(outcome.home_bytes, "en"),
            time=round(seconds(outcome.home_bytes, SLOW_BITS, SLOW_TRIP_S)),
            path=outcome.heaviest,
            size=format_kb(outcome.heaviest_bytes, "en"),
        )
    )


def _figures(outcome: Outcome, output_dir: Path, taken: float) -> dict[str, object]:
    written = outcome.written
    return {
        "date": outcome.day or None,
        "entries": outcome.rows,
        "sources": outcome.sources,
        "pages": outcome.pages,
        "files": outcome.files,
        "written": written and written.written,
        "unchanged": written and written.unchanged,
        "removed": written and written.removed,
        "seconds": round(taken, 3),
        "output": str(output_dir),
    }


def _short(path: Path, root: Path) -> str:
    return f"{path.relative_to(root)}/" if path.is_relative_to(root) else str(path)
