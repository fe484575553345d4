"""What every command knows: the hub's folder, and how to speak to the person."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import click

from hubgen.problems import Message, say
from hubgen.project import Project, find_project


@dataclass
class Session:
    """The global flags of a command line."""

    root: str | None = None
    quiet: bool = False
    verbose: int = 0
    as_json: bool = False
    progress: str = "auto"
    color: str = "auto"
    no_input: bool = False
    messages: str = "en"

    def __post_init__(self) -> None:
        if self.messages.partition("-")[0] not in ("en", "es"):
            raise click.UsageError(f'Messages are in en or es, not "{self.messages}".')

    # -- the hub ---------------------------------------------------------------------------

    @cached_property
    def folder(self) -> Path:
        """Where the command works: --root, else the current folder."""
        return Path(self.root).expanduser().absolute() if self.root else Path.cwd()

    def project(self) -> Project:
        """The hub around the folder.

        Raises:
            click.UsageError: there is none.
        """
        found = find_project(self.folder)
        if found is None:
            raise self.misuse(
                say("There is no hub here: no config.yaml in {folder} or above.", folder=self.folder),
                say("Make one with: hubgen new my-hub     or name its folder: hubgen -C DIR …"),
            )
        return found

    # -- words -----------------------------------------------------------------------------

    @cached_property
    def catalogue(self) -> Mapping[str, str]:
        """English templates -> templates in the language of messages."""
        language = self.messages.partition("-")[0]
        if language == "en":
            return {}
        import yaml

        path = Path(__file__).parent.parent / "locale" / "messages" / f"{language}.yaml"
        return dict(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)) if path.is_file() else {}

    def tell(self, message: Message) -> str:
        return message.text(self.catalogue)

    def misuse(self, *messages: Message) -> click.UsageError:
        """What to raise when a command line cannot be meant so; one line a message."""
        return click.UsageError("\n".join(self.tell(one) for one in messages))

    # -- output ----------------------------------------------------------------------------

    def uses_color(self, stream: IO[Any]) -> bool:
        """Colour on a terminal, unless NO_COLOR, TERM=dumb or a flag says otherwise (no-color.org)."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return os.environ.get("TERM") != "dumb" and hasattr(stream, "isatty") and stream.isatty()

    def style(self, text: str, **style: Any) -> str:
        return click.style(text, **style) if self.uses_color(sys.stderr) else text

    def say(self, message: Message, *, important: bool = False) -> None:
        """A line for the person, on standard error; --quiet leaves the important ones."""
        if important or not self.quiet:
            click.echo(self.tell(message), err=True)

    def line(self, text: str = "") -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def result(self, value: object) -> None:
        """A result on standard output, as JSON."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=None, default=str))

    @property
    def may_ask(self) -> bool:
        return not self.no_input and sys.stdin.isatty()


pass_session = click.make_pass_decorator(Session)
