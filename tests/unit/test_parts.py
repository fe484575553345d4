"""Long texts in parts: where they are cut, that nothing is lost, and where links into them lead."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.formats.markdown.body import render_markdown
from hubgen.model.entry import Body
from hubgen.model.output import TOLD_WEIGHT
from hubgen.model.site import Published
from hubgen.model.views.entry import EntryView
from hubgen.model.views.kinds import EntryPageView
from hubgen.model.views.page import Page
from hubgen.model.views.texts import BodyView
from hubgen.report.weight import page_weights
from hubgen.stages.plan.pages.entry_page import view_of
from hubgen.stages.plan.parts import MOST_PARTS, Part, cut, holder, part_body
from hubgen.stages.plan.planner import plan
from hubgen.theme import load_theme
from tests.conftest import ROOT
from tests.hubs import (
    CONFIG,
    build,
    codes,
    compiled,
    config_of,
    guide,
    make_hub,
    problems_of,
    resolve_hub,
    told,
    translation,
)
from tests.pages import read_site

SMALL = CONFIG + "budget: {part: 500}\n"
WORDS = "costo precio flete aduana margen cliente cosecha bodega factura moneda seguro plazo".split()


def prose(seed: int, words: int = 60) -> str:
    """Words in an order of its own, which do not shrink to nothing."""
    return " ".join(
        WORDS[(seed * 7 + n * n * (seed + 3)) % len(WORDS)] + str((n * 3709 + seed * 41) % 997) for n in range(words)
    )


def long_text(sections: int = 6, words: int = 60) -> str:
    return "Antes de todo.\n\n" + "\n".join(f"## Tema {n}\n\n{prose(n, words)}\n" for n in range(1, sections + 1))


def body_of(text: str, *, raw_html: bool = False) -> Body:
    body, problems = render_markdown(text, "content/guides/x.md", 1, raw_html=raw_html)
    assert not problems, told(problems)
    return body


def size(markup: str) -> int:
    return len(markup.encode())


# -- the cut -----------------------------------------------------------------------------------


def test_a_text_within_the_limit_stands_on_one_page():
    body = body_of(long_text())
    assert cut(body, 100_000) == () and cut(Body(), 1) == ()


def markup_of(body: Body, part: Part) -> str:
    return "\ufdd2".join(body.parts)[part.start : part.end]


def test_a_text_of_one_section_is_not_cut():
    """Neither is one whose headings are all of a lower level, or inside a quotation."""
    for text in ("## Uno\n\n" + prose(1, 400), "### Uno\n\n" + prose(1, 200) + "\n\n### Dos\n\n" + prose(2, 200)):
        assert cut(body_of(text), 200) == ()
    quoted = "".join(f"> ## Cita {n}\n>\n> {prose(n, 100)}\n\n" for n in range(4))
    assert cut(body_of(quoted), 200) == ()


def test_parts_begin_at_second_level_headings_and_keep_to_the_limit():
    body = body_of(long_text(sections=9, words=90))
    parts = cut(body, 600)
    assert len(parts) > 2
    assert all(markup_of(body, part).startswith("<h2 ") for part in parts[1:])
    assert [heading.text for part in parts for heading in part.headings] == [f"Tema {n}" for n in range(1, 10)]
    assert [part.first_heading for part in parts] == [
        1 + sum(len(before.headings) for before in parts[:n]) for n in range(len(parts))
    ]


def test_what_stands_before_the_first_heading_belongs_to_the_first_section():
    """Else the first page could hold nothing but two sentences."""
    parts = cut(body_of(prose(1, 200) + "\n\n## Uno\n\n" + prose(2) + "\n\n## Dos\n\n" + prose(3)), 400)
    assert [[heading.text for heading in part.headings] for part in parts] == [["Uno"], ["Dos"]]


def test_what_the_first_page_shows_before_the_text_counts_for_its_part():
    body = body_of(long_text(sections=8))
    bare, loaded = cut(body, 900), cut(body, 900, above_bytes=1500)
    assert len(loaded[0].headings) < len(bare[0].headings)


def test_never_more_than_eight_parts():
    parts = cut(body_of(long_text(sections=40)), 100)
    assert len(parts) == MOST_PARTS


def test_a_heavy_section_does_not_make_the_others_many():
    """Where one section is over the limit by itself, more parts than it needs would help nobody."""
    text = "## Largo\n\n" + prose(1, 600) + "".join(f"\n\n## Corto {n}\n\n{prose(n, 5)}" for n in range(2, 6))
    assert len(cut(body_of(text), 300)) == 2


def test_footnotes_and_links_stay_with_their_part():
    text = (
        f"## Uno\n\n[a](guide/a) y nota.[^1]\n\n{prose(1, 150)}\n\n"
        f"## Dos\n\n[b](guide/b), [arriba](#uno), [aquí](#dos), [inicio](#top).\n\n{prose(2, 150)}\n\n"
        "[^1]: La [c](guide/c)."
    )
    body = body_of(text)
    parts = cut(body, 600)
    assert len(parts) == 2 and [part.first_link for part in parts] == [0, 1]
    whole = BodyView(body.parts, ("a.html", "b.html", "c.html"), "en")
    first, second = (part_body(parts, number, whole, ["x.html", "x/2.html"]) for number in (1, 2))
    assert first.paths == ("a.html", "x/2.html#fn:1") and first.lang == "en"
    assert second.paths == ("b.html", "x.html#uno", "c.html", "x.html#fnref:1")
    html = second.html(lambda path: path, str)
    assert 'href="#dos"' in html and 'href="#top"' in html and 'href="x.html#uno"' in html


def test_an_anchor_is_found_as_written_and_with_its_escapes_decoded():
    parts = cut(body_of(f"## Uno {{#año}}\n\n{prose(1, 200)}\n\n## Dos\n\n{prose(2, 200)}"), 500)
    assert holder(parts, "año") == holder(parts, "a%C3%B1o") == (1, "año")
    assert holder(parts, "dos") == (2, "dos") and holder(parts, "tres") is None and holder((), "dos") is None


def test_a_link_spelled_out_in_the_text_is_no_link():
    """What only looks like a tag stays text."""
    code = '`<a href="#dos">`'
    parts = cut(body_of(f"## Uno\n\n{code}\n\n{prose(1, 200)}\n\n## Dos\n\n{prose(2, 200)}"), 500)
    whole = BodyView(body_of(f"{code}").parts, ())
    assert part_body(parts, 1, whole, ["x.html", "x/2.html"]).paths == ()


BLOCKS = st.sampled_from(
    [
        "Un [enlace](guide/a) y [otro](#s1).",
        "- uno\n- dos",
        "> ## Cita\n>\n> Texto.",
        "### Menor\n\nTexto.",
        "| a | b |\n|---|--:|\n| 1 | [x](guide/b) |",
        '!!! note "Ojo"\n    Texto.',
        "Nota.[^1]",
        "```\n## no\n```",
        "",
    ]
)
SECTIONS = st.lists(st.tuples(st.lists(BLOCKS, max_size=4), st.integers(0, 80)), min_size=1, max_size=14)


def text_of(sections: list[tuple[list[str], int]]) -> str:
    texts = [
        "\n\n".join([f"## Tema {n} {{#s{n}}}", *blocks, prose(n, words)]) for n, (blocks, words) in enumerate(sections)
    ]
    return "Antes.\n\n" + "\n\n".join(texts) + "\n\n[^1]: Al pie, con [enlace](guide/c).\n"


@given(SECTIONS, st.integers(1, 1500), st.integers(0, 3000))
def test_no_word_is_lost_and_none_moves(sections: list[tuple[list[str], int]], limit: int, above: int):
    """The parts one after another are the text; a second cut is the same; every link and anchor is there once."""
    body, _ = render_markdown(text_of(sections), "content/guides/x.md", 1)
    parts = cut(body, limit, above)
    assert parts == cut(body, limit, above)
    if not parts:
        return
    assert 2 <= len(parts) <= MOST_PARTS
    assert "\ufdd2".join(body.parts) == "".join(markup_of(body, part) for part in parts)
    assert [heading for part in parts for heading in part.headings] == [h for h in body.headings if h.level == 2]
    assert sorted(body.anchors) == sorted(name for part in parts for name in part.ids)
    paths = tuple(f"{n}.html" for n in range(len(body.links)))
    pages = [f"p{n}" for n in range(len(parts))]
    views = [part_body(parts, n, BodyView(body.parts, paths), pages) for n in range(1, len(parts) + 1)]
    assert [path for view in views for path in view.paths if path.endswith(".html")] == list(paths)
    for number, view in enumerate(views, 1):
        html = view.html(lambda path: path, str)
        staying = set(re.findall(r'href="#([^"]*)"', html))
        assert staying & set(body.anchors) <= set(parts[number - 1].ids)
        for page, anchor in re.findall(r'href="(p\d+)#([^"]*)"', html):
            assert anchor in parts[pages.index(page)].ids and pages.index(page) != number - 1


@given(st.lists(st.integers(5, 120), min_size=2, max_size=9), st.integers(150, 1500))
def test_the_heaviest_part_is_as_light_as_can_be(words: list[int], limit: int):
    """Of all ways to cut a text into that many parts, tried one by one."""
    body = body_of("\n\n".join(f"## T{n}\n\n{prose(n, count)}" for n, count in enumerate(words)))
    parts = cut(body, limit)
    if not parts:
        return
    sections = [size(text) for text in re.split(r"(?=<h2 )", "".join(body.parts)) if text]
    ways = [
        max(sum(sections[start:end]) for start, end in zip((0, *places), (*places, len(sections)), strict=True))
        for places in combinations(range(1, len(sections)), len(parts) - 1)
    ]
    assert max(size(markup_of(body, part)) for part in parts) == min(ways)


# -- the pages -----------------------------------------------------------------------------------


def entry(page: Page) -> EntryView:
    assert isinstance(page.view, EntryView)
    return page.view


def pages_of(tmp_path: Path, files: dict[str, str], config: str = SMALL) -> dict[str, Page]:
    found = compiled(make_hub(tmp_path / "hub", files, config))
    assert found.ok, told(found.problems)
    return {output.path: output.context() for output in found.outputs if output.context and output.owner == "guide/x"}


def test_the_pages_of_a_long_guide(tmp_path: Path):
    """The first at the old address; then the parts by number, and one with all of them in the page's language."""
    pages = pages_of(
        tmp_path, {"content/guides/x.md": guide(long_text(), files="[{title: Hoja, url: https://a.example/}]")}
    )
    spanish = [path for path in pages if path.startswith("guias/")]
    assert spanish == ["guias/x.html", "guias/x/2.html", "guias/x/3.html", "guias/x/todo.html"]
    assert "en/guides/x/all.html" in pages and "pt/guias/x/tudo.html" in pages
    first, second, third, whole = (pages[path] for path in spanish)
    assert [page.title for page in (first, second, whole)] == [
        "Ponga precio a su producto", "Ponga precio a su producto (2 de 3)",
        "Ponga precio a su producto (todo en una página)",
    ]  # fmt: skip
    assert (first.canonical, whole.canonical) == ("https://pyme.example.org/guias/x.html",) * 2
    assert second.canonical == "https://pyme.example.org/guias/x/2.html"
    assert first.structured and first.description and not (second.structured or whole.structured)
    assert whole.description == first.description and second.description == "Ponga precio a su producto: Tema 3; Tema 4"
    parts = entry(second).parts
    assert parts and parts.previous and parts.next and (parts.number, parts.count) == (2, 3)
    assert (parts.previous.path, parts.next.path, parts.whole) == (
        "guias/x.html",
        "guias/x/3.html",
        "guias/x/todo.html",
    )
    assert not entry(first).files and not entry(second).files and entry(third).files and entry(whole).files
    assert not entry(first).dates and entry(third).dates and entry(whole).parts is None


