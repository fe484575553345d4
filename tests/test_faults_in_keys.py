"""Six faults put into the keys of what is remembered, one at a time: the check of each finds the stale site.

A key names all that a result depends on. Each of these leaves one thing out, in one of the places that remember: the
record of the last build, the memos of texts, of pictures, of feeds, the manifest. The check does an edit and compares
with a cold build, as `tests/property/test_never_stale.py` does; without the fault it passes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hubgen import last_build, settings, snapshot
from hubgen import update as updating
from hubgen.digest import digest
from hubgen.formats.markdown import body
from hubgen.images import make as pictures
from hubgen.images import photo
from hubgen.last_build import Seen
from hubgen.options import Options
from hubgen.pipeline import build
from hubgen.project import Project, bundled
from hubgen.stages import feed_memo, held, page_memo, write
from hubgen.theme import load_theme
from tests.hubs import CONFIG, DAY, guide, make_hub, news, told
from tests.never_stale import StaleError, site_of
from tests.photos import jpeg

SPANISH = "".join(f"{line}\n" for line in CONFIG.splitlines() if "@" not in line).replace("[es, en, pt]", "[es]")
THEMES = "hubgen/themes"
"""Of an installation of hubgen that a check changes; below the hub, which does not look there."""
OVERRIDE = "themes/plain/templates/_dates.html"
FILES: dict[str, str | bytes] = {
    "content/guides/precio.md": guide("Sume sus costos. <u>Todos</u>.\n\n![Caja](foto.jpg)\n"),
    "content/guides/foto.jpg": jpeg(1, (80, 60)),
    "content/news/feria.md": news("Abre en mayo.\n"),
    OVERRIDE: "<p>uno</p>\n",
}
SETTINGS = SPANISH + "images: {widths: [40], formats: [jpeg]}\ncolour: '#0b5043'\nraw_html: yes\n"
Patch = pytest.MonkeyPatch


# ---------------------------------------------------------------- checks: an edit that must be seen


def edit(name: str, old: str, new: str) -> Callable[[Path, Patch], None]:
    """A text in a file takes the place of another of the same length; size and time of the file stay."""

    def change(root: Path, patch: Patch) -> None:
        path = root / name
        before = path.stat()
        text = path.read_text("utf-8")
        assert old in text and len(old.encode()) == len(new.encode())
        path.write_text(text.replace(old, new), "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def another_picture(root: Path, patch: Patch) -> None:
    """Of another photo, with the time of the first."""
    path = root / "content/guides/foto.jpg"
    before = path.stat()
    path.write_bytes(jpeg(2, (80, 60)))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def built_in_template(root: Path, patch: Patch) -> None:
    """hubgen itself has another template, as after an update of it."""
    name = root / THEMES / "plain/templates/_related.html"
    name.write_text(name.read_text("utf-8") + "<p>dos</p>\n", "utf-8")


def new_override(root: Path, patch: Patch) -> None:
    """The hub has a template of its own where it had none."""
    (root / OVERRIDE).with_name("_turn.html").write_text("<p>dos</p>\n", "utf-8")


def another_markdown(root: Path, patch: Patch) -> None:
    """Another version of a library, which gives other HTML."""
    (root / "packages/example-1.dist-info").rename(root / "packages/example-2.dist-info")
    usual = body.render_markdown

    def render(text: str, *where: Any, **more: Any) -> Any:
        return usual(text.replace("mayo", "junio"), *where, **more)

    patch.setattr(body, "render_markdown", render)
    patch.setattr(held, "toolchain", lambda: "markdown 2")


def another_pillow(root: Path, patch: Patch) -> None:
    """Another version of the library of pictures, which gives other bytes."""
    (root / "packages/example-1.dist-info").rename(root / "packages/example-2.dist-info")
    usual = photo.make_picture
    patch.setattr(photo, "make_picture", lambda name, data, *more: usual(name, jpeg(2, (80, 60)), *more))
    patch.setattr(photo, "toolchain", lambda: "pillow 2")


def another_feedgen(root: Path, patch: Patch) -> None:
    """Another version of the library of feeds, which gives other bytes."""
    (root / "packages/example-1.dist-info").rename(root / "packages/example-2.dist-info")
    usual = feed_memo.WRITERS["atom"]
    patch.setattr(feed_memo, "WRITERS", {**feed_memo.WRITERS, "atom": lambda feed: usual(feed) + b"<!-- 2 -->"})
    patch.setattr(feed_memo, "toolchain", lambda: "feedgen 2")


def delete_entry(root: Path, patch: Patch) -> None:
    (root / "content/news/feria.md").unlink()


CHECKS: dict[str, Callable[[Path, Patch], None]] = {
    "other text, same size and time": edit("content/news/feria.md", "mayo", "mazo"),
    "other picture, same time": another_picture,
    "other override": edit(OVERRIDE, "uno", "dos"),
    "other built-in template": built_in_template,
    "override where none was": new_override,
    "other colour": edit("config.yaml", "0b5043", "123456"),
    "raw HTML refused": edit("config.yaml", "raw_html: yes", "raw_html: no "),
    "other widths of pictures": edit("config.yaml", "[40]", "[30]"),
    "other Markdown": another_markdown,
    "other Pillow": another_pillow,
    "other feedgen": another_feedgen,
    "other title of the hub": edit("config.yaml", "Centro PYME", "Centro PUMA"),
    "entry deleted": delete_entry,
}


# ---------------------------------------------------------------- faults


def times_for_content(patch: Patch) -> None:
    """The record trusts sizes and times that programs can set."""
    usual = snapshot._row
    patch.setattr(snapshot, "_row", lambda path: (*usual(path)[:3], 0, 0))
    patch.setattr(Seen, "young", lambda seen: [])


def time_for_text(root: Path, patch: Patch) -> None:
    """The memo of texts goes by the time of their file."""

    def key(parts: tuple[Any, ...]) -> str:
        if len(parts) != 2 or not isinstance(parts[1][0], tuple):
            return digest(parts)
        return digest([(*file[:4], (root / file[3]).stat().st_mtime_ns) for file in parts[1]])

    patch.setattr(held, "digest", key)


def toolchain_of_texts(patch: Patch) -> None:
    patch.setattr(held, "digest", lambda parts: digest(parts[1:] if parts[1] == "held" else parts))


def time_for_picture(patch: Patch) -> None:
    maker = pictures._PhotoMaker
    patch.setattr(maker, "digest", lambda self, file: str((self._folder / file).stat().st_mtime_ns))
    usual = maker.make
    patch.setattr(maker, "make", lambda self, file: (self.digest(file), usual(self, file)[1]))


def without(place: str, patch: Patch) -> None:
    """The record does not look at files in that place of the hub."""
    usual = updating.hub_now

    def seen(project: Project) -> Seen:
        found = usual(project)
        out = os.fspath(project.root / place)
        return Seen([row for row in found.files if not row[0].startswith(out)], found.at_ns)

    patch.setattr(updating, "hub_now", seen)


def only_known_files(patch: Patch) -> None:
    """The record looks at the files that were there at first: the absence of others is no part of it."""
    usual, known = updating.hub_now, set[str]()

    def seen(project: Project) -> Seen:
        found = usual(project)
        known.update(() if known else (row[0] for row in found.files))
        return Seen([row for row in found.files if row[0] in known], found.at_ns)

    patch.setattr(updating, "hub_now", seen)


def frame_of_feeds(patch: Patch) -> None:
    """The memo of feeds goes by their items alone."""
    patch.setattr(feed_memo, "digest", lambda parts: digest((*parts[:-1], parts[-1].items)))


def part_left_out(module: Any, at: int, patch: Patch) -> None:
    """A key of a memo without one of its parts."""
    patch.setattr(module, "digest", lambda parts: digest((*parts[:at], *parts[at + 1 :])))


@dataclass(frozen=True)
class Fault:
    """A fault of a kind, in one place that remembers."""

    kind: str
    place: str
    check: str
    """That finds it."""
    put: Callable[[Path, Patch], object]


FAULTS = (
    Fault("mtime instead of content", "record", "other text, same size and time", lambda _, p: times_for_content(p)),
    Fault("mtime instead of content", "texts", "other text, same size and time", time_for_text),
    Fault("mtime instead of content", "pictures", "other picture, same time", lambda _, p: time_for_picture(p)),
    Fault("template left out", "record", "other override", lambda _, p: without("themes/", p)),
    Fault("template left out", "program", "other built-in template",
          lambda root, p: p.setattr(last_build, "bundled", lambda name: root / "content")),
    Fault("template left out", "pages", "other override",
          lambda _, p: p.setattr(page_memo.PageMemo, "_digest", lambda self, template, held: template)),
    Fault("config left out", "pages", "other colour",
          lambda _, p: p.setattr(page_memo.PageMemo, "_hub", lambda self, hub: page_memo._Frame(hub, "", b""))),
    Fault("config left out", "record", "other colour", lambda _, p: without("config.yaml", p)),
    Fault("config left out", "texts", "raw HTML refused", lambda _, p: part_left_out(held, 3, p)),
    Fault("config left out", "pictures", "other widths of pictures", lambda _, p: part_left_out(pictures, 3, p)),
    Fault("config left out", "feeds", "other title of the hub", lambda _, p: frame_of_feeds(p)),
    Fault("toolchain left out", "feeds", "other feedgen", lambda _, p: part_left_out(feed_memo, 0, p)),
    Fault("toolchain left out", "record", "other Markdown", lambda _, p: p.setattr(last_build, "installed", tuple)),
    Fault("toolchain left out", "texts", "other Markdown", lambda _, p: toolchain_of_texts(p)),
    Fault("toolchain left out", "pictures", "other Pillow", lambda _, p: part_left_out(pictures, 2, p)),
    Fault("absence left out", "record", "override where none was", lambda _, p: only_known_files(p)),
    Fault("no pruning", "manifest", "entry deleted", lambda _, p: p.setattr(write, "read_manifest", lambda _: None)),
)  # fmt: skip


def none(root: Path, patch: Patch) -> None:
    """No fault."""


SIX = {
    "mtime instead of content", "template left out", "config left out", "toolchain left out", "absence left out",
    "no pruning",
}  # fmt: skip


# ---------------------------------------------------------------- tests


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: Patch) -> Project:
    """A hub; a program that changes only where a check changes it, and a folder of packages beside Python's own."""
    project = make_hub(tmp_path / "hub", FILES, SETTINGS)
    monkeypatch.setattr(last_build, "PROGRAM", tmp_path / "program")
    (project.root / "packages/example-1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(project.root / "packages")
    return project


def own_installation(root: Path, patch: Patch) -> None:
    """hubgen's own theme may be changed."""
    shutil.copytree(bundled("themes") / "plain", root / THEMES / "plain")
    for module in (settings, last_build):
        patch.setattr(module, "bundled", lambda name: root / THEMES)
    patch.setattr(settings, "load_theme", load_theme)


def seen(check: str, project: Project, patch: Patch, put: Callable[[Path, Patch], object] = none) -> None:
    """The edit of a check is in the site that a build with memory gives.

    Args:
        put: puts a fault into the program before the first build.

    Raises:
        StaleError: it is not.
    """
    options = Options(day=DAY)
    if check == "other built-in template":
        own_installation(project.root, patch)
    put(project.root, patch)
    first = update_of(project, options)
    assert first.written, told(first.problems)
    CHECKS[check](project.root, patch)
    outcome = update_of(project, options)
    cold = build(project, replace(options, memo=False, output_dir=project.root.parent / "cold"))
    if outcome.problems != cold.compiled.problems:
        raise StaleError((), (), told(outcome.problems))
    assert bool(outcome.written) == bool(cold.written)
    found, wanted = site_of(project.output_dir), site_of(cold.output_dir if cold.written else project.output_dir)
    differing = [path for path in wanted if found.get(path) != wanted[path]]
    stale = [path for path in found if path not in wanted]
    if differing or stale:
        raise StaleError(differing, stale)


update_of = partial(updating.update, progress=lambda *_: None)


@pytest.mark.parametrize("check", CHECKS)
def test_without_a_fault_each_edit_is_seen(hub: Project, check: str, monkeypatch: Patch):
    seen(check, hub, monkeypatch)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind}, {fault.place}")
def test_each_fault_is_caught(hub: Project, fault: Fault, monkeypatch: Patch):
    """The same check, with the fault in the key."""
    with pytest.raises(StaleError):
        seen(fault.check, hub, monkeypatch, fault.put)


def test_the_faults_are_of_six_kinds():
    assert {fault.kind for fault in FAULTS} == SIX and {fault.check for fault in FAULTS} == CHECKS.keys()
