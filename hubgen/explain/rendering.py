"""Why pages were rendered again by the last build, or were not: what it kept beside what the build before it kept.

Nothing is noted for this alone: each of the two files holds the pages with all that a template is given.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hubgen.explain.survey import Survey
from hubgen.last_build import LastBuild
from hubgen.model.frozen import frozen
from hubgen.model.views.codec import PAGES
from hubgen.options import Options
from hubgen.stages.kept_tables import before_of, meta, opened, path_of, unsealed
from hubgen.stages.manifest import digest_of_manifest
from hubgen.theme import BUILTIN

Facts = dict[str, Any]


def renderings(addresses: Iterable[str], survey: Survey, output_dir: Path) -> dict[str, Facts | None]:
    """What became of the pages at the addresses; None where that is not known.

    Each has the time of the `build`, whether the page was `made`, the reasons `why`, and the `files` that changed.

    Args:
        addresses: paths of the site that begin with `/`.
    """
    addresses = list(addresses)
    kept = LastBuild(survey.project, Options(), output_dir).pages_file
    try:
        with closing(opened(kept, "ro")) as db:
            if meta(db, "manifest").decode() != digest_of_manifest(output_dir):
                return dict.fromkeys(addresses)
            build = _Build(db, survey, _has_before(db, before_of(kept)))
            return {address: build.rendering(address.removeprefix("/")) for address in addresses}
    except Exception:  # whatever is wrong with a record, it is no answer
        return dict.fromkeys(addresses)


@frozen
class _Build:
    """The last build, and the one before it where that is known."""

    db: sqlite3.Connection
    survey: Survey
    has_before: bool

    def rendering(self, path: str) -> Facts | None:
        query = "SELECT template, sources, made, page FROM pages WHERE path = ?"
        row = self.db.execute(query, (path,)).fetchone()
        if row is None:
            return None
        template, sources, is_made, page = row
        at = datetime.fromtimestamp(int(meta(self.db, "build")) // 10**9, UTC).isoformat()
        if edit := meta(self.db, "edit"):
            edited = json.loads(edit)
            is_made, files = path in edited["made"], self._names(edited["files"])
            why = {"edit": _own(files, json.loads(sources))} if path in edited["pages"] else {}
        else:
            why = self._why(path, template, json.loads(sources), page)
        if is_made and not why:
            why["forgotten"] = []
        named = dict.fromkeys(file for found in why.values() for file in found)
        return {"build": at, "made": bool(is_made), "why": list(why), "files": list(named)}

    def _why(self, path: str, template: str, sources: list[str], page: bytes) -> dict[str, list[str]]:
        """What differs from the build before, each with the files that it may come from."""
        why: dict[str, list[str]] = {"full": []} if meta(self.db, "full") else {}
        if not self.has_before:
            return why | {"first": []}
        before = self.db.execute("SELECT template, page FROM before.pages WHERE path = ?", (path,)).fetchone()
        changed = self._changed()
        if before is None:
            return why | {"new": _own(changed, sources)}
        if self._differs("program"):
            why["program"] = []
        if (saved := self._of_template(template, changed)) or before[0] != template:
            why["template"] = saved
        if self._differs(f"hub {PAGES.load(unsealed(page, path)).language}"):
            why["frame"] = _own(changed, ["config.yaml"])
        if before[1] != page:
            files = _own(changed, sources)
            why["own" if files else "day"] = files
        return why

    def _differs(self, name: str) -> bool:
        return meta(self.db, name) != meta(self.db, name, "before.meta")

    def _changed(self) -> list[str]:
        """The files of the hub that were saved, came or went between the builds."""
        query = """SELECT * FROM (SELECT line FROM main.files EXCEPT SELECT line FROM before.files)
            UNION SELECT * FROM (SELECT line FROM before.files EXCEPT SELECT line FROM main.files)"""
        return self._names(path_of(line) for (line,) in self.db.execute(query))

    def _names(self, files: Iterable[str]) -> list[str]:
        root = self.survey.project.root
        return sorted({self.survey.project.name(Path(file)) for file in files if Path(file).is_relative_to(root)})

    def _of_template(self, template: str, changed: list[str]) -> list[str]:
        """Those of the files that the template may read."""
        theme = self.survey.theme
        read = [name for name, _ in theme.reach(template)] if theme else []
        found = {f"themes/{self.survey.config.theme}/{name.replace(f'/{BUILTIN}', '/', 1)}" for name in read}
        return [name for name in changed if name in found]


def _own(changed: list[str], sources: list[str]) -> list[str]:
    """Those of the changed files that something is made from; else all, since it shows what it names as well."""
    mine = [name for name in changed if name in sources]
    return mine or [name for name in changed if not name.startswith("themes/")]


def _has_before(db: sqlite3.Connection, path: Path) -> bool:
    """Whether the build before can be asked too; then it can be, as `before`."""
    name = meta(db, "before")
    if not name or not path.is_file():
        return False
    try:
        db.execute("ATTACH ? AS before", (f"{path.resolve().as_uri()}?mode=ro",))
        return meta(db, "build", "before.meta") == name
    except sqlite3.Error:
        return False
