"""A real Chromium and a small web server for the tests in this folder.

    def test_menu_opens_by_keyboard(page_320, serve, hub):
        page_320.goto(serve(hub) + "index.html")

Pages reach 127.0.0.1 and `file:` alone: every other host name fails to resolve, so no test depends on a network.
"""

import contextlib
import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.tools import chromium

TIMEOUT_MS = 30_000

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # Chromium refuses to start with one for root, as in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Beside what Python knows by itself; its own list depends on the machine's.
CONTENT_TYPES = {
    "": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".xml": "application/xml",
    ".ics": "text/calendar; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".wasm": "application/wasm",
}

NewPage = Callable[..., Page]
Serve = Callable[..., str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; what they open in it is kept apart by contexts."""
    executable = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield started
        started.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the pages of this test complained of: errors in the console, a broken security policy, exceptions."""
    return []


@pytest.fixture
def new_page(browser: Browser, console_errors: list[str]) -> Iterator[NewPage]:
    """Opens pages of any kind: `new_page(width=1280, java_script_enabled=False, color_scheme="dark")`.

    Each has cookies, storage and cache of its own.
    """

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            console_errors.append(message.text)

    with contextlib.ExitStack() as contexts:

        def open_page(width: int = 320, height: int = 640, **options: Any) -> Page:
            context = contexts.enter_context(
                browser.new_context(viewport={"width": width, "height": height}, **options)
            )
            context.set_default_timeout(TIMEOUT_MS)
            page = context.new_page()
            page.on("console", note)
            page.on("pageerror", lambda error: console_errors.append(str(error)))
            return page

        yield open_page


@pytest.fixture
def page_320(new_page: NewPage) -> Page:
    """The narrowest phone we promise to serve; 320 px is also 1280 px at four times the size (WCAG 1.4.10)."""
    return new_page(width=320)


@pytest.fixture
def page_1280(new_page: NewPage) -> Page:
    """A desk."""
    return new_page(width=1280, height=800)


@pytest.fixture
def page_without_scripts(new_page: NewPage) -> Page:
    """A narrow phone whose browser runs no scripts."""
    return new_page(width=320, java_script_enabled=False)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a folder on 127.0.0.1 until the test ends: `serve(folder)` is its address, with a slash at the end.

    `serve(folder, under="/hub/")` puts it below that path, and nothing beside it.
    """
    with contextlib.ExitStack() as servers:

        def start(folder: Path, under: str = "/") -> str:
            server = servers.enter_context(running_server(folder, under))
            return f"http://127.0.0.1:{server.server_port}{under}"

        yield start


@contextlib.contextmanager
def running_server(folder: Path, under: str) -> Iterator[http.server.ThreadingHTTPServer]:
    handler = functools.partial(FolderHandler, directory=str(folder), under=under)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        # Looks every 10 ms whether it should stop; the usual 500 ms would be lost at the end of each test.
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class FolderHandler(http.server.SimpleHTTPRequestHandler):
    """A plain web host: files as they are, `404.html` for those that are not there, no lists of folders."""

    extensions_map = CONTENT_TYPES

    def __init__(self, *arguments: Any, under: str, **options: Any) -> None:
        self.under = under
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        """The file behind a url path; outside of `under` there is none."""
        url_path = unquote(path.partition("?")[0])
        if not url_path.startswith(self.under):
            return str(Path(self.directory) / "outside of the site")
        return super().translate_path("/" + path.removeprefix(self.under))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", CONTENT_TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(http.HTTPStatus.NOT_FOUND)

    def log_message(self, *_: object) -> None:
        """Nothing: pytest's own output is enough."""
