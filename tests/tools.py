"""The programs outside Python that some tests need, as `tools/test_tools.py` found them.

A test that asks for a missing one is skipped with a reason that starts with NOT RUN, which the summary repeats. In
continuous integration (`CI=true`) it fails instead.
"""

import json
import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / ".cache" / "tools.json"
WHEELHOUSE = ROOT / ".cache" / "wheelhouse"


def chromium() -> str:
    """Path of a Chromium, for playwright's `executable_path`."""
    return path_of("chromium")


def java() -> str:
    """Path of a Java."""
    return path_of("java")


def vnu_jar() -> str:
    """Path of the Nu HTML checker, for `java -jar`. It is slow to start: give it all pages in one call."""
    return path_of("vnu_jar")


def axe_source() -> str:
    """The script of axe-core, for `page.evaluate`, after which the page knows `axe.run()`."""
    return Path(path_of("axe")).read_text("utf-8")


def lighthouse() -> list[str]:
    """How Lighthouse is started; only the audit has it."""
    return [path_of("node"), path_of("lighthouse")]


def path_of(tool: str) -> str:
    try:
        found = json.loads(FOUND.read_text("utf-8"))
    except (OSError, ValueError):
        not_run(tool, "nothing was looked for yet; `make test` or `python tools/test_tools.py` does it")
    path = found["paths"].get(tool)
    if path is None:
        not_run(tool, found["missing"].get(tool, "run `python tools/test_tools.py` again"))
    if not Path(path).exists():
        not_run(tool, f"{path} is gone; run `python tools/test_tools.py` again")
    return str(path)


def not_run(what: str, why: str) -> NoReturn:
    """Ends the test: what it needs is not on this machine."""
    reason = f"NOT RUN: {what}: {why}"
    if os.environ.get("CI") in ("true", "1"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
