"""Lists of feeds that reader programs take in."""

from datetime import datetime

import pytest

from hubgen.formats.feeds.opml import Group, Outline, opml
from tests.feed_rules import opml_faults
from tests.feeds import CHANGED, FUNDS, NEWS

LIST = """<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0" xml:lang="es">\
<head><title>Canales de Centro PYME</title><dateModified>Thu, 02 Apr 2026 06:00:00 +0000</dateModified></head>\
<body>\
<outline type="rss" text="Noticias &amp; avisos" title="Noticias &amp; avisos"\
 xmlUrl="https://a.example/n/feed.atom" htmlUrl="https://a.example/n/" language="es" />\
<outline text="Inglés">\
<outline type="rss" text="Funds" title="Funds"\
 xmlUrl="https://a.example/en/f/feed.rss" htmlUrl="https://a.example/en/f/" language="en" version="RSS" />\
</outline>\
</body></opml>
"""


def test_list_has_these_bytes():
    """Groups hold their feeds; those of a group without title stand in the list itself."""
    data = opml("Canales de Centro PYME", "es", [Group("", (NEWS,)), Group("Inglés", (FUNDS,))], CHANGED)

    assert data.decode() == LIST
    assert opml_faults(data) == []


def test_group_without_feeds_is_left_out():
    """A reader program would show a folder with nothing in it."""
    data = opml("Canales", "es", [Group("Vacío", ()), Group("Noticias", (NEWS,))], CHANGED)

    assert "Vacío" not in data.decode() and opml_faults(data) == []


def test_feed_without_title_is_called_by_its_address():
    """An outline must have a text."""
    data = opml("Canales", "es", [Group("", (Outline("\x00", NEWS.feed_url, "", ""),))], CHANGED)

    assert b'text="https://a.example/n/feed.atom" title="https://a.example/n/feed.atom"' in data
    assert b"htmlUrl" not in data and b"language" not in data and opml_faults(data) == []


def test_moment_without_zone_is_refused():
    """It would be another moment on every machine."""
    with pytest.raises(ValueError, match="has no time zone"):
        opml("Canales", "es", [Group("", (NEWS,))], datetime(2026, 4, 2))
