"""The field engine: nodes in, typed data out, by the field table of a type; translations laid over their original."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.formats.yaml_text import parse_yaml
from hubgen.model.entry import Data, Localized, Reference
from hubgen.model.node import Mapping
from hubgen.problems import ContentProblems
from hubgen.types import BY_NAME
from hubgen.types.engine import Reading, merge_translation, nearest_field, read_entry, read_translation
from hubgen.types.maps import MAPS
from tests.hubs import codes, entry_of, errors, guide, load_hub, make_hub, resolve_hub, the_error, told, translation
from tests.unit.test_values import CONTEXT

GUIDE = BY_NAME["guide"]


def read(text: str, kind: str = "guide", language: str = "es") -> Reading:
    node = parse_yaml(text, "content/x.md", 2)
    assert isinstance(node, Mapping)
    return read_entry(node, BY_NAME[kind], CONTEXT, language)


def translated(text: str) -> Reading:
    node = parse_yaml(text, "content/x.en.md", 2)
    assert isinstance(node, Mapping)
    return read_translation(node, GUIDE, CONTEXT, "en")


def test_data_has_the_order_of_the_field_table():
    """Values stand in the order of the type's table, however the author ordered them; absent fields are absent."""
    reading = read("kind: guide\ntopics: [vender]\ntitle: Uno\nsummary: ''\n")

    assert [name for name, _ in reading.data] == ["title", "topics", "kind"]
    assert "summary" not in reading.data


def test_empty_values_are_absent():
    """Nothing, blanks, `~`, `null`, an empty list and an empty map all say that there is no value."""
    reading = read("title:\nsummary: '  '\nowner: ~\nauthor: null\ntopics: []\nsource: {}\n")

    assert reading.data == Data()
    assert not reading.problems


def test_scalar_where_a_list_is_expected_is_a_list_of_one():
    """`topics: vender` is `topics: [vender]`."""
    (topic,) = read("topics: vender").data.get("topics")

    assert isinstance(topic, Reference)
    assert (topic.text, topic.target) == ("vender", "topic")


def test_language_of_a_text_follows_the_at_sign():
    """`title@en` stands beside `title`; the original's language comes first, the others in the hub's order."""
    title = read("title@pt: Três\ntitle@en: Two\ntitle: Uno").data.get("title")

    assert title == Localized.of((("es", "Uno"), ("en", "Two"), ("pt", "Três")))


def test_at_sign_of_an_unknown_language_is_told():
    """`title@fr` in a hub without French is E03, at its key."""
    (one,) = read("title: Uno\ntitle@fr: Un").problems

    assert (one.rule, one.where.line, one.where.column) == ("not-in-vocabulary", 3, 1)
    assert str(one.expected) == "one of: es, en, pt"


def test_at_sign_on_what_is_the_same_everywhere_is_told():
    """A day has no translation: `date@en` is E07."""
    (one,) = read("date: 2026-01-01\ndate@en: 2026-01-02").problems

    assert one.rule == "unknown-field"
    assert str(one.mend) == "remove the line date@en"


def test_misspelt_field_is_told_with_the_nearest_and_can_be_mended():
    """`sumary` is E07 with `summary` as its mend, and `check --fix` may change it."""
    (one,) = read("sumary: Algo").problems

    assert (one.rule, str(one.mend)) == ("unknown-field", "write summary")
    assert one.fix is not None
    assert (one.fix.old, one.fix.new) == ("sumary", "summary")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{name: Ana, phone: 4,8, email: a@example.org}", 'phone: "4,8"'),
        ("{name: Paz, Ana, phone: 1}", 'name: "Paz, Ana"'),
        ("{name: 5,2, 3, phone: 1}", 'name: "5,2, 3"'),
    ],
)
def test_a_text_that_a_comma_cut_is_told_once_and_whole(text, line):
    """The mend has the text in quotes; nobody is told to remove half of a figure."""
    found = [one for one in read(f"title: A\ncontact: {text}\n").problems if one.rule == "bad-syntax"]

    assert [str(one.mend) for one in found] == [f"if it belongs to the text before it, put that in quotes: {line}"]


