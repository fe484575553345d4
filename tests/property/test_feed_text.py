"""Laws of feeds: whatever the texts, they come back as they were, and nothing comes back with them.

What a format cannot hold is told here once more, character by character, and not taken from the writers.
"""

import html
import json
import re
from itertools import cycle

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hubgen.formats.feeds.atom import atom
from hubgen.formats.feeds.feed import Category, Enclosure
from hubgen.formats.feeds.json_feed import json_feed
from hubgen.formats.feeds.opml import Group, Outline, opml
from hubgen.formats.feeds.rss import rss
from tests.feed_rules import atom_faults, json_feed_faults, opml_faults, rss_faults
from tests.feed_rules.rss import CONTENT, DC
from tests.feed_rules.xml import LANG, A
from tests.feeds import CHANGED, make_feed, make_item

HOSTILE = [
    *"\"'<>&=+-@\t \n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00\x01\x1b\x7f\x9f\u200e\u202e\ufeff",
    "\ud800", "\udfff", "\ufffe", "\uffff", "\r\n", "]]>", "<![CDATA[", "<script>alert(1)</script>", "</title>",
    "</item>", "<!--", "-->", "<?xml?>", "&amp;", "&lt;b&gt;", "&#0;", "=1+1", "\U0001f33d", "a\u0301", "العربية",
    "%s{}", "https://", "ñ",
]  # fmt: skip
TEXT = st.one_of(st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join), st.text(max_size=8))
EXAMPLES = 500  # of each form
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def kept(text):
    """The text as XML 1.0 (production 2) can hold it, without blanks around it."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
    ).strip()


def line(text):
    return kept(BREAK.sub(" ", text))


def lines(*texts):
    return [told for told in map(line, texts) if told]


def feed_of(texts, shape):
    """A feed with the texts in its fields, one after the other and round again.

    Args:
        shape: for each item, how many categories, authors and files it has.
    """
    text = cycle(texts)

    def address():
        return "https://pyme.example.org/" + next(text)

    items = [
        make_item(
            id=f"tag:a.example,2026:{number}{next(text)}",
            url=address(),
            title=next(text),
            summary=next(text),
            language=next(text),
            html=next(text),
            categories=tuple(Category(next(text), next(text)) for _ in range(categories)),
            authors=tuple(next(text) for _ in range(authors)),
            enclosures=tuple(Enclosure(address(), next(text), size) for size in range(files)),
        )
        for number, (categories, authors, files) in enumerate(shape)
    ]
    return make_feed(
        id="tag:a.example,2026:feed" + next(text),
        title=next(text),
        summary=next(text),
        language=next(text),
        url=address(),
        atom_url=address(),
        rss_url=address(),
        json_url=address(),
        items=tuple(items),
        author=next(text),
        rights=next(text),
        websub=address(),
        icon=address(),
    )


FEED = st.builds(
    feed_of,
    st.lists(TEXT, min_size=1, max_size=7),
    st.lists(st.tuples(*[st.integers(0, 2)] * 3), max_size=2),
)
ADDRESS = TEXT.map("https://pyme.example.org/".__add__)
OUTLINE = st.builds(Outline, TEXT, ADDRESS, ADDRESS, TEXT, st.sampled_from(["atom", "rss"]))
GROUP = st.builds(Group, TEXT, st.lists(OUTLINE, min_size=1, max_size=2).map(tuple))


def said(feed, own_url):
    """Every text of a feed as it must come back."""
    return {
        "id": line(feed.id),
        "title": line(feed.title) or line(feed.url),
        "summary": kept(feed.summary),
        "language": line(feed.language),
        "url": line(feed.url),
        "self": line(own_url),
        "hub": line(feed.websub),
        "author": line(feed.author),
        "rights": line(feed.rights),
        "icon": line(feed.icon),
        "items": [said_item(item, line(feed.language)) for item in feed.items],
    }


def said_item(item, feed_language):
    return {
        "id": line(item.id),
        "url": line(item.url),
        "title": line(item.title) or line(item.url),
        "summary": kept(item.summary),
        "html": kept(item.html),
        "language": line(item.language) if line(item.language) != feed_language else "",
        "authors": lines(*item.authors),
        "categories": [line(one.label) or line(one.term) for one in item.categories if line(one.term)],
        "files": [
            (line(one.url), line(one.media_type) or "application/octet-stream", str(one.size_bytes))
            for one in item.enclosures
        ],
    }


def structure(faults):
    """Faults that no text can excuse: elements, attributes or keys that should not be there, or are missing."""
    return [fault for fault in faults if " cannot be " not in fault and " relative address " not in fault]


def links(parent, relation):
    return [link.get("href") for link in parent.findall(A + "link") if link.get("rel") == relation]


@settings(max_examples=EXAMPLES)
@given(FEED)
def test_atom_gives_back_every_text(feed):
    """Atom holds every text of a feed."""
    data = atom(feed)
    root = etree.fromstring(data)
    told = said(feed, feed.atom_url)
    for item, said_by_feed in zip(told["items"], feed.items, strict=True):
        item["terms"] = lines(*(one.term for one in said_by_feed.categories))

    assert structure(atom_faults(data)) == []
    assert told | {"author": told["author"] or told["title"]} == {
        "id": root.findtext(A + "id"),
        "title": root.findtext(A + "title"),
        "summary": root.findtext(A + "subtitle", ""),
        "language": root.get(LANG, ""),
        "url": "".join(links(root, "alternate")),
        "self": "".join(links(root, "self")),
        "hub": "".join(links(root, "hub")),
        "author": root.findtext(f"{A}author/{A}name"),
        "rights": root.findtext(A + "rights", ""),
        "icon": root.findtext(A + "icon", ""),
        "items": [
            {
                "id": entry.findtext(A + "id"),
                "url": "".join(links(entry, "alternate")),
                "title": entry.findtext(A + "title"),
                "summary": entry.findtext(A + "summary", ""),
                "html": entry.findtext(A + "content", ""),
                "language": entry.get(LANG, ""),
                "authors": [author.findtext(A + "name") for author in entry.findall(A + "author")],
                "categories": [one.get("label", one.get("term")) for one in entry.findall(A + "category")],
                "terms": [one.get("term") for one in entry.findall(A + "category")],
                "files": [
                    (link.get("href"), link.get("type"), link.get("length"))
                    for link in entry.findall(A + "link")
                    if link.get("rel") == "enclosure"
                ],
            }
            for entry in root.findall(A + "entry")
        ],
    }


@settings(max_examples=EXAMPLES)
@given(FEED)
def test_rss_gives_back_every_text(feed):
    """RSS holds every text of a feed, but the feed's own id and icon, the terms, and all files but the first."""
    data = rss(feed)
    channel = etree.fromstring(data).find("channel")
    told = said(feed, feed.rss_url)
    del told["id"], told["icon"]
    for item in told["items"]:
        item["files"] = item["files"][:1]
        item["summary"] = html.escape(item["summary"], quote=False)
        if not item["summary"]:
            item["summary"], item["html"] = item["html"], ""

    assert structure(rss_faults(data)) == []
    assert told | {"summary": html.escape(told["summary"] or told["title"], quote=False)} == {
        "title": channel.findtext("title"),
        "summary": channel.findtext("description"),
        "language": channel.findtext("language", ""),
        "url": channel.findtext("link"),
        "self": "".join(links(channel, "self")),
        "hub": "".join(links(channel, "hub")),
        "author": channel.findtext(DC + "creator", ""),
        "rights": channel.findtext("copyright", ""),
        "items": [
            {
                "id": item.findtext("guid"),
                "url": item.findtext("link"),
                "title": item.findtext("title"),
                "summary": item.findtext("description", ""),
                "html": item.findtext(CONTENT, ""),
                "language": item.findtext(DC + "language", ""),
                "authors": [name.text for name in item.findall(DC + "creator")],
                "categories": [one.text for one in item.findall("category")],
                "files": [(one.get("url"), one.get("type"), one.get("length")) for one in item.findall("enclosure")],
            }
            for item in channel.findall("item")
        ],
    }


