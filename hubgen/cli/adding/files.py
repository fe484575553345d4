"""The entries that a hub has already, and a file that is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import slugify
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.problems import EnvironmentFailure, RefusedError, say
from hubgen.project import Project
from hubgen.stages.tables import rows_as_nodes
from hubgen.types.base import ContentType


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet.

    Raises:
        RefusedError: it exists.
        EnvironmentFailure: the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise RefusedError(
            say("{file} is there already", file=path.name),
            mend=say("open that file, or choose another name with --slug"),
        ) from None
    except OSError as error:
        raise EnvironmentFailure(
            say("{file} cannot be written: {reason}", file=path, reason=error.strerror or error)
        ) from None


def entries_of(project: Project, path: Path, kind: ContentType) -> Iterator[tuple[str, Mapping]]:
    """Slug and node of every entry of a YAML file or a table."""
    name = project.name(path)
    text = decode(project.read(path), name)
    if path.suffix == ".csv":
        nodes = [node for node, _ in rows_as_nodes(read_table(text, name), kind)[0]]
    else:
        node = parse_yaml(text, name)
        nodes = [one for one in (node.items if isinstance(node, Sequence) else (node,)) if isinstance(one, Mapping)]
    for one in nodes:
        slug, title = one.get("slug"), one.get("title")
        found = slug.text.strip() if isinstance(slug, Scalar) else ""
        if not found:
            found = (
                slugify(title.text)
                if isinstance(title, Scalar) and (len(nodes) > 1 or path.suffix == ".csv")
                else path.stem
            )
        yield found, one


def written_language(node: Mapping) -> str:
    value = node.get("language")
    return value.text.strip().lower() if isinstance(value, Scalar) else ""
