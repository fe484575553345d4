"""The findings as a file for whoever helps: no content, no names of persons, no passwords."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from hubgen import __version__
from hubgen.health.finding import Finding
from hubgen.health.hub import files_of_content
from hubgen.health.machine import library_versions
from hubgen.problems import say
from hubgen.project import Project


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
    suffixes = Counter(path.suffix.lower() or "(none)" for path in files_of_content(project))
    folders = Counter(
        path.relative_to(project.content_dir).parts[0] for path in files_of_content(project) if path.suffix
    )
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
