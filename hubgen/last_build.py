"""Whether anything changed since the last build of a site; told in the time that it takes to look at every file.

A record names the folders as they stood: the hub's before its files were read, the site's after they were written.
While they stand so, a build would give the same site, and what it told is told again. A record that is damaged, of
another program or of other options counts as none: it costs a build, never a stale page.

Sizes and times tell a change of a file only where it came after them by more than the clock's step. Of a file that had
just changed when it was looked at, the content counts as well.

A time that is no whole hundredth of a second was set by a clock with finer steps: that of the system, which moves on at
least a hundred times in a second.
"""

from __future__ import annotations

import json
import marshal
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from hubgen.aside import aside
from hubgen.digest import digest, installed
from hubgen.model.frozen import frozen
from hubgen.model.outcome import Outcome, dump_outcome, load_outcome
from hubgen.options import Options, build_day
from hubgen.problems import RefusedError
from hubgen.project import Project, bundled
from hubgen.snapshot import Row, name_of, of_hub, snapshot
from hubgen.stages.disk import Disk, FleetingDisk, digest_of_file
from hubgen.stages.folder import JOURNAL, MANIFEST, MARKER, STATE
from hubgen.stages.manifest import digest_of_manifest, digests

FORMAT = 3
"""Of the record; a part of its key."""
MUCH_BYTES = 1_000_000
"""A manifest of so much is of a site that takes longer to be looked at than a process to be copied."""
YOUNG_NS = 2_000_000_000
"""The coarsest clock of a file system: FAT counts in steps of two seconds."""
FINE_NS, TICK_NS = 20_000_000, 10_000_000
"""What is young by a finer clock, and the longest step of such a one: so far apart that steps of two clocks fit in."""
PROGRAM = Path(__file__).parent
_CACHE = f"{os.sep}__pycache__{os.sep}"
"""What Python keeps beside the program, whenever it loads another part of it."""


@frozen
class State:
    """Files as they stood at a time, without a row for each."""

    name: str
    """The same where nothing differs."""
    held: Mapping[str, str]
    """Digests of what the young ones of them held at that time."""


@frozen(slots=False)
class Seen:
    """Files as they stood at a time."""

    files: list[Row]
    at_ns: int
    held: Mapping[str, str] = field(default_factory=dict)
    """Digests of what the young ones of them held at that time, where they are files to be read."""

    @cached_property
    def name(self) -> str:
        """The same where nothing differs."""
        return name_of(self.files)

    def state(self) -> State:
        """What is noted of them."""
        return State(self.name, self.held)

    def young(self) -> list[str]:
        """Those whose size and times may stay the same when they change again."""
        fine, coarse = self.at_ns - FINE_NS, self.at_ns - YOUNG_NS
        return [
            path
            for path, _, written, touched, _ in self.files
            if (written >= coarse or touched >= coarse)
            and (written >= fine or touched >= fine or touched % TICK_NS == 0)
        ]

    def again(self, paths: Iterable[str], folder: str = "") -> Seen:
        """The same after some of the files were written anew.

        Args:
            folder: one of those that were looked at; there may be other files in it than there were.
        """
        now = time.time_ns()
        rows = {path: row for path in paths for row in snapshot([Path(path)])}
        files = [rows.get(row[0], row) for row in self.files]
        if folder:
            inside = [number for number, row in enumerate(files) if row[0].startswith(folder + os.sep)]
            files[inside[0] : inside[-1] + 1] = snapshot([Path(folder)])  # they follow one another
        return Seen(files, now)


@frozen(slots=False)
class Standing:
    """A site that still stands as the last build left it, by the same program and options."""

    record: Mapping[str, Any]
    site: Seen
    outcome: Outcome
    """What that build told."""

    @property
    def manifest(self) -> str:
        """Digest of the manifest of the site."""
        return str(self.record["manifest"])


def hub_now(project: Project) -> Seen:
    """The hub's files; to be asked before they are read."""
    now = time.time_ns()
    seen = Seen(of_hub(project), now)
    return replace(seen, held={path: _content(path) for path in seen.young()})


def site_now(output_dir: Path) -> Seen:
    """The site's files, without those that only writing uses."""
    now = time.time_ns()
    # A journal that is there tells of a build that was cut short.
    places = (output_dir, output_dir / MANIFEST, output_dir / MARKER, output_dir / JOURNAL)
    return Seen(snapshot(places, frozenset((str(output_dir / STATE),))), now)


Look = Callable[[], bytes]
"""Gives what `LastBuild.looking` saw."""


