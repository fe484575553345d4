"""One feed in Atom, RSS and JSON Feed: exact bytes, valid by the rules, and the same for a reader program."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest

from hubgen.formats.feeds.atom import atom
from hubgen.formats.feeds.feed import Category, Enclosure
from hubgen.formats.feeds.json_feed import json_feed
from hubgen.formats.feeds.rss import rss
from tests.feed_rules import atom_faults, json_feed_faults, rss_faults
from tests.feeds import full_feed, full_item, make_feed, make_item

WRITERS = (atom, rss, json_feed)
CHECKERS = {atom: atom_faults, rss: rss_faults, json_feed: json_feed_faults}
SUMMARY_FEED_LIMIT_BYTES = 5 * 1024

ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">\
<id>tag:pyme.example.org,2026-01-01:feed/financing@es</id>\
<title>Centro PYME: financiamiento</title>\
<updated>2026-04-02T06:00:00+00:00</updated>\
<author><name>Centro PYME</name></author>\
<link href="https://pyme.example.org/financiamiento/feed.atom" rel="self" type="application/atom+xml"/>\
<link href="https://websub.example.net/" rel="hub"/>\
<link href="https://pyme.example.org/financiamiento/" rel="alternate"/>\
<generator>hubgen</generator>\
<icon>https://pyme.example.org/icono.svg</icon>\
<rights>CC BY 4.0</rights>\
<subtitle>Créditos, garantías y fondos</subtitle>\
<entry>\
<id>tag:pyme.example.org,2026-01-01:financing/garantia</id>\
<title>Garantía para micro &amp; pequeña</title>\
<updated>2026-04-02T06:00:00+00:00</updated>\
<author><name>Ana Pérez</name></author>\
<author><name>Luis Mejía</name></author>\
<content type="html">\
&lt;p&gt;Vea &lt;a href="https://pyme.example.org/"&gt;la guía&lt;/a&gt; &amp;amp; pida.&lt;/p&gt;\
</content>\
<link href="https://pyme.example.org/financiamiento/garantia.html" rel="alternate"/>\
<link href="https://pyme.example.org/a/requisitos.pdf" rel="enclosure" type="application/pdf" length="48213"/>\
<link href="https://pyme.example.org/a/charla.mp3" rel="enclosure" type="audio/mpeg" length="900000"/>\
<summary>Cubre hasta 80 % si el crédito es &lt; 5000.</summary>\
<category term="finance" label="Financiamiento"/>\
<category term="HN"/>\
<published>2026-03-01T14:30:00+00:00</published>\
</entry>\
<entry xml:lang="en">\
<id>tag:pyme.example.org,2026-01-01:financing/fondo@en</id>\
<title>Innovation fund</title>\
<updated>2026-04-02T06:00:00+00:00</updated>\
<link href="https://pyme.example.org/en/financing/fund.html" rel="alternate"/>\
<summary>A grant.</summary>\
</entry>\
</feed>
"""

RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"\
 xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0"><channel>\
