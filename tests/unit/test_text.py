"""Bytes become text, or the author hears which line to mend."""

import pytest

from hubgen.formats import plain
from hubgen.formats.text import decode
from hubgen.problems import ContentProblems


def fault(data: bytes, file: str = "content/a.md", **options):
    with pytest.raises(ContentProblems) as raised:
        decode(data, file, **options)
    (only,) = raised.value.problems
    assert only.rule == "bad-syntax" and only.where.file == file
    return only


def test_byte_order_mark_and_line_ends_of_other_systems_are_understood():
    """A mark in front, Windows ends and old Mac ends give the same text."""
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "a.md") == "a\nb\nc\n"


def test_latin_1_names_the_line_and_the_word():
    """The line of the first bad byte is named, and the word as it was meant."""
    found = fault("uno\r\ndos\r\nla exportación\r\n".encode("latin-1"))

    assert found.where.line == 3
    assert "exportación" in str(found.message)
    assert "save as UTF-8" in str(found.mend)


@pytest.mark.parametrize("head", [b"PK\x03\x04\x14\x00\x06\x00\x08\xb5", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"])
@pytest.mark.parametrize("file", ["content/a.csv", "precios.xlsx"])
def test_a_workbook_is_called_one_under_any_name(head, file):
    """Its bytes say it, whatever the name ends in; it is no fault of letters."""
    found = fault(head * 20, file)

    assert "workbook" in str(found.message) and "CSV UTF-8" in str(found.mend)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(encoding):
    """With and without its mark, UTF-16 is called by its name."""
    found = fault("título;resumen\n1;2\n".encode(encoding), "content/a.csv")

    assert "UTF-16" in str(found.message) and found.where.line == 1
    assert "CSV UTF-8" in str(found.mend)


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x0c", "\x7f", "\x92", "\ufdd0", "\uffff", "\U0010ffff"])
def test_control_characters_are_named_with_their_line(char):
    """A control character, or what is none at all, is refused at its line and column."""
    found = fault(f"uno\ndos y {char}tres\n".encode())

    assert (found.where.line, found.where.column) == (2, 7)
    assert f"U+{ord(char):04X}" in str(found.message)


def test_limit_is_named():
    """A file over its limit is refused before it is read, with both sizes."""
    assert "50 MB, over the limit of 2 MB" in str(fault(b"x" * 50_000_000).message)
    assert "limit of 0.1 MB" in str(fault(b"x" * 200_000, limit_bytes=100_000).message)


def test_what_is_taken_for_text_at_a_glance_is_text():
    """No character that content may not have is among those that are passed without a second look."""
    every = "".join(map(chr, range(0x110000)))
    glanced_over = plain._ODD.sub("", every)

    assert len(glanced_over) > 60_000 and not plain.NOT_TEXT.search(glanced_over)
    assert plain.readable("a\x01\U0001f600\ufdd0\n") == "a\ufffd\U0001f600\ufffd\n"