class LastBuild:
    """The record of one site, in the hub's `.hubgen`.

    Args:
        alone: nobody but this process writes the site while this is in use: what it wrote stands there as it was.
    """

    def __init__(self, project: Project, options: Options, output_dir: Path, *, alone: bool = False):
        self._options, self._output_dir, self._alone = options, output_dir, alone
        self.disk = FleetingDisk() if alone else Disk()
        self._written: tuple[Mapping[str, Any], Seen] | None = None
        """The record and the site as this process wrote them."""
        name = digest(os.fspath(output_dir))
        self._path = project.state_dir / "last" / f"{name}.json"
        self.pages_file = self._path.with_suffix(".sqlite3")
        """Where the pages of that build are kept."""

    def looking(self) -> AbstractContextManager[Look]:
        """A look at the site, begun at once; at a large one by a second process."""

        def look() -> bytes:
            site = site_now(self._output_dir)
            return marshal.dumps((site.files, site.at_ns, site.name), 2)

        is_much = False
        with suppress(OSError):
            is_much = (self._output_dir / MANIFEST).stat().st_size > MUCH_BYTES
        return aside(look, is_much=is_much and self._options.memo and not self._written)

    def knows(self, hub: Seen) -> bool:
        """Whether the hub stands as the last build found it."""
        try:
            return bool(self._record()["hub"] == hub.name)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return False

    def standing(self, look: Look) -> Standing | None:
        """The site as the last build left it; None where it is not so, or nothing is known of it."""
        try:
            record = self._record()
            day = self._options.day or build_day(record["zone"])
            if record["key"] != self._key(day):
                return None
            site = self._written[1] if self._written else _seen(look())
            if not self._written and not self._is_as_written(record, site):
                return None
            return Standing(record, site, load_outcome(record["outcome"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, RefusedError):
            return None

    def _record(self) -> Any:
        return self._written[0] if self._written else self._read()

    def _read(self) -> Any:
        """The record that lies there; raises ValueError where it is not what was written."""
        seal, _, text = self._path.read_bytes().partition(b"\n")
        if seal != _seal(text):
            raise ValueError(self._path)
        return json.loads(text)

    def outcome(self, standing: Standing, hub: Seen) -> Outcome | None:
        """What a build now would tell, where it would find nothing changed; else None."""
        record = standing.record
        try:
            if record["hub"] != hub.name or self.odd_young(standing):
                return None
            held: dict[str, str] = record["young"]
            still = set(hub.young())
            # Contents are those that were read: what is there now may be of a moment later.
            if still <= held.keys() and (held or Seen(standing.site.files, record["site_at"]).young()):
                young = {path: content for path, content in held.items() if path in still}
                site, manifest = standing.site, standing.manifest
                self._write(record["key"], record["zone"], State(hub.name, young), site, manifest, standing.outcome)
        except (OSError, KeyError, TypeError, AttributeError):
            return None
        return standing.outcome

    def is_current(self, standing: Standing) -> bool:
        """Whether the record is still the one that was read; asked inside the lock."""
        with suppress(OSError, ValueError):
            return bool(self._read() == standing.record)
        return False

    def keep(self, zone: str, hub: State, manifest: str, outcome: Outcome) -> None:
        """Notes a build that was written.

        Args:
            hub: what the hub was before it was read.
            manifest: its digest.
        """
        key = self._key(date.fromisoformat(outcome.day))
        self._let_age()
        self._write(key, zone, hub, site_now(self._output_dir), manifest, outcome.again())

    def keep_edit(
        self, standing: Standing, hub: Seen, written: Iterable[str], folder: str, manifest: str, outcome: Outcome
    ) -> None:
        """Notes that some files of a standing site were written anew.

        Args:
            written: their paths in the site.
            folder: one in the site that may have other files now; or none.
        """
        places = (str(self._output_dir / path) for path in (*written, MANIFEST))
        self._let_age()
        record, site = standing.record, standing.site.again(places, folder and str(self._output_dir / folder))
        self._write(record["key"], record["zone"], hub.state(), site, manifest, outcome.again())

    def forget(self) -> None:
        """Before a part of the site is written: a writing that is cut short has no record."""
        self._written = None
        with suppress(OSError):
            self._path.unlink()

    def _key(self, day: date) -> str:
        """Everything beside the two folders that a build depends on."""
        options = self._options
        asked = (options.drafts, options.base_url, options.budget, options.strict, options.audience)
        program = name_of([row for row in snapshot((PROGRAM, bundled("themes"))) if _CACHE not in row[0]])
        return digest((FORMAT, sys.version, zlib.ZLIB_RUNTIME_VERSION, installed(), program, day, asked))

    def _let_age(self) -> None:
        """Waits until the file that was written last is not young any more, by a fine clock."""
        with suppress(OSError):
            age_ns = time.time_ns() - (self._output_dir / MANIFEST).stat().st_ctime_ns
            time.sleep(max(0, min(FINE_NS, FINE_NS - age_ns)) / 1e9)

    def odd_young(self, standing: Standing) -> list[str]:
        """Files of the hub of which the times say too little, and which do not hold what they held."""
        return [path for path, content in standing.record["young"].items() if _content(path) != content]

    def _is_as_written(self, record: Mapping[str, Any], site: Seen) -> bool:
        """Whether the site is what was written; files of which the times say too little are read for that."""
        if record["site"] != site.name:
            return False
        young = Seen(site.files, record["site_at"]).young()
        if not young:
            return True
        if digest_of_manifest(self._output_dir) != record["manifest"]:
            return False
        written = digests((self._output_dir / MANIFEST).read_bytes())
        paths = {path: Path(path).relative_to(self._output_dir).as_posix() for path in young}
        return all(_content(path) == written[name] for path, name in paths.items() if name in written)

    def _write(self, key: str, zone: str, hub: State, site: Seen, manifest: str, outcome: Outcome) -> None:
        """Keeps the record; where that cannot be, the next build is a whole one."""
        self._written = None
        with suppress(OSError):
            record: dict[str, Any] = {
                "format": FORMAT,
                "key": key,
                "zone": zone,
                "hub": hub.name,
                "young": dict(hub.held),
                "site": site.name,
                "site_at": site.at_ns,
                "manifest": manifest,
                "outcome": dump_outcome(outcome),
            }
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".new")
            text = json.dumps(record).encode()
            draft.write_bytes(_seal(text) + b"\n" + text)
            draft.replace(self._path)
            self._written = (json.loads(text), site) if self._alone else None


def _seen(looked: bytes) -> Seen:
    files, at_ns, name = marshal.loads(looked)
    seen = Seen(files, at_ns)
    seen.__dict__["name"] = name  # it takes as long as the look at some thousand files
    return seen


def _seal(text: bytes) -> bytes:
    return b"%08x" % zlib.crc32(text)


def _content(path: str) -> str:
    """Digest of what a file holds; empty where it cannot be read."""
    try:
        return digest_of_file(Path(path))[0]
    except OSError:
        return ""
