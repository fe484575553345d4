"""What is done when only words of texts were edited since the last build: their own pages are made, and nothing else.

Most of what people do all day is this. It takes the time of those pages, and that of a look at the size and times of
each file. Where a change may be seen anywhere else, or where anything is to be told, there is no answer, and the hub is
built as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hubgen.config import Config
from hubgen.last_build import LastBuild, Seen, Standing
from hubgen.memo import Memo, digest
from hubgen.model.outcome import Outcome, Written, heaviest_of
from hubgen.model.rendered import Rendered
from hubgen.options import Options
from hubgen.problems import ContentProblems, Problem
from hubgen.project import Project
from hubgen.settings import hub_theme, load_config
from hubgen.snapshot import changed
from hubgen.stages.apply import recover
from hubgen.stages.edited_text import OthersTouchedError, check_alike, edited_pages
from hubgen.stages.folder import MANIFEST
from hubgen.stages.held import Held, Reader, text_file
from hubgen.stages.kept_pages import KeptPage, KeptPages, KeptText
from hubgen.stages.manifest import weights
from hubgen.stages.render import render
from hubgen.stages.write import rewrite
from hubgen.types import BY_FOLDER

_OF_TEXT = ("", "body")
"""Fields of places in the text, or in the file as a whole."""


def edit_texts(
    project: Project, options: Options, output_dir: Path, last: LastBuild, standing: Standing, hub: Seen
) -> Outcome | None:
    """Brings a standing site up to date; None, with the site as it was, where that takes more than some pages.

    The caller holds the lock of the folder.

    Args:
        hub: the files of the hub, seen before any of them is read.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    with suppress(OthersTouchedError, ContentProblems):
        kept = KeptPages(last.pages_file)
        texts = _texts(project, last, kept, standing, hub)
        config = _config(project, options)
        with Memo.open(project.memo_file, ages=False) as memo:
            reader = Reader(config.context, config.raw_html, options.drafts, memo)
            pages = [page for text in texts for page in _pages(project, reader, text, kept, config)]
            files = _files(project, config, pages, memo)
        for file, page in zip(files, pages, strict=True):
            limit = config.budget.total if page.output.form == "whole" else config.budget.page
            check_alike(file, _bytes(output_dir / file.path), limit)
        outcome = _write(output_dir, last, standing, hub, files)
        kept.update(pages, hub.files, digest((output_dir / MANIFEST).read_bytes()))
        return outcome
    return None


def _texts(project: Project, last: LastBuild, kept: KeptPages, standing: Standing, hub: Seen) -> list[KeptText]:
    """The entries whose text was edited, where nothing else was."""
    before = kept.hub(standing.manifest)
    if before is None or standing.outcome.left_out.get("hidden") or standing.outcome.left_out.get("staff"):
        raise OthersTouchedError
    files = {*changed(before, hub.files), *last.odd_young(standing)}
    found = {}
    for file in files:
        text = kept.text(project.name(Path(file))) if Path(file).is_relative_to(project.root) else None
        if text is None or _is_told(text, standing.outcome.problems):
            raise OthersTouchedError
        found[text.id] = text
    return list(found.values())


def _is_told(text: KeptText, problems: tuple[Problem, ...]) -> bool:
    """Whether anything was told of the text: its line, and whether it still holds, may be others now.

    What was told of a field holds: it stands on the same line as before.
    """
    places = (where for one in problems for where in (one.where, *one.also) if where.file in text.files)
    return any(where.field.partition("@")[0] in _OF_TEXT for where in places)


def _config(project: Project, options: Options) -> Config:
    config, _ = load_config(project, options)  # what is wrong with it was told before, and is told again
    if config is None or (config.search and options.index):
        raise OthersTouchedError
    return config


def _pages(project: Project, reader: Reader, text: KeptText, kept: KeptPages, config: Config) -> list[KeptPage]:
    """The pages of an entry with its new text."""
    kinds = {file: BY_FOLDER[file.split("/")[1]] for file in text.files}
    held = list(reader.files(text_file(project, project.root / file, kind) for file, kind in kinds.items()))
    if len(held) != 1 or not _is_alike(held[0], text):
        raise OthersTouchedError
    return edited_pages(held[0].entries[0], kept.pages_of(text.id), config)


def _is_alike(held: Held, text: KeptText) -> bool:
    return set(held.files) == set(text.files) and held.outline == text.outline


def _files(project: Project, config: Config, pages: list[KeptPage], memo: Memo) -> tuple[Rendered, ...]:
    problems: list[Problem] = []
    theme = hub_theme(project, config, problems)
    if theme is None:
        raise OthersTouchedError
    outputs = [replace(one.output, context=lambda one=one: one.page) for one in pages]  # type: ignore[misc]
    files = {file.path: file for file in render(outputs, theme, project.content_dir, problems, memo)}
    if problems:
        raise OthersTouchedError
    return tuple(files[one.output.path] for one in pages)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise OthersTouchedError from None


def _write(
    output_dir: Path,
    last: LastBuild,
    standing: Standing,
    hub: Seen,
    files: tuple[Rendered, ...],
) -> Outcome:
    last.forget()
    recover(output_dir)
    written = rewrite(files, output_dir)
    heaviest, heaviest_bytes = heaviest_of(_contenders(output_dir, standing.outcome, files))
    told = Written(len(written), standing.outcome.files - len(written), 0)
    outcome = replace(standing.outcome, heaviest=heaviest, heaviest_bytes=heaviest_bytes, written=told)
    last.keep_edit(standing, hub, written, outcome)
    return outcome


def _contenders(output_dir: Path, before: Outcome, files: tuple[Rendered, ...]) -> Mapping[str, int]:
    """Weights of pages, the heaviest page of the site among them."""
    new = {file.path: file.gzip_bytes or 0 for file in files}
    if new.get(before.heaviest, before.heaviest_bytes) < before.heaviest_bytes:
        return weights((output_dir / MANIFEST).read_bytes())  # it is lighter now: any other may be the heaviest
    return {before.heaviest: before.heaviest_bytes} | new
