"""What `hubgen check --fix` promises: the mend, and not a byte more."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.config import read_config
from hubgen.fixes.apply import apply_fixes
from hubgen.formats.yaml_text import parse_yaml
from hubgen.memo import Memo
from hubgen.problems import RefusedError
from hubgen.project import Project
from hubgen.stages.load import load
from hubgen.stages.resolve import ResolveOptions, resolve

CONFIG = (
    "hubgen: 1\ntitle: C\nbase_url: https://a.example.org/\ntag_authority: a.example.org,2026-01-01\n"
    "languages: [es, en]\ntimezone: America/Tegucigalpa\ncountry: HN\n"
)
BOM = "\ufeff"


@pytest.fixture
def project(tmp_path) -> Project:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    return Project(tmp_path)


def put(project: Project, name: str, text: str) -> Path:
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def problems_of(project: Project):
    config, _ = read_config(parse_yaml(CONFIG, "config.yaml"))
    with Memo.open(None) as memo:
        loaded = load(project, config.context, memo)
    return [*loaded.problems, *resolve(loaded, config, ResolveOptions(date(2026, 11, 22)))[1]]


def fixed(project: Project, name: str, text: str) -> tuple[str, int]:
    """The text after its fixes, and how many were made."""
    path = put(project, name, text)
    counts = apply_fixes(project, problems_of(project))
    return path.read_bytes().decode("utf-8"), counts.get(name, 0)


# Field names


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", BOM])
def test_field_names_in_front_matter(project, end, mark):
    """A misspelt field is renamed where it stands, also with @, in quotes, inside a map; text below stays as it is."""
    text = mark + end.join(
        [
            "---",
            "title: Uno",
            '"sumary": a verifed thing',
            "sumary@en: x",
            "verifed: never",
            "contact: {emial: a@b.hn, phone: '+50422000001'}",
            "---",
            "verifed: no",
            "",
        ]
    )
    after, count = fixed(project, "content/guides/uno.md", text)

    wanted = text.replace('"sumary"', '"summary"').replace("sumary@", "summary@").replace("emial", "email")
    assert after == wanted.replace(f"{end}verifed: never", f"{end}verified: never")
    assert count == 4
    assert not [one for one in problems_of(project) if one.rule == "unknown-field"]


def test_field_names_in_yaml(project):
    """Keys of YAML lists are renamed, at any depth, after letters of any width."""
    text = (
        "- slug: a\n  title: \N{ROCKET} ñ\n"
        "  contact: {name: '\N{ROCKET}ü', emial: a@b.hn} # emial\n- slug: b\n  tittle: B\n"
    )
    after, count = fixed(project, "content/directory/a.yaml", text)

    assert after == text.replace("emial:", "email:").replace("tittle", "title")
    assert count == 2


def test_a_name_is_not_given_twice(project):
    """Where the right field is there already, nothing changes; other fixes of the file are made."""
    text = "---\ntitle: Uno\nverified: never\nverifed: 2026-01-01\nsumary: x\n---\n"
    after, count = fixed(project, "content/guides/uno.md", text)

    assert after == text.replace("sumary", "summary")
    assert count == 1


def test_header_cells(project):
    """A misspelt column is renamed in its cell, with its quotes and its @; the rows stay."""
    text = 'slug;title;"sumary";sumary@en;kind\r\na;sumary;x;y;company\r\n'
    after, count = fixed(project, "content/directory/a.csv", text)

    assert after == text.replace('"sumary"', '"summary"').replace("sumary@", "summary@")
    assert count == 2


def test_header_cells_do_not_clash(project):
    """A column is not renamed to a field that another column has, under whatever label."""
    text = "slug,título,titel\na,b,c\n"

    assert fixed(project, "content/directory/a.csv", text) == (text, 0)


# Slugs in spreadsheets


def test_slug_column_is_added_to_a_semicolon_table_with_a_mark(project):
    """A column of slugs comes in front; mark, separator, quotes, line ends and odd rows stay byte for byte."""
    text = (
        BOM + 'título;resumen;"tipo"\r\n'
        'Café "La Cumbre";x;company\r\n'
        '"Uno; dos ""tres""";"dos\r\nlíneas";company\r\n'
        "\r\n"
        ";;\r\n"
        "Último;y;company"
    )
    after, count = fixed(project, "content/directory/a.csv", text)

    assert after == (
        BOM + 'slug;título;resumen;"tipo"\r\n'
        'cafe-la-cumbre;Café "La Cumbre";x;company\r\n'
        'uno-dos-tres;"Uno; dos ""tres""";"dos\r\nlíneas";company\r\n'
        "\r\n"
        ";;\r\n"
        "ultimo;Último;y;company"
    )
    assert count == 3
    assert not [one for one in problems_of(project) if one.rule in ("slug-missing", "bad-syntax")]


