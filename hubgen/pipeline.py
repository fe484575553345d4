"""A hub's folder to a finished site: the stages in their order. Read this first.

files --load--> Entry --resolve--> Site --plan--> Output --render--> bytes --check--> --write--> site/
                                          +--index--> search files ------^
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from hubgen.config import Config
from hubgen.images.copies import check_copies
from hubgen.images.logo import read_logo
from hubgen.images.make import make_pictures
from hubgen.memo import Memo
from hubgen.model.outcome import Outcome, Written, heaviest_of
from hubgen.model.output import Output
from hubgen.model.rendered import Rendered
from hubgen.model.site import Site
from hubgen.model.views.page import Page
from hubgen.options import Options, build_day, output_of
from hubgen.problems import Problem, in_order
from hubgen.project import Project
from hubgen.settings import hub_theme, load_config
from hubgen.stages.check import check
from hubgen.stages.disk import digest_of_file
from hubgen.stages.held import Held
from hubgen.stages.index import indexing, with_index
from hubgen.stages.leaks import leaks
from hubgen.stages.load import Loaded, LoadOptions, load
from hubgen.stages.loads import check_loads
from hubgen.stages.manifest import check_audience, read_manifest
from hubgen.stages.plan.planner import plan
from hubgen.stages.render import render
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.stages.write import WriteReport, check_output_dir, lock, recover, write

Seen = Callable[[Output, Page], None]
"""Called with each page when its context is made."""
Progress = Callable[[str, int, int], None]
"""(stage, done, total); a stage is reading, checking, pictures, pages, search or writing."""


@dataclass(frozen=True)
class Compiled:
    """A hub turned into the files of its site, not yet written; `problems` says what is wrong."""

    config: Config | None
    site: Site | None
    outputs: tuple[Output, ...]
    files: tuple[Rendered, ...]
    problems: tuple[Problem, ...]
    sources: int
    """Files of content that were read."""
    rows: int
    """Entries found in them."""
    encodings: int = 0
    """How often a picture was encoded; none where the memo knows them all."""
    texts: tuple[Held, ...] = ()
    """The sound entries in Markdown."""
    rows_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys of the rows of each spreadsheet of entries, by file."""

    @property
    def ok(self) -> bool:
        return not any(one.is_error for one in self.problems)


def _quiet(stage: str, done: int, total: int) -> None:
    pass


def _unseen(output: Output, page: Page) -> None:
    pass


def compile_hub(project: Project, options: Options, progress: Progress = _quiet, seen: Seen = _unseen) -> Compiled:
    """Everything but writing: every stage reports what it finds wrong and goes on."""
    config, problems = load_config(project, options)
    if config is None:
        return Compiled(None, None, (), (), tuple(in_order(problems)), 0, 0)
    with Memo.open(project.memo_file if options.memo else None) as memo:
        return _compile(project, config, problems, options, memo, progress, seen)


def _compile(
    project: Project,
    config: Config,
    problems: list[Problem],
    options: Options,
    memo: Memo,
    progress: Progress,
    seen: Seen,
) -> Compiled:
    progress("reading", 0, 0)
    loaded = load(project, config.context, memo, raw_html=config.raw_html, options=LoadOptions(options.drafts))
    progress("checking", 0, len(loaded.entries))
    day = options.day or build_day(config.zone)
    site, faults = resolve(loaded, config, ResolveOptions(day, options.drafts, options.audience))
    problems += [*loaded.problems, *faults]
    theme = hub_theme(project, config, problems)
    if theme is None:
        return _compiled(config, site, (), (), problems, loaded, options)
    texts = {lang: theme.texts(lang) for lang in config.languages}
    scripts = theme.scripts()
    logo, of_logo = read_logo(config, project)
    pictures, of_pictures = make_pictures(site, config, project.content_dir, memo, progress)
    planned = plan(site, config, texts, logo, pictures, scripts)
    copies = check_copies(planned.outputs, project.content_dir)
    problems += [*of_logo, *of_pictures, *planned.problems, *copies]
    # What is faulty is not written: there is no use for its index.
    documents = planned.documents() if options.index and not any(one.is_error for one in problems) else ()
    with indexing(documents, memo) as index:
        rendered = render(planned.outputs, theme, project.content_dir, problems, memo, seen)
        files = tuple(_counted(rendered, len(planned.outputs), progress))
        if documents:
            progress("search", 0, len(documents))
        files = with_index(files, planned.search_pages, scripts.search, index())
    owners = {output.path: output.owner for output in planned.outputs}
    wholes = frozenset(output.path for output in planned.outputs if output.form == "whole")
    complete = not any(one.rule in ("theme-error", "duplicate-address") for one in problems)
    problems += check(files, site, config, options.budget, owners, wholes, links=complete)
    hidden = [entry for entry in loaded.entries if entry.id in site.hidden]
    problems += leaks(files, hidden, site, config, problems, owners, project.root)
    problems += check_loads(files, pictures, site, config, options.budget, owners)
    compiled = _compiled(config, site, planned.outputs, files, problems, loaded, options)
    return replace(compiled, encodings=pictures.encodings, texts=loaded.texts, rows_of=loaded.rows)


