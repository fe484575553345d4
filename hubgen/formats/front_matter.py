"""The two halves of a Markdown source: the fields between `---` lines, and the text below them."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.problems import ContentProblems, Location, Problem, problem, say

_RULE = "---"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"  # word processors turn --- into one of these


@frozen
class FrontMatter:
    """A source cut in two; the line numbers count from 1."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def split_front_matter(text: str, file: str) -> FrontMatter:
    """The YAML between the first two `---` lines, and the body below it.

    Blank lines and a byte order mark may stand above the first rule. A `---` further down is text.

    Raises:
        ContentProblems: the front matter does not begin or does not end; the place is line 1.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None or lines[start].rstrip() != _RULE:
        raise ContentProblems(_no_beginning("" if start is None else lines[start].strip(), file))
    end = next((number for number in range(start + 1, len(lines)) if lines[number].rstrip() == _RULE), None)
    if end is None:
        raise ContentProblems(_no_end(lines, start, file))
    return FrontMatter("\n".join(lines[start + 1 : end]), start + 2, "\n".join(lines[end + 1 :]), end + 2)


def _is_nearly_rule(line: str) -> bool:
    text = line.strip()
    return bool(text) and text != _RULE and not text.strip(_DASHES)


def _no_beginning(first: str, file: str) -> Problem:
    expected = say("three hyphens, the fields, and three hyphens again")
    if not first:
        message = say("the file is empty")
    elif _is_nearly_rule(first) or first == _RULE:
        message = say('the first line is "{line}", not "---"', line=first)
    else:
        message = say('the file begins with "{line}", without the fields between "---" lines', line=first)
    return problem(
        "bad-syntax",
        Location(file, 1),
        message,
        expected=expected,
        mend=say('begin the file with a line "---", then title: and summary:, then a line "---"'),
    )


def _no_end(lines: list[str], start: int, file: str) -> Problem:
    nearly = next((number for number in range(start + 1, len(lines)) if _is_nearly_rule(lines[number])), None)
    if nearly is None:
        message = say('the fields begin with "---" but no second "---" closes them')
        mend = say('write a line "---" below the last field')
    else:
        message = say(
            'the fields begin with "---" but end with "{line}" on line {number}',
            line=lines[nearly].strip(),
            number=nearly + 1,
        )
        mend = say('make line {number} exactly "---"', number=nearly + 1)
    return problem(
        "bad-syntax", Location(file, 1), message, expected=say('a line of exactly three hyphens: "---"'), mend=mend
    )
