"""The preview server: the files of one build from memory, to this machine only, with reload and problems shown.

It knows no paths of the disk: a request finds an output of the build or nothing. Hosts
other than this machine's own names are refused, so that no page of another site can read
the hub through a name that it controls (DNS rebinding).
"""

from __future__ import annotations

import html
import http.server
import mimetypes
import queue
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from hubgen.model.rendered import Rendered

LIVE = "/_hubgen/live"
SCRIPT = "/_hubgen/live.js"
STYLE = "/_hubgen/live.css"
REQUEST_S = 10  # a socket that says nothing for so long is closed
BUSY = 64  # connections at a time; one more ends the oldest
PATH_LIMIT = 4_096
HOSTS = ("localhost", "127.0.0.1", "[::1]")

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


@dataclass
class Preview:
    """What is being shown now; replaced as a whole by each build."""

    pages: Mapping[str, Rendered] = field(default_factory=dict)
    problems: str = ""
    """Text of the problems of the last build; empty when it was sound."""
    headline: str = ""
    _listeners: set[queue.Queue[str]] = field(default_factory=set)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def show(self, files: tuple[Rendered, ...]) -> None:
        self.pages = {file.path: file for file in files}

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

    def find(self, address: str) -> Rendered | None:
        """The file at an address, or the index of a folder."""
        path = unquote(urlsplit(address).path).lstrip("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        return self.pages.get(path) or self.pages.get(f"{path}/index.html")


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
        found = self.preview.find(self.path)
        status = HTTPStatus.OK
        if found is None:
            found, status = self.preview.pages.get("404.html"), HTTPStatus.NOT_FOUND
        if found is None:
            content = with_tools(b"<!doctype html><title>hubgen</title>", self.preview)
            self._send(HTTPStatus.NOT_FOUND, content, "text/html", with_body)
            return
        content = found.source.read_bytes() if found.source else found.content
        kind = mimetypes.guess_type(found.path)[0] or "application/octet-stream"
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
    if b";script-src " not in content:  # the search page allows both by itself
        text = content.replace(b"default-src 'none'", b"default-src 'none';script-src 'self'", 1)
    text = text.replace(b"style-src ", b"style-src 'self' ", 1)
    tools = f'<link rel=stylesheet href="{STYLE}"><script src="{SCRIPT}"></script>'
    if preview.problems:
        blocks = f"<pre>{html.escape(preview.problems)}</pre>"
        head = f"<h2>{html.escape(preview.headline)}</h2>"
        tools += f'<section id="hubgen-problems" aria-live="polite">{head}{blocks}</section>'
    return text + tools.encode()