def test_parts_made_one_after_the_other_share_a_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made: list[str] = []

    def counted(one: Published, *rest: Any) -> EntryPageView:
        made.append(one.id)
        return view_of(one, *rest)

    monkeypatch.setattr("hubgen.stages.plan.planner.view_of", counted)
    pages = pages_of(tmp_path, {"content/guides/x.md": guide(long_text()), "content/guides/y.md": guide()})
    assert made.count("guide/x") == len({page.language for page in pages.values()})


def test_contents_of_a_part_name_every_section(tmp_path: Path):
    pages = pages_of(tmp_path, {"content/guides/x.md": guide(long_text())})
    lists = entry(pages["guias/x/2.html"]).contents
    assert [one.current for one in lists] == [False, True, False]
    items = [item for one in lists for item in one.items]
    assert [item.text for item in items] == [f"Tema {n}" for n in range(1, 7)]
    assert items[0].path == "guias/x.html#tema-1" and items[-1].path == "guias/x/3.html#tema-6"
    assert all(item.path.startswith("#") for item in lists[1].items)
    assert [one.first for one in lists] == [1, 1 + len(lists[0].items), 1 + len(lists[0].items) + len(lists[1].items)]


def test_notices_stand_on_every_page(tmp_path: Path):
    """Nobody has compared it with its source, whichever part a search engine led to."""
    pages = pages_of(tmp_path, {"content/guides/x.md": guide(long_text(), verified="never")})
    assert all("unverified" in {notice.kind for notice in entry(page).notices} for page in pages.values())
    assert all(
        "untranslated" in {n.kind for n in entry(page).notices} for path, page in pages.items() if path[:2] == "en"
    )


