"""How long a saved word takes to be seen: from the save to the answer that has it, as an open page asks for it.

python bench/serve_time.py /tmp/hub --date 2026-11-22
"""

from __future__ import annotations

import csv
import io
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.make_hub import as_csv

TIMEOUT_S = 600
PAUSE_S = 1.0
"""Between two saves: people do not save faster."""


class Served:
    """`hubgen serve`, once it shows the hub."""

    def __init__(self, hub: Path, day: str):
        command = [sys.executable, "-m", "hubgen", "-C", str(hub), "serve", "--date", day]
        self.process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE)
        assert self.process.stdout
        self.port = int(self.process.stdout.readline().strip().rstrip("/").rpartition(":")[2])

    def get(self, path: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        connection.request("GET", f"/{path}", headers={"Host": f"localhost:{self.port}"})
        return connection.getresponse()

    def seen_after_s(self, save: Callable[[], None], path: str, word: str) -> float:
        """Seconds from a save until the page with the word has come, which is asked for when the page is told to."""
        live = self.get("_hubgen/live")
        started = time.perf_counter()
        save()
        while True:
            while not live.readline().startswith(b"event: reload"):
                pass
            if word.encode() in self.get(path).read():
                return time.perf_counter() - started

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(TIMEOUT_S)


def guides(hub: Path) -> Iterator[tuple[Callable[[str], None], str]]:
    """Ways to put a word into a guide, each with the guide's page."""
    for file in sorted((hub / "content/guides").glob("*.md")):
        text = file.read_text("utf-8")
        last = text.rindex(" la ")
        yield lambda word, f=file, t=text, at=last: _write(f, f"{t[:at]} {word}{t[at:]}"), f"guias/{file.stem}.html"


def rows(hub: Path) -> Iterator[tuple[Callable[[str], None], str]]:
    """Ways to put a word into the summary of a firm, each with the firm's page."""
    file = hub / "content/directory/empresas-1.csv"
    table = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    for number in range(len(table) // 2, len(table)):

        def save(word: str, number: int = number) -> None:
            table[number]["summary"] = f"{table[number]['summary'].rstrip('.')} {word}."
            _write(file, as_csv(iter(table)))

        yield save, f"directorio/{table[number]['slug']}.html"


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


@click.command()
@click.argument("hub", type=click.Path(path_type=Path))
@click.option("--date", "day", required=True)
@click.option("--edits", type=int, default=5)
def main(hub: Path, day: str, edits: int) -> None:
    """Measures the edits of guides and rows of a hub that make_hub.py made."""
    served = Served(hub, day)
    try:
        for name, ways in (("a word of a guide", guides(hub)), ("a word of a row", rows(hub))):
            times = []
            for number, (save, path) in zip(range(edits), ways, strict=False):
                time.sleep(PAUSE_S)
                word = f"palabra{number}"
                times.append(served.seen_after_s(lambda s=save, w=word: s(w), path, word))
            click.echo(f"{name}: {statistics.median(times):.3f} s (median), {max(times):.3f} s (worst) of {times}")
    finally:
        served.stop()


if __name__ == "__main__":
    main()
