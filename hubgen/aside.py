"""Work that a second process does, while this one goes on with what it has to do anyway."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def aside(work: Callable[[], bytes], *, is_much: bool = True) -> Iterator[Callable[[], bytes]]:
    """Begins some work, and gives what waits for its result; inside, it is asked for once at most.

    The work changes nothing but files. Where there is little of it, no second processor, or a process cannot be copied
    in a moment, it is done when its result is asked for.
    """
    copied = _copied() if is_much and _may_copy() else None
    if copied is None:
        yield work
        return
    child, read, write = copied
    if child == 0:
        os.close(read)
        _answer(work, write)
    os.close(write)
    status: list[int] = []

    def result() -> bytes:
        data = answer.read()
        status.append(os.waitpid(child, 0)[1])
        return work() if status[0] else data

    try:
        with open(read, "rb") as answer:  # once it is closed, a child that still writes ends
            yield result
    finally:
        if not status:
            os.waitpid(child, 0)


def _may_copy() -> bool:
    """On Linux a copy takes a millisecond; of several threads it would take one along alone."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _copied() -> tuple[int, int, int] | None:
    """Number of the copy, 0 in it, and a pipe; None where the system has no room for one."""
    read, write = os.pipe()
    try:
        return os.fork(), read, write
    except OSError:
        os.close(read)
        os.close(write)
        return None


def _answer(work: Callable[[], bytes], pipe: int) -> NoReturn:
    status = 1
    try:
        with open(pipe, "wb") as answer:
            answer.write(work())
        status = 0
    finally:
        os._exit(status)
