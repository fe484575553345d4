"""The preview shows the files of one build to this machine, and nothing else to nobody."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from hubgen.model.rendered import Rendered
from hubgen.preview import BUSY, Preview, in_folder, in_memory, open_server, with_tools
from hubgen.theme import policy

STYLE = "body{margin:0}"
PAGE = (
    f'<!doctype html>\n<html lang="es">\n<meta http-equiv="Content-Security-Policy" content="{policy(STYLE)}">\n'
    f"<style>{STYLE}</style>\n<h1>Inicio</h1>\n</html>\n"
)
SECRET = "the word that stands only on the disk"
TIMEOUT_S = 5


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A hub's folder with files that no visitor may see, beside one that its name begins with."""
    for name in ("site/secret.txt", "site-leak/secret.txt", "secret.txt", "config.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SECRET)
    (tmp_path / "planilla.csv").write_bytes(b"a,b\r\n1,2\r\n")
    return tmp_path


@pytest.fixture
def preview(disk: Path) -> Preview:
    return Preview(
        in_memory(
            (
                Rendered("index.html", PAGE.encode(), "page"),
                Rendered("404.html", PAGE.replace("Inicio", "No está").encode(), "page"),
                Rendered("guias/costos.html", PAGE.replace("Inicio", "Costos").encode(), "page"),
                Rendered("guias/index.html", PAGE.replace("Inicio", "Guías").encode(), "page"),
                Rendered("sitemap.xml", b"<urlset/>", "index"),
                Rendered("documentos/planilla.csv", b"", "file", disk / "planilla.csv"),
            )
        )
    )


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    server = open_server(preview, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def ask(port: int, path: str = "/", method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    connection.request(method, path, headers={"Host": f"localhost:{port}", **headers})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def raw(port: int, request: bytes) -> bytes:
    """What comes back for bytes that no well-behaved client would send."""
    with socket.create_connection(("127.0.0.1", port), TIMEOUT_S) as connection:
        received = b""
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while block := connection.recv(65536):
                received += block
        except OSError:
            pass  # it may hang up on us; it may not stop
        return received


def get(port: int, target: bytes) -> bytes:
    return raw(port, b"GET " + target + b" HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n" % port)


UPWARDS = [
    "..",
    "%2e%2e",
    "%2E%2e",
    "%252e%252e",
    ".%2e",
    "%2e.",
    "..;",
    "%c0%ae%c0%ae",
    "%u002e%u002e",
    "....",
    "..%00",
    "%00..",
]
SLASHES = ["/", "%2f", "%252f", "\\", "%5c"]
TARGETS = [f"/{up}{slash}secret.txt" for up in UPWARDS for slash in SLASHES] + [
    "/../../../../../../etc/passwd",
    "/..\\..\\..\\etc\\passwd",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/guias/../../secret.txt",
    "/guias/%2e%2e/%2e%2e/secret.txt",
    "/guias/..%2f..%2fsecret.txt",
    "/./../secret.txt",
    "/../site-leak/secret.txt",
    "/..%2fsite-leak/secret.txt",
    "-leak/secret.txt",
    "/site/secret.txt",
    "/%00",
    "/secret.txt%00.html",
    "/index.html%00/../secret.txt",
    "/\x01\x02",
    "/config.yaml",
    "/.hubgen/manifest.json",
    "file:///etc/passwd",
    "/C:/Windows/win.ini",
    "/c:%5cwindows%5cwin.ini",
    "/con",
    "/" + "a" * 65_536,
    "/" + "../" * 20_000,
    "/" + "%2e%2e%2f" * 7_000,
    "*",
    "?",
    "/_hubgen/../secret.txt",
    "/_hubgen/live.js/../../secret.txt",
]


def test_no_request_leaves_the_site(port: int, disk: Path):
    """Eighty ways to ask for a file outside: 404, 400 or 414, never its text, never a path of the disk."""
    assert len(TARGETS) >= 80
    for target in TARGETS:
        received = get(port, target.encode())
        status, _, rest = received.partition(b"\r\n")
        assert status.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 414")) or target in ("*", "?"), (
            target[:80],
            status,
        )
        assert SECRET.encode() not in rest and b"root:" not in rest, target[:80]
        for leak in (str(disk), str(Path.cwd()), "Traceback", "secret.txt", "passwd", "python"):
            assert leak.encode() not in received, (target[:80], leak)
    assert ask(port)[0].status == 200


def test_a_name_that_is_not_ours_is_refused(port: int):
    """A page of another site can point its own name at 127.0.0.1, and must not read the hub by it (DNS rebinding)."""
    for host in (
        "evil.example",
        f"evil.example:{port}",
        f"localhost.evil.example:{port}",
        f"127.0.0.1:{port + 1}",
        "localhost",
        f"localhost:{port}@evil.example",
        f"0.0.0.0:{port}",
        "",
    ):
        for path in ("/", "/_hubgen/live", "/_hubgen/live.js", "/documentos/planilla.csv"):
            answer, text = ask(port, path, Host=host)
            assert answer.status == 403 and "Inicio" not in text, (host, path)
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", f"LOCALHOST:{port}"):
        assert ask(port, Host=host)[0].status == 200
    assert raw(port, b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 403")


def test_a_page_of_another_origin_is_refused(port: int):
    for origin in ("http://evil.example", f"https://localhost:{port}", "null", f"http://localhost:{port + 1}"):
        for path in ("/_hubgen/live", "/"):
            assert ask(port, path, Origin=origin)[0].status == 403, (origin, path)
    assert ask(port, Origin=f"http://localhost:{port}")[0].status == 200


def test_no_other_page_may_read_an_answer(port: int):
    """No CORS header at all, and nothing that says which program or which version answers."""
    for path in ("/", "/nada", "/_hubgen/live.js", "/documentos/planilla.csv"):
        answer, _ = ask(port, path, Origin=f"http://localhost:{port}")
        names = {name.lower() for name, _ in answer.getheaders()}
        assert not {name for name in names if name.startswith("access-control-")}
        assert answer.getheader("Server", "").strip() in ("", "hubgen")
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_it_listens_on_this_machine_alone(preview: Preview):
    server = open_server(preview, 0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
        other = next(
            (
                a[4][0]
                for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
                if not a[4][0].startswith("127.")
            ),
            "",
        )
        if other:
            with pytest.raises(OSError), socket.create_connection((other, server.server_address[1]), 2):
                pass
    finally:
        server.server_close()


MALFORMED = [
    b"",
    b"\r\n",
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / \r\n\r\n",
    b"GET  /  HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/x\r\n\r\n",
    b"GET / FTP/1.1\r\n\r\n",
    b"G\x00T / HTTP/1.1\r\n\r\n",
    b"\xff\xfe\xfd\r\n\r\n",
    b"POST / HTTP/1.1\r\n\r\n",
    b"get / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    b"A" * 200_000,
    b"GET //[ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET http://[::1 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /\xc3\xa1 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET /" + b"\xff" * 100 + b" HTTP/1.1\r\n\r\n",
    b"HEAD / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
]


def test_a_malformed_request_stops_nothing(port: int, disk: Path):
    """Each gets a short answer or none; none is repeated back; the next visitor is served."""
    for request in MALFORMED:
        received = raw(port, request.replace(b"PORT", str(port).encode()))
        for leak in (str(disk), "Traceback", "evil.example", 'File "'):
            assert leak.encode() not in received, request[:60]
        assert len(received) < 2_000
    answer, text = ask(port)
    assert answer.status == 200 and "Inicio" in text


def test_slow_clients_do_not_keep_others_out(port: int):
    """Two hundred connections that never finish their request, and a visitor is answered at once."""
    slow = []
    try:
        for _ in range(200):
            one = socket.create_connection(("127.0.0.1", port), TIMEOUT_S)
            one.sendall(b"GET / HTTP/1.1\r\nHost: loc")
            slow.append(one)
        started = time.monotonic()
        for _ in range(3):
            answer, text = ask(port)
            assert answer.status == 200 and "Inicio" in text
        assert time.monotonic() - started < 3
        assert threading.active_count() < BUSY + 30
    finally:
        for one in slow:
            one.close()


def test_a_listener_that_hung_up_is_forgotten(port: int, preview: Preview):
    with socket.create_connection(("127.0.0.1", port), TIMEOUT_S) as one:
        one.sendall(b"GET /_hubgen/live HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % port)
        assert b"text/event-stream" in one.recv(4096)
        wait_until(lambda: len(preview._listeners) == 1)
    preview.announce()
    preview.announce()
    wait_until(lambda: [preview.announce(), len(preview._listeners) == 0][1])


def wait_until(condition) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_page_is_told_to_load_again(port: int, preview: Preview):
    """Every open page hears of a change within a moment."""
    connections = [HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S) for _ in range(3)]
    answers = []
    for connection in connections:
        connection.request("GET", "/_hubgen/live", headers={"Host": f"localhost:{port}"})
        answers.append(connection.getresponse())
    assert {answer.getheader("Content-Type") for answer in answers} == {"text/event-stream"}
    wait_until(lambda: len(preview._listeners) == 3)
    preview.announce()
    for answer in answers:
        assert answer.readline() == b"event: reload\n" and answer.readline() == b"data: 1\n"
    for answer in answers:
        answer.close()


def test_a_page_comes_with_the_tools_and_a_policy_that_lets_them_in(port: int, preview: Preview):
    """Only the answer is changed: what the build made stays as it is."""
    answer, text = ask(port, "/guias/costos.html")
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    found = re.search(r'Policy" content="([^"]*)"', text)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert found and found[1] == (
        "default-src 'none';script-src 'self';"
        f"style-src 'self' 'sha256-{digest}';img-src 'self' data:;connect-src 'self'"
    )
    assert '<script src="/_hubgen/live.js"></script>' in text and "unsafe" not in text
    assert b"_hubgen" not in (preview.files("guias/costos.html") or b"")
    for path, kind in (("/_hubgen/live.js", "text/javascript"), ("/_hubgen/live.css", "text/css")):
        answer, text = ask(port, path)
        assert answer.status == 200 and answer.getheader("Content-Type") == f"{kind}; charset=utf-8" and text


@pytest.mark.parametrize("searches", [True, False])
def test_the_policy_of_a_page_with_a_script_keeps_it(searches: bool):
    """Of two lists of scripts a browser would follow the first alone: there stays one, which lets the tools in too."""
    rules = policy(STYLE, "go()", searches=searches)
    changed = with_tools(f'<meta content="{rules}">'.encode(), Preview()).decode()
    assert changed.count("script-src") == changed.count("connect-src") == 1
    assert rules.partition(";script-src")[2] in changed and "style-src 'self' 'sha256-" in changed


def test_addresses_of_folders_and_missing_ones(port: int):
    for path, word in (
        ("/", "Inicio"),
        ("/guias/", "Guías"),
        ("/guias", "Guías"),
        ("/guias/costos.html?x=1", "Costos"),
        ("/guias/c%6fstos.html", "Costos"),
    ):
        answer, text = ask(port, path)
        assert answer.status == 200 and word in text, path
    answer, text = ask(port, "/guias/nada.html")
    assert answer.status == 404 and "No está" in text and "live.js" in text


def test_a_download_has_its_bytes_and_its_kind(port: int):
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    connection.request("GET", "/documentos/planilla.csv", headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    assert answer.read() == b"a,b\r\n1,2\r\n" and answer.getheader("Content-Type", "").startswith("text/csv")
    # The same connection serves on: a browser asks several times over one.
    connection.request("GET", "/sitemap.xml", headers={"Host": f"localhost:{port}"})
    assert connection.getresponse().read() == b"<urlset/>"
    connection.close()


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg"), ("svg", "image/svg+xml")],
)
def test_a_picture_has_its_kind_on_every_machine(preview: Preview, port: int, suffix: str, kind: str):
    """`nosniff` forbids browsers to guess, and not every system's table knows AVIF."""
    preview.files = in_memory([Rendered(f"a.{suffix}", b"x", "asset")])
    answer, _ = ask(port, f"/a.{suffix}")
    assert answer.getheader("Content-Type") == kind


def test_a_download_that_is_gone_from_the_disk_stops_nothing(port: int, disk: Path):
    (disk / "planilla.csv").unlink()
    with pytest.raises(ConnectionError):
        ask(port, "/documentos/planilla.csv")
    assert ask(port)[0].status == 200


def test_head_says_the_same_without_the_page(port: int):
    for path in ("/", "/nada", "/documentos/planilla.csv", "/_hubgen/live.js"):
        headers, nothing = ask(port, path, "HEAD")
        same, text = ask(port, path)
        assert nothing == "" and headers.status == same.status
        assert headers.getheader("Content-Length") == same.getheader("Content-Length") == str(len(text.encode()))
    assert ask(port, "/_hubgen/live", "HEAD")[0].status == 200


def test_problems_stand_in_the_page_as_text(preview: Preview, port: int):
    """What an author wrote wrong is shown, never run."""
    preview.headline = "1 fault"
    preview.problems = 'content/guides/a.md:3  <script>alert("x")</script> & more'
    _, text = ask(port)
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" in text and "<script>alert" not in text
    assert "Inicio" in text and "1 fault" in text
    preview.problems = ""
    assert "hubgen-problems" not in ask(port)[1]


def test_without_any_page_there_are_still_the_problems(port: int, preview: Preview):
    preview.files = in_memory(())
    preview.problems = "config.yaml:1  is not YAML"
    answer, text = ask(port)
    assert answer.status == 404 and "is not YAML" in text


def test_tools_change_a_page_once():
    """A page that speaks of policies in its text keeps its text."""
    content = PAGE.replace("Inicio", "default-src 'none' and style-src ").encode()
    changed = with_tools(content, Preview())
    assert b"<h1>default-src 'none' and style-src </h1>" in changed


# ---------------------------------------------------------------- a site in a folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site, with hubgen's own corner, a link to a secret, and one beside it."""
    site = tmp_path / "preview"
    for name in ("index.html", "guias/index.html", "guias/costos.html", ".hubgen/manifest.json"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(PAGE if name.endswith("html") else SECRET)
    (tmp_path / "secret.txt").write_text(SECRET)
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "up").symlink_to(tmp_path, target_is_directory=True)
    return site


def test_a_site_in_a_folder_is_found_by_its_paths(folder: Path):
    shown = Preview(in_folder(folder))
    for address in ("/", "/index.html", "/guias/", "/guias", "/guias/costos.html", "/guias/costos.html?a=1#b"):
        assert shown.find(address), address


@pytest.mark.parametrize(
    "address",
    [
        "/.hubgen/manifest.json",
        "/.HUBGEN/manifest.json",
        "/guias/../.hubgen/manifest.json",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/link.txt",
        "/up/secret.txt",
        "/index.html/",
        "/index.html%00.txt",
        "/" + "a" * 300,
        "/" + "a/" * 2000,
        "/guias/costos.html/x",
    ],
)
def test_nothing_else_of_the_disk_is_found(folder: Path, address: str):
    assert Preview(in_folder(folder)).find(address) is None
