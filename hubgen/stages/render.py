"""Outputs to bytes: a page is its template over its context, a feed its writer over it; the rest is what plan gave."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from hubgen.locale.formatting import load_locale
from hubgen.memo import Memo
from hubgen.model.output import TOLD_WEIGHT, Output
from hubgen.model.rendered import Rendered
from hubgen.model.views.page import Page
from hubgen.problems import ContentProblems, Problem
from hubgen.stages.page_facts import page_facts
from hubgen.stages.page_memo import PageMemo
from hubgen.theme import WEIGHT_MARK, Theme


def render(
    outputs: Iterable[Output],
    theme: Theme,
    content_dir: Path,
    problems: list[Problem],
    memo: Memo,
    seen: Callable[[Output, Page], None] = lambda output, page: None,
) -> Iterator[Rendered]:
    """The files of a site, one by one; a page whose template fails is reported and left out.

    A page that tells the weight of another one comes after it.

    Args:
        seen: called with each page when its context is made.
    """
    pages = PageMemo(theme, memo)
    told: dict[str, int] = {}
    for output in sorted(outputs, key=lambda output: bool(output.tells)):
        try:
            file = _rendered(output, pages, content_dir, told, seen)
        except ContentProblems as fault:
            problems.extend(fault.problems)
            continue
        if output.form == "whole":
            told[output.path] = file.gzip_bytes or 0
        yield file


def _rendered(
    output: Output,
    pages: PageMemo,
    content_dir: Path,
    told: Mapping[str, int],
    seen: Callable[[Output, Page], None],
) -> Rendered:
    if output.value is not None:
        from hubgen.stages.writers import (
            WRITERS,  # not where pages alone are made: it brings the libraries of feeds along
        )

        content = WRITERS[output.writer](output.value())
        return Rendered(output.path, content, output.kind, sources=output.sources)
    if output.context is not None:
        page = output.context()
        seen(output, page)
        packed = pages.packed(output.template, page)
        html, size = weighed(packed.html, page.hub.locale, told.get(output.tells, 0))
        facts = packed.facts or page_facts(html)
        return Rendered(output.path, html, output.kind, gzip_bytes=size, sources=output.sources, page=facts)
    if output.copied:
        return Rendered(output.path, b"", output.kind, content_dir / output.copied, sources=output.sources)
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
