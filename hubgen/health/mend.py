"""What `hubgen doctor --mend` does."""

from __future__ import annotations

from pathlib import Path

from hubgen.health.builds import memo_state
from hubgen.health.finding import mended_by_doctor
from hubgen.problems import Message, say
from hubgen.project import Project

LOCK_WAIT_S = 5.0


def mend(project: Project) -> list[Message]:
    """What was done: an interrupted build finished, a memo that cannot be used removed.

    Raises:
        RefusedError, EnvironmentFailure: the output folder is not hubgen's, or the disk refuses.
    """
    from hubgen.stages.folder import MARKER
    from hubgen.stages.write import check_output_dir, lock, recover

    done = []
    folder = project.output_dir
    check_output_dir(folder, project.root)
    if (folder / MARKER).is_file():
        with lock(folder, project.state_dir, wait_s=LOCK_WAIT_S):
            if recover(folder):
                done.append(say("the interrupted build is finished"))
    if memo_state(project).mend == mended_by_doctor():
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{project.memo_file}{ending}").unlink(missing_ok=True)
        done.append(say("the memo is removed: the next build makes it anew"))
    return done
