"""A site as it stands, beside that of a build without memory."""

from __future__ import annotations

from hubgen.project import Project
from tests.hubs import compiled, tree


def cold(project: Project) -> dict[str, bytes]:
    """The site of a build that remembers nothing."""
    return {file.path: file.content for file in compiled(project).files if file.source is None}


def site(project: Project) -> dict[str, bytes]:
    return {path: data for path, data in tree(project.output_dir).items() if not path.startswith(".hubgen/")}
