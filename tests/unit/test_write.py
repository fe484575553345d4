"""Writing touches what changed, removes what hubgen wrote, and nothing else, anywhere."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from hubgen.model.rendered import Rendered
from hubgen.problems import EnvironmentFailure, RefusedError
from hubgen.stages import lock as lock_module
from hubgen.stages.disk import Disk
from hubgen.stages.lock import lock
from hubgen.stages.manifest import FileFact, read_manifest
from hubgen.stages.write import WriteReport, check_output_dir, recover, rewrite, write

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)


def page(path: str, text: str = "", kind: str = "page") -> Rendered:
    return Rendered(path, (text or path).encode(), kind)  # type: ignore[arg-type]


def put(out: Path, *files: Rendered, day: date = DAY, disk: Disk | None = None) -> WriteReport:
    return write(files, out, built=day, base_url="https://hub.example/", disk=disk)


def visible(folder: Path) -> dict[str, bytes]:
    """Every file a reader can see, and every folder that is empty."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(".hubgen"):
            if path.is_file():
                seen[name] = path.read_bytes()
            elif not any(path.iterdir()):
                seen[name + "/"] = b""
    return seen


def stats(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


# ---------------------------------------------------------------- what is written


def test_a_first_site_is_written_with_its_manifest(out: Path):
    report = put(out, page("index.html"), Rendered("a/b.html", b"two", "page", gzip_bytes=9, sources=("content/b.md",)))

    assert visible(out) == {"index.html": b"index.html", "a/b.html": b"two"}
    assert (report.written, report.unchanged, report.removed, report.bytes) == (2, 0, 0, 13)
    assert read_manifest(out) == report.manifest
    fact = FileFact(sha256(b"two").hexdigest(), 3, "page", 9, ("content/b.md",))
    assert report.manifest.files["a/b.html"] == fact
    assert sorted(p.name for p in (out / ".hubgen").iterdir()) == ["manifest.json", "marker"]


def test_a_second_equal_write_touches_nothing(out: Path, tmp_path: Path):
    """Not even the manifest; a copied file is compared as well."""
    big = tmp_path / "big"
    big.write_bytes(b"x" * 3_000_000)
    files = [page("index.html"), page("a/b.html"), Rendered("a/big", b"", "file", source=big)]
    put(out, *files)
    before = stats(out)
    report = put(out, *reversed(files))
    assert stats(out) == before
    assert (report.written, report.unchanged, report.removed) == (0, 3, 0)


def test_only_what_changed_is_written(out: Path):
    put(out, page("a.html"), page("b.html"), page("c/d/e.html"), page("c/f.html"))
    before = stats(out)
    report = put(out, page("a.html"), page("b.html", "new"), page("c/f.html"), page("g.html"))
    assert visible(out) == {"a.html": b"a.html", "b.html": b"new", "c/f.html": b"c/f.html", "g.html": b"g.html"}
    assert (report.written_paths, report.removed_paths) == (("b.html", "g.html"), ("c/d/e.html",))
    assert stats(out)[str(out / "a.html")] == before[str(out / "a.html")]


INDEX = {"p/a": b"1", "p/b/c": b"2"}


@pytest.mark.parametrize(
    "now",
    [INDEX, {"p/a": b"9", "p/b/c": b"2"}, {"p/a": b"1"}, {"p/b": b"3"}, {"p/A": b"1", "p/d": b"4", "p/b/c": b"2"}],
)
@pytest.mark.parametrize("last", ["zeta.html", "p.html"])
def test_a_folder_is_rewritten_as_if_all_were_written(out: Path, tmp_path: Path, now: dict[str, bytes], last: str):
    others = [page("a.html"), page("o.html"), page(last), page("p-q.html")]
    put(out, *others, *(Rendered(path, data, "index") for path, data in INDEX.items()))
    edited = [page("o.html", "edited"), *(Rendered(path, data, "index") for path, data in now.items())]
    report = rewrite(edited, out, folder="p")

    whole = tmp_path / "whole"
    put(whole, *[one for one in others if one.path != "o.html"], *edited)
    assert visible(out) == visible(whole)
    assert (out / ".hubgen/manifest.json").read_bytes() == (whole / ".hubgen/manifest.json").read_bytes()
    changed = {path for path, data in now.items() if INDEX.get(path) != data}
    assert report.paths == tuple(sorted({"o.html"} | changed))
    assert (report.added, report.removed) == (len(now.keys() - INDEX.keys()), len(INDEX.keys() - now.keys()))
    assert report.manifest == sha256((out / ".hubgen/manifest.json").read_bytes()).hexdigest()


def test_a_folder_that_the_site_does_not_have_is_not_rewritten(out: Path):
    put(out, page("a.html"))
    with pytest.raises(ValueError, match="subsection not found"):
        rewrite([Rendered("p/a", b"1", "index")], out, folder="p")
    assert visible(out) == {"a.html": b"a.html"}


def test_another_day_renews_the_manifest_alone(out: Path):
    put(out, page("a.html"))
    before = stats(out)
    put(out, page("a.html"), day=date(2026, 3, 2))
    changed = {path for path, seen in stats(out).items() if before.get(path) != seen}
    assert changed == {str(out / ".hubgen" / "manifest.json")}


@pytest.mark.parametrize("damage", ["cut", "same size", "gone", "unreadable"])
def test_a_damaged_site_is_repaired(out: Path, damage: str):
    """The file on the disk is compared, not what the manifest says of it."""
    put(out, page("a/b.html", "right"), page("c.html"))
    file = out / "a" / "b.html"
    if damage == "cut":
        file.write_bytes(b"ri")
    elif damage == "same size":
        file.write_bytes(b"wrong")
    elif damage == "gone":
        file.unlink()
        file.parent.rmdir()
    else:
        file.write_bytes(b"other")
        file.chmod(0)
    report = put(out, page("a/b.html", "right"), page("c.html"))
    assert visible(out) == {"a/b.html": b"right", "c.html": b"c.html"}
    assert report.written_paths == ("a/b.html",)


def test_what_hubgen_did_not_write_stays(out: Path):
    """Also in a folder that empties, and when the manifest is lost."""
    put(out, page("a/b.html"), page("c.html"))
    (out / "a" / "mine.txt").write_text("mine")
    (out / "CNAME").write_text("mine")
    put(out, page("c.html"))
    assert visible(out) == {"a/mine.txt": b"mine", "CNAME": b"mine", "c.html": b"c.html"}
    (out / ".hubgen" / "manifest.json").unlink()
    put(out, page("d.html"))
    assert set(visible(out)) == {"a/mine.txt", "CNAME", "c.html", "d.html"}


def test_files_and_folders_change_places(out: Path):
    put(out, page("a"), page("b/c/d.html"), page("b/e.html"))
    put(out, page("a/x/y.html"), page("b"))
    assert visible(out) == {"a/x/y.html": b"a/x/y.html", "b": b"b"}
    (out / "f" / "g").mkdir(parents=True)
    put(out, page("f"))
    assert visible(out) == {"f": b"f"}


def test_a_name_that_changes_its_case(out: Path):
    """On every disk one file is left: a disk that sees one name must not lose it to the removal of the other."""
    put(out, page("Guia.html", "old"), page("x/A.html"))
    put(out, page("guia.html", "new"), page("x/a.html"))
    assert visible(out) == {"guia.html": b"new", "x/a.html": b"x/a.html"}


def test_the_order_of_the_changes(out: Path):
    """Assets, files, pages, feeds and indexes, the manifest; removals last."""
    put(out, page("old.html"))
    seen: list[tuple[str, str]] = []

    class Watched(Disk):
        def step(self, verb: str, path: Path) -> None:
            if ".hubgen/staging" not in path.as_posix():
                seen.append((verb, path.relative_to(out).as_posix()))

    kinds = ["index", "feed", "redirect", "page", "file", "asset"]
    put(out, *(page(f"{n}.{kind}", kind=kind) for n, kind in enumerate(kinds)), disk=Watched())
    order = [entry for entry in seen if entry[0] in ("rename", "unlink")]
    assert [name.partition(".")[2] for _, name in order[1:7]] == ["asset", "file", "redirect", "page", "index", "feed"]
    assert order[0] == ("rename", ".hubgen/journal.json")
    assert order[7:] == [
        ("rename", ".hubgen/manifest.json"), ("unlink", "old.html"), ("unlink", ".hubgen/journal.json"),
    ]  # fmt: skip
    assert [name for verb, name in seen if verb == "sync"] == ["."] * 4


def test_many_files_are_made_safe_by_one_call(out: Path):
    files = [page(f"{n % 7}/{n}.html") for n in range(100)]
    put(out, *files)
    assert len(visible(out)) == 100
    put(out)
    assert visible(out) == {}


def test_a_fault_of_the_plan_writes_nothing(out: Path):
    put(out, page("a.html"))
    for files in ([page("b"), page("b")], [page("b"), page("b/c")], [page("b/c/d"), page("b")]):
        with pytest.raises(ValueError):
            put(out, *files)
        assert visible(out) == {"a.html": b"a.html"}


def test_a_render_that_fails_leaves_the_old_site(out: Path):
    put(out, page("a.html"))

    def files() -> Iterator[Rendered]:
        yield page("a.html", "new")
        raise KeyError("render")

    with pytest.raises(KeyError):
        write(files(), out, built=DAY, base_url="")
    assert visible(out) == {"a.html": b"a.html"}
    assert not (out / ".hubgen" / "staging").exists()


def test_a_copied_file_that_is_gone(out: Path, tmp_path: Path):
    with pytest.raises(EnvironmentFailure, match=r"gone\.jpg"):
        put(out, Rendered("a.jpg", b"", "file", source=tmp_path / "gone.jpg"))


BAD_PATHS = [
    "../a", "a/../../b", "/a", "", ".", "..", "a//b", "a/", "a/./b", "a\\b", "C:/a", "c:a", "a\0b", ".hubgen/marker",
    ".HubGen/marker", ".hubgen", ".hubgen. /x", "a/.. /b", "x" * 256, "ñ" * 128,
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_leads_out_is_refused(out: Path, path: str, tmp_path: Path):
    put(out, page("a.html"))
    with pytest.raises(RefusedError):
        put(out, page("b.html"), page(path, "x"))
    assert visible(tmp_path).keys() == {"site/a.html"} | {
        f"site/.hubgen/{name}" for name in ("marker", "manifest.json")
    }


@pytest.mark.parametrize("path", ["ñandú/año.html", "a.b/c.d.html", "_redirects", ".htaccess", "x" * 255, "a b/c:d"])
def test_other_paths_are_written(out: Path, path: str):
    put(out, page(path))
    assert visible(out) == {path: path.encode()}


@pytest.mark.parametrize("link", ["folder", "file", "removed", "state", "staging", "in the way"])
def test_a_link_in_the_site_is_not_followed(out: Path, tmp_path: Path, link: str):
    """What it leads to stays as it is."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "b.html").write_text("mine")
    put(out, page("a/b.html"), page("c.html"))
    files = [page("a/b.html", "new")]
    if link in ("folder", "removed"):
        (out / "a" / "b.html").unlink()
        (out / "a").rmdir()
        (out / "a").symlink_to(mine)
        files = [page("c.html", "new")] if link == "removed" else files
    elif link == "file":
        (out / "a" / "b.html").unlink()
        (out / "a" / "b.html").symlink_to(mine / "b.html")
    elif link == "state":
        (out / ".hubgen").rename(tmp_path / "state")
        (out / ".hubgen").symlink_to(tmp_path / "state")
    elif link == "staging":
        (out / ".hubgen" / "staging").symlink_to(mine)
        files = [page("a/b.html"), page("c.html")]
    else:
        (out / "a" / "mine.txt").write_text("mine")
        files = [page("a")]
    if link == "staging":  # hubgen's own corner: the link goes, what it leads to stays
        put(out, *files)
        assert not (out / ".hubgen" / "staging").is_symlink()
    else:
        with pytest.raises(RefusedError):
            put(out, *files)
    assert visible(mine) == {"b.html": b"mine"}
    assert (out / "c.html").read_bytes() == b"c.html"


# ---------------------------------------------------------------- which folder


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub in a home folder, with something of everything around it."""
    home = tmp_path / "home"
    root = home / "papers" / "hub"
    for name in ("content/guides", "content/static", "themes/plain", ".hubgen", ".git", "notes"):
        (root / name).mkdir(parents=True)
        (root / name / "mine.txt").write_text(name)
    (root / "config.yaml").write_text("hubgen: 1\n")
    (home / "papers" / "other").mkdir()
    (home / "papers" / "empty").mkdir()
    (home / "papers" / "other" / "letter.txt").write_text("mine")
    (root / "link").symlink_to(home / "papers" / "empty")
    (root / "dangling").symlink_to(home / "nowhere")
    (root / "into").symlink_to(root / "content")
    (root / "forged" / ".hubgen").mkdir(parents=True)
    (root / "forged" / ".hubgen" / "memo.sqlite3").write_text("")
    os.mkfifo(root / "pipe")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(root)
    return root


DANGEROUS = [
    "{hub}", "{hub}/../hub/.", "{hub}/content/..", "{home}/papers", "{home}", "{home}/..", "/", "", ".", "content",
    "{hub}/content/guides", "{hub}/content/new/site", "{hub}/themes", "{hub}/themes/plain/site", "{hub}/.git",
    "{hub}/.git/x", "{hub}/.hubgen", "{hub}/.hubgen/site", "{hub}/config.yaml", "{hub}/config.yaml/site", "{hub}/link",
    "{hub}/dangling", "{hub}/into/site", "{hub}/notes", "{home}/papers/other", "{hub}/forged", "{hub}/pipe", "..",
    "a\0b", "{home}/papers/hub/notes/mine.txt/site", "/etc", "/usr/lib",
]  # fmt: skip


def everything(folder: Path) -> dict[str, object]:
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("name", DANGEROUS)
@pytest.mark.parametrize("kind", [str, Path])
def test_a_dangerous_output_is_refused(hub: Path, name: str, kind: type):
    """And nothing changed, nothing was made."""
    home = hub.parents[1]
    before = everything(home)
    with pytest.raises(RefusedError) as caught:
        check_output_dir(kind(name.format(hub=hub, home=home)), hub)
    assert caught.value.mend is not None
    assert everything(home) == before


@pytest.mark.parametrize("name", ["notes", "../other", "link", "config.yaml", "dangling", "forged", "pipe"])
def test_write_lock_and_recover_refuse_it_too(hub: Path, name: str):
    """Whoever forgets to ask is stopped by the marker."""
    before = everything(hub.parents[1])
    with pytest.raises(RefusedError):
        put(hub / name, page("a.html"))
    with pytest.raises(RefusedError):
        recover(hub / name)
    with pytest.raises(RefusedError), lock(hub / name):
        pass
    assert everything(hub.parents[1]) == before


@pytest.mark.parametrize("name", ["site", "{hub}/site", "../empty", "new/deep/site", "{home}/elsewhere"])
def test_a_good_output_is_taken(hub: Path, name: str):
    """Absent, empty, or a site of before."""
    folder = Path(name.format(hub=hub, home=hub.parents[1]))
    check_output_dir(folder, hub)
    with lock(folder):
        check_output_dir(folder, hub)
        put(folder, page("a.html"))
    check_output_dir(folder, hub)
    assert visible(folder) == {"a.html": b"a.html"}


# ---------------------------------------------------------------- the lock

HOLD = """
import os, signal, sys, time
from pathlib import Path
from hubgen.stages.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    if sys.argv[2] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(float(sys.argv[2]))
"""


def holder(out: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(out), how], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_who_waits_too_long_is_told_who_holds_it(out: Path):
    with holder(out, "30") as process:
        try:
            waits: list[str] = []
            with pytest.raises(EnvironmentFailure) as caught, lock(out, wait_s=0.2, on_wait=waits.append):
                pass
            assert f"process {process.pid}, since 20" in str(caught.value)
            assert str(process.pid) in waits[0] and caught.value.mend is not None
        finally:
            process.kill()


def test_who_waits_gets_it(out: Path):
    with holder(out, "0.3"), lock(out, wait_s=20):
        assert json.loads((out / ".hubgen" / "holder.json").read_text())["pid"] == os.getpid()
    assert not (out / ".hubgen" / "holder.json").exists()


def test_a_dead_process_never_blocks(out: Path):
    with holder(out, "die") as process:
        assert process.wait() == -signal.SIGKILL
    with lock(out, wait_s=0):
        put(out, page("a.html"))


def test_threads_wait_for_one_another(out: Path):
    inside, most = [0], [0]

    def work() -> None:
        with lock(out, wait_s=20):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            put(out, page("a.html", threading.current_thread().name))
            inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_site_that_can_only_be_read_is_locked_elsewhere(out, tmp_path, tmp_path_factory, monkeypatch):
    """In the hub's own folder, else among the temporary files; another fault is told."""
    put(out, page("a.html"))
    real, taken = lock_module._acquire, []

    def acquire(path: Path, *more: object) -> object:
        taken.append(path.parent)
        if path.is_relative_to(refused):
            raise OSError(code, "no")
        return real(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(lock_module, "_acquire", acquire)
    refused, code = out, errno.EROFS
    with lock(out, tmp_path / "state"):
        assert taken == [out / ".hubgen", tmp_path / "state"]
    refused = tmp_path
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with lock(out, tmp_path / "state"):
        assert taken[-1] == temporary
    code = errno.ENOSPC
    with pytest.raises(EnvironmentFailure, match="full"), lock(out):
        pass


WRITER = """
import sys
from datetime import date
from pathlib import Path
from hubgen.model.rendered import Rendered
from hubgen.stages.write import lock, write
out, name = Path(sys.argv[1]), sys.argv[2]
for turn in range(6):
    files = [Rendered(f"{name if n % 2 else 'shared'}/{n}.html", f"{name} {turn}".encode(), "page") for n in range(12)]
    with lock(out):
        write(files, out, built=date(2026, 1, 1), base_url="")
        for file in files:
            assert (out / file.path).read_bytes() == file.content, file.path
        assert sum(path.is_file() for path in out.rglob("*.html")) == 12
"""


def test_writers_at_once_take_turns(out: Path):
    """From an absent folder on: no error, no mixture, the last one's site stands."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(out), name], cwd=ROOT) for name in "abcd"]
    assert [writer.wait() for writer in writers] == [0] * 4
    manifest = read_manifest(out)
    assert manifest is not None and set(visible(out)) == set(manifest.files)


def test_folders_that_were_made_for_the_lock_alone_are_gone(tmp_path: Path):
    """A build that is refused leaves no empty site; one that wrote leaves its site and its lock."""
    fresh = tmp_path / "site"
    with lock(fresh):
        assert (fresh / ".hubgen" / "lock").exists()
    assert list(tmp_path.iterdir()) == []

    with lock(fresh):
        put(fresh, page("a.html"))
    assert (fresh / "a.html").exists() and (fresh / ".hubgen" / "manifest.json").exists()
