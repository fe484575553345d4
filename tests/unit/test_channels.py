"""What can be followed: which feeds there are, what stands in them, under which ids and days."""

from __future__ import annotations

import html
import json
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest

from hubgen.pipeline import Compiled
from tests.hubs import (
    CONFIG,
    DAY,
    compiled,
    document,
    event,
    financing,
    guide,
    make_hub,
    news,
    standard,
    told,
    translation,
)

TAG = "tag:pyme.example.org,2026-01-01:"


def site(tmp_path: Path, files: dict[str, str], config: str = "", **options: object) -> dict[str, bytes]:
    found: Compiled = compiled(make_hub(tmp_path / "hub", files, CONFIG + config), **options)
    assert found.ok, told(found.problems)
    return {file.path: file.content for file in found.files}


def read(files: dict[str, bytes], path: str):
    found = feedparser.parse(files[path])
    assert not found.bozo, found.bozo_exception
    return found


def ids(files: dict[str, bytes], path: str = "feed.atom") -> list[str]:
    return [one.id.removeprefix(TAG) for one in read(files, path).entries]


# ---------------------------------------------------------------- which there are


def test_hub_sections_topics_and_profiles_have_every_form_in_each_language(tmp_path: Path):
    profile = "profiles: [{slug: hn, title: Honduras, countries: [HN]}]\n"
    files = site(tmp_path, {"content/guides/precio.md": guide(countries="[HN]")}, profile)
    for folder, section, topic in (("", "guias", "temas/vender"), ("en/", "en/guides", "en/topics/vender")):
        for page in (folder, f"{section}/", f"{topic}.", f"{folder}hn."):
            assert {f"{page}feed.{form}" for form in ("atom", "rss", "json")} <= files.keys(), page


def test_a_value_has_atom_alone_and_from_two_entries_on(tmp_path: Path):
    two = {"content/guides/a.md": guide(level="basic"), "content/guides/b.md": guide(level="basic", title="Otra")}
    files = site(
        tmp_path, two | {"content/guides/c.md": guide(level="advanced", title="Tercera")}, "facets: {guide: [level]}\n"
    )
    assert [path for path in sorted(files) if path.startswith("guias/nivel/") and not path.endswith(".html")] == [
        "guias/nivel/basico.feed.atom"
    ]
    assert read(files, "guias/nivel/basico.feed.atom").feed.id == f"{TAG}feed/guide/level/basic@es"


def test_of_pairs_product_and_market_alone_have_a_feed_and_the_news_about_them(tmp_path: Path):
    files = {f"content/standards/{n}.yaml": standard(title=f"Norma {n}") for n in "abc"}
    files["content/news/cambio.md"] = news(about="[standard/b]", title="Cambia una norma")
    config = "facet_pairs: {standard: [[products, markets], [nature, markets]]}\n"
    built = site(tmp_path, files, config)
    pairs = [path for path in built if path.count("/") == 3 and path.startswith("normas/") and path.endswith(".atom")]
    assert len(pairs) == 1
    found = read(built, pairs[0])
    assert found.feed.id == f"{TAG}feed/standard/markets/DE/products/0901@es"
    assert ids(built, pairs[0])[0] == "news/cambio" and len(found.entries) == 4


def test_topics_themselves_are_followed_in_their_section_alone(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide()})
    assert ids(files) == ["guide/precio"]
    assert ids(files, "temas/feed.atom") == ["topic/vender"]


def test_the_list_of_feeds_names_each_once(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide()})
    own = [path for path in files if path.endswith("feed.atom") and not path.startswith(("en/", "pt/"))]
    text = files["feeds.opml"].decode()
    assert text.count("xmlUrl=") == len(own)
    assert all(f'xmlUrl="https://pyme.example.org/{path}"' in text for path in own)


def test_a_hub_without_entries_has_no_feed(tmp_path: Path):
    found = compiled(make_hub(tmp_path / "hub", {}, topic=False))
    assert found.ok, told(found.problems)
    assert not [file.path for file in found.files if file.kind in ("feed", "calendar", "export")]


# ---------------------------------------------------------------- what stands in them


