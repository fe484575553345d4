"""Processes that work beside the main one: the same results in the same order, sooner.

A worker is given a function of a module and a plain argument, and gives back what the function returns. It knows no
memo. Where it fails or dies, or has none to give, who asked does the work itself: so a fault is met and told as in one
process. They are started with `spawn`, which every system has, and only for much work: a start takes half a second.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hubgen.model.frozen import frozen

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

MUCH = 1_000
"""Pieces, of which so many have to be made that a start pays."""
MISSED = 100
"""As many have to be made before it is believed that most are to be made."""
PARCEL = 24
"""Orders that are sent at a time."""
HELD = 240
"""Pieces that wait, at most, for an order among them to be sent."""
AHEAD = 3
"""Parcels that a worker has: one is at work, the others lie ready for while the main process writes."""

Job = Callable[[Any, Any], Any]
"""A function of a module: what all its orders share, and the argument of one, to what is made of it."""


@frozen
class Order(Generic[T]):
    """A piece that is to be made."""

    argument: Callable[[], object]
    """Gives what a worker needs for it beside what is shared."""
    finish: Callable[[Any], T]
    """Takes what the worker gave; None, where it gave nothing: then it does the work itself."""


class Workers:
    """Some processes with the main one among them; to be used in a `with`, at whose end the others are gone.

    Args:
        count: 1 for the main process alone.
    """

    def __init__(self, count: int = 1):
        self._count = count
        self._workers: list[_Worker] | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers or ():
            worker.end()
        self._workers = []

    def made(self, pieces: Iterable[T | Order[T]], job: Job, shared: object, total: int) -> Iterator[T]:
        """The pieces in their order, those that were to be made too.

        Args:
            shared: what the job is told with every parcel.
            total: how many pieces will come, about.
        """
        parcels: deque[_Parcel[T]] = deque()
        missed = 0
        parcel: _Parcel[T] = _Parcel()
        for piece in pieces:
            missed += isinstance(piece, Order)
            if not isinstance(piece, Order) and not parcel.pieces and not parcels:
                yield piece
                continue
            parcel.add(piece)
            if self._may_start(total, missed) and len(parcel.orders) < PARCEL and len(parcel.pieces) < HELD:
                continue
            self._send(parcel, job, shared)
            parcels.append(parcel)
            parcel = _Parcel()
            while parcels and (parcels[0].is_there or len(parcels) > self._window):
                yield from parcels.popleft().opened()
        for last in (*parcels, parcel):
            yield from last.opened()

    @property
    def _window(self) -> int:
        """Parcels that may be open at a time."""
        return 2 * AHEAD * self._count

    def _may_start(self, total: int, missed: int) -> bool:
        """Whether there are other processes, or will be."""
        if self._workers is None and self._count > 1 and total >= MUCH and missed >= MISSED:
            self._workers = list(_started(self._count - 1))
        return bool(self._workers)

    def _send(self, parcel: _Parcel[T], job: Job, shared: object) -> None:
        """A worker that has little to do gets the parcel; where none is free, it is opened here."""
        ready = [worker for worker in self._workers or () if worker.is_ready() and worker.owes < AHEAD]
        if ready and parcel.orders:
            min(ready, key=lambda worker: worker.owes).give(parcel, job, shared)
        else:
            parcel.make()


class _Parcel(Generic[T]):
    """Some pieces in their order, and who makes those that are to be made."""

    def __init__(self) -> None:
        self.pieces: list[T | Order[T]] = []
        self.orders: list[Order[T]] = []
        self.worker: _Worker | None = None
        self.results: Sequence[Any] | None = None

    def add(self, piece: T | Order[T]) -> None:
        self.pieces.append(piece)
        if isinstance(piece, Order):
            self.orders.append(piece)

    @property
    def is_there(self) -> bool:
        """Whether nobody has to be waited for."""
        if self.worker is not None:
            self.worker.collect()
        return self.worker is None or self.results is not None

    def make(self) -> None:
        """What is to be made is made here and now."""
        self.pieces = [piece.finish(None) if isinstance(piece, Order) else piece for piece in self.pieces]
        self.orders = []

    def opened(self) -> Iterator[T]:
        """The pieces."""
        while self.worker is not None and self.results is None:
            self.worker.wait()
        results = iter(self.results or [None] * len(self.orders))
        for piece in self.pieces:
            yield piece.finish(next(results)) if isinstance(piece, Order) else piece


class _Worker:
    """A process, as the main one sees it."""

    def __init__(self) -> None:
        from multiprocessing import get_context  # only here: most builds need none

        context = get_context("spawn")
        self._connection, there = context.Pipe()
        self._process: BaseProcess = context.Process(target=_work, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._owed: deque[_Parcel[Any]] = deque()
        self._is_ready, self._is_lost = False, False

    @property
    def owes(self) -> int:
        self.collect()
        return len(self._owed)

    def is_ready(self) -> bool:
        """Whether it has started and still lives."""
        if not self._is_ready and not self._is_lost and self._has_said_something():
            self._heard()
        return self._is_ready and not self._is_lost

    def give(self, parcel: _Parcel[Any], job: Job, shared: object) -> None:
        parcel.worker = self
        self._owed.append(parcel)
        arguments = [order.argument() for order in parcel.orders]
        try:
            self._connection.send((job, shared, arguments))
        except OSError:
            self._lose()

    def collect(self) -> None:
        """What it has done up to now is in the parcels."""
        while self._owed and self._has_said_something():
            self.wait()

    def wait(self) -> None:
        """The results of its oldest parcel are in it."""
        results = self._heard()
        if self._owed:
            self._owed.popleft().results = results or ()

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._connection.close()

    def _has_said_something(self) -> bool:
        try:
            return not self._is_lost and self._connection.poll()
        except OSError:
            self._lose()
            return False

    def _heard(self) -> Sequence[Any] | None:
        try:
            results: Sequence[Any] | None = self._connection.recv()
            self._is_ready = True
        except (EOFError, OSError):
            self._lose()
            return None
        return results

    def _lose(self) -> None:
        """It is gone: nothing of what it owes will come."""
        self._is_lost = True
        for parcel in self._owed:
            parcel.results = ()
        self._owed.clear()


def _started(count: int) -> Iterator[_Worker]:
    """As many workers as the system lets start."""
    with _deaf(), suppress(OSError):
        for _ in range(count):
            yield _Worker()


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started inside does not hear Ctrl-C: it is for the main process, which ends the others."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _work(connection: Connection) -> None:
    """All that a worker does; it ends when the main process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parcels: SimpleQueue[tuple[Job, object, list[Any]]] = SimpleQueue()
    done: SimpleQueue[list[object] | None] = SimpleQueue()
    # What comes is taken at once, and what goes waits for nobody: neither process stops until the other one listens.
    threading.Thread(target=_receive, args=(connection, parcels.put), daemon=True).start()
    threading.Thread(target=_give, args=(connection, done.get), daemon=True).start()
    done.put(None)  # it is ready
    while True:
        job, shared, arguments = parcels.get()
        done.put([_tried(job, shared, argument) for argument in arguments])


def _give(connection: Connection, get: Callable[[], list[object] | None]) -> None:
    try:
        while True:
            connection.send(get())
    finally:  # the main process is gone, or something cannot be sent: it is not to wait for it
        os._exit(0)


def _tried(job: Job, shared: object, argument: object) -> object:
    """What the job gives; None where it fails: the main process meets the fault once more, and tells it."""
    try:
        return job(shared, argument)
    except Exception:
        return None


def _receive(connection: Connection, put: Callable[[tuple[Job, object, list[Any]]], None]) -> None:
    try:
        while True:
            put(connection.recv())
    finally:  # the main process is gone, or sent what cannot be read here: what is at work is for nobody
        os._exit(0)
