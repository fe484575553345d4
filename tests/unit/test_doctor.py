"""`hubgen doctor`: what it looks at, what it mends, and what the support file does not hold."""

import json
import os
import sqlite3
import time
import zipfile
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from hubgen.cli.root import cli, hoist
from hubgen.health import hub, machine
from hubgen.health.examine import examine
from hubgen.health.finding import Finding
from hubgen.health.mend import mend
from hubgen.health.support import support_facts, support_file
from hubgen.problems import say
from hubgen.stages.folder import HOLDER, JOURNAL, LOCK, MANIFEST, STAGING
from hubgen.stages.journal import Journal, Move
from tests.hubs import build, guide, make_hub, tree

OUR_NAMES = (
    "python",
    "libraries",
    "images",
    "console",
    "disk",
    "write-hub",
    "config",
    "content",
    "memo",
    "output",
    "clock",
    "git",
)


def run(*args: str):
    return CliRunner().invoke(cli, hoist(args))


def states(findings: list[Finding]) -> dict[str, str]:
    return {one.name: one.state for one in findings}


def finding(project, name: str, **more) -> Finding:
    return next(one for one in examine(project, **more) if one.name == name)


@pytest.fixture
def project(tmp_path):
    return make_hub(tmp_path / "hub", {"content/guides/a.md": guide()})


def cut_short(project) -> None:
    """A build that stopped between its journal and its last rename."""
    build(project)
    output = project.output_dir
    page = b"<p>new</p>"
    (output / STAGING).mkdir(parents=True, exist_ok=True)
    name = "guias/a.html"
    from hashlib import sha256

    move = Move(name, sha256(page).hexdigest(), len(page))
    staged = output / STAGING / name
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_bytes(page)
    from dataclasses import asdict

    (output / JOURNAL).write_text(json.dumps({"format": 1, **asdict(Journal((), (move,), (), ()))}))


def test_sound_hub_has_nothing_but_ok(project):
    """On a sound hub every line is ok, the exit code 0, and each line begins with its state."""
    build(project)
    found = states(examine(project))
    assert set(found.values()) == {"ok"} and set(OUR_NAMES) <= set(found)
    done = run("-C", str(project.root), "doctor")
    assert done.exit_code == 0
    assert all(line.startswith("ok    ") for line in done.stdout.splitlines())
    assert "nothing failed, 0 warnings" in done.stderr


def test_looking_changes_nothing(project):
    """Without --mend and --report no file of the hub is made, changed or removed."""
    build(project)
    before = tree(project.root)
    run("-C", str(project.root), "doctor")
    assert tree(project.root) == before


def test_machine_alone_without_a_hub(tmp_path):
    """Where there is no hub the machine is looked at, and that is said; --mend then is a usage error."""
    done = run("-C", str(tmp_path), "doctor", "--json")
    assert done.exit_code == 2
    found = states(examine(None))
    assert found["python"] == "ok" and found["hub"] == "warn"