def test_an_unknown_name_with_a_value_is_no_piece_of_a_text():
    (one,) = read("title: A\ncontact: {name: Ana, foo: 1}\n").problems
    assert one.rule == "unknown-field"


def test_label_in_another_language_leads_to_the_field():
    """Front matter takes field names only; a label is told with the name it stands for."""
    assert nearest_field("título", GUIDE.fields.values()) == "title"
    assert nearest_field("inicio", BY_NAME["diagnostic"].fields.values()) == "start"
    assert nearest_field("licencia", BY_NAME["dataset"].fields.values()) == "license"
    assert nearest_field("nombre", MAPS["column"]) == "name"
    assert nearest_field("xyz", GUIDE.fields.values()) is None


def test_source_that_is_no_address_is_told_with_its_other_form():
    """A firm or an office may be the source; a cell has columns for that."""
    (one,) = read("source: Instituto Hondureño del Café", "market").problems

    assert str(one.mend) == "write its address, or source: {title: …, url: …, publisher: …, date: …, license: …}"


def test_all_stands_alone():
    """`all`, in any shipped language, is every value; beside others, and where no list takes it, it is E02."""
    assert read("countries: todos").data.get("countries") == ("all",)
    assert read("countries: [Todas]").data.get("countries") == ("all",)
    assert codes(read("countries: [HN, all]").problems) == ["E02"]
    (one,) = read("products: all").problems
    assert str(one.message) == 'products does not take "all"'


def test_repeated_values_of_a_list_count_once():
    """Two spellings of one value are one value."""
    assert read("countries: [HN, hn, Honduras]").data.get("countries") == ("HN",)


def test_every_fault_of_an_entry_is_told_at_its_place():
    """One entry with five faults gives five problems, each with line, column and field; sound fields are read."""
    reading = read(
        "title: Uno\n"
        "date: mañana\n"
        "kind: receta\n"
        "cost_min: 12,5\n"
        "steps:\n"
        "  - {title: Uno, cost: mucho, currency: USD}\n"
        "countries: [HN, Atlantida]\n"
    )

    assert [(p.where.line, p.where.column, p.where.field) for p in reading.problems] == [
        (3, 7, "date"), (4, 7, "kind"), (5, 11, "cost_min"), (7, 24, "steps.1.cost"), (8, 17, "countries"),
    ]  # fmt: skip
    assert reading.data.get("countries") == ("HN",)
    assert reading.faulty == {"date", "kind", "cost_min", "steps.1.cost", "steps", "countries"}


def test_a_faulty_value_is_not_also_missing():
    """A field with a value that cannot be read is one fault, not two."""
    reading = read("steps:\n  - {title: [a, b], ref: guide/x}\n")

    assert codes(reading.problems) == ["E02"]


def test_list_or_map_where_a_text_is_expected_is_told():
    """`title: [a, b]` never becomes "['a', 'b']" on a page."""
    assert str(read("title: [a, b]").problems[0].message) == "title is a list, but takes one value"
    assert str(read("summary: {x: y}").problems[0].message) == "summary has fields of its own, but takes one value"


def test_union_is_decided_by_the_shape_of_the_value():
    """`source` is an address or a map; each is read as what it is."""
    assert read("source: https://a.example.org/x").data.get("source") is not None
    assert read("source: {title: Manual, publisher: X}").data.get("source").text("title") == "Manual"


def test_maps_in_a_list_know_their_number():
    """An inner field that is missing is told with its number: `law.2.title`."""
    (one,) = read("law:\n  - {title: Ley 1}\n  - {url: https://a.example.org/}\n").problems

    assert (one.rule, one.where.field, one.where.line) == ("missing-field", "law.2.title", 4)


