"""The conversation with pagefind: what is sent and received, and the one plain failure of whatever goes wrong."""

from __future__ import annotations

import sys
import textwrap
import time
from pathlib import Path

import pytest

from hubgen.problems import EnvironmentFailure
from hubgen.search import service
from hubgen.search.service import AHEAD, Service

FEW_SECONDS = 20
# Reads messages as pagefind does; `answer(payload)` and `send(payload)` are the test's.
PAGEFIND = """
import base64, json, os, sys, time
def messages():
    rest = b""
    while piece := os.read(0, 65536):
        *whole, rest = (rest + piece).split(b",")
        yield from (json.loads(base64.b64decode(one)) for one in whole)
def send(payload, number=0):
    os.write(1, base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
"""
ECHO = 'for one in messages(): send({"type": "Echo", "said": one["payload"]}, one["message_id"])'


def fake(tmp_path: Path, program: str, **options: float) -> Service:
    """A process that does what the program says in the place of pagefind."""
    script = tmp_path / "pagefind.py"
    script.write_text(PAGEFIND + textwrap.dedent(program), "utf-8")
    return Service([sys.executable, str(script)], **options)


def failure_of(tmp_path: Path, program: str, **options: float) -> str:
    """What is told when that program answers; soon, with its mend, and the process is gone."""
    started = time.monotonic()
    with pytest.raises(EnvironmentFailure) as caught, fake(tmp_path, program, **options) as pagefind:
        list(pagefind.calls({"type": "AddRecord", "content": "x" * 50_000} for _ in range(50)))
    assert time.monotonic() - started < FEW_SECONDS
    assert "search: false" in str(caught.value.mend) and "pip install" in str(caught.value.mend)
    assert pagefind._process.poll() is not None
    return str(caught.value.message)


def test_every_request_is_answered_in_turn(tmp_path):
    """More requests than are sent ahead, some of them larger than a pipe holds."""
    wanted = [{"type": "AddRecord", "content": "ñ" * (n * 7001 % 200_000)} for n in range(AHEAD * 12)]
    with fake(tmp_path, ECHO) as pagefind:
        assert [one["said"] for one in pagefind.calls(wanted)] == wanted
        assert pagefind.call({"type": "GetFiles"})["said"] == {"type": "GetFiles"}


def test_only_a_few_requests_are_sent_ahead(tmp_path):
    """The source of the requests is not read to its end before an answer has come."""
    sent = []

    def payloads():
        for n in range(100):
            sent.append(n)
            yield {"type": "AddRecord", "n": n}

    with fake(tmp_path, ECHO) as pagefind:
        answers = pagefind.calls(payloads())
        next(answers)
        assert len(sent) == AHEAD + 1
        assert len(list(answers)) == 99


def test_answers_in_pieces_are_put_together(tmp_path):
    """A pipe cuts where it likes, and may give two answers at once."""
    program = """
        data = b""
        for n, one in enumerate(messages()):
            data += base64.b64encode(json.dumps({"message_id": n, "payload": {"type": "Echo", "n": n}}).encode()) + b","
            if n % 2:
                for place in range(0, len(data), 7):
                    os.write(1, data[place:place + 7])
                data = b""
    """
    with fake(tmp_path, program) as pagefind:
        assert [one["n"] for one in pagefind.calls([{"type": "AddRecord"}] * 10)] == list(range(10))


def test_a_pagefind_that_dies_is_told_with_its_last_words(tmp_path):
    assert "thread 'main' panicked" in failure_of(
        tmp_path, "next(messages()); print(\"thread 'main' panicked\\n\", file=sys.stderr); sys.exit(101)"
    )


def test_one_that_dies_in_silence_is_told_with_its_exit_code(tmp_path):
    assert "exit code 7" in failure_of(tmp_path, "sys.exit(7)")


def test_one_that_answers_an_error_is_told_with_its_words(tmp_path):
    program = 'for one in messages(): send({"type": "Error", "message": "no such index"}, one["message_id"])'
    assert "no such index" in failure_of(tmp_path, program)


@pytest.mark.parametrize(
    "answer",
    [
        'os.write(1, b"!!!,")', 'os.write(1, b",")', 'os.write(1, base64.b64encode(b"nothing") + b",")',
        'os.write(1, base64.b64encode(b"[]") + b",")', "send(None)", "send({})", "send([1])",
        'os.write(1, base64.b64encode(b"[" * 100000) + b",")', 'os.write(1, base64.b64encode(bytes([255])) + b",")',
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(tmp_path, answer):
    assert "no answer" in failure_of(tmp_path, f"next(messages()); {answer}; time.sleep(60)")


@pytest.mark.parametrize("program", ["next(messages()); time.sleep(60)", "time.sleep(60)"])
def test_one_that_says_nothing_is_ended(tmp_path, program):
    """Whether it reads what it is sent or not; pipes that fill do not hold us."""
    assert "exit code -9" in failure_of(tmp_path, program, limit_s=0.5)


def test_one_that_goes_on_talking_is_ended_too(tmp_path):
    program = 'next(messages())\nwhile True: os.write(1, b"A" * 60000); time.sleep(.001)'
    assert "exit code" in failure_of(tmp_path, program, limit_s=0.5)


def test_a_program_that_is_not_there_is_told(tmp_path):
    with pytest.raises(EnvironmentFailure, match="No such file"):
        Service([str(tmp_path / "nothing")])


def test_a_package_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(EnvironmentFailure) as caught:
        Service()
    assert "pagefind" in str(caught.value.message) and caught.value.mend


def test_at_the_end_of_the_block_the_process_is_gone(tmp_path):
    """Whatever ended it, and although it would not go by itself."""
    program = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), fake(tmp_path, program) as pagefind:
        raise KeyboardInterrupt
    assert pagefind._process.poll() is not None and not pagefind._watchdog.is_alive()
    assert time.monotonic() - started < FEW_SECONDS


def test_the_real_one_answers():
    with Service() as pagefind:
        assert pagefind.call({"type": "NewIndex", "config": {}}) == {"type": "NewIndex", "index_id": 0}
        with pytest.raises(EnvironmentFailure):
            pagefind.call({"type": "AddRecord", "index_id": 7})


def test_the_limit_leaves_time_for_large_hubs():
    assert service.LIMIT_S >= 600
