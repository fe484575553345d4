"""Files that are copied as they are: no picture among them holds the place where it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hubgen.images.faults import camera_data as fault
from hubgen.images.sniff import HEAD_BYTES, camera_data, kind_of
from hubgen.model.output import Output
from hubgen.problems import Problem

_PICTURES = ("JPEG", "PNG", "WebP", "TIFF", "AVIF", "HEIC")


def check_copies(outputs: Iterable[Output], content_dir: Path) -> list[Problem]:
    """A problem for each picture that would be published with data of its camera, whatever its name is."""
    problems = []
    for output in outputs:
        if output.copied and (kind := _camera_data(content_dir / output.copied)):
            problems.append(fault(f"content/{output.copied}", kind))
    return problems


def _camera_data(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            return camera_data(head + stream.read()) if kind_of(head) in _PICTURES else ""
    except OSError:  # writing will tell
        return ""
