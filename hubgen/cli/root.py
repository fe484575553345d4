"""The group of all commands: global flags, and commands that are imported only when they are called.

Only click may be imported here, so that every command starts at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hubgen import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "new": "Make a new hub in a folder.",
    "add": "Add an entry, or the translation of one, as a draft.",
    "serve": "Show the hub in your browser and follow every change.",
    "check": "Tell everything that is wrong; write nothing.",
    "build": "Write the finished site.",
    "explain": "Say what a rule means, or why a page is as it is.",
    "report": "Print what pages weigh.",
    "diagnose": "Score the answers of many firms to a diagnostic.",
    "intake": "Make drafts of the mails of your readers.",
    "schema": "Help editors: JSON Schemas and settings for VS Code.",
    "completion": "Complete commands with the Tab key of your shell.",
    "doctor": "Check this machine and this hub.",
}
TAKES_VALUE = frozenset({"-C", "--root", "--progress", "--color", "--messages"})
ANYWHERE = frozenset({"-q", "--quiet", "-v", "-vv", "--verbose", "--json", "--no-color", "--no-input"}) | TAKES_VALUE
ABOUT = "hubgen turns a folder of texts and spreadsheets into a website that works on slow connections."
EXAMPLES = """\b
Examples:
  hubgen new my-hub             a new hub, step by step
  hubgen serve                  see it in your browser
  hubgen add guide "How to register a business"
  hubgen check                  what is wrong, and how to mend it
  hubgen build                  write the site into site/
"""


class Commands(click.Group):
    """A group whose commands live in modules of their own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = importlib.import_module(f"hubgen.cli.{name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and global flags; none of the commands is imported for it."""
        from click.shell_completion import CompletionItem

        named = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else " See hubgen --help."
            ctx.fail(f'There is no command "{args[0]}".{hint}')
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command explains itself: hubgen COMMAND --help",
    help=f"{ABOUT}\n\n{EXAMPLES}",
)
@click.option("-C", "--root", metavar="DIR", envvar="HUBGEN_ROOT", help="The hub's folder; default: here or above.")
@click.option("-q", "--quiet", is_flag=True, help="Only faults and the last line.")
@click.option("-v", "--verbose", count=True, help="Tell more; -vv for debugging.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option(
    "--progress", type=click.Choice(["auto", "plain", "json", "none"]), default="auto", envvar="HUBGEN_PROGRESS",
    help="How progress is shown.",
)  # fmt: skip
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", envvar="HUBGEN_COLOR", help="Colours."
)
@click.option("--no-color", is_flag=True, help="The same as --color never.")
@click.option("--no-input", is_flag=True, envvar="HUBGEN_NO_INPUT", help="Never ask; use flags and defaults.")
@click.option(
    "--messages", metavar="LANG", default="en", envvar="HUBGEN_MESSAGES", help="Language of messages: en or es."
)
@click.version_option(__version__, "--version", prog_name="hubgen")
@click.pass_context
def cli(ctx: click.Context, /, **flags: object) -> None:
    from hubgen.cli.session import Session

    if flags.pop("no_color"):
        flags["color"] = "never"
    session = Session(**flags)  # type: ignore[arg-type]
    if isinstance(ctx.obj, list):
        ctx.obj.append(session)  # so that a failure is told in the language that was asked for
    ctx.obj = session
    ctx.color = ctx.obj.uses_color(sys.stdout)


def hoist(args: Sequence[str]) -> list[str]:
    """The same command line with global flags first, so that they may stand anywhere."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in TAKES_VALUE:
            first += [arg, *[value for value in [next(waiting, None)] if value is not None]]
        elif arg in ANYWHERE or arg.partition("=")[0] in TAKES_VALUE:
            first.append(arg)
        else:
            rest.append(arg)
    return first + rest


def run(given: Sequence[str]) -> None:
    """Run a command and leave with its exit code (0 done, 1 faults, 2 usage, 3 machine, 4 refused, 70 ours)."""
    sessions: list[object] = []
    try:
        code = cli.main(args=hoist(given), prog_name="hubgen", standalone_mode=False, obj=sessions)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        click.echo("\nStopped. Nothing was left half-done.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from hubgen.cli.failures import explain_failure

        sys.exit(explain_failure(error, sessions[-1] if sessions else None))
