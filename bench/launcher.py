"""Runs one command and prints what it cost as JSON; a small process, for a reason.

    python -I -S bench/launcher.py LOG COMMAND ARGUMENT ...

Linux counts into the peak memory of a process that of the one that started it. This one imports so little that it is
smaller than any Python program it may measure, whatever the memory of those who ask for the measurement.
"""

import json
import os
import sys
import threading
import time

LOOK_S = 0.05
"""How often the memory of worker processes is looked at."""


def launch(log, command):
    """Figures of one run: wall and CPU in seconds, peak of memory in bytes, exit code."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    started = time.perf_counter()
    # A program that is installed finds its bytecode; where a shell forbids Python to keep any, each start compiles it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pid = os.posix_spawnp(command[0], command, environment, file_actions=actions)
    with Workers(pid) as workers:
        _, status, usage = os.wait4(pid, 0)
        wall_s = time.perf_counter() - started
    return {
        "wall_s": wall_s,
        # Of the process and of all that it started and waited for.
        "cpu_s": usage.ru_utime + usage.ru_stime,
        # ru_maxrss counts units of 1,024 bytes, and knows the largest process of the family alone.
        "peak_bytes": max(usage.ru_maxrss * 1024, workers.peak_bytes),
        "code": os.waitstatus_to_exitcode(status),
    }


class Workers:
    """Looks, while a process runs, at the memory of it and its children together; a process alone is left in peace.

    Reads the `/proc` of Linux; elsewhere it sees nothing.
    """

    def __init__(self, pid):
        self.peak_bytes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.wait(LOOK_S):
            family = list(family_of(self._pid))
            if len(family) > 1:
                self.peak_bytes = max(self.peak_bytes, sum(map(share_bytes, family)))


def family_of(pid):
    """The process and all that descend from it."""
    yield pid
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as children:
                for child in children.read().split():
                    yield from family_of(int(child))
    except OSError:  # it has ended
        return


def share_bytes(pid):
    """Proportional set size: of pages that several processes share each has its part."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    print(json.dumps(launch(sys.argv[1], sys.argv[2:])))
