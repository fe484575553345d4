"""The preview server: the files of one build, to this machine only, with reload and problems shown.

A request finds a file of the site or nothing. Hosts other than this machine's own names are refused, so that no page of
another site can read the hub through a name that it controls (DNS rebinding).
"""

from __future__ import annotations

import html
import http.server
import mimetypes
import queue
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hubgen.model.rendered import Rendered
from hubgen.problems import RefusedError
from hubgen.stages.folder import Tree, check_path

LIVE = "/_hubgen/live"
SCRIPT = "/_hubgen/live.js"
STYLE = "/_hubgen/live.css"
REQUEST_S = 10  # a socket that says nothing for so long is closed
BUSY = 64  # connections at a time; one more ends the oldest
PATH_LIMIT = 4_096
HOSTS = ("localhost", "127.0.0.1", "[::1]")

# Python's own table and what it lacked before 3.13; the tables of a system differ from machine to machine.
_TYPES = mimetypes.MimeTypes()
for _kind, _suffix in (
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("application/atom+xml", ".atom"),
    ("application/rss+xml", ".rss"),
    ("text/calendar", ".ics"),
    ("text/vcard", ".vcf"),
):
    _TYPES.add_type(_kind, _suffix)

_SCRIPT = b"""\
(function () {
  var live = new EventSource("/_hubgen/live");
  live.addEventListener("reload", function () { location.reload(); });
})();
"""
_STYLE = b"""\
#hubgen-problems{position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:.75rem 1rem;
background:#fff;color:#111;border-top:6px solid #b00020;font:.875rem/1.45 ui-monospace,monospace;z-index:9}
#hubgen-problems h2{font:700 1rem system-ui,sans-serif;margin:0 0 .5rem;border:0;color:#b00020}
#hubgen-problems h2::before{content:none}
#hubgen-problems pre{white-space:pre-wrap;margin:0 0 .75rem}
"""


Files = Callable[[str], bytes | None]
"""Site path -> what the file there holds; None where there is none."""


def in_memory(files: Iterable[Rendered]) -> Files:
    """The files of a build that was not written."""
    found = {file.path: file for file in files}

    def content(path: str) -> bytes | None:
        file = found.get(path)
        return (file.source.read_bytes() if file.source else file.content) if file else None

    return content


def in_folder(root: Path) -> Files:
    """The files of a site in its folder; what is no regular file there, or behind a link, is none of them."""

    def content(path: str) -> bytes | None:
        with suppress(RefusedError, OSError, ValueError):
            check_path(path)
            if Tree(root).look(path):
                return (root / path).read_bytes()
        return None

    return content


