"""The checkout's own Python environment: `.venv`, filled from a store of wheels.

Knows the way from a bare Python to an installed hubgen, and the same way without a network: the first run
fills `.cache/wheelhouse`, every installation is made from there. A run that finds all in place does nothing.
Remove `.cache/wheelhouse` to take up newer packages.

    python3 tools/environment.py          what `make site` needs
    python3 tools/environment.py dev      that and the named extras of pyproject.toml
"""

from __future__ import annotations  # an older Python must get as far as the message about its age

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WHEELHOUSE = ROOT / ".cache" / "wheelhouse"
VENV_STAMP = VENV / "hubgen.json"
WHEELHOUSE_STAMP = WHEELHOUSE / "holds.json"
OLDEST_PYTHON = (3, 11)


class Wanted(NamedTuple):
    """What should be installed."""

    extras: frozenset[str]
    requirements: frozenset[str]  # as written in pyproject.toml
    key: str  # digest of all that makes an existing environment unfit when it changes


def main(extras: list[str]) -> None:
    """Leaves `.venv` with hubgen, editable, and the packages of these extras."""
    if sys.version_info < OLDEST_PYTHON:
        stop(
            f"hubgen needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.",
            "Name another one:  make site PYTHON=python3.12",
        )
    wanted = read_wanted(extras)
    if is_ready(wanted):
        return
    make_venv(wanted)
    fill_wheelhouse(wanted)
    install(wanted)


def read_wanted(extras: list[str]) -> Wanted:
    """The requirements of pyproject.toml, those of its build back end among them."""
    import tomllib

    text = (ROOT / "pyproject.toml").read_bytes()
    table = tomllib.loads(text.decode())
    optional = table["project"]["optional-dependencies"]
    for extra in extras:
        if extra not in optional:
            stop(f'"{extra}" is no extra of hubgen.', f"The extras are: {', '.join(sorted(optional))}")
    requirements = [*table["project"]["dependencies"], *table["build-system"]["requires"]]
    # hatchling asks for it when an installation is to be editable.
    requirements.append("editables")
    for extra in extras:
        requirements += optional[extra]
    # An environment holds absolute paths: one that was moved with its checkout does not work any more.
    key = hashlib.sha256(b"\0".join([text, sys.version.encode(), os.fsencode(ROOT)])).hexdigest()
    return Wanted(frozenset(extras), frozenset(requirements), key)


def is_ready(wanted: Wanted) -> bool:
    stamp = read_stamp(VENV_STAMP)
    return stamp.get("key") == wanted.key and wanted.extras <= set(stamp["extras"]) and venv_python().exists()


def make_venv(wanted: Wanted) -> None:
    """A fresh environment, unless the present one was made for the same key and lacks only an extra."""
    if read_stamp(VENV_STAMP).get("key") == wanted.key and venv_python().exists():
        return
    try:
        import ensurepip  # noqa: F401  (Debian and Ubuntu leave it to a package of its own)
        import venv
    except ImportError:
        version = "{}.{}".format(*sys.version_info)
        stop(
            f"This Python ({sys.executable}) cannot make an environment: its module venv or ensurepip is missing.",
            f"On Debian and Ubuntu:  apt-get install python3-venv   (or python{version}-venv)",
        )
    say("Making the Python environment .venv")
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)


def fill_wheelhouse(wanted: Wanted) -> None:
    """Every wanted package as a wheel on this disk, packages published as source among them.

    Without a network the wheelhouse stays as it is, and the installation tells whether that is enough.
    """
    here = f"{sysconfig.get_platform()} {sys.version_info[0]}.{sys.version_info[1]}"
    stamp = read_stamp(WHEELHOUSE_STAMP)
    held = frozenset[str](stamp["requirements"]) if stamp.get("python") == here else frozenset[str]()
    if wanted.requirements <= held:
        return
    say("Fetching packages into .cache/wheelhouse")
    WHEELHOUSE.mkdir(parents=True, exist_ok=True)
    # Without --use-pep517 an older pip, such as Debian 12's, builds a source package with what the environment
    # happens to hold, and there is no `wheel` in a fresh one.
    places = ("--wheel-dir", str(WHEELHOUSE), "--find-links", str(WHEELHOUSE))
    done = pip("wheel", "--use-pep517", *places, *sorted(wanted.requirements))
    if done.returncode:
        say("The package index could not be used; trying with what is in .cache/wheelhouse")
        say(last_lines(done))
        return
    write_stamp(WHEELHOUSE_STAMP, {"python": here, "requirements": sorted(wanted.requirements | held)})


def install(wanted: Wanted) -> None:
    """The wanted packages, then hubgen itself as a link to this checkout."""
    say("Installing")
    offline = ("install", "--no-index", "--find-links", str(WHEELHOUSE))
    for arguments in (sorted(wanted.requirements), ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]):
        done = pip(*offline, *arguments)
        if done.returncode:
            stop(
                "The packages could not be installed:",
                last_lines(done),
                "If there was no network: run it once with one, then it works without.",
            )
    extras = sorted(wanted.extras | set(read_stamp(VENV_STAMP).get("extras", ())))
    write_stamp(VENV_STAMP, {"key": wanted.key, "extras": extras})


def pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(venv_python()), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True)


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def read_stamp(path: Path) -> dict[str, Any]:
    """What an earlier run noted; empty when there was none or it was cut off."""
    try:
        stamp = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(path: Path, stamp: dict[str, Any]) -> None:
    path.write_text(json.dumps(stamp, indent=1) + "\n", "utf-8")


def last_lines(done: subprocess.CompletedProcess[str]) -> str:
    """What pip said in the end, without its count of each new attempt."""
    lines = (done.stdout + done.stderr).strip().splitlines()
    return "\n".join([f"    {line}" for line in lines if not line.startswith("WARNING")][-8:])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(*lines: str) -> NoReturn:
    say("\n".join(lines))
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
