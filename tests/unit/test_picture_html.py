"""Pictures in HTML: what browsers choose from, and what readers of feeds get."""

from __future__ import annotations

from hubgen.model.views.pieces import Phrase, PictureView, SourceView
from hubgen.picture_html import picture_html, plain_picture_html, sizes

SOURCES = (SourceView("image/avif", (("f/a b-320.avif", 320), ("f/a b-640.avif", 640))),)


def href(path: str) -> str:
    return "../" + path.replace(" ", "%20")


def test_everything_is_escaped():
    one = PictureView('f/"a.jpg', 9, 8, Phrase('<b>"&'), link="")
    assert str(picture_html(one, str)) == (
        '<img src="f/&#34;a.jpg" width="9" height="8" alt="&lt;b&gt;&#34;&amp;" loading="lazy" decoding="async">'
    )


def test_sources_come_before_the_image():
    html = str(picture_html(PictureView("f/a.jpg", 640, 480, Phrase("x", "es"), SOURCES), href))
    assert html.startswith(
        '<picture><source type="image/avif" srcset="../f/a%20b-320.avif 320w,../f/a%20b-640.avif 640w"'
    )
    assert html.endswith('alt="x" lang="es" loading="lazy" decoding="async"></picture>')
    assert str(plain_picture_html(PictureView("f/a.jpg", 640, 480, Phrase("x"), SOURCES), href)) == (
        '<img src="../f/a.jpg" width="640" height="480" alt="x">'
    )


def test_a_link_names_its_size_and_what_it_shows():
    one = PictureView("f/a.jpg", 640, 480, Phrase("Un taller", "es"), link="See picture (9 KB)")
    assert (
        str(picture_html(one, href)) == '<a href="../f/a.jpg">See picture (9 KB)</a> <span lang="es">Un taller</span>'
    )
    inside = PictureView("f/a.jpg", 640, 480, Phrase("Un <taller>"), link="See", in_link=True)
    assert str(picture_html(inside, href)) == "Un &lt;taller&gt;"


def test_sizes_are_those_of_the_column():
    """On a phone the screen without its margins, never more than the picture has, nor than the column on a desk."""
    assert sizes(640) == "(max-width:672px) calc(100vw - 32px),640px"
    assert sizes(960) == "(min-width:60em) 688px,(max-width:992px) calc(100vw - 32px),960px"
