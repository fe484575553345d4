"""What VS Code needs to know of a hub: which schema fits which file, and the checker as a task.

Schemas work with the YAML extension. The task marks faults in Markdown and CSV too, with
no extension at all and offline. Files that are there keep what is not ours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from hubgen.model.frozen import frozen
from hubgen.schema import CONFIG
from hubgen.types import BY_NAME

FOLDER = ".vscode"
SCHEMA_FOLDER = ".hubgen/schema"
BEGINS, ENDS = "hubgen: checking", "hubgen: checked"  # printed by `hubgen check --watch`
TASK = "hubgen check"

Outcome = Literal["written", "unchanged", "left"]


@frozen(slots=False)
class Setting:
    """One file below .vscode, and what became of it; `ours` is what it has to hold."""

    name: str
    ours: Mapping[str, Any]
    outcome: Outcome


def set_up(root: Path, schemas: Iterable[str]) -> list[Setting]:
    """The editor's files of the hub hold what ours hold; those that are no plain JSON are left as they are."""
    found = []
    for name, ours in files(schemas).items():
        found.append(Setting(f"{FOLDER}/{name}", ours, _put(root / FOLDER / name, ours)))
    return found


def files(schemas: Iterable[str]) -> dict[str, dict[str, Any]]:
    """File below .vscode -> what it has to hold."""
    return {
        "settings.json": {
            "yaml.schemas": {f"./{SCHEMA_FOLDER}/{name}.json": _covered(name) for name in schemas},
            "files.associations": {
                "**/content/**/*.md": "markdown",
                "**/content/**/*.yaml": "yaml",
                "**/themes/*/templates/**/*.html": "html",
            },
        },
        "tasks.json": {"version": "2.0.0", "tasks": [_task()]},
        "extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
    }


def _covered(name: str) -> list[str]:
    return ["config.yaml"] if name == CONFIG else [f"content/{BY_NAME[name].folder}/**/*.yaml"]


def _task() -> dict[str, Any]:
    """The checker in the background; its first and last line of each round tell which marks are old."""
    return {
        "label": TASK,
        "detail": "Marks what is wrong with the hub while you write",
        "type": "process",
        "command": "hubgen",
        "args": ["check", "--watch", "--format", "gcc"],
        "isBackground": True,
        "presentation": {"reveal": "never", "panel": "dedicated"},
        "runOptions": {"runOn": "folderOpen"},
        "problemMatcher": {
            "owner": "hubgen",
            "source": "hubgen",
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": r"^(.+?):(\d+):(\d+): (error|warning): (.*) \(([a-z-]+)\)$",
                "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5, "code": 6,
            },
            "background": {"activeOnStart": True, "beginsPattern": f"^{BEGINS}$", "endsPattern": f"^{ENDS}$"},
        },
    }  # fmt: skip


def _put(path: Path, ours: Mapping[str, Any]) -> Outcome:
    try:
        theirs = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        theirs = {}
    except ValueError:  # comments and commas at the end, which VS Code allows and we would lose
        return "left"
    if not isinstance(theirs, dict):
        return "left"
    merged = merge(theirs, ours)
    if path.exists() and merged == theirs:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(json.dumps(merged, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    os.replace(draft, path)
    return "written"


def merge(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """Theirs with ours put in: objects key by key, lists joined, a task of the same label replaced."""
    merged = dict(theirs)
    for key, value in ours.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, Mapping):
            merged[key] = merge(old, value) if key != "yaml.schemas" else _without_ours(old) | dict(value)
        elif isinstance(old, list) and isinstance(value, list):
            labels = {one.get("label") for one in value if isinstance(one, dict)} - {None}
            kept = [one for one in old if not (isinstance(one, dict) and one.get("label") in labels)]
            merged[key] = kept + [one for one in value if one not in kept]
        else:
            merged[key] = value
    return merged


def _without_ours(schemas: Mapping[str, Any]) -> dict[str, Any]:
    return {path: covered for path, covered in schemas.items() if SCHEMA_FOLDER not in path}
