"""A hub with every fault of pictures: the exact messages, and what becomes of a photo straight from a phone.

The files are made here, since no repository should hold 12 MB of noise; the text of the messages is `pictures.txt`,
renewed by `--renew`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from hubgen.project import Project
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import CONFIG, build, guide, make_hub, public
from tests.photos import GPS_WORD, from_phone, jpeg, opened, photo, png_head, saved

HERE = Path(__file__).parent
QUIET = ("--skip", "thin-topic")  # so small a hub has no topic of three entries
CAMERA = (GPS_WORD.encode(), b"Exif", b"EXIF", b"eXIf", b"xmpmeta", b"GPS", "Cámara".encode())

SCRIPT = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
  <script>alert(1)</script>
  <rect width="9" height="9" onload="alert(2)"/>
  <image xlink:href="https://other.example.org/a.png"/>
  <circle r="2" fill="url(https://other.example.org/b)"/>
</svg>
"""
BOMB = """\
<!DOCTYPE svg [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&b;</text></svg>
"""
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
  <g id="hoja" style="fill:red"><circle r="4"/></g>
</svg>
"""


def moving() -> bytes:
    frames = [Image.new("RGB", (20, 20), (90 * number, 0, 0)) for number in range(3)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def files() -> dict[str, str | bytes]:
    texts = """
![Recibo](guardado.png)

![Vacía](vacia.jpg)

![Enorme](enorme.png)

![Cortada](cortada.jpg)

![Baile](baile.gif)

![Del teléfono](telefono.heic)

![Dibujo](dibujo.png)

![Foto](foto.svg)

![Con programa](programa.svg)

![Con nombres](nombres.svg)

![](puesto.jpg)

![Puesto](pesto.jpg)

![De otro](https://other.example.org/a.jpg)
"""
    return {
        "content/guides/feria.md": guide(texts, image="puesto.jpg", files="[{title: Plano, path: plano.png}]"),
        "content/guides/guardado.png": b"<!doctype html><title>404</title>",
        "content/guides/vacia.jpg": b"",
        "content/guides/enorme.png": png_head(50_000, 50_000),
        "content/guides/cortada.jpg": jpeg(1, (200, 150))[:3000],
        "content/guides/baile.gif": moving(),
        "content/guides/telefono.heic": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1",
        "content/guides/dibujo.png": LOGO,
        "content/guides/foto.svg": jpeg(1, (200, 150)),
        "content/guides/programa.svg": SCRIPT,
        "content/guides/nombres.svg": BOMB,
        "content/guides/puesto.jpg": jpeg(1, (200, 150)),
        "content/guides/plano.png": saved(photo(1, (40, 30)), "PNG"),
        "content/static/equipo.jpg": jpeg(2, (60, 40), camera=True),
        "content/logo.svg": LOGO,
    }


def run(project: Project, *args: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """`hubgen` in a process of its own; `path` comes first where Python looks for its modules."""
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), *args, "--date", BUILD_DAY, *QUIET]
    settings = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, env=settings
    )


def made(folder: Path, content: Mapping[str, str | bytes], settings: str = "") -> Project:
    return make_hub(folder, content, CONFIG + settings)


def test_every_fault_of_pictures_is_told_with_its_mend(tmp_path, renew):
    """O24, E04, E09, E10, E13; drawings with their lines."""
    done = run(made(tmp_path, files(), "logo: /logo.svg\n"), "check")

    if renew:
        (HERE / "pictures.txt").write_text(done.stderr, "utf-8")
    assert done.stderr == (HERE / "pictures.txt").read_text("utf-8")
    assert (done.returncode, done.stdout) == (1, "")


def test_a_photo_straight_from_a_phone_is_published_small_and_without_its_place(tmp_path):
    """O26: 12 MB with the place where it was taken. Nothing is said, since nothing is left to do."""
    original = from_phone(1, grain=0.5, quality=98)
    assert len(original) > 12_000_000 and b"Exif" in original
    text = guide("![Gente ante un puesto](IMG_2041.JPG)\n")
    project = made(tmp_path, {"content/guides/feria.md": text, "content/guides/IMG_2041.JPG": original})

    done = run(project, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no faults, no warnings\n")
    built = build(project, memo=True)
    assert not [one for one in built.compiled.problems if one.rule != "thin-topic"]

    site = public(built.output_dir)
    shown = {path: data for path, data in site.items() if path.endswith((".avif", ".jpg"))}
    assert [opened(data).size for _, data in sorted(shown.items())] == [(320, 240), (320, 240), (640, 480)]
    assert sum(map(len, shown.values())) < 30_000
    for path, data in site.items():
        assert not [mark for mark in CAMERA if mark in data], path
    assert (project.root / "content/guides/IMG_2041.JPG").read_bytes() == original


@pytest.fixture
def no_pillow(tmp_path) -> str:
    """A folder in which Python finds a Pillow that is not there."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "PIL.py").write_text('raise ImportError("No module named PIL")\n', "utf-8")
    return str(folder)


MISSING = """\
content/guides/feria.md:9:14  the picture guides/a.jpg cannot be made small: a part of hubgen is missing (2 need it)  \
[image-refused]
   9 | ![Un puesto](a.jpg)
     |              ^
   mend      run: pip install "hubgen[images]"
   see       content/guides/feria.md:11:9

1 fault in 1 file, no warnings
"""


def test_without_the_extra_one_fault_names_the_mend(tmp_path, no_pillow):
    """Photos alone need it: drawings, and the explanation of the rule, do not."""
    content = {
        "content/guides/feria.md": guide("![Un puesto](a.jpg)\n\n![Otro](b.jpg)\n\n![El camino](c.svg)\n"),
        "content/guides/a.jpg": jpeg(1, (200, 150)),
        "content/guides/b.jpg": jpeg(2, (200, 150)),
        "content/guides/c.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    }
    project = made(tmp_path / "hub", content)

    done = run(project, "check", path=no_pillow)
    assert (done.returncode, done.stderr) == (1, MISSING)
    (project.content_dir / "guides/feria.md").write_text(guide("![El camino](c.svg)\n"), "utf-8")
    done = run(project, "check", path=no_pillow)
    assert (done.returncode, done.stderr) == (0, "no faults, no warnings\n")
