"""No text of content has an executable place in any file of a site (P8): every payload in every field, scanned.

The scanner is tested first, with pages into which something was put.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.every_field import Texts, quoted
from tests.hubs import compiled, make_hub
from tests.inert import feed_faults, html_faults, page_faults
from tests.payloads import PAYLOADS, SETTINGS, hub_of_payloads

LEAST = 60
HUBS = 8  # of settings

SEEDS = [
    "<script>x</script>", "<script type=module>x</script>", '<script type="application/ld+json">{"a":"</script>',
    '<script type="application/ld+json">{"url":"javascript:x"}</script>', "<img src=x onerror=x>", "<p onclick=x>",
    "<p style='color:red'>", "<style>p{}</style>", "<svg></svg>", "<math></math>", "<iframe></iframe>", "<object>",
    "<embed>", "<form>", "<input>", "<button>", "<base href=x>", "<template></template>", "<noscript></noscript>",
    "<a href=javascript:x>", "<a href=' JavaScript:x'>", "<a href='java&#10;script:x'>", "<a href='&#1;javascript:x'>",
    "<a href=%6aavascript:x>", "<a href=vbscript:x>", "<a href=data:text/html,x>", "<a href=//example.net>",
    "<a href='/\\example.net'>", "<a href=blob:x>", "<a href=file:///x>", "<img src=https://example.net/x>",
    "<img src=data:image/png,x>", "<img src=//example.net/x>", "<img srcset=x>", "<a ping=x>", "<a target=x>",
    "<!-- x -->", "<![CDATA[x]]>", "<?x?>", "<!doctype html>", "<p class=a class=b>", "<p title='", "<x-y>",
    "<link rel=stylesheet href=x>", "<meta http-equiv=refresh content='0;url=https://example.net/'>",
    "<meta http-equiv=refresh content='0;url=javascript:x'>", "<meta http-equiv=set-cookie content=x>",
    "<video>", "<audio>", "<source>", "<portal>", "<details ontoggle=x>", "<table background=x>",
]  # fmt: skip


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> str:
    files = compiled(make_hub(tmp_path_factory.mktemp("clean"), {})).files
    return next(file.content.decode() for file in files if file.path == "temas/vender.html")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_scanner_sees_what_is_put_into_a_page(clean: str, seed: str):
    assert page_faults(clean) == []
    assert page_faults(clean.replace("</main>", f"{seed}</main>")), seed


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if not seed.startswith("<link")])
def test_the_scanner_sees_what_is_put_into_a_feed(seed: str):
    escaped = seed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    feed = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><content type='html'>&lt;p&gt;a&lt;/p&gt;{escaped}</content></feed>"
    )
    assert html_faults(seed) and feed_faults(feed.encode()), seed


@pytest.mark.parametrize(
    "feed",
    [
        "<feed xmlns='http://www.w3.org/2005/Atom'><script xmlns='http://www.w3.org/1999/xhtml'/></feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><link href='javascript:x'/></feed>",
        "<?xml-stylesheet href='x'?><feed xmlns='http://www.w3.org/2005/Atom'/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><feed xmlns='http://www.w3.org/2005/Atom'/>",
        "<rss><channel><item><link>javascript:x</link></item></channel></rss>",
        '{"items":[{"url":"javascript:x"}]}',
        '{"items":[{"content_html":"<p onclick=x>"}]}',
    ],
)
def test_the_scanner_sees_what_is_put_beside_the_texts_of_a_feed(feed: str):
    assert feed_faults(feed.encode())


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) == len(PAYLOADS) > LEAST


@pytest.mark.parametrize(
    ("raw_html", "each"),
    [(False, 20), (True, 0), pytest.param(False, len(PAYLOADS), marks=pytest.mark.slow)],
    ids=["some in each field", "raw HTML", "each in each field"],
)
def test_no_payload_has_a_place_where_it_could_run(tmp_path: Path, raw_html: bool, each: int):
    """In texts of every type, and in bodies with raw HTML off and on; faults of content do not stop the scan."""
    result = compiled(hub_of_payloads(tmp_path, raw_html=raw_html, each=each))
    assert result.site is not None and len(result.site.entries) >= len(PAYLOADS) + 7 * each
    told = {one.rule for one in result.problems if one.is_error}
    assert told <= {"unsafe-html", "broken-reference", "alt-missing", "bad-syntax"}, told
    _scan({file.path: file.content for file in result.files})


def test_no_payload_in_the_settings_could_run(tmp_path: Path):
    """Names, labels and phrases of config.yaml reach every page; each payload is a name of a profile and a region."""
    each = len(PAYLOADS) // HUBS + 1
    for number in range(HUBS):
        texts = Texts(list(PAYLOADS), at=number * each)
        profiles = [f"- {{slug: p{n}, title: {quoted(texts.next(120))}, countries: [HN]}}" for n in range(each)]
        config = SETTINGS.replace("title: Centro PYME", f"title: {quoted(texts.next(120))}") + "\n".join(
            [
                f"summary: {quoted(texts.next(300))}",
                f"license: {quoted(texts.next(80))}",
                f"contact: {{name: {quoted(texts.next(80))}, hours: {quoted(texts.next(80))}, email: a@example.org}}",
                "profiles:", *profiles, "regions:",
                *(f"  r{n}: {{country: HN, label: {{es: {quoted(texts.next(120))}}}}}" for n in range(each)),
            ]
        )  # fmt: skip
        regions = ", ".join(f"r{n}" for n in range(each))
        firm = (
            "title: Feria\nsummary: Una feria.\nkind: association\ncountries: [HN]\nverified: 2026-08-20\n"
            f"contact: {{email: a@example.org}}\nregions: [{regions}]\n"
        )
        result = compiled(make_hub(tmp_path / str(number), {"content/directory/a.yaml": firm}, config + "\n"))
        assert not [one for one in result.problems if one.is_error]
        _scan({file.path: file.content for file in result.files})


def _scan(files: dict[str, bytes]) -> None:
    faults = {}
    for path, data in files.items():
        if path.endswith(".html"):
            faults[path] = page_faults(data.decode())
        elif path.endswith((".atom", ".rss", ".opml", ".xml")) or path.endswith("feed.json"):
            faults[path] = feed_faults(data)
        elif path.endswith(".svg"):
            faults[path] = ["a picture that nobody gave"]
    found = {path: some[:5] for path, some in faults.items() if some}
    assert not found, dict(list(found.items())[:10])
    assert len(faults) > 20
