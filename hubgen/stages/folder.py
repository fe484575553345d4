"""The output folder: the names in it, what may be written there, and which folders are refused.

Nothing of the author's is ever touched: a folder is hubgen's own only when it was empty
or holds hubgen's marker, and nothing in it is reached through a link.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Container, Iterable
from pathlib import Path

from hubgen.problems import Message, RefusedError, say
from hubgen.project import PREVIEW
from hubgen.stages.disk import Disk, failure, plainly, unreadable

STATE = ".hubgen"
MARKER = f"{STATE}/marker"
MANIFEST = f"{STATE}/manifest.json"
JOURNAL = f"{STATE}/journal.json"
JOURNAL_DRAFT = f"{JOURNAL}.new"
STAGING = f"{STATE}/staging"
LOCK = f"{STATE}/lock"
HOLDER = f"{STATE}/holder.json"

_MARKER_TEXT = (
    b"hubgen\n\nhubgen writes this folder and removes from it what it wrote before.\n"
    b"Keep nothing of your own here: edit the content of the hub instead.\n"
)
_BEFORE_MARKER = {"lock", "holder.json", "marker"}  # what a first build may leave when it is cut short
_PROTECTED = ("content", "themes", STATE, ".git")
_DRIVE = re.compile("[A-Za-z]:")
# Most paths are plain, and seen so at one glance; the others are looked at part by part.
_PLAIN_NAME = r"[A-Za-z0-9_](?:\.?[A-Za-z0-9_-]){0,100}"
_PLAIN = re.compile(f"{_PLAIN_NAME}(?:/{_PLAIN_NAME})*", re.ASCII)
_NAME_BYTES = 255  # the limit of common file systems


def fold(path: str) -> str:
    """One text for all paths that some file system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents(path: str) -> list[str]:
    """The folders of a site path, the outermost first: `a`, `a/b` for `a/b/c.html`."""
    cuts = [at for at, char in enumerate(path) if char == "/"]
    return [path[:at] for at in cuts]


def check_path(path: str) -> None:
    """The path stays inside the output folder and outside hubgen's own corner of it.

    Raises:
        RefusedError: it does not.
    """
    if _PLAIN.fullmatch(path):
        return
    parts = path.split("/")
    # Windows drops dots and blanks at the end of a name: ".. ." is ".." there.
    bad = (
        "\\" in path
        or "\0" in path
        or _DRIVE.match(path)
        or any(not part.rstrip(". ") for part in parts)
        or fold(parts[0].rstrip(". ")) == STATE
        or any(len(part.encode("utf-8", "surrogatepass")) > _NAME_BYTES for part in parts)
    )
    if bad:
        raise RefusedError(
            say('"{path}" is no path for a file of the site', path=path),
            say("change the slug, alias or file name it comes from"),
        )


class Tree:
    """The output folder as it stands, looked at without following a link.

    `owned` are the paths that the last manifest lists; only they may be in the way.
    """

    def __init__(self, root: Path, owned: Container[str] = ()):
        self.root, self._owned = root, owned
        self._folders: set[str] = {""}

    def look(self, path: str) -> os.stat_result | None:
        """What the system says of the regular file at the path; None when no file stands there.

        Raises:
            RefusedError: a link, or something hubgen did not write, is in the way.
        """
        if not self._reaches(path):
            return None
        found = _lstat(f"{self.root}{os.sep}{path}")
        if found is None or stat.S_ISREG(found.st_mode):
            return found
        if stat.S_ISDIR(found.st_mode) and not is_link(found):
            self._check_owned(path)
            return None
        raise _in_the_way(self.root / path)

    def _reaches(self, path: str) -> bool:
        """Whether all folders above the path are there."""
        if path.rpartition("/")[0] in self._folders:
            return True
        for folder in parents(path):
            if folder in self._folders:
                continue
            found = _lstat(self.root / folder)
            if found is None:
                return False
            if is_link(found) or not stat.S_ISDIR(found.st_mode):
                if folder in self._owned and stat.S_ISREG(found.st_mode):
                    return False
                raise _in_the_way(self.root / folder)
            self._folders.add(folder)
        return True

    def _check_owned(self, folder: str) -> None:
        for place, _, names in os.walk(self.root / folder):
            for name in names:
                file = Path(place, name)
                if file.relative_to(self.root).as_posix() not in self._owned:
                    raise _in_the_way(file)


