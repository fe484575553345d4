"""The site brought up to date: nothing where nothing changed, else a build."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from hubgen.last_build import LastBuild, Seen, hub_now
from hubgen.model.outcome import Outcome
from hubgen.options import Options, output_of
from hubgen.project import Project
from hubgen.stages.folder import check_output_dir
from hubgen.stages.manifest import digest_of_manifest

Progress = Callable[[str, int, int], None]
"""(stage, done, total), as of `pipeline`."""


def update(
    project: Project, options: Options, progress: Progress, last: LastBuild | None = None, hub: Seen | None = None
) -> Outcome:
    """Turns a hub's folder into a finished site; one with errors leaves the old site as it is.

    Args:
        last: the record of the same site that an earlier update used; None takes the one that lies there.
        hub: the hub as it stands, where somebody has just looked.

    Raises:
        RefusedError: the output folder is none that hubgen may write, or holds the site of other readers.
        EnvironmentFailure: the disk or another build stands in the way.
    """
    output_dir = output_of(project, options)
    check_output_dir(output_dir, project.root)
    last = last or LastBuild(project, options, output_dir)
    # Without the lock: nothing is changed, and what another build at work has changed of the site is seen.
    with last.looking() as look:
        hub = hub or hub_now(project)
        if not last.knows(hub):
            import_module("hubgen.quick_edit")  # most of the program, loaded while the site is looked at
        standing = last.standing(look) if options.memo else None
    found = last.outcome(standing, hub) if standing else None
    if found is not None:
        return found
    from hubgen.quick_edit import edit
    from hubgen.stages.lock import lock  # not where nothing changed

    with lock(output_dir, project.state_dir):
        if standing and last.is_current(standing):
            found = edit(project, options, output_dir, last, standing, hub, progress)
        if found is None:
            del standing, hub  # of every file a row: a whole build makes them again, and has much else to hold
            found = _build(project, options, output_dir, last, progress)
        return found


def _build(project: Project, options: Options, output_dir: Path, last: LastBuild, progress: Progress) -> Outcome:
    """The whole of it."""
    from hubgen.pipeline import build_locked, outcome_of
    from hubgen.stages.kept_pages import KeptPages

    hub = hub_now(project)
    with KeptPages(last.pages_file).noting(is_full=not options.memo) as notes:
        notes.take_hub(hub.files)
        state = hub.state()
        del hub  # of every file a row
        try:
            built = build_locked(project, options, output_dir, progress, notes)
        except BaseException:
            last.forget()  # who knows how far the writing went
            raise
        outcome, compiled = outcome_of(built), built.compiled
        if built.written and compiled.config and compiled.site:
            manifest = digest_of_manifest(output_dir)
            notes.finish(compiled.site, manifest)
            zone = compiled.config.zone
            del built, compiled  # before each file of the site is looked at
            last.keep(zone, state, manifest, outcome)
    return outcome
