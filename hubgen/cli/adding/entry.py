"""A new entry: its fields gathered, its file written and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hubgen.cli.adding.files import entries_of, write_new
from hubgen.cli.adding.telling import shown_name, usage, usage_of
from hubgen.cli.session import Session
from hubgen.config import Config
from hubgen.drafts.columns import proposed_columns
from hubgen.drafts.entry import Wishes, file_slug, make_draft
from hubgen.drafts.given import NOTHING, borrowed, joined, read_settings
from hubgen.drafts.today import today_in
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import TABLE_LIMIT_BYTES, decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import slugify
from hubgen.model.node import Mapping, Scalar
from hubgen.model.values.text import is_slug
from hubgen.problems import ContentProblems, Location, RefusedError, say
from hubgen.project import Project, walk
from hubgen.stages.references import below_content
from hubgen.types import BY_FOLDER
from hubgen.types.base import ContentType
from hubgen.types.engine import read_entry

BODY_FILES = (".md", ".txt", ".yaml")


def add_entry(
    session: Session, project: Project, config: Config, kind: ContentType, title: str, language: str,
    settings: tuple[str, ...], slug: str, source: str | None,
) -> Path:  # fmt: skip
    if slug and not is_slug(slug):
        proposal = slugify(slug)
        raise usage(
            session,
            say('"{text}" cannot be part of an address.', text=slug),
            say("Write --slug {slug}", slug=proposal)
            if proposal
            else say("Write --slug with letters a-z, digits and hyphens."),
        )
    given, body = _read_from(session, kind, source) if source else (NOTHING, "")
    try:
        own = read_settings(settings, kind, config.context, language or config.main_language)
    except ContentProblems as fault:
        raise usage_of(session, fault, "--set ") from None
    given = joined(given, own)
    given = joined(_described(project, kind, given, config), given)
    if not title and given.get("title") is None and not slug:
        title = _ask_title(session, kind)
    wishes = Wishes(" ".join(title.split()), slug, language if language != config.main_language else "", given, body)
    try:
        _check_title(wishes, kind, config)
        draft = make_draft(
            kind, wishes, config.context, day=today_in(config.zone), country=config.country, tell=session.tell,
            topics=tuple(_topic_slugs(project)) if kind.name != "topic" else (),
        )  # fmt: skip
    except ContentProblems as fault:
        raise usage_of(session, fault) from None
    path = project.root / draft.path
    _refuse_taken(project, kind, path.parent.name if kind.folder_file else path.stem)
    write_new(path, draft.text)
    _tell_made(session, path, "draft" if draft.is_draft else "", draft.to_fill)
    return path


def _check_title(wishes: Wishes, kind: ContentType, config: Config) -> None:
    if wishes.title:
        node = Mapping(((Scalar("title", Location("")), Scalar(wishes.title, Location(""))),), Location(""))
        if problems := read_entry(node, kind, config.context, config.main_language).problems:
            raise ContentProblems(*problems)


def _ask_title(session: Session, kind: ContentType) -> str:
    if not session.may_ask:
        raise usage(session, say('A title is missing: hubgen add {type} "Title of the entry"', type=kind.name))
    title = ""
    while not file_slug(title):
        title = click.prompt(session.tell(say("Title?")), prompt_suffix=" ", err=True)
    return title


def _read_from(session: Session, kind: ContentType, source: str) -> tuple[Mapping, str]:
    path = session.folder / source
    if not path.is_file() or path.suffix.lower() not in BODY_FILES:
        raise usage(session, say('--from takes a file that ends in .md, .yaml or .txt, not "{text}".', text=source))
    text = decode(path.read_bytes(), path.name)
    try:
        if path.suffix.lower() == ".yaml":
            node = parse_yaml(text, path.name)
            if not isinstance(node, Mapping):
                raise usage(session, say("--from takes one entry, but {file} holds a list.", file=path.name))
            return borrowed(node, kind), ""
        if path.suffix.lower() == ".md" and text.lstrip().startswith("---"):
            matter = split_front_matter(text, path.name)
            node = parse_yaml(matter.yaml, path.name, matter.yaml_line)
            return borrowed(node, kind) if isinstance(node, Mapping) else NOTHING, matter.body
    except ContentProblems as fault:
        raise usage_of(session, fault) from None
    return NOTHING, text


def _described(project: Project, kind: ContentType, given: Mapping, config: Config) -> Mapping:
    """The columns of the data file that is named, where it is there and can be read; `check` tells what is wrong."""
    named = given.get(kind.data_field) if kind.data_field else None
    if not isinstance(named, Scalar) or given.get("columns") is not None:
        return NOTHING
    place = f"{project.name(project.content_dir)}/{kind.folder}/new.yaml"
    path = project.content_dir / (below_content(named.text, place) or "")
    try:
        table = read_table(decode(project.read(path), path.name, TABLE_LIMIT_BYTES), path.name)
    except (ContentProblems, OSError):
        return NOTHING
    columns = proposed_columns(table, config.context)
    return Mapping(((Scalar("columns", Location("")), columns),), Location(""))


def _topic_slugs(project: Project) -> Iterator[str]:
    """Short names of the topics that the hub has, as far as their files can be read."""
    folder = project.content_dir / "topics"
    for path in walk(folder) if folder.is_dir() else ():
        try:
            if path.suffix == ".md" and "." not in path.stem:
                yield path.stem
            elif path.suffix in (".yaml", ".csv"):
                yield from (slug for slug, _ in entries_of(project, path, BY_FOLDER["topics"]) if slug)
        except (ContentProblems, OSError):
            continue


def _refuse_taken(project: Project, kind: ContentType, slug: str) -> None:
    folder = project.content_dir / kind.folder
    for path in walk(folder) if folder.is_dir() else ():
        name = path.parent.name if kind.folder_file else path.name.partition(".")[0]
        if path.suffix in (".md", ".yaml") and name.casefold() == slug.casefold():
            raise RefusedError(
                say("{file} is there already", file=project.name(path)),
                mend=say("open that file, or choose another name with --slug"),
            )


def _tell_made(session: Session, path: Path, state: str, to_fill: tuple[str, ...]) -> None:
    shown = shown_name(session, path)
    if session.as_json:
        session.result(
            {"command": "add", "ok": True, "file": str(path), "draft": bool(state), "to_fill": list(to_fill)}
        )
        return
    click.echo(session.tell(say("Made {file}   (draft)", file=shown) if state else say("Made {file}", file=shown)))
    if len(to_fill) == 1:
        session.say(say("  1 field to fill: {names}", names=to_fill[0]))
    elif to_fill:
        session.say(say("  {count} fields to fill: {names}", count=len(to_fill), names=", ".join(to_fill)))
    if state:
        session.say(say("  Take out the line draft: true when it is ready."))
        session.line("  hubgen serve --drafts")
    else:
        session.line("  hubgen check")