@settings(max_examples=EXAMPLES)
@given(FEED)
def test_json_feed_gives_back_every_text(feed):
    """JSON Feed holds every text of a feed, but its id, its rights and the terms."""
    data = json_feed(feed)
    value = json.loads(data)
    told = said(feed, feed.json_url)
    del told["id"], told["rights"]

    assert structure(json_feed_faults(data)) == []
    assert told == {
        "title": value["title"],
        "summary": value.get("description", ""),
        "language": value.get("language", ""),
        "url": value["home_page_url"],
        "self": value["feed_url"],
        "hub": value["hubs"][0]["url"],
        "author": "".join(author["name"] for author in value.get("authors", [])),
        "icon": value["icon"],
        "items": [
            {
                "id": item["id"],
                "url": item["url"],
                "title": item["title"],
                "summary": item.get("summary", item.get("content_text", "")),
                "html": item.get("content_html", ""),
                "language": item.get("language", ""),
                "authors": [author["name"] for author in item.get("authors", [])],
                "categories": item.get("tags", []),
                "files": [
                    (one["url"], one["mime_type"], str(one["size_in_bytes"])) for one in item.get("attachments", [])
                ],
            }
            for item in value["items"]
        ],
    }


@settings(max_examples=EXAMPLES)
@given(TEXT, TEXT, st.lists(GROUP, min_size=1, max_size=2))
def test_opml_gives_back_every_text(title, language, groups):
    """OPML holds every text of a list of feeds, in its order."""
    data = opml(title, language, groups, CHANGED)
    root = etree.fromstring(data)

    assert [fault for fault in structure(opml_faults(data)) if "is blank" not in fault] == []
    assert (root.findtext("head/title"), root.get(LANG)) == (line(title), line(language))
    assert [outline.get("text") for outline in root.iter("outline") if "type" not in outline.attrib] == lines(
        *(group.title for group in groups)
    )
    assert [
        (one.get("text"), one.get("title"), one.get("xmlUrl"), one.get("htmlUrl"), one.get("language", ""))
        for one in root.iter("outline")
        if "type" in one.attrib
    ] == [
        (*[line(one.title) or line(one.feed_url)] * 2, *map(line, (one.feed_url, one.page_url, one.language)))
        for group in groups
        for one in group.outlines
    ]


@settings(max_examples=100)
@given(FEED)
def test_reader_program_finds_every_item(feed):
    """feedparser has nothing to complain of, and no text makes or hides an item."""
    for write in (atom, rss):
        parsed = feedparser.parse(write(feed))

        assert not parsed.bozo, parsed.get("bozo_exception")
        # feedparser reads the controls above U+007F as the letters of Windows, so the ids are not compared whole.
        assert [entry.id[:20] for entry in parsed.entries] == [item.id[:20] for item in feed.items]
