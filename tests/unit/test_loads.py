"""What pages load beside their HTML, against the budget."""

from __future__ import annotations

import pytest

from hubgen.stages.page_facts import loads
from tests.hubs import CONFIG, guide, make_hub, problems_of
from tests.photos import jpeg, photo, saved

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'


def heavy(tmp_path, files, config: str = "", **options: object):
    found = problems_of(make_hub(tmp_path, files, CONFIG + config), **options)
    return [one for one in found if one.rule == "page-weight"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a.png" alt="">', ("a.png",)),
        ('<img loading="lazy" src="a.png"><img src="a.png">', ("a.png",)),
        ('<picture><source srcset="b.avif 640w,a.avif 320w"><source srcset="c.webp 1w"><img src="d.jpg"></picture>',
         ("a.avif",)),
        ('<picture></picture><img srcset="b.jpg 640w, a.jpg 320w" src="c.jpg">', ("a.jpg",)),
        ('<img srcset="b.jpg 2x,a.jpg 1x" src="c.jpg">', ("a.jpg",)),
        ('<a href="a.jpg">Ver imagen (9 KB)</a>', ()),
        ('<script src="s.js"></script><script>x()</script><link rel="stylesheet" href="p.css"><link rel=icon href=q>',
         ("s.js", "p.css")),
        ("<p>&lt;img src=x&gt;", ()),
    ],
)  # fmt: skip
def test_what_a_narrow_phone_loads(html, expected):
    """The smallest width of the best format; what has to be asked for is not loaded."""
    assert loads(html) == expected


def test_a_picture_that_stays_too_heavy_is_told_with_what_it_costs(tmp_path):
    """W04: at the lowest quality it is still over; bytes, seconds on three networks, and the mend."""
    noise = saved(photo(1, (640, 640)).effect_spread(60), "JPEG", quality=95)
    files = {"content/guides/a.md": guide("![Ruido](a.jpg)\n"), "content/guides/a.jpg": noise}
    (one,) = heavy(tmp_path, files, "budget: {image: 2k}\n")

    assert (one.where.file, one.is_error) == ("content/guides/a.jpg", False)
    assert "pixels (" in str(one.message) and "the budget" in str(one.message)
    assert all(name in str(one.expected) for name in ("GPRS", "EDGE", "3G"))
    assert "budget.image" in str(one.mend)
    assert heavy(tmp_path, files, "budget: {image: 2k}\n", budget="off") == []


def test_a_heavy_drawing_is_told(tmp_path):
    shapes = "".join(f'<path d="M{n * 7919 % 9973} {n * 104729 % 9967}h{n}"/>' for n in range(400))
    files = {"content/guides/a.md": guide("![Mapa](a.svg)\n"), "content/guides/a.svg": SVG.format(shapes)}
    (one,) = heavy(tmp_path, files, "budget: {image: 2k}\n")
    assert "after gzip" in str(one.message) and "fewer shapes" in str(one.mend)


def test_a_page_with_all_that_it_shows(tmp_path):
    """W04, once for all its languages, at the entry, with the heaviest of what it shows."""
    text = "".join(f"![Foto {n}](f{n}.jpg)\n\n" for n in range(8))
    files = {"content/guides/a.md": guide(text), **{f"content/guides/f{n}.jpg": jpeg(n, (400, 300)) for n in range(8)}}
    (one,) = heavy(tmp_path, files)

    assert one.where.file == "content/guides/a.md" and "/guias/a.html" in str(one.message)
    assert "the budget 30" in str(one.message) and "the heaviest: /guias/f" in str(one.message)
    assert "GPRS" in str(one.expected) and "load: link" in str(one.mend)
    assert heavy(tmp_path, files, "images: {load: link}\n") == []
    assert heavy(tmp_path, files, "budget: {total: 80k}\n") == []


def test_what_a_template_of_ones_own_loads_counts_too(tmp_path):
    files = {
        "content/guides/a.md": guide(),
        "content/static/big.png": saved(photo(1, (400, 300)), "PNG"),
        "themes/plain/templates/guide.html": '{% extends "builtin/guide.html" %}{% block after %}'
        '<img src="{{ "big.png"|href }}" alt="x">{% endblock %}',
    }
    (one,) = heavy(tmp_path, files)
    assert "the heaviest: /big.png" in str(one.message)
