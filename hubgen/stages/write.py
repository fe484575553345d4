"""The last stage: the files of the site, as one transaction.

A file whose bytes are already there is not touched. The others are staged beside the
site, listed in a journal and renamed into place, so that a reader, a crash or a full
disk finds the old site or the new one. Who may write at a time is `lock`'s business.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO

from hubgen import __version__
from hubgen.model.audience import Audience
from hubgen.model.columns import Columns
from hubgen.model.frozen import frozen
from hubgen.model.rendered import Kind, Rendered
from hubgen.problems import EnvironmentFailure
from hubgen.stages.apply import finish, recover, throw_away
from hubgen.stages.disk import Disk, digest_of_file, plainly, unreadable
from hubgen.stages.folder import (
    JOURNAL,
    MANIFEST,
    MARKER,
    STAGING,
    Tree,
    check_output_dir,
    check_path,
    fold,
    parents,
    prepare,
)
from hubgen.stages.journal import Journal, Move, commit
from hubgen.stages.lock import lock
from hubgen.stages.manifest import FileFact, Manifest, facts_below, file_facts, read_manifest, with_facts

__all__ = ["Disk", "Rendered", "WriteReport", "check_output_dir", "lock", "recover", "write"]

# What a page shows comes before the page, what leads to it after; the manifest is the last move.
_ORDER: Mapping[Kind, int] = {
    "asset": 0,
    "file": 1,
    "page": 2,
    "redirect": 2,
    "export": 3,
    "feed": 3,
    "calendar": 3,
    "index": 3,
}


@frozen
class WriteReport:
    """What writing did."""

    manifest: Manifest

    written_paths: tuple[str, ...]
    """Files that are new or have other bytes than before, sorted; without the manifest."""

    removed_paths: tuple[str, ...]
    """Files of the last manifest that the site no longer has, sorted."""

    unchanged: int
    bytes: int
    """What was written, without the manifest."""

    @property
    def written(self) -> int:
        return len(self.written_paths)

    @property
    def removed(self) -> int:
        return len(self.removed_paths)


def write(
    files: Iterable[Rendered],
    output_dir: Path,
    *,
    built: date,
    base_url: str,
    audience: Audience = "public",
    version: str = __version__,
    disk: Disk | None = None,
) -> WriteReport:
    """The folder holds these files and a new manifest; what only the last manifest lists is gone.

    The caller has asked `check_output_dir` and holds `lock`. Files may come one by one
    from a generator; if it raises, the old site stays. An interrupted earlier build is
    finished first.

    Raises:
        EnvironmentFailure: the disk refuses. Either nothing changed, or the mend says that
            the next command completes the new site.
        RefusedError: a path leads out of the folder, or something in it is not hubgen's.
        ValueError: two files at one path, or one at a folder of the other: a fault of the plan.
    """
    disk = disk or Disk()
    is_new = prepare(output_dir, disk)
    recover(output_dir, disk)
    old = read_manifest(output_dir)
    draft = _Draft(output_dir, old.files if old else {}, disk)
    with _staging(output_dir, disk, is_new=is_new):
        for file in files:
            draft.add(file)
        report = draft.report(Manifest(built, base_url, version, draft.facts, audience))
        journal = draft.journal(report.manifest.pieces)
        _settle(draft, journal, output_dir, disk)
    if journal is not None:
        finish(journal, output_dir, disk)
    return report


@frozen
class Rewritten:
    """What rewriting did."""

    paths: tuple[str, ...]
    """Files that have other bytes than before, or are new, sorted; without the manifest."""
    added: int
    """How many of them are new."""
    removed: int
    manifest: str
    """SHA-256 of the manifest."""


def rewrite(files: Iterable[Rendered], output_dir: Path, disk: Disk | None = None, *, folder: str = "") -> Rewritten:
    """The folder holds these files in the place of those at their paths; everything else stays, in the manifest too.

    The caller holds `lock` and has recovered the folder.

    Args:
        folder: one in it, all of whose files are among these: what else the site has there is gone.

    Raises:
        EnvironmentFailure: as `write`.
        ValueError: the site has no file at one of the paths, or none in the folder.
    """
    disk = disk or Disk()
    prepare(output_dir, disk)
    with plainly(output_dir / MANIFEST):
        text = (output_dir / MANIFEST).read_bytes()
    before = facts_below(text, folder) if folder else {}
    draft = _Draft(output_dir, before, disk)
    with _staging(output_dir, disk):
        for file in files:
            draft.add(file)
        removed = draft.removed()
        journal = draft.journal(lambda: with_facts(text, draft.facts, folder))
        _settle(draft, journal, output_dir, disk)
    if journal is not None:
        finish(journal, output_dir, disk)
    shas = {move.path: move.sha256 for move in journal.moves} if journal else {}
    paths = tuple(sorted(shas.keys() - {MANIFEST}))
    inside = {path for path in draft.facts if folder and path.startswith(f"{folder}/")}
    manifest = shas.get(MANIFEST) or sha256(text).hexdigest()
    return Rewritten(paths, len(inside - before.keys()), len(removed), manifest)


@contextmanager
def _staging(output_dir: Path, disk: Disk, *, is_new: bool = False) -> Iterator[None]:
    """Inside, what fails leaves nothing staged: on a full disk it would stand in the way of the next try.

    Args:
        is_new: whether the folder became one of hubgen's for what is to stand in it.
    """
    try:
        yield
    except BaseException:
        with suppress(EnvironmentFailure):
            throw_away(output_dir, disk)
            if is_new and not os.path.lexists(output_dir / JOURNAL):
                disk.unlink(output_dir / MARKER)
        raise


def _settle(draft: _Draft, journal: Journal | None, output_dir: Path, disk: Disk) -> None:
    """The changes, where there are any, are certain: staged safely, with their journal in place."""
    if journal is not None:
        draft.make_safe()
        commit(journal, output_dir, disk)


class _Draft:
    """The new site while it is compared with the old one, and its changes staged."""

    def __init__(self, output_dir: Path, old: Mapping[str, FileFact], disk: Disk):
        self.facts = file_facts()
        self._output_dir, self._old, self._disk = output_dir, old, disk
        self._tree = Tree(output_dir, old)
        self._moved: list[str] = []
        """Paths of the site that the staged files are for, without the manifest."""
        self._manifest: Move | None = None
        self._branches: set[str] = {""}  # folders of the new site
        self._folders: dict[str, None] = {}  # staging folders that were made, in their order

    def add(self, file: Rendered) -> None:
        """The file is compared, and staged when the site has other bytes or none."""
        check_path(file.path)
        self._claim(file.path)
        found = self._tree.look(file.path)
        size_there = found.st_size if found else None
        sha, size, is_same = self._compare(file, size_there)
        if not is_same:
            place = self._place(file.path)
            if file.source is not None:
                sha, size = self._disk.copy(file.source, place)
            else:
                self._disk.write(place, file.content)
            self._moved.append(file.path)
        self.facts[file.path] = FileFact(sha, size, file.kind, file.gzip_bytes, file.sources)

    def report(self, manifest: Manifest) -> WriteReport:
        written = tuple(sorted(self._moved))
        size = sum(self.facts.member(path, "bytes") for path in self._moved)
        return WriteReport(manifest, written, self.removed(), len(self.facts) - len(written), size)

    def removed(self) -> tuple[str, ...]:
        """Files that were known of the old site, and are none of the new one; sorted."""
        return tuple(sorted(path for path in self._old if path not in self.facts))

    def journal(self, manifest: Callable[[], Iterable[bytes]]) -> Journal | None:
        """The changes to be made, the new manifest staged; None when there are none.

        Args:
            manifest: gives the pieces of its text, from the first; that of a large site is too long to be held.
        """
        removed = self.removed()
        folded = {fold(path): path for path in self.facts} if removed else {}
        clear, recase, deletes = [], [], []
        for path in removed:
            self._tree.look(path)
            if path in self._branches or not self.facts.keys().isdisjoint(parents(path)):
                clear.append(path)
            elif fold(path) in folded:
                recase.append((path, folded[fold(path)]))
            else:
                deletes.append(path)
        self._stage_manifest(manifest)
        if not self._manifest and not self._moved and not removed:
            return None
        moves = _Moves(self._in_order(), self.facts, self._manifest)
        return Journal(tuple(clear), moves, tuple(recase), tuple(deletes))

    def make_safe(self) -> None:
        """Everything staged would survive a power cut."""
        staging = self._output_dir / STAGING
        paths = chain(self._moved, [MANIFEST] if self._manifest else [])
        folders = (staging / path for path in self._folders)
        self._disk.sync((staging / path for path in paths), folders, self._output_dir)

    def _claim(self, path: str) -> None:
        if path.rpartition("/")[0] not in self._branches:
            self._branches.update(above := parents(path))
            if clash := self.facts.keys() & above:
                raise ValueError(f"a file and a folder of the site at one path: {min(clash)}")
        if path in self.facts or path in self._branches:
            raise ValueError(f"two things of the site at one path: {path}")

    def _compare(self, file: Rendered, size_there: int | None) -> tuple[str, int, bool]:
        there = f"{self._output_dir}{os.sep}{file.path}"
        if file.source is None:
            size = len(file.content)
            is_same = size_there == size and _read(there) == file.content
            return sha256(file.content).hexdigest(), size, is_same
        try:
            size = file.source.stat().st_size
            if size_there != size:
                return "", size, False
            fact = digest_of_file(file.source)
        except OSError as error:
            raise unreadable(error, file.source) from error
        with suppress(OSError):
            return *fact, digest_of_file(Path(there)) == fact
        return *fact, False

    def _stage_manifest(self, pieces: Callable[[], Iterable[bytes]]) -> None:
        if not _holds(self._output_dir / MANIFEST, pieces()):
            self._manifest = Move(MANIFEST, *self._disk.write_pieces(self._place(MANIFEST), pieces()))

    def _place(self, path: str) -> Path:
        """Where the file is staged: under its own path, so that a name the disk refuses is refused early."""
        staging = self._output_dir / STAGING
        if path.rpartition("/")[0] not in self._folders:
            for folder in ("", *parents(path)):
                if folder not in self._folders:
                    self._disk.mkdir(staging / folder)
                    self._folders[folder] = None
        return staging / path

    def _in_order(self) -> list[str]:
        return sorted(self._moved, key=lambda path: (_ORDER[self.facts.member(path, "kind")], path))


class _Moves(Collection[Move]):
    """The moves of a new site, each made when it is asked for: there are as many as files.

    Args:
        last: that of the manifest.
    """

    def __init__(self, paths: Sequence[str], facts: Columns[FileFact], last: Move | None):
        self._paths, self._facts, self._last = paths, facts, (last,) if last else ()

    def __len__(self) -> int:
        return len(self._paths) + len(self._last)

    def __iter__(self) -> Iterator[Move]:
        member = self._facts.member
        yield from (Move(path, member(path, "sha256"), member(path, "bytes")) for path in self._paths)
        yield from self._last

    def __contains__(self, move: object) -> bool:
        return any(one == move for one in self)


def _read(path: Path | str) -> bytes | None:
    """The bytes of the file; None when they cannot be had: it is then written anew."""
    try:
        with _opened(path) as stream:
            return stream.read()
    except OSError:
        return None


def _holds(path: Path, pieces: Iterable[bytes]) -> bool:
    """Whether the file is the pieces one after another; not where it cannot be read."""
    try:
        with _opened(path) as stream:
            return all(stream.read(len(piece)) == piece for piece in pieces) and not stream.read(1)
    except OSError:
        return False


def _opened(path: Path | str) -> IO[bytes]:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    return open(handle, "rb")
