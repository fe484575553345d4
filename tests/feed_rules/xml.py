"""Rules for elements and their attributes, shared by the formats in XML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from tests.feed_rules.texts import LANGUAGE, Faults, text_faults

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC822 = re.compile(r"(\w{3}), \d\d \w{3} \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")


def xml_faults(data: bytes, root: str, rules: Callable[[Any], Faults]) -> list[str]:
    """What keeps a file from being read at all, or else the faults by the rules of its format."""
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, remove_comments=False))
    except etree.XMLSyntaxError as fault:
        return [f"not well-formed: {fault}"]
    if tree.getroottree().docinfo.doctype:
        return ["has a document type"]
    if tree.tag != root:
        return [f"the root is {tree.tag}, not {root}"]
    # A processing instruction, a comment, a reference to an entity.
    strange = [f"a node that is no element: {node}" for node in tree.iter() if not isinstance(node.tag, str)]
    return strange or list(rules(tree))


def children_faults(parent: Any, most: dict[str, int | None], needed: str, space: str = "") -> Faults:
    """Whether each name is known, comes no more often than it may, and is there if it must be."""
    counts = Counter(child.tag.removeprefix(space) for child in parent)
    for name, count in counts.items():
        if name not in most:
            yield f"{local_name(parent)} has an unknown element {name}"
        elif (limit := most[name]) is not None and count > limit:
            yield f"{local_name(parent)} has {count} {name}"
    yield from (f"{local_name(parent)} has no {name}" for name in needed.split() if name not in counts)
    if (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
        yield f"{local_name(parent)} has text between its elements"


def leaf_faults(element: Any, pattern: re.Pattern[str] | None = None) -> Faults:
    if len(element):
        yield f"{local_name(element)} has elements inside"
    yield from text_faults(local_name(element), element.text or "", pattern)


def attribute_faults(element: Any, name: str, pattern: re.Pattern[str] | None = None) -> Faults:
    if name not in element.attrib:
        yield f"{local_name(element)} has no attribute {name}"
    else:
        yield from text_faults(f"{local_name(element)} {name}", element.get(name), pattern)


def unknown_attributes(element: Any, known: set[str]) -> Faults:
    for name in sorted(set(element.attrib) - known - {LANG}):
        yield f"{local_name(element)} has an unknown attribute {name}"
    if LANG in element.attrib:
        yield from text_faults(f"{local_name(element)} xml:lang", element.get(LANG), LANGUAGE)


def rfc822_faults(element: Any) -> Faults:
    value = element.text or ""
    found = RFC822.fullmatch(value)
    try:
        if not found or f"{parsedate_to_datetime(value):%a}" != found[1]:
            raise ValueError
    except ValueError:
        yield f"{local_name(element)} is no moment of RFC 822: {value!r}"


def local_name(element: Any) -> str:
    return str(etree.QName(element).localname)
