"""A hub read, resolved and planned, but not rendered: all that an explanation needs, in a fraction of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from hubgen.config import Config
from hubgen.images.make import make_pictures
from hubgen.memo import Memo
from hubgen.model.entry import Entry
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.site import Published, Site
from hubgen.options import Options, build_day
from hubgen.problems import Problem, in_order
from hubgen.project import Project
from hubgen.settings import hub_theme, load_config
from hubgen.stages.load import Loaded, LoadOptions, load
from hubgen.stages.plan.planner import plan
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.theme import Theme


@frozen(slots=False)
class Survey:
    """One hub on one day. `problems` lacks what only finished pages show: weight, and links between them."""

    project: Project
    config: Config
    loaded: Loaded
    site: Site
    theme: Theme | None
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def day(self) -> date:
        return self.site.day

    @cached_property
    def by_path(self) -> Mapping[str, Output]:
        return {output.path: output for output in self.outputs}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every entry that could be read, published or not, by id."""
        about = (self.loaded.about,) if self.loaded.about else ()
        return {entry.id: entry for entry in (*self.loaded.entries, *about)}

    def published(self, entry_id: str) -> Published | None:
        about = self.site.about
        return about if about is not None and about.id == entry_id else self.site.get(entry_id)


def survey(project: Project, options: Options) -> tuple[Survey | None, tuple[Problem, ...]]:
    """The hub, or None where its settings cannot be used, and what is wrong."""
    config, problems = load_config(project, options)
    if config is None:
        return None, tuple(in_order(problems))
    # What this command does not use is no older for it.
    with Memo.open(project.memo_file if options.memo else None, ages=False) as memo:
        loaded = load(project, config.context, memo, raw_html=config.raw_html, options=LoadOptions(options.drafts))
        site, faults = resolve(loaded, config, ResolveOptions(options.day or build_day(config.zone), options.drafts))
        pictures, more = make_pictures(site, config, project.content_dir, memo)
    problems += [*loaded.problems, *faults, *more]
    theme = hub_theme(project, config, problems)
    outputs: tuple[Output, ...] = ()
    if theme is not None:
        texts = {lang: theme.texts(lang) for lang in config.languages}
        planned = plan(site, config, texts, pictures=pictures, scripts=theme.scripts())
        outputs = planned.outputs
        problems += planned.problems
    told = tuple(in_order(problems))
    return Survey(project, config, loaded, site, theme, outputs, told), told
