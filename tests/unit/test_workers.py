"""Worker processes: the same bytes and the same faults as without them, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hubgen import workers
from hubgen.project import Project
from hubgen.workers import Order, Workers
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import build, compiled, guide, make_hub, news, translation, tree, write_files

FILES = {
    **{f"content/guides/g{n:02}.md": guide(f"## Uno\n\nTexto {n}.\n", title=f"Guía {n}") for n in range(16)},
    **{
        f"content/guides/g{n:02}.en.md": translation(f"Text {n}.\n", title=f"Guide {n}", summary="How to do it.")
        for n in range(0, 16, 3)
    },
    **{f"content/news/n{n}.md": news(title=f"Nota {n}") for n in range(4)},
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Workers are started for little, and waited for; the number of orders in each parcel that one of them got."""
    sizes: list[int] = []
    give, is_ready = workers._Worker.give, workers._Worker.is_ready

    def noted(worker, parcel, *rest: object) -> None:
        sizes.append(len(parcel.orders))
        give(worker, parcel, *rest)

    def patient(worker) -> bool:
        while not is_ready(worker) and not worker._is_lost:
            time.sleep(0.01)
        return is_ready(worker)

    monkeypatch.setattr(workers._Worker, "give", noted)
    monkeypatch.setattr(workers._Worker, "is_ready", patient)
    for name, value in (("MUCH", 1), ("MISSED", 1), ("PARCEL", 3)):
        monkeypatch.setattr(workers, name, value)
    return sizes


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    return make_hub(tmp_path / "hub", FILES)


def site(hub: Project, count: int, **options: object) -> dict[str, bytes]:
    found = build(hub, output_dir=hub.root / f"site{count}", workers=count, **options)
    assert found.written is not None and multiprocessing.active_children() == []
    return tree(hub.root / f"site{count}")


def test_any_number_of_workers_gives_the_same_bytes(hub: Project, given: list[int]):
    """With a memory and without one; what workers made is remembered as what the main process makes."""
    one = site(hub, 1)
    assert not given
    assert site(hub, 2) == one and len(given) > 10
    assert site(hub, 4, memo=True) == one and len(given) > 20
    given.clear()
    assert site(hub, 4, memo=True) == one and not given


def test_a_small_hub_starts_none(hub: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_started", None)
    assert site(hub, 4)


def test_a_template_that_fails_on_some_pages_is_told_as_in_one_process(hub: Project, given: list[int]):
    """Its file and line, once; the other pages are looked at, and nothing is written."""
    own = '{% extends "builtin/guide.html" %}{% block after %}\n{{ view.nada if "1" in page.title }}{% endblock %}'
    write_files(hub.root, {"themes/plain/templates/guide.html": own})
    alone, many = compiled(hub, workers=1), compiled(hub, workers=2)
    assert given and alone.problems == many.problems and alone.files == many.files
    (fault,) = [one for one in many.problems if one.rule == "theme-error"]
    assert (fault.where.file, fault.where.line) == ("themes/plain/templates/guide.html", 2)
    assert build(hub, workers=2).written is None and not hub.output_dir.exists()


def test_a_text_with_faults_is_told_as_in_one_process(hub: Project, given: list[int]):
    write_files(hub.root, {"content/guides/g03.md": guide(date="2026-02-30"), "content/guides/g04.md": "---\na: [\n"})
    assert compiled(hub, workers=2).problems == compiled(hub, workers=1).problems and given


def test_a_killed_worker_costs_only_time(hub: Project, given: list[int], monkeypatch: pytest.MonkeyPatch):
    """What it had is made by the main process, and so is the rest."""
    give = workers._Worker.give

    def killed(worker, *order: object) -> None:
        give(worker, *order)
        if len(given) == 4:
            worker._process.kill()

    monkeypatch.setattr(workers._Worker, "give", killed)
    many = site(hub, 2)
    assert 4 <= len(given) < 8 and many == site(hub, 1)


def doubled(by: int, number: int) -> int:
    return number * by // (number % 5)  # fails for some


def test_pieces_keep_their_order_and_what_fails_is_left_to_who_asked(given: list[int]):
    """Ready ones stand between those that are made."""

    def order(number: int) -> Order[object]:
        here = number * 10 // (number % 5) if number % 5 else "here"
        return Order(lambda: number, lambda made: here if made is None else made)

    pieces = [order(number) if number % 3 else number for number in range(40)]
    with Workers(3) as some:
        found = list(some.made(iter(pieces), doubled, 10, 40))
    expected = [(doubled(10, n) if n % 5 else "here") if n % 3 else n for n in range(40)]
    assert found == expected and given


def locked(_: object, number: int) -> object:
    return threading.Lock() if number == 20 else number


def test_what_cannot_be_sent_is_made_here(given: list[int]):
    """The worker ends; nobody waits for it."""
    pieces = [
        Order(lambda number=number: number, lambda made: "here" if made is None else made) for number in range(40)
    ]
    with Workers(2) as some:
        found = list(some.made(iter(pieces), locked, None, 40))
    assert given and found[20] == "here" and all(made in (number, "here") for number, made in enumerate(found))


def test_what_is_known_is_not_held_back(given: list[int]):
    """Where nothing is to be made, each piece comes as soon as it is asked for."""
    seen: list[int] = []

    def pieces():
        for number in range(3):
            seen.append(number)
            yield number

    with Workers(2) as some:
        found = some.made(pieces(), doubled, 1, 3)
        assert next(found) == 0 and seen == [0]
    assert not given


LONG = """\
import os, signal, sys, time
from hubgen import workers
workers.MUCH = workers.MISSED = workers.PARCEL = 1

def asleep(_, seconds):
    time.sleep(seconds)

def pieces():
    for _ in range(4):
        yield workers.Order(lambda: 600, lambda made: None)
        while not some._workers[0].is_ready():
            time.sleep(0.01)
        print("ready", flush=True)

if __name__ == "__main__":
    with workers.Workers(2) as some:
        for _ in some.made(pieces(), asleep, None, 9):
            pass
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_main_process(tmp_path: Path, sent: int):
    """Killed, or stopped with Ctrl-C, which the terminal sends to all of them; they say nothing about it."""
    script = tmp_path / "long.py"
    script.write_text(LONG)
    main = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        # A shell lets its background jobs ignore Ctrl+C, and these tests may run in one.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert main.stdout is not None and main.stdout.readline() == "ready\n"
    if sent == signal.SIGINT:
        os.killpg(main.pid, sent)
    else:
        main.kill()
    _, told = main.communicate(timeout=30)  # ends when the last that holds the pipe does
    assert told.count("Traceback") == (sent == signal.SIGINT)


def test_the_flag_reaches_the_build(hub: Project, tmp_path: Path):
    command = [sys.executable, "-m", "hubgen", "-q", "-C", str(hub.root), "build", "--date", BUILD_DAY]
    done = subprocess.run(
        [*command, "--workers", "2", "--full"], cwd=ROOT, text=True, capture_output=True, timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert subprocess.run([*command, "--workers", "0"], cwd=ROOT, capture_output=True, timeout=60).returncode == 2
