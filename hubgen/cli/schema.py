"""`hubgen schema`: JSON Schemas of the hub's YAML, and the files that tell VS Code of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json
from hubgen.problems import ContentProblems, say

if TYPE_CHECKING:
    from hubgen.model.context import ValueContext


@click.command(
    "schema",
    help="""Help editors: print the JSON Schema of config.yaml or of a content type, or set up VS Code.

    The schemas hold the languages and vocabularies of your hub. Write them again after a change of config.yaml.

    \b
    Examples:
      hubgen schema config        print the schema of config.yaml
      hubgen schema guide         print the schema of content/guides/*.yaml
      hubgen schema --write       write all of them into .hubgen/schema/
      hubgen schema --vscode      the same, and set up VS Code for this hub
    """,
)
@click.argument("name", required=False, metavar="[NAME]", shell_complete=lambda ctx, param, text: _offered(text))
@click.option("--write", "writes", is_flag=True, help="Write every schema into .hubgen/schema/.")
@click.option("--vscode", is_flag=True, help="Write the schemas, and settings and a task into .vscode/.")
@pass_session
def command(session: Session, name: str | None, writes: bool, vscode: bool) -> None:
    from hubgen.schema import schema_of

    if name is not None and (writes or vscode):
        raise session.misuse(say("Name a schema to print it, or use --write or --vscode for all of them."))
    if name is not None:
        wanted = _wanted(session, name)
        click.echo(json.dumps(schema_of(wanted, _context(session)), ensure_ascii=False, indent=2))
    elif writes or vscode:
        _write(session, vscode=vscode)
    else:
        from hubgen.schema import NAMES

        raise session.misuse(
            say("Which schema? One of: {names}. Or all of them: --write, --vscode.", names=", ".join(NAMES))
        )


def _offered(text: str) -> list[str]:
    from hubgen.schema import NAMES

    return [name for name in NAMES if name.startswith(text)]


def _wanted(session: Session, name: str) -> str:
    """The schema that the name, or the folder of the type, means."""
    from hubgen.schema import NAMES
    from hubgen.types import BY_FOLDER

    folders = {folder: kind.name for folder, kind in BY_FOLDER.items()}
    plain = name.strip().lower().removesuffix(".yaml")
    found = plain if plain in NAMES else folders.get(plain)
    if found in NAMES:
        return str(found)
    near = get_close_matches(plain, [*NAMES, *folders], n=1)
    hint = say("Did you mean {names}?", names=near[0]) if near else say("One of: {names}.", names=", ".join(NAMES))
    raise session.misuse(say('There is no schema "{name}".', name=name), hint)


def _context(session: Session) -> ValueContext:
    """What the hub's own settings say of languages and vocabularies; the shipped ones where there is no hub."""
    from hubgen.config import CONFIG_FILE, read_config
    from hubgen.formats.text import decode
    from hubgen.formats.yaml_text import parse_yaml
    from hubgen.project import find_project
    from hubgen.schema import default_context

    project = find_project(session.folder)
    if project is None:
        return default_context()
    try:
        text = decode(project.read(project.config_file), CONFIG_FILE, 1_000_000)
        config, _ = read_config(parse_yaml(text, CONFIG_FILE))
    except ContentProblems:
        config = None
    if config is None:
        session.say(
            say("config.yaml has faults: this schema knows the shipped vocabularies only; see hubgen check"),
            important=True,
        )
    return config.context if config else default_context()


def _write(session: Session, *, vscode: bool) -> None:
    from hubgen.schema import NAMES, schema_of
    from hubgen.vscode import SCHEMA_FOLDER, set_up

    project, context = session.project(), _context(session)
    written = [_write_one(project.root / SCHEMA_FOLDER, name, schema_of(name, context)) for name in NAMES]
    settings = set_up(project.root, NAMES) if vscode else []
    if session.as_json:
        outcomes = {one.name: one.outcome for one in settings}
        session.result(as_json(session, "schema", [], schemas=written, vscode=outcomes))
        return
    done = say("{count} schemas written into {folder}/", count=len(written), folder=SCHEMA_FOLDER)
    session.say(done, important=not vscode)
    for one in settings:
        if one.outcome == "left":
            session.say(
                say("{file} is not plain JSON (comments?), so it was left as it is. Add to it by hand:", file=one.name),
                important=True,
            )
            click.echo(json.dumps(one.ours, ensure_ascii=False, indent=2), err=True)
        else:
            is_new = one.outcome == "written"
            session.say(say("{file} written", file=one.name) if is_new else say("{file} unchanged", file=one.name))
    if vscode:
        session.say(
            say('Open the folder in VS Code, install the extension it recommends, and allow the task "hubgen check".'),
            important=True,
        )


def _write_one(folder: Path, name: str, schema: Mapping[str, Any]) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path, draft = folder / f"{name}.json", folder / f"{name}.json.new"
    draft.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    os.replace(draft, path)
    return path.name
