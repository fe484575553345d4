"""The line of a file that is shown with a fault: the one that is meant, with nothing that a terminal would obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubgen.cli.telling import Excerpts
from hubgen.problems import Location

FILE = "a.csv"


def shown(folder: Path, data: bytes, line: int = 2) -> str:
    (folder / FILE).write_bytes(data)
    return Excerpts(folder).line(Location(FILE, line))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_those_that_places_count(tmp_path: Path, encoding: str, end: str):
    """Signs that only some programs take for the end of a line do not count."""
    text = end.join(["uno\u2028dos\x0b\x0c\x85", "Mueblería Peña", ""])
    assert shown(tmp_path, text.encode(encoding)) == "Mueblería Peña"
    assert shown(tmp_path, text.encode(encoding), 1).startswith("uno")
    assert shown(tmp_path, text.encode(encoding), 4) == ""


def test_signs_that_a_terminal_would_obey(tmp_path: Path):
    assert shown(tmp_path, b"a\n\x1b[2Jb\tc\x00\x07d\xff") == "\ufffd[2Jb c\ufffd\ufffdd\ufffd"


def test_a_file_that_is_gone(tmp_path: Path):
    assert Excerpts(tmp_path).line(Location("gone.csv", 1)) == ""
