"""What is packed is what people get: the wheel works alone, outside of the checkout and without a network."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import BUILD_DAY, ROOT
from tests.tools import WHEELHOUSE, not_run

pytestmark = pytest.mark.packaging

# Read by Python before anything else; stands in where the system lets no process give up its network.
SITECUSTOMIZE = """
import socket

def refuse(self, address, connect=socket.socket.connect):
    if self.family != socket.AF_UNIX:  # worker processes talk through these
        raise OSError(f"the network is off, yet something wants {address}")
    return connect(self, address)

socket.socket.connect = socket.socket.connect_ex = refuse
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution, so that both are known to be complete."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [path] = folder.glob("hubgen-*.whl")
    return path


@pytest.fixture(scope="module")
def hubgen(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed command in a folder, without a network and without the checkout."""
    if not WHEELHOUSE.is_dir():
        not_run("wheelhouse", "`make test` fills .cache/wheelhouse, from which the wheel is installed")
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    command = [str(programs / "python"), "-m", "pip", "install", "--no-index", "--find-links", str(WHEELHOUSE)]
    done = subprocess.run([*command, str(wheel)], env=bare_environment(), cwd=folder, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    prefix, environment = network_off(folder)

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*prefix, str(programs / "hubgen"), *arguments],
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 0, f"hubgen {' '.join(arguments)}\n{done.stdout}{done.stderr}"
        return done

    return run


def network_off(folder: Path) -> tuple[list[str], dict[str, str]]:
    """How to start a command that must not reach a network: words before it, and its environment."""
    environment = bare_environment()
    unshare = ["unshare", "-rn"]
    if shutil.which("unshare") and subprocess.run([*unshare, "true"], capture_output=True).returncode == 0:
        return unshare, environment
    (folder / "off").mkdir()
    (folder / "off" / "sitecustomize.py").write_text(SITECUSTOMIZE, "utf-8")
    return [], environment | {"PYTHONPATH": str(folder / "off")}


def bare_environment() -> dict[str, str]:
    """The environment without what would lead Python to the checkout or pip to an index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    return kept | {"PIP_CONFIG_FILE": os.devnull}


def test_wheel_holds_theme_and_example_hub_and_no_tests(wheel: Path) -> None:
    """The built-in theme and the example hub travel inside the package; nothing of the checkout's rest does."""
    names = zipfile.ZipFile(wheel).namelist()

    assert "hubgen/_bundled/example/config.yaml" in names
    assert any(name.startswith("hubgen/_bundled/example/content/") for name in names)
    assert any(name.startswith("hubgen/_bundled/themes/plain/templates/") for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert {"hubgen"} == {name.split("/")[0] for name in names if ".dist-info/" not in name}


def test_installed_command_makes_and_builds_a_new_hub(hubgen: Run, tmp_path: Path) -> None:
    """A hub made from nothing but the wheel can be built at once."""
    hubgen(
        "new",
        "kilifi",
        "--name",
        "Centro",
        "--address",
        "https://centro.example.org/",
        "--languages",
        "es,en",
        "--country",
        "HN",
        "--contact",
        "+50422000001",
        "--types",
        "guides,news,directory",
        "--no-input",
        cwd=tmp_path,
    )
    hubgen("-C", "kilifi", "build", "--date", date.today().isoformat(), cwd=tmp_path)  # its examples are of today

    assert "Centro" in (tmp_path / "kilifi/site/index.html").read_text("utf-8")


def test_installed_command_copies_and_builds_the_example_hub(hubgen: Run, tmp_path: Path) -> None:
    """The example hub of the wheel is the one of the checkout, and it can be built."""
    hubgen("new", "ej", "--example", "--no-input", cwd=tmp_path)
    hubgen("-C", "ej", "build", "--date", BUILD_DAY, cwd=tmp_path)

    assert files_below(ROOT / "content") == files_below(tmp_path / "ej/content")
    assert (tmp_path / "ej/site/index.html").is_file()


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