<title>Centro PYME: financiamiento</title>\
<link>https://pyme.example.org/financiamiento/</link>\
<description>Créditos, garantías y fondos</description>\
<atom:link href="https://pyme.example.org/financiamiento/feed.rss" rel="self" type="application/rss+xml"/>\
<copyright>CC BY 4.0</copyright>\
<generator>hubgen</generator>\
<language>es</language>\
<lastBuildDate>Thu, 02 Apr 2026 06:00:00 +0000</lastBuildDate>\
<dc:creator>Centro PYME</dc:creator>\
<atom:link href="https://websub.example.net/" rel="hub"/>\
<item>\
<title>Garantía para micro &amp; pequeña</title>\
<link>https://pyme.example.org/financiamiento/garantia.html</link>\
<description>Cubre hasta 80 % si el crédito es &amp;lt; 5000.</description>\
<content:encoded>\
&lt;p&gt;Vea &lt;a href="https://pyme.example.org/"&gt;la guía&lt;/a&gt; &amp;amp; pida.&lt;/p&gt;\
</content:encoded>\
<guid isPermaLink="false">tag:pyme.example.org,2026-01-01:financing/garantia</guid>\
<category>Financiamiento</category>\
<category>HN</category>\
<enclosure url="https://pyme.example.org/a/requisitos.pdf" length="48213" type="application/pdf"/>\
<pubDate>Sun, 01 Mar 2026 14:30:00 +0000</pubDate>\
<dc:creator>Ana Pérez</dc:creator>\
<dc:creator>Luis Mejía</dc:creator>\
</item>\
<item>\
<title>Innovation fund</title>\
<link>https://pyme.example.org/en/financing/fund.html</link>\
<description>A grant.</description>\
<guid isPermaLink="false">tag:pyme.example.org,2026-01-01:financing/fondo@en</guid>\
<pubDate>Thu, 02 Apr 2026 06:00:00 +0000</pubDate>\
<dc:language>en</dc:language>\
</item>\
</channel></rss>
"""

JSON = """{"version":"https://jsonfeed.org/version/1.1",\
"title":"Centro PYME: financiamiento",\
"home_page_url":"https://pyme.example.org/financiamiento/",\
"feed_url":"https://pyme.example.org/financiamiento/feed.json",\
"description":"Créditos, garantías y fondos",\
"icon":"https://pyme.example.org/icono.svg",\
"authors":[{"name":"Centro PYME"}],\
"language":"es",\
"hubs":[{"type":"WebSub","url":"https://websub.example.net/"}],\
"items":[\
{"id":"tag:pyme.example.org,2026-01-01:financing/garantia",\
"url":"https://pyme.example.org/financiamiento/garantia.html",\
"title":"Garantía para micro & pequeña",\
"content_html":"\\u003cp>Vea \\u003ca href=\\"https://pyme.example.org/\\">la guía\\u003c/a> &amp; pida.\\u003c/p>",\
"summary":"Cubre hasta 80 % si el crédito es \\u003c 5000.",\
"date_published":"2026-03-01T14:30:00+00:00",\
"date_modified":"2026-04-02T06:00:00+00:00",\
"authors":[{"name":"Ana Pérez"},{"name":"Luis Mejía"}],\
"tags":["Financiamiento","HN"],\
"attachments":[\
{"url":"https://pyme.example.org/a/requisitos.pdf","mime_type":"application/pdf","size_in_bytes":48213},\
{"url":"https://pyme.example.org/a/charla.mp3","mime_type":"audio/mpeg","size_in_bytes":900000}]},\
{"id":"tag:pyme.example.org,2026-01-01:financing/fondo@en",\
"url":"https://pyme.example.org/en/financing/fund.html",\
"title":"Innovation fund",\
"content_text":"A grant.",\
"date_modified":"2026-04-02T06:00:00+00:00",\
"language":"en"}]}
"""

VARIANTS = {
    "full": full_feed(),
    "least": make_feed(summary="", items=(make_item(summary=""),)),
    "no items": make_feed(items=()),
    "no author": make_feed(items=(full_item(authors=()),)),
    "full text alone": make_feed(items=(full_item(summary=""),)),
}


@pytest.mark.parametrize(("write", "expected"), [(atom, ATOM), (rss, RSS), (json_feed, JSON)])
def test_feed_has_these_bytes(write, expected):
    """Every field of a feed has its place, and nothing comes from the clock or the machine."""
    assert write(full_feed()).decode() == expected


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("name", VARIANTS)
def test_feed_keeps_the_rules_of_its_format(write, name):
    """With every field filled or with the fewest, a feed is valid."""
    assert CHECKERS[write](write(VARIANTS[name])) == []


@pytest.mark.parametrize("write", WRITERS)
def test_equal_moments_give_equal_bytes(write):
    """The zone in which a moment is told, and its fraction of a second, are not in the feed."""
    feed = full_feed()
    zone = timezone(timedelta(hours=5, minutes=30))
    same = replace(feed, updated=feed.updated.astimezone(zone).replace(microsecond=5))

    assert write(same) == write(feed)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "feed",
    [
        make_feed(updated=datetime(2026, 4, 2)),
        make_feed(items=(make_item(updated=datetime(2026, 4, 2)),)),
        make_feed(items=(make_item(published=datetime(2026, 4, 2)),)),
    ],
)
def test_moment_without_zone_is_refused(write, feed):
    """Python would take the zone of the machine, and no two machines would agree."""
    with pytest.raises(ValueError, match="2026-04-02 00:00:00 has no time zone"):
        write(feed)


@pytest.mark.parametrize("write", [atom, rss])
@pytest.mark.parametrize("name", VARIANTS)
def test_reader_program_finds_the_same(write, name):
    """feedparser has nothing to complain of, and finds the items with their ids, pages and moments."""
    feed = VARIANTS[name]
    parsed = feedparser.parse(write(feed))

    assert not parsed.bozo
    assert (parsed.feed.title, parsed.feed.link, parsed.feed.language) == (feed.title, feed.url, "es")
    assert [(entry.id, entry.link, entry.title) for entry in parsed.entries] == [
        (item.id, item.url, item.title) for item in feed.items
    ]
    assert [entry.published_parsed[:6] for entry in parsed.entries if "published_parsed" in entry] == [
        (item.published or item.updated).astimezone(UTC).timetuple()[:6]
        for item in feed.items
        if item.published or write is rss
    ]
    if write is atom:
        assert [entry.updated_parsed[:6] for entry in parsed.entries] == [
            item.updated.astimezone(UTC).timetuple()[:6] for item in feed.items
        ]


@pytest.mark.parametrize(("write", "own", "files"), [(atom, "feed.atom", 2), (rss, "feed.rss", 1)])
def test_reader_program_finds_files_categories_names_and_hub(write, own, files):
    """Enclosures keep type and length, the feed names itself and its WebSub hub, and the hub is not its page."""
    feed = full_feed()
    parsed = feedparser.parse(write(feed))
    first, second = parsed.entries

    relations = {link.rel: link.href for link in parsed.feed.links}
    assert relations == {
        "alternate": feed.url,
        "self": f"https://pyme.example.org/financiamiento/{own}",
        "hub": "https://websub.example.net/",
    }
    assert [(file.href, file.type, int(file.length)) for file in first.enclosures] == [
        (file.url, file.media_type, file.size_bytes) for file in feed.items[0].enclosures[:files]
    ]
    assert [tag.label or tag.term for tag in first.tags] == ["Financiamiento", "HN"]
    assert [author.name for author in first.authors] == ["Ana Pérez", "Luis Mejía"]
    assert first.content[0].value == feed.items[0].html
    assert second.summary == "A grant."
    assert (second.title_detail.language if write is atom else second.language) == "en"


@pytest.mark.parametrize("write", WRITERS)
def test_feed_without_its_own_address_names_no_hub(write):
    """A subscriber could not tell the hub which feed is meant (WebSub, 4)."""
    data = write(full_feed(atom_url="", rss_url="", json_url=""))

    assert b"websub.example.net" not in data and b'"self"' not in data and b"feed_url" not in data


@pytest.mark.parametrize("write", WRITERS)
def test_blank_parts_are_left_out(write):
    """Names, categories and files without a character leave no empty element behind."""
    blank = full_item(
        title="\x00",
        authors=(" ", "\x01"),
        categories=(Category("\n"), Category("", "Financiamiento")),
        enclosures=(Enclosure(" ", "application/pdf", 1),),
    )
    plain = full_item(title=blank.url, authors=(), categories=(), enclosures=())

    assert write(make_feed(items=(blank,))) == write(make_feed(items=(plain,)))


@pytest.mark.parametrize("write", WRITERS)
def test_file_without_type_is_a_file_all_the_same(write):
    """A file whose type is not known is data of some kind."""
    data = write(make_feed(items=(make_item(enclosures=(Enclosure("https://a.example/b", "", 7),)),)))

    assert b'"application/octet-stream"' in data and CHECKERS[write](data) == []


def test_label_equal_to_its_term_is_said_once():
    """A label that only repeats its term is not paid for twice."""
    assert b"label" not in atom(make_feed(items=(make_item(categories=(Category("HN", " HN"),)),)))


def test_rss_summary_is_text_and_not_markup():
    """Readers take a description for HTML: what looks like markup in a summary must survive that."""
    summary = "Escriba <b> & &amp; <script>alert(1)</script>"
    (entry,) = feedparser.parse(rss(make_feed(items=(make_item(summary=summary),))), sanitize_html=False).entries

    assert entry.summary == "Escriba &lt;b&gt; &amp; &amp;amp; &lt;script&gt;alert(1)&lt;/script&gt;"


def test_rss_full_text_without_a_summary_is_the_description():
    """RSS has one place for an item's only text."""
    item = full_item(summary="")
    (entry,) = feedparser.parse(rss(make_feed(items=(item,)))).entries

    assert entry.summary == item.html and "content" not in entry


