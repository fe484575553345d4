"""The examination as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from hubgen.health.builds import busy, memo_state, output
from hubgen.health.finding import Finding
from hubgen.health.hub import access, clock, content, disk, git
from hubgen.health.machine import console, machine
from hubgen.problems import say
from hubgen.project import Project


def examine(project: Project | None, now: datetime | None = None) -> list[Finding]:
    """Everything that is looked at, in the order in which it is told."""
    found = [*machine(), *console()]
    if project is None:
        text = say("no hub here: only this machine was looked at")
        return [*found, Finding("hub", "warn", text, say("hubgen -C DIR doctor"))]
    memo = memo_state(project)
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: disk(project),
        lambda: access(project),
        lambda: content(project, may_use_memo=memo.state == "ok"),
        lambda: iter((memo,)),
        lambda: output(project.output_dir, project.root),
        lambda: busy(project.output_dir),
        lambda: clock(project, now or datetime.now(UTC)),
        lambda: git(project),
    )
    for check in checks:
        found += check()
    return found