def test_ids_name_the_entry_and_the_language_of_a_translation(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/guides/precio.md": guide(),
            "content/guides/precio.en.md": translation(
                "Add up.\n", title="Set a price", summary="How to.", slug="price"
            ),
        },
    )
    assert ids(files) == ["guide/precio"] and ids(files, "en/feed.atom") == ["guide/precio@en"]
    assert read(files, "en/feed.atom").entries[0].link == "https://pyme.example.org/en/guides/price.html"


def test_an_entry_without_translation_stays_itself(tmp_path: Path):
    """Its id, its language and its address are those of the original in every feed."""
    files = site(tmp_path, {"content/guides/precio.md": guide()})
    entry = read(files, "pt/feed.atom").entries[0]
    assert entry.id == f"{TAG}guide/precio" and entry.link == "https://pyme.example.org/guias/precio.html"
    assert b'<entry xml:lang="es">' in files["pt/feed.atom"]
    assert json.loads(files["pt/feed.json"])["items"][0]["language"] == "es"


def test_the_newest_stand_first_and_no_more_than_asked_for(tmp_path: Path):
    files = {f"content/news/n{n}.md": news(title=f"Nota {n}", date=f"2026-10-{n:02}") for n in range(1, 6)}
    files["content/news/n2.md"] = news(title="Nota 2", date="2026-10-02", updated="2026-11-01")
    assert ids(site(tmp_path, files, "feeds: {items: 3}\n")) == ["news/n2", "news/n5", "news/n4"]


def test_days_are_those_of_the_author_on_the_clocks_of_the_hub(tmp_path: Path):
    files = site(tmp_path, {"content/news/a.md": news(date="2026-10-02", updated="2026-10-05")})
    entry = read(files, "feed.atom").entries[0]
    assert (entry.published, entry.updated) == ("2026-10-02T06:00:00+00:00", "2026-10-05T06:00:00+00:00")
    assert read(files, "feed.atom").feed.updated == entry.updated


def test_full_texts_lead_to_whole_addresses(tmp_path: Path):
    body = "Vea [otra](guide/otra), [esto](#uno) y [eso](https://a.example/x).\n\n## Uno\n\nAquí.[^1]\n\n[^1]: Nota.\n"
    files = site(
        tmp_path,
        {"content/guides/precio.md": guide(body), "content/guides/otra.md": guide(title="Otra", date="2026-01-02")},
        "feeds: {text: full}\n",
    )
    html = read(files, "feed.atom").entries[0].content[0].value
    assert 'href="https://pyme.example.org/guias/otra.html"' in html and 'href="https://a.example/x"' in html
    assert 'href="https://pyme.example.org/guias/precio.html#uno"' in html
    assert 'href="#' not in html and 'href=""' not in html


def test_full_texts_keep_markup_that_is_shown(tmp_path: Path):
    """Only links are made whole, not words that look like a piece of one."""
    shown = '<a href="#top"> y <a href="">'
    files = site(tmp_path, {"content/guides/precio.md": guide(f"Escriba `{shown}`.\n")}, "feeds: {text: full}\n")
    assert shown in html.unescape(json.loads(files["feed.json"])["items"][0]["content_html"])


def test_full_texts_end_where_a_feed_would_be_too_heavy(tmp_path: Path):
    """The newest come in full, the rest as summaries: 20 KB after gzip is the most (pages.md, G17)."""
    words = [f"palabra{n * n * 7919 % 100003}" for n in range(1500)]
    files = {
        f"content/guides/g{n}.md": guide(
            " ".join(words[n:] + words[:n]) + "\n", title=f"G {n}", date=f"2026-03-{n + 1:02}"
        )
        for n in range(20)
    }
    entries = read(site(tmp_path, files, "feeds: {text: full}\n"), "feed.atom").entries
    full = [bool(one.get("content")) for one in entries]
    assert len(full) == 20 and full[0] and not full[-1] and full == sorted(full, reverse=True)


def test_summaries_alone_are_the_rule(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide("Texto largo.\n")})
    assert b"Texto largo" not in files["feed.atom"] + files["feed.rss"] + files["feed.json"]


def test_documents_come_as_enclosures(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/documents/caja.yaml": document(url=None, path="caja.ods", license="CC0-1.0"),
            "content/documents/caja.ods": "x" * 321,
        },
    )
    link = next(one for one in read(files, "feed.atom").entries[0].links if one.rel == "enclosure")
    assert link.href == "https://pyme.example.org/documentos/caja.ods"
    assert (link.type, link.length) == ("application/vnd.oasis.opendocument.spreadsheet", "321")