@dataclass
class Preview:
    """What is being shown now."""

    files: Files = lambda path: None
    problems: str = ""
    """Text of the problems of the last build; empty when it was sound."""
    headline: str = ""
    _listeners: set[queue.Queue[str]] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def announce(self) -> None:
        """Tell every open page to load itself again."""
        with self._guard:
            for listener in self._listeners:
                listener.put("reload")

    def listen(self) -> queue.Queue[str]:
        listener: queue.Queue[str] = queue.Queue()
        with self._guard:
            self._listeners.add(listener)
        return listener

    def leave(self, listener: queue.Queue[str]) -> None:
        with self._guard:
            self._listeners.discard(listener)

    def find(self, address: str) -> tuple[str, bytes] | None:
        """Path and content of the file at an address, or of the index of a folder."""
        path = unquote(urlsplit(address).path).lstrip("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        for one in (path, f"{path}/index.html"):
            if (content := self.files(one)) is not None:
                return one, content
        return None


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "hubgen"
    sys_version = ""
    timeout = REQUEST_S
    disable_nagle_algorithm = True  # without it every page waits 40 ms for an acknowledgement
    preview: Preview
    port: int

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        try:
            if not self._is_ours():
                self._send(HTTPStatus.FORBIDDEN, b"This preview answers to localhost only.\n", "text/plain", with_body)
            elif len(self.path) > PATH_LIMIT:
                self._send(HTTPStatus.REQUEST_URI_TOO_LONG, b"Address too long.\n", "text/plain", with_body)
            elif self.path == LIVE:
                self._stream(with_body)
            elif self.path in _OWN:
                content, kind = _OWN[self.path]
                self._send(HTTPStatus.OK, content, kind, with_body)
            else:
                self._page(with_body)
        except OSError:
            self.close_connection = True
        except Exception:
            self.close_connection = True
            self._send(HTTPStatus.BAD_REQUEST, b"This request was not understood.\n", "text/plain", with_body)

    def _is_ours(self) -> bool:
        """Whether the request names this machine, and comes from a page of ours where it says so."""
        allowed = {f"{host}:{self.port}" for host in HOSTS}
        origin = self.headers.get("Origin")
        return self.headers.get("Host", "").lower() in allowed and (
            origin is None or origin.lower() in {f"http://{host}" for host in allowed}
        )

    def _page(self, with_body: bool) -> None:
        found, status = self.preview.find(self.path), HTTPStatus.OK
        if found is None:
            content = self.preview.files("404.html") or b"<!doctype html><title>hubgen</title>"
            found, status = ("404.html", content), HTTPStatus.NOT_FOUND
        path, content = found
        kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
        if kind == "text/html":
            content = with_tools(content, self.preview)
        self._send(status, content, kind, with_body)

    def _send(self, status: HTTPStatus, content: bytes, kind: str, with_body: bool = True) -> None:
        charset = "; charset=utf-8" if kind.startswith(("text/", "application/xml", "application/json")) else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def _stream(self, with_body: bool) -> None:
        """Server-sent events (WHATWG HTML, 9.2): one message when pages should load again."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if not with_body:
            return
        listener = self.preview.listen()
        try:
            while True:
                try:
                    event = listener.get(timeout=REQUEST_S)
                    self.wfile.write(f"event: {event}\ndata: 1\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": here\n\n")
                self.wfile.flush()
        finally:
            self.preview.leave(listener)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A malformed request gets a short answer that repeats nothing of it."""
        self.close_connection = True
        self._send(HTTPStatus(code), b"This request was not understood.\n", "text/plain")

    def log_message(self, format: str, *args: object) -> None:
        pass


_OWN = {SCRIPT: (_SCRIPT, "text/javascript"), STYLE: (_STYLE, "text/css")}


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[_Handler]):
        self._open: dict[socket.socket, None] = {}  # the oldest first
        self._guard = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Connections that say nothing must not keep new ones out: the oldest makes room, and a browser asks again."""
        with self._guard:
            self._open[request] = None
            if len(self._open) > BUSY:
                oldest = next(iter(self._open))
                del self._open[oldest]
                with suppress(OSError):
                    oldest.shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


def open_server(preview: Preview, port: int) -> _Server:
    """A server on 127.0.0.1, already listening; it answers once `serve_forever` runs.

    Raises:
        OSError: the port is taken.
    """
    handler = type("Handler", (_Handler,), {"preview": preview, "port": port})
    server = _Server(("127.0.0.1", port), handler)
    handler.port = server.server_address[1]  # type: ignore[attr-defined]
    return server


def with_tools(content: bytes, preview: Preview) -> bytes:
    """A page with the script that loads it again, and the problems of the last build; its policy lets both in."""
    text = content
    if b";script-src " not in content:  # a page with a script allows others of its host by itself
        text = text.replace(b"default-src 'none'", b"default-src 'none';script-src 'self'", 1)
    text = text.replace(b"style-src ", b"style-src 'self' ", 1)
    tools = f'<link rel=stylesheet href="{STYLE}"><script src="{SCRIPT}"></script>'
    if preview.problems:
        blocks = f"<pre>{html.escape(preview.problems)}</pre>"
        head = f"<h2>{html.escape(preview.headline)}</h2>"
        tools += f'<section id="hubgen-problems" aria-live="polite">{head}{blocks}</section>'
    return text + tools.encode()
