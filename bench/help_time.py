"""How long `hubgen --help` takes, against a Python that does nothing.

python bench/help_time.py       median of 20 runs of each, and their ratio
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20


def median_ms(arguments: list[str]) -> float:
    """Milliseconds of the middle run."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    bare, helped = median_ms(["-c", "pass"]), median_ms(["-m", "hubgen", "--help"])
    print(f"python -c pass {bare:.0f} ms   hubgen --help {helped:.0f} ms   ratio {helped / bare:.2f}")
