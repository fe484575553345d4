"""Texts lose what XML cannot hold, and nothing else."""

import sys

import pytest
from lxml import etree

from hubgen.formats.feeds.xml_text import keep_xml_chars, one_line


def test_every_character_that_stays_can_be_read_back():
    """All code points are tried: what is kept goes through a parser, what is removed is refused by it."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    kept = keep_xml_chars(every)
    element = etree.Element("a")
    element.text = kept

    assert etree.fromstring(etree.tostring(element, encoding="UTF-8")).text == kept
    for char in set(every) - set(kept):
        with pytest.raises(ValueError, match=r"XML compatible|surrogates"):
            element.text = char


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_every_kind_of_line_break_becomes_a_blank(end):
    """A line break is one blank, also where it is a control character that XML cannot hold; none at the ends."""
    assert one_line(f"{end}uno{end}dos{end}") == "uno dos"


def test_one_line_is_the_same_for_texts_that_are_seen_to_be_plain():
    """All code points are tried, in the middle and at an end."""
    for char in map(chr, range(sys.maxunicode + 1)):
        text = f"uno{char}dos{char}"
        assert one_line(text) == keep_xml_chars(" ".join(text.splitlines())).strip()


def test_other_blanks_stay():
    """Tabs, double blanks and blanks that do not break are the author's."""
    assert one_line("80\xa0%  de\tdos") == "80\xa0%  de\tdos"
