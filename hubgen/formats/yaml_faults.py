"""What is wrong with a YAML text, told so that someone who never heard of YAML can mend it."""

from __future__ import annotations

import re

import yaml

from hubgen.model.node import Scalar
from hubgen.problems import Location, Message, Problem, problem, say

_FIELD_LINE = re.compile(r"^(\s*(?:- +)*)([^\s:#\"'\[\]{},&*!|>@`%-][^:#]*?):\s+(\S.*?)\s*$")


def _fault(where: Location, message: Message, expected: Message | None = None, mend: Message | None = None) -> Problem:
    return problem("bad-syntax", where, message, expected=expected, mend=mend)


def alias(where: Location, name: str) -> Problem:
    return _fault(
        where,
        say('"*{name}" is an alias of YAML; & and * are not allowed here', name=name),
        mend=say('write the value out, or put a text that begins with * in quotes: "*{name}"', name=name),
    )


def anchor(where: Location, name: str) -> Problem:
    return _fault(
        where,
        say('"&{name}" is an anchor of YAML; & and * are not allowed here', name=name),
        mend=say('remove "&{name}", or put a text that begins with & in quotes', name=name),
    )


def tag(where: Location, written: str) -> Problem:
    return _fault(
        where,
        say('"{written}" is a tag of YAML; tags are not allowed here', written=written),
        mend=say('remove "{written}", or put a text that begins with ! in quotes', written=written),
    )


def control_character(where: Location, char: str) -> Problem:
    return _fault(
        where,
        say("the text has an invisible control character ({code})", code=f"U+{ord(char):04X}"),
        expected=say("text without control characters"),
        mend=say("delete the escape, or type the text again"),
    )


def merge_key(where: Location) -> Problem:
    return _fault(
        where, say('"<<" merges fields from elsewhere; it is not allowed here'), mend=say("write the fields out")
    )


def duplicate_key(key: Scalar, first: Location) -> Problem:
    return problem(
        "bad-syntax",
        key.where,
        say('"{name}" is given twice, first on line {line}', name=key.text, line=first.line),
        expected=say("each field once"),
        mend=say("remove one of the two"),
        also=(first,),
    )


def composite_key(where: Location) -> Problem:
    return _fault(
        where,
        say("a list or a map stands where the name of a field belongs"),
        expected=say("a name, a colon and a value"),
        mend=say("put a text that begins with [ or {{ in quotes"),
    )


def too_deep(where: Location, limit: int) -> Problem:
    return _fault(
        where,
        say("lists and maps are nested more than {limit} levels deep here", limit=limit),
        expected=say("at most {limit} levels", limit=limit),
        mend=say("remove a level, or put a text that begins with [ or {{ in quotes"),
    )


def second_document(where: Location) -> Problem:
    return _fault(
        where,
        say('a second "---" begins another document here'),
        expected=say("one document in a file"),
        mend=say('remove the line "---", or make two files'),
    )


def tab(where: Location, lines: list[str], index: int) -> Problem:
    """A tab before the text of the line with that index, counted from 0."""
    spaces = _indent(lines[:index], lines[index].lstrip())
    return _fault(
        where,
        say("the line is indented with a tab"),
        expected=say("spaces; YAML does not take tabs"),
        mend=say("begin the line with {count} spaces and no tab", count=spaces) if spaces is not None else None,
    )


def _indent(above: list[str], text: str) -> int | None:
    """The spaces before a field or an item below the lines above it: two more than a name that has no value yet, else
    those of its like. None where that cannot be told, as of a text that goes on."""
    known = [line for line in above if line.strip() and not line.lstrip().startswith("#") and "\t" not in line]
    if not known or not (text.startswith("- ") or _FIELD_LINE.match(text) or text.rstrip().endswith(":")):
        return None
    last = known[-1]
    begin = len(last) - len(last.lstrip("- "))
    if last.rstrip().endswith(":"):
        return begin + 2
    if text.startswith("- "):
        return next(
            (len(line) - len(line.lstrip()) for line in reversed(known) if line.lstrip().startswith("- ")), None
        )
    return begin


