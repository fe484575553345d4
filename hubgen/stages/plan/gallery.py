"""Where pictures stand in the site, and how a page shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hubgen.config import Images
from hubgen.locale.formatting import format_kb, slugify
from hubgen.model.entry import BodyPicture
from hubgen.model.output import Output
from hubgen.model.picture import SUFFIXES, Picture, Pictures, Version
from hubgen.model.views.pieces import Phrase, PictureView, SourceView

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


class Gallery:
    """The pictures of a site with their addresses."""

    def __init__(self, pictures: Pictures, images: Images, file_path: Callable[[str], str]):
        """`file_path` tells where a file below content/ stands in the site."""
        self._pictures, self._images, self._file_path = pictures.by_file, images, file_path

    def outputs(self) -> Iterator[Output]:
        """Every version once: two copies of a file, side by side, have the same small ones."""
        found = {}
        for file, picture in self._pictures.items():
            for version in picture.versions:
                path = self._path(file, version)
                found[path] = Output(path, "asset", (f"content/{file}",), f"file {file}", content=version.content)
        yield from found.values()

    def path(self, file: str) -> str:
        """The version that every browser can show; empty where there is none."""
        picture = self._pictures.get(file)
        return self._path(file, picture.versions[-1]) if picture else ""

    def social(self, file: str) -> str:
        """The one that other sites show beside a link: they take no drawings, and few take AVIF."""
        picture = self._pictures.get(file)
        return self.path(file) if picture and picture.versions[-1].format != "svg" else ""

    def view(self, file: str, alt: Phrase, texts: Mapping[str, str], locale: str) -> PictureView | None:
        """The picture as a page shows it; None where it could not be made."""
        picture = self._pictures.get(file)
        if picture is None:
            return None
        last = picture.versions[-1]
        link = ""
        if self._images.load == "link":
            link = texts["see_picture"].format(size=format_kb(last.weight, locale))
        sources = () if link else tuple(self._sources(file, picture))
        return PictureView(self._path(file, last), picture.width, picture.height, alt, sources, link)

    def in_text(self, file: str, said: BodyPicture, texts: Mapping[str, str], locale: str) -> PictureView | None:
        """The same inside a text, with what the text says of it; its language is that of the text."""
        view = self.view(file, Phrase(said.alt), texts, locale)
        if view is None or not (said.attributes or said.in_link):
            return view
        return PictureView(
            view.path, view.width, view.height, view.alt, view.sources, view.link, said.attributes, said.in_link
        )

    def _sources(self, file: str, picture: Picture) -> Iterator[SourceView]:
        """Formats with all their widths; the last of all is an image by itself, if it has one width."""
        formats = dict.fromkeys(version.format for version in picture.versions)
        for kind in formats:
            found = [version for version in picture.versions if version.format == kind]
            if kind != picture.versions[-1].format or len(found) > 1:
                yield SourceView(MEDIA_TYPES[kind], tuple((self._path(file, one), one.width) for one in found))

    def _path(self, file: str, version: Version) -> str:
        folder, slash, name = file.rpartition("/")
        stem = slugify(name.rpartition(".")[0]) or "x"
        width = "" if version.format == "svg" else f"-{version.width}"
        return self._file_path(f"{folder}{slash}{stem}{width}.{version.hash}.{SUFFIXES[version.format]}")
