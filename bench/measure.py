"""What one command costs as a process of its own: wall time, CPU time, peak of memory.

sample = measure(["hubgen", "build"], log)
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).resolve().parent / "launcher.py"
LAST = 2000
"""Characters of the log that tell why a command failed."""


@dataclass(frozen=True)
class Sample:
    """One run of a command."""

    wall_s: float
    cpu_s: float
    """User and system time of the process and of all that it started and waited for."""
    peak_mb: float
    """MB of 1,000,000 bytes. Of a process alone the peak of its resident memory, as the kernel counts it; where worker
    processes run beside it, the largest sum that was seen, memory that they share counted once."""


class CommandFailed(Exception):
    """A command that is measured ended with a fault; the text is the command and what it said last."""


def measure(command: Sequence[str], log: Path) -> Sample:
    """What a run of the command costs; what it says goes into the log.

    Raises:
        CommandFailed: it ended with another code than 0.
    """
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(log), *command]
    told = subprocess.run(launcher, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout
    figures = json.loads(told)
    if figures["code"]:
        raise CommandFailed(f"{' '.join(command)}\n{log.read_text('utf-8', 'replace')[-LAST:]}")
    return Sample(figures["wall_s"], figures["cpu_s"], figures["peak_bytes"] / 1e6)
