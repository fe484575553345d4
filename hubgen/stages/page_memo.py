"""Pages that are rendered once: under the digest of all that a template sees, its files, its page and the program."""

from __future__ import annotations

import gzip
from dataclasses import fields

from hubgen.digest import digest, toolchain
from hubgen.memo import Codec, Memo
from hubgen.model.plain_codec import PlainCodec
from hubgen.model.views.page import HubView, Page
from hubgen.theme import Theme, references_of

_PLAIN = PlainCodec()
_NAMES: Codec[tuple[str | None, ...]] = Codec(_PLAIN.dump, _PLAIN.load)
_OWN = tuple(one.name for one in fields(Page) if one.name != "hub")


class PageMemo:
    """Pages of one theme as gzip 9 packs them; the memo keeps them packed."""

    def __init__(self, theme: Theme, memo: Memo):
        self._theme, self._memo = theme, memo
        self._of_templates: dict[str, str] = {}
        self._of_hubs: dict[int, tuple[HubView, str]] = {}

    def packed(self, template: str, page: Page) -> bytes:
        """The HTML of a page, with the marks of its weight in it.

        Raises:
            ContentProblems: as `Theme.render`.
        """

        def make() -> bytes:
            return gzip.compress(self._theme.render(template, page).encode(), 9, mtime=0)

        return self._memo.get_bytes(self._key(template, page), make)

    def _key(self, template: str, page: Page) -> str:
        # Each value of a page counts; the frame, which all pages of a language share, by its own digest.
        own = tuple(getattr(page, name) for name in _OWN)
        return digest(("page", self._template(template), self._hub(page.hub), own))

    def _template(self, template: str) -> str:
        if template not in self._of_templates:
            self._of_templates[template] = digest(
                (toolchain(), template, self._theme.reach(template, self._references))
            )
        return self._of_templates[template]

    def _references(self, text: str) -> tuple[str | None, ...]:
        return self._memo.get(digest((toolchain(), "references", text)), lambda: references_of(text), _NAMES)

    def _hub(self, hub: HubView) -> str:
        if id(hub) not in self._of_hubs:
            self._of_hubs[id(hub)] = hub, digest(hub)  # held, so that no other takes its place
        return self._of_hubs[id(hub)][1]
