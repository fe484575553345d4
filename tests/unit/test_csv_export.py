"""Exported tables hold no formula, open with their accents, and read back as they were."""

import csv
from decimal import Decimal

import pytest

from hubgen.formats.tables.csv_export import csv_table, from_inert
from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import decode


def cell(value):
    """A cell as other programs read it."""
    rows = list(csv.reader(csv_table(["a", "b"], [[value, "x"]]).decode("utf-8-sig").splitlines(keepends=True)))
    assert len(rows) == 2 and len(rows[1]) == 2
    return rows[1][0]


def back(value):
    """A cell as content."""
    (row,) = read_table(decode(csv_table(["a", "b"], [[value, "x"]]), "a.csv"), "a.csv").rows
    return row.cells[0].text


def test_file_is_these_bytes():
    """A mark for Excel, commas, quotes where they are needed, CR LF, numbers plain."""
    rows = [
        ["Café, té", -5, Decimal("-12.50"), None],
        ['dice "sí"', 60000, Decimal("1E+5"), "uno\r\ndos"],
        ["=1+1", 0, Decimal("0.000001"), "+504 2200 0001"],
    ]

    assert csv_table(["título", "monto", "-tasa", "nota"], rows) == (
        b"\xef\xbb\xbf"
        b"t\xc3\xadtulo,monto,'-tasa,nota\r\n"
        b'"Caf\xc3\xa9, t\xc3\xa9",-5,-12.50,\r\n'
        b'"dice ""s\xc3\xad""",60000,100000,"uno\ndos"\r\n'
        b"'=1+1,0,0.000001,'+504 2200 0001\r\n"
    )


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "'a", "'=1+1", "''", "＝1", "＋1", "－1", "＠SUM", "  =1",
     "\xa0=1", "-", "=", "- uno\n- dos"],
)  # fmt: skip
def test_what_may_be_a_formula_is_text(text):
    """It gets an apostrophe, shows as typed, and is the same text when it is read back."""
    assert cell(text) == "'" + text
    assert from_inert(cell(text)) == text
    assert back(text) == text.strip()


@pytest.mark.parametrize("text", ["a=1", "1-2", "ana@pyme.example.org", "2026-11-30", "HN;SV", "l'eau", "", "5'"])
def test_other_text_stays(text):
    """Nothing is put in front of a text that no program calculates."""
    assert cell(text) == back(text) == from_inert(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("\r=1", "'\n=1"), ("\x00=1", "'=1"), ("\x00\x01 @a", "' @a"), ("a\x0bb\x0cc\x85d\u2028e", "a\nb\nc\nd\ne"),
     ("a\x00b\x1e", "ab")],
)  # fmt: skip
def test_control_characters_hide_nothing(text, wanted):
    """They are removed before a cell is judged; every kind of line break is one."""
    assert cell(text) == wanted


@pytest.mark.parametrize("text", ["'", "'a", "a'=1", " '=1", "", "=1"])
def test_apostrophe_of_an_author_stays(text):
    """Only the one that stands before a formula, or before another apostrophe, was put there."""
    assert from_inert(text) == text
