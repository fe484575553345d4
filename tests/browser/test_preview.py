"""The preview in a real browser: its policy lets its own script in, and a page loads itself again after a change."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from hubgen.preview import Preview, in_memory, open_server
from hubgen.project import Project
from tests.hubs import compiled, guide, make_hub


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()})


@pytest.fixture
def preview(project: Project) -> Iterator[tuple[Preview, str]]:
    shown = Preview()
    shown.files = in_memory(compiled(project).files)
    server = open_server(shown, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield shown, f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_open_page_loads_itself_again(
    project: Project, preview: tuple[Preview, str], page_1280: Page, console_errors: list[str]
):
    shown, start = preview
    with page_1280.expect_response(lambda answer: answer.url.endswith("/_hubgen/live")):
        page_1280.goto(start + "guias/precio.html")
    assert page_1280.locator(".text").inner_text() == "Sume sus costos."
    (project.content_dir / "guides/precio.md").write_text(guide("Reste sus gastos.\n"), "utf-8")
    shown.files = in_memory(compiled(project).files)
    shown.announce()
    page_1280.get_by_text("Reste sus gastos.").wait_for()

    shown.headline, shown.problems = "1 fault", "content/guides/precio.md:3\n  <img src=x onerror=alert(1)>"
    with page_1280.expect_response(lambda answer: answer.url.endswith("/_hubgen/live")):
        page_1280.reload()
    problems = page_1280.locator("#hubgen-problems")
    assert "<img src=x" in problems.inner_text() and problems.locator("img").count() == 0
    assert problems.evaluate("one => getComputedStyle(one).position") == "fixed"  # its own style was let in
    assert console_errors == []
