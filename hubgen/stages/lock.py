"""One command at a time works on a site.

The lock is one of the operating system: it goes with the process that holds it, so a
dead process never blocks another.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hubgen.problems import EnvironmentFailure, say
from hubgen.stages.disk import failure
from hubgen.stages.folder import HOLDER, LOCK, check_own

WAIT_S = 60.0
TRIES = 5
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def lock(
    output_dir: Path,
    state_dir: Path | None = None,
    *,
    wait_s: float = WAIT_S,
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Inside, no other hubgen works on the site in the folder; ask `check_output_dir` before.

    The lock lies in the site. Where that can only be read, it lies in `state_dir` (the
    `.hubgen` of the hub), else in the folder for temporary files.

    A folder that was made for the lock, and in which nothing else came to stand, is gone afterwards.

    Args:
        wait_s: how long to wait for another one.
        on_wait: called once, with who holds the lock, when there is waiting to do.

    Raises:
        EnvironmentFailure: another hubgen still holds it; the message says which, and since when.
        RefusedError: the folder is not hubgen's.
    """
    check_own(output_dir)
    places = _places(output_dir, state_dir)
    own = [folder for folder in ((output_dir / LOCK).parent, output_dir) if not folder.exists()]
    for at, (path, holder) in enumerate(places):
        try:
            held = _begin(path, holder, wait_s, on_wait)
            break
        except OSError as error:
            if error.errno not in _READ_ONLY or at == len(places) - 1:
                raise failure(error, path) from error
    try:
        _note(holder)
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        with suppress(OSError):  # a system that removes no open file; the folders stay there
            if own and os.listdir((output_dir / LOCK).parent) == [Path(LOCK).name]:
                (output_dir / LOCK).unlink()
        held()
        with suppress(OSError):  # a site stands in them, or another hubgen works there
            for folder in own:
                folder.rmdir()


def _places(output_dir: Path, state_dir: Path | None) -> list[tuple[Path, Path]]:
    name = f"hubgen-{sha256(os.fsencode(os.path.realpath(output_dir))).hexdigest()[:16]}"
    folders = [folder for folder in (state_dir, Path(tempfile.gettempdir())) if folder is not None]
    fallbacks = [(folder / f"{name}.lock", folder / f"{name}.json") for folder in folders]
    return [(output_dir / LOCK, output_dir / HOLDER), *fallbacks]


def _begin(path: Path, holder: Path, wait_s: float, on_wait: Callable[[str], None] | None) -> Callable[[], None]:
    """The lock is held, in a folder that may have to be made again."""
    for _ in range(TRIES - 1):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # who held it had made the folder, and took it away again
            return _acquire(path, holder, wait_s, on_wait)
    path.parent.mkdir(parents=True, exist_ok=True)
    return _acquire(path, holder, wait_s, on_wait)


def _acquire(path: Path, holder: Path, wait_s: float, on_wait: Callable[[str], None] | None) -> Callable[[], None]:
    """The lock is held; returns what gives it back."""
    from filelock import FileLock, Timeout  # only here: commands that write nothing start faster

    file_lock = FileLock(path, timeout=0)
    try:
        file_lock.acquire()
    except Timeout:
        if on_wait is not None:
            on_wait(_who(holder))
        try:
            file_lock.acquire(timeout=wait_s)
        except Timeout:
            raise _held(path, holder, wait_s) from None
    return file_lock.release


def _held(path: Path, holder: Path, wait_s: float) -> EnvironmentFailure:
    return EnvironmentFailure(
        say(
            "another hubgen works on this site: {who}; waited {wait} s for {path}",
            who=_who(holder),
            wait=f"{wait_s:g}",
            path=path,
        ),
        say("wait until it is done, or end it, then run the command again"),
    )


def _who(holder: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        raw = json.loads(holder.read_bytes())
        return f"process {int(raw['pid'])}, since {datetime.fromisoformat(raw['since']):%Y-%m-%d %H:%M:%S}"
    return "a process that left no name"


def _note(holder: Path) -> None:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    with suppress(OSError):
        holder.write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="utf-8")
