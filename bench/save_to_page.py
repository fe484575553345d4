"""Time from the save of a file to its new word in the page, as a browser gets it from `hubgen serve`.

    python bench/save_to_page.py HUB --date 2026-11-22

One guide of a hub of `make_hub.py` is edited, and given back as it was. What is measured holds all that a browser waits
for: the change is seen, the page is made, the event tells of it, the page is fetched.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

PORT_LINE = "http://localhost:"
TIMEOUT_S = 600


def main() -> None:
    options = _arguments()
    guide = sorted((options.hub / "content/guides").rglob("*.md"))[0]
    text = guide.read_text("utf-8")
    process, port = _serve(options.hub, options.date)
    try:
        took = [_edit(port, guide, text, f"palabra{number}") for number in range(options.edits + 1)][1:]
    finally:
        _save(guide, text)
        process.terminate()
        process.wait(TIMEOUT_S)
    print(f"save to page, {len(took)} edits: median {statistics.median(took):.0f} ms, worst {max(took):.0f} ms")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("hub", type=Path)
    parser.add_argument("--date", required=True)
    parser.add_argument("--edits", type=int, default=5, help="after one that is not counted")
    return parser.parse_args()


def _serve(hub: Path, day: str) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "hubgen", "-C", str(hub), "serve", "--date", day]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(PORT_LINE):
            return process, int(line.removeprefix(PORT_LINE).strip().rstrip("/"))
    raise SystemExit("serve did not start")


def _edit(port: int, guide: Path, text: str, word: str) -> float:
    """Milliseconds from the save to the page that holds the word; its reload is what tells that it is there."""
    events = _ask(port, "/_hubgen/live")
    page = f"/guias/{guide.stem}.html"
    started = time.perf_counter()
    head, rule, body = text.removeprefix("---\n").partition("---\n")
    _save(guide, "---\n" + head + rule + body.replace(". ", f" {word}. ", 1))
    while not events.readline().startswith(b"event: reload"):
        if time.perf_counter() - started > TIMEOUT_S:
            raise SystemExit("no page was made again")
    found = _ask(port, page).read()
    took = (time.perf_counter() - started) * 1000
    events.close()
    if word.encode() not in found:
        raise SystemExit(f"{page} came without its new word")
    return took


def _ask(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"})
    return connection.getresponse()


def _save(file: Path, text: str) -> None:
    """As editors save: another file takes the place of the one that is there."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    os.replace(new, file)


if __name__ == "__main__":
    main()
