"""What is done when only words were edited since the last build: the pages that show them are made, and nothing else.

Most of what people do all day is this. It takes the time of those pages, and that of a look at the size and times of
each file. Where a change may be seen anywhere else, or where anything is to be told, there is no answer, and the hub is
built as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hubgen.edit_work import NO_ANSWER, Progress, make
from hubgen.last_build import LastBuild, Seen, Standing
from hubgen.model.entry import Entry
from hubgen.model.outcome import Outcome, Written, heaviest_of
from hubgen.model.rendered import Rendered
from hubgen.options import Options
from hubgen.problems import Problem, say
from hubgen.project import Project
from hubgen.snapshot import Row
from hubgen.stages.apply import recover
from hubgen.stages.edited_text import OthersTouchedError
from hubgen.stages.folder import MANIFEST
from hubgen.stages.held import SoundText
from hubgen.stages.kept_pages import KeptPages
from hubgen.stages.manifest import facts, weights
from hubgen.stages.write import Rewritten, rewrite

if TYPE_CHECKING:
    from hubgen.row_edit import RowEdits

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
    with suppress(*NO_ANSWER):
        kept = KeptPages(last.pages_file)
        changed = kept.changed(hub.files, standing.manifest)
        texts, tables = _edited(project, last, kept, standing, changed)
        made = make(project, options, kept, texts, tables, output_dir, standing, progress)
        files = (*made.files, *_contents(output_dir, made.rows))
        _check_hidden(files, kept)
        last.forget()
        recover(output_dir, last.disk)
        written = rewrite(files, output_dir, last.disk, folder=made.folder)
        made.keep(kept, changed, written.manifest)
        told = replace(standing.outcome, problems=_renewed(standing.outcome.problems, made.entries))
        outcome = _outcome(output_dir, told, files, written)
        last.keep_edit(standing, hub, written.paths, made.folder, written.manifest, outcome)
        return outcome
    return None


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


def _renewed(problems: tuple[Problem, ...], entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """What was told, with the digest of an original as it is now where that is to be written into a translation."""
    digests = {file: one.digest for one in entries for file in one.sources}
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
