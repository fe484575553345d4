"""Outputs to bytes: a page is its template over its context, a feed its writer over it; the rest is what plan gave."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hubgen.locale.formatting import load_locale
from hubgen.memo import Memo
from hubgen.model.output import TOLD_WEIGHT, Output
from hubgen.model.rendered import Rendered
from hubgen.model.views.page import Page
from hubgen.problems import ContentProblems, Problem
from hubgen.stages.page_facts import page_facts
from hubgen.stages.page_memo import PackedPage, PageMemo, page_bytes
from hubgen.theme import WEIGHT_MARK, Theme
from hubgen.workers import Order, Workers


def render(
    outputs: Iterable[Output],
    theme: Theme,
    content_dir: Path,
    problems: list[Problem],
    memo: Memo,
    seen: Callable[[Output, Page, bool], None] = lambda output, page, is_known: None,
    workers: Workers | None = None,
) -> Iterator[Rendered]:
    """The files of a site, one by one; a page whose template fails is reported and left out.

    A page that tells the weight of another one comes after it.

    Args:
        seen: called with each page when its context is made, and whether it is known from memory.
    """
    workers = workers or Workers()
    making = _Making(PageMemo(theme, memo), memo, content_dir, problems, seen)
    outputs = list(outputs)
    plain, telling = [one for one in outputs if not one.tells], [one for one in outputs if one.tells]
    try:
        for group in (plain, telling):
            pages = sum(1 for output in group if output.template)
            files = workers.made(map(making.piece, group), page_bytes, making.pages.theme, pages)
            yield from (file for file in files if file is not None)
    finally:
        making.pages.end()


@dataclass
class _Making:
    """Outputs to files."""

    pages: PageMemo
    memo: Memo
    content_dir: Path
    problems: list[Problem]
    seen: Callable[[Output, Page, bool], None]
    told: dict[str, int] = field(default_factory=dict)
    """Bytes after gzip of pages that others tell the weight of."""

    def piece(self, output: Output) -> Rendered | Order[Rendered | None] | None:
        """The file, or how it is made; None where the template fails."""
        try:
            return self._page(output) if output.context is not None else self._other(output)
        except ContentProblems as fault:
            self.problems.extend(fault.problems)
            return None

    def _page(self, output: Output) -> Rendered | Order[Rendered | None]:
        assert output.context is not None
        page = output.context()
        locale, packed = page.hub.locale, self.pages.packed(output.template, page)
        self.seen(output, page, not isinstance(packed, Order))
        if not isinstance(packed, Order):
            return self._finished(output, packed, locale)
        order = packed

        def finish(made: bytes | None) -> Rendered | None:
            try:
                return self._finished(output, order.finish(made), locale)
            except ContentProblems as fault:
                self.problems.extend(fault.problems)
                return None

        return Order(order.argument, finish)

    def _finished(self, output: Output, packed: PackedPage, locale: str) -> Rendered:
        html, size = weighed(packed.html, locale, self.told.get(output.tells, 0))
        if output.form == "whole":
            self.told[output.path] = size
        facts = packed.facts or page_facts(html)
        return Rendered(output.path, html, output.kind, gzip_bytes=size, sources=output.sources, page=facts)

    def _other(self, output: Output) -> Rendered:
        if output.value is not None:
            # Not where pages alone are made: it brings the writers of calendars and tables along.
            from hubgen.stages.feed_memo import written

            content = written(output.writer, output.value(), self.memo)
            return Rendered(output.path, content, output.kind, sources=output.sources)
        if output.copied:
            return Rendered(output.path, b"", output.kind, self.content_dir / output.copied, sources=output.sources)
        content = output.content or b""
        held = page_facts(content) if output.kind in ("page", "redirect") else None
        return Rendered(output.path, content, output.kind, sources=output.sources, page=held)


def weighed(packed: bytes, locale: str, other_bytes: int = 0) -> tuple[bytes, int]:
    """A page out of what gzip 9 made of it, with its own weight printed in the place of the mark; and that in bytes.

    It was measured with the marks of fixed width in it.

    Args:
        other_bytes: of the page whose weight this one tells.
    """
    data, size = gzip.decompress(packed), len(packed)
    for mark, bytes_ in ((WEIGHT_MARK, size), (TOLD_WEIGHT, other_bytes)):
        data = data.replace(mark.encode(), _kb(bytes_, locale).encode())
    return data, size


def _kb(size: int, locale: str) -> str:
    """KB of 1000 bytes, rounded up to half a KB."""
    halves = -(-size // 500)
    return f"{halves // 2}{load_locale(locale).decimal}{5 * (halves % 2)}"
