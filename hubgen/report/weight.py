"""What pages weigh: by type, and against the last build.

Bytes are those of the HTML after gzip at level 9, as the build measures them; KB is 1000 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hubgen.model.frozen import frozen
from hubgen.model.output import Output
from hubgen.model.rendered import Finished
from hubgen.stages.manifest import Manifest

ALL = "all"


@frozen
class PageWeight:
    """One page: its type is the name of its template; a text in parts has a `guide part` and a `guide whole` too."""

    path: str
    type: str
    bytes: int


@frozen
class TypeWeight:
    """The pages of one type; percentiles are by nearest rank."""

    type: str
    pages: int
    median: int
    p95: int
    largest: int
    largest_path: str


@frozen
class Change:
    """A page whose weight is another than in the last build."""

    path: str
    before: int
    after: int

    @property
    def bytes(self) -> int:
        return self.after - self.before


@frozen
class Changes:
    """What differs from the last build."""

    changed: tuple[Change, ...]
    """The greatest difference first."""
    new: tuple[str, ...]
    gone: tuple[str, ...]


def page_weights(outputs: Iterable[Output], files: Iterable[Finished]) -> tuple[PageWeight, ...]:
    """Every page of a build, by path."""
    types = {output.path: _type_of(output) for output in outputs if output.template}
    found = (
        PageWeight(file.path, types[file.path], file.gzip_bytes)
        for file in files
        if file.kind == "page" and file.gzip_bytes is not None and file.path in types
    )
    return tuple(sorted(found, key=lambda one: one.path))


def _type_of(output: Output) -> str:
    if output.form:
        return f"{output.owner.partition('/')[0]} {output.form}"
    return output.template.removesuffix(".html")


def by_type(weights: Sequence[PageWeight]) -> tuple[TypeWeight, ...]:
    """A line for each type by its name, the last for all pages; none where there are no pages."""
    if not weights:
        return ()
    names = sorted({one.type for one in weights})
    groups = [(name, [one for one in weights if one.type == name]) for name in names]
    return tuple(_type_weight(name, group) for name, group in [*groups, (ALL, list(weights))])


def _type_weight(name: str, group: list[PageWeight]) -> TypeWeight:
    ordered = sorted(group, key=lambda one: (one.bytes, one.path))
    heaviest = ordered[-1]
    return TypeWeight(
        name, len(ordered), _rank(ordered, 50).bytes, _rank(ordered, 95).bytes, heaviest.bytes, heaviest.path
    )


def _rank(ordered: list[PageWeight], percent: int) -> PageWeight:
    """The smallest value that at least so many percent do not exceed."""
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def changes_since(manifest: Manifest, weights: Iterable[PageWeight]) -> Changes:
    """What pages weigh now, against the build that the manifest tells of."""
    before: Mapping[str, int] = {
        path: fact.gzip_bytes
        for path, fact in manifest.files.items()
        if fact.kind == "page" and fact.gzip_bytes is not None
    }
    after = {one.path: one.bytes for one in weights}
    changed = [
        Change(path, before[path], size) for path, size in after.items() if path in before and before[path] != size
    ]
    return Changes(
        tuple(sorted(changed, key=lambda one: (-abs(one.bytes), one.path))),
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
    )
