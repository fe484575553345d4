"""Outputs to bytes: the weight that a page prints, copies, and a template that fails."""

from __future__ import annotations

import gzip
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hubgen.memo import Memo
from hubgen.model.output import Output
from hubgen.problems import Problem
from hubgen.project import bundled
from hubgen.stages.render import render, weighed
from hubgen.theme import WEIGHT_MARK, load_theme
from tests.hubs import compiled, guide, make_hub

THEME = load_theme(bundled("themes") / "plain")


def packed(html: str) -> bytes:
    return gzip.compress(html.encode(), 9, mtime=0)


@given(st.text(max_size=3000))
def test_the_weight_is_that_of_the_page_by_gzip(text: str):
    """Weighed with a mark as wide as the figure, so that the figure does not change what it tells."""
    html = f"<p>{text.replace(WEIGHT_MARK, '')}</p>{WEIGHT_MARK}".encode("utf-8", "replace").decode()
    data, size = weighed(packed(html), "es")
    assert size == len(packed(html))
    assert abs(len(gzip.compress(data, 9, mtime=0)) - size) <= 12
    assert WEIGHT_MARK.encode() not in data and data.decode().startswith(html[: -len(WEIGHT_MARK)])


def test_half_kilobytes_are_rounded_up():
    """A page never promises less than it costs."""
    import random

    chance = random.Random(1)
    for length in (10, 480, 520, 990, 1010, 5000):
        noise = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))
        data, size = weighed(packed(f"{noise}{WEIGHT_MARK}"), "en")
        told = float(data.decode()[length:])
        assert told * 1000 >= size > told * 1000 - 500


def test_files_come_as_they_are(tmp_path: Path):
    problems: list[Problem] = []
    outputs = [
        Output("a.txt", "file", (), "a", copied="static/a.txt"),
        Output("b.xml", "index", (), "b", content=b"<b/>"),
    ]
    first, second = render(outputs, THEME, tmp_path, problems, Memo())
    assert (first.source, first.content) == (tmp_path / "static/a.txt", b"") and second.content == b"<b/>"
    assert problems == [] and first.gzip_bytes is None


def test_a_template_that_fails_leaves_out_its_pages_alone(tmp_path: Path):
    files = {"content/guides/precio.md": guide(), "themes/plain/templates/guide.html": "{{ nothing }}"}
    found = compiled(make_hub(tmp_path / "hub", files))
    paths = {file.path for file in found.files}
    assert "guias/precio.html" not in paths and {"index.html", "guias/index.html", "temas/vender.html"} <= paths
