"""Spreadsheets as entries: header cells in any shipped language, inner fields, numbers, languages, faulty cells."""

from __future__ import annotations

import pytest

from hubgen.formats.tables.csv_table import read_table
from hubgen.model.entry import Data, Localized
from hubgen.model.node import Mapping, Scalar, Sequence
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import Location, Problem, say
from hubgen.stages.tables import rows_as_nodes
from hubgen.types import BY_NAME
from hubgen.types.adding import to_add
from tests.hubs import codes, entry_of, errors, load_hub, make_hub, resolve_hub, the_error, told

KINDS = say("{a}", a=", ".join(term.id for term in shipped_vocabularies()["org_kind"].terms))


def nodes(text: str, kind: str = "organization") -> tuple[list[Mapping], list[Problem]]:
    rows, problems = rows_as_nodes(read_table(text, "content/directory/x.csv"), BY_NAME[kind])
    return [node for node, _ in rows], problems


def plain(node: object) -> object:
    """A node as the lists, maps and texts it stands for."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node}
    return [plain(one) for one in node.items] if isinstance(node, Sequence) else node.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("title", ["title"]),
        ("TÍTULO", ["title"]),
        ("titulo", ["title"]),
        (" Nombre  corto ", ["slug"]),
        ("contact.email", ["contact", "email"]),
        ("contacto.correo", ["contact", "email"]),
        ("Contato.e-mail", ["contact", "email"]),
        ("resumen@en", ["summary@en"]),
        ("contacto.horario@EN", ["contact", "hours@en"]),
        ("extra.ventanilla", ["extra", "ventanilla"]),
    ],
)
def test_header_cell_names_a_field(header, path):
    """Names and labels in any shipped language, whatever their case and accents; dots go inside, @ names a language."""
    (row,), problems = nodes(f"{header}\nx\n")

    value: object = "x"
    for name in reversed(path):
        value = {name: value}
    assert plain(row) == value
    assert not problems


def test_numbers_make_lists_of_maps():
    """`certificates.1.number` and `certificates.2.number` are the first and the second certificate."""
    (row,), problems = nodes(
        "certificates.1.standard,certificados.1.número,certificates.2.standard\nISO 9001,A-1,HACCP\n"
    )

    assert plain(row) == {"certificates": [{"standard": "ISO 9001", "number": "A-1"}, {"standard": "HACCP"}]}
    assert not problems


def test_gap_in_the_numbers_does_not_shift_a_fault():
    """An empty first certificate is passed over; what stands in the second is read all the same."""
    (row,), _ = nodes("certificates.1.standard,certificates.2.standard\n,HACCP\n")

    assert plain(row) == {"certificates": [{"standard": "HACCP"}]}


def test_lists_are_cut_at_semicolons():
    """`HN;SV` in a column of lists is two values; a text keeps its semicolons."""
    (row,), _ = nodes('countries,summary\n"HN; SV;","Uno; dos"\n')

    assert plain(row) == {"countries": ["HN", "SV"], "summary": "Uno; dos"}


def test_empty_cells_are_absent():
    """A cell without text gives no field."""
    (row,), _ = nodes("title,summary\nUno,\n")

    assert plain(row) == {"title": "Uno"}


@pytest.mark.parametrize(
    ("header", "mend"),
    [
        ("sumary", "write summary"),
        ("contact.mail", "write contact.email"),
        ("certificates.number", "write certificates.1.number"),
        ("resumen.x", "write extra.resumen-x if it is your own, or remove the column"),
        ("colour", "write extra.colour if it is your own, or remove the column"),
    ],
)
def test_unknown_header_is_told_with_its_cell(header, mend):
    """A column that names no field is E07, once for the whole table, with the nearest name where there is one."""
    _, (one,) = nodes(f"title,{header}\nUno,x\nDos,y\n")

    assert one.rule == "unknown-field"
    assert (one.where.row, one.where.column) == (1, 2)
    assert str(one.mend) == mend


@pytest.mark.parametrize("header", ["fuente,fuente.título", "title,título", "resumen@en,summary@en"])
def test_one_field_in_two_columns_is_told(header):
    """Two columns that mean one field, or a field and a part of it, are E11."""
    _, (one,) = nodes(f"{header}\na,b\n", "news")

    assert one.rule == "bad-syntax"


def test_places_are_cells():
    """A value knows the line, the row and the column of its cell; rows with line ends in quotes count lines."""
    text = 'title,summary\n"Uno\ncon línea",Algo\nDos,Más\n'
    _, second = nodes(text)[0]
    summary = second.get("summary")

    assert isinstance(summary, Scalar)
    assert (summary.where.line, summary.where.row, summary.where.column) == (4, 3, 2)


SPANISH = """\
nombre corto;tipo;título;resumen;resumen@en;países;sectores;tamaño;contacto.correo;consentimiento;verificado
fondo-ejemplo;Entidad financiera;Fondo Ejemplo;Garantías parciales.;Guarantees.;HN;;;a@fondo.example.org;;2026-10-28
camara-ejemplo;asociación;Cámara Ejemplo;Ferias y cursos.;;"HN;SV";;;info@camara.example.org;;2026-09-01
empaques-volcan;empresa;Empaques Volcán;Bolsas y cajas.;;GT;2220;mediana;a@volcan.example.org;2026-04-30;2026-06-12
"""


def test_spreadsheet_in_spanish_is_read(tmp_path):
    """The spreadsheet of the contract, with labels and values in Spanish, is read without a fault."""
    hub = make_hub(tmp_path, {"content/directory/instituciones.csv": SPANISH})

    loaded = load_hub(hub)
    fondo = next(one for one in loaded.entries if one.id == "organization/fondo-ejemplo")

    assert not loaded.problems, told(loaded.problems)
    assert fondo.get("kind") == "financial-institution"
    assert fondo.texts("summary") == Localized.of((("es", "Garantías parciales."), ("en", "Guarantees.")))
    assert fondo.get("contact").get("email") == "a@fondo.example.org"
    assert entry_of(hub, "organization/camara-ejemplo").get("countries") == ("HN", "SV")
    assert entry_of(hub, "organization/empaques-volcan").get("size") == "medium"


def test_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path):
    """What a spreadsheet on Windows saves as "CSV UTF-8" reads the same."""
    data = b"\xef\xbb\xbf" + SPANISH.replace("\n", "\r\n").encode()
    hub = make_hub(tmp_path, {"content/directory/a.csv": data})

    assert not load_hub(hub).problems


def test_headers_without_rows_are_an_empty_table(tmp_path):
    """A table that has only its header holds no entries, and nothing is wrong with it."""
    hub = make_hub(tmp_path, {"content/directory/a.csv": "title,summary\n"})

    loaded = load_hub(hub)

    assert [one.id for one in loaded.entries] == ["topic/vender"]
    assert not loaded.problems


def test_decimal_comma_is_told_with_its_cell(tmp_path):
    """`12,5` in a column of numbers is E02 with the cell and the spelling with a point."""
    hub = make_hub(
        tmp_path,
        {
            "content/events/a.csv": "slug;title;summary;kind;topics;start;mode;organizer;price;currency\n"
            "feria;Feria;Ventas al público.;fair;vender;2026-12-03;online;Cámara;12,5;HNL\n"
        },
    )

    one = the_error(hub)

    assert (one.rule, one.where.row, one.where.column, one.where.field) == ("value-type", 2, 9, "price")
    assert str(one.mend) == "write 12.5"


def test_row_without_slug_is_told_and_can_be_mended(tmp_path):
    """W09 names the row and the slug that the title gives; `check --fix` may write it."""
    hub = make_hub(tmp_path, {"content/topics/t.csv": "title,summary\nVender más,Clientes y ferias.\n"})

    one = next(p for p in load_hub(hub).problems if p.rule == "slug-missing")

    assert (one.where.row, str(one.mend)) == (2, "add slug vender-mas")
    assert one.fix is not None and one.fix.new == "vender-mas"


def test_title_of_a_row_stands_for_its_id_in_references(tmp_path):
    """In a spreadsheet a reference may be the title of exactly one entry; of two it names none."""
    header = "slug,title,summary,kind,topics,date,author,about\n"
    rows = "nota,Nota,Una nota corta.,note,Vender,2026-10-01,X,{}\n"
    topics = {"content/topics/t.csv": "slug,title,summary\nvender,Vender,Clientes.\na,Igual,Uno.\nb,Igual,Dos.\n"}
    hub = make_hub(tmp_path / "one", {**topics, "content/news/n.csv": header + rows.format("topic/vender")})
    other = make_hub(
        tmp_path / "two",
        {**topics, "content/news/n.csv": header + rows.format("").replace("note,Vender", "note,Igual")},
    )

    assert not errors(resolve_hub(hub)[1])
    assert codes(errors(resolve_hub(other)[1])) == ["E04"]


def test_extra_keeps_what_it_is_given(tmp_path):
    """Columns below `extra` are kept as texts, whatever they are called."""
    hub = make_hub(tmp_path, {"content/topics/t.csv": "slug,title,summary,extra.código\nvender,Vender,Clientes.,007\n"})

    assert entry_of(hub, "topic/vender").get("extra") == Data.of((("código", "007"),))


# What a clerk gets wrong in a spreadsheet, and the mend.

FIRMS = (
    "slug,title,summary,kind,countries,sectors,contact.email,consent,verified\n"
    "cafe,Café,Tuesta café de altura.,company,{countries},{sectors},a@cafe.example.org,2026-01-01,never\n"
)


def firms(folder, header: str = "", **cells: str) -> list[Problem]:
    """What is told of one firm in a spreadsheet; `header` takes the place of another word of the table."""
    text = FIRMS.format(**{"countries": "HN", "sectors": "10", **cells})
    old, _, new = header.partition("=")
    return load_hub(make_hub(folder, {"content/directory/f.csv": text.replace(old, new, 1) if old else text})).problems


@pytest.mark.parametrize(
    ("field", "cell", "mend"),
    [
        ("countries", '"HN, SV"', "HN;SV"),
        ("countries", "Honduras y El Salvador", "Honduras;El Salvador"),
        ("countries", "HN/SV|GT", "HN;SV;GT"),
        ("countries", '"HN, SV;GT"', "HN;SV"),
        ("sectors", '"10, 15"', "10;15"),
    ],
)
def test_values_joined_by_another_sign_are_told_with_the_right_one(tmp_path, field, cell, mend):
    """Two values in one cell, each of them good: the mend names `;` and gives the cell."""
    (one,) = firms(tmp_path, **{field: cell})

    assert str(one.mend) == f'part the values of one cell with ";": write {mend}'


def test_values_that_are_not_good_by_themselves_are_told_as_before(tmp_path):
    """`HN, Hondurass` is no list of two countries."""
    (one,) = firms(tmp_path, countries='"HN, Hondurass"')

    assert str(one.mend) != "" and ";" not in str(one.mend)


def test_topics_joined_by_another_sign(tmp_path):
    """The same for references: each piece names an entry, by its slug or its title."""
    files = {
        "content/topics/t.csv": "slug,title,summary\nvender,Vender,Clientes.\ncobrar,Cobrar,Pagos.\n",
        "content/news/n.csv": 'slug,title,summary,kind,topics,date,author\nn,Nota,Corta.,note,"Vender, cobrar",'
        "2026-10-01,X\n",
    }
    (one,) = errors(resolve_hub(make_hub(tmp_path, files))[1])

    assert str(one.mend) == 'part the values of one cell with ";": write Vender;cobrar'


@pytest.mark.parametrize(
    ("left_out", "mend"),
    [
        ("countries", "fill in the column countries, or add it; such as HN"),
        ("sectors", "fill in the column sectors, or add it; such as 10"),
        ("summary", "fill in the column summary, or add it"),
        ("kind", f"fill in the column kind, or add it; one of: {KINDS}"),
        ("contact.email", "fill in the column contact.email, or add it; such as info@example.org"),
        ("consent", "ask the firm, then fill in consent with that day, such as 2026-11-30"),
    ],
)
def test_missing_field_of_a_row_is_a_column(tmp_path, left_out, mend):
    """A spreadsheet has columns, no lines; a value that the field takes is named with it."""
    (one,) = firms(tmp_path, header=f"{left_out}=extra.x")

    assert (one.rule, str(one.mend)) == ("missing-field", mend)


def test_review_of_a_row_is_a_column():
    """`verified` also takes a word, in a line as in a column."""
    mends = [str(to_add(BY_NAME["financing"].fields["verified"], Location("x", 2, row=row))) for row in (0, 2)]

    assert mends == [
        "add a line verified: with the day a person compared it with the source, or verified: never",
        "fill in the column verified, or add it: the day a person compared it with the source, or never",
    ]


@pytest.mark.parametrize(
    ("kind", "name", "is_there", "mend"),
    [
        ("diagnostic", "minutes", False, "add a line minutes: …"),
        ("diagnostic", "bands", False, "add a line bands: [{from: …}]"),
        ("diagnostic", "mode", False, "add a line mode: with one of: score, tree, checklist"),
        ("diagnostic", "mode", True, "write one of these into the line mode: score, tree, checklist"),
        ("guide", "date", False, "add a line date: YYYY-MM-DD"),
        ("guide", "summary", True, "write its value into the line that is there: summary: …"),
    ],
)
def test_missing_line_is_told_without_a_value(kind, name, is_there, mend):
    """Its form, or all that it may be: a figure or a choice would be written as it stands, and be wrong."""
    assert str(to_add(BY_NAME[kind].fields[name], Location("x", 2), is_there=is_there)) == mend


def test_field_that_has_no_translation_is_a_column(tmp_path):
    """What a line would be elsewhere is a column here, called as the author calls it."""
    (one,) = [one for one in firms(tmp_path, header="consent=países@en") if one.rule == "unknown-field"]

    assert str(one.mend) == "remove the column países@en"


@pytest.mark.parametrize(
    ("header", "mend"),
    [
        ("summary=resumenn", "write resumen"),
        ("countries=pais", "write países"),
        ("contact.email=contacto.corre", "write contacto.correo"),
        ("contact.email=correo", "write contacto.correo"),
        ("contact.email=E-mail", "write contato.e-mail"),
        ("title=titel", "write title"),
    ],
)
def test_misspelt_column_is_told_once_and_read(tmp_path, header, mend):
    """The header is told in the words of its language; the rows are read as what it was to be: no field is missing."""
    (one,) = firms(tmp_path, header=header)

    assert (one.rule, one.where.row, str(one.mend)) == ("unknown-field", 1, mend)


@pytest.mark.parametrize(
    ("kind", "header", "mend"),
    [
        ("term", "Término", "write título"),
        ("term", "Definición", "write resumen"),
        ("question", "pregunta", "write título"),
        ("question", "Answer", "write summary"),
        ("advisor", "Nombre", "write título"),
        ("advisor", "Descripción", "write resumen"),
        ("advisor", "Idiomas", "write idiomas de atención"),
        ("advisor", "Horario", "write contacto.horario"),
        ("event", "comienzo", "write inicio"),
    ],
)
def test_words_that_people_use_lead_to_the_column(kind, header, mend):
    """In the language of the word."""
    _, (one,) = nodes(f"{header},extra.x\nUno,x\n", kind)

    assert str(one.mend) == mend


def test_open_columns_are_told_in_the_language_of_the_hub(tmp_path):
    """Those that every row needs come first."""
    table = {"content/glossary/t.csv": "zzz;extra.x\nUno;x\n"}
    (one,) = [one for one in load_hub(make_hub(tmp_path, table)).problems if one.rule == "unknown-field"]

    assert str(one.expected).startswith("the name or label of a field: título, resumen, sigla")


def test_a_column_that_no_row_has_is_told_once(tmp_path):
    """At the header, with the columns that are there; the nearest of them is named. One empty cell stays one."""
    rows = "".join(f"Casa {n},Vende pan.,{kind},HN,{n}@example.org\n" for n, kind in enumerate(("buyer", "", "buyer")))
    table = f"title,sumilla,kind,countries,contact.email\n{rows}"
    found = load_hub(make_hub(tmp_path, {"content/directory/f.csv": table})).problems

    kind, summary = (one for one in found if one.rule == "missing-field")
    assert (summary.where.row, summary.where.field, str(summary.message)) == (1, "summary", "summary is missing")
    assert str(summary.expected) == "a column for it; there are: title, sumilla, kind, countries, contact.email"
    assert str(summary.mend) == 'rename the column "sumilla" to summary, or add one'
    assert (kind.where.row, kind.where.field) == (3, "kind")


def test_a_missing_field_is_called_as_the_header_would(tmp_path):
    """In the language of the other columns; a header of names keeps names."""
    rows = "a,empleo,Plaza,Una.,2026-11-20,,HN,+504 0000 0087\n"
    told = []
    for head in (
        "nombre corto,tipo,título,resumen,fecha,vence,países,contacto.teléfono",
        "slug,kind,title,summary,date,expires,countries,contact.phone",
    ):
        name = head[:4].strip()
        [one] = load_hub(make_hub(tmp_path / name, {"content/board/a.csv": f"{head}\n{rows}"})).problems
        told.append((str(one.message), str(one.mend), one.where.field))
    assert told == [
        ("vence is missing", "fill in the column vence, or add it; such as 2026-11-30", "expires"),
        ("expires is missing", "fill in the column expires, or add it; such as 2026-11-30", "expires"),
    ]


def test_column_that_is_like_none_has_a_mend_too(tmp_path):
    """What every row still needs comes first among the fields named; another field that is there already is not."""
    unknown, *others = firms(tmp_path, header="contact.email=Ventanilla 3")

    assert str(unknown.mend) == "write extra.ventanilla-3 if it is your own, or remove the column"
    assert str(unknown.expected).startswith("the name or label of a field: contacto, tamaño, año de fundación")
    assert [one.rule for one in others] == ["missing-field"]
