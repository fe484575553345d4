"""The site brought up to date: nothing where nothing changed, else a build."""

from __future__ import annotations

from collections.abc import Callable

from hubgen.last_build import LastBuild, hub_now
from hubgen.model.outcome import Outcome
from hubgen.options import Options, output_of
from hubgen.project import Project
from hubgen.stages.apply import recover
from hubgen.stages.folder import check_output_dir
from hubgen.stages.lock import lock

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
    with lock(output_dir, project.state_dir):
        recover(output_dir)
        last, hub = LastBuild(project, options, output_dir), hub_now(project)
        found = last.outcome(hub) if options.memo else None
        if found is not None:
            return found
        from hubgen.pipeline import build_locked, outcome_of  # most of the program: not where nothing changed

        last.forget()
        built = build_locked(project, options, output_dir, progress)
        outcome = outcome_of(built)
        if built.written and built.compiled.config:
            last.keep(built.compiled.config.zone, hub, outcome)
        return outcome