def test_a_part_leads_to_the_same_part_of_a_translation_that_has_as_many(tmp_path: Path):
    files = {
        "content/guides/x.md": guide(long_text()),
        "content/guides/x.en.md": translation(long_text(), title="Price", summary="How to price."),
        "content/guides/x.pt.md": translation(long_text(sections=2), title="Preço", summary="Como pôr preço."),
    }
    pages = pages_of(tmp_path, files)
    assert "pt/guias/x/3.html" not in pages
    others = {item.lang: item.path for item in pages["guias/x/3.html"].alternates}
    assert others == {"en": "en/guides/x/3.html", "pt": "pt/guias/x.html"}
    wholes = {item.lang: item.path for item in pages["guias/x/todo.html"].alternates}
    assert wholes["en"] == "en/guides/x/all.html"
    found = compiled(make_hub(tmp_path / "hub", files, SMALL)).files
    sitemap = next(file.content for file in found if file.path == "sitemap.xml").decode()
    rows = {re.search(r"<loc>[^<]*org/([^<]*)<", row)[1]: row for row in sitemap.splitlines() if "<loc>" in row}  # type: ignore[index]
    assert "guias/x/todo.html" not in rows and "guias/x/3.html" in rows
    assert re.findall(r'hreflang="(..)"', rows["guias/x/3.html"]) == ["en", "es"]
    assert re.findall(r'hreflang="(..)"', rows["guias/x.html"]) == ["en", "es", "pt"]


