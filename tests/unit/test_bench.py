"""The bench beside Hugo: edits, measurements, figures and their file. No Hugo is needed, and nothing is built."""

import importlib
import sys
from pathlib import Path

import pytest

from bench import tools
from bench.figures import Size, add, keep, kept, median, ratio
from bench.make_hub import make_hub
from bench.make_hugo import make_hugo
from bench.measure import CommandFailed, Sample, measure
from bench.results import told, write
from bench.site_files import count_files
from bench.stages import IMPORTS, REST, TIMED, Clock
from bench.tools import SCENARIOS, SEARCH_SCENARIOS, Edits, Tool, is_in
from tests.hubs import tree

DAY = "2026-11-22"


@pytest.fixture(scope="module", params=["hubgen", "Hugo"])
def tool(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tool:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "hubgen":
        make_hub(folder, 40, seed=1)
        return tools.hubgen(Path("hubgen"), folder, DAY)
    make_hugo(folder, 40, seed=1)
    return tools.hugo(Path("hugo"), folder, DAY)


# -- edits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", ["one guide edited", "one CSV row edited", "template of guides edited"])
def test_an_edit_puts_its_word_into_one_file(tool: Tool, scenario: str):
    """And a later edit takes it out again, so that projects do not grow with the rounds."""
    edits = Edits(tool)
    SCENARIOS[scenario](edits, "zarapito")
    before = tree(tool.project)
    SCENARIOS[scenario](edits, "colimbo")
    after = tree(tool.project)
    assert before.keys() == after.keys()
    [changed] = [path for path in before if before[path] != after[path]]
    assert before[changed].count(b"zarapito") == after[changed].count(b"colimbo") == 1
    assert len(after[changed]) == len(before[changed]) - 1


def test_edits_of_both_are_seen_on_the_same_pages(tmp_path: Path):
    make_hub(tmp_path / "hub", 40, seed=1)
    make_hugo(tmp_path / "hugo", 40, seed=1)
    both = tools.hubgen(Path("x"), tmp_path / "hub", DAY), tools.hugo(Path("x"), tmp_path / "hugo", DAY)
    for make in SCENARIOS.values():
        one, other = (make(Edits(tool), "zarapito") for tool in both)
        assert one == other


def test_a_cold_build_finds_nothing_of_those_before(tool: Tool):
    for name in (f"{tool.output}/index.html", f"{tool.memory[0]}/memo"):
        (tool.project / name).parent.mkdir(parents=True, exist_ok=True)
        (tool.project / name).touch()
    Edits(tool).forget("")
    assert not any((tool.project / name).exists() for name in (tool.output, *tool.memory))


def test_a_build_that_misses_the_edit_is_told(tool: Tool):
    tool.site.mkdir(exist_ok=True)
    (tool.site / "a.html").write_text("<p>zarapito", "utf-8")
    assert is_in(("a.html", "zarapito"), tool)
    assert not is_in(("a.html", "colimbo"), tool)


# -- measurements ----------------------------------------------------------------------------


def test_memory_is_that_of_the_command_alone(tmp_path: Path):
    """Not that of the process that asks, which Linux would count in; this one is larger than a bare Python."""
    ballast = b"x" * int("100000000")
    bare = measure([sys.executable, "-I", "-S", "-c", "pass"], tmp_path / "log")
    large = measure([sys.executable, "-I", "-S", "-c", "b'x' * int('60000000')"], tmp_path / "log")
    assert bare.peak_mb < 50 < 60 < large.peak_mb < 110
    assert len(ballast) > large.peak_mb


def test_time_of_children_counts(tmp_path: Path):
    """The child counts for a while; its CPU time belongs to the command."""
    child = "import time\nwhile time.process_time() < 0.2: pass"
    command = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]
    sample = measure(command, tmp_path / "log")
    assert sample.cpu_s >= 0.2 <= sample.wall_s


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path):
    with pytest.raises(CommandFailed, match="no room for it"):
        measure([sys.executable, "-c", "raise SystemExit('no room for it')"], tmp_path / "log")


def test_files_are_counted_by_kind(tmp_path: Path):
    names = "index.html a/feed.atom a/feed.json a/index.xml a/data.json sitemap.xml c.vcf e.ics d.csv .hubgen/manifest"
    for name in names.split():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("abc")
    assert count_files(tmp_path) == {
        "pages": 1, "feeds": 3, "calendars": 1, "cards of contacts": 1, "tables to download": 2, "others": 1,
        "bytes": 27,
    }  # fmt: skip


# -- figures ---------------------------------------------------------------------------------


