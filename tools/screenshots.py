"""Pictures of each template of the theme, as docs/screenshots shows them: phone by day and by night, desk, paper.

    python tools/screenshots.py          all templates
    python tools/screenshots.py news     those with that word in their name

A page of each template is taken from the example hub of this checkout, the heaviest in its main language.
"""

import datetime
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hubgen.options import Options  # noqa: E402
from hubgen.pipeline import build  # noqa: E402
from hubgen.project import Project  # noqa: E402
from tests.tools import chromium  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
DAY = datetime.date(2026, 11, 22)
COLOURS = 32  # of a picture; text and rules need no more
NOT_SHOWN = ("redirect.html",)


class View(NamedTuple):
    """A way to look at a page; sizes in CSS pixels."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"


VIEWS = (
    View("phone", 320, 1100),
    View("night", 320, 1100, "dark"),
    View("desk", 1100, 1100),
    View("paper", 700, 1100, media="print"),
)


def main(word: str) -> int:
    """Writes the pictures and the page that shows them all."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = dict(build_example(Path(folder)))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for template, path in pages.items():
            if word in template:
                for view in VIEWS:
                    take(browser, (Path(folder) / path).as_uri(), view, FOLDER / f"{template}-{view.name}.png")
        browser.close()
    (FOLDER / "README.md").write_text(gallery(pages), "utf-8")
    return 0


def build_example(folder: Path) -> Iterator[tuple[str, str]]:
    """(template, path of its heaviest page in the main language), by template."""
    built = build(Project(ROOT), Options(day=DAY, output_dir=folder))
    weights = {file.path: file.gzip_bytes or 0 for file in built.compiled.files}
    assert built.compiled.config is not None
    others = tuple(f"{lang}/" for lang in built.compiled.config.languages[1:])
    found: dict[str, str] = {}
    for output in built.compiled.outputs:
        if not output.template or output.template in NOT_SHOWN or output.path.startswith(others):
            continue
        name = (output.form or output.template).removesuffix(".html")
        if name not in found or weights[output.path] > weights[found[name]]:
            found[name] = output.path
    yield from sorted(found.items())


def take(browser: Browser, address: str, view: View, file: Path) -> None:
    """One picture of the upper part of a page, without scripts."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height}, color_scheme=view.scheme, java_script_enabled=False
    )
    page = context.new_page()
    page.emulate_media(media=view.media)
    page.goto(address)
    picture = Image.open(BytesIO(page.screenshot()))
    context.close()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def gallery(pages: dict[str, str]) -> str:
    """The page that shows them, a row for each template."""
    head = " | ".join(view.name for view in VIEWS)
    rows = [f"| {name} | {' | '.join(_shown(f'{name}-{view.name}') for view in VIEWS)} |" for name in pages]
    lines = ["# The theme, page by page", "", "Made by `make screenshots` from the example hub.", ""]
    return "\n".join([*lines, f"| page | {head} |", "|---|" + "---|" * len(VIEWS), *rows, ""])


def _shown(name: str) -> str:
    return f'<img src="{name}.png" alt="{name}">'


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ("",)))
