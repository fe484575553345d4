"""How many files of each kind a site has: what two programs write must be of one size to be compared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pages", (".html",)),
    ("feeds", (".atom", ".rss", "feed.json", "index.xml")),
    ("calendars", (".ics",)),
    ("cards of contacts", (".vcf",)),
    ("tables to download", (".csv", ".json")),
    ("others", ("",)),
)
"""Kinds with the ends of their names; the first that fits counts."""
BYTES = "bytes"


def count_files(site: Path) -> dict[str, int]:
    """Files of each kind, and the sum of their `bytes`; what a program keeps for itself is left out."""
    found = {kind: 0 for kind, _ in KINDS} | {BYTES: 0}
    for path in _files(site):
        found[next(kind for kind, ends in KINDS if path.endswith(ends))] += 1
        found[BYTES] += os.path.getsize(path)
    return found


def _files(site: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(site):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in names)
