"""A Markdown source falls into its fields and its text."""

import pytest

from hubgen.formats.front_matter import split_front_matter
from hubgen.problems import ContentProblems


def fault(text: str):
    with pytest.raises(ContentProblems) as raised:
        split_front_matter(text, "a.md")
    (only,) = raised.value.problems
    assert only.where.line == 1
    return only


def test_halves_know_their_lines():
    """Both halves carry the line on which they begin."""
    parts = split_front_matter("---\ntitle: x\nsummary: y\n---\nHola\n\n---\nmás", "a.md")

    assert (parts.yaml, parts.yaml_line) == ("title: x\nsummary: y", 2)
    assert (parts.body, parts.body_line) == ("Hola\n\n---\nmás", 5)


def test_mark_and_blank_lines_may_stand_above():
    """A byte order mark, blank lines and blanks behind the rule do no harm."""
    parts = split_front_matter("\ufeff\n \n---  \ntitle: x\n--- \nHola", "a.md")

    assert (parts.yaml, parts.yaml_line, parts.body, parts.body_line) == ("title: x", 4, "Hola", 6)


def test_text_may_be_absent():
    """Fields alone are a whole source; so are two rules."""
    assert split_front_matter("---\ntitle: x\n---", "a.md").body == ""
    assert split_front_matter("---\n---\n", "a.md").yaml == ""


def test_missing_end_names_what_stands_there_instead():
    """Without a second rule the fault is told at line 1; four hyphens are pointed at."""
    assert 'no second "---"' in str(fault("---\ntitle: x\n\nHola\n").message)
    assert 'end with "----" on line 3' in str(fault("---\ntitle: x\n----\nHola\n").message)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Hola\n", "----\na: b\n----\n", "\u2014-\na: b\n---\n", " ---\na: b\n---\n"]
)
def test_missing_beginning_says_how_to_begin(text):
    """Without a first rule the mend says what to write, title and summary among it."""
    assert "title: and summary:" in str(fault(text).mend)
