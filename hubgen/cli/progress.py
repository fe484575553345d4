"""Progress of long work on standard error: a bar on a terminal, lines elsewhere, JSON for programs."""

from __future__ import annotations

import json
import sys
import time

import click

from hubgen.cli.session import Session
from hubgen.problems import say

WORDS = {
    "reading": "Reading",
    "checking": "Checking",
    "pictures": "Pictures",
    "pages": "Pages",
    "search": "Search",
    "writing": "Writing",
}
EVERY_S = 0.1


class ProgressLine:
    """Tells how far a build is; silent on short builds outside a terminal."""

    def __init__(self, session: Session):
        self.session = session
        mode = session.progress
        if mode == "auto":
            mode = "bar" if sys.stderr.isatty() and not session.quiet else "none"
        self.mode = mode if not session.quiet or mode == "json" else "none"
        self.last = 0.0
        self.stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        is_new = stage != self.stage
        self.stage = stage
        if not is_new and now - self.last < EVERY_S and done != total:
            return
        self.last = now
        if self.mode == "json":
            click.echo(json.dumps({"stage": stage, "done": done, "total": total}), err=True)
        elif self.mode == "plain" and is_new:
            click.echo(self.session.tell(say(WORDS[stage])), err=True)
        elif self.mode == "bar":
            part = f" {done} / {total}" if total and done else ""
            click.echo(f"\r\033[K{self.session.tell(say(WORDS[stage]))}{part}", err=True, nl=False)

    def clear(self) -> None:
        if self.mode == "bar":
            click.echo("\r\033[K", err=True, nl=False)