def test_empty_cells_of_a_slug_column_are_filled(project):
    """Only empty cells are filled, in the manner of the cell."""
    text = 'sep=;\ntitle;nombre corto;kind\nUno;;company\nDos;mi-dos;company\nTres;"";company\nCuatro; ;company\n'
    after, count = fixed(project, "content/directory/a.csv", text)

    wanted = 'Uno;uno;company\nDos;mi-dos;company\nTres;"tres";company\nCuatro;cuatro;company\n'
    assert after == "sep=;\ntitle;nombre corto;kind\n" + wanted
    assert count == 3


def test_quoted_tables_stay_quoted(project):
    """Where every name is quoted, the new cells are too; old line ends of Macs are kept."""
    text = '"title","kind"\r"Uno","company"\r'
    after, count = fixed(project, "content/directory/a.csv", text)

    assert (after, count) == ('"slug","title","kind"\r"uno","Uno","company"\r', 1)


def test_names_and_slugs_together(project):
    """A table may need both."""
    text = "title,sumary\nUno,x\n"

    assert fixed(project, "content/directory/a.csv", text) == ("slug,title,summary\nuno,Uno,x\n", 2)


@given(
    rows=st.lists(
        st.tuples(
            st.text("ab \"';,\n", min_size=1, max_size=6).map(lambda t: "x" + t), st.text("ab\"',;\n ", max_size=5)
        ),
        min_size=1,
        max_size=5,
    ),
    separator=st.sampled_from(",;"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_keeps_its_cells(tmp_path_factory, rows, separator, quoting, end):
    """Whatever the cells hold: without the new column, the table is the old one byte for byte in every cell."""
    root = tmp_path_factory.mktemp("hub")
    (root / "config.yaml").write_text(CONFIG, "utf-8")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerows([("title", "summary"), *rows])
    after, count = fixed(Project(root), "content/directory/a.csv", out.getvalue())
    cells = list(csv.reader(io.StringIO(after, newline=""), delimiter=separator))

    assert count == len(rows)
    assert [tuple(row[1:]) for row in cells[1:]] == list(csv_rows(out.getvalue(), separator))[1:]


def csv_rows(text: str, separator: str):
    return (tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator))


# Slugs in YAML lists


def test_slugs_in_yaml_lists(project):
    """A slug line stands below the first line of its item, with its indentation; all else stays."""
    text = (
        "# comment\n"
        "- title: Uno\n  kind: report # c\n\n"
        "-   title: Dos\n    kind: report\n"
        "-\n  title: Tres\n  kind: report\n"
        "- {title: Cuatro, kind: report}\n"
        "- title: >\n    Cinco\n    más\n  kind: report\n"
        "- title: Seis\n"
        "- slug: own\n  title: Siete\n"
    )
    after, count = fixed(project, "content/documents/a.yaml", text)

    assert after == (
        "# comment\n"
        "- title: Uno\n  slug: uno\n  kind: report # c\n\n"
        "-   title: Dos\n    slug: dos\n    kind: report\n"
        "-\n  title: Tres\n  slug: tres\n  kind: report\n"
        "- {slug: cuatro, title: Cuatro, kind: report}\n"
        "- slug: cinco-mas\n  title: >\n    Cinco\n    más\n  kind: report\n"
        "- slug: seis\n  title: Seis\n"
        "- slug: own\n  title: Siete\n"
    )
    assert count == 6


def test_names_and_slugs_in_yaml(project):
    """Both kinds of fix in one file, with the line ends of Windows."""
    text = "- title: Uno\r\n  sumary: x\r\n- title: Dos\r\n  sumary: y"
    after, count = fixed(project, "content/documents/a.yaml", text)

    assert after == "- title: Uno\r\n  slug: uno\r\n  summary: x\r\n- title: Dos\r\n  slug: dos\r\n  summary: y"
    assert count == 4


# Safety


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        (
            "content/guides/a.md",
            "---\ntitle: Uno\nverifed: never\n---\n",
            "---\ntitle: Uno\n# x\nverifed: never\n---\n",
        ),
        ("content/directory/a.csv", "title,kind\nUno,company\n", "title,kind\nOtro,company\nUno,company\n"),
        ("content/documents/a.yaml", "- title: Uno\n- title: Dos\n", "- title: Dos\n- title: Uno\n"),
    ],
)
def test_files_that_changed_are_left_alone(project, name, text, other):
    """What was found in other bytes is not mended in these."""
    path = put(project, name, text)
    problems = problems_of(project)
    path.write_text(other, "utf-8")

    assert apply_fixes(project, problems) == {}
    assert path.read_text("utf-8") == other


