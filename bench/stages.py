"""Where the CPU time of a build goes: seconds by stage, taken from outside.

    python bench/stages.py /tmp/hub --date 2026-11-22

Functions of the program are replaced, as soon as it has imported them, by ones that look at the clock of the process
before and after. Time belongs to the innermost stage: what templates take is not in `render`, which calls them. What
other processes take is told in one figure.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

REST = "start and the rest"
IMPORTS = "imports"
WORKERS = "other processes"
CONTEXTS = "contexts of pages"
FILES = "feeds, calendars, exports"

TIMED: tuple[tuple[str, str, str], ...] = (
    ("hubgen.update", "hub_now", "look at all files"),
    ("hubgen.last_build", "LastBuild.outcome", "look at all files"),
    ("hubgen.last_build", "LastBuild.keep", "look at all files"),
    ("hubgen.pipeline", "load_config", "read config"),
    ("hubgen.pipeline", "load", "load"),
    ("hubgen.formats.markdown.body", "render_markdown", "Markdown"),
    ("hubgen.stages.assemble", "read_body", "plain language"),
    ("hubgen.stages.assemble", "review", "plain language"),
    ("hubgen.pipeline", "resolve", "resolve"),
    ("hubgen.pipeline", "hub_theme", "theme"),
    ("hubgen.pipeline", "make_pictures", "pictures"),
    ("hubgen.pipeline", "plan", "plan"),
    ("hubgen.pipeline", "render", "render"),
    ("hubgen.workers", "_Worker.give", "parcels"),
    ("hubgen.workers", "_Worker._heard", "parcels"),
    ("hubgen.theme", "Theme.render", "templates"),
    ("hubgen.theme", "Theme.style", "styles"),
    ("hubgen.theme", "names_in", "styles"),
    ("hubgen.stages.writers", "WRITERS", FILES),
    ("hubgen.stages.page_memo", "digest", "digests"),
    ("hubgen.stages.held", "digest", "digests"),
    ("hubgen.memo", "Memo.find", "memo"),
    ("hubgen.memo", "Memo.put", "memo"),
    ("gzip", "compress", "gzip"),
    ("gzip", "decompress", "gzip"),
    ("hubgen.stages.page_memo", "page_facts", "check"),
    ("hubgen.pipeline", "_Checks.take", "check"),
    ("hubgen.pipeline", "_Checks.problems", "check"),
    ("hubgen.pipeline", "write", "write"),
)
"""Module, name in it, stage. A name is a function, a method, or a table of functions."""


class Clock:
    """Seconds of CPU by stage; stages lie within one another."""

    def __init__(self, now: Callable[[], float] = time.process_time):
        self.seconds: dict[str, float] = {REST: now()}
        self._now, self._last, self._open = now, now(), [REST]

    def enter(self, stage: str) -> None:
        self._tick()
        self._open.append(stage)

    def leave(self) -> None:
        self._tick()
        self._open.pop()

    def _tick(self) -> None:
        now, stage = self._now(), self._open[-1]
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function, its time in a stage; of a generator each of its steps."""
        if inspect.isgeneratorfunction(function):
            return functools.wraps(function)(lambda *args, **kwargs: self._steps(function(*args, **kwargs), stage))

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            self.enter(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        return run

    def _steps(self, items: Iterator[Any], stage: str) -> Iterator[Any]:
        step = self.timed(lambda: next(items, self), stage)  # the clock itself, which no stage yields, is the end
        while (item := step()) is not self:
            yield item


def watch(clock: Clock) -> None:
    """From now on imports are timed, and the functions of `TIMED` once their modules are there."""
    waiting = list(TIMED)
    load = builtins.__import__
    depth = 0

    def timed_import(*args: Any, **kwargs: Any) -> Any:
        nonlocal depth
        clock.enter(IMPORTS)
        depth += 1
        try:
            return load(*args, **kwargs)
        finally:
            depth -= 1
            clock.leave()
            if depth == 0 and waiting:
                waiting[:] = [one for one in waiting if not _replaced(clock, *one)]

    builtins.__import__ = timed_import


def _replaced(clock: Clock, module: str, name: str, stage: str) -> bool:
    """Whether the module was there, and its function is now timed."""
    if module not in sys.modules:
        return False
    owner: Any = sys.modules[module]
    *path, last = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    found = getattr(owner, last)
    if isinstance(found, MutableMapping):
        found.update({key: clock.timed(function, stage) for key, function in found.items()})
    else:
        inner = INNER.get(stage, lambda _, function: function)(clock, found)
        setattr(owner, last, clock.timed(inner, stage))
    return True


def _planned(clock: Clock, plan: Callable[..., Any]) -> Callable[..., Any]:
    """The stage plan; what it leaves to be made later, page by page, is timed too."""

    def run(*args: Any, **kwargs: Any) -> Any:
        planned = plan(*args, **kwargs)
        return replace(planned, outputs=tuple(_timed_output(clock, one) for one in planned.outputs))

    return run


def _timed_output(clock: Clock, output: Any) -> Any:
    if output.context is not None:
        return replace(output, context=clock.timed(output.context, CONTEXTS))
    if output.value is not None:
        return replace(output, value=clock.timed(output.value, FILES))
    return output


INNER: Mapping[str, Callable[[Clock, Callable[..., Any]], Callable[..., Any]]] = {
    "plan": _planned,
}
"""Stages that hand work to others."""


def stages_of_build(arguments: list[str]) -> dict[str, float]:
    """CPU seconds of this process by stage, after a run of `hubgen` with the arguments.

    Raises:
        SystemExit: the build failed.
    """
    clock = Clock()
    watch(clock)
    from hubgen.cli.main import main

    try:
        main(arguments)
    except SystemExit as end:
        if end.code:
            raise
    clock.enter(REST)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**clock.seconds, WORKERS: children.ru_utime + children.ru_stime}


if __name__ == "__main__":
    folder, *flags = sys.argv[1:]
    print(json.dumps(stages_of_build(["--quiet", "-C", folder, "build", *flags])))
