"""What mypy alone holds of the program, since nothing looks at it while it runs."""

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


def test_what_is_frozen_is_changed_nowhere():
    """Nothing but mypy refuses it; what else it says is for `make lint`, and hangs on the packages that are there."""
    done = mypy()

    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if "read-only" in line] == []


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
