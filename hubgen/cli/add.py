"""`hubgen add`: a new entry, or the translation of one, made from its schema."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from hubgen.cli.session import Session, pass_session
from hubgen.config import CONFIG_FILE, Config, read_config
from hubgen.drafts.entry import Wishes, file_slug, make_draft
from hubgen.drafts.given import NOTHING, borrowed, joined, read_settings
from hubgen.drafts.today import today_in
from hubgen.drafts.translation import digest_of, language_lines, translation_file
from hubgen.formats.csv_table import read_table
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import fold, slugify
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.model.values.text import is_slug
from hubgen.problems import ContentProblems, EnvironmentFailure, Location, Message, RefusedError, say
from hubgen.project import Project, walk
from hubgen.stages.source import ABOUT, ABOUT_TYPE
from hubgen.stages.tables import rows_as_nodes
from hubgen.types import BY_FOLDER, TYPES
from hubgen.types.base import ContentType
from hubgen.types.engine import read_entry
from hubgen.types.words import find_type, is_later_type, nearest_type

TRANSLATION = ("translation", "translate", "traduccion", "traducao")
BODY_FILES = (".md", ".txt", ".yaml")


@click.command(
    "add",
    help="""Add an entry as a draft, with every field that its type needs; or the translation of an entry.

    TYPE is guide, news, organization, financing, standard, event, document or topic;
    guía, noticia, empresa … are understood too. With TYPE "translation", TITLE is the file to translate.

    \b
    Examples:
      hubgen add guide "How to register a business"
      hubgen add event "Food fair" --set start=2026-12-03T09:00 --set mode=in-person
      hubgen add organization "Café La Cumbre" --set contact.email=ventas@lacumbre.example.org
      hubgen add translation content/guides/costs.md --lang en
    """,
)
@click.argument("kind_name", metavar="TYPE")
@click.argument("title", required=False, metavar="[TITLE]")
@click.option(
    "--lang", metavar="LANG", help="Language of the text; default: the hub's first. For a translation: the new one."
)
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill a field; may be repeated.")
@click.option("--slug", metavar="SLUG", help="Last part of the address; default: from the title.")
@click.option("--from", "source", metavar="PATH", help="Take the text of this file, and the fields of this entry.")
@click.option("--open", "opens", is_flag=True, help="Open the new file in your editor.")
@pass_session
def command(
    session: Session, kind_name: str, title: str | None, lang: str | None, settings: tuple[str, ...], slug: str | None,
    source: str | None, opens: bool,
) -> None:  # fmt: skip
    project = session.project()
    config = _config(project)
    language = _language(session, config, lang)
    if fold(kind_name) in TRANSLATION:
        made = _translate(session, project, config, title, language, slug)
    else:
        kind = _kind(session, kind_name)
        made = _add(session, project, config, kind, title or "", language, settings, slug or "", source)
    if opens and made:
        _open(made)


def _config(project: Project) -> Config:
    config, problems = read_config(parse_yaml(decode(project.read(project.config_file), CONFIG_FILE), CONFIG_FILE))
    if config is None:
        raise ContentProblems(*problems)
    return config


def _language(session: Session, config: Config, lang: str | None) -> str:
    language = (lang or "").strip().lower()
    if language and language not in config.languages:
        raise _usage(
            session,
            say(
                '"{language}" is not a language of this hub. --lang takes: {labels}.',
                language=lang,
                labels=", ".join(config.languages),
            ),
        )
    return language


def _usage(session: Session, *messages: Message | None) -> click.UsageError:
    return click.UsageError("\n".join(session.tell(one) for one in messages if one))


def _usage_of(session: Session, fault: ContentProblems, prefix: str = "") -> click.UsageError:
    one = fault.problems[0]
    rows = [f"{prefix}{one.where.field}: {session.tell(one.message)}" if one.where.field else session.tell(one.message)]
    for word, text in (("expected", one.expected), ("mend", one.mend)):
        if text:
            rows.append(f"   {session.tell(say(word)):<9} {session.tell(text)}")
    return click.UsageError("\n".join(rows))


def _kind(session: Session, name: str) -> ContentType:
    kind = find_type(name)
    if kind is not None:
        return kind
    if is_later_type(name):
        raise _usage(session, say('Entries of type "{type}" are not yet read by this version.', type=name))
    near = nearest_type(name)
    names = ", ".join(one.name for one in TYPES)
    raise _usage(
        session,
        say('There is no type "{type}".', type=name),
        say('Did you mean "{near}"?', near=near) if near else None,
        say("Types: {names}; or translation.", names=names),
    )


# -- a new entry -----------------------------------------------------------------------------


def _add(
    session: Session, project: Project, config: Config, kind: ContentType, title: str, language: str,
    settings: tuple[str, ...], slug: str, source: str | None,
) -> Path:  # fmt: skip
    if slug and not is_slug(slug):
        proposal = slugify(slug)
        raise _usage(
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
        raise _usage_of(session, fault, "--set ") from None
    given = joined(given, own)
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
        raise _usage_of(session, fault) from None
    path = project.root / draft.path
    _refuse_taken(project, kind, path.stem)
    _write_new(path, draft.text)
    _tell_made(session, path, "draft" if draft.is_draft else "", draft.to_fill)
    return path


def _check_title(wishes: Wishes, kind: ContentType, config: Config) -> None:
    if wishes.title:
        node = Mapping(((Scalar("title", Location("")), Scalar(wishes.title, Location(""))),), Location(""))
        if problems := read_entry(node, kind, config.context, config.main_language).problems:
            raise ContentProblems(*problems)


def _ask_title(session: Session, kind: ContentType) -> str:
    if not session.may_ask:
        raise _usage(session, say('A title is missing: hubgen add {type} "Title of the entry"', type=kind.name))
    title = ""
    while not file_slug(title):
        title = click.prompt(session.tell(say("Title?")), prompt_suffix=" ", err=True)
    return title


def _read_from(session: Session, kind: ContentType, source: str) -> tuple[Mapping, str]:
    path = session.folder / source
    if not path.is_file() or path.suffix.lower() not in BODY_FILES:
        raise _usage(session, say('--from takes a file that ends in .md, .yaml or .txt, not "{text}".', text=source))
    text = decode(path.read_bytes(), path.name)
    try:
        if path.suffix.lower() == ".yaml":
            node = parse_yaml(text, path.name)
            if not isinstance(node, Mapping):
                raise _usage(session, say("--from takes one entry, but {file} holds a list.", file=path.name))
            return borrowed(node, kind), ""
        if path.suffix.lower() == ".md" and text.lstrip().startswith("---"):
            matter = split_front_matter(text, path.name)
            node = parse_yaml(matter.yaml, path.name, matter.yaml_line)
            return borrowed(node, kind) if isinstance(node, Mapping) else NOTHING, matter.body
    except ContentProblems as fault:
        raise _usage_of(session, fault) from None
    return NOTHING, text


def _topic_slugs(project: Project) -> Iterator[str]:
    """Short names of the topics that the hub has, as far as their files can be read."""
    folder = project.content_dir / "topics"
    for path in walk(folder) if folder.is_dir() else ():
        try:
            if path.suffix == ".md" and "." not in path.stem:
                yield path.stem
            elif path.suffix in (".yaml", ".csv"):
                yield from (slug for slug, _ in _entries_of(project, path, BY_FOLDER["topics"]) if slug)
        except (ContentProblems, OSError):
            continue


def _refuse_taken(project: Project, kind: ContentType, slug: str) -> None:
    folder = project.content_dir / kind.folder
    for path in walk(folder) if folder.is_dir() else ():
        if path.suffix in (".md", ".yaml") and path.name.partition(".")[0].casefold() == slug.casefold():
            raise RefusedError(
                say("{file} is there already", file=project.name(path)),
                mend=say("open that file, or choose another name with --slug"),
            )


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet.

    Raises:
        RefusedError: it exists.
        EnvironmentFailure: the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise RefusedError(
            say("{file} is there already", file=path.name),
            mend=say("open that file, or choose another name with --slug"),
        ) from None
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be written: {reason}", file=path, reason=error.strerror or error)
        ) from None


def _tell_made(session: Session, path: Path, state: str, to_fill: tuple[str, ...]) -> None:
    shown = _shown(session, path)
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


def _shown(session: Session, path: Path) -> str:
    return str(path.relative_to(session.folder)) if path.is_relative_to(session.folder) else str(path)


def _open(path: Path) -> None:
    if sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        click.edit(filename=str(path))
    else:
        click.launch(str(path))


# -- a translation ---------------------------------------------------------------------------


def _translate(
    session: Session, project: Project, config: Config, name: str | None, language: str, slug: str | None
) -> Path | None:
    if not name:
        raise _usage(session, say("Which file? hubgen add translation content/guides/costs.md --lang en"))
    path = Path(os.path.normpath(session.folder / name))
    kind = _kind_of(session, project, path, name)
    language = language or _only_other(session, config)
    if path.suffix == ".md":
        return _translate_markdown(session, project, config, kind, path, language)
    entries = [(found, node) for found, node in _entries_of(project, path, kind) if not slug or found == slug]
    if not entries:
        raise _usage(session, say("There is no such entry in {file}.", file=project.name(path)))
    if path.suffix == ".csv":
        _print_columns(session, config, kind, path, entries, language)
    elif len(entries) == 1 and _is_one_entry(project, path):
        return _append(session, project, config, kind, path, entries[0][1], language)
    else:
        _print_lines(session, config, kind, path, entries, language)
    return None


def _kind_of(session: Session, project: Project, path: Path, name: str) -> ContentType:
    if not path.is_file():
        raise _usage(session, say('There is no file "{text}".', text=name))
    parts = path.relative_to(project.content_dir).parts if path.is_relative_to(project.content_dir) else ()
    if len(parts) == 1 and path.name.partition(".")[0] == ABOUT and path.suffix == ".md":
        return ABOUT_TYPE
    kind = BY_FOLDER.get(parts[0]) if len(parts) > 1 else None
    if kind is None or path.suffix[1:] not in kind.forms:
        raise _usage(session, say('"{text}" holds no entry of this hub.', text=name))
    return kind


def _only_other(session: Session, config: Config) -> str:
    others = config.languages[1:]
    if len(others) == 1:
        return others[0]
    if not others:
        raise _usage(session, say("This hub has one language. Add another to languages in config.yaml."))
    raise _usage(session, say("Into which language? Add --lang with one of: {labels}.", labels=", ".join(others)))


def _same_language(session: Session, language: str) -> click.UsageError:
    return _usage(session, say("The original is in {language} already. Choose another with --lang.", language=language))


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
        raise _usage(session, say('"{text}" holds no entry of this hub.', text=name))
    source = own or _written_language(node) or config.main_language
    if source == language:
        raise _same_language(session, language)
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
    _write_new(target, text)
    if session.as_json:
        session.result(
            {"command": "add", "ok": True, "file": str(target), "draft": False, "to_fill": ["title", "summary"]}
        )
        return target
    click.echo(session.tell(say("Made {file}", file=_shown(session, target))))
    session.say(
        say(
            "  Its text is still in {source}: until you translate it, the site shows the original and says so.",
            source=source,
        ),
        important=True,
    )
    session.line("  hubgen check")
    return target


def _written_language(node: Mapping) -> str:
    value = node.get("language")
    return value.text.strip().lower() if isinstance(value, Scalar) else ""


def _entries_of(project: Project, path: Path, kind: ContentType) -> Iterator[tuple[str, Mapping]]:
    """Slug and node of every entry of a YAML file or a table."""
    name = project.name(path)
    text = decode(project.read(path), name)
    if path.suffix == ".csv":
        nodes = [node for node, _ in rows_as_nodes(read_table(text, name), kind)[0]]
    else:
        node = parse_yaml(text, name)
        nodes = [one for one in (node.items if isinstance(node, Sequence) else (node,)) if isinstance(one, Mapping)]
    for one in nodes:
        slug, title = one.get("slug"), one.get("title")
        found = slug.text.strip() if isinstance(slug, Scalar) else ""
        if not found:
            found = (
                slugify(title.text)
                if isinstance(title, Scalar) and (len(nodes) > 1 or path.suffix == ".csv")
                else path.stem
            )
        yield found, one


def _is_one_entry(project: Project, path: Path) -> bool:
    return isinstance(parse_yaml(decode(project.read(path), path.name), path.name), Mapping)


def _append(
    session: Session, project: Project, config: Config, kind: ContentType, path: Path, node: Mapping, language: str
) -> Path | None:
    source = _written_language(node) or config.main_language
    if source == language:
        raise _same_language(session, language)
    lines, inner = language_lines(node, kind, config.context, source=source, language=language)
    if not lines:
        raise RefusedError(
            say("{file} has its texts in {language} already", file=project.name(path), language=language)
        )
    before = project.read(path)
    after = _with_lines(before, lines)
    if not _only_adds(before, after, node):
        _print_lines(session, config, kind, path, [(path.stem, node)], language)
        return None
    from hubgen.fixes.replace import replace_file

    replace_file(path, before, after)
    if session.as_json:
        session.result({"command": "add", "ok": True, "file": str(path), "added": lines, "by_hand": inner})
        return path
    click.echo(session.tell(say("Added {count} lines to {file}", count=len(lines), file=_shown(session, path))))
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


def _print_lines(
    session: Session, config: Config, kind: ContentType, path: Path, entries: list[tuple[str, Mapping]], language: str
) -> None:
    found: list[tuple[str, int, list[str], list[str]]] = []
    for slug, node in entries:
        source = _written_language(node) or config.main_language
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
            file=_shown(session, path),
        ),
        important=True,
    )
    for slug, line, lines, inner in found:
        click.echo(f"# {slug}, {path.name}:{line}")
        click.echo("\n".join([*lines, *(f"# {place}" for place in inner)]) + "\n")


def _print_columns(
    session: Session, config: Config, kind: ContentType, path: Path, entries: list[tuple[str, Mapping]], language: str
) -> None:
    """The columns that the spreadsheet lacks, as a table to paste beside it: one row per entry, in its order."""
    wanted = [name for name in ("title", "summary") if name in kind.fields]
    columns = [*(f"{name}@{language}" for name in wanted), f"translated_from@{language}"]
    rows = []
    for slug, node in entries:
        source = _written_language(node) or config.main_language
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
            file=_shown(session, path),
        ),
        important=True,
    )
    for row in (["slug", *columns], *rows):
        click.echo(",".join(row))