def test_own_time_zone_of_an_event():
    """`timezone` counts for every hour of the entry; one that does not exist is told once, and the hub's counts."""
    text = "start: 2026-12-03T08:00\nend: 2026-12-03T10:00\ntimezone: "
    madrid, nowhere = read(f"{text}Europe/Madrid", "event"), read(f"{text}Europe/Madird", "event")

    assert madrid.data.get("start").utcoffset().total_seconds() == 3600
    assert codes(nowhere.problems) == ["E03"]
    assert nowhere.data.get("start").utcoffset().total_seconds() == -6 * 3600


# -- translations ------------------------------------------------------------------------------


def test_translation_sets_texts_only():
    """What is no text comes from the original; writing it in a translation is E07 with the line to remove."""
    (one,) = translated("title: One\nkind: guide").problems

    assert (one.rule, str(one.mend)) == ("unknown-field", "remove the line kind")


def test_translation_does_not_set_the_other_form_of_a_union():
    """An address where a map could hold texts is the same in every language: told, not dropped in silence."""
    (one,) = translated("title: One\nsource: https://a.example.org/").problems

    assert (one.rule, one.where.field) == ("unknown-field", "source")


def test_lists_of_maps_are_matched_by_position():
    """The second step of a translation is the second step of the original, with its reference and its need."""
    original = read("steps:\n  - {title: Uno, need: mandatory}\n  - {title: Dos, ref: guide/x}\n").data
    other = translated("steps: [{title: One}, {title: Two}]")
    merged, problems = merge_translation(original, other.data, other.places)

    second = merged.get("steps")[1]
    assert not problems
    assert second.get("title") == Localized.of((("es", "Dos"), ("en", "Two")))
    assert isinstance(second.get("ref"), Reference)


def test_list_of_another_length_is_told_and_left_out():
    """A translation with a step too few is E02; the original's steps stay."""
    original = read("steps:\n  - {title: Uno}\n  - {title: Dos}\n").data
    other = translated("steps: [{title: One}]")
    merged, problems = merge_translation(original, other.data, other.places)

    assert [str(one.message) for one in problems] == ["1 items, but the original has 2"]
    assert merged == original


def test_fault_in_a_translation_is_told_in_its_file(tmp_path):
    """A text over its limit in a translation file is told with that file and line."""
    hub = make_hub(
        tmp_path,
        {"content/guides/precio.md": guide(), "content/guides/precio.en.md": translation(title="x" * 121, summary="Y")},
    )

    one = the_error(hub)

    assert (one.where.file, one.where.line) == ("content/guides/precio.en.md", 2)


def test_length_of_a_translated_list_is_told_at_its_field(tmp_path):
    """The place of a list of another length is the line of that list in the translation."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": guide(law="[{title: Ley 1}, {title: Ley 2}]"),
            "content/guides/a.en.md": translation(title="A", law="[{title: Law 1}]"),
        },
    )

    one = the_error(hub)

    assert (one.where.file, one.where.line, one.where.field) == ("content/guides/a.en.md", 3, "law")


# The guide of section 8.2 of the content model, and the digest that its translation names there.
PATH_GUIDE = """\
---
title: Su primera exportación, paso a paso
summary: Qué hacer, en qué orden y con qué papeles, desde el diagnóstico hasta el cobro del primer envío.
kind: path
topics: [exportar]
countries: [HN, SV, GT]
stages: [growth]
date: 2026-03-02
verified: 2026-09-15
steps:
  - {title: Mida si está listo, ref: diagnostic/listo-para-exportar, need: mandatory}
  - {title: Elija un mercado, ref: market/alemania-cafe, need: mandatory}
  - {title: Cumpla las normas, ref: standard/fitosanitario-cafe, need: mandatory}
  - {title: Busque financiamiento, ref: financing/linea-equipo, need: optional}
