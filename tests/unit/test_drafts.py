"""What `hubgen.drafts` and `hubgen add` promise: drafts that load, translations that match their original."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubgen.cli.main import main
from hubgen.config import read_config
from hubgen.drafts.entry import file_slug
from hubgen.drafts.given import read_settings
from hubgen.formats.plain import NOT_TEXT
from hubgen.formats.yaml_text import parse_yaml
from hubgen.formats.yaml_writer import as_yaml, node_lines
from hubgen.memo import Memo
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.problems import ContentProblems
from hubgen.project import Project
from hubgen.scaffold.answers import Answers
from hubgen.scaffold.files import scaffold
from hubgen.stages.load import load
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.types import BY_NAME, TYPES
from hubgen.types.words import find_type, nearest_type

DAY = date(2026, 11, 22)
ALL = tuple(kind.name for kind in TYPES)


@pytest.fixture
def hub(tmp_path, monkeypatch) -> Path:
    """A new hub in Spanish and English with every type."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")  # 2026-11-22, in the morning of Honduras
    answers = Answers(
        "Centro",
        "https://a.example.org/",
        "a.example.org,2026-01-01",
        ("es", "en"),
        "HN",
        "America/Tegucigalpa",
        None,
        ALL,
        DAY,
    )
    for name, text in scaffold(answers).files.items():
        path = tmp_path / "Centro Pequeño" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return tmp_path / "Centro Pequeño"


def hubgen(hub: Path, *args: str) -> int:
    """The exit code of a command in the hub's folder."""
    with pytest.raises(SystemExit) as end:
        main(["-C", str(hub), *args])
    return int(end.value.code or 0)


def read(hub: Path):
    """Entries by id, the site and everything that is wrong."""
    project = Project(hub)
    config, faults = read_config(parse_yaml(project.config_file.read_text("utf-8"), "config.yaml"))
    with Memo.open(None) as memo:
        loaded = load(project, config.context, memo)
    site, more = resolve(loaded, config, ResolveOptions(DAY))
    return {one.id: one for one in loaded.entries}, site, [*faults, *loaded.problems, *more]


# Words and values


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("guide", "guide"),
        ("Guides", "guide"),
        ("guía", "guide"),
        ("guías", "guide"),
        ("noticias", "news"),
        ("empresa", "organization"),
        ("directory", "organization"),
        ("directorio", "organization"),
        ("financiamiento", "financing"),
        ("norma", "standard"),
        ("eventos", "event"),
        ("documento", "document"),
        ("tema", "topic"),
        ("notícia", "news"),
        ("organizations", "organization"),
    ],
)
def test_types_are_found_by_their_words(word, name):
    """A type is understood by name, folder, plural and label, in three languages."""
    assert find_type(word).name == name


def test_near_words_are_named():
    """A misspelt type is not taken, but named."""
    assert find_type("giude") is None
    assert nearest_type("giude") == "guide"


@given(st.text(max_size=60))
@example('a: "b" #c')
@example("- x")
@example("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} café: sí")
@example("a\\")
@example("x\N{NEXT LINE}y\N{LINE SEPARATOR}z")
def test_yaml_says_what_was_meant(text):
    """Any text on one line comes back from YAML, alone, in a list and in a map; only what no text has is left out."""
    flat = " ".join(NOT_TEXT.sub("", text).split())
    node = parse_yaml(
        f"a: {as_yaml(text)}\nb: [{as_yaml(text, inline=True)}, x]\nc: {{k: {as_yaml(text, inline=True)}}}\n", ""
    )
    a, b, c = (value for _, value in node)
    assert isinstance(b, Sequence) and isinstance(c, Mapping)
    assert [a.text, b.items[0].text, c.pairs[0][1].text] == [flat] * 3