def measured() -> Size:
    """A hub on which hubgen took 1, 2 and 6 s, Hugo 4, 1 and 8; the search of hubgen alone."""
    size = Size(1000, {"measured": "2026-11-22, commit abc, 3 rounds", "Hugo": "0.168.0"})
    for one, other in ((1, 4), (2, 1), (6, 8)):
        add(size.runs, "cold", "hubgen", Sample(one, one / 10, 100 * one))
        add(size.runs, "cold", "Hugo", Sample(other, other / 10, 100 * other))
    add(size.searched, "one guide edited", "hubgen", Sample(12.34, 0.5, 1234.5))
    size.files["hubgen"] = {
        "pages": 1744, "feeds": 3, "calendars": 1, "cards of contacts": 1, "tables to download": 2, "others": 1,
        "bytes": 27000,
    }  # fmt: skip
    size.stages = {"cold": {"load": 1.0, "plan": 2.5}, "nothing changed": {"imports": 0.25}}
    return size


def test_the_median_is_the_middle_and_the_ratio_is_of_medians():
    runs = measured().runs
    assert median(runs, "cold", "hubgen", "wall_s") == 2
    assert median(runs, "cold", "Hugo", "cpu_s") == 0.4
    assert ratio(median(runs, "cold", "hubgen", "wall_s"), median(runs, "cold", "Hugo", "wall_s")) == 0.5
    add(runs, "cold", "hubgen", Sample(4, 0, 0))
    assert median(runs, "cold", "hubgen", "wall_s") == 3


def test_what_was_not_measured_has_no_figure():
    assert median(measured().runs, "nothing changed", "hubgen", "wall_s") is None
    assert ratio(2.0, None) is ratio(None, 2.0) is None


def test_figures_come_back_from_their_file(tmp_path: Path):
    """Of runs that were made apart the smaller hubs come first, and the later figures count."""
    old, new, large = measured(), measured(), measured()
    old.facts, large.entries = {"measured": "before"}, 10_000
    keep([large, old], tmp_path / "a.json")
    keep([new], tmp_path / "b.json")
    assert kept([tmp_path / "a.json", tmp_path / "b.json"]) == [new, large]


@pytest.mark.parametrize(
    ("figure", "text"),
    [(None, "–"), (0.0712, "0.071 s"), (1.239, "1.24 s"), (17.24, "17.2 s"), (156.2, "156 s"), (1234.0, "1,234 s")],
)
def test_a_figure_has_the_digits_that_mean_something(figure: float | None, text: str):
    assert told(figure, "s") == text


def test_results_are_laid_out_by_size(tmp_path: Path):
    file = tmp_path / "RESULTS.md"
    write([measured()], file)
    assert file.read_text("utf-8").partition("## ")[2] == LAYOUT
    write([measured(), measured()], file)
    assert file.read_text("utf-8").count(LAYOUT.splitlines()[2]) == 2


LAYOUT = """\
1,000 entries

- measured: 2026-11-22, commit abc, 3 rounds
- Hugo: 0.168.0

| Build | wall: hubgen | Hugo | ratio | CPU: hubgen | Hugo | ratio | memory: hubgen | Hugo | ratio |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
| cold | 2.00 s | 4.00 s | 0.500 | 0.200 s | 0.400 s | 0.500 | 200 MB | 400 MB | 0.500 |
| nothing changed | – | – | – | – | – | – | – | – | – |
| one guide edited | – | – | – | – | – | – | – | – | – |
| one CSV row edited | – | – | – | – | – | – | – | – | – |
| template of guides edited | – | – | – | – | – | – | – | – | – |

| hubgen with a search | wall | CPU | memory |
| --- | --: | --: | --: |
| cold | – | – | – |
| indexed text changed | 12.3 s | 0.500 s | 1,234 MB |
| indexed text the same | – | – | – |

| Files | hubgen | Hugo |
| --- | --: | --: |
| pages | 1,744 | – |
| feeds | 3 | – |
| calendars | 1 | – |
| cards of contacts | 1 | – |
| tables to download | 2 | – |
| others | 1 | – |
| bytes | 27,000 | – |

| CPU seconds of hubgen by stage | cold | nothing changed |
| --- | --: | --: |
| plan | 2.50 | 0.00 |
| load | 1.00 | 0.00 |
| imports | 0.00 | 0.25 |
| all | 3.50 | 0.25 |
"""


def test_scenarios_of_the_search_are_scenarios():
    assert set(SEARCH_SCENARIOS.values()) <= set(SCENARIOS)


# -- stages ----------------------------------------------------------------------------------


def test_what_is_timed_is_there():
    """A function that was renamed would be missing in the profile without a word."""
    for module, name, _ in TIMED:
        found = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)


def test_time_belongs_to_the_innermost_stage():
    now = iter(range(100))
    clock = Clock(lambda: next(now))
    inner = clock.timed(lambda: "done", "inner")
    assert clock.timed(inner, "outer")() == "done"
    assert clock.seconds["outer"] == 2
    assert clock.seconds["inner"] == 1


def test_of_a_generator_each_step_counts():
    now = iter(range(100))
    clock = Clock(lambda: next(now))

    def items():
        yield from "abc"

    steps = clock.timed(items, "steps")()
    assert clock.seconds.keys() == {REST}
    assert list(steps) == ["a", "b", "c"]
    assert clock.seconds["steps"] == 4
    assert IMPORTS not in clock.seconds
