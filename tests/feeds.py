"""Feeds for tests: each function gives a valid value, with the fields named put in the place of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hubgen.formats.feeds.feed import Category, Enclosure, Feed, FeedItem
from hubgen.formats.feeds.opml import Outline

TEGUCIGALPA = timezone(timedelta(hours=-6))
CHANGED = datetime(2026, 4, 2, tzinfo=TEGUCIGALPA)
NEWS = Outline("Noticias & avisos", "https://a.example/n/feed.atom", "https://a.example/n/", "es")
FUNDS = Outline("Funds", "https://a.example/en/f/feed.rss", "https://a.example/en/f/", "en", "rss")


def make_item(**fields: Any) -> FeedItem:
    item: dict[str, Any] = {
        "id": "tag:pyme.example.org,2026-01-01:financing/garantia",
        "url": "https://pyme.example.org/financiamiento/garantia.html",
        "title": "Garantía para micro & pequeña",
        "summary": "Cubre hasta 80 % si el crédito es < 5000.",
        "language": "es",
        "published": datetime(2026, 3, 1, 8, 30, tzinfo=TEGUCIGALPA),
        "updated": CHANGED,
    }
    return FeedItem(**item | fields)


def full_item(**fields: Any) -> FeedItem:
    """An item with a value in every field."""
    item: dict[str, Any] = {
        "html": '<p>Vea <a href="https://pyme.example.org/">la guía</a> &amp; pida.</p>',
        "categories": (Category("finance", "Financiamiento"), Category("HN")),
        "authors": ("Ana Pérez", "Luis Mejía"),
        "enclosures": (
            Enclosure("https://pyme.example.org/a/requisitos.pdf", "application/pdf", 48213),
            Enclosure("https://pyme.example.org/a/charla.mp3", "audio/mpeg", 900000),
        ),
    }
    return make_item(**item | fields)


def make_feed(**fields: Any) -> Feed:
    feed: dict[str, Any] = {
        "id": "tag:pyme.example.org,2026-01-01:feed/financing@es",
        "title": "Centro PYME: financiamiento",
        "summary": "Créditos, garantías y fondos",
        "language": "es",
        "url": "https://pyme.example.org/financiamiento/",
        "atom_url": "https://pyme.example.org/financiamiento/feed.atom",
        "rss_url": "https://pyme.example.org/financiamiento/feed.rss",
        "json_url": "https://pyme.example.org/financiamiento/feed.json",
        "updated": datetime(2026, 4, 2, 6, tzinfo=UTC),
        "items": (make_item(),),
    }
    return Feed(**feed | fields)


def full_feed(**fields: Any) -> Feed:
    """A feed with a value in every field, its second item in another language and never dated."""
    second = make_item(
        id="tag:pyme.example.org,2026-01-01:financing/fondo@en",
        url="https://pyme.example.org/en/financing/fund.html",
        title="Innovation fund",
        summary="A grant.",
        language="en",
        published=None,
    )
    feed: dict[str, Any] = {
        "items": (full_item(), second),
        "author": "Centro PYME",
        "rights": "CC BY 4.0",
        "websub": "https://websub.example.net/",
        "icon": "https://pyme.example.org/icono.svg",
    }
    return make_feed(**feed | fields)