def test_settings_are_typed():
    """`--set` takes names and labels with dots, codes also with commas, and refuses what the type refuses."""
    kind = BY_NAME["event"]
    context = _context()
    node = read_settings(
        ["título=Feria", "topics=a,b", "contact.email=x@y.hn", "start=2026-12-03"], kind, context, "es"
    )
    assert [key.text for key, _ in node] == ["title", "topics", "contact", "start"]
    assert [one.text for one in node.get("topics").items] == ["a", "b"]
    for wrong in ("strat=2026-12-03", "start=tomorrow", "start", "contact.emial=a@b.hn", "mode=in"):
        with pytest.raises(ContentProblems):
            read_settings([wrong], kind, context, "es")


def _context():
    config, _ = read_config(
        parse_yaml(
            "hubgen: 1\ntitle: C\nbase_url: https://a.example.org/\ntag_authority: a.example.org,2026-01-01\n"
            "languages: [es, en]\ntimezone: America/Tegucigalpa\ncountry: HN\n",
            "config.yaml",
        )
    )
    return config.context


# New entries


@pytest.mark.parametrize("name", ALL)
def test_a_new_entry_loads_as_a_draft(hub, name):
    """`add` writes a file of the usual form that is a draft without a fault."""
    before, _, _ = read(hub)
    assert hubgen(hub, "add", name, 'Nuevo: "uno" #1 \N{ROCKET}') == 0
    entries, site, problems = read(hub)
    [made] = entries.keys() - before.keys()

    assert made == f"{name}/nuevo-uno-1"
    assert entries[made].title == 'Nuevo: "uno" #1 \N{ROCKET}'
    assert site.drafts == (made,)
    assert problems == []
    assert entries[made].sources[0].endswith(".md" if BY_NAME[name].forms[0] == "md" else ".yaml")


