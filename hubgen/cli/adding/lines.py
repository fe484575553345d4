"""A translation inside the file of its original: lines added to YAML, lines or columns to add by hand."""

from __future__ import annotations

from pathlib import Path

import click

from hubgen.cli.adding.files import written_language
from hubgen.cli.adding.telling import same_language, shown_name
from hubgen.cli.session import Session
from hubgen.config import Config
from hubgen.drafts.translation import digest_of, language_lines
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.model.node import Mapping
from hubgen.problems import ContentProblems, RefusedError, say
from hubgen.project import Project
from hubgen.types.base import ContentType


def append_lines(
    session: Session, project: Project, config: Config, kind: ContentType, path: Path, node: Mapping, language: str
) -> Path | None:
    source = written_language(node) or config.main_language
    if source == language:
        raise same_language(session, language)
    lines, inner = language_lines(node, kind, config.context, source=source, language=language)
    if not lines:
        raise RefusedError(
            say("{file} has its texts in {language} already", file=project.name(path), language=language)
        )
    before = project.read(path)
    after = _with_lines(before, lines)
    if not _only_adds(before, after, node):
        print_lines(session, config, kind, path, [(path.stem, node)], language)
        return None
    from hubgen.fixes.replace import replace_file

    replace_file(path, before, after)
    if session.as_json:
        session.result({"command": "add", "ok": True, "file": str(path), "added": lines, "by_hand": inner})
        return path
    click.echo(session.tell(say("Added {count} lines to {file}", count=len(lines), file=shown_name(session, path))))
    if inner:
        session.say(say("  Add by hand, beside the original of each:"), important=True)
        for place in inner:
            click.echo(f"    {place}", err=True)
    session.line("  hubgen check")
    return path


def _with_lines(before: bytes, lines: list[str]) -> bytes:
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if before.endswith((b"\n", b"\r")) else end
    return before + gap + end.join(line.encode() for line in lines) + end


def _only_adds(before: bytes, after: bytes, node: Mapping) -> bool:
    """Whether the file still says all that it said, and nothing but the new lines besides."""
    try:
        new = parse_yaml(decode(after, ""), "")
        old = parse_yaml(decode(before, ""), "")
    except ContentProblems:
        return False
    return isinstance(new, Mapping) and isinstance(old, Mapping) and new.pairs[: len(old.pairs)] == old.pairs


def print_lines(
    session: Session, config: Config, kind: ContentType, path: Path, entries: list[tuple[str, Mapping]], language: str
) -> None:
    found: list[tuple[str, int, list[str], list[str]]] = []
    for slug, node in entries:
        source = written_language(node) or config.main_language
        if source == language:
            continue
        lines, inner = language_lines(node, kind, config.context, source=source, language=language)
        found.append((slug, node.where.line, lines, inner))
    if session.as_json:
        names = ("entry", "line", "lines", "by_hand")
        session.result(
            {
                "command": "add",
                "ok": True,
                "file": None,
                "entries": [dict(zip(names, one, strict=True)) for one in found],
            }
        )
        return
    session.say(
        say(
            "Add these lines to {file} by hand, each at the depth of its title.",
            file=shown_name(session, path),
        ),
        important=True,
    )
    for slug, line, lines, inner in found:
        click.echo(f"# {slug}, {path.name}:{line}")
        click.echo("\n".join([*lines, *(f"# {place}" for place in inner)]) + "\n")


def print_columns(
    session: Session, config: Config, kind: ContentType, path: Path, entries: list[tuple[str, Mapping]], language: str
) -> None:
    """The columns that the spreadsheet lacks, as a table to paste beside it: one row per entry, in its order."""
    wanted = [name for name in ("title", "summary") if name in kind.fields]
    columns = [*(f"{name}@{language}" for name in wanted), f"translated_from@{language}"]
    rows = []
    for slug, node in entries:
        source = written_language(node) or config.main_language
        rows.append(
            [
                slug,
                *("" for _ in wanted),
                "" if source == language else digest_of(node, None, kind, config.context, source),
            ]
        )
    if session.as_json:
        session.result({"command": "add", "ok": True, "file": None, "columns": columns, "rows": rows})
        return
    session.say(
        say(
            "{file} is a spreadsheet: add these columns to it, and a text in each row you translate.",
            file=shown_name(session, path),
        ),
        important=True,
    )
    for row in (["slug", *columns], *rows):
        click.echo(",".join(row))
