"""No payload runs in Chromium, with the security policy and without it: the sanitiser and the escaping hold alone (P8).

Every page is opened once with JavaScript on, some together in frames; the browser's own tree is searched for places
that wait for a click.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage, Serve
from tests.hubs import compiled
from tests.inert import OWN_SCRIPTS
from tests.payloads import PAYLOADS, hub_of_payloads

HOST_PAGE = "shows-others.html"
T = TypeVar("T")
EACH = 20  # entries of the types that are no guides: with some twenty texts each, every payload comes in each type
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
# A script that runs, an attribute that is one, an address that would be: as the browser itself understood the page.
FIND = r"""() => {
    const found = window.__hit ? ["ran: " + window.__hit] : [];
    const unseen = /[\x00-\x20]/g;
    for (const one of document.querySelectorAll("*")) {
        const name = one.localName;
        const answer = name == "input" && one.type == "radio" && one.matches("fieldset > label > input")
            && one.getAttributeNames().join() == "type,name,value";
        if (answer || name == "script" && !one.attributes.length && OWN.includes(one.text)) continue;
        if (/^(iframe|object|embed|form|input|button|base|svg|math|template|noscript|video|audio|frame)$/.test(name)
            || name == "script" && one.type != "application/ld+json" || one.namespaceURI != "http://www.w3.org/1999/xhtml")
            found.push("<" + name + ">");
        for (const {name: key, value} of one.attributes) {
            const address = value.replace(unseen, "").toLowerCase();
            if (/^on|^(style|srcdoc|formaction|action|xlink:href|srcset|ping|background)$/.test(key)
                || /^(href|src)$/.test(key) && /^(javascript|vbscript|data(?!:,$)|blob|file):/.test(address))
                found.push("<" + name + " " + key + "=" + value + ">");
        }
    }
    return found;
}""".replace("OWN", json.dumps(sorted(OWN_SCRIPTS)))
BATCH = 20  # pages or texts in one look
# Every page in a frame of the host's own, where its scripts are free to run; two pictures later those that wait for
# the page to be shown have run too.
OPEN = """async ([addresses, find]) => {
    const frames = addresses.map(address => Object.assign(document.createElement("iframe"), {src: address}));
    const loaded = frames.map(frame => new Promise(done => { frame.onload = done; }));
    document.body.replaceChildren(...frames);
    await Promise.all(loaded);
    for (let shown = 0; shown < 2; shown++) await new Promise(requestAnimationFrame);
    return [frames.map(frame => frame.contentWindow.eval("(" + find + ")()")), window.__hit];
}"""
SHOW = """texts => document.querySelector("main").replaceChildren(...texts.map(
    text => Object.assign(document.createElement("section"), {innerHTML: text})))"""


class Watch:
    """What happens in a page that should not: dialogs, requests to other hosts, places where a script could run."""

    def __init__(self, page: Page, start: str):
        self.page, self.start = page, start
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._asked(request.url))
        page.on("popup", lambda popup: self.seen.append(f"popup {popup.url}"))

    def _dialog(self, dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.start, "data:,")):
            self.seen.append(f"asked for {url}")

    def open(self, path: str) -> list[str]:
        """What was seen on a page of the site."""
        self.seen.clear()
        self.page.goto(self.start + path)
        return [*self.seen, *self.page.evaluate(FIND)]

    def open_all(self, paths: Sequence[str]) -> dict[str, list[str]]:
        """What was seen on pages without a policy, by path; what no page can be blamed for stands with the last one."""
        found: dict[str, list[str]] = {}
        self.page.goto(self.start + HOST_PAGE)
        for some in batched(paths, BATCH):
            self.seen.clear()
            by_page, hit = self.page.evaluate(OPEN, [[self.start + path for path in some], FIND])
            found |= dict(zip(some, by_page, strict=True))
            found[some[-1]] += [*self.seen, *([f"ran in its parent: {hit}"] if hit else [])]
        return {path: seen for path, seen in found.items() if seen}


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def write(folder: Path, files: Mapping[str, bytes], *, policy: bool) -> list[str]:
    """The pages and feeds of a site, with the policy of the pages or without; gives the paths of the pages."""
    pages = []
    for path, data in files.items():
        if path.endswith(".html"):
            found = POLICY.findall(data)
            assert len(found) == 1, path
            data = data if policy else POLICY.sub(b"", data)
            if b'http-equiv="refresh"' not in data:
                pages.append(path)
        elif path.endswith((".atom", ".rss", ".opml")):
            path += ".xml"  # shown by the browser, with its own rules for scripts in XML
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return pages


def served(folder: Path, serve: Serve) -> str:
    """The address of a site, to which an empty page has been added that shows others."""
    (folder / HOST_PAGE).write_text("<!doctype html><title>x</title><main></main>", "utf-8")
    return serve(folder)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The files of the two hubs: every field, and bodies with raw HTML."""
    made = {"fields": {"raw_html": False, "each": EACH}, "raw": {"raw_html": True}}
    return {
        name: {
            file.path: file.content
            for file in compiled(hub_of_payloads(tmp_path_factory.mktemp(name), **options)).files
            if not file.path.endswith((".ics", ".vcf", ".csv"))
        }
        for name, options in made.items()
    }


