"""`hubgen build`: write the finished site."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from hubgen.cli.options import build_options, compile_flags
from hubgen.cli.progress import ProgressLine
from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems, verdict
from hubgen.locale.formatting import format_kb
from hubgen.pipeline import Built, build, verify
from hubgen.problems import say
from hubgen.stages.check import seconds
from hubgen.stages.write import WriteReport

_HIDDEN = {"public": "{n} not public", "members": "{n} for staff", "staff": "{n} not public"}
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
        built = build(project, options, progress)
    finally:
        progress.clear()
    taken = time.perf_counter() - started
    differing = verify(project, options, built) if verifies and built.written else []
    if session.as_json:
        session.result(
            as_json(session, "build", built.compiled.problems, **_figures(built, taken), differing=differing)
        )
    else:
        print_problems(session, built.compiled.problems, project.root)
        _tell(session, built, taken, project.root)
        if built.written and options.audience != "public" and not options.base_url:
            session.say(say("Its pages name the address of the public site; if theirs is another: --base-url"))
    if differing:
        for path in differing:
            click.echo(f"differs: {path}", err=True)
        sys.exit(70)
    if built.written is None:
        sys.exit(1)


def _tell(session: Session, built: Built, taken: float, root: Path) -> None:
    compiled = built.compiled
    place = _short(built.output_dir, root)
    if built.written is None:
        kept = say(
            "{verdict}. The site in {place} was not touched.",
            verdict=verdict(session, compiled.problems),
            place=place,
        )
        session.say(kept, important=True)
        return
    session.say(say("Reading      {rows} entries from {files} files", rows=compiled.rows, files=compiled.sources))
    session.say(say("Checking     {verdict}", verdict=verdict(session, compiled.problems)))
    written = built.written
    session.say(
        say(
            "Pages        {written} files written, {unchanged} unchanged, {removed} removed",
            written=written.written,
            unchanged=written.unchanged,
            removed=written.removed,
        )
    )
    _left_out(session, built)
    _gone(session, written)
    done = say(
        "Done in {seconds} s -> {place}    {weights}",
        seconds=f"{taken:.1f}",
        place=place,
        weights=_weights(session, built),
    )
    session.say(done, important=True)


def _left_out(session: Session, built: Built) -> None:
    site = built.compiled.site
    assert site is not None
    counts = ((site.drafts, "{n} drafts"), (site.scheduled, "{n} scheduled"), (site.hidden, _HIDDEN[site.audience]))
    parts = [session.tell(say(text, n=len(ids))) for ids, text in counts if ids]
    if parts:
        session.say(say("Not published: {parts}", parts=", ".join(parts)))


def _gone(session: Session, written: WriteReport) -> None:
    """Addresses that readers may have kept and that lead nowhere now, as after a file was renamed."""
    paths = sorted(written.removed_paths, key=lambda path: (path.count("/"), path))  # an entry before its facets
    pages = [f"/{path}" for path in paths if path.endswith(".html")]
    if not pages:
        return
    shown = ", ".join(pages[:GONE_SHOWN]) + (", …" if len(pages) > GONE_SHOWN else "")
    session.say(say("Addresses that are gone: {paths}", paths=shown), important=True)
    session.say(
        say("Where an entry has only moved, write into it: aliases: [{path}]", path=pages[0]),
        important=True,
    )


def _weights(session: Session, built: Built) -> str:
    pages = [file for file in built.compiled.files if file.kind == "page" and file.gzip_bytes]
    home = next((file for file in pages if file.path == "index.html"), None)
    if home is None:
        return ""
    heaviest = max(pages, key=lambda file: (file.gzip_bytes or 0, file.path))
    time_s = round(seconds(home.gzip_bytes or 0, SLOW_BITS, SLOW_TRIP_S))
    return session.tell(
        say(
            "home page {home} ({time} s at 50 kbit/s), heaviest {path} {size}",
            home=format_kb(home.gzip_bytes or 0, "en"),
            time=time_s,
            path=heaviest.path,
            size=format_kb(heaviest.gzip_bytes or 0, "en"),
        )
    )


def _figures(built: Built, taken: float) -> dict[str, object]:
    compiled, written = built.compiled, built.written
    site = compiled.site
    day: date | None = site.day if site else None
    pages = [file for file in compiled.files if file.kind == "page"]
    return {
        "date": day and day.isoformat(),
        "entries": compiled.rows,
        "sources": compiled.sources,
        "pages": len(pages),
        "files": len(compiled.files),
        "written": written and written.written,
        "unchanged": written and written.unchanged,
        "removed": written and written.removed,
        "seconds": round(taken, 3),
        "output": str(built.output_dir),
    }


def _short(path: Path, root: Path) -> str:
    return f"{path.relative_to(root)}/" if path.is_relative_to(root) else str(path)
