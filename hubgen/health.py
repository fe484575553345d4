"""The state of this machine and of one hub, as findings: what is well, what may trouble, what has to be mended.

Looks only. `mend` finishes an interrupted build and removes a damaged memo; `support_file`
packs the findings without content, names of persons or passwords.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from hubgen import __version__
from hubgen.problems import EnvironmentFailure, Message, RefusedError, say
from hubgen.project import Project, walk

State = Literal["ok", "warn", "fail"]

OLDEST_PYTHON = (3, 11)
LIBRARIES = ("click", "jinja2", "markdown", "markupsafe", "pyyaml", "nh3", "rcssmin", "filelock", "tzdata")
LOW_DISK_BYTES, NO_DISK_BYTES = 500_000_000, 20_000_000
OLDEST_CLOCK = date(2024, 1, 1)  # hubgen is younger than that: such a clock has lost its battery
CLOCK_SLACK_S = 3600.0  # a file from another machine may be a little ahead
LOCK_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination; `name` is stable, for programs."""

    name: str
    state: State
    text: Message
    mend: Message | None = None


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


# -- the machine -------------------------------------------------------------------------------


def machine() -> Iterator[Finding]:
    """Versions of hubgen, Python, the system and the libraries."""
    place = say("hubgen {version}, Python {python}, {system}", version=__version__, python=platform.python_version(),
                system=f"{platform.system()} {platform.release()} {platform.machine()}".strip())  # fmt: skip
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("python", "fail", place, say("install Python 3.11 or newer"))
    else:
        yield Finding("python", "ok", place)
    versions = library_versions()
    missing = [name for name, number in versions.items() if not number]
    if missing:
        yield Finding("libraries", "fail", say("not installed: {names}", names=", ".join(missing)), _install(missing))
    else:
        names = ", ".join(f"{name} {number}" for name, number in versions.items())
        yield Finding("libraries", "ok", say("libraries: {names}", names=names))
    yield from _yaml()


