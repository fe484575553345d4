"""The site brought up to date: nothing where nothing changed, else a build."""

from __future__ import annotations

from collections.abc import Callable

from hubgen.last_build import LastBuild, hub_now
from hubgen.model.outcome import Outcome
from hubgen.options import Options, output_of
from hubgen.project import Project
from hubgen.stages.folder import check_output_dir

Progress = Callable[[str, int, int], None]
"""(stage, done, total), as of `pipeline`."""


def update(project: Project, options: Options, progress: Progress) -> Outcome:
    """Turns a hub's folder into a finished site; one with errors leaves the old site as it is.

    Raises:
        RefusedError: the output folder is none that hubgen may write, or holds the site of other readers.
        EnvironmentFailure: the disk or another build stands in the way.
    """
    output_dir = output_of(project, options)
    check_output_dir(output_dir, project.root)
    last = LastBuild(project, options, output_dir)
    # Without the lock: nothing is changed, and where another build is at work the record is gone.
    found = last.outcome(hub_now(project)) if options.memo else None
    if found is not None:
        return found
    from hubgen.pipeline import build_locked, outcome_of  # most of the program: not where nothing changed
    from hubgen.stages.lock import lock

    with lock(output_dir, project.state_dir):
        last.forget()
        hub = hub_now(project)
        young = hub.contents()
        built = build_locked(project, options, output_dir, progress)
        outcome = outcome_of(built)
        if built.written and built.compiled.config:
            last.keep(built.compiled.config.zone, hub, young, outcome)
        return outcome
