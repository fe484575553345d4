"""The made hub that speed and weight are measured on: its mix, its bytes, its prose."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.entries import MIX, counts_of
from bench.make_hub import make_hub
from hubgen.project import Project
from tests.hubs import build, compiled, told, tree

ENTRIES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    make_hub(made, ENTRIES, seed=1)
    return made


def test_a_made_hub_has_no_fault_and_no_warning(folder: Path):
    """Neither do its texts: sentences are short, links say where they lead."""
    result = compiled(Project(folder))
    assert result.problems == (), told(result.problems)
    assert result.site is not None
    found = Counter(one.type for one in result.site.entries if one.type != "topic")
    assert found == counts_of(ENTRIES) == {kind: ENTRIES * share // 100 for kind, share in MIX.items()}


def test_it_is_built(folder: Path, tmp_path: Path):
    """In three languages too; the other two have stand-ins of the Spanish texts."""
    make_hub(tmp_path / "hub", 40, seed=2, languages=("es", "en", "pt"))
    built = build(Project(tmp_path / "hub"))
    assert built.written is not None, told(built.compiled.problems)
    pages = [path for path in tree(built.output_dir) if path.endswith(".html")]
    assert sum(path.startswith("en/guides/") for path in pages) > 6


@pytest.mark.parametrize("entries", [20, 99, 2000, 100_000])
def test_the_mix_is_exact_but_for_what_rounding_leaves(entries: int):
    counts = counts_of(entries)
    assert sum(counts.values()) == entries
    for kind, share in MIX.items():
        assert abs(counts[kind] - entries * share / 100) < len(MIX)


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path):
    for name, seed in (("same", 1), ("other", 2)):
        make_hub(tmp_path / name, ENTRIES, seed=seed)
    assert tree(tmp_path / "same") == tree(folder)
    assert tree(tmp_path / "other") != tree(folder)


def test_an_entry_does_not_depend_on_the_size_of_the_hub(folder: Path, tmp_path: Path):
    """But for its links: what is measured at one size is found again at another."""
    make_hub(tmp_path / "hub", 2 * ENTRIES, seed=1)
    guides = "content/guides"
    small, large = ({path.name for path in (one / guides).iterdir()} for one in (folder, tmp_path / "hub"))
    assert small < large


@pytest.mark.parametrize(("kind", "least", "most"), [("guides", 1050, 1350), ("news", 210, 290)])
def test_texts_are_as_long_and_as_dense_as_real_ones(folder: Path, kind: str, least: int, most: int):
    """A sentence said twice would be nearly free after gzip, and the weight of pages a lie."""
    for path in sorted((folder / "content" / kind).iterdir()):
        text = re.sub(r"\]\([^)]*\)|[#|*\[-]", "", path.read_text("utf-8").split("---\n", 2)[2])
        words = len(text.split())
        assert least <= words <= most, path.name
        assert len(gzip.compress(text.encode(), 9)) / words > 2.2, path.name


def test_words_are_met_as_often_as_in_a_language(folder: Path):
    """Few words make half of a text, and many stand in it once."""
    texts = " ".join(path.read_text("utf-8").split("---\n", 2)[2] for path in (folder / "content/guides").iterdir())
    count = Counter(re.findall(r"\w+", texts.lower()))
    total = count.total()
    assert sum(number for _, number in count.most_common(100)) > total * 0.4
    assert sum(number == 1 for number in count.values()) > len(count) * 0.1
