"""`hubgen add`: a new entry, or the translation of one, made from its schema."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hubgen.cli.adding.entry import add_entry
from hubgen.cli.adding.telling import usage
from hubgen.cli.adding.translation import translate
from hubgen.cli.session import Session, pass_session
from hubgen.config import CONFIG_FILE, Config, read_config
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import fold
from hubgen.problems import ContentProblems, say
from hubgen.project import Project
from hubgen.types import TYPES
from hubgen.types.base import ContentType
from hubgen.types.words import find_type, nearest_type

TRANSLATION = ("translation", "translate", "traduccion", "traducao")


@click.command(
    "add",
    help="""Add an entry as a draft, with every field that its type needs; or the translation of an entry.

    TYPE is guide, news, organization, financing, standard, event, document, market,
    dataset, diagnostic, notice, chain, advisor, question, term, partner or topic;
    guía, noticia, empresa … are understood too. With TYPE "translation", TITLE is the file to translate.

    \b
    Examples:
      hubgen add guide "How to register a business"
      hubgen add event "Food fair" --set start=2026-12-03T09:00 --set mode=in-person
      hubgen add organization "Café La Cumbre" --set contact.email=ventas@lacumbre.example.org
      hubgen add diagnostic "Ready to export?" --set mode=score
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
        made = translate(session, project, config, title, language, slug)
    else:
        kind = _kind(session, kind_name)
        made = add_entry(session, project, config, kind, title or "", language, settings, slug or "", source)
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
        raise usage(
            session,
            say(
                '"{language}" is not a language of this hub. --lang takes: {labels}.',
                language=lang,
                labels=", ".join(config.languages),
            ),
        )
    return language


def _kind(session: Session, name: str) -> ContentType:
    kind = find_type(name)
    if kind is not None:
        return kind
    near = nearest_type(name)
    names = ", ".join(one.name for one in TYPES)
    raise usage(
        session,
        say('There is no type "{type}".', type=name),
        say('Did you mean "{near}"?', near=near) if near else None,
        say("Types: {names}; or translation.", names=names),
    )


def _open(path: Path) -> None:
    if sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        click.edit(filename=str(path))
    else:
        click.launch(str(path))
