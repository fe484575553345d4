"""The journal: the list of changes that turn the old site into the new one.

It is written when everything it needs is safely staged. From the moment it is in place
the new site is certain: whoever starts next finishes what it lists.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from hubgen.model.frozen import frozen
from hubgen.problems import EnvironmentFailure, RefusedError, say
from hubgen.stages.disk import Disk, unreadable
from hubgen.stages.folder import JOURNAL, JOURNAL_DRAFT, MANIFEST, check_path, fold
from hubgen.stages.manifest import DELETE_AND_BUILD, newer

FORMAT = 1


@frozen
class Move:
    """A staged file that is to stand at its path."""

    path: str
    sha256: str
    bytes: int


@frozen
class Journal:
    """The changes, in the order they are made."""

    clear: tuple[str, ...]
    """Old files that stand where a new folder is needed, or in a folder where a new file is."""

    moves: Collection[Move]

    recase: tuple[tuple[str, str], ...]
    """Old and new path that some disks take for one: removed where they are two files, renamed where one."""

    deletes: tuple[str, ...]


def commit(journal: Journal, output_dir: Path, disk: Disk) -> None:
    """The journal is in place; everything that it moves must be safe on the disk before."""
    draft = output_dir / JOURNAL_DRAFT
    disk.write_pieces(draft, _pieces(journal))
    disk.sync([draft], [], output_dir)
    disk.rename(draft, output_dir / JOURNAL)


def _pieces(journal: Journal) -> Iterator[bytes]:
    """The text of a journal piece by piece: a new site has as many moves as files."""
    yield b'{"format":%d,"clear":%b,"moves":[' % (FORMAT, _as_json(journal.clear))
    comma = b""
    for move in journal.moves:
        yield comma + _as_json({"path": move.path, "sha256": move.sha256, "bytes": move.bytes})
        comma = b","
    yield b'],"recase":%b,"deletes":%b}' % (_as_json(journal.recase), _as_json(journal.deletes))


def _as_json(value: object) -> bytes:
    return _encoder.encode(value).encode()


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def read_journal(output_dir: Path) -> Journal | None:
    """The journal that waits in the folder, or None."""
    path = output_dir / JOURNAL
    try:
        raw = json.loads(path.read_bytes())
        if isinstance(raw["format"], int) and raw["format"] > FORMAT:
            raise newer(path, raw["format"], "?", output_dir)
        return _journal(raw)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreadable(error, path) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged(path, output_dir) from None


def damaged(path: Path, output_dir: Path) -> EnvironmentFailure:
    """The failure of a journal that can no longer be finished."""
    return EnvironmentFailure(
        say("an earlier build was cut short and {path} is damaged since", path=path),
        say(DELETE_AND_BUILD, folder=output_dir),
    )


def _journal(raw: Any) -> Journal:
    if raw["format"] != FORMAT:
        raise ValueError(raw["format"])
    moves = tuple(Move(_path(m["path"]), str(m["sha256"]), int(m["bytes"])) for m in raw["moves"])
    recase = tuple((_path(old), _path(new)) for old, new in raw["recase"])
    if any(fold(old) != fold(new) for old, new in recase):
        raise ValueError("recase")
    return Journal(_paths(raw["clear"]), moves, recase, _paths(raw["deletes"]))


def _paths(raw: list[str]) -> tuple[str, ...]:
    return tuple(_path(path) for path in raw)


def _path(path: str) -> str:
    if path != MANIFEST:
        try:
            check_path(path)
        except RefusedError as error:
            raise ValueError(path) from error
    return path
