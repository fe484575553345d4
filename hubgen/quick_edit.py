"""What is done when only words were edited since the last build: the pages that show them are made, and nothing else.

Most of what people do all day is this. It takes the time of those pages, and that of a look at the size and times of
each file. Where a change may be seen anywhere else, or where anything is to be told, there is no answer, and the hub is
built as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.config import Config
from hubgen.last_build import LastBuild, Seen, Standing
from hubgen.memo import Memo
from hubgen.model.entry import Entry
from hubgen.model.frozen import frozen
from hubgen.model.outcome import Outcome, Written, heaviest_of
from hubgen.model.output import Output
from hubgen.model.rendered import Rendered
from hubgen.model.views.page import Page
from hubgen.options import Options, build_day
from hubgen.problems import ContentProblems, Problem, say
from hubgen.project import Project
from hubgen.search.canonical import FOLDER
from hubgen.settings import hub_theme, load_config
from hubgen.snapshot import Row
from hubgen.stages.apply import recover
from hubgen.stages.edit_checks import PageCheck
from hubgen.stages.edited_text import Glossaries, OthersTouchedError, edited_pages
from hubgen.stages.folder import MANIFEST
from hubgen.stages.held import Held, Reader, SoundText, text_file
from hubgen.stages.kept_pages import KeptPages
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.manifest import facts, weights
from hubgen.stages.render import render
from hubgen.stages.write import Rewritten, rewrite
from hubgen.theme import Theme
from hubgen.types import BY_FOLDER

if TYPE_CHECKING:
    from hubgen.row_edit import RowEdits
    from hubgen.search_edit import SearchEdit
    from hubgen.stages.edited_row import Hub
    from hubgen.stages.plan.glossary import Glossary

Progress = Callable[[str, int, int], None]
"""(stage, done, total), as of `pipeline`."""

_NO_ANSWER = (OthersTouchedError, ContentProblems, LookupError)
"""What tells that the hub is to be built as a whole."""
_OF_TEXT = ("", "body")
"""Fields of places in the text, or in the file as a whole."""
_NAMES_TEXT = "translation-outdated"
"""The rule whose mend names the text of the original: it is to be written there as it is now."""


def edit(
    project: Project,
    options: Options,
    output_dir: Path,
    last: LastBuild,
    standing: Standing,
    hub: Seen,
    progress: Progress,
) -> Outcome | None:
    """Brings a standing site up to date; None, with the site as it was, where that takes more than some files.

    The caller holds the lock of the folder.

    Args:
        hub: the files of the hub, seen before any of them is read.

    Raises:
        EnvironmentFailure: the disk refuses, or pagefind fails.
    """
    with suppress(*_NO_ANSWER):
        kept = KeptPages(last.pages_file)
        changed = kept.changed(hub.files, standing.manifest)
        texts, tables = _edited(project, last, kept, standing, changed)
        made = _made(_settings(project, options), kept, texts, tables, output_dir, standing, progress)
        files = (*made.files, *_contents(output_dir, made.rows))
        _check_hidden(files, kept)
        last.forget()
        recover(output_dir, last.disk)
        written = rewrite(files, output_dir, last.disk, folder=made.folder)
        made.keep(kept, changed, written.manifest)
        outcome = _outcome(output_dir, replace(standing.outcome, problems=made.problems), files, written)
        last.keep_edit(standing, hub, written.paths, made.folder, written.manifest, outcome)
        return outcome
    return None


@frozen(slots=False)
class _Made:
    """What follows from an edit."""

    pages: list[KeptPage]
    new: frozenset[str]
    """Paths of those that did not come from memory."""
    files: tuple[Rendered, ...]
    """Those of the pages and of the search."""
    problems: tuple[Problem, ...]
    """All that is told of the hub."""
    rows: RowEdits | None
    search: SearchEdit | None

    @property
    def folder(self) -> str:
        """That of the search, where all files in it are made anew."""
        return FOLDER if self.search and self.search.documents else ""

    def keep(self, kept: KeptPages, changed: Mapping[str, Row | None], manifest: str) -> None:
        """Notes it for the next edit."""
        rows = self.rows
        documents = self.search.documents.values() if self.search else ()
        kept.update(
            self.pages, rows.keys if rows else {}, rows.entries if rows else (), documents, changed, self.new, manifest
        )


def _made(
    settings: _Settings, kept: KeptPages, texts: list[SoundText], tables: list[str], output_dir: Path,
    standing: Standing, progress: Progress,
) -> _Made:  # fmt: skip
    project, config = settings.project, settings.config
    with _memo(project) as memo:
        reader = Reader(config.context, config.raw_html, settings.options.drafts, memo)
        search, glossaries = _search(settings, kept), _glossaries(kept)
        entries = [_entry(project, reader, text) for text in texts]
        pages = [page for entry in entries for page in _pages(entry, kept, config, glossaries, search)]
        rows = _rows(tables, reader, kept, settings, output_dir, standing, search) if tables else None
        pages += rows.pages.values() if rows else ()
        files, new = _files(settings, pages, memo)
        check = PageCheck(output_dir, config, standing.outcome.problems)
        for file, page in zip(files, pages, strict=True):
            check.check(file, page.output.form)
        found = _found(search, settings, memo, progress) if search else ()
    told = _renewed(standing.outcome.problems, {file: one.digest for one in entries for file in one.sources})
    return _Made(pages, new, (*files, *found), told, rows, search)


@contextmanager
def _memo(project: Project) -> Iterator[Memo]:
    """That of the hub. Pages of an edit that comes to nothing are not kept: the whole build tells why it makes them."""
    with Memo.open(project.memo_file, ages=False) as memo:
        try:
            yield memo
        except _NO_ANSWER:
            memo.discard()
            raise


def _edited(
    project: Project, last: LastBuild, kept: KeptPages, standing: Standing, changed: Mapping[str, Row | None]
) -> tuple[list[SoundText], list[str]]:
    """The entries whose text was edited, and the spreadsheets, where nothing else was."""
    texts, tables = {}, []
    for file in sorted({*changed, *last.odd_young(standing)}):
        name = project.name(Path(file)) if Path(file).is_relative_to(project.root) else ""
        if kept.keys(name):
            tables.append(name)
        elif (text := kept.text(name)) and not _is_told(text, standing.outcome.problems):
            texts[text.id] = text
        else:
            raise OthersTouchedError
    return list(texts.values()), tables


def _is_told(text: SoundText, problems: tuple[Problem, ...]) -> bool:
    """Whether anything was told of the text: its line, and whether it still holds, may be others now.

    What was told of a field holds: it stands on the same line as before.
    """
    places = (where for one in problems for where in (one.where, *one.also) if where.file in text.files)
    return any(where.field.partition("@")[0] in _OF_TEXT for where in places)


def _renewed(problems: tuple[Problem, ...], digests: Mapping[str, str]) -> tuple[Problem, ...]:
    """What was told, with the digest of the original as it is now where that is to be written into a translation.

    Args:
        digests: of the texts that were edited, by file.
    """
    return tuple(
        replace(one, mend=say(one.mend.template, digest=digest))
        if one.rule == _NAMES_TEXT and one.mend and (digest := digests.get(one.where.file))
        else one
        for one in problems
    )


def _check_hidden(files: tuple[Rendered, ...], kept: KeptPages) -> None:
    """Nothing that readers may not see is named in the files.

    Raises:
        OthersTouchedError: something is; the whole build tells where.
    """
    hidden = kept.hidden()
    if any(map(hidden.found_in, files)):
        raise OthersTouchedError


@frozen(slots=False)
class _Settings:
    project: Project
    options: Options
    config: Config
    theme: Theme


def _settings(project: Project, options: Options) -> _Settings:
    problems: list[Problem] = []
    config, _ = load_config(project, options)  # what is wrong with it was told before, and is told again
    theme = hub_theme(project, config, problems) if config else None
    if config is None or theme is None or problems:
        raise OthersTouchedError
    return _Settings(project, options, config, theme)


def _search(settings: _Settings, kept: KeptPages) -> SearchEdit | None:
    """What follows for the search; None where the site has none."""
    if not (settings.config.search and settings.options.index):
        return None
    from hubgen.search_edit import SearchEdit  # and some of plan: not where there is no search

    return SearchEdit(kept)


def _entry(project: Project, reader: Reader, text: SoundText) -> Entry:
    """An entry with its new text."""
    kinds = {file: BY_FOLDER[file.split("/")[1]] for file in text.files}
    held = list(reader.files(text_file(project, project.root / file, kind) for file, kind in kinds.items()))
    if len(held) != 1 or not _is_alike(held[0], text):
        raise OthersTouchedError
    return held[0].entries[0]


def _pages(
    entry: Entry, kept: KeptPages, config: Config, glossaries: Glossaries, search: SearchEdit | None
) -> list[KeptPage]:
    before = kept.pages_of(entry.id)
    after = edited_pages(entry, before, config, glossaries)
    if search:
        search.take_text(before, after)
    return after


def _glossaries(kept: KeptPages) -> Glossaries:
    """Those of the last build, each made when it is asked for."""

    @cache
    def glossary(language: str, page_language: str) -> Glossary:
        from hubgen.stages.plan.glossary import Glossary  # not where no terms are linked

        return Glossary(kept.terms(), language, page_language)

    return glossary


def _is_alike(held: Held, text: SoundText) -> bool:
    ids = [one.id for one in held.entries]
    return ids == [text.id] and set(held.files) == set(text.files) and held.outline == text.outline


def _rows(
    tables: list[str],
    reader: Reader,
    kept: KeptPages,
    settings: _Settings,
    output_dir: Path,
    standing: Standing,
    search: SearchEdit | None,
) -> RowEdits:
    """What follows from the rows that were edited."""
    from hubgen.row_edit import RowEdits  # and all of plan: not where texts alone were edited

    edits = RowEdits(settings.project, output_dir, reader, kept, _hub(settings), standing.outcome.problems)
    for file in tables:
        edits.read(file)
    if search:
        search.take_rows(edits.documents)
    return edits


def _hub(settings: _Settings) -> Hub:
    from hubgen.images.logo import read_logo
    from hubgen.stages.edited_row import Hub

    config, options, theme = settings.config, settings.options, settings.theme
    texts = {language: theme.texts(language) for language in config.languages}
    logo = read_logo(config, settings.project)[0]
    return Hub(config, texts, logo, theme.scripts(), options.day or build_day(config.zone), options.audience)


def _files(settings: _Settings, pages: list[KeptPage], memo: Memo) -> tuple[tuple[Rendered, ...], frozenset[str]]:
    """The files of the pages, and the paths of those that did not come from memory."""
    problems: list[Problem] = []
    known: dict[str, bool] = {}

    def seen(output: Output, page: Page, is_known: bool) -> None:
        known[output.path] = is_known

    outputs = [replace(one.output, context=lambda one=one: one.page) for one in pages]  # type: ignore[misc]
    rendered = render(outputs, settings.theme, settings.project.content_dir, problems, memo, seen)
    files = {file.path: file for file in rendered}
    if problems or len(files) != len(pages):  # two edits may be seen on one page
        raise OthersTouchedError
    new = frozenset(path for path, is_known in known.items() if not is_known)
    return tuple(files[one.output.path] for one in pages), new


def _found(search: SearchEdit, settings: _Settings, memo: Memo, progress: Progress) -> tuple[Rendered, ...]:
    """The files of the search, where they are others now. What its pages weigh is measured without its price."""
    pages = search.pages()
    files, _ = _files(settings, pages, memo)
    languages = {one.output.path: one.page.language for one in pages}
    return tuple(search.files(files, languages, settings.theme.scripts().search, memo, progress))


def _contents(output_dir: Path, rows: RowEdits | None) -> list[Rendered]:
    """The files for programs that are others now."""
    contents = rows.contents if rows else {}
    known = facts((output_dir / MANIFEST).read_bytes(), contents) if contents else {}
    if known.keys() != contents.keys():
        raise OthersTouchedError
    return [Rendered(path, made, known[path].kind, sources=known[path].sources) for path, made in contents.items()]


def _outcome(output_dir: Path, before: Outcome, files: tuple[Rendered, ...], written: Rewritten) -> Outcome:
    """What is told."""
    heaviest, heaviest_bytes = heaviest_of(_contenders(output_dir, before, files))
    count = before.files + written.added - written.removed
    told = Written(len(written.paths), count - len(written.paths), written.removed)
    home_bytes = next((file.gzip_bytes or 0 for file in files if file.path == "index.html"), before.home_bytes)
    return replace(
        before, files=count, home_bytes=home_bytes, heaviest=heaviest, heaviest_bytes=heaviest_bytes, written=told
    )


def _contenders(output_dir: Path, before: Outcome, files: tuple[Rendered, ...]) -> Mapping[str, int]:
    """Weights of pages, the heaviest page of the site among them."""
    new = {file.path: file.gzip_bytes or 0 for file in files}
    if new.get(before.heaviest, before.heaviest_bytes) < before.heaviest_bytes:
        return weights((output_dir / MANIFEST).read_bytes())  # it is lighter now: any other may be the heaviest
    return {before.heaviest: before.heaviest_bytes} | new
