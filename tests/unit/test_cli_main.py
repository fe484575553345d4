"""The program `hubgen` before any command runs: start-up, help, global flags, colour, exit codes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hubgen import __version__
from hubgen.cli.root import COMMANDS, cli, hoist
from hubgen.cli.session import Session
from tests.conftest import BUILD_DAY
from tests.hubs import guide, make_hub

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("yaml", "jinja2", "markdown", "nh3", "lxml", "asyncio", "http.server", "urllib.request", "sqlite3")

LOADED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from hubgen.cli.main import main
try:
    main(sys.argv[2:])
except SystemExit:
    pass
loaded = {name: getattr(module, "__file__", "") or "" for name, module in sys.modules.items()}
print("LOADED " + json.dumps(loaded))
"""


def run_program(*args: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hubgen", *args], cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
    )  # fmt: skip


@pytest.mark.parametrize("args", [["--help"], ["-h"], [], ["--version"]])
def test_help_loads_click_alone(tmp_path, args):
    """Help and version are there at once: of all packages only click is loaded."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOADED, str(ROOT), *args], capture_output=True, text=True, cwd=tmp_path, timeout=60
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("LOADED ")]
    loaded = json.loads(line.removeprefix("LOADED "))
    packages = {name.partition(".")[0] for name, file in loaded.items() if "site-packages" in file}
    assert not loaded.keys() & set(HEAVY)
    # An editable install puts a finder of its own there.
    assert {name for name in packages if not name.startswith("_")} <= {"click"}
    assert not loaded.keys() & {"hubgen.project", "hubgen.pipeline", "hubgen.problems"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_a_build_without_standard_streams(tmp_path, closed):
    project = make_hub(tmp_path / "hub", {"content/guides/precio.md": guide()})
    command = f'exec "{sys.executable}" -m hubgen build --date {BUILD_DAY} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=project.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60,
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (project.output_dir / "guias/precio.html").is_file()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(name):
    """Each command has help with an example that can be typed, and exits 0."""
    done = CliRunner().invoke(cli, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert "Examples:" in done.stdout
    assert f"hubgen {name}" in done.stdout


def test_help_shows_every_command_and_examples_first():
    """The help of the program names every command; examples come before flags."""
    text = CliRunner().invoke(cli, ["--help"]).stdout
    assert all(f"  {name} " in text for name in COMMANDS)
    assert text.index("Examples:") < text.index("Options:")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_a_page_that_waits_for_nothing(tmp_path, flag, renew):
    """The page of help is what click prints, kept as a file, so that not even click is loaded for it."""
    page = ROOT / "hubgen" / "cli" / "help.txt"
    printed = CliRunner().invoke(cli, ["--help"], prog_name="hubgen", terminal_width=80).stdout
    if renew:
        page.write_text(printed, "utf-8")
    assert page.read_text("utf-8") == printed
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from hubgen.cli.main import main\n"
    code += f"try: main([{flag!r}])\nexcept SystemExit as end: assert not end.code\nassert 'click' not in sys.modules"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


def test_version():
    """--version prints name and number on one line."""
    done = CliRunner().invoke(cli, ["--version"])
    assert done.exit_code == 0 and done.stdout == f"hubgen, version {__version__}\n"


@pytest.mark.parametrize(("typed", "meant"), [("chekc", "check"), ("bild", "build"), ("docter", "doctor")])
def test_unknown_command_suggests_and_ends_with_2(tmp_path, typed, meant):
    """A slip is answered with the nearest command, which is not run."""
    done = run_program(typed, cwd=tmp_path)
    assert done.returncode == 2
    assert f'Did you mean "{meant}"?' in done.stderr and done.stdout == ""


def test_unknown_command_far_from_all(tmp_path):
    """Without a near one the help is named."""
    done = run_program("xyzzy", cwd=tmp_path)
    assert done.returncode == 2 and "See hubgen --help." in done.stderr


def test_unknown_flag_ends_with_2(tmp_path):
    """An unknown flag is a usage error too, and abbreviations are not taken."""
    assert run_program("explain", "--rule", cwd=tmp_path).returncode == 2
    assert run_program("--verb", "explain", "--rules", cwd=tmp_path).returncode == 2


def test_no_hub_is_a_usage_error(tmp_path):
    """A command that needs a hub says how to make one."""
    done = run_program("explain", "guide/x", cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no hub here" in done.stderr and "hubgen new" in done.stderr


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["build", "--json"], ["--json", "build"]),
        (["check", "a", "-C", "dir", "b"], ["-C", "dir", "check", "a", "b"]),
        (["check", "--color=never", "-q"], ["--color=never", "-q", "check"]),
        (["build", "--date", "2026-11-30", "-vv"], ["-vv", "build", "--date", "2026-11-30"]),
        (["add", "guide", "--", "--json"], ["add", "guide", "--", "--json"]),
        (["build", "--root"], ["--root", "build"]),
        ([], []),
    ],
)
def test_global_flags_may_stand_anywhere(given, wanted):
    """Global flags come first, with their values; the rest keeps its order, and nothing behind -- moves."""
    assert hoist(given) == wanted


def test_global_flag_behind_the_command_works(tmp_path):
    """`hubgen explain --rules --json` is what `hubgen --json explain --rules` is."""
    behind = run_program("explain", "--rules", "--json", cwd=tmp_path)
    before = run_program("--json", "explain", "--rules", cwd=tmp_path)
    assert behind.returncode == 0 and behind.stdout == before.stdout and behind.stdout.startswith("{")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def no_settings(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


@pytest.mark.parametrize(
    ("environ", "flag", "on_terminal", "elsewhere"),
    [
        ({}, "auto", True, False),
        ({"NO_COLOR": "1"}, "auto", False, False),
        ({"NO_COLOR": ""}, "auto", True, False),  # no-color.org: present and not an empty string
        ({"FORCE_COLOR": "1"}, "auto", True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "auto", False, False),
        ({"TERM": "dumb"}, "auto", False, False),
        ({"NO_COLOR": "1", "TERM": "dumb"}, "always", True, True),
        ({"FORCE_COLOR": "1"}, "never", False, False),
    ],
)
def test_colour(no_settings, environ, flag, on_terminal, elsewhere):
    """A flag decides before NO_COLOR, that before FORCE_COLOR; without any of them only a terminal gets colour."""
    for name, value in environ.items():
        no_settings.setenv(name, value)
    assert Session(color=flag).uses_color(Terminal()) is on_terminal
    assert Session(color=flag).uses_color(io.StringIO()) is elsewhere


@pytest.mark.parametrize(
    ("flags", "environ", "coloured"),
    [
        (["--color", "always"], {}, True),
        (["--color=always", "--no-color"], {}, False),
        ([], {"HUBGEN_COLOR": "always"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {}, False),
    ],
)
def test_colour_of_the_program(tmp_path, flags, environ, coloured):
    """What reaches standard output follows the same rule; a pipe is no terminal."""
    done = run_program("doctor", *flags, cwd=tmp_path, **environ)
    assert ("\x1b[" in done.stdout) is coloured


def test_messages_in_an_unknown_language(tmp_path):
    """--messages takes the languages there are."""
    done = run_program("--messages", "xx", "explain", "--rules", cwd=tmp_path)
    assert done.returncode == 2 and "en or es" in done.stderr


def test_output_is_utf_8_whatever_the_locale(tmp_path):
    """Accents come out as UTF-8 under a locale without them."""
    done = run_program(
        "--messages", "es", "explain", "E01", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=""
    )
    assert done.returncode == 0 and "trámite" in done.stdout


def test_closed_pipe_is_no_fault(tmp_path):
    """`hubgen explain --rules | head -1` ends quietly."""
    if os.name == "nt":
        pytest.skip("NOT RUN: head: no such program on Windows")
    command = f'"{sys.executable}" -m hubgen explain --rules | head -1'
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert "Traceback" not in done.stderr and "fault" not in done.stderr


def test_group_knows_its_commands_without_loading_them():
    """The list of commands is a table; a command that is not in it is none."""
    assert cli.list_commands(click.Context(cli)) == list(COMMANDS)
    assert cli.get_command(click.Context(cli), "main") is None


def test_check_of_a_file_tells_of_its_pictures(tmp_path):
    """A drawing that a guide shows is part of it: its faults are told with the guide's; those of others are not."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script></svg>'
    files = {
        "content/guides/a.md": guide("![Un dibujo](a.svg)\n"),
        "content/guides/b.md": guide("![Un dibujo](b.svg)\n"),
        "content/guides/a.svg": drawing,
        "content/guides/b.svg": drawing,
    }
    hub = make_hub(tmp_path, files)
    done = CliRunner().invoke(
        cli, ["-C", str(hub.root), "check", str(hub.root / "content/guides/a.md"), "--date", BUILD_DAY]
    )

    assert done.exit_code == 1
    assert "content/guides/a.svg:1" in done.stderr and "b.svg" not in done.stderr