def _compiled(
    config: Config,
    site: Site,
    outputs: tuple[Output, ...],
    files: tuple[Rendered, ...],
    problems: list[Problem],
    loaded: Loaded,
    options: Options,
) -> Compiled:
    if options.strict:
        problems = [replace(one, severity="error") for one in problems]
    return Compiled(config, site, outputs, files, tuple(in_order(problems)), loaded.files, len(loaded.entries))


def _counted(files: Iterator[Rendered], total: int, progress: Progress) -> Iterator[Rendered]:
    for done, file in enumerate(files, 1):
        if done % 50 == 0 or done == total:
            progress("pages", done, total)
        yield file


@dataclass(frozen=True)
class Built:
    """A build that was asked for: what was compiled, and what writing did; None when it was withheld."""

    compiled: Compiled
    written: WriteReport | None
    output_dir: Path


def build(project: Project, options: Options, progress: Progress = _quiet) -> Built:
    """Turn a hub's folder into a finished site; a hub with errors leaves the old site as it is.

    Raises:
        RefusedError: the output folder is none that hubgen may write, or holds the site of other readers.
        EnvironmentFailure: the disk or another build stands in the way.
    """
    output_dir = output_of(project, options)
    check_output_dir(output_dir, project.root)
    with lock(output_dir, project.state_dir):
        return build_locked(project, options, output_dir, progress)


def build_locked(
    project: Project, options: Options, output_dir: Path, progress: Progress = _quiet, seen: Seen = _unseen
) -> Built:
    """The same inside the lock of the folder; errors as `build`."""
    recover(output_dir)
    check_audience(output_dir, options.audience)
    compiled = compile_hub(project, options, progress, seen)
    if not compiled.ok or compiled.config is None or compiled.site is None:
        return Built(compiled, None, output_dir)
    progress("writing", 0, len(compiled.files))
    report = write(
        compiled.files, output_dir, built=compiled.site.day, base_url=compiled.config.base_url,
        audience=options.audience,
    )  # fmt: skip
    return Built(compiled, report, output_dir)


def outcome_of(built: Built) -> Outcome:
    """What a build tells."""
    compiled, site = built.compiled, built.compiled.site
    weights = {file.path: file.gzip_bytes or 0 for file in compiled.files if file.kind == "page"}
    heaviest, heaviest_bytes = heaviest_of(weights)
    return Outcome(
        compiled.problems,
        site.day.isoformat() if site else "",
        compiled.sources,
        compiled.rows,
        len(weights),
        len(compiled.files),
        _left_out(site) if site else {},
        weights.get("index.html", 0),
        heaviest,
        heaviest_bytes,
        _told(built.written) if built.written else None,
    )


def _left_out(site: Site) -> dict[str, int]:
    hidden = "hidden" if site.audience == "public" else "staff"
    return {"drafts": len(site.drafts), "scheduled": len(site.scheduled), hidden: len(site.hidden)}


def _told(report: WriteReport) -> Written:
    paths = sorted(report.removed_paths, key=lambda path: (path.count("/"), path))  # an entry before its facets
    gone = tuple(path for path in paths if path.endswith(".html"))
    return Written(report.written, report.unchanged, report.removed, gone)


def verify(project: Project, options: Options) -> list[str]:
    """Paths of the site whose bytes differ from those of a build without any memory.

    Raises:
        RefusedError, EnvironmentFailure: as `build`.
    """
    fresh = compile_hub(project, replace(options, memo=False))
    manifest = read_manifest(output_of(project, options))
    known = {path: fact.sha256 for path, fact in manifest.files.items()} if manifest else {}
    own = {file.path: _sha256(file) for file in fresh.files}
    return sorted(path for path in own.keys() | known.keys() if own.get(path) != known.get(path))


def _sha256(file: Rendered) -> str:
    return digest_of_file(file.source)[0] if file.source else sha256(file.content).hexdigest()