def test_links_lead_to_the_part_that_holds_the_anchor(tmp_path: Path):
    """From other entries by file and by id, from the guide itself, from footnotes; no link of the site is broken."""
    text = long_text() + "\n\nVea [el tema dos](#tema-2) y [el tres](x.md#tema-3).[^n]\n\n[^n]: Al pie.\n"
    files = {
        "content/guides/x.md": guide(text),
        "content/guides/y.md": guide("Vea [uno](x.md#tema-1) y [seis](guide/x#tema-6).\n", title="Otra"),
    }
    built = build(make_hub(tmp_path / "hub", files, SMALL))
    assert built.written, told(built.compiled.problems)
    site = read_site(built.output_dir)
    assert site.broken() == []
    assert {"x.html#tema-1", "x/3.html#tema-6"} <= set(site.pages["guias/y.html"].links)
    assert {"../x.html#tema-2", "2.html#tema-3"} <= set(site.pages["guias/x/3.html"].links)
    assert "#tema-2" in site.pages["guias/x/todo.html"].links


def test_a_link_to_a_heading_that_is_not_there_is_told_as_before(tmp_path: Path):
    files = {"content/guides/x.md": guide(long_text() + "\n[nada](#tema-66)\n")}
    assert "E04" in codes(problems_of(make_hub(tmp_path / "hub", files, SMALL)))


@pytest.mark.parametrize("budget", ["budget: {part: 0}\n", "budget: {part: 90k}\n"])
def test_the_setting_decides(tmp_path: Path, budget: str):
    pages = pages_of(tmp_path, {"content/guides/x.md": guide(long_text(20))}, CONFIG + budget)
    assert sorted(pages) == ["en/guides/x.html", "guias/x.html", "pt/guias/x.html"]


def test_only_types_that_say_so_come_in_parts(tmp_path: Path):
    found = compiled(
        make_hub(tmp_path / "hub", {"content/news/x.md": guide(long_text(), kind="note", author="A")}, SMALL)
    )
    assert {output.form for output in found.outputs} == {""}


def test_a_file_of_the_author_at_the_address_of_a_part_is_told(tmp_path: Path):
    files = {"content/guides/x.md": guide(long_text()), "content/static/guias/x/2.html": "<!doctype html>"}
    assert "E05" in codes(problems_of(make_hub(tmp_path / "hub", files, SMALL)))


