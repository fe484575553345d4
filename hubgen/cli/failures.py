"""What a person is told when a command cannot go on; never a traceback."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

import click

from hubgen import __version__
from hubgen.problems import ContentProblems, EnvironmentFailure, RefusedError

FAULTS, MACHINE, REFUSED, OURS = 1, 3, 4, 70


def explain_failure(error: Exception) -> int:
    """Tell what happened and how to mend it; the exit code."""
    if isinstance(error, RefusedError | EnvironmentFailure):
        click.echo(f"error: {error.message}", err=True)
        if error.mend:
            click.echo(f"   mend      {error.mend}", err=True)
        return REFUSED if isinstance(error, RefusedError) else MACHINE
    if isinstance(error, ContentProblems):
        for one in error.problems:
            click.echo(f"{one.where}  {one.message}  [{one.rule}]", err=True)
        return FAULTS
    if isinstance(error, OSError):
        click.echo(f"error: {error.strerror or error}: {error.filename or ''}", err=True)
        return MACHINE
    report = write_report(error)
    click.echo(f"error: a fault in hubgen itself ({type(error).__name__}). Your files are as they were.", err=True)
    click.echo(f"   report    {report}", err=True)
    return OURS


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