def test_a_hub_of_websub_is_named_in_every_form(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide()}, "feeds: {websub: 'https://hub.example.org/'}\n")
    for path in ("feed.atom", "feed.rss"):
        assert "https://hub.example.org/" in [one.href for one in read(files, path).feed.links if one.rel == "hub"]
    assert json.loads(files["feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]


def test_what_is_not_published_or_over_is_in_no_feed(tmp_path: Path):
    hidden = {
        "content/guides/borrador.md": guide(title="Zorro", draft="yes"),
        "content/news/futura.md": news(title="Zorro", date="2026-12-24"),
        "content/news/vieja.md": news(title="Zorro", date="2025-01-02"),
        "content/guides/socios.md": guide(title="Zorro", visibility="members"),
        "content/events/pasado.md": event(title="Zorro", start="2026-01-02"),
    }
    files = site(tmp_path, {"content/guides/precio.md": guide(), **hidden})
    for path, content in files.items():
        if path.rpartition(".")[2] in ("atom", "rss", "json", "ics", "csv", "opml"):
            assert b"Zorro" not in content, path


# ---------------------------------------------------------------- reminders


def reminders(tmp_path: Path, day: date, **fields: str | None) -> list[tuple[str, str]]:
    files = site(tmp_path, {"content/financing/a.md": financing(rolling=None, **fields)}, day=day)
    entries = read(files, "feed.atom").entries
    return [(one.id.partition("#")[2], one.updated[:10]) for one in entries if "#" in one.id]


@pytest.mark.parametrize(
    ("days_before", "expected"), [(15, []), (14, ["closes-14"]), (4, ["closes-14"]), (3, ["closes-3", "closes-14"])]
)
def test_a_call_is_announced_again_before_it_closes(tmp_path: Path, days_before: int, expected: list[str]):
    """Dated the day it is due, so that a build on a later day gives the same item."""
    closes = date(2026, 12, 20)
    found = reminders(tmp_path, closes - timedelta(days=days_before), closes="2026-12-20T16:00", verified="2026-12-01")
    assert [name for name, _ in found] == expected
    assert all(day == str(closes - timedelta(days=int(name.rpartition("-")[2]))) for name, day in found)


def test_a_call_that_has_closed_is_announced_no_more(tmp_path: Path):
    assert reminders(tmp_path, date(2026, 11, 20), closes="2026-11-20") != []
    assert reminders(tmp_path, date(2026, 11, 21), closes="2026-11-20") == []


def test_a_call_that_opens_later_than_the_reminder_has_none(tmp_path: Path):
    assert reminders(tmp_path, DAY, opens="2026-11-20", closes="2026-11-30") == []


def test_each_of_several_calls_has_its_own(tmp_path: Path):
    calls = (
        '[{title: Uno, closes: "2026-11-30"}, {title: Dos, closes: "2026-11-30"}, {title: Tres, closes: "2027-01-30"}]'
    )
    found = reminders(tmp_path, DAY, calls=calls)
    assert sorted(name for name, _ in found) == ["2026-11-30-2-closes-14", "2026-11-30-closes-14"]


# ---------------------------------------------------------------- how pages tell of them


def test_pages_announce_their_feed_or_that_of_their_section(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide()})

    def announced(path: str) -> str:
        return files[path].decode().partition('type="application/atom+xml"')[2].partition('href="')[2].partition('"')[0]

    assert announced("index.html") == "feed.atom"
    assert announced("guias/index.html") == announced("guias/precio.html") == "feed.atom"
    assert announced("temas/vender.html") == "vender.feed.atom"
    assert announced("acerca.html") == "feed.atom"


def test_the_page_about_subscribing_gives_whole_addresses(tmp_path: Path):
    files = site(tmp_path, {"content/guides/precio.md": guide(), "content/events/e.md": event()})
    page = files["suscribirse.html"].decode()
    assert 'href="https://pyme.example.org/temas/vender.feed.atom"' in page
    assert 'href="https://pyme.example.org/temas/vender.calendar.ics"' in page
    assert 'href="webcal://pyme.example.org/calendar.ics"' in page
    assert 'href="feeds.opml"' in page
