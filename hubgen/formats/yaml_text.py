"""YAML as text with places: no values are guessed, and nothing that hides or repeats content is read.

The events of PyYAML's C parser are walked rather than its composed nodes: they show every anchor,
alias and tag before anything is expanded, need no recursion in C, and are faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from hubgen.formats import yaml_faults as faults
from hubgen.formats.plain import odd_character
from hubgen.model.node import Mapping, Node, Scalar, Sequence
from hubgen.problems import ContentProblems, Location, Problem

# The deepest content type (a diagnostic's criteria) needs 8 levels.
MAX_DEPTH = 12
# Nobody reads more at once, and a hostile file must not hold up the build.
MAX_PROBLEMS = 50

_Event = Any  # the stubs know neither the marks nor the styles that the C parser always sets
_PLAIN = ("", None)
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)


def parse_yaml(text: str, file: str, first_line: int = 1) -> Node:
    """What the text says, every value as its author typed it; an empty mapping where it says nothing.

    Args:
        first_line: the line of the file on which the text begins.

    Raises:
        ContentProblems: broken YAML (one problem), or YAML that is not taken: anchors, aliases,
            tags, merge keys, repeated or composite keys, more than one document (all of them).
    """
    reader = _Reader(text, file, first_line)
    node = reader.read()
    if reader.problems:
        raise ContentProblems(*dict.fromkeys(reader.problems))
    return node


class _TooMuch(Exception):
    """The file has a problem after which going on makes no sense."""


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, text: str, file: str, first_line: int):
        self.text, self.file, self.first_line = text, file, first_line
        self.problems: list[Problem] = []
        self._lines: list[str] | None = None

    def read(self) -> Node:
        node: Node = Mapping((), Location(self.file, self.first_line))
        try:
            has_document = False
            events: Iterator[_Event] = yaml.parse(self.text, Loader=yaml.CBaseLoader)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    if has_document:
                        self._tell(faults.second_document(self._place(event, "")))
                        break
                    has_document = True
                    node = self._node(next(events), events, "", 1)
        except _TooMuch:
            pass
        except yaml.MarkedYAMLError as fault:
            self.problems.append(faults.syntax(fault, self.lines, self.file, self.first_line))
        except (yaml.YAMLError, ValueError, RecursionError) as fault:
            self.problems.append(faults.unreadable(fault, self.text, self.file, self.first_line))
        return node

    @property
    def lines(self) -> list[str]:
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def _place(self, event: _Event, field: str) -> Location:
        mark = event.start_mark
        return Location(self.file, mark.line + self.first_line, mark.column + 1, field)

    def _tell(self, found: Problem) -> None:
        self.problems.append(found)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _TooMuch

    def _node(self, event: _Event, events: Iterator[_Event], field: str, depth: int) -> Node:
        place = self._place(event, field)
        if isinstance(event, yaml.AliasEvent):
            self._tell(faults.alias(place, event.anchor or ""))
            return Scalar("", place)
        if event.anchor is not None:
            self._tell(faults.anchor(place, event.anchor))
        if event.tag is not None:
            self._tell(faults.tag(place, self._written(event)))
        if isinstance(event, yaml.ScalarEvent):
            self._check_tabs(event, field)
            # An escape (`"\x1b"`) brings in what no file may have.
            if odd := odd_character(event.value):
                self._tell(faults.control_character(place, odd[0]))
            return Scalar(event.value, place, event.style == "|")
        if depth > MAX_DEPTH:
            self._tell(faults.too_deep(place, MAX_DEPTH))
            raise _TooMuch
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(events, field, depth)), place)
        return Mapping(tuple(self._pairs(events, field, depth)), place)

    def _items(self, events: Iterator[_Event], field: str, depth: int) -> Iterator[Node]:
        number = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            number += 1
            yield self._node(event, events, _join(field, str(number)), depth + 1)

    def _pairs(self, events: Iterator[_Event], field: str, depth: int) -> Iterator[tuple[Scalar, Node]]:
        known: dict[str, Location] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, field, depth)
            value = self._node(next(events), events, key.where.field if key else field, depth + 1)
            if key is None:
                continue
            if key.text in known:
                self._tell(faults.duplicate_key(key, known[key.text]))
                continue
            known[key.text] = key.where
            yield key, value

    def _key(self, event: _Event, events: Iterator[_Event], field: str, depth: int) -> Scalar | None:
        if isinstance(event, _STARTS):
            self._tell(faults.composite_key(self._place(event, field)))
            self._node(event, events, field, depth + 1)
            return None
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        key = self._node(event, events, _join(field, name), depth + 1)
        if isinstance(event, yaml.AliasEvent):
            return None
        if name == "<<" and event.style in _PLAIN:
            self._tell(faults.merge_key(key.where))
            return None
        assert isinstance(key, Scalar)
        return key

    def _check_tabs(self, event: _Event, field: str) -> None:
        """libyaml takes a tab deep enough for the going on of a text, and swallows the list item behind it."""
        first, last = event.start_mark.line, event.end_mark.line
        if first == last or event.style not in _PLAIN:
            return
        for number in range(first + 1, min(last + 1, len(self.lines))):
            line = self.lines[number]
            if "\t" in line[: len(line) - len(line.lstrip())]:
                self._tell(faults.tab(Location(self.file, number + self.first_line, 1, field), self.lines, number))
                return

    def _written(self, event: _Event) -> str:
        line = self.lines[event.start_mark.line] if event.start_mark.line < len(self.lines) else ""
        words = line[event.start_mark.column :].split()
        return words[0] if words else str(event.tag)


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
