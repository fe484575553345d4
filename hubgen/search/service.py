"""pagefind at work: one process, requests in, answers out (`pagefind --service`).

A message is JSON in base64 with a comma behind it. Whatever happens to the process ends in one
plain failure: nothing here waits for ever.

Source: Pagefind 1.5, its own wrappers for Node and Python. The one for Python sleeps 0.1 s per answer.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from hubgen.problems import EnvironmentFailure, say

Payload = Mapping[str, Any]

AHEAD = 4  # while pagefind reads one document the next is on its way; more would gain nothing
LIMIT_S = 900.0  # a process that is still there is killed; 10,000 documents take 30 s
# A search fetches the part of the index where its word is: 8 KB instead of 30, on 2G two seconds instead of seven.
# Should a later pagefind ignore this, parts are larger and all else is the same.
PART_SIZE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "5000"}


class Service:
    """A running pagefind; to be used in a `with`, at whose end the process is gone."""

    def __init__(self, command: Sequence[str] = (), limit_s: float = LIMIT_S):
        """Starts the process.

        Args:
            command: another program that speaks as pagefind does.

        Raises:
            EnvironmentFailure: there is no pagefind, or it does not start.
        """
        program = command or own_command()
        self._sent = self._received = 0
        self._answers: queue.SimpleQueue[dict[str, Any] | EnvironmentFailure] = queue.SimpleQueue()
        """What came; last of all a failure, if only that nothing can come any more."""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (closed at the end of the block)
        try:
            self._process = subprocess.Popen(
                program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=os.environ | PART_SIZE,
            )
        except OSError as error:
            self._stderr.close()
            raise failure(error.strerror or error) from error
        self._watchdog = threading.Timer(limit_s, self._process.kill)
        self._reader = threading.Thread(target=self._read)
        for thread in (self._watchdog, self._reader):
            thread.daemon = True
            thread.start()

    def call(self, payload: Payload) -> dict[str, Any]:
        """The answer to one request; failures as of `calls`."""
        return next(self.calls([payload]))

    def calls(self, payloads: Iterable[Payload]) -> Iterator[dict[str, Any]]:
        """The answers to the requests, as they come.

        Raises:
            EnvironmentFailure: pagefind died, hung, answered an error or what is no answer.
        """
        for payload in payloads:
            self._send(payload)
            if self._sent - self._received > AHEAD:
                yield self._receive()
        while self._sent > self._received:
            yield self._receive()

    def _send(self, payload: Payload) -> None:
        self._sent += 1
        message = json.dumps({"message_id": self._sent, "payload": payload}).encode()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(base64.b64encode(message) + b",")
            self._process.stdin.flush()
        except OSError:  # it is gone, and the reader knows why
            while True:
                self._receive()

    def _receive(self) -> dict[str, Any]:
        answer = self._answers.get()
        if isinstance(answer, EnvironmentFailure):
            self._answers.put(answer)
            raise answer
        self._received += 1
        return answer

    def _read(self) -> None:
        """Takes what pagefind says, so that it never waits for us, and ends it at its first fault."""
        try:
            for message in self._messages():
                self._answers.put(_payload(message))
            self._answers.put(failure(self._last_words()))
        except EnvironmentFailure as fault:
            self._answers.put(fault)
            self._process.kill()  # or we might go on sending to somebody who does not listen

    def _messages(self) -> Iterator[bytes]:
        """Messages come in pieces, and several in one."""
        assert self._process.stdout is not None
        pieces: list[bytes] = []
        while piece := os.read(self._process.stdout.fileno(), 1 << 20):
            *whole, last = piece.split(b",")
            for end in whole:
                yield b"".join((*pieces, end))
                pieces = []
            pieces.append(last)

    def _last_words(self) -> str:
        """The last line on standard error, else how the process ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        self._stderr.seek(0)
        lines = self._stderr.read()[-4000:].decode("utf-8", "replace").splitlines()
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return said or f"exit code {self._process.poll()}"

    def end(self) -> None:
        """The process is gone; whoever still waits for an answer is told that it failed."""
        self._watchdog.cancel()
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            with suppress(OSError):  # what could not be sent any more
                stream.close()  # type: ignore[union-attr]


def _payload(message: bytes) -> dict[str, Any]:
    try:
        payload = dict(json.loads(base64.b64decode(message, validate=True))["payload"])
        kind = payload["type"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise failure("it answers what is no answer") from None
    if kind == "Error":
        raise failure(payload.get("message"))
    return payload


def own_command() -> list[str]:
    """The pagefind of the package `pagefind-bin`.

    Raises:
        EnvironmentFailure: the package is not there, or has no program for this machine.
    """
    try:
        from pagefind_bin import get_executable

        return [str(get_executable()), "--service"]
    except Exception as error:  # the package raises its own kinds for what it lacks
        raise failure(error) from error


def failure(reason: object) -> EnvironmentFailure:
    """The one thing told of a search that could not be made."""
    return EnvironmentFailure(
        say("the search could not be made, pagefind fails: {reason}", reason=reason),
        say(
            "install it again: python -m pip install --force-reinstall pagefind-bin; "
            "or write search: false in config.yaml to build without a search"
        ),
    )
