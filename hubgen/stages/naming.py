"""The slug and the id of an entry, and what is wrong with those that its author wrote."""

from __future__ import annotations

from hubgen.locale.formatting import slugify
from hubgen.model.entry import Data, Localized
from hubgen.model.values.text import is_slug
from hubgen.problems import Fix, Location, Problem, problem, say
from hubgen.stages.source import Source
from hubgen.types.engine import Reading


def slugs_of(
    source: Source, reading: Reading, data: Data, language: str, faults: list[Problem]
) -> Localized[str] | None:
    written = data.get("slug")
    own = written.get(language) if isinstance(written, Localized) else None
    if own is None:
        own = _default_slug(source, reading, faults)
    if own is None:
        return None
    others = (
        [(lang, slug) for lang, slug in written.values if lang != language] if isinstance(written, Localized) else []
    )
    return Localized.of(((language, own), *others))


def _default_slug(source: Source, reading: Reading, faults: list[Problem]) -> str | None:
    if source.in_list:
        return _slug_of_title(reading, faults)
    if is_slug(source.stem):
        return source.stem
    proposal = slugify(source.stem)
    if "slug" not in reading.faulty and source.kind.folder_file:
        faults.append(
            problem(
                "value-type",
                Location(source.file, field="slug"),
                say('the folder name "{text}" cannot be part of an address', text=source.stem),
                expected=say("lower-case letters a-z, digits and single hyphens, at most 80 characters"),
                mend=say("rename the folder to {name}, or add slug: {name}", name=proposal) if proposal else None,
            )
        )
    elif "slug" not in reading.faulty:
        faults.append(
            problem(
                "value-type",
                Location(source.file, field="slug"),
                say('the file name "{text}" cannot be part of an address', text=source.stem),
                expected=say("lower-case letters a-z, digits and single hyphens, at most 80 characters"),
                mend=say(
                    "rename the file to {name}, or add slug: {slug}",
                    name=f"{proposal}{source.file[source.file.rindex('.') :]}",
                    slug=proposal,
                )
                if proposal
                else None,
            )
        )
    return proposal or "x"


def _slug_of_title(reading: Reading, faults: list[Problem]) -> str | None:
    title = reading.data.text("title")
    slug = slugify(title)
    if slug:
        if "slug" not in reading.faulty:
            faults.append(
                problem(
                    "slug-missing",
                    reading.places.start.at("slug"),
                    say("no slug: the address would change with the title"),
                    mend=say("add slug {slug}", slug=slug),
                    fix=Fix("", slug),
                )
            )
        return slug
    if title:
        faults.append(
            problem(
                "missing-field",
                reading.places.of("title").at("slug"),
                say("the title has no letters for an address"),
                mend=say("add a slug"),
            )
        )
    return None


def id_of(source: Source, reading: Reading, slugs: Localized[str], faults: list[Problem]) -> str:
    fixed = reading.data.get("id")
    default = f"{source.kind.name}/{slugs.original}"
    if not isinstance(fixed, str):
        return default
    kind, slash, slug = fixed.partition("/")
    if kind == source.kind.name and slash and is_slug(slug):
        return fixed
    faults.append(
        problem(
            "value-type",
            reading.places.of("id"),
            say('"{text}" is not an id of this type', text=fixed),
            expected=say("{type}/slug of the first publication", type=source.kind.name),
        )
    )
    return default