@pytest.mark.parametrize("name", ["fields", "raw"])
def test_nothing_runs_without_the_policy(
    sites: dict[str, dict[str, bytes]], name: str, tmp_path: Path, page_1280: Page, serve: Serve
):
    pages = write(tmp_path, sites[name], policy=False)
    assert len(pages) > len(PAYLOADS)
    assert Watch(page_1280, served(tmp_path, serve)).open_all(pages) == {}


def test_nothing_runs_with_the_policy(
    sites: dict[str, dict[str, bytes]], tmp_path: Path, page_1280: Page, serve: Serve, console_errors: list[str]
):
    """As readers get it: a page of each folder, those with the most texts; the policy has nothing to forbid."""
    pages = write(tmp_path, sites["fields"] | sites["raw"], policy=True)
    largest = {
        path.rpartition("/")[0]: path for path in sorted(pages, key=lambda path: (tmp_path / path).stat().st_size)
    }
    watch = Watch(page_1280, serve(tmp_path))
    found = {path: seen for path in largest.values() if (seen := watch.open(path))}
    assert found == {} and console_errors == []


def test_nothing_runs_in_feeds(sites: dict[str, dict[str, bytes]], tmp_path: Path, new_page: NewPage, serve: Serve):
    """Opened as XML; and their HTML put into a page as a careless reader program would."""
    for number, files in enumerate(sites.values()):
        folder = tmp_path / str(number)
        write(folder, files, policy=False)
        watch = Watch(new_page(), served(folder, serve))
        for path in ("feed.atom.xml", "feed.rss.xml", "guias/feed.atom.xml", "feeds.opml.xml", "sitemap.xml"):
            watch.seen.clear()
            watch.page.goto(watch.start + path)
            assert watch.seen == [] and not watch.page.evaluate("window.__hit"), path
        watch.page.goto(watch.start + HOST_PAGE)
        items = json.loads(files["feed.json"])["items"]
        for some in batched(items, BATCH):
            watch.page.evaluate(SHOW, [item.get("content_html", "") for item in some])
            found = [*watch.seen, *watch.page.evaluate(FIND)]
            assert [one for one in found if not _is_picture(one, watch.start)] == [], [item["id"] for item in some]
            watch.seen.clear()


def _is_picture(seen: str, start: str) -> bool:
    """A picture of the hub itself, whose address in a feed is whole."""
    return seen.startswith(("asked for https://pyme.example.org/", f"asked for {start}"))


def test_the_watch_sees_what_runs(tmp_path: Path, new_page: NewPage, serve: Serve):
    """The same payloads in a page that escapes nothing: most of those made for pages run, or are seen in its tree."""
    html = [payload for payload in PAYLOADS if payload.startswith("<") and "http-equiv" not in payload]
    for number, payload in enumerate(html):
        (tmp_path / f"{number}.html").write_text(f"<!doctype html><title>x</title>{payload}", "utf-8")
    watch = Watch(new_page(), served(tmp_path, serve))
    caught = watch.open_all([f"{number}.html" for number in range(len(html))])
    assert len(caught) > len(html) * 0.6
    assert sum(seen[0].startswith("ran: ") for seen in caught.values()) > len(html) * 0.3
    assert any(one.startswith("asked for") for seen in caught.values() for one in seen)
