"""SVG drawings: a short list of shapes and attributes; whatever else a file holds is told, nothing is cleaned.

What is on the list cannot run, cannot load and cannot grow when it is drawn. Source: SVG 1.1
(second edition), the part of it that every browser since 2011 draws.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from markupsafe import escape

from hubgen.formats.text import decode
from hubgen.model.frozen import frozen
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say

SVG_LIMIT_BYTES = 200_000
SHAPE_LIMIT = 2_000
DEPTH_LIMIT = 30
FAULT_LIMIT = 5
"""A file with more faults was saved by a program in its own dialect: five tell it as well as fifty."""

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient"
    " stop".split()
)
# What both an attribute and `style` may say.
PAINT = frozenset(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit"
    " stroke-dasharray stroke-dashoffset opacity color display visibility font-family font-size font-weight font-style"
    " text-anchor dominant-baseline letter-spacing stop-color stop-opacity paint-order vector-effect".split()
)
ATTRIBUTES = PAINT | frozenset(
    "viewBox width height preserveAspectRatio version id x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy d points transform"
    " offset gradientUnits gradientTransform spreadMethod rotate textLength lengthAdjust role aria-label"
    " aria-hidden focusable lang".split()
)
_XML_ATTRIBUTES = frozenset({"space", "lang"})
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
_BOX = re.compile(r"\s*(?:-?[\d.]+[\s,]+){2}(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*")
_OWN_PAINT = re.compile(r"url\(#[\w.-]+\)")
_PLAIN_STYLE = re.compile(r"[\w\s#.,%()'\"+-]*")


@frozen
class Drawing:
    """A drawing that may be published: the size it asks for, in pixels, and itself for the inside of a page."""

    width: int
    height: int
    html: str
    """Written anew from what was read; empty where it was not asked for."""


def read_svg(data: bytes, file: str, *, inline: bool = False) -> Drawing:
    """The drawing in a file.

    Args:
        inline: whether it shall stand inside a page, whose policy forbids `style`, and whose ids are its own.

    Raises:
        ContentProblems: it holds something that is not on the list; rule image-refused, with line and element.
    """
    text = decode(data, file, SVG_LIMIT_BYTES)
    reader = _Reader(file, inline)
    reader.read(text)
    if reader.faults:
        raise ContentProblems(*reader.faults)
    width, height = reader.size
    return Drawing(width, height, reader.html() if inline else "")


class _Enough(Exception):
    """There is no use in reading on."""


class _Reader:
    def __init__(self, file: str, inline: bool):
        self.file, self.inline = file, inline
        self.faults: list[Problem] = []
        self.size = (0, 0)
        self._told: set[tuple[str, str]] = set()
        self._depth = self._shapes = 0
        self._refused = 0  # depth of an element that was refused: what is inside goes with it
        self._out: list[str] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.CommentHandler = self._comment
        parser.StartCdataSectionHandler = self._cdata
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self, text: str) -> None:
        try:
            self._parser.Parse(text, True)
        except _Enough:
            pass
        except expat.ExpatError as fault:
            where = Location(self.file, fault.lineno, fault.offset + 1)
            found = say("the drawing cannot be read as XML: {reason}", reason=expat.ErrorString(fault.code))
            self._tell(where, found, say("save it anew as plain SVG"))

    def html(self) -> str:
        return "".join(self._out)

    # -- what there is -------------------------------------------------------------------------

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count()
        if self._refused:
            return
        namespace, element, written = _split(name)
        is_known = self._depth == 1 or (namespace == SVG and element in ELEMENTS - {"svg"})
        if self._depth == 1:
            self._root(namespace, element, attributes)
        elif not is_known:
            self._refused = self._depth
            self._refuse(
                element, "",
                say('the element "<{name}>" is not allowed in a drawing', name=written),
                say("take it out, or save the drawing with plain shapes alone"),
            )  # fmt: skip
        if self._refused:
            return
        kept = [pair for key, value in attributes.items() if (pair := self._attribute(element, written, key, value))]
        if self.inline:
            self._write(element, kept)

    def _count(self) -> None:
        self._depth += 1
        self._shapes += 1
        if self._depth > DEPTH_LIMIT or self._shapes > SHAPE_LIMIT:
            found = say("the drawing has more than {count} shapes, or {depth} of them inside one another",
                        count=SHAPE_LIMIT, depth=DEPTH_LIMIT)  # fmt: skip
            self._tell(self._here(), found, say("simplify it, or save it as PNG"))
            raise _Enough

    def _root(self, namespace: str, element: str, attributes: Mapping[str, str]) -> None:
        if element != "svg" or namespace != SVG:
            found = say('the drawing begins with "<{name}>", without the namespace of SVG', name=element)
            mend = say('begin it with <svg xmlns="http://www.w3.org/2000/svg" …>, or save it anew as plain SVG')
            self._tell(self._here(), found, mend)
            raise _Enough
        self.size = _size(attributes)
        if 0 in self.size:
            found = say("the drawing does not say how large it is")
            self._tell(self._here(), found, say('add viewBox="0 0 640 480" with its own width and height to <svg>'))

    def _attribute(self, element: str, written: str, key: str, value: str) -> tuple[str, str] | None:
        namespace, name, shown = _split(key)
        mend = say('remove "{name}"', name=shown)
        if namespace == XML and name in _XML_ATTRIBUTES:
            return None
        if name == "style" and not namespace:
            self._style(written, value)
        elif namespace or name not in ATTRIBUTES:
            self._refuse(element, name, say('"{name}" is not allowed on "<{tag}>"', name=shown, tag=written), mend)
        elif not _is_harmless(value):
            found = say('"{name}" on "<{tag}>" leads out of the drawing: {text}', name=shown, tag=written, text=value)
            self._refuse(element, name, found, mend)
        elif self.inline and name == "id":
            self._refuse(element, name, say('"id" is not allowed in a logo: pages have ids of their own'), mend)
        return name, value

    def _style(self, tag: str, text: str) -> None:
        if self.inline:
            found = say('"style" is not allowed in a logo: pages allow no style but their own')
            self._refuse(tag, "style", found, say('write attributes, such as fill="#0b5043"'))
            return
        for one in filter(str.strip, text.split(";")):
            name, _, value = one.partition(":")
            if name.strip() in PAINT and _is_harmless(value) and _PLAIN_STYLE.fullmatch(value):
                continue
            found = say('the style "{text}" on "<{tag}>" is not allowed', text=one.strip(), tag=tag)
            self._refuse(tag, f"style {name.strip()}", found, say('remove it from style="…"'))

    def _end(self, name: str) -> None:
        if self._refused == self._depth:
            self._refused = 0
        self._depth -= 1
        if not self.inline:
            return
        element = _split(name)[1]
        if self._out[-1].startswith(f"<{element}"):  # nothing in it: the shorter form (HTML, foreign elements)
            self._out[-1] = f"{self._out[-1][:-1]}/>"
        else:
            self._out.append(f"</{element}>")

    def _text(self, text: str) -> None:
        if self.inline:
            self._out.append(str(escape(text)))

    def _write(self, element: str, attributes: list[tuple[str, str]]) -> None:
        if self._depth == 1:
            box = dict(attributes).get("viewBox", "0 0 {} {}".format(*self.size))
            dropped = ("viewBox", "width", "height", "version", "aria-hidden", "focusable", "role", "aria-label")
            attributes = [(name, value) for name, value in attributes if name not in dropped]
            attributes = [("viewBox", box), *attributes]
        pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
        own = " height=1em aria-hidden=true" if self._depth == 1 else ""
        self._out.append(f"<{element}{own}{pairs}>")

    # -- what there must not be ----------------------------------------------------------------

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            found = say("the drawing says that it is {encoding}", encoding=encoding)
            self._tell(self._here(), found, say("save it as UTF-8"))

    def _doctype(self, *_: object) -> None:
        # Entities are declared there: nothing of it is read.
        self._tell(self._here(), say('the drawing has a DOCTYPE ("<!DOCTYPE")'), say("remove it, up to its >"))
        raise _Enough

    def _instruction(self, target: str, text: str) -> None:
        found = say('the drawing has an instruction for programs ("<?{name}")', name=target)
        self._refuse("?", target, found, say("remove it, up to its ?>"))

    def _comment(self, text: str) -> None:
        self._refuse("!", "", say('the drawing has a comment ("<!--")'), say("remove it: readers would pay for it"))

    def _cdata(self) -> None:
        self._refuse("!", "[", say('the drawing has a section "<![CDATA["'), say("write its text without it"))

    def _refuse(self, element: str, name: str, found: Message, mend: Message) -> None:
        """The fault at this place, once for each element and attribute."""
        if (element, name) not in self._told:
            self._told.add((element, name))
            self._tell(self._here(), found, mend)
        if len(self.faults) >= FAULT_LIMIT:
            raise _Enough

    def _tell(self, where: Location, found: Message, mend: Message) -> None:
        self.faults.append(problem("image-refused", where, found, mend=mend))

    def _here(self) -> Location:
        return Location(self.file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, local name, and the name as it is written in the file."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", name, name
    return parts[0], parts[1], f"{parts[2]}:{parts[1]}" if len(parts) > 2 else parts[1]


def _is_harmless(value: str) -> bool:
    """Whether a value loads nothing: no address but that of a gradient of the drawing itself."""
    folded = _OWN_PAINT.sub("", value).lower()
    return "url(" not in folded and "\\" not in folded  # a backslash may spell any letter


def _size(attributes: Mapping[str, str]) -> tuple[int, int]:
    """Width and height in pixels, as written or in the proportions of the viewBox; zeros where neither says so."""
    given = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    box = _BOX.fullmatch(attributes.get("viewBox", ""))
    sides = [round(float(found[1])) for found in given if found]
    if len(sides) < 2 and box:
        sides = [round(float(box[1])), round(float(box[2]))]
    return (sides[0], sides[1]) if len(sides) == 2 and all(0 < side < 100_000 for side in sides) else (0, 0)
