"""The types of the whole program, as mypy sees them: they hold what is not looked at while it runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHANGED = """
from hubgen.project import Project
from hubgen.problems import Location

def change(where: Location, project: Project) -> None:
    where.line = 3
    project.root = project.root / "other"
"""


def mypy(*arguments):
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-color-output", "--no-pretty", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_types_hold():
    """Also what is `frozen` is changed nowhere, which nothing but this refuses."""
    done = mypy()

    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_a_change_of_a_value_that_is_frozen_is_refused(tmp_path):
    """Each of them by its line: without this, the test above would hold nothing."""
    changing = tmp_path / "changing.py"
    changing.write_text(CHANGED, encoding="utf-8")

    done = mypy("--cache-dir", str(tmp_path / "cache"), str(changing))

    told = [line.partition("changing.py:")[2] for line in done.stdout.splitlines()]
    assert told == [
        '6: error: Property "line" defined in "Location" is read-only  [misc]',
        '7: error: Property "root" defined in "Project" is read-only  [misc]',
    ]
