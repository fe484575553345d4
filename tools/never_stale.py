"""Random edits of a hub, each built with and without memory: no byte may differ, no file may be left over.

    python tools/never_stale.py                              500 sequences of 10 edits
    python tools/never_stale.py --first 250 --sequences 250  the second half of them, on another core
    python tools/never_stale.py --seconds 3600               no new sequence after an hour
    python tools/never_stale.py --folder /tmp                on a disk, not in the main memory: slower
    python tools/never_stale.py --replay "retitle:17 kill:4" --way 1 --shrink

The number of a sequence is its seed. One that fails is printed as a list of edits, with --shrink also as the shortest
that still fails.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.never_stale import Bench, Step, Tally, Way, parse_steps, shrunk, steps_of, way_of  # noqa: E402

EDITS = 10
IN_MEMORY = Path("/dev/shm")
"""Files here cost no work of a disk; their times and numbers are as those of any other."""


def main() -> int:
    """1 where any build gave what a cold one does not give."""
    asked = _arguments()
    ends_at = time.monotonic() + asked.seconds
    tally, failed, done = Tally(), 0, 0
    with tempfile.TemporaryDirectory(prefix="hubgen-stale-", dir=asked.folder) as folder:
        bench = Bench(Path(folder))
        if asked.replay:
            steps = parse_steps(asked.replay)
            failed = int(not _passes(bench, steps, way_of(asked.way), tally, "replay", shrinks=asked.shrink))
        else:
            for number in range(asked.first, asked.first + asked.sequences):
                if time.monotonic() > ends_at:
                    break
                steps, name = steps_of(number, asked.edits), f"sequence {number}"
                failed += not _passes(bench, steps, way_of(number), tally, name, shrinks=asked.shrink)
                done += 1
                print(f"{done} sequences from seed {asked.first}: {tally}", flush=True)
        bench.close()
    what = f"{done} sequences of {asked.edits} edits from seed {asked.first}" if done else "replay"
    print(f"{what}: {failed} failed; {tally}")
    return int(failed > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--replay", default="")
    ways = "of the replay: 1 in one process, 2 on a fine clock, 3 both; 8 to 11 the same with a search"
    parser.add_argument("--way", type=int, default=0, help=ways)
    parser.add_argument("--folder", type=Path, default=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None)
    parser.add_argument("--shrink", action="store_true", help="find the shortest list of edits that still fails")
    return parser.parse_args()


def _passes(bench: Bench, steps: list[Step], way: Way, tally: Tally, name: str, *, shrinks: bool) -> bool:
    try:
        bench.run(steps, way, tally)
    except AssertionError as fault:
        print(f"{name} failed, {way}: {fault}\n  {' '.join(map(str, steps))}", flush=True)
        if shrinks:
            print(f"  {' '.join(map(str, shrunk(bench, steps, way)))}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
