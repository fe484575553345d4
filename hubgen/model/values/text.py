"""Texts, Markdown, slugs and paths."""

from __future__ import annotations

import re

from hubgen.locale.formatting import slugify
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import wrong
from hubgen.problems import say

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 80


def read_text(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = " ".join(node.text.split())
    if kind.limit and len(text) > kind.limit:
        raise wrong(
            node,
            say("the text has {count} characters", count=len(text)),
            expected=say("at most {limit} characters", limit=kind.limit),
            mend=say("shorten it by {over} characters", over=len(text) - kind.limit),
        )
    return text


def read_markdown(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    return node.text.strip()


def is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= SLUG_LIMIT


def read_slug(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    if is_slug(text):
        return text
    proposal = slugify(text)
    raise wrong(
        node,
        say('"{text}" cannot be part of an address', text=text),
        expected=say("lower-case letters a-z, digits and single hyphens, at most 80 characters"),
        mend=say("write {slug}", slug=proposal) if proposal else say("write a short name such as primera-exportacion"),
    )


def read_path(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip().replace("\\", "/")
    if ".." in text.split("/") and text.count("..") > text.count("/"):
        raise wrong(node, say('"{text}" is not a path', text=text))
    if "\x00" in text or re.match(r"[A-Za-z]+:", text):
        raise wrong(
            node,
            say('"{text}" is not a path inside the hub', text=node.text.strip()),
            expected=say("a file beside this one, or /folder/file below content/"),
            mend=say("copy the file beside this one and write {name}", name=text.rpartition("/")[2]),
        )
    return text