def library_versions() -> dict[str, str]:
    """Version of each library; empty where it is absent."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _install(names: list[str]) -> Message:
    return say("python -m pip install {names}", names=" ".join(names))


def _yaml() -> Iterator[Finding]:
    with suppress(ImportError):
        import yaml

        if not getattr(yaml, "__with_libyaml__", False):
            mend = say("python -m pip install --force-reinstall pyyaml")
            yield Finding("yaml", "fail", say("PyYAML lacks its fast reader (libyaml)"), mend)


def console() -> Iterator[Finding]:
    """Whether the terminal shows accents."""
    encoding = os.device_encoding(2) if sys.stderr is sys.__stderr__ and _is_terminal() else None
    if encoding is None:
        yield Finding("console", "ok", say("messages are written in UTF-8"))
    elif os.name == "nt" or encoding.replace("-", "").lower() == "utf8":
        # Python writes to the console of Windows in Unicode, whatever its code page.
        yield Finding("console", "ok", say("the terminal takes UTF-8"))
    else:
        yield Finding(
            "console", "warn", say("the terminal expects {encoding}: accents may look wrong", encoding=encoding),
            say("export LANG=C.UTF-8"),
        )  # fmt: skip


def _is_terminal() -> bool:
    with suppress(OSError, ValueError, AttributeError):
        return os.isatty(sys.stderr.fileno())
    return False


# -- the hub's folder ----------------------------------------------------------------------------


def disk(project: Project) -> Iterator[Finding]:
    """Whether a build has room."""
    try:
        free = shutil.disk_usage(project.root).free
    except OSError as error:
        yield Finding("disk", "warn", say("free space is not known: {reason}", reason=error.strerror or error))
        return
    text = say("{size} free for {folder}", size=_size(free), folder=project.root)
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
    from hubgen.pipeline import Options, load_config
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
    entries, files = len(loaded.entries), sum(1 for _ in _content(project))
    text = say("{entries} entries from {read} files; {files} files below content/",
               entries=entries, read=loaded.files, files=files)  # fmt: skip
    yield Finding("content", "ok", text)
    if faults := sum(problem.is_error for problem in loaded.problems):
        yield Finding("faults", "warn", say("{count} faults in the content", count=faults), say("hubgen check"))
    if not entries:
        mend = say('hubgen add guide "How to register a business"')
        yield Finding("empty", "warn", say("there is nothing to publish yet"), mend)


def _content(project: Project) -> Iterator[Path]:
    return walk(project.content_dir) if project.content_dir.is_dir() else iter(())


def memo_state(project: Project) -> Finding:
    """Whether the memo can be read; damage costs time, never a build."""
    from hubgen.memo import FORMAT

    path = project.memo_file
    if not path.is_file():
        return Finding("memo", "ok", say("no memo yet: the first build makes it"))
    size = _size(path.stat().st_size)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            (number,) = db.execute("PRAGMA user_version").fetchone()
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if number > FORMAT:
                return Finding("memo", "warn", say("the memo is of a newer hubgen: builds work without it"), _anew())
            if verdict == "ok":
                (count,) = db.execute("SELECT count(*) FROM results").fetchone() if number == FORMAT else (0,)
                return Finding("memo", "ok", say("memo: {count} results, {size}", count=count, size=size))
    except sqlite3.OperationalError as error:
        if "lock" in str(error) or "unable to open" in str(error):
            text = say("the memo cannot be read now: {reason}", reason=error)
            return Finding("memo", "warn", text, say("try again later"))
    except sqlite3.Error:
        pass
    return Finding("memo", "warn", say("the memo is damaged ({size}): the next build takes longer", size=size), _anew())


def _anew() -> Message:
    return say("hubgen doctor --mend")


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
        yield Finding("output", "warn", text, _anew())
    elif manifest is None:
        text = say("the site has no list of its files: no build has finished")
        yield Finding("output", "warn", text, say("hubgen build"))
    else:
        size = _size(sum(fact.bytes for fact in manifest.files.values()))
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
    yield from _content(project)


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


def _size(count: int) -> str:
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.{0 if count >= 10 * size else 1}f} {unit}"
    return f"{count} B"


# -- mending and telling -----------------------------------------------------------------------------


def mend(project: Project) -> list[Message]:
    """What was done: an interrupted build finished, a memo that cannot be used removed.

    Raises:
        RefusedError, EnvironmentFailure: the output folder is not hubgen's, or the disk refuses.
    """
    from hubgen.stages.folder import MARKER
    from hubgen.stages.write import check_output_dir, lock, recover

    done = []
    folder = project.output_dir
    check_output_dir(folder, project.root)
    if (folder / MARKER).is_file():
        with lock(folder, project.state_dir, wait_s=LOCK_WAIT_S):
            if recover(folder):
                done.append(say("the interrupted build is finished"))
    if memo_state(project).mend == _anew():
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{project.memo_file}{ending}").unlink(missing_ok=True)
        done.append(say("the memo is removed: the next build makes it anew"))
    return done


def support_file(project: Project, findings: list[Finding], day: date) -> Path:
    """A zip with versions, findings and counts, and nothing that an author wrote."""
    folder = project.state_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"doctor-{day.isoformat()}.zip"
    draft = path.with_suffix(".new")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doctor.json", json.dumps(support_facts(project, findings), ensure_ascii=False, indent=1))
    os.replace(draft, path)
    return path


def support_facts(project: Project, findings: list[Finding]) -> Mapping[str, object]:
    """What the support file says; folders are named <hub> and <home>, files of content not at all."""
    suffixes = Counter(path.suffix.lower() or "(none)" for path in _content(project))
    folders = Counter(path.relative_to(project.content_dir).parts[0] for path in _content(project) if path.suffix)
    return {
        "hubgen": __version__,
        "python": sys.version,
        "system": platform.platform(),
        "libraries": library_versions(),
        "sqlite": sqlite3.sqlite_version,
        # Templates and counts: the values of some messages quote what an author wrote.
        "findings": [_hidden(one, project) for one in findings],
        "files_by_suffix": dict(sorted(suffixes.items())),
        "files_by_folder": {name: count for name, count in sorted(folders.items()) if _is_known(name)},
    }


_QUOTES = frozenset({"file"})


def _hidden(one: Finding, project: Project) -> dict[str, str]:
    values = {name: "…" if name in _QUOTES else value for name, value in one.text.values}
    text = say(one.text.template, **values).text()
    for folder, name in ((str(project.root), "<hub>"), (str(_home()), "<home>")):
        text = text.replace(folder, name) if len(folder) > 1 else text
    return {"name": one.name, "state": one.state, "text": text}


def _home() -> Path:
    with suppress(RuntimeError):
        return Path.home()
    return Path("/")


def _is_known(folder: str) -> bool:
    from hubgen.types import BY_FOLDER

    return folder in BY_FOLDER or folder == "static"
