"""How a picture is written in HTML, in a page and in a feed."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from hubgen.model.views.pieces import PictureView, SourceView

Href = Callable[[str], str]
"""Site path -> address, not yet escaped."""

MARGINS_PX = 32
"""What the theme leaves free beside its column on a phone: twice 1rem."""
COLUMN_PX = 688
"""Its column on a wide screen: 43rem."""


def picture_html(picture: PictureView, href: Href) -> Markup:
    """A picture that is loaded when a reader comes near it, in the format and width that fit; or a link to it."""
    if picture.link:
        return _link(picture, href)
    image = Markup('<img src="{}" width="{}" height="{}" alt="{}"{}{} loading="lazy" decoding="async">').format(
        href(picture.path), picture.width, picture.height, picture.alt.text, _lang(picture), Markup(picture.attributes)
    )
    if not picture.sources:
        return image
    sources = Markup("").join(_source(one, picture.width, href) for one in picture.sources)
    return Markup("<picture>{}{}</picture>").format(sources, image)


def plain_picture_html(picture: PictureView, href: Href) -> Markup:
    """The same for reader programs: one image that every one of them can show, or a link."""
    if picture.link:
        return _link(picture, href)
    return Markup('<img src="{}" width="{}" height="{}" alt="{}"{}>').format(
        href(picture.path), picture.width, picture.height, picture.alt.text, _lang(picture)
    )


def _link(picture: PictureView, href: Href) -> Markup:
    words = (
        Markup("<span{}>{}</span>").format(_lang(picture), picture.alt.text)
        if picture.alt.lang
        else escape(picture.alt.text)
    )
    if picture.in_link:  # no link stands in another one
        return Markup(words)
    return Markup('<a href="{}">{}</a> {}').format(href(picture.path), picture.link, words)


def _lang(picture: PictureView) -> Markup:
    return Markup(' lang="{}"').format(picture.alt.lang) if picture.alt.lang else Markup("")


def _source(source: SourceView, width: int, href: Href) -> Markup:
    places = ",".join(f"{href(path)} {wide}w" for path, wide in source.paths)
    return Markup('<source type="{}" srcset="{}" sizes="{}">').format(source.type, places, sizes(width))


def sizes(width: int) -> str:
    """How wide a picture of that width is shown in the theme's column, for the browser's choice among versions."""
    column = f"(max-width:{width + MARGINS_PX}px) calc(100vw - {MARGINS_PX}px),{width}px"
    return f"(min-width:60em) {COLUMN_PX}px,{column}" if width > COLUMN_PX else column