def test_a_change_at_the_last_moment_is_not_lost(project, monkeypatch):
    """A file that another program writes while it is mended keeps what that program wrote."""
    path = put(project, "content/guides/a.md", "---\ntitle: Uno\nverifed: never\n---\n")
    problems = problems_of(project)
    monkeypatch.setattr("hubgen.fixes.replace.os.fsync", lambda number: path.write_text("new", "utf-8"))

    with pytest.raises(RefusedError):
        apply_fixes(project, problems)
    assert path.read_text("utf-8") == "new"
    assert os.listdir(path.parent) == ["a.md"]


def test_mode_and_folder_stay(project):
    """The file keeps its permissions, and nothing lies beside it."""
    path = put(project, "content/guides/a.md", "---\ntitle: Uno\nverifed: never\n---\n")
    path.chmod(0o640)

    assert apply_fixes(project, problems_of(project)) == {"content/guides/a.md": 1}
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(path.parent) == ["a.md"]


def test_second_time_nothing_happens(project):
    """What is mended needs no mend."""
    put(project, "content/directory/a.csv", "title,kind\nUno,company\n")
    put(project, "content/documents/a.yaml", "- tittle: Uno\n  kind: report\n")
    apply_fixes(project, problems_of(project))
    apply_fixes(project, problems_of(project))  # the title had to be known before its slug

    assert apply_fixes(project, problems_of(project)) == {}


def test_problems_without_a_file_are_passed_over(project):
    """A file that is gone, or a problem of the settings, is no reason to fail."""
    path = put(project, "content/guides/a.md", "---\ntitle: Uno\nverifed: never\n---\n")
    problems = problems_of(project)
    path.unlink()
    elsewhere = [replace(one, where=replace(one.where, file="config.yaml")) for one in problems]

    assert apply_fixes(project, [*problems, *elsewhere]) == {}


# Lists that touch a paragraph


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", BOM])
def test_an_empty_line_above_each_list(project, end, mark):
    """In paragraphs, quotations and items, all of them in one go; not a byte more."""
    head = ["---", "title: Uno", "---"]
    body = [
        "Traiga:",
        "- a",
        "- b",
        "",
        "> Y:",
        "> 1. c",
        "> 2. d",
        "",
        "1. e",
        "",
        "    f:",
        "    * g",
        "",
        "de 5",
        "- 7 no",
    ]
    want = [
        "Traiga:", "", "- a", "- b", "", "> Y:", ">", "> 1. c", "> 2. d", "", "1. e", "", "    f:", "", "    * g", "",
        "de 5", "- 7 no",
    ]  # fmt: skip

    after, count = fixed(project, "content/guides/uno.md", mark + end.join([*head, *body, ""]))

    assert (after, count) == (mark + end.join([*head, *want, ""]), 3)


def test_more_lists_than_are_told(project):
    """Messages name the first few; the file is mended as a whole."""
    text = "---\ntitle: Uno\n---\n" + "Traiga:\n- a\n\n" * 9
    after, count = fixed(project, "content/guides/uno.md", text)

    assert count == 9 and after.count("Traiga:\n\n- a\n\n") == 9


def test_a_list_that_would_become_code_stays(project):
    """Four blanks below an empty line are code: the words of the page would not be the same list."""
    text = "---\ntitle: Uno\n---\nTraiga:\n    - a\n    - b\n"
    assert fixed(project, "content/guides/uno.md", text) == (text, 0)
