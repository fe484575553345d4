"""How files for programs are written: feeds, calendars, contacts, tables, and data for scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hubgen.formats.calendars.icalendar import calendar
from hubgen.formats.calendars.vcard import vcards
from hubgen.formats.feeds.feed import Feed
from hubgen.formats.feeds.json_feed import json_feed
from hubgen.formats.feeds.opml import opml
from hubgen.formats.finder_script import finder_script
from hubgen.formats.json_text import json_file
from hubgen.formats.pieces import joined
from hubgen.formats.tables.table_export import table_csv, table_json, table_schema


def _atom(feed: Feed) -> bytes:
    from hubgen.formats.feeds.atom import atom  # and feedgen, with lxml: not where no feed is written

    return atom(feed)


def _rss(feed: Feed) -> bytes:
    from hubgen.formats.feeds.rss import rss

    return rss(feed)


WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "atom": _atom,
    "rss": _rss,
    "json": json_feed,
    "opml": lambda parts: opml(*parts),
    "calendar": calendar,
    "vcards": vcards,
    "csv": table_csv,
    "table": table_json,
    "table-schema": table_schema,
    "finder": finder_script,
    "json-node": json_file,
    "lines": lambda lines: joined(f"{line}\n".encode() for line in lines),
}
"""How files for programs are written, by the name that an output gives; each takes its value."""
