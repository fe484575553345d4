"""What builds have left: the memo, the output folder, a lock."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from hubgen.health.finding import Finding, mended_by_doctor, size_text
from hubgen.problems import EnvironmentFailure, RefusedError, say
from hubgen.project import Project


def memo_state(project: Project) -> Finding:
    """Whether the memo can be read; damage costs time, never a build."""
    from hubgen.memo import FORMAT

    path = project.memo_file
    if not path.is_file():
        return Finding("memo", "ok", say("no memo yet: the first build makes it"))
    size = size_text(path.stat().st_size)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            (number,) = db.execute("PRAGMA user_version").fetchone()
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if number > FORMAT:
                return Finding(
                    "memo", "warn", say("the memo is of a newer hubgen: builds work without it"), mended_by_doctor()
                )
            if verdict == "ok":
                (count,) = db.execute("SELECT count(*) FROM results").fetchone() if number == FORMAT else (0,)
                return Finding("memo", "ok", say("memo: {count} results, {size}", count=count, size=size))
    except sqlite3.OperationalError as error:
        if "lock" in str(error) or "unable to open" in str(error):
            text = say("the memo cannot be read now: {reason}", reason=error)
            return Finding("memo", "warn", text, say("try again later"))
    except sqlite3.Error:
        pass
    return Finding(
        "memo", "warn", say("the memo is damaged ({size}): the next build takes longer", size=size), mended_by_doctor()
    )


def output(folder: Path, root: Path) -> Iterator[Finding]:
    """Whose the output folder is, what the last build left in it, and whether one was cut short."""
    from hubgen.stages.folder import MARKER
    from hubgen.stages.journal import read_journal
    from hubgen.stages.manifest import read_manifest
    from hubgen.stages.write import check_output_dir

    try:
        check_output_dir(folder, root)
        if not (folder / MARKER).is_file():
            yield Finding("output", "ok", say("no site yet: hubgen build makes it"))
            return
        waiting = read_journal(folder)
        manifest = read_manifest(folder)
    except (RefusedError, EnvironmentFailure) as error:
        yield Finding("output", "fail", error.message, error.mend)
        return
    if waiting is not None:
        text = say("an earlier build was cut short: its site waits to be put in place")
        yield Finding("output", "warn", text, mended_by_doctor())
    elif manifest is None:
        text = say("the site has no list of its files: no build has finished")
        yield Finding("output", "warn", text, say("hubgen build"))
    else:
        size = size_text(sum(fact.bytes for fact in manifest.files.values()))
        text = say("site of {day}: {count} files, {size}, by hubgen {version}",
                   day=manifest.built, count=len(manifest.files), size=size, version=manifest.hubgen)  # fmt: skip
        yield Finding("output", "ok", text)


def busy(folder: Path) -> Iterator[Finding]:
    """Whether another hubgen works on the site now."""
    from filelock import FileLock, Timeout

    from hubgen.stages.folder import HOLDER, LOCK

    path = folder / LOCK
    if not path.is_file():
        return
    try:
        with FileLock(path, timeout=0):
            yield Finding("lock", "ok", say("no other hubgen works on the site"))
    except Timeout:
        text = say("another hubgen works on the site: {who}", who=_holder(folder / HOLDER))
        yield Finding("lock", "warn", text, say("wait until it is done, or end it"))
    except OSError as error:
        yield Finding("lock", "warn", say("the lock cannot be tried: {reason}", reason=error.strerror or error))


def _holder(path: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        raw = json.loads(path.read_bytes())
        return f"process {int(raw['pid'])}, since {datetime.fromisoformat(raw['since']):%Y-%m-%d %H:%M}"
    return "?"
