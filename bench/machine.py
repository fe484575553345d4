"""On what, with what and of what a measurement was made."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def machine() -> str:
    """As in "2 cores (Intel Xeon), 24 GB, Linux"."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores ({_model()}), {_memory_gb()} GB, {platform.system()}"


def _model() -> str:
    try:
        found = re.search(r"(?m)^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def load() -> str:
    """Processes that wanted a core in the last five minutes, as in "0.3": what others do beside the measurement."""
    return f"{os.getloadavg()[1]:.1f}"


def commit() -> str:
    """The commit of the checkout, with a plus where files of the program differ from it; "none" outside of git."""
    if not (head := _git("rev-parse", "--short=10", "HEAD")):
        return "none"
    return head + ("+" if _git("status", "--porcelain", "--", "hubgen", "themes") else "")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, text=True, capture_output=True)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def hubgen_version(binary: Path) -> str:
    return f"{_version(binary, '--version')} (Python {platform.python_version()})"


def hubgen_place() -> Path:
    """Where the environment has the program from: in a checkout made ready with make, the checkout itself."""
    ask = [sys.executable, "-c", "import hubgen; print(hubgen.__path__[0])"]
    return Path(subprocess.run(ask, cwd="/", text=True, capture_output=True, check=True).stdout.strip()).parent


def hugo_version(binary: Path) -> str:
    return _version(binary, "version")


def _version(binary: Path, argument: str) -> str:
    said = subprocess.run([str(binary), argument], text=True, capture_output=True, check=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", said)
    return found[0] if found else "unknown"
