"""The example hub of this checkout, built once for all tests of a run, whichever process asks first.

    def test_menu(example, page_320):
        page_320.goto((example.folder / "index.html").as_uri())

`tools/run_tests.py` names a folder that all its stages share; a plain `pytest` shares among its own workers.
"""

from __future__ import annotations

import fcntl
import os
import pickle
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pytest

from hubgen.model.site import Site as HubSite
from hubgen.project import Project
from tests.conftest import ROOT
from tests.hubs import build, told
from tests.pages import Site, read_site

RUN_FOLDER = "TESTS_RUN_FOLDER"

T = TypeVar("T")


@dataclass(frozen=True)
class Example:
    """The example hub as it was built on the build day; nobody writes into its folder."""

    folder: Path
    hub: HubSite
    languages: tuple[str, ...]
    by_template: Mapping[str, list[str]]
    """Template -> paths of its pages, the heaviest first."""
    kinds: Mapping[str, str]
    """Path -> what kind of file it is."""

    @cached_property
    def site(self) -> Site:
        return once(self.folder.with_name("pages"), lambda: read_site(self.folder))

    @property
    def heaviest(self) -> list[str]:
        """The heaviest page of each template."""
        return [paths[0] for _, paths in sorted(self.by_template.items())]

    def in_turn(self, number: int) -> list[str]:
        """The heaviest page of each template in one language, the languages by turns.

        Args:
            number: with the next one each template has its next language.
        """
        return [
            [path for path in self.sample(1) if path in paths][(place + number) % len(self.languages)]
            for place, (template, paths) in enumerate(sorted(self.by_template.items()))
            if template != "redirect.html"
        ]

    def sample(self, each: int) -> list[str]:
        """Pages of each template in each language: the heaviest, the lightest, and others evenly between them.

        Pages that lead on to others are left out.

        Args:
            each: how many of a template in a language, where it has so many.
        """
        found: list[str] = []
        for _, paths in sorted(self.by_template.items()):
            for language in self.languages:
                facts = ((path, self.site.pages[path]) for path in paths)
                some = [path for path, page in facts if page.lang == language and not page.refresh]
                last = len(some) - 1
                found += dict.fromkeys(some[last * number // max(each - 1, 1)] for number in range(each) if some)
        return found


def example_of_run(factory: pytest.TempPathFactory) -> Example:
    folder = run_folder(factory)
    return once(folder / "example", lambda: build_example(folder / "site"))


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run of the tests share."""
    if named := os.environ.get(RUN_FOLDER):
        return Path(named)
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def build_example(folder: Path) -> Example:
    built = build(Project(ROOT), output_dir=folder)
    site, config = built.compiled.site, built.compiled.config
    assert built.written is not None and site is not None and config is not None, told(built.compiled.problems)
    weights = {file.path: file.gzip_bytes or 0 for file in built.compiled.files}
    by_template: dict[str, list[str]] = defaultdict(list)
    for output in built.compiled.outputs:
        if output.template:
            by_template[output.template].append(output.path)
    for paths in by_template.values():
        paths.sort(key=lambda path: (-weights[path], path))
    kinds = {file.path: file.kind for file in built.compiled.files}
    return Example(folder, site, config.languages, dict(by_template), kinds)


def once(path: Path, make: Callable[[], T]) -> T:
    """What `make` gives: made by the process that asks first, read by all others, who wait for it.

    Args:
        path: where it is kept.
    """
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            path.write_bytes(pickle.dumps(make()))
    found: T = pickle.loads(path.read_bytes())
    return found
