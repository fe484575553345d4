"""XML that somebody else wrote, as a tree: no document type, no entities of its own, nothing fetched, all limited.

Without a document type there is neither a bomb of entities nor a file drawn in from outside. Source: XML 1.0, 2.8
and 4.2; CWE-611, CWE-776.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hubgen.problems import ContentProblems, Location, Message, problem, say

LIMIT_BYTES = 2_000_000
ELEMENT_LIMIT = 50_000
DEPTH_LIMIT = 60


@dataclass(slots=True)
class Element:
    """An element with its attributes; names are `namespace name`, or the name alone."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """Its text with that of everything inside, in order."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def each(self, name: str) -> Iterator[Element]:
        return (child for child in self.children if child.name == name)

    def first(self, *names: str) -> Element | None:
        """The first child of the first of the names that has one."""
        return next((child for name in names for child in self.each(name)), None)

    def walk(self) -> Iterator[Element]:
        """The element and all inside, in order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))


def read_xml(data: bytes, file: str) -> Element:
    """The root of a document.

    Raises:
        ContentProblems: it is no XML, has a document type, or is larger than what anybody writes by hand.
    """
    if len(data) > LIMIT_BYTES:
        raise _refused(file, 0, say("the file has more than {limit} MB", limit=LIMIT_BYTES // 1_000_000))
    return _Reader(file).read(data)


class _Reader:
    def __init__(self, file: str):
        self.file = file
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as fault:
            reason = expat.ErrorString(fault.code)
            raise _refused(self.file, fault.lineno, say("this is no XML: {reason}", reason=reason)) from None
        except (LookupError, ValueError):  # an encoding that nobody knows
            raise _refused(self.file, 1, say("the encoding of the file is not known")) from None
        assert self.root is not None
        return self.root

    def _doctype(self, name: str, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        if name.lower() == "html":
            raise _refused(self.file, line, say("this is a page for people (HTML), not the file that programs read"))
        raise _refused(self.file, line, say("the file has a document type (<!DOCTYPE), which is not read"))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        line = self.parser.CurrentLineNumber
        if self.count > ELEMENT_LIMIT or len(self.open) >= DEPTH_LIMIT:
            raise _refused(self.file, line, say("the file has too many elements, or too many inside one another"))
        one = Element(name, attributes, line)
        if self.open:
            self.open[-1].children.append(one)
        else:
            self.root = one
        self.open.append(one)

    def _end(self, name: str) -> None:
        done = self.open.pop()
        if self.open:
            self.open[-1].pieces.append(f" {done.text} " if done.children else done.text)

    def _text(self, text: str) -> None:
        self.open[-1].pieces.append(text)


def _refused(file: str, line: int, message: Message) -> ContentProblems:
    return ContentProblems(
        problem("bad-syntax", Location(file, line), message, mend=say("save the file anew from its site, or remove it"))
    )