def test_a_page_prints_the_weight_of_the_whole(tmp_path: Path):
    """Rounded as that page rounds its own; the mark is gone."""
    found = compiled(make_hub(tmp_path / "hub", {"content/guides/x.md": guide(long_text())}, SMALL))
    files = {file.path: file.content.decode() for file in found.files if file.path.endswith(".html")}
    own = re.search(r"Esta página: ([\d,.]+) KB", files["guias/x/todo.html"])
    assert own and f"Todo en una página ({own[1]} KB)" in files["guias/x.html"]
    assert not [path for path, text in files.items() if TOLD_WEIGHT in text]


def test_the_page_of_all_parts_has_a_budget_of_its_own(tmp_path: Path):
    """Over budget.page it is what readers asked for; over budget.total there is a warning."""
    files = {"content/guides/x.md": guide(long_text(30))}
    found = compiled(make_hub(tmp_path / "hub", files, SMALL)).files
    weights = {file.path: file.gzip_bytes or 0 for file in found}
    between = weights["guias/x/todo.html"] - 10
    assert max(weights[path] for path in ("guias/x.html", "guias/x/2.html", "en/guides/x/2.html")) < between
    tight = CONFIG + f"budget: {{part: 300, page: {between}, total: "
    assert not {"E12", "W04"} & set(codes(problems_of(make_hub(tmp_path / "hub", files, tight + "30k}\n"))))
    problems = problems_of(make_hub(tmp_path / "hub", files, tight + f"{between}}}\n"))
    assert "W04" in codes(problems) and "E12" not in codes(problems), told(problems)


def test_a_part_over_the_budget_is_an_error_without_a_place_to_split_it(tmp_path: Path):
    text = f"## Uno\n\n{prose(1, 30)}\n\n## Dos\n\n{prose(2, 6000)}\n"
    found = problems_of(make_hub(tmp_path / "hub", {"content/guides/x.md": guide(text)}, SMALL))
    heavy = [one for one in found if one.rule == "over-budget"]
    assert len(heavy) == 1 and "/x/2.html" in str(heavy[0].message) and "shorten it" in str(heavy[0].mend)


def test_the_weight_report_tells_the_pages_of_a_guide_apart(tmp_path: Path):
    found = compiled(make_hub(tmp_path / "hub", {"content/guides/x.md": guide(long_text())}, SMALL))
    types = {one.path: one.type for one in page_weights(found.outputs, found.files)}
    pages = ("guias/x.html", "guias/x/2.html", "guias/x/3.html", "guias/x/todo.html")
    assert [types[path] for path in pages] == ["guide", "guide part", "guide part", "guide whole"]


def test_full_texts_in_feeds_lead_to_the_part_with_the_anchor(tmp_path: Path):
    """The item itself leads to the first page; in a language without a translation, to that of the original."""
    text = long_text() + "\n\nVea [el tema dos](#tema-2).[^n]\n\n[^n]: Al pie.\n"
    found = compiled(make_hub(tmp_path / "hub", {"content/guides/x.md": guide(text)}, SMALL + "feeds: {text: full}\n"))
    feeds = {file.path: json.loads(file.content) for file in found.files if file.path.endswith("guias/feed.json")}
    for item in [feed["items"][0] for feed in feeds.values()]:
        assert item["url"] == "https://pyme.example.org/guias/x.html"
        links = re.findall(r'href="https://pyme.example.org/([^"]*)"', item["content_html"])
        assert links == ["guias/x.html#tema-2", "guias/x/3.html#fn:n", "guias/x/3.html#fnref:n"]
    assert feeds


def test_the_search_knows_a_guide_once(tmp_path: Path):
    """With all its words, at its first page."""
    config = SMALL.replace("search: false", "search: true")
    hub = make_hub(tmp_path / "hub", {"content/guides/x.md": guide(long_text())}, config)
    site, _ = resolve_hub(hub)
    theme = load_theme(ROOT / "themes" / "plain")
    texts = {lang: theme.texts(lang) for lang in ("es", "en", "pt")}
    documents = [one for one in plan(site, config_of(hub), texts).documents() if one.path.startswith("guias/x")]
    assert [one.path for one in documents] == ["guias/x.html"] and "Tema 6" in documents[0].text
