"""Spreadsheet rows keep their cell names, and a row that does not fit stops no other."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.formats.tables.cells import cell_name
from hubgen.formats.tables.csv_table import open_table, read_table
from hubgen.problems import ContentProblems


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def fault(text: str):
    with pytest.raises(ContentProblems) as raised:
        read_table(text, "a.csv")
    assert all(found.rule == "bad-syntax" for found in raised.value.problems)
    return raised.value.problems[0]


def test_cell_names_are_those_of_spreadsheets():
    """Columns are letters, from A to Z, then AA."""
    assert [cell_name(n, 214) for n in (1, 5, 26, 27, 702, 703)] == ["A214", "E214", "Z214", "AA214", "ZZ214", "AAA214"]


@pytest.mark.parametrize(
    "text",
    ["a,b\n1, 2 \n", "a;b\n1;2\n", '"a,x";b\n1;2\n', "sep=;\na;b\n1;2\n", "\n,,\na,b,,\n1,2,,\n,,\n"],
)
def test_separator_is_the_one_of_the_header(text):
    """Commas and semicolons are told apart by the header, quotes and a sep line understood."""
    assert texts(read_table(text, "a.csv")) == [["1", "2"]]


def test_places_are_line_row_and_cell():
    """A row knows its physical line and its number with the header as 1."""
    table = read_table('title,summary\n"dos\nlíneas",x\n\ntres,y\n', "a.csv")
    first, second = table.rows

    assert (first.number, first.line, second.number, second.line) == (2, 2, 4, 5)
    where = second.cells[1].where
    assert (where.line, where.column, where.row, where.field) == (5, 2, 4, "summary")
    assert first.cells[0].text == "dos\nlíneas"


def test_row_of_another_width_is_reported_and_the_others_go_on():
    """Too many and too few cells name the row, the count and the cause."""
    table = read_table("a,b\n1,2\nPan, leche,x\n3\n4,5\n", "a.csv")

    assert texts(table) == [["1", "2"], ["4", "5"]]
    many, few = table.problems
    assert str(many.message) == 'cells in row 3 ("Pan"): 3; in the header: 2' and "quotes" in str(many.mend)
    assert few.where.row == 4 and str(few.message) == 'cells in row 4 ("3"): 1; in the header: 2'


def test_a_title_above_the_headings_is_told_once():
    """Spreadsheets fill up the row of a title with separators; the rows below it are not told as too wide."""
    with pytest.raises(ContentProblems) as raised:
        read_table("Precios del café;;\n;;\nMes;País;Precio\n2026-10;HN;5.34\n2026-09;HN;5.20\n", "a.csv")
    (only,) = raised.value.problems

    assert only.where.row == 1 and "Precios del café" in str(only.message)
    assert "delete what stands above row 3" in str(only.mend)


def test_one_named_column_among_empty_ones_is_no_title():
    """Where the rows hold nothing more, the first row names their column."""
    table = read_table("title;;\nPan;;\nMiel;;\n", "a.csv")

    assert texts(table) == [["Pan"], ["Miel"]] and not table.problems


def test_repeated_header_is_reported():
    """Two columns of one name, in any case, are told with both cells."""
    (found,) = read_table("title,Title\n1,2\n", "a.csv").problems

    assert "cells A1 and B1" in str(found.message)


def test_unnamed_column_matters_only_with_data():
    """An empty header cell is passed over until something stands below it."""
    assert read_table("a,,b\n1,,2\n", "a.csv").problems == ()
    table = read_table("a,,b\n1,,2\n3,x,4\n", "a.csv")
    assert "row 3" in str(table.problems[0].message) and table.problems[0].where.column == 2
    assert texts(table) == [["1", "2"], ["3", "4"]]


def test_long_cell_and_open_quote_are_problems():
    """A cell over the limit and a quote that never closes name their row; rows above stay."""
    long = read_table(f"a,b\n{'x' * 200_000},1\n2,3\n", "a.csv")
    assert "cell A2 has 200000 characters" in str(long.problems[0].message) and texts(long) == [["2", "3"]]

    open_quote = read_table('a,b\n1,2\n3,"cuatro\n5,6\n', "a.csv")
    assert "cell B3 is never closed" in str(open_quote.problems[0].message) and texts(open_quote) == [["1", "2"]]
    assert (open_quote.problems[0].where.row, open_quote.problems[0].where.line) == (3, 3)


def test_header_alone_is_an_empty_table():
    """A table without rows is a table."""
    assert read_table("title,summary\n", "a.csv").rows == ()


@pytest.mark.parametrize("text", ["", "\n \n", ",,\n", "sep=;\n", '"a,b\n1,2\n'])
def test_no_header_is_a_problem(text):
    """Without names of fields nothing can be read."""
    assert fault(text).where.line == 1


def test_tabs_and_other_separators_say_how_to_save():
    """A tab-separated table is not guessed at."""
    assert "CSV UTF-8" in str(fault("a\tb\n1\t2\n").mend)
    assert "CSV UTF-8" in str(fault("sep=|\na|b\n").mend)


def test_values_stay_as_typed():
    """Formulas, zeros and numbers with exponents are text."""
    assert texts(read_table("a,b,c\n=1+1,007,1.23E+15\n", "a.csv")) == [["=1+1", "007", "1.23E+15"]]


@given(st.lists(st.lists(st.text("ab ;\n\"'", max_size=4), min_size=3, max_size=3), max_size=6))
def test_what_rows_say_is_known_before_they_are_placed(rows: list[list[str]]):
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\n").writerows([["slug", "", "title"], *rows])
    table = open_table(page.getvalue(), "a.csv")
    placed = tuple(table.rows)
    assert [row.text for row in placed] == list(table.texts)
    assert table.some(range(0, len(placed), 2)).rows == placed[::2]