@pytest.mark.parametrize("write", WRITERS)
def test_twenty_summaries_weigh_little(write):
    """A feed of twenty summaries costs a reader at most 5 KB."""
    texts = " ".join(f"{one}{two}" for one in ("garantía", "crédito", "feria") for two in range(400)).split()
    items = tuple(
        make_item(
            id=f"tag:pyme.example.org,2026-01-01:news/{'-'.join(texts[n * 50 : n * 50 + 4])}",
            url=f"https://pyme.example.org/noticias/{'-'.join(texts[n * 50 : n * 50 + 4])}.html",
            title=" ".join(texts[n * 50 + 4 : n * 50 + 12]),
            summary=" ".join(texts[n * 50 + 12 : n * 50 + 40]),
            published=datetime(2026, 3, n + 1, tzinfo=UTC),
        )
        for n in range(20)
    )
    data = write(make_feed(items=items))

    assert len(gzip.compress(data, 9)) <= SUMMARY_FEED_LIMIT_BYTES
    assert data.count(b"\n") == (1 if write is json_feed else 2) and data.endswith(b"\n")


def test_json_feed_without_any_text_still_has_content():
    """An item must have content_html or content_text, be it empty."""
    (item,) = json.loads(json_feed(make_feed(items=(make_item(summary=""),))))["items"]

    assert item["content_text"] == ""
