"""Where every page of a site lives: paths of lists, facet values, profiles and system pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from hubgen.config import Config
from hubgen.model.site import Published
from hubgen.stages.paths import portable, prefix, section_name
from hubgen.types import BY_FOLDER
from hubgen.types.base import ContentType

Texts = Mapping[str, str]


class Addresses:
    """The addresses of one language."""

    def __init__(self, config: Config, language: str, texts: Texts):
        self.config, self.language, self.texts = config, language, texts
        self.prefix = prefix(language, config)

    @property
    def home(self) -> str:
        return f"{self.prefix}index.html"

    def section(self, kind: ContentType) -> str:
        return f"{self.prefix}{section_name(kind, self.language, self.config)}/index.html"

    def archive(self, kind: ContentType) -> str:
        return f"{self.prefix}{section_name(kind, self.language, self.config)}/{self.texts['archive_slug']}.html"

    def sorted(self, kind: ContentType, order: str) -> str:
        slug = self.texts[f"sort_{order}_slug"]
        return f"{self.prefix}{section_name(kind, self.language, self.config)}/{slug}.html"

    def gathering(self, kind: str, slug: str = "index") -> str:
        """A page that gathers all types: of a country or a sector, or the list of them."""
        return f"{self.prefix}{self.texts[kind + '_slug']}/{slug}.html"

    def facet(self, kind: ContentType, label: str) -> str:
        return f"{self.prefix}{section_name(kind, self.language, self.config)}/{label}/index.html"

    def facet_value(self, kind: ContentType, label: str, *values: str) -> str:
        return f"{self.prefix}{section_name(kind, self.language, self.config)}/{label}/{'/'.join(values)}.html"

    def profile(self, slug: str) -> str:
        return f"{self.prefix}{portable(slug)}.html"

    def system(self, name: str) -> str:
        """A system page such as `a_z` or `about`; its word is in the page's language."""
        return f"{self.prefix}{self.texts[name + '_slug']}.html"

    def entry(self, one: Published) -> str:
        return one.paths[self.language]

    @staticmethod
    def beside(path: str, name: str) -> str:
        """A file that belongs to a page: `guias/feed.atom` to an index, `temas/exportar.feed.atom` to a flat page."""
        if path.endswith("/index.html") or path == "index.html":
            return path.removesuffix("index.html") + name
        return f"{path.removesuffix('.html')}.{name}"

    def numbered(self, path: str, number: int) -> str:
        """A further page of a list: `pagina-2.html` beside an index, `garantia.pagina-2.html` beside a flat page."""
        if number == 1:
            return path
        page = f"{self.texts['page_slug']}-{number}.html"
        if path.endswith("/index.html") or path == "index.html":
            return path.removesuffix("index.html") + page
        return path.removesuffix(".html") + "." + page

    def whole(self, path: str) -> str:
        """The page with all parts of a text: `guias/costos/todo.html`."""
        return f"{path.removesuffix('.html')}/{self.texts['whole_slug']}.html"


def copied_path(source: str, config: Config) -> str:
    """Where a file below content/ stands in the site; its section has the name of the main language."""
    folder, _, rest = source.partition("/")
    kind = BY_FOLDER.get(folder)
    return f"{section_name(kind, config.main_language, config)}/{rest}" if kind and rest else source


def part_path(path: str, number: int) -> str:
    """A part of a text: the page of its entry, then `guias/costos/2.html`."""
    return path if number == 1 else f"{path.removesuffix('.html')}/{number}.html"


def permalink(config: Config, path: str) -> str:
    """The whole address of a site path; an index is its folder."""
    folder = path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path
    return config.base_url + quote(folder, safe="/-._~")
