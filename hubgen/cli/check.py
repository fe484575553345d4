"""`hubgen check`: everything that can be wrong, nothing written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from hubgen.cli.options import build_options, compile_flags
from hubgen.cli.progress import ProgressLine
from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import as_json, print_problems, verdict
from hubgen.collecting import without_full_passes
from hubgen.options import Options
from hubgen.pipeline import Compiled, compile_hub
from hubgen.problems import Location, Problem, find_rule, in_order, say
from hubgen.project import Project


@click.command(
    "check",
    help="""Tell everything that is wrong with the hub, with its place and the mend. Writes nothing.

    \b
    Examples:
      hubgen check
      hubgen check content/financing       only that folder or file
      hubgen check --only E03              only that rule
      hubgen check --fix                   change what is safe to change
      hubgen check --watch --format gcc    for editors
    """,
)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@compile_flags
@click.option("--only", multiple=True, metavar="RULE", help="Only this rule (code or name); may be repeated.")
@click.option("--skip", multiple=True, metavar="RULE", help="All but this rule; may be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["text", "gcc", "json", "github"]), default="text", show_default=True
)
@click.option(
    "--fix",
    is_flag=True,
    help="Change what is safe: misspelt field names, missing slugs, lists that touch a paragraph.",
)
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl-C.")
@pass_session
def command(
    session: Session,
    /,
    paths: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    form: str,
    fix: bool,
    watch: bool,
    **flags: object,
) -> None:
    project = session.project()
    options = build_options(flags)
    names = (_rules(session, only), _rules(session, skip))
    form = "json" if session.as_json else form
    if watch:
        _watch(session, project, options, paths, names, form)
        return
    problems = _problems(session, project, options, paths, *names)
    if fix:
        from hubgen.fixes.apply import apply_fixes

        changed = apply_fixes(project, problems)
        for file, count in changed.items():
            session.say(say("mended {count} in {file}", count=count, file=file), important=True)
        if changed:
            problems = _problems(session, project, options, paths, *names)
    _print(session, problems, project.root, form)
    if any(one.is_error for one in problems):
        sys.exit(1)


def _rules(session: Session, names: Sequence[str]) -> frozenset[str]:
    found = [(name, find_rule(name)) for name in names]
    unknown = [name for name, rule in found if rule is None]
    if unknown:
        raise session.misuse(say('There is no rule "{name}". See hubgen explain --rules.', name=unknown[0]))
    return frozenset(rule.name for _, rule in found if rule)


def _problems(
    session: Session,
    project: Project,
    options: Options,
    paths: tuple[str, ...],
    only: frozenset[str],
    skip: frozenset[str],
) -> list[Problem]:
    progress = ProgressLine(session)
    try:
        with without_full_passes():
            compiled = compile_hub(project, replace(options, index=False), progress)
    finally:
        progress.clear()
    wanted = [_relative(project, session, path) for path in paths]
    shown = _pictures_of(compiled, wanted)
    found = [one for one in compiled.problems if not wanted or one.where.file in shown or _is_below(one.where, wanted)]
    return in_order(one for one in found if (not only or one.rule in only) and one.rule not in skip)


def _relative(project: Project, session: Session, path: str) -> str:
    full = (session.folder / path).absolute()
    if not full.exists():
        raise session.misuse(say('There is no file or folder "{path}".', path=path))
    return full.relative_to(project.root).as_posix() if full.is_relative_to(project.root) else path


def _pictures_of(compiled: Compiled, paths: Sequence[str]) -> frozenset[str]:
    """The files of the pictures that entries in these files show: they are part of them."""
    from hubgen.images.make import uses_of

    uses = uses_of(compiled.site) if compiled.site and paths else {}
    return frozenset(f"content/{file}" for file, places in uses.items() if any(_is_below(one, paths) for one in places))


def _is_below(where: Location, paths: Sequence[str]) -> bool:
    file = where.file
    return any(path == "." or file == path or file.startswith(path.rstrip("/") + "/") for path in paths)


def _print(session: Session, problems: list[Problem], root: Path, form: str) -> None:
    if form == "json":
        session.result(as_json(session, "check", problems))
        return
    print_problems(session, problems, root, form)
    if form == "text" or not session.quiet:
        click.echo(verdict(session, problems), err=True)


def _watch(
    session: Session,
    project: Project,
    options: Options,
    paths: tuple[str, ...],
    names: tuple[frozenset[str], frozenset[str]],
    form: str,
) -> None:
    """Check at every change; lines that say begin and end let an editor know which marks are old."""
    from hubgen.cli.watching import wait_for_change
    from hubgen.last_build import hub_now

    try:
        seen = hub_now(project)
        while True:
            click.echo("hubgen: checking")
            _print(session, _problems(session, project, replace(options), paths, *names), project.root, form)
            click.echo("hubgen: checked")
            seen = wait_for_change(project, seen)
    except KeyboardInterrupt:
        sys.exit(0)
