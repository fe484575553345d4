"""A hub with every fault of data files: the exact messages are `data.txt`, renewed by `--renew`."""

from __future__ import annotations

from pathlib import Path

from hubgen.problems import Problem
from hubgen.project import Project
from tests.hubs import PRICES, TOPIC, build, dataset, errors, guide, make_hub, problems_of, public, told

HERE = Path(__file__).parent
FOLDER = "content/statistics"

FIRM = (
    "[{name: pais, title: País, type: text, role: country}, {name: tamano, title: Tamaño, type: text, role: key}, "
    "{name: parte, title: Parte, type: percent, role: value, unit: '%'}, "
    "{name: abierta, title: Abierta, type: bool, role: note}, {name: dia, title: Día, type: date, role: note}]"
)
FIRMS = """\
pais,tamano,parte,abierta,dia
HN,micro,81.6,sí,2026-10-01
Hondura,micro,12.1,sí,2026-10-01
GT,,16,no,2026-10-01
SV,micro,116,quizá,1/10/2026
CR,micro,"8,5 %",no,2026-10-32
PA,micro,nd,no,2026-10-01
HN,micro,15,no,2026-10-01
"""
ODD = """\
periodo;producto;precio
2026-9;café;6.70
oct 2026;café;6,85
T3 2026;miel;1.234
2026-13;miel;-3,1
;miel;tres
"""
ODD_COLUMNS = (
    "[{name: mes, title: Mes, type: period, role: time}, {name: producto, title: Producto, type: text, role: key}, "
    "{name: precio, title: Precio, type: number, role: value}, {name: nota, title: Nota, type: text, role: note}]"
)
TWO_OF_A_NAME = (
    "[{name: mes, title: Mes, type: period, role: time}, {name: mes, title: Producto, type: text, role: key}, "
    "{name: precio, title: Precio, type: number, role: value, decimals: 12}]"
)
PERIODS = """\
mes,producto,precio
10/2026,café,6.70
oct 2026,miel,3.10
T3 2026,café,6.85
2026-13,miel,3.10
2026-2025,miel,3.10
"""
FAULTY = {
    "content/topics/vender.yaml": TOPIC,
    f"{FOLDER}/empresas.yaml": dataset(
        kind="snapshot", data="empresas.csv", columns=FIRM, missing="[nd]", chart="{type: bars, x: pais, y: tamano}"
    ),
    f"{FOLDER}/empresas.csv": FIRMS,
    f"{FOLDER}/odd.yaml": dataset(data="odd.csv", columns=ODD_COLUMNS, chart="{type: lines, x: periodo}"),
    f"{FOLDER}/odd.csv": ODD,
    f"{FOLDER}/order.yaml": dataset(data="order.csv"),
    f"{FOLDER}/order.csv": "producto,mes,precio\ncafé,2026-10,6.85\n",
    f"{FOLDER}/twice.yaml": dataset(data="twice.csv", columns=TWO_OF_A_NAME),
    f"{FOLDER}/twice.csv": PRICES,
    f"{FOLDER}/figures.yaml": dataset(data="figures.csv", chart="{type: bars, x: mes, y: precio}"),
    f"{FOLDER}/figures.csv": PRICES,
    f"{FOLDER}/periods.yaml": dataset(data="periods.csv"),
    f"{FOLDER}/periods.csv": PERIODS,
    f"{FOLDER}/latin.yaml": dataset(data="latin.csv"),
    f"{FOLDER}/latin.csv": PRICES.encode("latin-1"),
    f"{FOLDER}/empty.yaml": dataset(data="empty.csv"),
    f"{FOLDER}/empty.csv": "mes,producto,precio\n",
    f"{FOLDER}/gone.yaml": dataset(data="gonne.csv"),
    f"{FOLDER}/book.yaml": dataset(data="book.xlsx"),
    f"{FOLDER}/book.xlsx": b"PK",
    f"{FOLDER}/nobody.csv": PRICES,
    f"{FOLDER}/draft.yaml": dataset(data="draft.csv", draft="true"),
    f"{FOLDER}/draft.csv": PRICES.replace("6.70", "caro"),
}


def written(problems: list[Problem]) -> str:
    return "\n\n".join(told([one]) for one in problems) + "\n"


def test_the_messages_are_these(tmp_path, renew):
    """Every fault in one run, with its file, its line and its cell, what was expected and the way out."""
    found = [one for one in problems_of(make_hub(tmp_path, FAULTY)) if one.rule != "thin-topic"]

    if renew:
        (HERE / "data.txt").write_text(written(found), "utf-8")
    assert written(found) == (HERE / "data.txt").read_text("utf-8")
    for one in found:
        assert one.mend or one.expected, told([one])
        assert one.where.line or one.where.file.endswith(("nobody.csv", "latin.csv")), told([one])


def test_a_sound_dataset_has_none(tmp_path):
    """With a byte order mark, semicolons, empty lines at the end, codes for no data, figures below zero."""
    rows = PRICES.replace(",", ";").replace("6.70", "-6.70").replace("3.10", "n.d.") + ";;\r\n\r\n"
    files = {
        f"{FOLDER}/precios.yaml": dataset(missing="[n.d.]", chart="{type: lines, x: mes, y: precio, by: producto}"),
        f"{FOLDER}/precios.csv": "\ufeff" + rows,
    }
    assert [one.rule for one in problems_of(make_hub(tmp_path, files))] == ["thin-topic"]


def test_a_column_in_another_format_is_told_in_short(tmp_path):
    """Twenty cells one by one, the rest in a line: who writes the unit into a cell does so in every row."""
    rows = "".join(f"2026-10,p{number},{number} cajas\n" for number in range(500))
    files = {f"{FOLDER}/precios.yaml": dataset(), f"{FOLDER}/precios.csv": f"mes,producto,precio\n{rows}"}
    found = [one for one in problems_of(make_hub(tmp_path, files)) if one.is_error]

    assert len(found) == 21
    assert str(found[-1].message) == "480 more faults in precio"


def test_the_same_hub_without_the_folder_has_no_trace(tmp_path):
    """No section, no feed, no file of it anywhere."""
    project: Project = make_hub(tmp_path, {"content/guides/a.md": guide()})
    build(project)
    for path, data in public(project.output_dir).items():
        assert "estadisticas" not in path and b"estadisticas" not in data, path


def test_a_file_with_columns_without_end_is_told_in_a_few_lines(tmp_path: Path):
    """A wrong file is named by its first columns, and how many more there are; not by a message for each."""
    names = ",".join(f"c{number}" for number in range(5000))
    rows = f"{names}\n{','.join('1' * 5000)}\n"
    files = {"content/statistics/precios.yaml": dataset(), "content/statistics/precios.csv": rows}
    found = errors(problems_of(make_hub(tmp_path, files)))
    assert len(found) < 30
    assert "4980 more faults in content/statistics/precios.csv" in map(str, (one.message for one in found))
