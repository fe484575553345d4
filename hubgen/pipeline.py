"""A hub's folder to a finished site: the stages in their order. Read this first.

files --load--> Entry --resolve--> Site --plan--> Output --render--> bytes --check--> --write--> site/
                                          +--index--> search files ------^
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from hubgen.collecting import passes_over_new
from hubgen.config import Config
from hubgen.images.copies import check_copies
from hubgen.images.logo import read_logo
from hubgen.images.make import make_pictures
from hubgen.memo import Memo
from hubgen.model.audience import may_see
from hubgen.model.columns import Columns
from hubgen.model.entry import Entry
from hubgen.model.frozen import frozen
from hubgen.model.outcome import Outcome, Written, heaviest_of
from hubgen.model.output import Output
from hubgen.model.picture import Pictures
from hubgen.model.rendered import Finished, Rendered
from hubgen.model.scripts import Scripts
from hubgen.model.site import Site
from hubgen.model.views.page import Page
from hubgen.options import BudgetMode, Options, build_day, output_of
from hubgen.problems import Problem, in_order
from hubgen.project import Project
from hubgen.search.documents import SearchDocument
from hubgen.settings import hub_theme, load_config
from hubgen.stages.check import LinkCheck, WeightCheck
from hubgen.stages.disk import digest_of_file
from hubgen.stages.held import SoundText
from hubgen.stages.hidden_words import Words
from hubgen.stages.index import Files, indexing, with_index
from hubgen.stages.leaks import LeakSearch
from hubgen.stages.load import LoadOptions, load
from hubgen.stages.loads import LoadCheck
from hubgen.stages.manifest import check_audience, read_manifest
from hubgen.stages.plan.planner import Plan, plan
from hubgen.stages.render import render
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.stages.write import WriteReport, check_output_dir, lock, recover, write
from hubgen.theme import Theme
from hubgen.workers import Workers

Take = Callable[[Rendered], None]
"""Called with each finished file, which is let go afterwards."""
Progress = Callable[[str, int, int], None]
"""(stage, done, total); a stage is reading, checking, pictures, pages, search or writing."""


@frozen(slots=False)
class Compiled:
    """A hub turned into the files of its site; `problems` says what is wrong."""

    config: Config | None
    site: Site | None
    outputs: tuple[Output, ...]
    files: Collection[Finished]
    problems: tuple[Problem, ...]
    sources: int
    """Files of content that were read."""
    rows: int
    """Entries found in them."""
    encodings: int = 0
    """How often a picture was encoded; none where the memo knows them all."""

    @property
    def ok(self) -> bool:
        return not any(one.is_error for one in self.problems)


def _quiet(stage: str, done: int, total: int) -> None:
    pass


class Notes(Protocol):
    """Who takes down what a compilation finds and makes, at the time it does."""

    def take_read(self, texts: Iterable[SoundText], rows: Mapping[str, Sequence[str]]) -> None:
        """The sound entries in Markdown, and the keys of the rows of each spreadsheet of entries, by file."""

    def take_hidden(self, words: Iterable[Words]) -> None:
        """What no file of the site may say."""

    def take_documents(self, documents: Iterable[SearchDocument]) -> None:
        """What the search knows of the site; nothing where no index is made."""

    def take(self, output: Output, made: Page, is_known: bool) -> None:
        """A page when its context is made, and whether it is known from memory."""


class _NoNotes:
    """Takes down nothing."""

    def take_read(self, texts: Iterable[SoundText], rows: Mapping[str, Sequence[str]]) -> None:
        pass

    def take_hidden(self, words: Iterable[Words]) -> None:
        pass

    def take_documents(self, documents: Iterable[SearchDocument]) -> None:
        pass

    def take(self, output: Output, made: Page, is_known: bool) -> None:
        pass


def _let_go(file: Rendered) -> None:
    pass


def compile_hub(
    project: Project,
    options: Options,
    progress: Progress = _quiet,
    take: Take = _let_go,
) -> Compiled:
    """Everything but writing: every stage reports what it finds wrong and goes on."""
    with Memo.open(project.memo_file if options.memo else None) as memo, Workers(options.workers) as workers:
        compilation = Compilation(project, options, memo, workers, progress)
        for file in compilation.files():
            take(file)
        return compilation.compiled()


class Compilation:
    """A hub that was read and planned: its files can be had once, one by one; then `compiled` says what was wrong."""

    def __init__(
        self, project: Project, options: Options, memo: Memo, workers: Workers, progress: Progress,
        notes: Notes | None = None,
    ):  # fmt: skip
        self._project, self._options, self._memo, self._workers = project, options, memo, workers
        self._progress, self._notes = progress, notes or _NoNotes()
        self._read = _Read()
        self._site: Site | None = None
        self._planned: _Planned | None = None
        self._files = Columns(Finished)
        self.config, self._problems = load_config(project, options)
        if self.config is not None:
            self._plan(self.config)

    @property
    def ok(self) -> bool:
        """Whether nothing that was found up to now keeps the site from being written."""
        return not any(one.is_error for one in self._told())

    @property
    def site(self) -> Site | None:
        return self._site

    def files(self) -> Iterator[Rendered]:
        """The files of the site, each when it is finished and looked at."""
        if self.config is None or self._site is None or self._planned is None:
            return
        checks = _Checks(self.config, self._site, self._read.hidden, self._planned, self._options.budget)
        self._notes.take_hidden(checks.hidden)
        with passes_over_new():
            for file in self._rendered(self._planned):
                self._files[file.path] = Finished.of(file)
                checks.take(file)
                yield file
        self._problems += checks.problems(self._files, self._problems, self._project.root)

    def compiled(self) -> Compiled:
        """What came of it, as far as it went."""
        outputs = self._planned.plan.outputs if self._planned else ()
        return Compiled(
            self.config, self._site, outputs, self._files.values(), tuple(in_order(self._told())),
            self._read.files, self._read.entries,
            self._planned.pictures.encodings if self._planned else 0,
        )  # fmt: skip

    def _told(self) -> Iterable[Problem]:
        if self._options.strict:
            return [replace(one, severity="error") for one in self._problems]
        return self._problems

    def _resolve(self, config: Config) -> Site:
        """The entries as the rest needs them; as they stand in their files nobody asks for them any more."""
        project, options, progress = self._project, self._options, self._progress
        progress("reading", 0, 0)
        loaded = load(
            project, config.context, self._memo,
            raw_html=config.raw_html, options=LoadOptions(options.drafts), workers=self._workers,
        )  # fmt: skip
        count = len(loaded.entries)
        progress("checking", 0, count)
        unseen = [entry for entry in loaded.entries if not may_see(options.audience, entry.get("visibility"))]
        self._notes.take_read(loaded.texts, loaded.rows)
        entries = deque(loaded.entries)
        loaded = replace(loaded, entries=(), texts=(), rows={})  # resolve alone holds the entries
        day = options.day or build_day(config.zone)
        site, faults = resolve(loaded, config, ResolveOptions(day, options.drafts, options.audience), entries)
        ids = frozenset(site.hidden)
        hidden = tuple(entry for entry in unseen if entry.id in ids)
        self._read = _Read(loaded.files, count, hidden)
        self._problems += [*loaded.problems, *faults]
        return site

    def _plan(self, config: Config) -> None:
        project, progress = self._project, self._progress
        self._site = site = self._resolve(config)
        theme = hub_theme(project, config, self._problems)
        if theme is None:
            return
        texts = {lang: theme.texts(lang) for lang in config.languages}
        scripts = theme.scripts()
        logo, of_logo = read_logo(config, project)
        pictures, of_pictures = make_pictures(site, config, project.content_dir, self._memo, progress)
        planned = plan(site, config, texts, logo, pictures, scripts)
        copies = check_copies(planned.outputs, project.content_dir)
        self._problems += [*of_logo, *of_pictures, *planned.problems, *copies]
        self._planned = _Planned(planned, theme, scripts, pictures)

    def _rendered(self, planned: _Planned) -> Iterator[Rendered]:
        """Files with those of the search index, which is made beside them."""
        plan, progress = planned.plan, self._progress
        # What is faulty is not written: there is no use for its index.
        wants_index = self._options.index and not any(one.is_error for one in self._problems)
        documents = plan.documents() if wants_index else ()
        self._notes.take_documents(documents)
        with indexing(documents, self._memo) as index:

            def found() -> Files:
                if documents:
                    progress("search", 0, len(documents))
                return index()

            rendered = render(
                plan.outputs, planned.theme, self._project.content_dir, self._problems, self._memo, self._notes.take,
                self._workers,
            )  # fmt: skip
            counted = _counted(rendered, len(plan.outputs), progress)
            yield from with_index(counted, plan.search_pages, planned.scripts.search, found)


@frozen(slots=False)
class _Read:
    """What is kept of what the files hold, beside the site."""

    files: int = 0
    entries: int = 0
    hidden: tuple[Entry, ...] = ()
    """Those that its audience may not see."""


@frozen(slots=False)
class _Planned:
    """What rendering needs."""

    plan: Plan
    theme: Theme
    scripts: Scripts
    pictures: Pictures


class _Checks:
    """All that looks at finished files; what needs several of them works on what is kept of each."""

    def __init__(self, config: Config, site: Site, hidden: Iterable[Entry], planned: _Planned, budget: BudgetMode):
        outputs = planned.plan.outputs
        self._owners = {output.path: output.owner for output in outputs}
        wholes = frozenset(output.path for output in outputs if output.form == "whole")
        self._links = LinkCheck(config, self._owners)
        self._weights = WeightCheck(site, config, budget, self._owners, wholes)
        self._leaks = LeakSearch(hidden, self._owners, site, config)
        self._loads = LoadCheck(planned.pictures, site, config, budget, self._owners)

    @property
    def hidden(self) -> Sequence[Words]:
        """What is searched for in them."""
        return self._leaks.words

    def take(self, file: Rendered) -> None:
        for one in (self._links, self._weights, self._leaks, self._loads):
            one.take(file)

    def problems(self, files: Mapping[str, Finished], told: Iterable[Problem], root: Path) -> list[Problem]:
        """What is wrong with them.

        Args:
            files: all that came, by path.
            told: problems so far.
        """
        told = list(told)
        # Where pages are known to be missing, links to them are no news.
        complete = not any(one.rule in ("theme-error", "duplicate-address") for one in told)
        found = [*(self._links.problems(files) if complete else ()), *self._weights.problems()]
        found += self._leaks.problems([*told, *found], self._owners, root)
        return [*found, *self._loads.problems(files)]


def _counted(files: Iterator[Rendered], total: int, progress: Progress) -> Iterator[Rendered]:
    for done, file in enumerate(files, 1):
        if done % 50 == 0 or done == total:
            progress("pages", done, total)
        yield file


@frozen(slots=False)
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
    project: Project, options: Options, output_dir: Path, progress: Progress = _quiet,
    notes: Notes | None = None,
) -> Built:  # fmt: skip
    """The same inside the lock of the folder; errors as `build`."""
    recover(output_dir)
    check_audience(output_dir, options.audience)
    with Memo.open(project.memo_file if options.memo else None) as memo, Workers(options.workers) as workers:
        compilation = Compilation(project, options, memo, workers, progress, notes)
        report = _written(compilation, options, output_dir, progress)
    return Built(compilation.compiled(), report, output_dir)


class _FaultyError(Exception):
    """Something is wrong with the hub: what was staged of it is not for the site."""


def _written(compilation: Compilation, options: Options, output_dir: Path, progress: Progress) -> WriteReport | None:
    """What writing did while the files were made; None where something is wrong with them or was before."""
    config, site = compilation.config, compilation.site
    if not compilation.ok or config is None or site is None:
        deque(compilation.files(), maxlen=0)
        return None

    def sound() -> Iterator[Rendered]:
        yield from compilation.files()
        if not compilation.ok:
            raise _FaultyError
        progress("writing", 0, 0)

    try:
        return write(sound(), output_dir, built=site.day, base_url=config.base_url, audience=options.audience)
    except _FaultyError:
        return None


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
    own: dict[str, str] = {}

    def take(file: Rendered) -> None:
        own[file.path] = digest_of_file(file.source)[0] if file.source else sha256(file.content).hexdigest()

    compile_hub(project, replace(options, memo=False), take=take)
    manifest = read_manifest(output_of(project, options))
    known = {path: fact.sha256 for path, fact in manifest.files.items()} if manifest else {}
    return sorted(path for path in own.keys() | known.keys() if own.get(path) != known.get(path))
