"""What hubgen stands on: Python, the libraries, the terminal."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from hubgen import __version__
from hubgen.health.finding import Finding
from hubgen.problems import Message, say

OLDEST_PYTHON = (3, 11)
LIBRARIES = ("click", "jinja2", "markdown", "markupsafe", "pyyaml", "nh3", "rcssmin", "filelock", "tzdata")


def machine() -> Iterator[Finding]:
    """Versions of hubgen, Python, the system and the libraries."""
    place = say("hubgen {version}, Python {python}, {system}", version=__version__, python=platform.python_version(),
                system=f"{platform.system()} {platform.release()} {platform.machine()}".strip())  # fmt: skip
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("python", "fail", place, say("install Python 3.11 or newer"))
    else:
        yield Finding("python", "ok", place)
    versions = library_versions()
    missing = [name for name, number in versions.items() if not number]
    if missing:
        yield Finding("libraries", "fail", say("not installed: {names}", names=", ".join(missing)), _install(missing))
    else:
        names = ", ".join(f"{name} {number}" for name, number in versions.items())
        yield Finding("libraries", "ok", say("libraries: {names}", names=names))
    yield from _yaml()
    yield _pictures()


def _pictures() -> Finding:
    """Whether photos can be made small: the one part that a hub may do without."""
    try:
        return Finding("images", "ok", say("photos: pillow {version}", version=version("pillow")))
    except PackageNotFoundError:
        mend = say('run: pip install "hubgen[images]"')
        return Finding("images", "ok", say("no photos: the extra images (Pillow) is not installed"), mend)


def library_versions() -> dict[str, str]:
    """Version of each library; empty where it is absent."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _install(names: list[str]) -> Message:
    return say("python -m pip install {names}", names=" ".join(names))


def _yaml() -> Iterator[Finding]:
    with suppress(ImportError):
        import yaml

        if not getattr(yaml, "__with_libyaml__", False):
            mend = say("python -m pip install --force-reinstall pyyaml")
            yield Finding("yaml", "fail", say("PyYAML lacks its fast reader (libyaml)"), mend)


def console() -> Iterator[Finding]:
    """Whether the terminal shows accents."""
    encoding = os.device_encoding(2) if sys.stderr is sys.__stderr__ and _is_terminal() else None
    if encoding is None:
        yield Finding("console", "ok", say("messages are written in UTF-8"))
    elif os.name == "nt" or encoding.replace("-", "").lower() == "utf8":
        # Python writes to the console of Windows in Unicode, whatever its code page.
        yield Finding("console", "ok", say("the terminal takes UTF-8"))
    else:
        yield Finding(
            "console", "warn", say("the terminal expects {encoding}: accents may look wrong", encoding=encoding),
            say("export LANG=C.UTF-8"),
        )  # fmt: skip


def _is_terminal() -> bool:
    with suppress(OSError, ValueError, AttributeError):
        return os.isatty(sys.stderr.fileno())
    return False
