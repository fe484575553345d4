"""The logo: a small drawing inside the head of every page."""

from __future__ import annotations

import posixpath

from hubgen.config import CONFIG_FILE, Config
from hubgen.formats.svg import read_svg
from hubgen.images import faults
from hubgen.images.sniff import HEAD_BYTES, kind_of
from hubgen.locale.formatting import format_kb
from hubgen.problems import ContentProblems, Location, Problem, problem, say
from hubgen.project import Project

LIMIT_BYTES = 4_000
"""Every page of the hub carries it."""


def read_logo(config: Config, project: Project) -> tuple[str, list[Problem]]:
    """The drawing that `logo` names, for the inside of a page; empty, with its problems, where it cannot be shown."""
    if not config.logo:
        return "", []
    where = Location(CONFIG_FILE, field="logo")
    name = posixpath.normpath(f"content{config.logo}" if config.logo.startswith("/") else config.logo)
    if not name.startswith("content/"):
        fault = problem(
            "unreadable-file",
            where,
            say('"{text}" is not in the folder content', text=config.logo),
            mend=say("put the drawing there: logo: content/logo.svg"),
        )
        return "", [fault]
    if not (project.root / name).is_file():
        return "", [problem("broken-reference", where, say('there is no file "{text}"', text=config.logo))]
    try:
        return _logo(name, project.read(project.root / name), where), []
    except ContentProblems as found:
        return "", list(found.problems)


def _logo(name: str, data: bytes, where: Location) -> str:
    if (kind := kind_of(data[:HEAD_BYTES])) != "SVG":
        found = say("a logo is an SVG drawing; {file} holds {kind}", file=name, kind=kind or "?")
        mend = say("save the logo as plain SVG, or leave it out: the name of the hub stands there in letters")
        raise ContentProblems(faults.PictureRefusedError(found, mend).at(where))
    drawing = read_svg(data, name, inline=True)
    size = len(drawing.html.encode())
    if size > LIMIT_BYTES:
        found = say("the logo has {size}, and every page carries it", size=format_kb(size, "en"))
        limit = say("at most {limit}", limit=format_kb(LIMIT_BYTES, "en"))
        raise ContentProblems(faults.PictureRefusedError(found, say("simplify the drawing"), limit).at(Location(name)))
    return drawing.html