@pytest.mark.parametrize("name", ALL)
def test_fields_to_fill_are_all_that_is_missing(hub, name, capsys):
    """The fields that `add` names are those that the build asks for, but for the ones that depend on others."""
    assert hubgen(hub, "--json", "add", name, "Nuevo") == 0
    told = json.loads(capsys.readouterr().out)
    path = Path(told["file"])
    path.write_text(path.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    _, _, problems = read(hub)
    missing = {one.where.field for one in problems if one.rule == "missing-field"}

    assert set(told["to_fill"]) <= missing
    assert missing - set(told["to_fill"]) <= {"source", "closes", "path", "contact", "products", "countries"}


def test_values_are_set(hub):
    """Fields given on the command line stand in the file as they were meant."""
    args = [
        "--set",
        "start=2026-12-03T09:00",
        "--set",
        "mode=presencial",
        "--set",
        "countries=HN,SV",
        "--set",
        "place=Salón: A, #2",
        "--slug",
        "feria-2026",
        "--set",
        "title@en=Fair",
    ]
    assert hubgen(hub, "add", "evento", "Feria", *args) == 0
    entry = read(hub)[0]["event/feria-2026"]

    assert entry.get("countries") == ("HN", "SV")
    assert entry.data.text("place") == "Salón: A, #2"
    assert entry.texts("title").get("en") == "Fair"
    assert entry.get("mode") == "in-person"


@pytest.mark.parametrize(
    "args",
    [
        ["guide"],
        ["gide", "X"],
        ["item", "X"],
        ["guide", "\N{ROCKET}"],
        ["guide", "X", "--slug", "A b"],
        ["guide", "X", "--lang", "pt"],
        ["guide", "X", "--set", "knid=guide"],
        ["guide", "X" * 130],
        ["guide", "X", "--from", "nothing.md"],
        ["translation"],
        ["translation", "content/nothing.md"],
        ["translation", "config.yaml"],
    ],
)
def test_wrong_commands_write_nothing(hub, args, capsys):
    """A command that cannot be understood ends with 2, says why, and leaves the hub as it was."""
    before = {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()}
    assert hubgen(hub, "add", *args) == 2

    assert capsys.readouterr().err.strip()
    assert before == {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()}


def test_misspelt_fields_are_named(hub, capsys):
    """The nearest field is named, inside maps too."""
    hubgen(hub, "add", "empresa", "Café", "--set", "contact.emial=a@b.hn")

    assert "contact.email" in capsys.readouterr().err


def test_nothing_is_overwritten(hub, capsys):
    """A name that is taken is refused, in whatever form the other entry stands."""
    assert hubgen(hub, "add", "guide", "Uno") == 0
    path = hub / "content/guides/uno.md"
    path.rename(hub / "content/guides/uno.yaml")
    (hub / "content/guides/uno.yaml").write_text("title: Uno\n", "utf-8")

    assert hubgen(hub, "add", "guide", "Uno") == 4
    assert "content/guides/uno.yaml" in capsys.readouterr().err
    assert not path.exists()


def test_device_names_of_windows():
    """A title that Windows takes for a device still makes a file."""
    assert file_slug("Con") == "x-con"
    assert file_slug("Conta") == "conta"


def test_other_language(hub):
    """An entry whose original is in another language of the hub says so."""
    assert hubgen(hub, "add", "guide", "Costs", "--lang", "en") == 0

    assert read(hub)[0]["guide/costs"].language == "en"


def test_from_another_entry(hub):
    """Fields and text are taken over, but not what belongs to the other entry alone."""
    source = hub / "content/guides/ejemplo-guia.md"
    assert hubgen(hub, "add", "guide", "Otra", "--from", str(source)) == 0
    entries, _, problems = read(hub)
    old, new = entries["guide/ejemplo-guia"], entries["guide/otra"]

    assert problems == []
    assert new.get("topics")[0].text == old.get("topics")[0].text
    assert new.body.original.parts == old.body.original.parts
    assert (new.title, new.get("verified"), new.is_draft) == ("Otra", None, True)


def test_from_a_plain_text(hub, tmp_path):
    """A file without fields becomes the text; in YAML it keeps its lines."""
    (tmp_path / "t.txt").write_text("Primera línea: uno\n\n  - dos\n", "utf-8")
    assert hubgen(hub, "add", "guide", "Uno", "--from", str(tmp_path / "t.txt")) == 0
    assert hubgen(hub, "add", "event", "Dos", "--from", str(tmp_path / "t.txt")) == 0
    entries, _, problems = read(hub)

    assert problems == []
    assert "Primera línea: uno" in "".join(entries["guide/uno"].body.original.parts)
    assert "<li>" in "".join(entries["event/dos"].body.original.parts)


# Translations

RICH = """---
title: "Camino: uno"
summary: Resumen # con nota
kind: path
topics: [primeros-pasos]
date: 2026-11-01
verified: never
steps:
  - {title: Igual, ref: guide/ejemplo-guia, need: mandatory}
  - {title: Igual, ref: news/ejemplo-noticia}
  - title: Tres
    text: Con texto
    ref: guide/ejemplo-guia
ready_when: [Uno, "Dos: dos"]
authority: Servicio de rentas
contact: {name: Ana, hours: lunes}
documents_required:
  - {title: Papel, issuer: Oficina}
---

Texto con acentos: áé.
"""


def test_a_translation_matches_its_original(hub):
    """The digest is the entry's own, lists keep their places, and the original's text passes for no translation."""
    (hub / "content/guides/camino.md").write_text(RICH, "utf-8")
    assert hubgen(hub, "add", "translation", str(hub / "content/guides/camino.md"), "--lang", "en") == 0
    text = (hub / "content/guides/camino.en.md").read_text("utf-8")
    entries, site, problems = read(hub)
    entry = entries["guide/camino"]

    assert problems == []
    assert entry.texts("translated_from").get("en") == entry.digest
    assert text.endswith("\nTexto con acentos: áé.\n")
    assert "# title: Camino: uno\ntitle:\n" in text
    assert next(one for one in site.entries if one.id == "guide/camino").states == {"en": "missing"}


def test_a_filled_translation_stays_right(hub):
    """Texts written into the empty places arrive in the entry, each at its position."""
    (hub / "content/guides/camino.md").write_text(RICH, "utf-8")
    hubgen(hub, "add", "translation", str(hub / "content/guides/camino.md"))
    path = hub / "content/guides/camino.en.md"
    numbers = iter(range(100))
    texts = ("", "title:", "text:", "summary:", "hours:", "issuer:", "authority:")
    lines = path.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        if line.endswith((":", " -")) and line.strip(" -") in texts:
            lines[number] = f"{line} T{next(numbers)}"
    path.write_text("\n".join(lines), "utf-8")
    entries, _, problems = read(hub)
    steps = entries["guide/camino"].get("steps")

    assert problems == []
    assert [step.get("title").get("en")[:1] for step in steps] == ["T", "T", "T"]
    assert steps[2].get("text").get("en").startswith("T")
    assert len(entries["guide/camino"].texts("ready_when").get("en")) == 2


@pytest.mark.parametrize(
    "name",
    ["content/guides/ejemplo-guia.md", "content/financing/ejemplo-credito.md", "content/topics/primeros-pasos.md"],
)
def test_every_markdown_sample_can_be_translated(hub, name):
    """The translation of each sample has no fault, and the right digest."""
    assert hubgen(hub, "add", "traducción", str(hub / name), "--lang", "en") == 0
    entries, _, problems = read(hub)
    entry = next(one for one in entries.values() if name in one.sources)

    assert [one for one in problems if one.rule != "heading-missing"] == []
    assert entry.texts("translated_from").get("en") == entry.digest


def test_about_can_be_translated(hub):
    """The page about the hub is no entry, but has translations like one."""
    (hub / "content/about.md").write_text("---\ntitle: Acerca\n---\nTexto.\n", "utf-8")
    assert hubgen(hub, "add", "translation", str(hub / "content/about.md"), "--lang", "en") == 0

    assert read(hub)[2] == []


def test_translations_are_not_overwritten(hub):
    """A translation that is there already, or one into the language of the original, is refused."""
    name = str(hub / "content/guides/ejemplo-guia.md")
    assert hubgen(hub, "add", "translation", name, "--lang", "es") == 2
    assert hubgen(hub, "add", "translation", name, "--lang", "en") == 0
    assert hubgen(hub, "add", "translation", name, "--lang", "en") == 4


def test_an_original_stays_the_original(hub):
    """A file that would turn the original into a translation is refused."""
    path = hub / "content/guides/ejemplo-guia.md"
    path.rename(path.with_name("ejemplo-guia.en.md"))

    assert hubgen(hub, "add", "translation", str(path.with_name("ejemplo-guia.en.md")), "--lang", "es") == 4


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_yaml_gets_lines_at_its_end(hub, end):
    """A YAML file of one entry gets `field@lang` lines; nothing else in it changes, and its digest is right."""
    path = hub / "content/standards/ejemplo-norma.yaml"
    before = path.read_text("utf-8").rstrip("\n").replace("\n", end).encode("utf-8")
    path.write_bytes(before)
    assert hubgen(hub, "add", "translation", str(path), "--lang", "en") == 0
    after = path.read_bytes()
    entries, _, problems = read(hub)
    entry = entries["standard/ejemplo-norma"]

    assert problems == []
    assert after.startswith(before + end.encode())
    assert (end == "\r\n") == (b"\r\n" in after) and after.count(b"\n") == after.count(end.encode())
    assert entry.texts("translated_from").get("en") == entry.digest
    assert hubgen(hub, "add", "translation", str(path), "--lang", "en") == 4
    assert path.read_bytes() == after


def test_an_older_translation_is_not_called_current(hub):
    """Where some texts are translated already, nothing claims that they were made from today's original."""
    path = hub / "content/standards/ejemplo-norma.yaml"
    path.write_text(path.read_text("utf-8") + "title@en: Old\n", "utf-8")
    assert hubgen(hub, "add", "translation", str(path), "--lang", "en") == 0

    assert "translated_from" not in path.read_text("utf-8")
    assert "summary@en:" in path.read_text("utf-8")


def test_lists_and_tables_are_told(hub, capsys):
    """For lists and spreadsheets nothing is written: the lines or columns to add are printed, with the right digest."""
    listed = hub / "content/standards/varias.yaml"
    listed.write_text(
        "- {slug: uno, title: Uno, summary: Resumen uno}\n- slug: dos\n  title: Dos\n  summary: Resumen dos\n", "utf-8"
    )
    table = hub / "content/directory/empresas.csv"
    before = (listed.read_bytes(), table.read_bytes())
    entries, _, _ = read(hub)
    assert hubgen(hub, "add", "translation", str(listed), "--lang", "en") == 0
    lines = capsys.readouterr().out
    assert hubgen(hub, "add", "translation", str(table), "--lang", "en") == 0
    columns = capsys.readouterr().out

    assert (listed.read_bytes(), table.read_bytes()) == before
    assert f"translated_from@en: {entries['standard/uno'].digest}" in lines
    assert f"translated_from@en: {entries['standard/dos'].digest}" in lines
    assert columns.splitlines() == [
        "slug,title@en,summary@en,translated_from@en",
        f"ejemplo-empresa,,,{entries['organization/ejemplo-empresa'].digest}",
    ]


def test_inner_texts_of_yaml_are_named(hub, capsys):
    """Texts inside maps cannot be added at the end of a file: their places are told."""
    path = hub / "content/documents/ejemplo-plantilla.yaml"
    path.write_text(path.read_text("utf-8") + "contact: {name: Ana, hours: lunes}\n", "utf-8")
    assert hubgen(hub, "add", "translation", str(path), "--lang", "en") == 0

    assert "contact.hours@en" in capsys.readouterr().err
    assert read(hub)[2] == []


def test_nodes_are_written_as_they_were_read():
    """Any tree of fields comes back from the lines made of it."""
    text = "a: x\nb: [1, 'y: z']\nc: {d: e, f: [g]}\nh:\n  - {i: j, k: {l: m}}\n  - {i: n}\nbody: |\n  one\n\n    two\n"
    node = parse_yaml(text, "")
    lines = [line for key, value in node for line in node_lines(key.text, value)]
    again = parse_yaml("\n".join(lines) + "\n", "")

    assert _plain(again) == _plain(node)


def _plain(node):
    match node:
        case Scalar(text=text):
            return text.strip("\n")
        case Sequence(items=items):
            return [_plain(one) for one in items]
        case Mapping(pairs=pairs):
            return {key.text: _plain(value) for key, value in pairs}


def test_a_mode_brings_its_own_fields_alone(hub):
    """A new diagnostic names the fields of its mode, each list with an item to copy."""
    assert hubgen(hub, "add", "diagnostic", "Tamaño", "--set", "mode=tree") == 0
    text = (hub / "content/diagnostics/tamano.yaml").read_text("utf-8")
    assert "\nstart:" in text and "\nnodes:" in text and "#  - {id: first, kind: question" in text
    assert not any(f"\n{name}:" in text for name in ("areas", "questions", "bands", "actions"))


def test_a_dataset_proposes_its_columns_from_the_file(hub):
    """When, where, what tells rows apart, figures with their decimals, remarks; a file that is not there gives none."""
    rows = "mes;pais;producto;precio;nota\n2026-09;HN;café;6.70;\n2026-10;GT;café;6.8;menos\n"
    (hub / "content/statistics/p.csv").write_text(rows, encoding="utf-8")
    assert hubgen(hub, "add", "dataset", "Precios", "--slug", "p", "--set", "data=p.csv") == 0
    assert hubgen(hub, "add", "dataset", "Otros", "--slug", "o", "--set", "data=gone.csv") == 0

    node = parse_yaml((hub / "content/statistics/p.yaml").read_text("utf-8"), "p.yaml")
    assert isinstance(node, Mapping) and isinstance(columns := node.get("columns"), Sequence)
    assert [[value.text for _, value in one] for one in columns.items] == [
        ["mes", "Mes", "period", "time"],
        ["pais", "Pais", "text", "country"],
        ["producto", "Producto", "text", "key"],
        ["precio", "Precio", "number", "value", "2"],
        ["nota", "Nota", "text", "note"],
    ]
    other = (hub / "content/statistics/o.yaml").read_text("utf-8")
    assert "\ncolumns:   #" in other and "\n#  - {name: price, title: …, type: number" in other
    assert all(f"\n{name}:" in other for name in ("countries", "frequency", "chart"))
