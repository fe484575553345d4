"""What a person is told when a command cannot go on; never a traceback."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

import click

from hubgen import __version__
from hubgen.cli.session import Session
from hubgen.problems import ContentProblems, EnvironmentFailure, Message, RefusedError, say

FAULTS, MACHINE, REFUSED, OURS = 1, 3, 4, 70


def explain_failure(error: Exception, session: object = None) -> int:
    """Tell what happened and how to mend it, in the language of the session; the exit code."""
    known = session if isinstance(session, Session) else Session()
    if isinstance(error, RefusedError | EnvironmentFailure):
        _tell(known, message_of(error), error.mend)
        return REFUSED if isinstance(error, RefusedError) else MACHINE
    if isinstance(error, ContentProblems):
        for one in error.problems:
            click.echo(f"{one.where}  {known.tell(one.message)}  [{one.rule}]", err=True)
        return FAULTS
    if isinstance(error, OSError):
        _tell(known, message_of(error), None)
        return MACHINE
    _tell(known, message_of(error), say("send us this report: {file}", file=write_report(error)))
    return OURS


def message_of(error: Exception) -> Message:
    """What happened, in one sentence."""
    if isinstance(error, RefusedError | EnvironmentFailure):
        return error.message
    if isinstance(error, ContentProblems):
        return error.problems[0].message
    if isinstance(error, OSError):
        return say("{reason}: {file}", reason=error.strerror or error, file=error.filename or "")
    return say("a fault in hubgen itself ({kind}); your files are as they were", kind=type(error).__name__)


def _tell(session: Session, message: Message, mend: Message | None) -> None:
    if session.as_json:
        session.result({"hubgen": __version__, "ok": False, "error": session.tell(message)})
    click.echo(f"{session.tell(say('error'))}: {session.tell(message)}", err=True)
    if mend:
        click.echo(f"   {session.tell(say('mend')):<9} {session.tell(mend)}", err=True)


def write_report(error: Exception) -> str:
    """A file with what we need to find the fault: versions and the traceback, no content."""
    text = f"hubgen {__version__}\nPython {platform.python_version()} {platform.system()}\n\n"
    text += "".join(traceback.format_exception(error))
    folder = Path.cwd() / ".hubgen"
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=folder if folder.is_dir() and os.access(folder, os.W_OK) else None, prefix="hubgen-fault-",
            suffix=".txt", delete=False, encoding="utf-8",
        ) as file:  # fmt: skip
            file.write(text)
            return file.name
    except OSError:
        return text
