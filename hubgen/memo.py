"""Slow results, remembered under the digest of everything they depend on.

`Memo` is one SQLite file that may be deleted at any moment; whatever is wrong with it
costs time, never a build. Keys are made by `digest`, with `toolchain()` as a part.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from hubgen.digest import digest, toolchain
from hubgen.model.frozen import frozen
from hubgen.problems import Message, say

__all__ = ["Codec", "Memo", "digest", "toolchain"]

T = TypeVar("T")

FORMAT = 1
KEEP_BUILDS = 3  # an entry that this many builds did not use is forgotten
_LAG_BUILDS = 1  # the note of the last use may be this old: then every other build writes no notes
_FLUSH_BYTES = 4_000_000  # what waits in the main memory before it goes to SQLite
_WAIT_S = 2.0  # for another process that is writing to the store
# Primary result codes that mean damage, sqlite.org/rescode.html: corrupt, no database, and the plain error, which
# our own fixed statements only meet in tables that are not ours.
_DAMAGE = (11, 26, 1)

_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS state (builds INTEGER NOT NULL);
INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);
CREATE TABLE IF NOT EXISTS results (
  key TEXT NOT NULL UNIQUE, used INTEGER NOT NULL, checksum INTEGER NOT NULL, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS results_used ON results (used);
PRAGMA user_version = 1;
COMMIT;
"""


@frozen
class Codec(Generic[T]):
    """How a value becomes bytes and comes back equal."""

    dump: Callable[[T], bytes]
    load: Callable[[bytes], T]


