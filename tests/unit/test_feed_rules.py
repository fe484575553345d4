"""The checkers of feeds find faults: each rule is broken once, and told."""

import pytest

from hubgen.formats.feeds.atom import atom
from hubgen.formats.feeds.json_feed import json_feed
from hubgen.formats.feeds.opml import Group, opml
from hubgen.formats.feeds.rss import rss
from tests.feed_rules import atom_faults, json_feed_faults, opml_faults, rss_faults
from tests.feeds import CHANGED, FUNDS, NEWS, full_feed

ATOM, RSS, JSON = (write(full_feed()).decode() for write in (atom, rss, json_feed))
OPML = opml("Canales", "es", [Group("", (NEWS,)), Group("Inglés", (FUNDS,))], CHANGED).decode()
GOOD = {atom_faults: ATOM, rss_faults: RSS, json_feed_faults: JSON, opml_faults: OPML}

# What is put in the place of what, each where it first stands, and the fault that must be told.
ATOM_SEEDS = [
    ("</feed>", "", "not well-formed"),
    ("Centro", "Centro \x01", "not well-formed"),
    ("<feed", "<!DOCTYPE feed><feed", "document type"),
    ("<entry>", "<!-- x --><entry>", "no element"),
    ('xmlns="http://www.w3.org/2005/Atom"', "", "the root is feed"),
    ("<rights>", "free text<rights>", "text between"),
    ("<rights>", "<copyright/><rights>", "unknown element copyright"),
    ("<rights>", "<rights>x</rights><rights>", "feed has 2 rights"),
    ("<rights>CC BY 4.0", "<rights><b/>x", "elements inside"),
    ("<rights>", '<rights type="xhtml">', "unknown type xhtml"),
    ("<rights>", '<rights lang="es">', "unknown attribute lang"),
    ('<feed xmlns="http://www.w3.org/2005/Atom"', '<feed xmlns="http://www.w3.org/2005/Atom" id="x"',
     "feed has an unknown attribute id"),
    ("<id>tag:pyme.example.org,2026-01-01:feed/financing@es</id>", "", "feed has no id"),
    ("<id>tag:pyme.example.org,2026-01-01:financing/garantia</id>", "", "entry has no id"),
    ("<title>Centro PYME: financiamiento</title>", "", "feed has no title"),
    ("<title>Innovation fund</title>", "<title> </title>", "title is blank"),
    ("2026-01-01:feed", "2026-1-1:feed", "id cannot be"),
    ("<id>tag:pyme.example.org,2026-01-01:feed/financing@es", "<id>feed", "id cannot be"),
    ("financing/garantia</id>", "feed/financing@es</id>", "comes 2 times"),
    ("2026-04-02T06:00:00+00:00", "2026-04-02", "updated is no moment"),
    ("2026-04-02T06:00:00+00:00", "2026-04-02T06:00:00", "updated is no moment"),
    ("2026-03-01T14:30:00", "2026-02-30T14:30:00", "published is no moment"),
    ("<author><name>Centro PYME</name></author>", "", "entry has no author"),
    ("<name>Centro PYME</name>", "", "author has no name"),
    ("<name>Centro PYME</name>", "<name/>", "name is blank"),
    ("<icon>https:", "<icon>", "icon cannot be"),
    (' rel="self"', ' rel="via"', "0 links to itself"),
    ('rel="hub"', 'rel="websub"', "unknown relation websub"),
    ('rel="hub"', 'rel="self"', "2 links to itself"),
    ('rel="hub"', "", "page of"),
    ('href="https://pyme.example.org/financiamiento/" ', "", "link has no attribute href"),
    ('href="https://pyme.example.org/financiamiento/"', 'href="/financiamiento/"', "link href cannot be"),
    ('type="application/atom+xml"', 'type="application/rss+xml"', "calls itself"),
    ('type="application/pdf"', 'type="pdf"', "link type cannot be"),
    ('type="application/pdf"', "", "link has no attribute type"),
    ('length="48213"', 'length="47 KB"', "link length cannot be"),
    (' length="48213"', "", "link has no attribute length"),
    ('<link href="https://pyme.example.org/en/financing/fund.html" rel="alternate"/>', "",
     "neither content nor a page"),
    ('term="HN"', "", "category has no attribute term"),
    ('term="HN"', 'term=""', "category term is blank"),
    ('xml:lang="en"', 'xml:lang="en_US"', "xml:lang cannot be"),
    ('"https://pyme.example.org/"&gt;', '"../guia.html"&gt;', "relative address '../guia.html'"),
]  # fmt: skip
LAST_LINK = "<link>https://pyme.example.org/en/financing/fund.html</link>"
LAST_TEXTS = f"<title>Innovation fund</title>{LAST_LINK}<description>A grant.</description>"
RSS_SEEDS = [
    ("<rss", "<rss2", "not well-formed"),
    ('version="2.0"', 'version="0.92"', "version is 0.92"),
    ("<copyright>", "<rights>x</rights><copyright>", "unknown element rights"),
    ("<copyright>", '<copyright type="text">', "unknown attribute type"),
    ("<copyright>", "<copyright>x</copyright><copyright>", "channel has 2 copyright"),
    ("<title>Centro PYME: financiamiento</title>", "", "channel has no title"),
    ("<description>Créditos, garantías y fondos</description>", "", "channel has no description"),
    ("Créditos, garantías y fondos", "", "description is blank"),
    ("<link>https://pyme.example.org/financiamiento/</link>", "", "channel has no link"),
    ("<link>https://pyme.example.org/financiamiento/<", "<link>financiamiento/<", "link cannot be"),
    (' rel="self"', ' rel="via"', "0 links to itself"),
    (' rel="hub"', ' rel="websub"', "unknown relation websub"),
    ("application/rss+xml", "application/atom+xml", "calls itself application/atom+xml"),
    ('href="https://websub', 'href="websub', "link href cannot be"),
    ("<language>es<", "<language>español<", "language cannot be"),
    ("Thu, 02 Apr", "Fri, 02 Apr", "lastBuildDate is no moment"),
    ("Sun, 01 Mar 2026", "Sun, 30 Feb 2026", "pubDate is no moment"),
    ("Sun, 01 Mar 2026 14:30:00 +0000", "2026-03-01", "pubDate is no moment"),
    ("<dc:creator>Centro", "<dc:language>es</dc:language><dc:creator>Centro", "channel tells its language twice"),
    ("<dc:creator>Ana", "<author>a@b.example</author><dc:creator>Ana", "item tells its author twice"),
    ("<dc:creator>Ana Pérez</dc:creator><dc:creator>Luis Mejía</dc:creator>", "<author>Ana</author>",
     "author cannot be"),
    (LAST_TEXTS, LAST_LINK, "neither title nor description"),
    ('<guid isPermaLink="false">tag:pyme.example.org,2026-01-01:financing/fondo@en</guid>', "", "item has no guid"),
    ('isPermaLink="false"', "", "guid cannot be"),
    ("financing/fondo@en", "financing/garantia", "comes 2 times"),
    ('length="48213"', "", "enclosure has no attribute length"),
    ('length="48213"', 'length="-1"', "enclosure length cannot be"),
    ('type="application/pdf"', "", "enclosure has no attribute type"),
    ('url="https://pyme', 'url="//pyme', "enclosure url cannot be"),
    ("<enclosure", '<enclosure url="https://a.example/" length="1" type="a/b"/><enclosure', "item has 2 enclosure"),
    ('"https://pyme.example.org/"&gt;', '"#guia"&gt;', "relative address '#guia'"),
]  # fmt: skip
JSON_SEEDS = [
    ('"items":[', '"items":', "not JSON"),
    ('"version"', '"title":"x","version"', "comes 2 times"),
    ("version/1.1", "version/1", "the version is"),
    ('"title":"Centro PYME: financiamiento",', "", "feed has no title"),
    ('"home_page_url":"https://pyme.example.org/financiamiento/",', "", "feed has no home_page_url"),
    ('"feed_url":"https://pyme.example.org/financiamiento/feed.json",', "", "feed has no feed_url"),
    ('"home_page_url":"https:', '"home_page_url":"', "home_page_url cannot be"),
    ('"icon":"https:', '"icon":"', "icon cannot be"),
    ('"description":"Créditos, garantías y fondos"', '"description":null', "description cannot be None"),
    ('"description":"Créditos, garantías y fondos"', '"description":""', "description is blank"),
    ('"description"', '"author"', "feed has an unknown key author"),
    ('{"name":"Centro PYME"}', '"Centro PYME"', "author is no object"),
    ('{"name":"Centro PYME"}', "{}", "author has no name"),
    ('"type":"WebSub",', "", "hub has no type"),
    ('"language":"es"', '"language":"es_HN"', "language cannot be"),
    ('"items":[', '"items":[1,', "item is no object"),
    ('"id":"tag:pyme.example.org,2026-01-01:financing/garantia",', "", "item has no id"),
    ('"id":"tag:pyme.example.org,2026-01-01:financing/garantia"', '"id":7', "id cannot be 7"),
    ("financing/fondo@en", "financing/garantia", "comes 2 times"),
    ('"content_text":"A grant.",', "", "item has no content"),
    ('\\"https://pyme.example.org/\\"', '\\"guia.html\\"', "relative address"),
    ("2026-03-01T14:30:00+00:00", "2026-03-01", "date_published is no moment"),
    ('["Financiamiento","HN"]', '["Financiamiento",7]', "tag cannot be 7"),
    ('"mime_type":"application/pdf",', "", "attachment has no mime_type"),
    ('"mime_type":"application/pdf"', '"mime_type":"pdf"', "mime_type cannot be"),
    ('"size_in_bytes":48213', '"size_in_bytes":"48213"', "size_in_bytes cannot be"),
]  # fmt: skip
OPML_SEEDS = [
    ("</opml>", "", "not well-formed"),
    ('version="2.0"', 'version="1.0"', "version is 1.0"),
    ('xml:lang="es"', 'language="es"', "unknown attribute language"),
    ("<head>", "<body/><head>", "head and body"),
    ("<title>Canales</title>", "", "head has no title"),
    ("<title>Canales</title>", "<title/>", "title is blank"),
    ("<title>", "<language>es</language><title>", "unknown element language"),
    ("<title>", "<title>x</title><title>", "head has 2 title"),
    ("Thu, 02 Apr 2026 06:00:00 +0000", "2026-04-02", "dateModified is no moment"),
    ("<outline", "<item/><outline", "unknown element item"),
    ('text="Inglés"', "", "outline has no attribute text"),
    ('text="Inglés"', 'text="Inglés" title="x"', "without type"),
    ('type="rss"', 'type="atom"', "unknown type atom"),
    ('title="Funds"', "", "no attribute title"),
    ('xmlUrl="https://a.example/n/feed.atom"', "", "no attribute xmlUrl"),
    ('xmlUrl="https://a.example', 'xmlUrl="', "xmlUrl cannot be"),
    ('htmlUrl="https://a.example', 'htmlUrl="', "htmlUrl cannot be"),
    ('language="en"', 'language="English (US)"', "language cannot be"),
    ('version="RSS"', 'version="ATOM"', "unknown version ATOM"),
    ('type="rss"', 'type="rss" feed="x"', "unknown attribute feed"),
    (' language="es" />', ' language="es"><outline text="x"/></outline>', "unknown element outline"),
]
SEEDS = [
    *((atom_faults, *seed) for seed in ATOM_SEEDS),
    *((rss_faults, *seed) for seed in RSS_SEEDS),
    *((json_feed_faults, *seed) for seed in JSON_SEEDS),
    *((opml_faults, *seed) for seed in OPML_SEEDS),
]


@pytest.mark.parametrize("check", GOOD)
def test_good_file_has_no_faults(check):
    """The ground on which one fault stands out."""
    assert check(GOOD[check].encode()) == []


def test_json_that_is_no_object_is_told():
    """A list of items alone is no feed."""
    assert json_feed_faults(b"[]") == ["not an object"]


@pytest.mark.parametrize(("check", "good", "bad", "told"), SEEDS)
def test_seeded_fault_is_told(check, good, bad, told):
    """A checker that cannot fail guards nothing."""
    text = GOOD[check]
    assert good in text

    assert any(told in fault for fault in check(text.replace(good, bad, 1).encode()))
