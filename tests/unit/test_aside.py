"""What a second process does has the same result, and leaves nothing behind."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from hubgen import aside as module
from hubgen.aside import aside

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


def number() -> bytes:
    return str(os.getpid()).encode()


@pytest.fixture
def copying(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command: the tests themselves have threads."""
    monkeypatch.setattr(module, "_may_copy", lambda: True)


@linux
@pytest.mark.usefixtures("copying")
def test_a_second_process_does_it():
    with aside(lambda: number() + b"x" * 3_000_000) as result:
        found = result()
    assert found.strip(b"x") != number() and len(found) > 3_000_000
    nothing_is_left()


@linux
@pytest.mark.usefixtures("copying")
def test_nobody_asks():
    """More than a pipe holds: the other process would wait for ever."""
    with aside(lambda: b"x" * 3_000_000):
        pass
    nothing_is_left()


@linux
@pytest.mark.usefixtures("copying")
def test_what_goes_wrong_beside_is_done_here(tmp_path: Path):
    mine = number()

    def work() -> bytes:
        if number() != mine:
            raise OSError
        return b"here"

    with aside(work) as result:
        assert result() == b"here"
    nothing_is_left()


@linux
@pytest.mark.usefixtures("copying")
def test_a_system_without_room_for_a_process(monkeypatch: pytest.MonkeyPatch):
    def full() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", full)
    with aside(number) as result:
        assert result() == number()


@linux
@pytest.mark.usefixtures("copying")
def test_an_exception_inside_ends_both():
    with pytest.raises(KeyError), aside(lambda: b"x" * 3_000_000):
        raise KeyError
    nothing_is_left()


@pytest.mark.parametrize("more", [{"is_much": False}, {}])
def test_little_work_and_work_beside_threads_is_done_when_it_is_asked_for(more: dict[str, bool]):
    over = threading.Event()
    threading.Thread(target=over.wait).start()
    try:
        with aside(number, **more) as result:
            assert result() == number()
    finally:
        over.set()


def nothing_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
