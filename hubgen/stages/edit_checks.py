"""Whether a page that an edit made leaves the rest of the site, and what was told of it, as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from hubgen.config import Config
from hubgen.model.rendered import PageFacts, Rendered
from hubgen.problems import Problem
from hubgen.stages.check import local_target
from hubgen.stages.edited_text import OthersTouchedError
from hubgen.stages.folder import MANIFEST
from hubgen.stages.manifest import FileFact, facts
from hubgen.stages.page_facts import page_facts

_OF_WEIGHT = ("over-budget", "page-weight")
"""Rules that tell what is over the budget."""


class PageCheck:
    """Pages against those that stand in the site.

    Args:
        problems: what was told of the site.
    """

    def __init__(self, output_dir: Path, config: Config, problems: Sequence[Problem]):
        self._output_dir, self._config = output_dir, config
        self._is_weight_told = any(one.rule in _OF_WEIGHT for one in problems)

    def check(self, file: Rendered, form: str) -> None:
        """What the rest of the site knows of the page is as before, and nothing of its weight was or is to be told.

        Raises:
            OthersTouchedError: it is not so.
            LookupError: the site does not know the page.
        """
        before, after = page_facts(self._standing(file.path)), page_facts(file.content)
        if before.ids != after.ids or before.loads != after.loads or _inward(before) != _inward(after):
            raise OthersTouchedError
        budget = self._config.budget
        limit = budget.total if form == "whole" else budget.page
        loaded = self._loaded_bytes(file.path, after.loads)
        if any(size > limit or (loaded and size + loaded > budget.total) for size in self._sizes(file)):
            raise OthersTouchedError

    def _sizes(self, file: Rendered) -> Iterator[int]:
        """Bytes of the page after gzip; as it was too, where something told of that may be wrong now."""
        yield file.gzip_bytes or 0
        if self._is_weight_told:
            yield self._facts([file.path])[file.path].gzip_bytes or 0

    def _loaded_bytes(self, path: str, addresses: Sequence[str]) -> int:
        """Of all that the page loads."""
        targets = (local_target(address, path, self._config.base_path) for address in addresses)
        loaded = {target[0] for target in targets if target}
        return sum(_sent_bytes(fact) for fact in self._facts(loaded).values()) if loaded else 0

    def _standing(self, path: str) -> bytes:
        try:
            return (self._output_dir / path).read_bytes()
        except OSError:
            raise OthersTouchedError from None

    def _facts(self, paths: Sequence[str] | set[str]) -> Mapping[str, FileFact]:
        return facts(self._manifest, paths)

    @cached_property
    def _manifest(self) -> bytes:
        return (self._output_dir / MANIFEST).read_bytes()


def _sent_bytes(fact: FileFact) -> int:
    return fact.bytes if fact.gzip_bytes is None else fact.gzip_bytes


def _inward(facts: PageFacts) -> list[str]:
    """The links that lead into the site."""
    return sorted(link for link in facts.links if local_target(link, "", ""))
