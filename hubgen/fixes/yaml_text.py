"""Misspelt names and missing slugs in YAML, and what is mended in Markdown."""

from __future__ import annotations

from collections.abc import Callable

from hubgen.fixes.edits import Edit, edited, line_end, line_starts, offset_of, read_as, renaming
from hubgen.fixes.lists import part_lists
from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import slugify
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.problems import ContentProblems, Problem
from hubgen.types.base import ContentType


def mend_markdown(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    text, renamed = _rename_keys(
        text, [one for one in problems if one.rule == "unknown-field"], lambda new: _front_matter(new, file)
    )
    text, parted = part_lists(text, file, [one for one in problems if one.rule == "list-under-paragraph"])
    return text, renamed + parted


def _front_matter(text: str, file: str) -> Node:
    matter = split_front_matter(read_as(text), file)
    return parse_yaml(matter.yaml, file, matter.yaml_line)


def _rename_keys(text: str, problems: list[Problem], parse: Callable[[str], Node]) -> tuple[str, int]:
    starts = line_starts(text)
    found = [renaming(text, starts, one) for one in problems]
    if None in found:  # the file has changed since it was read
        return text, 0
    edits = [edit for edit in found if edit is not None]
    if _reads(parse, edited(text, edits)):
        return edited(text, edits), len(edits)
    good = [
        edit for edit in edits if _reads(parse, edited(text, [edit]))
    ]  # a name that is there already cannot be given twice
    together = edited(text, good)
    return (together, len(good)) if _reads(parse, together) else (text, 0)


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ContentProblems:
        return False
    return True


def mend_yaml(text: str, file: str, kind: ContentType | None, problems: list[Problem]) -> tuple[str, int]:
    def parse(new: str) -> Node:
        return parse_yaml(read_as(new), file)

    # Renaming moves no line and no item, so the places of the other problems still hold.
    text, renamed = _rename_keys(text, [one for one in problems if one.rule == "unknown-field"], parse)
    text, added = _add_slug_lines(text, [one for one in problems if one.rule == "slug-missing"], parse)
    return text, renamed + added


def _add_slug_lines(text: str, problems: list[Problem], parse: Callable[[str], Node]) -> tuple[str, int]:
    try:
        node = parse(text)
    except ContentProblems:
        return text, 0
    if not isinstance(node, Sequence):
        return text, 0
    items = {one.where.line: one for one in node.items if isinstance(one, Mapping)}
    starts = line_starts(text)
    edits, slugs = [], {}
    for one in problems:
        assert one.fix is not None
        item = items.get(one.where.line)
        if item is None or item.where.column != one.where.column or not _wants_slug(item, one.fix.new):
            return text, 0
        slugs[one.where.line] = one.fix.new
        edits.append(_slug_edit(text, starts, item, one.fix.new))
    new = edited(text, edits)
    try:
        is_same = _plain(parse(new)) == [_with_slug(_plain(one), slugs.get(one.where.line)) for one in node.items]
    except ContentProblems:
        is_same = False
    return (new, len(edits)) if is_same else (text, 0)


def _wants_slug(item: Mapping, slug: str) -> bool:
    title = item.get("title")
    return item.get("slug") is None and isinstance(title, Scalar) and slugify(title.text) == slug


def _slug_edit(text: str, starts: list[int], item: Mapping, slug: str) -> Edit:
    """A line below the first one of the item; in front of it where that one goes on, behind the brace in a `{…}`."""
    offset = offset_of(starts, item.where)
    assert offset is not None
    if text[offset] == "{":
        return Edit(offset + 1, offset + 1, f"slug: {slug}, ")
    end, indent = line_end(text, offset), " " * (item.where.column - 1)
    second = item.pairs[1][0].where.line if len(item.pairs) > 1 else 0
    if second == item.where.line + 1:
        below = starts[item.where.line]
        return Edit(below, below, f"{indent}slug: {slug}{end}")
    return Edit(offset, offset, f"slug: {slug}{end}{indent}")


def _plain(node: Node) -> object:
    """What a node says, without its places; the order of fields does not count."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [_plain(one) for one in items]
        case Mapping(pairs=pairs):
            return {key.text: _plain(value) for key, value in pairs}


def _with_slug(value: object, slug: str | None) -> object:
    return {**value, "slug": slug} if slug and isinstance(value, dict) else value
