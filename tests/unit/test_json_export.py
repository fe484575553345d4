"""Exported JSON is the same bytes for the same table."""

import json
from decimal import Decimal

import pytest

from hubgen.formats.tables.json_export import json_table


def test_file_is_these_bytes():
    """Facts in alphabetical order, columns in theirs, a row on a line, a line end last."""
    about = {"url": "https://a.example/", "title": "Año", "count": 2}
    rows = [["=1+1", Decimal("60000"), ("HN", "SV")], ["dos\nlíneas", Decimal("12.50"), None]]

    data = json_table(about, ["title", "amount", "countries"], rows)

    assert data.decode() == (
        '{"count":2,\n"title":"Año",\n"url":"https://a.example/",\n"rows":[\n'
        '{"title":"=1+1","amount":60000,"countries":["HN","SV"]},\n'
        '{"title":"dos\\nlíneas","amount":12.5,"countries":null}\n]}\n'
    )
    assert json.loads(data)["rows"][1]["amount"] == 12.5


def test_empty_table():
    """No row is a list without rows."""
    assert json.loads(json_table({}, ["a"], [])) == {"rows": []}


@pytest.mark.parametrize("row", [[float("nan")], [Decimal("NaN")], [Decimal("Infinity")], ["a", "b"], []])
def test_what_has_no_form_is_refused(row):
    """Numbers that are none, and rows of another width."""
    with pytest.raises(ValueError):
        json_table({}, ["a"], [row])


def test_unknown_value_is_refused():
    """A day is text before it comes here."""
    with pytest.raises(TypeError):
        json_table({}, ["a"], [[object()]])
