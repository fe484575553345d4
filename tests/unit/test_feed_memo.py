"""Feeds that were written before come from memory, as long as they say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hubgen.formats.feeds.feed import Feed, FeedItem
from hubgen.memo import Memo
from hubgen.stages import feed_memo
from hubgen.stages.feed_memo import written
from hubgen.stages.writers import WRITERS

DAY = datetime(2026, 11, 23, tzinfo=UTC)
URL = "https://pyme.example.org/"
ITEM = FeedItem("tag:pyme.example.org,2026:feria", f"{URL}feria.html", "Feria", "Abre en mayo.", "es", DAY, DAY)
FEED = Feed(
    "tag:pyme.example.org,2026:todo", "Centro", "Todo", "es", URL, f"{URL}feed.atom", f"{URL}feed.rss", "", DAY, (ITEM,)
)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the writers that were at work."""
    names: list[str] = []

    def noting(name: str, writer: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        def write(value: Any) -> bytes:
            names.append(name)
            return writer(value)

        return write

    monkeypatch.setattr(feed_memo, "WRITERS", {name: noting(name, writer) for name, writer in WRITERS.items()})
    return names


@pytest.mark.parametrize(
    "now",
    [
        replace(FEED, title="Otro"),
        replace(FEED, items=(replace(ITEM, summary="Abre en junio."),)),
        replace(FEED, items=(replace(ITEM, html="<p>Abre."),)),
        replace(FEED, items=()),
        replace(FEED, updated=DAY.replace(hour=1)),
        replace(FEED, websub=f"{URL}push"),
    ],
)
def test_a_feed_that_says_something_else_is_written(tmp_path: Path, made: list[str], now: Feed):
    with Memo.open(tmp_path / "memo.sqlite3") as memo:
        for feed in (FEED, now, FEED):
            assert written("atom", feed, memo) == WRITERS["atom"](feed)
    assert made == ["atom", "atom"]


def test_the_next_build_has_it_in_each_form(tmp_path: Path, made: list[str]):
    for _ in range(2):
        with Memo.open(tmp_path / "memo.sqlite3") as memo:
            for form in ("atom", "rss"):
                assert written(form, FEED, memo) == WRITERS[form](FEED)
    assert made == ["atom", "rss"]


def test_what_is_written_as_fast_as_it_is_found(tmp_path: Path, made: list[str]):
    with Memo.open(tmp_path / "memo.sqlite3") as memo:
        assert [written("lines", ["a"], memo) for _ in range(2)] == [b"a\n"] * 2
    assert made == ["lines"] * 2
