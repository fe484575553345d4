"""The code's tables are those of the content contract; the copies under tests/contract say what that is."""

from pathlib import Path

import pytest
import yaml

from hubgen.config_parts.facets import COMPUTED_FACETS
from hubgen.model.field import value_type
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import RULES
from hubgen.types import BY_NAME, TYPES
from hubgen.types.maps import MAPS
from hubgen.types.shared import SHARED

CONTRACT = Path(__file__).parent.parent / "contract"
FIELDS = yaml.safe_load((CONTRACT / "fields.yaml").read_text("utf-8"))
VOCABULARIES = yaml.safe_load((CONTRACT / "vocabularies.yaml").read_text("utf-8"))["vocabularies"]
"""The types that this version reads; the rest of the contract comes later."""


def field_row(row):
    labels = row.get("label")
    return (
        row["field"],
        row["value"],
        row["required"],
        tuple(labels[lang] for lang in ("es", "en", "pt")) if labels else (),
        row.get("all", False),
        row.get("per_translation", False),
        row["translatable"],
    )


def code_row(field):
    return (
        field.name,
        field.value,
        field.required,
        field.labels,
        field.all_allowed,
        field.per_translation,
        field.translatable,
    )


def test_types_are_those_of_the_contract():
    """Folder, addresses, forms, required fields, facets and review; every type of wave 1 is there."""
    rows = {row["type"]: row for row in FIELDS["types"]}
    assert list(rows) == [kind.name for kind in TYPES]
    assert {row["type"] for row in FIELDS["types"] if row["wave"] == 1} <= rows.keys()
    for kind in TYPES:
        row = rows[kind.name]
        assert (kind.folder, dict(kind.slugs), list(kind.forms)) == (row["folder"], row["slugs"], row["forms"])
        assert list(kind.requires) == row["requires"]
        assert list(kind.facets) == row["facets"]
        every = str(row.get("review_every", "0d"))
        assert (kind.review_days, kind.review_by[0]) == ((int(every[:-1]), "") if every[-1] == "d" else (0, every))


def test_every_type_is_read():
    assert {row["type"] for row in FIELDS["types"]} == set(BY_NAME)


def test_shared_fields_match():
    assert [code_row(field) for field in SHARED] == [field_row(row) for row in FIELDS["shared"] if row["wave"] == 1]


@pytest.mark.parametrize("name", BY_NAME)
def test_own_fields_match(name):
    """All fields of a type, but for those that this version says it does not read yet."""
    kind, rows = BY_NAME[name], FIELDS["own"][name]
    assert [code_row(field) for field in kind.own] == [field_row(row) for row in rows]


def test_maps_match():
    wanted = {name: rows for name, rows in FIELDS["maps"].items() if rows[0]["wave"] == 1 or name in MAPS}
    assert list(MAPS) == list(wanted)
    for name, rows in wanted.items():
        assert [code_row(field) for field in MAPS[name]] == [field_row(row) for row in rows]


def test_rules_match():
    rows = {row["name"]: row for row in FIELDS["rules"]}
    assert {(rule.code, rule.name, rule.severity) for rule in RULES.values()} == {
        (row["code"], name, row["level"]) for name, row in rows.items()
    }


def test_vocabularies_match():
    """Names, openness, ids in order, labels, aliases and codes."""
    shipped = shipped_vocabularies()
    assert list(shipped) == list(VOCABULARIES)
    for name, row in VOCABULARIES.items():
        assert shipped[name].open == row["open"]
        found = [(t.id, dict(t.labels), list(t.aliases), t.code) for t in shipped[name].terms]
        assert found == [(v["id"], v["label"], v.get("alias", []), v.get("code", "")) for v in row["values"]]


def test_every_value_type_is_understood():
    """Each spelling of the tables parses, and leads to a vocabulary, a map or a type that exists."""
    for field in [*SHARED, *(f for kind in TYPES for f in kind.own), *(f for m in MAPS.values() for f in m)]:
        parsed = value_type(field.value)
        if parsed.map_name:
            assert parsed.map_name in MAPS
        for inner in (parsed, parsed.items, *parsed.choices):
            if inner and inner.kind == "enum":
                assert inner.argument in VOCABULARIES


def test_facets_are_fields_or_computed():
    for kind in TYPES:
        for facet in kind.facets:
            assert facet in kind.fields or facet in COMPUTED_FACETS


def test_labels_of_a_type_do_not_meet():
    """Within a type that spreadsheets hold no two fields answer to one header cell."""
    from hubgen.locale.formatting import fold

    for kind in (kind for kind in TYPES if "csv" in kind.forms):
        seen = {}
        for field in kind.fields.values():
            for spelling in {fold(text) for text in (field.name, *field.labels)}:
                assert seen.setdefault(spelling, field.name) == field.name, (kind.name, spelling)
