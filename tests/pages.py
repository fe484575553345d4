"""Finished pages read by Python's own parser: a second opinion on links, beside hubgen's own check.

site = read_site(folder)
site.pages["index.html"].links
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class PageFacts:
    """What one page says about itself, and where it leads."""

    lang: str = ""
    direction: str = ""
    title: str = ""
    canonical: str = ""
    description: str = ""
    refresh: str = ""
    policy: str = ""
    style: str = ""
    text: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """`href` of every `<a>`, and of what the head names, as written."""
    loads: list[str] = field(default_factory=list)
    """What the browser fetches by itself: `src`, and `href` of links that are no mere names."""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    """Language and address of each link with `hreflang`."""
    main_languages: list[str] = field(default_factory=list)
    """Each `lang` inside `<main>`."""
    headings: list[int] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        facts = self.facts
        if "id" in found:
            facts.ids.append(found["id"])
        if tag == "html":
            facts.lang, facts.direction = found.get("lang", ""), found.get("dir", "")
        if tag == "meta" and found.get("http-equiv", "").lower() == "refresh":
            facts.refresh = found["content"].partition("url=")[2]
        if tag == "meta" and found.get("http-equiv", "").lower() == "content-security-policy":
            facts.policy = found["content"]
        if tag == "meta" and found.get("name") == "description":
            facts.description = found["content"]
        if tag == "link" and found.get("rel") == "canonical":
            facts.canonical = found["href"]
        elif tag == "link" and "href" in found:
            # Feeds, other languages and what a phone keeps are named, not fetched.
            named = found.get("rel") in ("alternate", "manifest", "apple-touch-icon")
            (facts.links if named else facts.loads).append(found["href"])
        if tag == "a" and "href" in found:
            facts.links.append(found["href"])
        if "src" in found:
            facts.loads.append(found["src"])
        if "hreflang" in found:
            facts.alternates.append((found["hreflang"], found["href"]))
        if "main" in self._inside and "lang" in found:
            facts.main_languages.append(found["lang"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            facts.headings.append(int(tag[1]))
        if tag in ("title", "style", "main"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if "title" in self._inside:
            self.facts.title += data
        elif "style" in self._inside:
            self.facts.style += data
        else:
            self.facts.text += data


def read_page(html: str) -> PageFacts:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts


@dataclass
class Site:
    """A site in a folder; paths are as in a url, without the first slash."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, PageFacts]
    base_path: str = "/"

    def target(self, link: str, page: str) -> tuple[str, str] | None:
        """The file and the anchor behind a link, as a plain web host finds them; None when it leads elsewhere."""
        found = _target(link, posixpath.dirname(page), self.base_path)
        return found and (found[0] or page.removeprefix("./"), found[1])

    def targets(self, page: str) -> Iterator[tuple[str, str, str]]:
        """Link as written, file and anchor of each link of a page that stays in the site."""
        for link in self.pages[page].links:
            found = self.target(link, page)
            if found is not None:
                yield (link, *found)

    def broken(self) -> list[str]:
        """Every link, load and redirect that leads to no file or to no anchor."""
        faults = []
        ids = {path: frozenset(facts.ids) for path, facts in self.pages.items()}
        for page, facts in self.pages.items():
            for link in {*facts.links, *facts.loads, *([facts.refresh] if facts.refresh else [])}:
                found = self.target(link, page)
                if found is None:
                    continue
                path, anchor = found
                if path not in self.files:
                    faults.append(f"{page}: {link} -> no file {path}")
                elif anchor and path in ids and anchor not in ids[path]:
                    faults.append(f"{page}: {link} -> no anchor {anchor} in {path}")
        return sorted(faults)

    def before(self, start: str = "index.html") -> dict[str, str]:
        """Every page that links lead to from the start, with the page before it on a shortest way.

        The start is the first of them; redirects are not followed.
        """
        found = {start: ""}
        waiting = [start]
        for page in waiting:  # grows while we read it
            for _, path, _ in self.targets(page):
                if path in self.pages and path not in found:
                    found[path] = page
                    waiting.append(path)
        return found

    def clicks(self, start: str = "index.html") -> dict[str, int]:
        """Every page that links lead to from the start, with the least number of clicks."""
        distance: dict[str, int] = {}
        for path, before in self.before(start).items():
            distance[path] = distance[before] + 1 if before else 0
        return distance


@cache
def _target(link: str, folder: str, base_path: str) -> tuple[str, str] | None:
    """The file and the anchor behind a link on pages of a folder; the file is empty where it is the page itself."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith(base_path):
        path = path.removeprefix(base_path) or "index.html"
    elif path:
        path = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
    return (path + "index.html" if path.endswith("/") else path).removeprefix("./"), unquote(parts.fragment)


def read_site(folder: Path, base_path: str = "/") -> Site:
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    visible = frozenset(name for name in files if not name.startswith(".hubgen/"))
    pages = {name: read_page((folder / name).read_text("utf-8")) for name in sorted(visible) if name.endswith(".html")}
    return Site(folder, visible, pages, base_path)