def unreadable(fault: Exception, text: str, file: str, first_line: int) -> Problem:
    """The problem of a text that the parser gave up on without naming a line."""
    position = getattr(fault, "position", None)
    if not isinstance(position, int) or position >= len(text):
        return _fault(Location(file, first_line), say("the text cannot be read as YAML"))
    line = text.count("\n", 0, position)
    where = Location(file, line + first_line, position - text.rfind("\n", 0, position))
    code = f"U+{ord(text[position]):04X}"
    return _fault(
        where,
        say("there is an invisible character ({code}) on this line", code=code),
        mend=say("delete the character, or type the line again"),
    )


def syntax(fault: yaml.MarkedYAMLError, lines: list[str], file: str, first_line: int) -> Problem:
    """The one problem of a text that is not YAML.

    Source:
        The wordings are those of libyaml 0.2 (`parser.c`, `scanner.c`); one not listed is passed on.
    """
    mark = fault.problem_mark or fault.context_mark
    number = min(mark.line, len(lines) - 1) if mark else 0
    line = lines[number]
    column = mark.column if mark and mark.line == number else len(line)
    where = Location(file, number + first_line, column + 1)
    said = fault.problem or ""
    if "\t" in line[: len(line) - len(line.lstrip())] and "tab" in said + _character(line, column):
        return tab(where, lines, number)
    if "mapping values" in said:
        return _colon(where, line, column)
    if (found := _FIELD_LINE.match(line)) and "{" not in found[3] and "[" not in found[3]:
        if "block sequence entries" in said:
            return _fault(
                where,
                say('the list of "{name}" begins on the same line', name=found[2]),
                mend=say('put each "- " on a line of its own, below "{name}:"', name=found[2]),
            )
        if found[3][0] in "@`%*&!|>,]}" or "expected key" in said or "escape" in said:
            return _wants_quotes(where, found)
    return _by_wording(fault, said, where, lines, first_line)


def _character(line: str, column: int) -> str:
    return "tab" if line[column : column + 1] == "\t" else ""


def _colon(where: Location, line: str, column: int) -> Problem:
    found = _FIELD_LINE.match(line)
    if not found or column <= found.end(2):
        return _fault(
            where,
            say("the line is indented below a field that already has its value"),
            expected=say("fields of one level begin in the same column"),
            mend=say("remove the spaces at the beginning of the line, or put the text above in quotes"),
        )
    return problem(
        "bad-syntax",
        where.at(found[2]),
        say("the {field} has a colon, so YAML read it as a list of fields", field=found[2]),
        mend=_quoted(found),
    )


def _quoted(found: re.Match[str]) -> Message:
    value = found[3]
    if value[0] in "\"'" and value.count(value[0]) > 1:
        value = value.replace(value[0], "") if value[-1] != value[0] else value[1:-1]
    text = value.replace("\\", "\\\\").replace('"', '\\"')
    return say("{line}", line=f'{found[1]}{found[2]}: "{text}"'.strip())


def _wants_quotes(where: Location, found: re.Match[str]) -> Problem:
    return _fault(
        where.at(found[2]),
        say("the {field} has a character that YAML reads as its own: {value}", field=found[2], value=found[3]),
        expected=say("the whole text in quotes"),
        mend=_quoted(found),
    )


def _by_wording(fault: yaml.MarkedYAMLError, said: str, where: Location, lines: list[str], first_line: int) -> Problem:
    start = fault.context_mark
    opened = Location(where.file, start.line + first_line, start.column + 1) if start else where
    if "',' or ']'" in said or "',' or '}'" in said:
        bracket = lines[start.line][start.column : start.column + 1] if start and start.line < len(lines) else "["
        return _fault(
            opened,
            say('what begins here with "{bracket}" does not end as it should', bracket=bracket or "["),
            expected=say("items separated by commas, then ] or }}"),
            mend=say("close the bracket, and put items with commas, colons or brackets in quotes"),
        )
    if "end of stream" in said:
        return _fault(opened, say("the quote that begins here is not closed"), mend=say("add the closing quote"))
    if "expected ':'" in said:
        return _fault(
            opened,
            say("this line is neither a field nor part of the text above"),
            expected=say("a name, a colon, a space and a value"),
            mend=say("indent the line to continue the text above, or write name: value"),
        )
    if "expected key" in said or "'-' indicator" in said:
        return _fault(
            where,
            say("this line does not begin in the column of the lines above"),
            expected=say("fields, and items, of one level begin in the same column"),
            mend=say("correct the spaces at the beginning of the line, or put the text in quotes"),
        )
    return _fault(
        where,
        say("this cannot be read as YAML: {reason}", reason=said),
        mend=say("put the text in quotes"),
    )
