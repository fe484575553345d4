"""`hubgen serve`: the hub in a browser of this machine, built again at every change."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import click

from hubgen.cli.failures import explain_failure, message_of
from hubgen.cli.options import build_options, compile_flags
from hubgen.cli.progress import ProgressLine
from hubgen.cli.session import Session, pass_session
from hubgen.cli.telling import Excerpts, grouped, print_problems, text_block, verdict
from hubgen.cli.watching import wait_for_change
from hubgen.last_build import LastBuild, Seen, hub_now
from hubgen.model.rendered import Rendered
from hubgen.options import Options, output_of
from hubgen.pipeline import compile_hub
from hubgen.preview import Files, Preview, in_folder, in_memory, open_server
from hubgen.problems import EnvironmentFailure, Problem, say
from hubgen.project import Project
from hubgen.snapshot import changed
from hubgen.stages.folder import MANIFEST
from hubgen.update import update

PORT = 4000
PORTS_TRIED = 20
SHOWN_IN_PAGE = 20


@click.command(
    "serve",
    help="""Show the hub in a browser of this machine and follow every change. Leaves site/ as it is.

    \b
    Examples:
      hubgen serve
      hubgen serve --drafts             drafts too
      hubgen serve --date 2026-12-01    as it will be on that day
    """,
)
@compile_flags
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help=f"Port; default: {PORT}, or the next free one."
)
@click.option("--open", "opens", is_flag=True, help="Open the browser.")
@pass_session
def command(session: Session, /, port: int | None, opens: bool, **flags: object) -> None:
    project = session.project()
    preview = Preview()
    server = _listen(preview, port)
    own_port = server.server_address[1]
    url = f"http://localhost:{own_port}/"
    asked = build_options(flags)
    options = replace(asked, base_url=url, index=False, output_dir=project.preview_for(asked.audience, own_port))
    last = LastBuild(project, options, output_of(project, options), alone=True)
    seen = hub_now(project)
    _build(session, project, options, preview, last, seen, [])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(url)
    session.say(say("Ctrl-C to stop"), important=True)
    if opens:
        click.launch(url)
    try:
        _follow(session, project, options, preview, last, seen)
    except KeyboardInterrupt:
        session.line("")
    finally:
        server.shutdown()
        server.server_close()


def _listen(preview: Preview, port: int | None) -> ThreadingHTTPServer:
    tried = [port] if port else range(PORT, PORT + PORTS_TRIED)
    for one in tried:
        try:
            return open_server(preview, one)
        except OSError:
            continue
    raise EnvironmentFailure(
        say("port {port} is taken by another program", port=port or PORT),
        say("hubgen serve --port {port}", port=(port or PORT) + 1),
    )


def _follow(
    session: Session, project: Project, options: Options, preview: Preview, last: LastBuild, seen: Seen
) -> None:
    while True:
        now = wait_for_change(project, seen)
        files = changed(seen.files, now.files)
        seen = now
        try:
            _build(session, project, options, preview, last, seen, files)
        except Exception as error:  # the next save may end otherwise
            explain_failure(error, session)
            # Without it one would take the old page for the new one.
            preview.headline, preview.problems = session.tell(say("error")), session.tell(message_of(error))
        preview.announce()


def _build(
    session: Session, project: Project, options: Options, preview: Preview, last: LastBuild, seen: Seen,
    files: list[str],
) -> None:  # fmt: skip
    started = time.perf_counter()
    progress = ProgressLine(session)
    try:
        outcome = update(project, options, progress, last, seen)
        if outcome.written is None and not _has_site(options):
            preview.files = _as_far_as_it_goes(project, options)
    finally:
        progress.clear()
    if outcome.written is not None or _has_site(options):
        preview.files = in_folder(output_of(project, options))
    _show_problems(session, project, preview, outcome.problems)
    milliseconds = round((time.perf_counter() - started) * 1000)
    names = ", ".join(_name(project, file) for file in files[:3]) or session.tell(say("the hub"))
    now = time.strftime("%H:%M:%S")
    session.say(
        say("{time}  {names}: page kept as it was", time=now, names=names)
        if outcome.written is None
        else say(
            "{time}  {names} -> {count} pages in {ms} ms",
            time=now, names=names, count=outcome.written.written, ms=milliseconds,
        )
    )  # fmt: skip
    errors = [one for one in outcome.problems if one.is_error]
    print_problems(
        session,
        errors if errors and not session.verbose else outcome.problems if session.verbose else errors,
        project.root,
    )


def _has_site(options: Options) -> bool:
    """Whether an earlier build can be shown."""
    return options.output_dir is not None and (options.output_dir / MANIFEST).is_file()


def _as_far_as_it_goes(project: Project, options: Options) -> Files:
    """The pages of a hub with errors."""
    made: list[Rendered] = []
    compile_hub(project, options, take=made.append)
    return in_memory(made)


def _show_problems(session: Session, project: Project, preview: Preview, problems: Sequence[Problem]) -> None:
    errors = [one for one in problems if one.is_error]
    plain = replace_color(session)
    excerpts = Excerpts(project.root)
    blocks = [text_block(plain, group, excerpts) for group in grouped(errors)]
    more = len(blocks) - SHOWN_IN_PAGE
    preview.headline = verdict(session, problems)
    preview.problems = "\n\n".join(blocks[:SHOWN_IN_PAGE]) + (f"\n\n+{more}" if more > 0 else "")


def replace_color(session: Session) -> Session:
    """The same session without colours, for text that goes into a page."""
    return Session(messages=session.messages, color="never")


def _name(project: Project, file: str) -> str:
    path = Path(file)
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.name
