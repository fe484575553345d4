"""Partners: the ring, the news of all of them, who names whom, and what files of others may do: nothing."""

from __future__ import annotations

import html as markup
import json
import re
from pathlib import Path
from random import Random

import feedparser
import pytest

from hubgen.formats.feeds.xml_text import keep_xml_chars
from hubgen.pipeline import Compiled
from tests.feed_rules import atom_faults, opml_faults
from tests.hubs import CONFIG, compiled, make_hub, partner, problems_of, the_error
from tests.inert import feed_faults, page_faults
from tests.payloads import PAYLOADS
from tests.unit.test_plan import html, paths, plan, titles

EACH = 10
"""Payloads in the feed of one partner: as many as its page can carry."""
PULLS = {"pull": "yes", "license": "CC-BY-4.0", "feed": "https://sur.example.org/atom.xml"}


def item(title: str, day: str = "2026-10-27", url: str = "", more: str = "") -> str:
    link = url or f"https://sur.example.org/{title.lower()}"
    return (
        f'<entry><title>{title}</title><id>{link}</id><link href="{link}"/>'
        f"<updated>{day}T15:00:00Z</updated>{more}</entry>"
    )


def feed(*items: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">{"".join(items)}</feed>'


def hub(tmp_path: Path, feeds: dict[str, str] | None = None, config: str = "", **partners: str) -> Compiled:
    files = {f"content/ring/{slug}.yaml": text for slug, text in partners.items()}
    files |= {f"content/ring/feeds/{name}": text for name, text in (feeds or {}).items()}
    return plan(tmp_path, files, config)


def site(name: str, **fields: str) -> str:
    return partner(title=name, url=f"https://{name.lower()}.example.org/", **fields)


def turns(page: str) -> list[str]:
    return re.findall(r"rel=(?:prev|next)>[^<]*<br><b>([^<]*)", page)


def test_two_files_of_a_partner_are_one_list(tmp_path):
    feeds = {
        "a.atom": feed(item("Uno", "2026-10-01"), item("Tres", "2026-10-03")),
        "a.xml": feed(item("Dos", "2026-10-02"), item("Cuatro", "2026-10-04")),
    }
    page = html(hub(tmp_path, feeds, a=site("A", max_items="3", **PULLS)), "anillo/a.html")
    assert re.findall(r">(Uno|Dos|Tres|Cuatro)<", page) == ["Cuatro", "Tres", "Dos"]


def test_the_ring_has_an_order_and_closes(tmp_path):
    found = hub(tmp_path, a=site("A", order="3"), b=site("B", order="1"), c=site("C", order="2"), d=site("D"))
    assert titles(found, "anillo/index.html") == ["B", "C", "A", "D"]
    assert turns(html(found, "anillo/b.html")) == ["D", "C"]
    assert turns(html(found, "anillo/d.html")) == ["A", "B"]
    assert 'class=go href="https://a.example.org/"' in html(found, "anillo/a.html")


def test_one_partner_alone_has_no_neighbours(tmp_path):
    assert "class=turn" not in html(hub(tmp_path, a=site("A")), "anillo/a.html")


def test_the_news_of_all_stand_together_newest_first_each_under_its_site(tmp_path):
    """What two have is shown once, under the one that wrote it; what is dated after the build day waits."""
    copied = item("Uno", url="https://a.example.org/uno", more="<source><title>A</title></source>")
    feeds = {
        "a.xml": feed(item("Uno", url="https://a.example.org/uno"), item("Nuevo", "2026-11-10")),
        "b.atom": feed(copied, item("Viejo", "2026-01-05"), item("Futuro", "2031-01-01")),
        "c.xml": feed(item("Callado", "2026-11-11")),
    }
    found = hub(
        tmp_path, feeds, a=site("A", **PULLS), b=site("B", **PULLS), c=site("C", feed="https://c.example.org/f")
    )
    page = html(found, "anillo/novedades/index.html")
    assert titles(found, "anillo/novedades/index.html") == ["Nuevo", "Uno", "Viejo"]
    assert re.findall(r'<p class=meta><a href="([^"]*)">', page) == ["../a.html", "../a.html", "../b.html"]
    assert "Callado" not in "".join(html(found, path) for path in paths(found) if path.endswith((".html", ".atom")))


def test_a_partner_shows_as_many_items_as_its_entry_says(tmp_path):
    feeds = {"a.xml": feed(*(item(f"N{day}", f"2026-10-{day}") for day in range(10, 30)))}
    ten, two = (
        hub(tmp_path / "a", feeds, a=site("A", **PULLS)),
        hub(tmp_path / "b", feeds, a=site("A", max_items="2", **PULLS)),
    )
    assert len(re.findall("<h3><a", html(ten, "anillo/a.html"))) == 10
    assert titles(two, "anillo/novedades/index.html") == ["N29", "N28"]


def test_the_feed_of_the_ring_names_writer_and_licence(tmp_path):
    undated = '<entry><title>Sin día</title><link href="https://a.example.org/s"/></entry>'
    found = hub(tmp_path, {"a.xml": feed(item("Uno"), undated)}, a=site("A", **PULLS), b=site("B"))
    text = html(found, "anillo/feed.atom")
    assert atom_faults(text.encode()) == []
    [entry] = feedparser.parse(text).entries
    assert (entry.title, entry.author, entry.rights) == ("Uno", "A", "CC-BY-4.0")
    assert entry.link == "https://sur.example.org/uno"
    assert "anillo/feed.atom" in html(found, "feeds.opml")
    assert "feed.atom" not in paths(found)


def test_the_list_for_readers_has_every_partner(tmp_path):
    found = hub(tmp_path, a=site("A", feed="https://a.example.org/f"), b=site("B"))
    text = html(found, "anillo/ring.opml")
    assert opml_faults(text.encode()) == []
    assert 'xmlUrl="https://a.example.org/f"' in text and 'type="link" text="B" url="https://b.example.org/"' in text
    assert "ring.opml" in html(found, "anillo/index.html")


@pytest.mark.parametrize(
    "listed, word, warned",
    [
        ("https://www.pyme.example.org", "sí", 0),
        ("https://pyme.example.org/en/", "sí", 0),
        ("https://otro.example.org/", "no", 1),
    ],
)
def test_who_does_not_name_the_hub_in_return_is_told(tmp_path, listed, word, warned):
    opml = f'<opml version="2.0"><body><outline text="x" url="{listed}"/></body></opml>'
    project = make_hub(tmp_path, {"content/ring/a.yaml": site("A"), "content/ring/feeds/a.opml": opml})
    found = compiled(project)
    assert f"<dt>Recomienda este sitio<dd>{word}" in html(found, "anillo/a.html")
    told = [one for one in found.problems if one.rule == "missing-field"]
    assert [(one.severity, one.where.file) for one in told] == [("warning", "content/ring/feeds/a.opml")] * warned


def test_two_partners_of_one_address_are_told_with_both_places(tmp_path):
    files = {
        "content/ring/a.yaml": site("A"),
        "content/ring/b.yaml": partner(title="B", url="http://www.a.example.org"),
    }
    problem = the_error(make_hub(tmp_path, files))
    assert (problem.rule, problem.where.file, problem.where.field) == (
        "duplicate-address",
        "content/ring/b.yaml",
        "url",
    )
    assert str(problem.message) == '"B" and "A" are one site'
    assert [place.file for place in problem.also] == ["content/ring/a.yaml"]


@pytest.mark.parametrize("missing", ["license", "feed"])
def test_items_are_shown_only_with_leave_and_a_source(tmp_path, missing):
    problem = the_error(make_hub(tmp_path, {"content/ring/a.yaml": site("A", **{**PULLS, missing: None})}))
    assert (problem.rule, problem.where.field) == ("missing-field", missing)


@pytest.mark.parametrize("broken", ["<rss>", "", "<!DOCTYPE a [<!ENTITY x 'y'>]><rss/>", "{}"])
def test_a_broken_file_of_a_partner_is_a_warning_and_the_rest_stands(tmp_path, broken):
    feeds = {"a.xml": broken, "b.xml": feed(item("Uno"))}
    found = hub(tmp_path, feeds, a=site("A", **PULLS), b=site("B", **PULLS))
    assert titles(found, "anillo/novedades/index.html") == ["Uno"]
    [told] = [one for one in found.problems if one.rule == "bad-syntax"]
    assert (told.severity, told.where.file) == ("warning", "content/ring/feeds/a.xml")


def test_a_page_saved_in_place_of_a_feed_is_called_one(tmp_path):
    found = hub(tmp_path, {"a.xml": "<!DOCTYPE html><html><p>404<br></html>"}, a=site("A", **PULLS))
    [told] = [one for one in found.problems if one.rule == "bad-syntax"]
    assert "a page for people (HTML)" in str(told.message)


def test_news_that_nobody_saved_are_told(tmp_path):
    found = hub(tmp_path, {"b.rss": feed(item("Uno"))}, a=site("A", **PULLS), b=site("B", **PULLS))
    [told] = [one for one in found.problems if one.rule == "missing-field"]
    assert (told.severity, told.where.file, told.where.field) == ("warning", "content/ring/a.yaml", "pull")
    assert str(told.mend).endswith("and save it as content/ring/feeds/a.xml")


def test_a_file_that_belongs_to_nobody_is_told_with_the_nearest(tmp_path):
    files = {"content/ring/centro.yaml": site("A"), "content/ring/feeds/centroo.xml": feed(item("Uno"))}
    [told] = [one for one in problems_of(make_hub(tmp_path, files)) if one.rule == "unknown-name"]
    assert (told.severity, str(told.mend)) == ("warning", "rename it to centro.xml")


def test_titles_of_others_are_words_and_nothing_else(tmp_path):
    """In pages and in the feed; once escaped, and escaped twice as RSS has it."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }} \"quoted\" 'q' </title>"
    twice = markup.escape(markup.escape(hostile))
    rss = f"<rss><channel><item><title>T {twice}</title><link>https://x.example.org/</link></item></channel></rss>"
    found = hub(
        tmp_path,
        {"a.xml": feed(item(f"T {markup.escape(hostile)}", url="https://a.example.org/u")), "b.xml": rss},
        a=site("A", **PULLS),
        b=site("B", **PULLS),
    )
    for path in ("anillo/novedades/index.html", "anillo/a.html", "anillo/b.html"):
        body = html(found, path).split("<main")[1]
        assert "<script" not in body and "<img" not in body and " onerror=" not in re.sub(">[^<]*<", "><", body)
        assert "49" not in body


def test_programs_are_told_of_the_site_itself(tmp_path):
    page = html(hub(tmp_path, a=site("A")), "anillo/a.html")
    [text] = re.findall(r'ld\+json">(.*?)</script>', page)
    assert json.loads(text) == {
        "@context": "https://schema.org", "@type": "WebSite", "name": "A", "url": "https://a.example.org/",
    }  # fmt: skip


def test_without_the_folder_there_is_no_trace(tmp_path):
    found = plan(tmp_path, {})
    assert not [path for path in paths(found) if re.search(r"anillo|/ring|anel|partner", path)]
    assert "nillo" not in html(found, "index.html")


def test_what_others_write_never_makes_a_page_too_heavy(tmp_path):
    """Letters that nothing makes smaller: the newest items stay, their summaries go first."""
    chance = Random(6)

    def noise(count: int) -> str:
        return "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(count))

    items = [
        item(
            noise(300),
            f"2026-{9 + n // 28:02}-{n % 28 + 1:02}",
            f"https://a.example.org/{n}",
            f"<summary>{noise(400)}</summary>",
        )
        for n in range(50)
    ]
    found = hub(tmp_path, {"a.xml": feed(*items)}, a=site("A", max_items="50", **PULLS))
    assert 4 < len(titles(found, "anillo/a.html")) < 30
    assert not [one for one in found.problems if one.rule == "over-budget"]


def test_no_payload_in_a_feed_of_others_can_run(tmp_path):
    """Each as title, text, id, link and origin; in a feed that says markup and in one that says words."""
    entries = [
        f"<entry><title type={kind}>T{number} {text}</title><summary type={kind}>{text}</summary><id>{text}</id>"
        f'<link href="https://a.example.org/{kind[1:-1]}/{number}"/><updated>2026-11-01T00:00:00Z</updated>'
        f"<source><title>{text}</title></source></entry>"
        f'<entry><title>L</title><link href="{markup.escape(text)}"/></entry>'
        for kind in ('"html"', '"text"')
        for number, text in enumerate(map(markup.escape, map(keep_xml_chars, PAYLOADS)))
    ]
    files: dict[str, str] = {}
    for number in range(0, len(entries), EACH):
        files[f"content/ring/p{number}.yaml"] = site(f"P{number}", **PULLS)
        files[f"content/ring/feeds/p{number}.xml"] = feed(*entries[number : number + EACH])
    found = compiled(make_hub(tmp_path, files, re.sub("title@.*\n|, en, pt", "", CONFIG)))
    pages = [file for file in found.files if file.path.startswith("anillo/") and file.kind == "page"]
    shown = [len(titles(found, f"anillo/p{number}.html")) for number in range(0, len(entries), EACH)]
    assert sum(shown) >= 2 * len(PAYLOADS)
    assert {file.path: faults for file in pages if (faults := page_faults(file.content.decode()))} == {}
    assert feed_faults(next(file.content for file in found.files if file.path == "anillo/feed.atom")) == []
