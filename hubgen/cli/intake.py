"""`hubgen intake`: mails made from the hub's forms become drafts and proposals."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems
from hubgen.problems import ContentProblems, EnvironmentFailure, Message, in_order, say

if TYPE_CHECKING:
    from hubgen.intake.read import Outcome

LONGEST_LINE = 1_000_000


@click.command(
    "intake",
    help="""Make drafts of the mails that readers send with the hub's forms: a firm for the directory, a notice, an
    event, the correction of an entry.

    INBOX is a mailbox in the form mbox; it is not changed. Each value is checked by the rules of its type. A correction
    becomes a file in intake/, with the old and the new value. Nothing is overwritten, nothing is published; what
    is no form is named and stays in the mailbox. Read twice, a mail makes one draft.

    \b
    Examples:
      hubgen intake inbox.mbox --dry-run      what would come of it
      hubgen intake inbox.mbox
    """,
)
@click.argument("box", metavar="INBOX.mbox")
@click.option("--dry-run", is_flag=True, help="Tell what would be made; write nothing.")
@pass_session
def command(session: Session, box: str, dry_run: bool) -> None:
    outcomes = _read(session, box)
    if not dry_run:
        _write(session, outcomes)
    problems = in_order(fault for one in outcomes for fault in one.problems)
    if session.as_json:
        results = [
            {"mail": one.number, "line": one.line, "what": one.what, "file": one.file, "answer": one.answer}
            for one in outcomes
        ]
        session.result(as_json(session, "intake", problems, mails=results))
    else:
        print_problems(session, problems, session.folder)
        for one in outcomes:
            if one.what != "known":
                session.line(f"{one.number:>4}  {session.tell(_WORDS[one.what]):<10}{one.file}")
                if one.answer:
                    session.line(f"      {session.tell(say('answer')):<10}{one.answer}")
        session.say(_summary(outcomes), important=True)
    if any(one.is_error for one in problems):
        sys.exit(1)


_WORDS: dict[str, Message] = {
    "draft": say("draft"),
    "proposal": say("proposal"),
    "double": say("double"),
    "left": say("left"),
}


def _read(session: Session, box: str) -> list[Outcome]:
    from hubgen.drafts.today import today_in
    from hubgen.formats.mail.box import mails_of
    from hubgen.intake.ledger import read_ledger
    from hubgen.intake.read import Intake
    from hubgen.memo import Memo
    from hubgen.options import Options
    from hubgen.settings import load_config
    from hubgen.stages.load import LoadOptions, load

    project = session.project()
    config, faults = load_config(project, Options())
    if config is None:
        raise ContentProblems(*faults)
    with Memo.open(project.memo_file, ages=False) as memo:
        loaded = load(project, config.context, memo, raw_html=config.raw_html, options=LoadOptions(drafts=True))
    day: date = today_in(config.zone)
    intake = Intake(project, config, loaded, read_ledger(project), box, day, session.tell)
    return intake.outcomes(mails_of(_lines(session.folder / box, box)))


def _lines(path: Path, name: str) -> Iterator[bytes]:
    """The lines of the mailbox, one after the other; of an endless line, its pieces."""
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                yield line
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be read: {reason}", file=name, reason=error.strerror or error)
        ) from None


def _write(session: Session, outcomes: list[Outcome]) -> None:
    """The files, then the ledger: what is cut short is read once more, and finds its own file."""
    from hubgen.cli.adding.files import write_new
    from hubgen.intake.ledger import add_to_ledger

    root = session.project().root
    for one in outcomes:
        if one.row:
            if one.text:
                write_new(root / one.file, one.text)
            add_to_ledger(root, [one.row])


def _summary(outcomes: list[Outcome]) -> Message:
    counts = {what: sum(one.what == what for one in outcomes) for what in (*_WORDS, "known")}
    return say(
        "{count} mails: {draft} drafts, {proposal} proposals, {double} sent twice, {left} left, {known} read before",
        count=len(outcomes),
        **counts,
    )
