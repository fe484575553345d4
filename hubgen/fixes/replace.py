"""A file that gets new bytes in one step, or keeps its old ones."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hubgen.problems import EnvironmentFailure, RefusedError, say


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of the old ones, in one step.

    Raises:
        RefusedError: the file no longer holds the old ones.
        EnvironmentFailure: the disk refuses; the file is as it was.
    """
    target = path.resolve()
    name = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".hubgen-", suffix=".tmp", delete=False) as file:
            name = file.name
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, name)
        if target.read_bytes() != before:
            raise RefusedError(
                say("{file} was changed by another program meanwhile", file=path.name),
                mend=say("run the command again"),
            )
        os.replace(name, target)
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be written: {reason}", file=path.name, reason=error.strerror or error)
        ) from None
    finally:
        if name is not None and os.path.exists(name):
            os.unlink(name)
