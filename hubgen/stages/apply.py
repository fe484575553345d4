"""Applying a journal: the old site becomes the new one, now or at the next start.

Every step may be done twice: a change that is already there is passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from hubgen.problems import EnvironmentFailure, RefusedError, say
from hubgen.stages.disk import Disk, digest_of_file, plainly
from hubgen.stages.folder import JOURNAL, JOURNAL_DRAFT, STAGING, STATE, check_own, is_link, parents
from hubgen.stages.journal import Journal, Move, damaged, read_journal


def recover(output_dir: Path, disk: Disk | None = None) -> bool:
    """No half-made change is left in the folder. Whoever reads or writes a site calls this first, under its lock.

    Returns:
        Whether the visible site changed: an interrupted build was finished.

    Raises:
        EnvironmentFailure: the journal cannot be finished; the mend is said.
        RefusedError: a newer hubgen wrote it, or the folder is not hubgen's.
    """
    disk = disk or Disk()
    check_own(output_dir)
    journal = read_journal(output_dir)
    if journal is None:
        # Left-overs harm nobody: a site that can only be read is still a site.
        with suppress(EnvironmentFailure):
            throw_away(output_dir, disk)
        return False
    with plainly(output_dir):
        open_moves = tuple(move for move in journal.moves if not _is_applied(move, output_dir))
    _check_staged(open_moves, output_dir)
    finish(Journal(journal.clear, open_moves, journal.recase, journal.deletes), output_dir, disk)
    return True


def finish(journal: Journal, output_dir: Path, disk: Disk) -> None:
    """The folder is what the journal says, and the journal is gone.

    Raises:
        EnvironmentFailure: the disk refuses; the journal stays, and `recover` goes on from it.
    """
    try:
        with plainly(output_dir):
            disk.sync([], [output_dir / STATE], output_dir)
            _apply(journal, output_dir, disk)
            disk.unlink(output_dir / JOURNAL)
    except EnvironmentFailure as stopped:
        raise EnvironmentFailure(
            stopped.message,
            say(
                "the new site is made but not yet in place; remove the cause, "
                "then run any hubgen command on this site: it first puts the rest in place"
            ),
        ) from stopped
    with suppress(EnvironmentFailure):
        throw_away(output_dir, disk)


def throw_away(output_dir: Path, disk: Disk) -> None:
    """Nothing staged is left, unless a journal still needs it."""
    if os.path.lexists(output_dir / JOURNAL):
        return
    draft, staging = output_dir / JOURNAL_DRAFT, output_dir / STAGING
    if os.path.lexists(draft):
        disk.unlink(draft)
    if not os.path.lexists(staging):
        return
    if not staging.is_dir() or staging.is_symlink():
        disk.unlink(staging)
        return
    with plainly(staging):
        for place, folders, names in os.walk(staging, topdown=False):
            links = [name for name in folders if Path(place, name).is_symlink()]
            for name in (*names, *links):
                disk.unlink(Path(place, name))
            disk.rmdir(Path(place))


def _apply(journal: Journal, output_dir: Path, disk: Disk) -> None:
    ready, staging = {""}, output_dir / STAGING
    for path in journal.clear:
        _delete(path, output_dir, disk)
    for move in journal.moves:
        _make_folders(move.path, output_dir, disk, ready)
        place = output_dir / move.path
        _make_way(place, disk)
        disk.rename(staging / move.path, place)
    for old, new in journal.recase:
        _recase(old, new, output_dir, disk)
    for path in journal.deletes:
        _delete(path, output_dir, disk)
    gone = (*journal.clear, *journal.deletes, *(old for old, _ in journal.recase))
    emptied = {folder for path in gone for folder in parents(path)}
    kept = _prune(emptied, output_dir, disk)
    # Before the journal goes: without it nobody would make good what a power cut undoes.
    touched = sorted(ready | kept | {STATE})
    disk.sync([], [output_dir / folder for folder in touched], output_dir)


def _make_folders(path: str, output_dir: Path, disk: Disk, ready: set[str]) -> None:
    if path.rpartition("/")[0] in ready:
        return
    for folder in parents(path):
        if folder not in ready:
            _refuse_link(output_dir / folder)
            disk.mkdir(output_dir / folder)
            ready.add(folder)


def _make_way(path: Path, disk: Disk) -> None:
    """Empty folders where a file is to stand are gone; `rmdir` leaves what is not empty."""
    if path.is_dir() and not path.is_symlink():
        for place, _, _ in os.walk(path, topdown=False):
            disk.rmdir(Path(place))


def _recase(old: str, new: str, output_dir: Path, disk: Disk) -> None:
    old_path, new_path = output_dir / old, output_dir / new
    if os.path.lexists(old_path) and os.path.lexists(new_path) and os.path.samefile(old_path, new_path):
        disk.rename(old_path, new_path)
    else:
        _delete(old, output_dir, disk)


def _delete(path: str, output_dir: Path, disk: Disk) -> None:
    for folder in parents(path):
        _refuse_link(output_dir / folder)
    try:
        found = os.lstat(output_dir / path)
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISREG(found.st_mode):
        disk.unlink(output_dir / path)


def _refuse_link(folder: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        if is_link(os.lstat(folder)):
            raise RefusedError(
                say('"{path}" is a link; hubgen writes only into real folders of the site', path=folder),
                say("remove the link, then run the command again"),
            )


def _prune(folders: Iterable[str], output_dir: Path, disk: Disk) -> set[str]:
    """The empty ones among the folders are gone, the innermost first; returns the others."""
    kept = set()
    for folder in sorted(folders, key=lambda name: (-name.count("/"), name)):
        path = output_dir / folder
        if not path.is_dir():
            continue
        if os.listdir(path):
            kept.add(folder)
        else:
            disk.rmdir(path)
    return kept


def _is_applied(move: Move, output_dir: Path) -> bool:
    return _holds(output_dir / move.path, move)


def _check_staged(moves: Iterable[Move], output_dir: Path) -> None:
    for move in moves:
        path = output_dir / STAGING / move.path
        if not _holds(path, move):
            raise damaged(path, output_dir)


def _holds(path: Path, move: Move) -> bool:
    with suppress(OSError):
        found = os.lstat(path)
        if stat.S_ISREG(found.st_mode) and found.st_size == move.bytes:
            return digest_of_file(path) == (move.sha256, move.bytes)
    return False
