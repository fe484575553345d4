"""YAML is text with places, and what hides content is refused with words an author understands."""

import time

import pytest

from hubgen.formats.yaml_text import parse_yaml
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.problems import ContentProblems, say


def faults(text: str, first_line: int = 1):
    with pytest.raises(ContentProblems) as raised:
        parse_yaml(text, "a.md", first_line)
    assert all(found.rule == "bad-syntax" for found in raised.value.problems)
    return raised.value.problems


def fault(text: str, first_line: int = 1):
    (only,) = faults(text, first_line)
    return only


def test_every_value_is_the_text_that_was_written():
    """Norway, leading zeros, clock times and dates stay what their author typed."""
    node = parse_yaml("a: NO\nb: 0123\nc: 12:30\nd: 2024-02-31\ne: ~\nf: 'no'\ng:\nh: 1.0\n", "a.md")

    assert [value.text for _, value in node] == ["NO", "0123", "12:30", "2024-02-31", "~", "no", "", "1.0"]


def test_places_count_from_the_file_and_fields_are_paths():
    """Lines count from the file's first, columns and list items from 1."""
    node = parse_yaml("title: ñandú\nsteps:\n  - {title: Uno}\n  - title: Dos\n", "a.md", first_line=2)
    second = node.get("steps").items[1].get("title")

    assert (second.where.line, second.where.column, second.where.field) == (5, 12, "steps.2.title")
    assert node.pairs[0][0].where.column == 1 and node.get("title").where.column == 8
    assert isinstance(node.get("steps"), Sequence)


@pytest.mark.parametrize("text", ["", "\n\n", "# nada\n"])
def test_empty_text_is_an_empty_mapping(text):
    """Nothing written is nothing said, not a fault."""
    assert parse_yaml(text, "a.md") == Mapping((), parse_yaml(text, "a.md").where)


def test_block_text_begins_at_its_mark():
    """A block keeps its lines; its place is the mark, one line above the text."""
    body = parse_yaml("body: |\n  Hola\n\n  & * ! #\n", "a.md").get("body")

    assert body.text == "Hola\n\n& * ! #\n" and body.where.line == 1


def test_unquoted_colon_is_told_with_the_line_to_write():
    """The commonest fault of all has its own words and its own mend."""
    found = fault('title: Loans: how "to" apply', first_line=2)

    assert str(found.message) == "the title has a colon, so YAML read it as a list of fields"
    assert str(found.mend) == r'title: "Loans: how \"to\" apply"'
    assert (found.where.line, found.where.column, found.where.field) == (2, 13, "title")


def test_bomb_of_aliases_is_refused_at_once():
    """Billion laughs costs nothing: aliases are refused, never followed."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    start = time.perf_counter()

    found = faults("\n".join(levels))

    assert time.perf_counter() - start < 2
    assert all("& and * are not allowed" in str(each.message) for each in found)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: &x y", "anchor"),
        ("a: *x", "alias"),
        ("a: !x y", "tag"),
        ("a: !!binary eA==", "tag"),
        ("a: !!python/object/apply:os.system [id]", "tag"),
        ("a: ! y", "tag"),
        ("<<: {a: b}", "merges"),
        ("a: 1\na: 2", "given twice, first on line 1"),
        ("? [a]\n: b", "list or a map"),
        ("{{a: b}: c}", "list or a map"),
        ("a: 1\n---\nb: 2", "another document"),
        ("a:\n\tb: 1", "tab"),
        ("a: x\n\tb: 1", "tab"),
        ("- a\n  \t- b", "tab"),
        ("a: @x", "character that YAML reads as its own"),
        ("a: *importante*", "character that YAML reads as its own"),
        ("a: 'x' y", "character that YAML reads as its own"),
        ("a: [1, 2", "does not end"),
        ("a: {b: 1", "does not end"),
        ("a: [1, b: c: d]", "does not end"),
        ('a: "x\nb: 1', "quote that begins here"),
        ("a: - b", "same line"),
        ("a: b\n  c: d", "indented below a field"),
        ("a: 1\n b: 2", "indented"),
        ("a: b\nc\nd: e", "neither a field"),
        ("- a\nb: 1", "column of the lines above"),
        ("a: x\x7fy", "U+007F"),
        ("a: !h!x y", "YAML"),
        ("%TAG ! x\n---\na: 1\n...\nx", "YAML"),
    ],
)
def test_what_is_not_taken_is_named(text, word):
    """Each refusal has a place and a word for what is wrong; a tag never runs anything."""
    found = faults(text)[0]

    assert word in str(found.message)
    assert found.where.line >= 1


@pytest.mark.parametrize(
    ("above", "line", "spaces"),
    [
        ("contact:", "\temail: x", 2),
        ("contact:\n  email: x", "\tphone: y", 2),
        ("steps:\n  - title: a", "\t\ttext: b", 4),
        ("steps:\n  - title: a\n    text: b", "\t- title: c", 2),
        ("facts:\n  - source:", "\t\tyear: 2026", 6),
        ("a: x", "\tb: y", 0),
        ("a: x", "\tgoes on", None),
    ],
)
def test_a_tab_is_mended_by_the_spaces_of_its_level(above, line, spaces):
    """The line with that many spaces can be read; of a text that goes on nobody can tell how many."""
    (one, *_) = faults(f"{above}\n{line}\n")

    assert one.mend == (None if spaces is None else say("begin the line with {count} spaces and no tab", count=spaces))
    if spaces is not None:
        assert parse_yaml(f"{above}\n{' ' * spaces}{line.strip()}\n", "x.yaml")


def test_all_refusals_are_told_at_once():
    """Problems that leave the text readable come together."""
    found = faults("a: 1\na: 2\nb: !x y\nc: {d: 1, d: 2}\n")

    assert [each.where.field for each in found] == ["a", "b", "c.d"]
    assert found[0].also[0].line == 1


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 3000, "[" * 3000 + "]" * 3000, "- " * 3000 + "x", "{a: " * 3000, "? " * 3000]
)
def test_deep_nesting_is_a_problem_not_a_crash(text):
    """Thousands of brackets are told as too deep."""
    assert "12 levels deep" in str(faults(text)[-1].message)


def test_long_number_stays_text():
    """5,000 digits are a text like any other."""
    assert parse_yaml("title: " + "9" * 5000, "a.md").get("title").text == "9" * 5000


def test_single_value_is_a_scalar():
    """A text that is no mapping keeps its shape, for the caller to refuse."""
    assert isinstance(parse_yaml("hola", "a.md"), Scalar)


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\x7f", "\\x9b", "\\ufdd0", "\\uFFFE"])
def test_an_escape_brings_in_nothing_that_a_file_may_not_have(escape):
    """What is refused as a character is refused as an escape, in values and in names."""
    in_value, in_name = fault(f'a: 1\nb: [x, "y{escape}"]\n'), fault(f'"b{escape}": 1\n')

    assert (in_value.where.line, in_value.where.field) == (2, "b.2")
    assert "invisible control character (U+" in str(in_value.message) and in_name.where.line == 1


def test_blanks_of_every_kind_are_text():
    """Tabs, line ends, non-breaking and zero-width blanks, marks of direction may be escaped."""
    text = "\t\n\x85\xa0\u200b\u200f\u2028\u202e\ufeff"
    escapes = "".join(f"\\u{ord(char):04x}" for char in text)

    assert parse_yaml(f'a: "{escapes}"\n', "a.md").get("a").text == text
