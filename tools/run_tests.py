"""Runs the tests in stages, the fast ones first, and says how long each stage took.

    python tools/run_tests.py test          what `make test` runs
    python tools/run_tests.py audit         the long tests
    python tools/run_tests.py test -k csv   further options go to pytest

Every stage runs, whatever came of those before it. The last line counts the tests of all stages.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / ".cache" / "reports"
NO_TESTS_COLLECTED = 5  # exit code of pytest


class Stage(NamedTuple):
    name: str
    select: str  # an expression of pytest's markers
    workers: int
    limit_s: int  # a stage that hangs is ended; the whole of `make test` should stay within 15 minutes on two cores


class Count(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: frozenset[str] = frozenset()


# Two browsers at a time keep two cores busy, more make each other late.
CORES = min(4, os.cpu_count() or 1)
RUNS = {
    "test": (
        Stage("fast", "not browser and not slow", CORES, limit_s=1200),
        Stage("browser", "browser and not slow", min(2, CORES), limit_s=1200),
    ),
    "audit": (
        Stage("slow", "slow and not browser", CORES, limit_s=4 * 3600),
        Stage("browser", "slow and browser", 1, limit_s=4 * 3600),
    ),
}


def main(run: str, options: list[str]) -> int:
    """0 when every stage passed and at least one test was run."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    counts, durations, codes = [], [], []
    # What is made once for all stages (tests/example.py) lies here.
    with tempfile.TemporaryDirectory(prefix="hubgen-tests-") as shared:
        environment = os.environ | {"HYPOTHESIS_PROFILE": run, "TESTS_RUN_FOLDER": shared}
        for stage in RUNS[run]:
            say(f"== {stage.name} tests")
            started = time.monotonic()
            codes.append(run_stage(stage, environment, options))
            durations.append(f"{stage.name} {time.monotonic() - started:.0f} s")
            counts.append(read_report(report_file(stage)))
    total = Count(*(sum(numbers) for numbers in list(zip(*counts, strict=True))[:3]))
    say(f"== {', '.join(durations)}")
    for line in sorted(frozenset().union(*(count.not_run for count in counts))):
        say(line)
    # A stage that was ended has no report: its failure must show all the same.
    failed = total.failed or int(any(codes))
    if not total.passed + failed:
        say("no test was run")
        return 1
    say(f"{total.passed} passed, {failed} failed, {total.skipped} skipped")
    return int(failed > 0)


def run_stage(stage: Stage, environment: dict[str, str], options: list[str]) -> int:
    """Exit code of pytest; 0 when the stage has no tests, as with `-k`, and 1 when it was ended."""
    report_file(stage).unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        stage.select,
        "-q",
        "--durations=8",
        "--durations-min=1",
        f"--junit-xml={report_file(stage)}",
        "-n",
        str(stage.workers if stage.workers > 1 else 0),
        "--dist=loadfile" if "browser" in stage.name else "--dist=worksteal",
        *options,
    ]
    try:
        code = subprocess.run(command, cwd=ROOT, env=environment, timeout=stage.limit_s).returncode
    except subprocess.TimeoutExpired:
        say(f"the {stage.name} tests were ended after {stage.limit_s} s")
        return 1
    return 0 if code == NO_TESTS_COLLECTED else code


def read_report(path: Path) -> Count:
    """What a stage counted; nothing when it did not live to write its report."""
    if not path.is_file():
        return Count()
    cases = list(ElementTree.parse(path).iter("testcase"))
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skips = [skip.get("message", "") for case in cases for skip in case.findall("skipped")]
    not_run = frozenset(message for message in skips if message.startswith("NOT RUN"))
    return Count(len(cases) - failed - len(skips), failed, len(skips), not_run)


def report_file(stage: Stage) -> Path:
    return REPORTS / f"{stage.name}.xml"


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
