"""What is wrong with a table, told with the cell as a spreadsheet names it."""

from __future__ import annotations

from hubgen.formats.tables.cells import cell_name
from hubgen.model.frozen import frozen
from hubgen.problems import Location, Message, Problem, problem, say

# The limit of Python's own reader; a longer cell is a quote that was never closed.
MAX_CELL_CHARS = 131_072

END = "\x1e"  # sources have no control characters: this one shows whether the last quote was closed


@frozen
class Record:
    """What the reader gives for one row, before its cells are placed."""

    number: int
    line: int
    cells: list[str]


def _fault(where: Location, message: Message, expected: Message | None = None, mend: Message | None = None) -> Problem:
    return problem("bad-syntax", where, message, expected=expected, mend=mend)


def no_header(file: str) -> Problem:
    return _fault(
        Location(file, 1),
        say("the table is empty: it has no header"),
        expected=say("a first row with the names of the fields, such as title and summary"),
        mend=say("write the names of the fields in the first row, or remove the file"),
    )


def tabs(file: str, line: int) -> Problem:
    return _fault(
        Location(file, line),
        say("the cells are separated by tabs"),
        expected=say("cells separated by , or ;"),
        mend=say('in the spreadsheet, "Save as" and the type "CSV UTF-8"'),
    )


def other_separator(separator: str, file: str, line: int) -> Problem:
    return _fault(
        Location(file, line),
        say('"sep={separator}" names a separator that is not understood', separator=separator),
        expected=say("cells separated by , or ;"),
        mend=say('in the spreadsheet, "Save as" and the type "CSV UTF-8"'),
    )


def open_quote(record: Record, file: str) -> Problem:
    column = len(record.cells)
    return _fault(
        Location(file, record.line, column, row=record.number),
        say(
            'the quote that opens in cell {cell} is never closed: "{text}',
            cell=cell_name(column, record.number),
            text=record.cells[-1].removesuffix(END)[:60],
        ),
        mend=say('add the closing quote; a quote inside a text is written twice: ""'),
    )


def too_long(record: Record, file: str) -> Problem | None:
    column = next((index for index, cell in enumerate(record.cells, 1) if len(cell) > MAX_CELL_CHARS), None)
    if column is None:
        return None
    return _fault(
        Location(file, record.line, column, row=record.number),
        say(
            "cell {cell} has {count} characters, over the limit of {limit}",
            cell=cell_name(column, record.number),
            count=len(record.cells[column - 1]),
            limit=MAX_CELL_CHARS,
        ),
        mend=say("shorten the text, or look for a quote that is not closed"),
    )


def unreadable(file: str, line: int, reason: str) -> Problem:
    return _fault(
        Location(file, line),
        say("the table cannot be read as CSV: {reason}", reason=reason),
        mend=say('in the spreadsheet, "Save as" and the type "CSV UTF-8"'),
    )


def title_above(header: Record, rows: list[Record], file: str) -> Problem | None:
    """The one fault of a table whose first row is a title: one cell of several, above rows with more."""
    named = [cell for cell in header.cells if cell]
    if not rows or len(header.cells) < 2 or len(named) > 1 or sum(map(bool, rows[0].cells)) < 2:
        return None
    row = rows[0].number
    return _fault(
        Location(file, header.line, 1, row=header.number),
        say('row 1 is not the headings: only one of its cells is filled ("{text}")', text="".join(named)[:60]),
        expected=say("a first row with the names of the fields, such as title and summary"),
        mend=say("delete what stands above row {row} if the headings are there, else name every column", row=row),
    )


def wrong_width(record: Record, width: int, separator: str, file: str) -> Problem:
    count = len(record.cells)
    if count > width:
        mend = say('put a text that has a "{separator}" in quotes, or remove a cell', separator=separator)
    else:
        mend = say('add the missing cells; an empty cell still has its "{separator}"', separator=separator)
    return _fault(
        Location(file, record.line, min(count, width) or 1, row=record.number),
        say(
            'cells in row {row} ("{first}"): {count}; in the header: {width}',
            row=record.number,
            first=next(filter(None, record.cells), "")[:60],
            count=count,
            width=width,
        ),
        expected=say("{width} cells", width=width) if width > 1 else say("one cell"),
        mend=mend,
    )


def no_name(where: Location, filled: Record, index: int) -> Problem:
    return _fault(
        where,
        say(
            'cell {cell} of the header is empty, but there is "{text}" below it, in row {row}',
            cell=cell_name(index + 1, 1),
            text=filled.cells[index],
            row=filled.number,
        ),
        mend=say("name the column, or remove it"),
    )


def repeated(where: Location, first: int) -> Problem:
    return problem(
        "bad-syntax",
        where,
        say(
            'the header has "{name}" twice, in cells {first} and {second}',
            name=where.field,
            first=cell_name(first + 1, 1),
            second=cell_name(where.column, 1),
        ),
        expected=say("each name once"),
        mend=say("rename or remove one of the two columns"),
    )
