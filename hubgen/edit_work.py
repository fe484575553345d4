"""What is made of an edit: the pages that show its words, and what follows for other files and for the search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.config import Config
from hubgen.last_build import Standing
from hubgen.memo import Memo
from hubgen.model.entry import Entry
from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.rendered import Rendered
from hubgen.model.views.page import Page
from hubgen.options import Options, build_day
from hubgen.problems import ContentProblems, Problem
from hubgen.project import Project
from hubgen.search.canonical import FOLDER
from hubgen.settings import hub_theme, load_config
from hubgen.snapshot import Row
from hubgen.stages.edit_checks import PageCheck
from hubgen.stages.edited_text import Glossaries, OthersTouchedError, edited_pages
from hubgen.stages.held import Held, Reader, SoundText, text_file
from hubgen.stages.kept_pages import KeptPages
from hubgen.stages.kept_tables import KeptPage
from hubgen.stages.render import render
from hubgen.theme import Theme
from hubgen.types import BY_FOLDER

if TYPE_CHECKING:
    from hubgen.row_edit import RowEdits
    from hubgen.search_edit import SearchEdit
    from hubgen.stages.edited_row import Hub
    from hubgen.stages.plan.glossary import Glossary

Progress = Callable[[str, int, int], None]
"""(stage, done, total), as of `pipeline`."""

NO_ANSWER = (OthersTouchedError, ContentProblems, LookupError)
"""What tells that the hub is to be built as a whole."""


@frozen(slots=False)
class Made:
    """What follows from an edit."""

    entries: list[Entry]
    """Those with a new text."""
    pages: list[KeptPage]
    new: frozenset[str]
    """Paths of those that did not come from memory."""
    files: tuple[Rendered, ...]
    """Those of the pages and of the search."""
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


def make(
    project: Project, options: Options, kept: KeptPages, texts: list[SoundText], tables: list[str], output_dir: Path,
    standing: Standing, progress: Progress,
) -> Made:  # fmt: skip
    """What follows from an edit of some texts and spreadsheets.

    Raises:
        OthersTouchedError: more may follow.
        LookupError: what the last build kept cannot be read.
        ContentProblems: a file cannot be read.
        EnvironmentFailure: pagefind fails.
    """
    settings = _settings(project, options)
    config = settings.config
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
    return Made(entries, pages, new, (*files, *found), rows, search)


@contextmanager
def _memo(project: Project) -> Iterator[Memo]:
    """That of the hub. Pages of an edit that comes to nothing are not kept: the whole build tells why it makes them."""
    with Memo.open(project.memo_file, ages=False) as memo:
        try:
            yield memo
        except NO_ANSWER:
            memo.discard()
            raise


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


def _entry(project: Project, reader: Reader, text: SoundText) -> Entry:
    """An entry with its new text."""
    kinds = {file: BY_FOLDER[file.split("/")[1]] for file in text.files}
    held = list(reader.files(text_file(project, project.root / file, kind) for file, kind in kinds.items()))
    if len(held) != 1 or not _is_alike(held[0], text):
        raise OthersTouchedError
    return held[0].entries[0]


def _is_alike(held: Held, text: SoundText) -> bool:
    ids = [one.id for one in held.entries]
    return ids == [text.id] and set(held.files) == set(text.files) and held.outline == text.outline


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


def _search(settings: _Settings, kept: KeptPages) -> SearchEdit | None:
    """What follows for the search; None where the site has none."""
    if not (settings.config.search and settings.options.index):
        return None
    from hubgen.search_edit import SearchEdit  # and some of plan: not where there is no search

    return SearchEdit(kept)


def _found(search: SearchEdit, settings: _Settings, memo: Memo, progress: Progress) -> tuple[Rendered, ...]:
    """The files of the search, where they are others now. What its pages weigh is measured without its price."""
    pages = search.pages()
    files, _ = _files(settings, pages, memo)
    languages = {one.output.path: one.page.language for one in pages}
    return tuple(search.files(files, languages, settings.theme.scripts().search, memo, progress))


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
