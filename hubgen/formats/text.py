"""Bytes of a source file as text: UTF-8, one kind of line end, no control characters, within a limit."""

from __future__ import annotations

import re

from hubgen.formats.plain import odd_character
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say

# A book of 300 pages is 1 MB of text; what is longer is no entry, and the readers behind this one
# are only measured up to here.
TEXT_LIMIT_BYTES = 2_000_000
# 100,000 rows of a directory are about 25 MB; larger tables belong in several files.
TABLE_LIMIT_BYTES = 30_000_000

_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How files of Excel, Word and LibreOffice begin: archives, and the older compound files."""
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_HEAD_BYTES = 4000
_UTF16_ZEROS = 0.2  # plain Latin text in UTF-16 has a zero in every second byte


def decode(data: bytes, file: str, limit_bytes: int = TEXT_LIMIT_BYTES) -> str:
    """The text of a file, without byte order mark, its lines ended by a line feed alone.

    Raises:
        ContentProblems: over the limit, not UTF-8, or with characters that no text has; the line is named.
    """
    if len(data) > limit_bytes:
        raise ContentProblems(_too_large(len(data), file, limit_bytes))
    if data.startswith(_WORKBOOKS):
        raise ContentProblems(_workbook(file))
    if _is_utf16(data):
        raise ContentProblems(_utf16(file))
    body = data.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ContentProblems(_not_utf8(body, fault.start, file)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := odd_character(text):
        raise ContentProblems(_control_character(text, control, file))
    return text


def _is_utf16(data: bytes) -> bool:
    head = data[:_HEAD_BYTES]
    return head.startswith(_UTF16_MARKS) or head.count(0) > len(head) * _UTF16_ZEROS


def _too_large(size: int, file: str, limit_bytes: int) -> Problem:
    limit = _megabytes(limit_bytes)
    return problem(
        "bad-syntax",
        Location(file),
        say("the file has {size} MB, over the limit of {limit} MB", size=_megabytes(size), limit=limit),
        expected=say("at most {limit} MB", limit=limit),
        mend=say("split it into several files"),
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")


def _workbook(file: str) -> Problem:
    return problem(
        "bad-syntax",
        Location(file, 1),
        say("this is a workbook or a document of an office program, not a text, whatever its name ends in"),
        expected=say("a file saved as UTF-8"),
        mend=_how_to_save(file),
    )


def _utf16(file: str) -> Problem:
    return problem(
        "bad-syntax",
        Location(file, 1),
        say('the file is saved as UTF-16 ("Unicode"), not as UTF-8'),
        expected=say("a file saved as UTF-8"),
        mend=_how_to_save(file),
    )


def _not_utf8(body: bytes, position: int, file: str) -> Problem:
    line = _line_of(body[:position])
    # Nearly every file that is not UTF-8 comes from Windows in a Western European language.
    word = re.search(r"\S*\Z", body[:position][-60:].decode("cp1252", "replace"))
    tail = re.match(r"\S*", body[position : position + 60].decode("cp1252", "replace"))
    return problem(
        "bad-syntax",
        Location(file, line),
        say(
            'line {line} has letters that are not saved as UTF-8: "{word}"',
            line=line,
            word=(word[0] if word else "") + (tail[0] if tail else ""),
        ),
        expected=say("a file saved as UTF-8"),
        mend=_how_to_save(file),
    )


def _line_of(before: bytes) -> int:
    return before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def _how_to_save(file: str) -> Message:
    if file.lower().endswith(_TABLES):
        return say('save as UTF-8: in the spreadsheet, "Save as" and the type "CSV UTF-8"')
    return say('save as UTF-8: in the editor, "Save as" and the encoding "UTF-8"')


def _control_character(text: str, found: re.Match[str], file: str) -> Problem:
    start = found.start()
    line = text.count("\n", 0, start) + 1
    return problem(
        "bad-syntax",
        Location(file, line, start - text.rfind("\n", 0, start)),
        say("line {line} has an invisible control character ({code})", line=line, code=f"U+{ord(found[0]):04X}"),
        expected=say("text without control characters"),
        mend=say("delete the character, or type the line again"),
    )
