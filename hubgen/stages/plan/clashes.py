"""Outputs that meet at one address, or would on another system: each address once, the rest told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from hubgen.formats.file_names import is_portable_path
from hubgen.model.output import Output
from hubgen.model.site import Site
from hubgen.problems import Location, Problem, problem, say


def unique(outputs: Iterable[Output], site: Site) -> tuple[list[Output], list[Problem]]:
    """The outputs, each address once and legal on every system; two at one address are told with both names."""
    kept: dict[str, Output] = {}
    clashes: dict[tuple[str, str], Problem] = {}  # two owners that meet in one language often meet in the others too
    folders: dict[str, Output] = {}
    for output in outputs:
        name = canonical_name(output.path)
        other = kept.get(name)
        if other is not None:
            clashes.setdefault((output.owner, other.owner), _clash(output, other, site))
            continue
        kept[name] = output
        folders.setdefault(name.rpartition("/")[0], output)
    for name, output in kept.items():
        for folder in _folders(name):
            if folder in kept:
                clashes.setdefault((output.owner, kept[folder].owner), _file_and_folder(output, kept[folder], site))
        # `/guias` is the profile to some hosts, the section to others (contract, 3.2).
        index = kept.get(name.removesuffix(".html") + "/index.html")
        if index is not None and output.owner.startswith("profile "):
            clashes.setdefault((output.owner, index.owner), _clash(index, output, site))
        inside = folders.get(name.removesuffix(".html"))
        if inside is not None and inside.owner.startswith("facet") and site.get(output.owner):
            clashes.setdefault((output.owner, inside.owner), _clash(output, inside, site))
    return list(kept.values()), list(clashes.values())


def _folders(path: str) -> Iterator[str]:
    """The folders above a file, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _file_and_folder(inside: Output, file: Output, site: Site) -> Problem:
    """An output in a folder that is a file: an old address below a feed, a folder of static/ named like a page."""
    one = site.get(inside.owner.removeprefix("alias of "))
    where = one.entry.places.of("aliases") if one else Location(next(iter(inside.sources), "config.yaml"))
    return problem(
        "duplicate-address",
        where,
        say("{a} needs the folder /{path}, where {b} is a file", a=inside.owner, b=file.owner, path=file.path),
        mend=say("rename the file, or remove it") if _is_file(inside) else say("give one of them another slug"),
        also=tuple(Location(name) for name in file.sources[:1]),
    )


def _is_file(output: Output) -> bool:
    """Whether an output is a file of the author's, which has no slug but its name."""
    return output.kind == "file"


def _clash(first: Output, second: Output, site: Site) -> Problem:
    entry, other = (first, second) if site.get(first.owner) or _is_file(first) else (second, first)
    if (
        first.owner.startswith("facet ")
        and second.owner.startswith("facet ")
        and "=" in first.owner
        and "=" in second.owner
    ):
        return _spellings(first, second)
    one = site.get(entry.owner)
    where = one.entry.places.start if one else Location(entry.sources[0] if entry.sources else "config.yaml")
    return problem(
        "duplicate-address",
        where,
        say("{a} and {b} want the same address /{path}", a=entry.owner, b=other.owner, path=entry.path),
        mend=say("rename the file, or remove it") if _is_file(entry) else say("give one of them another slug"),
        also=tuple(Location(file) for file in other.sources[:1]),
    )


def _spellings(first: Output, second: Output) -> Problem:
    """Two values whose pages would have one address: most often one name in two spellings."""
    field, _, one = first.owner.partition(".")[2].partition("=")
    other = second.owner.partition("=")[2]
    return problem(
        "duplicate-address",
        Location(first.sources[0] if first.sources else "config.yaml", field=field),
        say('{field}: "{a}" and "{b}" would share the page /{path}', field=field, a=one, b=other, path=first.path),
        mend=say("spell both in the same way, or name one of them differently"),
        also=tuple(Location(file) for file in second.sources[:1]),
    )


def canonical_name(path: str) -> str:
    """The name by which two paths are the same file on any system: NFC, case folded (architecture, section 5)."""
    return unicodedata.normalize("NFC", path).casefold()


def odd_names(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Files of the author's with names that some system cannot hold, or that an address cannot spell."""
    for output in outputs:
        if _is_file(output) and not is_portable_path(output.path):
            yield problem(
                "value-type",
                Location(next(iter(output.sources), "config.yaml")),
                say('"{text}" cannot be the name of a file of the site', text=output.path.rpartition("/")[2]),
                expected=say("letters, digits, hyphens, dots and blanks, at most 255 bytes"),
                mend=say("rename the file"),
            )
