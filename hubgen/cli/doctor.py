"""`hubgen doctor`: this machine and this hub looked over, with the mend of what is not well."""

from __future__ import annotations

import sys
from datetime import date

import click

from hubgen.cli.session import Session, pass_session
from hubgen.problems import say

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command(
    "doctor",
    help="""Check this machine and this hub: versions, disk, settings, output folder, memory, clock.

    Each line says ok, warn or fail, and how to mend it. The exit code is 1 when something fails. What is wrong with
    the content itself is told by hubgen check.

    \b
    Examples:
      hubgen doctor
      hubgen doctor --mend       finish an interrupted build, remove a damaged memory
      hubgen doctor --report     a file for those who help you, without content or passwords
    """,
)
@click.option("--mend", "mends", is_flag=True, help="Finish an interrupted build and remove a damaged memo.")
@click.option("--report", is_flag=True, help="Write a support file into .hubgen/: versions and counts only.")
@pass_session
def command(session: Session, mends: bool, report: bool) -> None:
    from hubgen.health.examine import examine
    from hubgen.health.mend import mend
    from hubgen.health.support import support_file
    from hubgen.project import find_project

    project = find_project(session.folder)
    if project is None and (mends or report or session.root):
        project = session.project()
    done = mend(project) if mends and project else []
    findings = examine(project)
    written = support_file(project, findings, date.today()) if report and project else None
    counts = {state: sum(one.state == state for one in findings) for state in COLOURS}
    if session.as_json:
        session.result(
            {
                **_head(ok=not counts["fail"]),
                "counts": counts,
                "checks": [
                    {"name": one.name, "state": one.state, "text": session.tell(one.text),
                     "mend": session.tell(one.mend) if one.mend else None}
                    for one in findings
                ],
                "mended": [session.tell(message) for message in done],
                "report": str(written) if written else None,
            }
        )  # fmt: skip
    else:
        for message in done:
            click.echo(f"{session.tell(say('mended'))}  {session.tell(message)}")
        for one in findings:
            _print(session, one.state, session.tell(one.text), session.tell(one.mend) if one.mend else "")
        if written:
            session.say(say("Support file: {path} (no content, no passwords)", path=written), important=True)
        if counts["fail"]:
            session.say(say("{fail} failed, {warn} warnings", fail=counts["fail"], warn=counts["warn"]), important=True)
        else:
            session.say(say("nothing failed, {warn} warnings", warn=counts["warn"]), important=True)
    if counts["fail"]:
        sys.exit(1)


def _head(*, ok: bool) -> dict[str, object]:
    from hubgen import __version__

    return {"hubgen": __version__, "schema": 1, "command": "doctor", "ok": ok}


def _print(session: Session, state: str, text: str, mend: str) -> None:
    word = f"{state:<4}"
    if session.uses_color(sys.stdout):
        word = click.style(word, fg=COLOURS[state])
    hint = f"    {session.tell(say('mend'))}: {mend}" if mend else ""
    # The words ok, warn and fail are the same in every language: scripts look for them.
    if not session.quiet or state != "ok":
        click.echo(f"{word}  {text}{hint}")
