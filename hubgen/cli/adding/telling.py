"""What `hubgen add` tells in one manner: wrong arguments, and names of files."""

from __future__ import annotations

from pathlib import Path

import click

from hubgen.cli.session import Session
from hubgen.problems import ContentProblems, Message, say


def usage(session: Session, *messages: Message | None) -> click.UsageError:
    return click.UsageError("\n".join(session.tell(one) for one in messages if one))


def usage_of(session: Session, fault: ContentProblems, prefix: str = "") -> click.UsageError:
    one = fault.problems[0]
    rows = [f"{prefix}{one.where.field}: {session.tell(one.message)}" if one.where.field else session.tell(one.message)]
    for word, text in (("expected", one.expected), ("mend", one.mend)):
        if text:
            rows.append(f"   {session.tell(say(word)):<9} {session.tell(text)}")
    return click.UsageError("\n".join(rows))


def same_language(session: Session, language: str) -> click.UsageError:
    return usage(session, say("The original is in {language} already. Choose another with --lang.", language=language))


def shown_name(session: Session, path: Path) -> str:
    return str(path.relative_to(session.folder)) if path.is_relative_to(session.folder) else str(path)
