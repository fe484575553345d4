"""Every change that writing makes to a disk, and plain words for a disk that refuses.

All of them go through `Disk`, one method each, so that a test can let any single one
fail or be the last thing a process does.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from hubgen.problems import EnvironmentFailure, say

_BLOCK_BYTES = 1 << 20
_FEW = 32  # so many files and folders, as of an edit, are made safe one by one; more of them by one syncfs, which waits
# for all that others wrote as well

_FULL = ("the disk is full: {path} could not be written", "free some space, then run the command again")
_DENIED = (
    "no permission to change {path}",
    "let your account write there, or name another folder with --output, then run the command again",
)
_WORDS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): (
        "your share of the disk is used up: {path} could not be written",
        "free some space, then run the command again",
    ),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: (
        "the disk can only be read: {path} could not be written",
        "name a folder on another disk with --output, then run the command again",
    ),
    errno.EIO: ("the disk reports a fault at {path}", "copy your work to another disk, then have this one looked at"),
    errno.ENAMETOOLONG: ("the name is too long for this disk: {path}", "choose a shorter slug or file name"),
}
_WORDS[errno.ENOSPC] = _FULL
_OTHER = ("{path} could not be written: {reason}", "mend what the reason names, then run the command again")


def failure(error: OSError, path: Path) -> EnvironmentFailure:
    """The error of the operating system in plain words, with the path and the mend."""
    message, mend = _WORDS.get(error.errno or 0, _OTHER)
    reason = error.strerror or type(error).__name__
    if "{reason}" in message:
        return EnvironmentFailure(say(message, path=path, reason=reason), say(mend))
    return EnvironmentFailure(say(message, path=path), say(mend))


def unreadable(error: OSError, path: Path) -> EnvironmentFailure:
    """The same for a file that cannot be read."""
    reason = error.strerror or type(error).__name__
    return EnvironmentFailure(
        say("{path} could not be read: {reason}", path=path, reason=reason),
        say("see that the file is there and that your account may read it, then run the command again"),
    )


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Inside, an error of the disk becomes an EnvironmentFailure about the path."""
    try:
        yield
    except OSError as error:
        raise failure(error, path) from error


def digest_of_file(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes of the file as it stands; raises OSError."""
    total, seen = sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            total.update(block)
            seen += len(block)
    return total.hexdigest(), seen


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in pieces of a size that is worth a call of the system."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= _BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    yield bytes(block)


class Disk:
    """The changes; each raises EnvironmentFailure, and each begins with a call of `step`."""

    def step(self, verb: str, path: Path) -> None:
        """Called before each change; does nothing. Tests put their faults here."""

    def mkdir(self, path: Path) -> None:
        """The folder is there; its parent has to be."""
        with plainly(path):
            self.step("mkdir", path)
            try:
                path.mkdir()
            except FileExistsError:
                if not path.is_dir():
                    raise

    def write(self, path: Path, data: bytes) -> None:
        """A new file holds the data; it must not exist."""
        with plainly(path):
            self.step("write", path)
            with path.open("xb", buffering=0) as stream:
                self.pour(stream.write, data)

    def write_pieces(self, path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
        """A new file holds the pieces one after another; returns its SHA-256 and size in bytes."""
        total, seen = sha256(), 0
        with plainly(path):
            self.step("write", path)
            with path.open("xb", buffering=0) as stream:
                for block in _blocks(pieces):
                    self.pour(stream.write, block)
                    total.update(block)
                    seen += len(block)
        return total.hexdigest(), seen

    def pour(self, write: Callable[[memoryview], int | None], data: bytes) -> None:
        """All of the data goes through `write`, which may take it in parts."""
        rest = memoryview(data)
        while rest:
            rest = rest[write(rest) or 0 :]

    def copy(self, source: Path, path: Path) -> tuple[str, int]:
        """A new file holds what the source holds; returns its SHA-256 and size in bytes."""
        try:
            stream = source.open("rb")
        except OSError as error:
            raise unreadable(error, source) from error
        total, seen = sha256(), 0
        with stream, plainly(path):
            self.step("copy", path)
            with path.open("xb", buffering=0) as target:
                while block := stream.read(_BLOCK_BYTES):
                    self.pour(target.write, block)
                    total.update(block)
                    seen += len(block)
        return total.hexdigest(), seen

    def rename(self, old: Path, new: Path) -> None:
        """The file stands under its new name, in place of what stood there."""
        with plainly(new):
            self.step("rename", new)
            os.replace(old, new)

    def unlink(self, path: Path) -> None:
        """The file is gone; it may be gone already."""
        with plainly(path):
            self.step("unlink", path)
            path.unlink(missing_ok=True)

    def rmdir(self, path: Path) -> None:
        """The empty folder is gone; one that is not empty stays."""
        with plainly(path):
            self.step("rmdir", path)
            try:
                path.rmdir()
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                    raise

    def sync(self, files: Iterable[Path], folders: Iterable[Path], root: Path) -> None:
        """The files and the names in the folders, all under the root, would survive a power cut."""
        files, folders = iter(files), list(folders)
        first = list(islice(files, _FEW + 1))  # of a large site there are too many to be held
        with plainly(root):
            self.step("sync", root)
            if len(first) + len(folders) > _FEW and _sync_filesystem(root):
                return
            for path in chain(first, files):
                _sync_file(path)
            for path in folders:
                _sync_folder(path)


class FleetingDisk(Disk):
    """The disk of a site that nobody misses after a power cut, since it is made anew: nothing waits for the disk."""

    def sync(self, files: Iterable[Path], folders: Iterable[Path], root: Path) -> None:
        """Nothing is made safe."""


def _sync_file(path: Path) -> None:
    # Windows flushes only what is open for writing.
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; NTFS journals names by itself
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        # Some network and user-space file systems cannot do it, and say so.
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def _sync_filesystem(root: Path) -> bool:
    """Whether one call made everything on the disk of the root safe."""
    syncfs = _syncfs()
    if syncfs is None:
        return False
    handle = os.open(root, os.O_RDONLY)
    try:
        return syncfs(handle)
    finally:
        os.close(handle)


@cache
def _syncfs() -> Callable[[int], bool] | None:
    """The system's syncfs(2), which Python lacks; None where there is none."""
    if os.name == "nt":
        return None
    import ctypes

    with suppress(OSError, AttributeError):
        function = ctypes.CDLL(None, use_errno=True).syncfs

        def call(handle: int) -> bool:
            if function(handle) == 0:
                return True
            code = ctypes.get_errno()
            if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
                return False
            raise OSError(code, os.strerror(code))

        return call
    return None
