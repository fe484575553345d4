"""Feeds of other sites: what is read of them in each form, what is left out, and what is refused with its line."""

from __future__ import annotations

import json

import pytest

from hubgen.formats.feeds.read_feed import read_feed, read_list, read_moment
from hubgen.formats.html_words import html_words
from hubgen.problems import ContentProblems
from tests.payloads import PAYLOADS

FILE, BASE = "content/ring/feeds/sur.xml", "https://sur.example.org/blog/feed.xml"


def atom(entry: str, head: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">{head}<entry>{entry}</entry></feed>'.encode()


def rss(item: str) -> bytes:
    return f'<rss version="2.0"><channel><language>pt_br</language><item>{item}</item></channel></rss>'.encode()


def one(data: bytes, file: str = FILE):
    items, faults = read_feed(data, file, BASE)
    assert not faults
    [item] = items
    return item


def test_atom_is_read_with_its_kinds_of_text():
    item = one(
        atom(
            '<id>tag:sur,2026:1</id><title type="html">Feria &lt;b&gt;grande&lt;/b&gt; &amp;amp; libre</title>'
            '<link rel="self" href="https://no.example.org/"/><link href="../feria.html"/>'
            "<updated>2026-11-17T09:00:00-06:00</updated><summary>Uno &lt; dos</summary>"
            "<source><title>Montaña</title></source>"
        )
    )
    assert (item.title, item.summary, item.origin) == ("Feria grande & libre", "Uno < dos", "Montaña")
    assert (item.id, item.url, item.language) == ("tag:sur,2026:1", "https://sur.example.org/feria.html", "es")
    assert item.moment and item.moment.isoformat() == "2026-11-17T15:00:00+00:00"


def test_rss_is_read_with_markup_inside_its_texts():
    item = one(
        rss(
            "<title>Lluvia &amp;amp; sol</title><guid>https://sur.example.org/a</guid>"
            "<pubDate>Sun, 15 Nov 2026 07:30:00 -0600</pubDate>"
            "<description>&lt;p&gt;Tres&lt;/p&gt;&lt;p&gt;días&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>"
        )
    )
    assert (item.title, item.summary, item.url) == ("Lluvia & sol", "Tres días", "https://sur.example.org/a")
    assert item.language == "pt-BR" and item.moment and item.moment.hour == 13


def test_json_feed_is_read():
    feed = {"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": []}
    feed["items"] = [{"id": 7, "url": "https://a.example.org/", "title": "T", "content_html": "<p>A<br>b</p>"}]
    item = one(json.dumps(feed).encode(), "content/ring/feeds/a.json")
    assert (item.id, item.title, item.summary, item.language) == ("7", "T", "A b", "en")


def test_an_item_without_a_title_is_called_by_its_text():
    item = one(rss("<link>https://a.example.org/</link><description>Solo texto</description>"))
    assert (item.title, item.summary) == ("Solo texto", "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example.org/", "https://u:p@a.example.org/", "", "//["]
)
def test_a_link_that_is_none_of_the_web_leaves_the_item_out(link):
    items, [fault] = read_feed(rss(f"<title>Hola</title><link>{link}</link>"), FILE, "")
    assert items == ()
    assert (fault.severity, fault.where.line) == ("warning", 1)
    assert str(fault.message) == 'the item "Hola" is left out: it has no link to the web'


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "data, line, message",
    [
        (f"{BOMB}\n<rss>&y;</rss>", 1, "the file has a document type (<!DOCTYPE), which is not read"),
        (f"\n{OUTSIDE}<rss>&x;</rss>", 2, "the file has a document type (<!DOCTYPE), which is not read"),
        ("<rss>\n<channel>", 2, "this is no XML: no element found"),
        ("<html>\n</html>", 1, "this is no feed in Atom, RSS or JSON Feed"),
        ("", 1, "this is no XML: no element found"),
        ('<?xml version="1.0" encoding="x-none"?><rss/>', 1, "the encoding of the file is not known"),
        ("<a>" * 99, 1, "the file has too many elements, or too many inside one another"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_line(data, line, message):
    with pytest.raises(ContentProblems) as raised:
        read_feed(data.encode(), FILE, BASE)
    [fault] = raised.value.problems
    assert (fault.where.file, fault.where.line, str(fault.message)) == (FILE, line, message)


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"items": 3}', b"\xff\xfe", b"[" * 9000, b"null"])
def test_what_is_no_json_feed_is_refused(data):
    with pytest.raises(ContentProblems):
        read_feed(data, "a.json", BASE)


@pytest.mark.parametrize("text", ["", "ayer", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "Mon, 99 Foo 2026"])
def test_a_date_that_is_none_is_none(text):
    assert read_moment(text) is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_title_is_markup_or_turns_the_page(payload):
    """Whatever stands in a title, escaped or not, becomes words of one line."""
    from xml.sax.saxutils import escape

    kept = "".join(char for char in payload if char.isprintable())
    items, _ = read_feed(rss(f"<title>a{escape(escape(kept))}</title><link>https://a.example.org/</link>"), FILE, BASE)
    for item in items:
        assert item.title.isprintable() and not set(item.title) & set("\u202e\u2066")


def test_a_list_of_partners_gives_its_addresses():
    data = b'<opml version="2.0"><body><outline text="a"><outline htmlUrl="https://a.example.org/"/></outline></body></opml>'
    assert read_list(data, "a.opml") == ("https://a.example.org/",)
    with pytest.raises(ContentProblems):
        read_list(b"<html/>", "a.opml")


def test_sections_and_comments_are_no_words():
    assert html_words("<![if x]>uno<!-- dos --> tres<![endif]> <? cuatro ?>cinco < 6") == "uno tres cinco < 6"