def test_json(project):
    """--json gives one object with every check, its state and its mend."""
    (project.root / "config.yaml").write_text("hubgen: 1\n")
    done = run("-C", str(project.root), "doctor", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 1 and report["command"] == "doctor" and report["ok"] is False
    assert {
        "name": "config",
        "state": "fail",
        "text": "config.yaml has 6 faults",
        "mend": "hubgen check config.yaml",
    } in report["checks"]
    assert report["counts"]["fail"] == 1 and report["report"] is None


def test_faults_in_the_settings_fail(project):
    """Settings that cannot be used fail, with the command that tells more; the exit code is 1."""
    (project.root / "config.yaml").write_text("title: [\n")
    done = run("-C", str(project.root), "doctor")
    assert done.exit_code == 1
    assert "fail  config.yaml has 1 faults    mend: hubgen check config.yaml" in done.stdout
    assert "1 failed" in done.stderr.splitlines()[-1]


def test_counts_of_content(project):
    """Entries and files are counted; faults of the content are a warning, since check tells them."""
    (project.content_dir / "guides" / "b.md").write_text(guide(kind="x"), "utf-8")
    assert str(finding(project, "content").text) == "3 entries from 3 files; 3 files below content/"
    assert finding(project, "faults").state == "warn"


def test_missing_library_fails(project, monkeypatch):
    """A library that is not installed fails, with the line that installs it."""
    monkeypatch.setattr(machine, "LIBRARIES", ("click", "no-such-library"))
    one = finding(project, "libraries")
    assert one.state == "fail" and str(one.mend) == "python -m pip install no-such-library"


def test_low_disk_warns_and_no_disk_fails(project, monkeypatch):
    """Little room is a warning, none a failure."""
    usage = type(hub.shutil.disk_usage("/"))
    for free, state in ((10**9, "ok"), (10**8, "warn"), (10**6, "fail")):
        monkeypatch.setattr(hub.shutil, "disk_usage", lambda path, free=free: usage(10**12, 0, free))
        assert finding(project, "disk").state == state


def test_folder_that_cannot_be_written_fails(project, monkeypatch):
    """Writing is tried: a refusal fails with the reason of the system."""

    def refuse(**more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(hub.tempfile, "NamedTemporaryFile", refuse)
    one = finding(project, "write-hub")
    assert one.state == "fail" and "Permission denied" in str(one.text)


# -- memo ----------------------------------------------------------------------------------------------


def test_memo_is_measured(project):
    """A memo that can be read is told with its size."""
    build(project, memo=True)
    one = finding(project, "memo")
    assert one.state == "ok" and str(one.text).startswith("memo: ") and "results" in str(one.text)


def test_damaged_memo_is_told_and_removed(project):
    """Damage is a warning, --mend removes the file, and the content is untouched."""
    project.state_dir.mkdir()
    project.memo_file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    one = finding(project, "memo")
    assert one.state == "warn" and str(one.mend) == "hubgen doctor --mend"
    assert project.memo_file.is_file()
    before = tree(project.content_dir)
    done = run("-C", str(project.root), "doctor", "--mend")
    assert done.exit_code == 0 and "the memo is removed" in done.stdout
    assert not project.memo_file.exists() and tree(project.content_dir) == before


def test_memo_of_a_newer_hubgen_warns(project):
    """A store of a later format is not read, and told."""
    project.state_dir.mkdir()
    with sqlite3.connect(project.memo_file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert "newer" in str(finding(project, "memo").text)


def test_sound_memo_is_not_removed(project):
    """--mend leaves a memo that can be read."""
    build(project, memo=True)
    assert mend(project) == [] and project.memo_file.is_file()


# -- output and lock --------------------------------------------------------------------------------


def test_site_is_described(project):
    """A finished site is told with its day, its files and who built it."""
    build(project)
    one = finding(project, "output")
    assert one.state == "ok" and "site of 2026-11-22" in str(one.text)


def test_folder_of_somebody_else_fails(project):
    """An output folder with foreign files fails with the words of the build; --mend refuses it too."""
    project.output_dir.mkdir()
    (project.output_dir / "letter.txt").write_text("mine")
    assert finding(project, "output").state == "fail"
    done = run("-C", str(project.root), "doctor", "--mend")
    assert done.exit_code != 0 and (project.output_dir / "letter.txt").read_text() == "mine"


def test_damaged_manifest_fails(project):
    """Without its list of files hubgen cannot tell its own from others'."""
    build(project)
    (project.output_dir / MANIFEST).write_text("{")
    one = finding(project, "output")
    assert one.state == "fail" and one.mend is not None


def test_interrupted_build_is_told_and_finished(project):
    """A journal is a warning; --mend puts the new site in place and leaves no journal."""
    cut_short(project)
    one = finding(project, "output")
    assert one.state == "warn" and str(one.mend) == "hubgen doctor --mend"
    done = run("-C", str(project.root), "doctor", "--mend")
    assert done.exit_code == 0 and "the interrupted build is finished" in done.stdout
    assert not (project.output_dir / JOURNAL).exists()
    assert (project.output_dir / "guias" / "a.html").read_bytes() == b"<p>new</p>"


def test_holder_of_the_lock_is_named(project):
    """While another process builds, it is named with the time since when."""
    build(project)
    path = project.output_dir / LOCK
    path.touch()
    (project.output_dir / HOLDER).write_text('{"pid": 4242, "since": "2026-11-22T10:00:00+00:00"}')
    with FileLock(path):
        one = finding(project, "lock")
    assert one.state == "warn" and "process 4242, since 2026-11-22 10:00" in str(one.text)
    assert finding(project, "lock").state == "ok" if path.exists() else True


# -- clock, console ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime.now(UTC), "ok"),
        (datetime.now(UTC) - timedelta(days=3), "warn"),
        (datetime(2019, 1, 1, tzinfo=UTC), "fail"),
    ],
)
def test_clock(project, now, state):
    """A clock before 2024 fails; one behind the newest file warns."""
    assert finding(project, "clock", now=now).state == state


def test_newest_file_is_named(project):
    """The file that is ahead of the clock is named, with the distance."""
    ahead = time.time() + 3 * 86400
    os.utime(project.content_dir / "guides" / "a.md", (ahead, ahead))
    text = str(finding(project, "clock").text)
    assert "3 d behind" in text and "content/guides/a.md" in text


@pytest.mark.skipif(os.name == "nt", reason="NOT RUN: console of POSIX: this is Windows")
def test_console_without_accents_warns(monkeypatch):
    """A terminal in another encoding is a warning with the mend."""
    monkeypatch.setattr(machine, "_is_terminal", lambda: True)
    monkeypatch.setattr(machine.sys, "__stderr__", machine.sys.stderr)
    monkeypatch.setattr(machine.os, "device_encoding", lambda number: "ISO-8859-1")
    (one,) = machine.console()
    assert one.state == "warn" and "ISO-8859-1" in str(one.text)


# -- support file --------------------------------------------------------------------------------------


def test_support_file_holds_no_content(project):
    """The zip has versions and counts; no text, file name, setting or folder of the author is in it."""
    secret = "Contraseña-del-servidor"
    (project.content_dir / "guides" / "secreto-interno.md").write_text(guide(secret, title=secret), "utf-8")
    text = (project.root / "config.yaml").read_text("utf-8")
    (project.root / "config.yaml").write_text(text + f"license: {secret}\n", "utf-8")
    ahead = time.time() + 9 * 86400
    os.utime(project.content_dir / "guides" / "secreto-interno.md", (ahead, ahead))
    done = run("-C", str(project.root), "doctor", "--report")
    (path,) = project.state_dir.glob("doctor-*.zip")
    assert path.name in done.stderr and "no content, no passwords" in done.stderr
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["doctor.json"]
        held = archive.read("doctor.json").decode()
    for word in (
        secret,
        "secreto-interno",
        "Centro PYME",
        "pyme.example.org",
        str(project.root),
        str(Path.home()) + os.sep,
    ):
        assert word not in held
    report = json.loads(held)
    assert report["files_by_folder"] == {"guides": 2, "topics": 1} and report["findings"]


def test_folders_of_the_author_are_not_named(project):
    """Of the folders below content/ only those of hubgen are counted by name."""
    (project.content_dir / "secretos").mkdir()
    (project.content_dir / "secretos" / "x.txt").write_text("x")
    facts = support_facts(project, [Finding("disk", "ok", say("free for {folder}", folder=project.root))])
    assert "secretos" not in json.dumps(facts)
    assert facts["findings"] == [{"name": "disk", "state": "ok", "text": "free for <hub>"}]


def test_support_file_of_a_day_is_replaced(project):
    """A second report of the day takes the place of the first; nothing else is left."""
    day = datetime(2026, 11, 22, tzinfo=UTC).date()
    assert support_file(project, [], day) == support_file(project, [], day)
    assert [path.name for path in project.state_dir.iterdir()] == ["doctor-2026-11-22.zip"]


def test_the_part_for_photos_is_named(project, monkeypatch):
    """Pillow has its line: with its version, or with what to install; no hub is ill without it."""

    def absent(name: str) -> str:
        if name == "pillow":
            raise PackageNotFoundError(name)
        return version(name)

    here = next(one for one in machine.machine() if one.name == "images")
    monkeypatch.setattr(machine, "version", absent)
    gone = next(one for one in machine.machine() if one.name == "images")

    assert (here.state, str(here.text)) == ("ok", f"photos: pillow {version('pillow')}")
    assert (gone.state, str(gone.text)) == ("ok", "no photos: the extra images (Pillow) is not installed")
    assert str(gone.mend) == 'run: pip install "hubgen[images]"'
