"""Where the pages of entries stand in a site."""

from __future__ import annotations

from hubgen.config import Config
from hubgen.formats.file_names import WINDOWS_DEVICES
from hubgen.model.entry import Entry
from hubgen.types.base import ContentType


def section_name(kind: ContentType, language: str, config: Config) -> str:
    """The folder of a section in addresses of that language."""
    renamed = config.sections.get(language, {}).get(kind.folder)
    return renamed or kind.slugs.get(language, kind.folder)


def prefix(language: str, config: Config) -> str:
    """Where a language lives: the first at the root, the others below their code."""
    return "" if language == config.main_language else f"{language}/"


def portable(name: str) -> str:
    """The name of a file that every system can hold: Windows keeps `con`, `aux` and others for devices."""
    return f"x-{name}" if name.partition(".")[0] in WINDOWS_DEVICES else name


def paths_of(entry: Entry, kind: ContentType, config: Config) -> dict[str, str]:
    """The site path of an entry in each language of the hub."""
    return {
        lang: f"{prefix(lang, config)}{section_name(kind, lang, config)}/{portable(entry.slugs.pick(lang)[0])}.html"
        for lang in config.languages
    }
