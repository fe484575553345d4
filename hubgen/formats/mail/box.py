"""A mailbox (mbox) parted into its mails, line by line, so that a large one never stands in memory as a whole.

Source: RFC 4155 and the mboxrd rules of qmail's mbox(5). Archives are made by many programs: a line that only looks
like the beginning of a mail stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hubgen.model.frozen import frozen

MAIL_LIMIT_BYTES = 10_000_000
"""Of a longer mail the beginning is read: text stands before attachments."""
FIRST_LINE = 300
"""Bytes of a line among which a date is looked for."""

_DATED = re.compile(rb"From .*\d:\d\d.*\b(?:19|20)\d\d\b|From .*\b(?:19|20)\d\d\b.*\d:\d\d")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_KNOWN_FIELD = re.compile(
    rb"(?:return-path|received|delivered-to|date|from|to|cc|subject|message-id|in-reply-to|references|reply-to|sender"
    rb"|mime-version|content-type|list-id|x-[a-z0-9-]+|status)[ \t]*:",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb">+From ")


@frozen
class BoxedMail:
    """A mail as a box holds it."""

    content: bytes
    """Head and body, lines ended by a line feed alone, `>From` undone."""
    line: int
    """Of its beginning in the box, from 1."""
    first: str
    """The line that begins it, `From ana@example.org Mon Nov 10 14:00:00 2025`; empty where the box has none."""
    is_cut: bool = False
    """Whether it was longer than is read."""


def mails_of(lines: Iterable[bytes]) -> Iterator[BoxedMail]:
    """The mails of a box, in its order.

    What stands before the first one is given as a mail without a first line: the end of one that was cut.

    Args:
        lines: of the file, with any kind of line end.
    """
    box = _Box()
    before: bytes | None = None
    for line in _with_last(lines):
        if before is not None:
            yield from box.take(before, line)
        before = line
    yield from box.end()


def _with_last(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line.rstrip(b"\r\n")
    yield b""


class _Box:
    """What was read of the mail that is being read."""

    def __init__(self) -> None:
        self.number = 0
        self.start = 1
        self.first = ""
        self.kept: list[bytes] = []
        self.size = 0
        self.is_cut = False
        self.after_blank = True

    def take(self, line: bytes, following: bytes) -> Iterator[BoxedMail]:
        self.number += 1
        if line.startswith(b"From ") and _begins(line, following, self.after_blank):
            yield from self.end()
            self.start, self.first = self.number, line.decode("utf-8", "replace")
        else:
            self._keep(line)
        self.after_blank = not line

    def _keep(self, line: bytes) -> None:
        if _ESCAPED.match(line):
            line = line[1:]
        self.size += len(line) + 1
        if self.size > MAIL_LIMIT_BYTES:
            self.is_cut = True
        else:
            self.kept.append(line)

    def end(self) -> Iterator[BoxedMail]:
        if self.first or any(self.kept):
            yield BoxedMail(b"\n".join(self.kept) + b"\n", self.start, self.first, self.is_cut)
        self.first, self.kept, self.size, self.is_cut = "", [], 0, False


def _begins(line: bytes, following: bytes, after_blank: bool) -> bool:
    """Whether a line begins a mail: with a date, or with a head below that leaves no doubt."""
    is_dated = bool(_DATED.match(line[:FIRST_LINE]))
    if _KNOWN_FIELD.match(following):
        return after_blank or is_dated
    return after_blank and is_dated and bool(_FIELD.match(following))