class Memo:
    """Results by key; `hits` and `misses` count, `notice` says what is wrong with the store."""

    def __init__(self, path: Path | None = None, *, ages: bool = True):
        """See `open`."""
        self.hits = self.misses = 0
        self.notice: Message | None = None
        self._path, self._ages = path, ages
        self._waiting: dict[str, bytes] = {}
        self._waiting_bytes = 0
        self._used: set[str] = set()
        self._may_write, self._has_news = True, False
        self._db: sqlite3.Connection | None = None
        self._build = 0
        if path is not None:
            self._connect(path)

    @classmethod
    def open(cls, path: Path | None, *, ages: bool = True) -> Memo:
        """The store at that path, made when absent; to be used in a `with`.

        Args:
            path: the SQLite file; None works without a store, every result is made.
            ages: False for a command that looks at a part of the hub only: what it does
                not use is no older for it.
        """
        return cls(path, ages=ages)

    def get(self, key: str, make: Callable[[], T], codec: Codec[T]) -> T:
        """The value kept under the key; made and kept when there is none that the codec can read."""
        found = self.find(key, codec)
        if found is None:
            found = make()
            made = found
            self.put(key, lambda: codec.dump(made))
        return found

    def find(self, key: str, codec: Codec[T]) -> T | None:
        """The value kept under the key; None when there is none that the codec can read."""
        found = self._find(key)
        if found is not None:
            # Whatever the codec makes of it, a value that does not come back is one that is not there.
            with suppress(Exception):
                value = codec.load(found)
                self.hits += 1
                return value
        return None

    def put(self, key: str, dump: Callable[[], bytes]) -> None:
        """What was made is kept, where there is a store.

        Args:
            dump: gives it as its codec dumps it.
        """
        self.misses += 1
        if self._db is not None and self._may_write:
            self._waiting[key] = data = dump()
            self._waiting_bytes += len(data)
            if self._waiting_bytes > _FLUSH_BYTES:
                self._writing(self._flush)

    def forget(self, keys: Iterable[str]) -> None:
        """Nothing is kept under the keys."""
        gone = [(key,) for key in keys]
        for (key,) in gone:
            self._waiting.pop(key, None)
        if self._db is not None and self._may_write:
            self._has_news = True
            self._writing(lambda db: db.executemany("DELETE FROM results WHERE key = ?", gone))

    def discard(self) -> None:
        """What was put is not kept: it was made for nothing."""
        self._waiting, self._waiting_bytes, self._has_news = {}, 0, False
        if self._db is not None and self._db.in_transaction:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def holds(self, key: str) -> bool:
        """Whether something is kept under the key; for work that has to begin before its result is asked for."""
        return self._find(key) is not None

    def keep(self, keys: Iterable[str]) -> None:
        """These entries count as used, although nobody read them: their results still stand in the site."""
        self._used.update(keys)

    def __enter__(self) -> Memo:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(complete=kind is None)

    def close(self, *, complete: bool = True) -> None:
        """All that is new is kept, in one commit; what was long unused is forgotten after a complete build."""
        if self._db is None:
            return
        if self._waiting or self._has_news:
            self._writing(lambda db: self._last_words(db, complete))
        self._shut()

    def _find(self, key: str) -> bytes | None:
        if self._db is None:
            return None
        if key in self._waiting:
            return self._waiting[key]
        try:
            row = self._db.execute("SELECT value, checksum, used FROM results WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None or type(row[0]) is not bytes or _checksum(key, row[0]) != row[1]:
            return None
        if self._build - row[2] > _LAG_BUILDS:
            self._used.add(key)
        return row[0]

    def _writing(self, change: Callable[[sqlite3.Connection], object]) -> None:
        if self._db is None or not self._may_write:
            return
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            change(self._db)
        except sqlite3.Error as error:
            self._stop_writing(error)

    def _flush(self, db: sqlite3.Connection) -> None:
        rows = ((key, self._build, _checksum(key, value), value) for key, value in self._waiting.items())
        db.executemany("INSERT OR REPLACE INTO results (key, used, checksum, value) VALUES (?, ?, ?, ?)", rows)
        self._waiting, self._waiting_bytes, self._has_news = {}, 0, True

    def _last_words(self, db: sqlite3.Connection, complete: bool) -> None:
        self._flush(db)
        marks = ((self._build, key) for key in self._used)
        db.executemany("UPDATE results SET used = ?1 WHERE key = ?2 AND used < ?1", marks)
        if complete and self._ages:
            # A build without news is not counted: a quiet day ages nothing and writes nothing.
            db.execute("UPDATE state SET builds = ?", (self._build,))
            db.execute("DELETE FROM results WHERE used < ?", (self._build - KEEP_BUILDS - _LAG_BUILDS + 1,))
        db.execute("COMMIT")

    def _connect(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self._take(path):
                self._remove()
                self._take(path)
        except (sqlite3.Error, OSError, ValueError, TypeError) as error:
            self._give_up(error)
            if _is_damage(error):
                self._start_anew(path)

    def _start_anew(self, path: Path) -> None:
        try:
            self._take(path)
        except (sqlite3.Error, OSError, ValueError, TypeError):
            self._shut()

    def _take(self, path: Path) -> bool:
        """Opens the store; False when it has an older format and is to be made anew."""
        self._db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        self._db.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > FORMAT:
            self.notice = say("the memo {path} is of a newer hubgen: this build works without it", path=path)
            self._shut()
            return True
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version < FORMAT and tables:
            self._shut()
            return False
        if not tables:
            self._db.executescript(_SCHEMA)
        (builds,) = self._db.execute("SELECT builds FROM state").fetchone() or (0,)
        self._build = int(builds) + 1
        return True

    def _stop_writing(self, error: sqlite3.Error) -> None:
        if _is_damage(error):
            self._give_up(error)
            return
        self._may_write, self._waiting = False, {}
        self.notice = say("the memo {path} cannot keep new results: {reason}", path=self._path, reason=error)
        if self._db is not None and self._db.in_transaction:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def _give_up(self, error: Exception) -> None:
        self._shut()
        if _is_damage(error):
            self._remove()
            self.notice = say("the memo {path} was damaged and is made anew: the build takes longer", path=self._path)
        else:
            self.notice = say("the build works without the memo {path}: {reason}", path=self._path, reason=error)

    def _shut(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db, self._waiting = None, {}

    def _remove(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self._path}{ending}").unlink()


def _checksum(key: str, value: bytes) -> int:
    # The key is part of it: a row that damage put under another key is not taken for its result.
    return zlib.crc32(value, zlib.crc32(key.encode("utf-8", "surrogatepass")))


def _is_damage(error: Exception) -> bool:
    if isinstance(error, OSError):
        return False
    return not isinstance(error, sqlite3.Error) or (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in _DAMAGE
