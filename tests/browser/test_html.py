"""Pages of the example hub are correct HTML, and every link in them leads somewhere."""

import base64
import hashlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.example import Example
from tests.tools import java, vnu_jar

SAMPLED = 2  # pages of a template in a language
POLICY = "default-src 'none';style-src 'sha256-{digest}';img-src 'self' data:;connect-src 'self'"
# By template, what it allows more than others.
MORE_ALLOWED = {
    "search.html": ";script-src 'sha256-{script}' 'self' 'wasm-unsafe-eval'",
    "finder.html": ";script-src 'sha256-{script}' 'self'",
    "subscribe.html": ";manifest-src 'self'",
    "score.html": ";script-src 'sha256-{script}' 'self';form-action 'none'",
    "checklist.html": ";script-src 'sha256-{script}' 'self';form-action 'none'",
}
LETTER = re.compile(r"/(letra-inicial|initial-letter)/[^/]+\.html$")
LETTERS = re.compile(r"/(letra-inicial|initial-letter)/index\.html$")
PICTURES = (".svg", ".avif", ".jpg")
WITH_SCRIPT = ("search.html", "finder.html", "score.html", "checklist.html")


def errors_in(folder: Path, pages: Iterable[str]) -> list[str]:
    """What the Nu HTML checker finds; one call for all pages, since it starts slowly."""
    command = [java(), "-jar", vnu_jar(), "--errors-only", "--format", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, cwd=folder)
    messages = json.loads(done.stderr)["messages"]
    found = [f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine')} {one['message']}" for one in messages]
    assert bool(found) == bool(done.returncode), done.returncode
    return found


def test_no_page_of_a_sample_has_an_error(example: Example, tmp_path: Path):
    """The heaviest page of each template in each language, the lightest and some between; a faulty page is told."""
    pages = example.sample(SAMPLED)
    assert {example.site.pages[path].lang for path in pages} == {"es", "en", "pt"} and 100 < len(pages) <= 200
    faulty = tmp_path / "faulty.html"
    faulty.write_text("<!doctype html><html lang=es><title>x</title><p id=a><p id=a>", "utf-8")
    (found,) = errors_in(example.folder, [*pages, str(faulty)])
    assert "faulty.html" in found and "Duplicate ID" in found


@pytest.mark.slow
def test_no_page_has_an_error(example: Example):
    assert errors_in(example.folder, example.site.pages)[:20] == []


def test_no_link_and_no_anchor_is_broken(example: Example):
    """Read by Python's own parser, not by hubgen's check."""
    assert sum(len(facts.links) for facts in example.site.pages.values()) > 50_000
    assert example.site.broken() == []


def test_an_id_stands_once_in_a_page(example: Example):
    twice = {
        path: [name for name, count in Counter(facts.ids).items() if count > 1]
        for path, facts in example.site.pages.items()
        if len(set(facts.ids)) < len(facts.ids)
    }
    assert twice == {}


def test_a_page_has_one_h1_and_no_heading_skips_a_level(example: Example):
    faults = []
    for path, facts in example.site.pages.items():
        levels = facts.headings
        if facts.refresh:
            continue
        skips = any(after > before + 1 for before, after in pairwise(levels))
        if levels.count(1) != 1 or levels[0] != 1 or skips:
            faults.append(f"{path}: {levels}")
    assert faults[:20] == []


def test_titles_tell_pages_apart(example: Example):
    """Two pages of one language never share a title, since it is all that a list of search results shows.

    No search knows the questions of a tree: they may come up again on another way through it.
    """
    titles: dict[tuple[str, str], list[str]] = {}
    nodes = set(example.by_template["node.html"])
    for path, facts in example.site.pages.items():
        if not facts.refresh and path not in nodes:
            titles.setdefault((facts.lang, facts.title), []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_every_page_allows_its_own_style_and_nothing_else(example: Example):
    """The policy names the hash of the style text; there is no script, no inline attribute, no other host to load.

    Pages that search or combine choices have one script, whose hash is named too.
    """
    faults = []
    template_of = {path: template for template, paths in example.by_template.items() for path in paths}
    for path in example.site.pages:
        html = (example.folder / path).read_text("utf-8")
        style, script = (html.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0] for tag in ("style", "script"))
        facts = example.site.pages[path]
        template = template_of[path]
        policy = POLICY + MORE_ALLOWED.get(template, "")
        if facts.policy != policy.format(digest=hash_of(style), script=hash_of(script)):
            faults.append(f"{path}: policy {facts.policy}")
        if html.index("Content-Security-Policy") > 250:
            faults.append(f"{path}: the policy does not stand first")
        if template in WITH_SCRIPT:
            html = html.replace(f"<script>{script}</script>", "", 1)
        # JSON-LD is data, which no browser runs; no element can begin in it.
        html = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", html)
        if re.search(r"<script|\sstyle=|\son[a-z]+=|javascript:", html):
            faults.append(f"{path}: script or inline style")
        if [one for one in facts.loads if not one.startswith("data:") and not one.endswith(PICTURES)]:
            faults.append(f"{path}: loads {facts.loads}")
    assert faults[:20] == []


def hash_of(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_language_links_lead_to_the_same_page_and_back(example: Example):
    """`hreflang` is the `lang` of the page it leads to, and that page links back.

    A letter of the glossary that another language does not have leads to the list of its letters; a part of a guide
    that another language parts elsewhere, to the first page of that guide.
    """
    faults, seen = [], 0
    for path, facts in example.site.pages.items():
        prefix = path.partition("/")[0]
        expected = prefix if prefix in ("en", "pt") else "es"
        if (facts.lang, facts.direction) != (expected, ""):  # from left to right unless it says otherwise
            faults.append(f"{path}: lang {facts.lang} dir {facts.direction}")
        for lang, link in facts.alternates:
            found = example.site.target(link, path)
            assert found is not None
            other = example.site.pages[found[0]]
            if other.lang != lang:
                faults.append(f"{path}: hreflang {lang}, but {found[0]} is {other.lang}")
            back = [example.site.target(one, found[0]) for _, one in other.alternates]
            is_letter = LETTER.search(path) and LETTERS.search(found[0])
            own = {path, re.sub(r"/\d+\.html$", ".html", path)}
            if lang != facts.lang and not is_letter and own.isdisjoint(one[0] for one in back if one):
                faults.append(f"{path}: {found[0]} does not link back")
            seen += 1
    assert faults[:20] == [] and seen > 4000


def test_a_page_that_stands_in_for_a_translation_says_so(example: Example):
    """It says it in the reader's language, marks the language of its text and names the original as canonical."""
    notices = {"es": "todavía no está en", "en": "not yet in", "pt": "ainda não está em"}
    stand_ins = 0
    for one in example.hub.entries:
        for lang, path in one.paths.items():
            facts = example.site.pages[path]
            is_own = one.is_translated(lang)
            original = one.paths[one.entry.language]
            assert facts.canonical.endswith(("/" + (path if is_own else original)).removesuffix("index.html")), path
            if not is_own:
                stand_ins += 1
                assert notices[lang] in facts.text, path
                assert one.entry.language in facts.main_languages, path
    assert stand_ins > 100


def test_every_page_says_what_it_is(example: Example):
    """A description for search engines, even where a list has no sentence of its own."""
    bare = [path for path, facts in example.site.pages.items() if not (facts.description or facts.refresh)]
    assert bare == []


def test_permalinks_are_whole_and_name_the_page(example: Example):
    base = "https://centropyme.example.org/"
    for path, facts in example.site.pages.items():
        assert facts.canonical.startswith(base), path
        target = facts.canonical.removeprefix(base)
        assert (target + "index.html" if target.endswith("/") or not target else target) in example.site.files, path
