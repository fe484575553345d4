"""The translation of an entry: a new file beside a Markdown file; else lines to add, or to add by hand."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hubgen.cli.adding.files import entries_of, write_new, written_language
from hubgen.cli.adding.lines import append_lines, print_columns, print_lines
from hubgen.cli.adding.telling import same_language, shown_name, usage
from hubgen.cli.session import Session
from hubgen.config import Config
from hubgen.drafts.translation import translation_file
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.model.node import Mapping
from hubgen.problems import RefusedError, say
from hubgen.project import Project
from hubgen.stages.source import ABOUT, ABOUT_TYPE
from hubgen.types import BY_FOLDER
from hubgen.types.base import ContentType


def translate(
    session: Session, project: Project, config: Config, name: str | None, language: str, slug: str | None
) -> Path | None:
    if not name:
        raise usage(session, say("Which file? hubgen add translation content/guides/costs.md --lang en"))
    path = Path(os.path.normpath(session.folder / name))
    kind = _kind_of(session, project, path, name)
    language = language or _only_other(session, config)
    if path.suffix == ".md":
        return _translate_markdown(session, project, config, kind, path, language)
    entries = [(found, node) for found, node in entries_of(project, path, kind) if not slug or found == slug]
    if not entries:
        raise usage(session, say("There is no such entry in {file}.", file=project.name(path)))
    if path.suffix == ".csv":
        print_columns(session, config, kind, path, entries, language)
    elif len(entries) == 1 and _is_one_entry(project, path):
        return append_lines(session, project, config, kind, path, entries[0][1], language)
    else:
        print_lines(session, config, kind, path, entries, language)
    return None


def _kind_of(session: Session, project: Project, path: Path, name: str) -> ContentType:
    if not path.is_file():
        raise usage(session, say('There is no file "{text}".', text=name))
    parts = path.relative_to(project.content_dir).parts if path.is_relative_to(project.content_dir) else ()
    if len(parts) == 1 and path.name.partition(".")[0] == ABOUT and path.suffix == ".md":
        return ABOUT_TYPE
    kind = BY_FOLDER.get(parts[0]) if len(parts) > 1 else None
    if kind is None or not kind.takes(path.suffix):
        raise usage(session, say('"{text}" holds no entry of this hub.', text=name))
    return kind


def _only_other(session: Session, config: Config) -> str:
    others = config.languages[1:]
    if len(others) == 1:
        return others[0]
    if not others:
        raise usage(session, say("This hub has one language. Add another to languages in config.yaml."))
    raise usage(session, say("Into which language? Add --lang with one of: {labels}.", labels=", ".join(others)))


def _translate_markdown(
    session: Session, project: Project, config: Config, kind: ContentType, path: Path, language: str
) -> Path:
    stem, _, suffix = path.stem.partition(".")
    plain = path.with_name(f"{stem}.md")
    original = plain if suffix and plain.is_file() else path
    own = original.stem.partition(".")[2]
    name = project.name(original)
    matter = split_front_matter(decode(project.read(original), name), name)
    node = parse_yaml(matter.yaml, name, matter.yaml_line)
    if not isinstance(node, Mapping):
        raise usage(session, say('"{text}" holds no entry of this hub.', text=name))
    source = own or written_language(node) or config.main_language
    if source == language:
        raise same_language(session, language)
    target = original.with_name(f"{stem}.{language}.md")
    if own and config.languages.index(language) < config.languages.index(own):
        raise RefusedError(
            say("{file} would count as the original of {other}", file=target.name, other=original.name),
            mend=say(
                "rename {other} to {plain} and add language: {source} to it",
                other=original.name,
                plain=plain.name,
                source=own,
            ),
        )
    text = translation_file(
        node, matter.body, kind, config.context, source=source, language=language, tell=session.tell
    )
    if target.exists():
        raise RefusedError(
            say("{file} is there already", file=project.name(target)),
            mend=say("open that file, and compare it with its original"),
        )
    write_new(target, text)
    if session.as_json:
        session.result(
            {"command": "add", "ok": True, "file": str(target), "draft": False, "to_fill": ["title", "summary"]}
        )
        return target
    click.echo(session.tell(say("Made {file}", file=shown_name(session, target))))
    session.say(
        say(
            "  Its text is still in {source}: until you translate it, the site shows the original and says so.",
            source=source,
        ),
        important=True,
    )
    session.line("  hubgen check")
    return target


def _is_one_entry(project: Project, path: Path) -> bool:
    return isinstance(parse_yaml(decode(project.read(path), path.name), path.name), Mapping)
