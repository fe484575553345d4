"""Pages that are rendered once: under the digest of all that a template sees, its files, its page and the program."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

from hubgen.digest import digest, toolchain
from hubgen.memo import Codec, Memo
from hubgen.model.frozen import frozen
from hubgen.model.output import TOLD_WEIGHT
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.rendered import PageFacts
from hubgen.model.views.codec import PAGES
from hubgen.model.views.page import HubView, Page
from hubgen.stages.page_facts import page_facts
from hubgen.theme import WEIGHT_MARK, Held, Theme, load_theme, references_of
from hubgen.workers import Order

_PLAIN = PlainCodec()
_NAMES: Codec[tuple[str | None, ...]] = Codec(_PLAIN.dump, _PLAIN.load)
_OWN = tuple(one.name for one in fields(Page) if one.name != "hub")
_HEAD_BYTES = 4


@frozen
class PackedPage:
    """The HTML of a page with the marks of its weight in it, and what it holds and leads to."""

    html: bytes
    """As gzip 9 packs it."""
    facts: PageFacts | None
    """None where an address in it has a mark: it is known when the weight is."""


def packed_page(html: str) -> PackedPage:
    """A page that a template gave."""
    data = html.encode()
    facts = page_facts(data)
    is_known = not any(mark in text for text in (*facts.ids, *facts.links) for mark in (WEIGHT_MARK, TOLD_WEIGHT))
    return PackedPage(gzip.compress(data, 9, mtime=0), facts if is_known else None)


def _dump(page: PackedPage) -> bytes:
    """The facts, packed, behind their length; then the page."""
    facts = page.facts and (sorted(page.facts.ids), page.facts.links, page.facts.loads)
    head = zlib.compress(json.dumps(facts, separators=(",", ":")).encode(), 1)
    return b"".join((len(head).to_bytes(_HEAD_BYTES), head, page.html))


def _load(data: bytes) -> PackedPage:
    end = _HEAD_BYTES + int.from_bytes(data[:_HEAD_BYTES])
    facts = json.loads(zlib.decompress(data[_HEAD_BYTES:end]))
    return PackedPage(data[end:], facts and PageFacts(frozenset(facts[0]), tuple(facts[1]), tuple(facts[2])))


PACKED: Codec[PackedPage] = Codec(_dump, _load)


class PageMemo:
    """Pages of one theme; the memo keeps them packed."""

    def __init__(self, theme: Theme, memo: Memo):
        self._theme, self._memo = theme, memo
        self._of_templates: dict[str, str] = {}
        self._held: Held = {}
        """What the files of the theme held, each when a template was first asked for that may read it."""
        self._made: dict[str, list[str]] = {}
        """Keys of what was made, by template."""
        self._of_hubs: dict[int, _Frame] = {}

    def packed(self, template: str, page: Page) -> PackedPage | Order[PackedPage]:
        """A page as its template gives it; where it is not known, it is to be made.

        Whoever finishes it here meets the faults of the template: ContentProblems, as `Theme.render`.
        """
        key = self._key(template, page)

        def argument() -> tuple[str, bytes, bytes]:
            return template, self._hub(page.hub).plain, PAGES.dump(replace(page, hub=None))  # type: ignore[arg-type]

        def finish(made: bytes | None) -> PackedPage:
            found = packed_page(self._theme.render(template, page)) if made is None else _load(made)
            self._memo.put(key, lambda: _dump(found) if made is None else made)
            self._made.setdefault(template, []).append(key)
            return found

        return self._memo.find(key, PACKED) or Order(argument, finish)

    def end(self) -> None:
        """Nothing is remembered of a template whose files changed since: they were read after they were digested."""
        held: Held = {}
        for template, keys in self._made.items():
            if self._of_templates[template] != self._digest(template, held):
                self._memo.forget(keys)

    @property
    def theme(self) -> tuple[Path, Path | None]:
        """What `page_bytes` needs to know of the theme."""
        return self._theme.builtin, self._theme.overrides

    def _key(self, template: str, page: Page) -> str:
        # Each value of a page counts; the frame, which all pages of a language share, by its own digest.
        own = tuple(getattr(page, name) for name in _OWN)
        return digest(("page", self._template(template), self._hub(page.hub).digest, own))

    def _template(self, template: str) -> str:
        if template not in self._of_templates:
            self._of_templates[template] = self._digest(template, self._held)
        return self._of_templates[template]

    def _digest(self, template: str, held: Held) -> str:
        return digest((toolchain(), template, self._theme.reach(template, self._references, held)))

    def _references(self, text: str) -> tuple[str | None, ...]:
        return self._memo.get(digest((toolchain(), "references", text)), lambda: references_of(text), _NAMES)

    def _hub(self, hub: HubView) -> _Frame:
        if id(hub) not in self._of_hubs:
            self._of_hubs[id(hub)] = _Frame(hub, digest(hub), PAGES.dump(hub))
        return self._of_hubs[id(hub)]


@frozen
class _Frame:
    """The frame of the pages of a language."""

    hub: HubView
    """Held, so that no other takes its place in the memory."""
    digest: str
    plain: bytes


# -- in worker processes -------------------------------------------------------------------------


def page_bytes(theme: tuple[Path, Path | None], page: tuple[str, bytes, bytes]) -> bytes:
    """A page as the memo keeps it, rendered far from it.

    Args:
        page: name of the template, frame and page.
    """
    template, hub, own = page
    made: Page = replace(PAGES.load(own), hub=_hub_of(hub))
    return _dump(packed_page(_theme_of(*theme).render(template, made)))


_theme_of = lru_cache(maxsize=1)(load_theme)
_hub_of = lru_cache(maxsize=16)(PAGES.load)
