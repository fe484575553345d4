"""The hub's folder: room, rights, settings, content, dates, history."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from hubgen.health.finding import Finding, size_text
from hubgen.problems import say
from hubgen.project import Project, walk

LOW_DISK_BYTES, NO_DISK_BYTES = 500_000_000, 20_000_000
OLDEST_CLOCK = date(2024, 1, 1)  # hubgen is younger than that: such a clock has lost its battery
CLOCK_SLACK_S = 3600.0  # a file from another machine may be a little ahead


def disk(project: Project) -> Iterator[Finding]:
    """Whether a build has room."""
    try:
        free = shutil.disk_usage(project.root).free
    except OSError as error:
        yield Finding("disk", "warn", say("free space is not known: {reason}", reason=error.strerror or error))
        return
    text = say("{size} free for {folder}", size=size_text(free), folder=project.root)
    if free >= LOW_DISK_BYTES:
        yield Finding("disk", "ok", text)
    else:
        yield Finding("disk", "fail" if free < NO_DISK_BYTES else "warn", text, say("free some space on that disk"))


def access(project: Project) -> Iterator[Finding]:
    """Whether hubgen may write where it has to; tried, since rights alone do not tell."""
    for name, folder in (("write-hub", project.root), ("write-state", project.state_dir)):
        if name == "write-state" and not os.path.lexists(folder):
            continue
        reason = _refusal(folder)
        if reason:
            mend = say("let your account write there, or copy the hub to a folder of your own")
            yield Finding(name, "fail", say("{folder} cannot be written: {reason}", folder=folder, reason=reason), mend)
        else:
            yield Finding(name, "ok", say("{folder} can be written", folder=folder))


def _refusal(folder: Path) -> str:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".hubgen-try-"):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def content(project: Project, *, may_use_memo: bool = True) -> Iterator[Finding]:
    """Whether the settings can be read, and how much there is."""
    from hubgen.config import FORMAT
    from hubgen.memo import Memo
    from hubgen.options import Options
    from hubgen.settings import load_config
    from hubgen.stages.load import load

    config, problems = load_config(project, Options())
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        text = say("config.yaml has {count} faults", count=len(errors))
        yield Finding("config", "fail", text, say("hubgen check config.yaml"))
    if config is None:
        return
    if not errors:
        yield Finding("config", "ok", say("config.yaml has format {number}", number=FORMAT))
    with Memo.open(project.memo_file if may_use_memo and project.memo_file.is_file() else None, ages=False) as memo:
        loaded = load(project, config.context, memo, raw_html=config.raw_html)
    entries, files = len(loaded.entries), sum(1 for _ in files_of_content(project))
    text = say("{entries} entries from {read} files; {files} files below content/",
               entries=entries, read=loaded.files, files=files)  # fmt: skip
    yield Finding("content", "ok", text)
    if faults := sum(problem.is_error for problem in loaded.problems):
        yield Finding("faults", "warn", say("{count} faults in the content", count=faults), say("hubgen check"))
    if not entries:
        mend = say('hubgen add guide "How to register a business"')
        yield Finding("empty", "warn", say("there is nothing to publish yet"), mend)


def files_of_content(project: Project) -> Iterator[Path]:
    return walk(project.content_dir) if project.content_dir.is_dir() else iter(())


def clock(project: Project, now: datetime) -> Iterator[Finding]:
    """Whether the clock can be right: dates decide what is published."""
    mend = say("set the clock of this machine, or build with --date")
    if now.date() < OLDEST_CLOCK:
        yield Finding("clock", "fail", say("the clock says {day}", day=now.date()), mend)
        return
    newest = max(_sources(project), key=_changed)
    behind = _changed(newest) - now.timestamp()
    if behind > CLOCK_SLACK_S:
        text = say("the clock is {time} behind the newest file, {file}: scheduled entries may not show",
                   time=_span(behind), file=project.name(newest))  # fmt: skip
        yield Finding("clock", "warn", text, mend)
    else:
        yield Finding("clock", "ok", say("the clock says {day}", day=now.date()))


def _sources(project: Project) -> Iterator[Path]:
    yield project.config_file
    yield from files_of_content(project)


def _changed(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _span(seconds: float) -> str:
    return f"{round(seconds / 86400)} d" if seconds >= 86400 else f"{round(seconds / 3600)} h"


def git(project: Project) -> Iterator[Finding]:
    """Whether the hub has a history; nothing depends on it."""
    is_kept = any((folder / ".git").exists() for folder in (project.root, *project.root.parents))
    if is_kept and not shutil.which("git"):
        yield Finding("git", "warn", say("the hub is kept with git, which is not installed"), say("install git"))
    else:
        text = say("the hub is kept with git") if is_kept else say("the hub is not kept with git (it need not be)")
        yield Finding("git", "ok", text)
