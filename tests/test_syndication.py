"""The example hub for programs: every feed, calendar, card and table of it, read by others and by the rules."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import jsonschema
import pytest
import vobject

from tests.calendar_rules import calendar_faults, vcard_faults
from tests.example import Example
from tests.feed_rules import atom_faults, json_feed_faults, opml_faults, rss_faults
from tests.hubs import build, guide, make_hub, news

Files = dict[str, bytes]
ZONES = ("America/Tegucigalpa", "Europe/Berlin", "Asia/Kathmandu")


@pytest.fixture(scope="module")
def files(example: Example) -> Files:
    """What a build of the example hub gives to programs."""
    told = ("feed", "calendar", "export", "index")
    return {path: (example.folder / path).read_bytes() for path, kind in example.kinds.items() if kind in told}


def ending(files: Files, suffix: str) -> Files:
    found = {path: content for path, content in files.items() if path.endswith(suffix)}
    assert found, suffix
    return found


RULES: dict[str, Callable[[bytes], list[str]]] = {
    ".atom": atom_faults,
    ".rss": rss_faults,
    "feed.json": json_feed_faults,
    ".opml": opml_faults,
    ".ics": calendar_faults,
    ".vcf": vcard_faults,
}


@pytest.mark.parametrize("suffix", RULES)
def test_every_file_keeps_the_rules_of_its_format(files: Files, suffix: str):
    faults = {path: found for path, content in ending(files, suffix).items() if (found := RULES[suffix](content))}
    assert not faults


@pytest.mark.parametrize("suffix", [".atom", ".rss"])
def test_a_reading_program_takes_every_feed(files: Files, suffix: str):
    for path, content in ending(files, suffix).items():
        found = feedparser.parse(content)
        assert not found.bozo, (path, found.get("bozo_exception"))
        assert 1 <= len(found.entries) <= 20 and found.feed.title and found.feed.link, path
        assert all(one.link for one in found.entries), path
        # What partners wrote keeps the id that they gave it.
        own = [one for one in found.entries if one.link.startswith("https://centropyme.example.org/")]
        assert all(one.id.startswith("tag:centropyme.example.org,2026-01-01:") for one in own)


def test_the_forms_of_a_feed_say_the_same(files: Files):
    for path, content in ending(files, "feed.json").items():
        items = json.loads(content)["items"]
        for other in (path.replace(".json", ".atom"), path.replace(".json", ".rss")):
            entries = feedparser.parse(files[other]).entries
            assert [one.id for one in entries] == [one["id"] for one in items], other
            assert [one.title for one in entries] == [one["title"] for one in items], other


def test_the_same_moment_on_every_clock(example: Example, files: Files):
    """Each hour of a calendar is the hour of the content, on the clocks of three zones."""
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")}
    hours = 0
    for one in example.hub.entries:
        start = one.entry.get("start")
        event = events.get(f"{one.id}@centropyme.example.org")
        if event is None or not isinstance(start, datetime):
            continue
        for zone in map(ZoneInfo, ZONES):
            assert event["DTSTART"].dt.astimezone(zone).isoformat() == start.astimezone(zone).isoformat(), one.id
        assert event["DTSTART"].dt.tzinfo is not None and event["DTSTART"].dt.utcoffset() == UTC.utcoffset(None)
        hours += 1
    assert hours >= 5


def test_every_card_is_read_by_a_phone(files: Files):
    for path, content in ending(files, ".vcf").items():
        cards = list(vobject.readComponents(content.decode()))
        assert cards and all(card.fn.value and card.uid.value and card.rev.value for card in cards), path


def test_every_table_keeps_its_schema_and_says_the_same_twice(files: Files):
    for path, content in ending(files, "data.json").items():
        table = json.loads(content)
        jsonschema.validate(table, json.loads(files[path.replace(".json", ".schema.json")]))
        text = files[path.replace(".json", ".csv")].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row["id"] for row in rows] == [row["id"] for row in table["rows"]], path
        assert list(rows[0]) == list(table["rows"][0]), path


def test_weights_are_those_of_a_phone(files: Files):
    """20 KB after gzip is the most for a feed of 20 items (pages.md, G17)."""
    import gzip

    for path, content in ending(files, ".atom").items():
        assert len(gzip.compress(content, 9)) <= 20_000, path


# ---------------------------------------------------------------- a reader that asks again


def test_an_unchanged_feed_is_not_sent_again(tmp_path: Path):
    """A build without news leaves the bytes and their day, so that any host answers 304 (RFC 9110, 13.1.3)."""
    hub = make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()})
    assert build(hub).written is not None
    site = tmp_path / "hub" / "site"
    long_ago = 1_700_000_000
    for path in site.rglob("feed.*"):
        os.utime(path, (long_ago, long_ago))
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for path in ("/feed.atom", "/en/feed.rss", "/guias/feed.json"):
            status, stamp = _get(server.server_port, path)
            assert status == 200 and stamp
            assert build(hub).written is not None
            assert _get(server.server_port, path, stamp)[0] == 304, path
        (hub.root / "content" / "news").mkdir()
        (hub.root / "content" / "news" / "feria.md").write_text(news(), "utf-8")
        assert build(hub).written is not None
        assert _get(server.server_port, "/feed.atom", stamp)[0] == 200
        assert _get(server.server_port, "/guias/feed.json", stamp)[0] == 304
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def _get(port: int, path: str, since: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"If-Modified-Since": since} if since else {})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Last-Modified", "")
    finally:
        connection.close()
