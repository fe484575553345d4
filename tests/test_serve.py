"""`hubgen serve` as a person meets it: it starts, follows edits, outlives faults, and stops on Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hubgen.project import Project
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import guide, make_hub

TIMEOUT_S = 20
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a process of ours alone")


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int
    project: Project
    lines: queue.Queue[str]

    def get(self, path: str = "/") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def until(self, path: str, holds: Callable[[int, str], bool]) -> str:
        """Asks for a page until it is as wanted; its text."""
        end = time.monotonic() + TIMEOUT_S
        while True:
            status, text = self.get(path)
            if holds(status, text):
                return text
            assert self.process.poll() is None, "it stopped"
            assert time.monotonic() < end, text[-600:]
            time.sleep(0.05)


def read_lines(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)


def start(project: Project, *arguments: str) -> Served:
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), "serve", "--date", BUILD_DAY, *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command,
        cwd=project.root,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # A shell lets its background jobs ignore Ctrl+C, and these tests may run in one.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=read_lines, args=(process, lines), daemon=True).start()
    while True:
        line = lines.get(timeout=TIMEOUT_S)
        if line.startswith("http://localhost:"):
            return Served(process, int(line.strip().rstrip("/").rpartition(":")[2]), project, lines)


def stop(served: Served) -> int:
    if served.process.poll() is None:
        served.process.send_signal(signal.SIGINT)
    code = served.process.wait(TIMEOUT_S)
    assert served.process.stdout is not None
    served.process.stdout.close()
    return code


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = start(make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()}))
    yield found
    stop(found)


def edit(served: Served, name: str, old: str, new: str) -> None:
    path = served.project.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_it_follows_edits_and_outlives_faults(served: Served):
    """One session: an edit, a fault, its mend, broken settings, an override, a new file; then Ctrl-C, exit 0."""
    page = "/guias/precio.html"
    assert "Sume sus costos." in served.get(page)[1]

    edit(served, "content/guides/precio.md", "Sume sus costos.", "Sume <b>todos</b> sus costos.")
    edit(served, "content/guides/precio.md", "Sume <b>todos</b> sus", "Sume **todos** sus")
    served.until(page, lambda _, text: "<strong>todos</strong>" in text and "hubgen-problems" not in text)

    edit(served, "content/guides/precio.md", "kind: guide", "kind: <script>no</script>")
    text = served.until(page, lambda _, text: "hubgen-problems" in text)
    assert "<strong>todos</strong>" in text  # the page is kept
    assert "content/guides/precio.md" in text and "&lt;script&gt;no" in text and "<script>no" not in text
    assert str(served.project.root) not in text

    edit(served, "content/guides/precio.md", "kind: <script>no</script>", "kind: guide")
    served.until(page, lambda _, text: "hubgen-problems" not in text)

    settings = served.project.config_file.read_text("utf-8")
    for broken in ("languages: [es, en\n\ttitle: {", "", "hubgen: 1\n"):
        served.project.config_file.write_text(broken, "utf-8")
        text = served.until(page, lambda _, text: "hubgen-problems" in text)
        assert "<strong>todos</strong>" in text and "config.yaml" in text
        served.project.config_file.write_text(settings, "utf-8")
        served.until(page, lambda _, text: "hubgen-problems" not in text)

    override = served.project.root / "themes/plain/templates/guide.html"
    override.parent.mkdir(parents=True)
    override.write_text('{% extends "builtin/guide.html" %}{% block after %}<p>Del centro.</p>{% endblock %}', "utf-8")
    served.until(page, lambda _, text: "Del centro." in text)

    (served.project.content_dir / "guides/otra.md").write_text(guide(title="Otra guía"), "utf-8")
    served.until("/guias/otra.html", lambda status, _: status == 200)
    (served.project.content_dir / "guides/otra.md").unlink()
    served.until("/guias/otra.html", lambda status, _: status == 404)

    assert not served.project.output_dir.exists()  # a preview writes no site
    assert stop(served) == 0


def test_an_open_page_is_told_of_a_change(served: Served):
    connection = HTTPConnection("127.0.0.1", served.port, timeout=TIMEOUT_S)
    connection.request("GET", "/_hubgen/live", headers={"Host": f"localhost:{served.port}"})
    answer = connection.getresponse()
    time.sleep(0.3)
    edit(served, "content/guides/precio.md", "Sume sus costos.", "Reste sus gastos.")
    line = answer.readline()
    while line.startswith((b":", b"\n")):
        line = answer.readline()
    assert line == b"event: reload\n"
    assert "Reste sus gastos." in served.get("/guias/precio.html")[1]  # told after the page was made, not before
    answer.close()


def test_a_hub_that_is_broken_from_the_start_says_so_in_the_page(tmp_path: Path):
    project = make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()}, "hubgen: 1\n")
    served = start(project)
    try:
        status, text = served.get()
        assert status == 404 and "config.yaml" in text
        from tests.hubs import CONFIG

        project.config_file.write_text(CONFIG, "utf-8")
        served.until("/guias/precio.html", lambda status, _: status == 200)
    finally:
        assert stop(served) == 0


def test_a_taken_port_is_said_or_passed_over(served: Served, tmp_path: Path):
    """A port that was asked for is not exchanged for another one; without one the next free is taken."""
    command = [sys.executable, "-m", "hubgen", "-C", str(served.project.root), "serve", "--port", str(served.port)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=TIMEOUT_S)
    assert done.returncode == 3 and f"port {served.port} is taken" in done.stderr and "Traceback" not in done.stderr
    other = start(served.project)
    try:
        assert other.port != served.port and other.get()[0] == 200
        for one in (served, other):  # neither shows the pages of the other
            assert f'"http://localhost:{one.port}/guias/precio.html"' in one.get("/guias/precio.html")[1]
    finally:
        assert stop(other) == 0


def test_links_of_the_preview_lead_to_the_preview(served: Served):
    """The address of the finished site stands nowhere: one would follow it and look at old pages."""
    _, text = served.get("/guias/precio.html")
    assert "pyme.example.org" not in text and f'"http://localhost:{served.port}/guias/precio.html"' in text


def damages(project: Project) -> dict[str, tuple[Callable[[], object], Callable[[], object], str]]:
    """Name -> what breaks the hub, what mends it, and the file that the page then speaks of."""
    root, guides = project.root, project.content_dir / "guides"
    precio, rows = guides / "precio.md", project.content_dir / "directory/firmas.csv"
    template = root / "themes/plain/templates/guide.html"
    text, table, settings = (one.read_bytes() for one in (precio, rows, project.config_file))
    template.parent.mkdir(parents=True)
    return {
        "front matter": (
            lambda: precio.write_bytes(text.replace(b"kind: guide", b"kind: [guide")),
            lambda: precio.write_bytes(text), "content/guides/precio.md",
        ),
        "half of a file": (
            lambda: precio.write_bytes(text[:20]), lambda: precio.write_bytes(text), "content/guides/precio.md",
        ),
        "no UTF-8": (
            lambda: precio.write_bytes(text + b"\xff\xfe"),
            lambda: precio.write_bytes(text), "content/guides/precio.md",
        ),
        "row": (
            lambda: rows.write_bytes(table + b'"abc,1\n'),
            lambda: rows.write_bytes(table), "content/directory/firmas.csv",
        ),
        "settings": (
            lambda: project.config_file.write_bytes(b"a: ["),
            lambda: project.config_file.write_bytes(settings), "config.yaml",
        ),
        "settings gone": (
            project.config_file.unlink, lambda: project.config_file.write_bytes(settings), "config.yaml",
        ),
        "template": (lambda: template.write_text("{% if %}"), template.unlink, "guide.html"),
    }  # fmt: skip


def test_each_kind_of_broken_file_is_told_above_the_old_page(tmp_path: Path):
    files = {
        "content/guides/precio.md": guide(),
        "content/directory/firmas.csv": "slug,title\n",
    }
    served = start(make_hub(tmp_path / "hub", files))
    page = "/guias/precio.html"
    try:
        for name, (breaks, mends, file) in damages(served.project).items():
            breaks()
            text = served.until(page, lambda _, text: "hubgen-problems" in text)
            assert "Sume sus costos." in text and file in text, name
            mends()
            served.until(page, lambda _, text: "hubgen-problems" not in text and "Sume sus costos." in text)
        assert stop(served) == 0
    finally:
        stop(served)


def test_files_and_folders_that_go_and_come_back(served: Served):
    guides = served.project.content_dir / "guides"
    page, text = "/guias/precio.html", (guides / "precio.md").read_text("utf-8")
    (guides / "precio.md").unlink()
    served.until(page, lambda status, _: status == 404)
    (guides / "precio.md").write_text(text, "utf-8")
    served.until(page, lambda status, _: status == 200)
    away = guides.rename(served.project.root / "guides-away")
    served.until(page, lambda status, _: status == 404)
    away.rename(guides)
    served.until(page, lambda status, _: status == 200)


def test_a_build_that_cannot_be_done_is_told_above_the_old_page(served: Served):
    """The folder is no longer known as hubgen's own: the page says so, and once it is, the next save is built."""
    marker = served.project.preview_for("public", served.port) / ".hubgen/marker"
    aside = marker.rename(served.project.root / "marker")
    edit(served, "content/guides/precio.md", "Sume sus costos.", "Reste sus gastos.")
    text = served.until("/guias/precio.html", lambda _, text: "hubgen-problems" in text)
    assert "Sume sus costos." in text
    aside.rename(marker)
    edit(served, "content/guides/precio.md", "Reste sus gastos.", "Reste sus costos.")
    served.until("/guias/precio.html", lambda _, text: "Reste sus costos." in text and "hubgen-problems" not in text)