ready_when: [Tiene precio en puerto, Un comprador aceptó la muestra]
---
Empezar con orden cuesta menos que corregir en la aduana. Siga los pasos y vuelva al anterior si falta algo.
"""
PATH_GUIDE_EN = """\
---
title: Your first export, step by step
summary: What to do, in which order and with which papers, from the self-check to getting paid for the first shipment.
slug: first-export
steps:
  - {title: Find out whether you are ready}
  - {title: Choose a market}
  - {title: Meet the standards}
  - {title: Look for financing}
ready_when: [You have a price at port, A buyer has accepted the sample]
translated_from: d596c5d41f84
---
Starting in order costs less than mending at customs. Follow the steps and go back one if something is missing.
"""


def test_digest_is_the_one_of_the_contract(tmp_path):
    """The digest of the example guide is the one printed in the contract; its translation is current."""
    hub = make_hub(tmp_path, {"content/guides/p.md": PATH_GUIDE, "content/guides/p.en.md": PATH_GUIDE_EN})

    entry = entry_of(hub, "guide/p")

    assert entry.digest == "d596c5d41f84"
    assert "W06" not in codes(resolve_hub(hub)[1])
    assert entry.slugs == Localized.of((("es", "p"), ("en", "first-export")))
    assert entry.get("steps")[0].get("title").get("en") == "Find out whether you are ready"


def test_digest_sees_texts_of_the_original_alone(tmp_path):
    """Translations, days and codes do not change it; a word of the original does."""
    plain = guide(**{"title@en": "Price"})
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": plain,
            "content/guides/b.md": guide(**{"title@en": "Your price", "updated": "2026-05-01", "countries": "[HN]"}),
            "content/guides/c.md": guide(title="Otro precio"),
        },
    )
    a, b, c = (entry_of(hub, f"guide/{name}").digest for name in "abc")

    assert a == b != c


def test_translation_beside_the_field_in_inner_maps(tmp_path):
    """`title@en` works inside the maps of a list too."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(law="[{title: Ley 1, title@en: Law 1}]")})

    (law,) = entry_of(hub, "guide/a").get("law")

    assert law.get("title").get("en") == "Law 1"


@given(
    st.dictionaries(
        st.sampled_from([*GUIDE.fields, "sumary", "title@en", "title@xx", "date@en"]),
        st.recursive(
            st.text("abz019 -.:@/", max_size=12) | st.sampled_from(["2026-01-01", "all", "HN", "guide/x", "~"]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["title", "url", "cost", "x"]), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=8,
    )
)
def test_any_shape_of_values_is_read_or_told(raw):
    """Whatever lists, maps and texts stand in an entry, reading gives data and problems and nothing else."""
    try:
        node = parse_yaml(json.dumps(raw, ensure_ascii=False), "content/guides/x.md")
    except ContentProblems:
        return
    assert isinstance(node, Mapping)
    original, other = read_entry(node, GUIDE, CONTEXT, "es"), read_translation(node, GUIDE, CONTEXT, "en")
    merged, problems = merge_translation(original.data, other.data, other.places)

    assert isinstance(merged, Data)
    told_of = (*original.problems, *other.problems, *problems)
    assert all(one.where.field for one in told_of), told(told_of)


def test_loading_goes_on_behind_a_fault(tmp_path):
    """A faulty entry does not keep the others from being read, and is read itself without its faulty field."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(date="ayer"), "content/guides/b.md": guide()})

    loaded = load_hub(hub)

    assert {one.id for one in loaded.entries} >= {"guide/a", "guide/b"}
    assert codes(errors(loaded.problems)) == ["E02"]


@pytest.mark.parametrize("title", ["\\u200b\\u200f", "\\u00ad", "\\u2800 \\u3164", "\\u2029"])
def test_a_title_that_nobody_sees_is_missing(tmp_path, title):
    """Marks of direction, soft hyphens and fillers alone would make links without a name."""
    one = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(title=f'"{title}"')}))

    assert (one.rule, one.where.field) == ("missing-field", "title")
