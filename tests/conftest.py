"""What all tests share: the build day, the option that renews golden files, the list of what was not run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, configuration, settings

if TYPE_CHECKING:
    from tests.example import Example

ROOT = Path(__file__).resolve().parent.parent

# Every hub in the tests is built on this day, whatever the day is.
BUILD_DAY = "2026-11-22"

configuration.set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
# The same examples each time: a change that fails has failed by itself. `make audit` looks for new ones.
settings.register_profile("test", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("audit", settings.get_profile("test"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))

# Settings of the person who runs the tests that would change what hubgen prints or builds.
PERSONAL_SETTINGS = ("SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "PAGER", "EDITOR", "VISUAL", "BROWSER")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew",
        action="store_true",
        help="write what the tests got over the golden files; read the difference like code",
    )


def pytest_configure() -> None:
    for name in [*PERSONAL_SETTINGS, *(name for name in os.environ if name.startswith("HUBGEN_"))]:
        os.environ.pop(name, None)


# Before pytest's own selection by marker, which would not see markers that come later.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A check that was skipped for want of a tool must not be mistaken for one that passed."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
        if reason.startswith("NOT RUN"):
            reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("NOT RUN", yellow=True, bold=True)
        for reason, number in sorted(reasons.items()):
            terminalreporter.line(f"{reason} ({number} test{'s' if number > 1 else ''})", yellow=True)


@pytest.fixture(scope="session")
def renew(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture(scope="session")
def build_day() -> str:
    return BUILD_DAY


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example hub of this checkout, built on the build day."""
    from tests.example import example_of_run  # which takes this module's constants

    return example_of_run(tmp_path_factory)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build so far, but for the first, was a quick one."""
    from hubgen import quick_edit

    found: list[bool] = []
    edit = quick_edit.edit

    def noted(*given):
        outcome = edit(*given)
        found.append(outcome is not None)
        return outcome

    monkeypatch.setattr(quick_edit, "edit", noted)
    return found
