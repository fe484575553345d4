"""The program `hubgen`: the page of help at once, everything else through the group of commands.

Importing click takes three times as long as starting Python; a page that never changes need not wait for it.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

HELP_FILE = os.path.join(os.path.dirname(__file__), "help.txt")
"""What click prints for `hubgen --help`, 80 columns wide; a test holds the two together."""


def main(args: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code (see `root.run`)."""
    _lead_nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if args is None else args)
    if given in (["--help"], ["-h"]) and "_HUBGEN_COMPLETE" not in os.environ:
        with open(HELP_FILE, encoding="utf-8") as page:
            sys.stdout.write(page.read())
        sys.exit(0)
    from hubgen.cli.root import run

    atexit.register(gc.freeze)  # what is left goes with the process: the collector need not look through it
    run(given)


def _lead_nowhere() -> None:
    """Standard streams that are closed, as a service may start a program: a file must not be opened in their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  it stays open


if __name__ == "__main__":
    main()
