"""The fixes of all problems, file by file."""

from __future__ import annotations

from collections.abc import Iterable

from hubgen.fixes.csv_table import mend_csv
from hubgen.fixes.replace import replace_file
from hubgen.fixes.yaml_text import mend_markdown, mend_yaml
from hubgen.formats.text import decode
from hubgen.problems import ContentProblems, Problem
from hubgen.project import Project
from hubgen.types import BY_FOLDER

RULES = frozenset({"unknown-field", "slug-missing", "list-under-paragraph"})
"""Rules whose fixes are known to be safe."""


def apply_fixes(project: Project, problems: Iterable[Problem]) -> dict[str, int]:
    """How many of the problems were mended, by file; files that changed since they were read stay as they are."""
    by_file: dict[str, list[Problem]] = {}
    for one in problems:
        if one.fix is not None and one.rule in RULES and one.where.file.startswith("content/"):
            by_file.setdefault(one.where.file, []).append(one)
    mended: dict[str, int] = {}
    for file, found in by_file.items():
        count = _mend_file(project, file, list(dict.fromkeys(found)))
        if count:
            mended[file] = count
    return mended


def _mend_file(project: Project, file: str, problems: list[Problem]) -> int:
    path = project.root / file
    kind = BY_FOLDER.get(file.split("/")[1])
    try:
        before = project.read(path)
        text = before.decode("utf-8")
        decode(before, file)  # refuses what the build refuses too
    except (ContentProblems, UnicodeDecodeError):
        return 0
    mend = {".md": mend_markdown, ".yaml": mend_yaml, ".csv": mend_csv}.get(path.suffix)
    if mend is None or (kind is None and path.suffix != ".md"):
        return 0
    after, count = mend(text, file, kind, problems)
    if count:
        replace_file(path, before, after.encode("utf-8"))
    return count