def _in_the_way(path: Path) -> RefusedError:
    return RefusedError(
        say('"{path}" stands in the way: it is a link, or hubgen did not write it', path=path),
        say("move it out of the folder of the site, then run the command again"),
    )


def is_link(found: os.stat_result) -> bool:
    """Whether the entry leads elsewhere: a symbolic link, or a junction of Windows."""
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == junction


def _lstat(path: Path | str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreadable(error, Path(path)) from error


def prepare(output_dir: Path, disk: Disk) -> bool:
    """The folder is there and bears hubgen's marker.

    Returns:
        Whether it got the marker now.

    Raises:
        RefusedError: it is something else, or holds files and no marker.
    """
    check_own(output_dir)
    missing = [folder for folder in (output_dir, *output_dir.parents) if not folder.exists()]
    for folder in reversed(missing):
        disk.mkdir(folder)
    if (output_dir / MARKER).is_file():
        return False
    disk.mkdir(output_dir / STATE)
    disk.write(output_dir / MARKER, _MARKER_TEXT)
    return True


def check_own(output_dir: Path) -> None:
    """The folder is absent, empty or hubgen's own.

    Raises:
        RefusedError: it is a link, a file, or holds files without hubgen's marker.
    """
    found = _lstat(output_dir)
    if found is None:
        return
    if is_link(found):
        raise _refused(say('the output folder "{path}" is a link', path=output_dir))
    if not stat.S_ISDIR(found.st_mode):
        raise _refused(say('the output folder "{path}" is a file', path=output_dir))
    state = _lstat(output_dir / STATE)
    if state is not None and (is_link(state) or not stat.S_ISDIR(state.st_mode)):
        raise _in_the_way(output_dir / STATE)
    # In this order: another hubgen that has just begun writes its marker before anything else.
    if not _is_blank(output_dir) and not _has_marker(output_dir):
        raise _refused(say('"{path}" holds files that hubgen did not write', path=output_dir))


def _has_marker(folder: Path) -> bool:
    found = _lstat(folder / MARKER)
    return found is not None and stat.S_ISREG(found.st_mode)


def _is_blank(folder: Path) -> bool:
    with plainly(folder):
        names = set(os.listdir(folder))
        return not names or (names == {STATE} and set(os.listdir(folder / STATE)) <= _BEFORE_MARKER)


def check_output_dir(output_dir: Path | str, project_root: Path) -> None:
    """The folder may become a site of this hub. Looks only; changes nothing.

    Raises:
        RefusedError: it is not named, a file or a link; it is the hub, lies around it or in
            its sources; it is the home folder, one around it or the root of a disk; or it
            holds files without hubgen's marker.
    """
    # Path("") is Path("."): an empty --output must not become the folder one stands in.
    if str(output_dir) in ("", ".") or "\0" in str(output_dir):
        raise _refused(say("the output folder has no name"))
    folder = Path(output_dir)
    try:
        _check_place(folder, project_root)
    except OSError as error:
        raise failure(error, folder) from error
    check_own(folder)


def _check_place(folder: Path, project_root: Path) -> None:
    found = _lstat(folder)
    if found is not None and is_link(found):
        raise _refused(say('the output folder "{path}" is a link', path=folder))
    real, root = Path(os.path.realpath(folder)), Path(os.path.realpath(project_root))
    if any(parent.exists() and not parent.is_dir() for parent in real.parents):
        raise _refused(say('the output folder "{path}" would lie in a file', path=folder))
    if _among(real, (root, *root.parents)):
        raise _refused(say('"{path}" is the folder of the hub, or one that holds it', path=folder))
    is_preview = real.parent == root / STATE and real.name.partition("-")[0] == PREVIEW
    for name in _PROTECTED:
        if not is_preview and _among(root / name, (real, *real.parents)):
            raise _refused(say('"{path}" lies in "{name}", which is not for output', path=folder, name=name))
    home = _home()
    if home is not None and _among(real, (home, *home.parents)):
        raise _refused(say('"{path}" is your home folder, or one that holds it', path=folder))
    if real.parent == real:
        raise _refused(say('"{path}" is the root of a disk', path=folder))


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None


def _among(path: Path, others: Iterable[Path]) -> bool:
    """Whether the path is one of the others, also under another spelling of its name."""
    return any(path == other or (path.exists() and other.exists() and path.samefile(other)) for other in others)


def _refused(message: Message) -> RefusedError:
    return RefusedError(message, say("name an empty folder or an earlier site, such as --output site"))
