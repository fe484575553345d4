"""Completion scripts for four shells, and the answers they get from hubgen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hubgen.cli.completion import PLACES, POWERSHELL, PROGRAM, VARIABLE, script
from hubgen.cli.root import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]


def complete(words: str, number: int, cwd: Path) -> list[tuple[str, str]]:
    """(type, word) of what hubgen offers, asked as the script of zsh and that of PowerShell ask."""
    own = {VARIABLE: "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": str(number), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "hubgen"], env={**os.environ, **own}, cwd=cwd, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    lines = done.stdout.split("\n")
    return [(lines[n], lines[n + 1]) for n in range(0, len(lines) - 2, 3)]


@pytest.mark.parametrize("shell", list(PLACES))
def test_script_is_printed_with_its_place(shell):
    """`hubgen completion SHELL` prints a script that says where to put it, and exits 0."""
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert "# hubgen: to use it" in done.stdout
    assert VARIABLE in done.stdout and PROGRAM in done.stdout
    assert done.stderr == ""


def test_zsh_sees_its_first_line():
    """`#compdef` stays the first line, so that the script also works from a folder of functions."""
    assert script("zsh", "here").splitlines()[0] == "#compdef hubgen"


def test_unknown_shell_ends_with_2():
    """Another shell is a usage error that names the four."""
    done = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert done.exit_code == 2 and "powershell" in done.stderr


def test_no_shell_is_started_for_the_script_of_bash(monkeypatch):
    """The script is made without bash, which Windows has not."""
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: pytest.fail("a program was started"))
    assert "complete -o nosort" in script("bash", "here")


@pytest.mark.skipif(shutil.which("bash") is None, reason="NOT RUN: bash: not installed")
def test_bash_takes_the_script(tmp_path):
    """bash reads the script and completes a command through it."""
    program = tmp_path / "hubgen"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m hubgen "$@"\n')
    program.chmod(0o755)
    (tmp_path / "hubgen.bash").write_text(script("bash", "here"))
    asked = "source ./hubgen.bash; COMP_WORDS=(hubgen comp); COMP_CWORD=1; _hubgen_completion hubgen comp hubgen"
    done = subprocess.run(
        ["bash", "--norc", "-c", f'{asked}; echo "${{COMPREPLY[@]}}"'], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}, timeout=60,
    )  # fmt: skip
    assert done.stdout == "completion\n" and done.stderr == ""


def test_commands_are_completed(tmp_path):
    """Every command is offered, and a beginning narrows them."""
    assert complete("hubgen ", 1, tmp_path) == [("plain", name) for name in COMMANDS]
    assert complete("hubgen sc", 1, tmp_path) == [("plain", "schema")]


def test_flags_and_choices_are_completed(tmp_path):
    """Flags of a command, and the values of an argument."""
    assert ("plain", "--vscode") in complete("hubgen schema --", 2, tmp_path)
    assert complete("hubgen completion po", 2, tmp_path) == [("plain", "powershell")]
    assert complete("hubgen schema gui", 2, tmp_path) == [("plain", "guide")]


def test_rules_and_files_are_completed(tmp_path):
    """`explain` offers rules, and leaves files to the shell."""
    assert complete("hubgen explain not-", 2, tmp_path) == [("plain", "not-in-vocabulary"), ("file", "not-")]


def test_unknown_command_completes_nothing(tmp_path):
    """A slip in the command gives no message in the middle of the line that is being typed."""
    assert all(kind == "plain" for kind, _ in complete("hubgen chekc ", 2, tmp_path))


def test_powershell_script_asks_as_zsh_does_and_cleans_up():
    """The script for PowerShell uses a protocol that every click has, and puts the environment back."""
    assert f"$env:{VARIABLE} = 'zsh_complete'" in POWERSHELL
    assert "finally" in POWERSHELL
    assert POWERSHELL.count("{") == POWERSHELL.count("}")
    assert POWERSHELL.count("(") == POWERSHELL.count(")")


def test_powershell_script_holds_nothing_newer_than_5_1():
    """No operator of PowerShell 7, and nothing but ASCII, which 5.1 would read in another encoding."""
    assert POWERSHELL.isascii() and str(PLACES["powershell"]).isascii()
    assert not any(mark in POWERSHELL for mark in ("??", "?.", " ? ", "&&", "||"))


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="NOT RUN: pwsh: not installed")
def test_powershell_reads_the_script():
    """PowerShell finds no fault in the script."""
    command = "$e = $null; [void][System.Management.Automation.PSParser]::Tokenize([Console]::In.ReadToEnd(), [ref]$e)"
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", f"{command}; $e.Count"], input=POWERSHELL, capture_output=True, text=True
    )
    assert done.stdout.strip() == "0"
