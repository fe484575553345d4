"""Datasets: their page, drawing, prices, feed, catalogue and files; small hubs, and tables without a hub."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.model.data_points import points_of
from hubgen.model.data_table import DataColumn, DataTable
from hubgen.model.values.periods import mend_period, read_period
from hubgen.pipeline import Compiled
from hubgen.stages.plan.data.prices import _courses
from tests.hubs import CONFIG, PRICES, TOPIC, compiled, dataset, make_hub, problems_of, resolve_hub

FOLDER = "content/statistics"
PAGE = "estadisticas/precios.html"
LINES = "{type: lines, x: mes, y: precio, by: producto}"


ONE_LANGUAGE = "".join(line for line in CONFIG.splitlines(keepends=True) if "@" not in line).replace(", en, pt", "")


def site(tmp_path, files: dict[str, str], config: str = ONE_LANGUAGE, **options: object) -> dict[str, str]:
    """The files of the hub's site as text."""
    found: Compiled = compiled(make_hub(tmp_path, files, config), **options)
    assert found.ok, found.problems
    return {file.path: file.content.decode() for file in found.files if file.source is None and file.kind != "asset"}


def prices(**fields: str | None) -> dict[str, str]:
    return {f"{FOLDER}/precios.yaml": dataset(**fields), f"{FOLDER}/precios.csv": PRICES}


# -- periods -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-h2", "2026-07-01", "2026-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-10-31", "2026-10-31", "2026-10-31"),
        ("2009-2010", "2009-01-01", "2010-12-31"),
        ("2009/2010", "2009-01-01", "2010-12-31"),
    ],
)
def test_periods_have_a_first_and_a_last_day(text, first, last):
    found = read_period(text)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (first, last)
    assert read_period(found.text) == found


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-W54", "2026-02-30", "2026-2025", "0026", "oct", "2026-Q5", "2025-9999"],
)
def test_what_is_no_period(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("10/2026", "2026-10"), ("2026/1", "2026-01"), ("octubre de 2026", "2026-10"), ("Oct-2026", "2026-10"),
        ("T3 2026", "2026-Q3"), ("3T 2026", "2026-Q3"), ("2026 Q1", "2026-Q1"), ("1S-2026", "2026-H1"),
        ("oct-26", "2026-10"), ("ago-26", "2026-08"), ("Aug-26", "2026-08"),
        ("10/10/2026", "2026-10, or for the day 2026-10-10"),
        ("31/10/2026", "2026-10, or for the day 2026-10-31"),
    ],
)  # fmt: skip
def test_periods_of_people_are_mended(text, mend):
    assert str(mend_period(text)) == f"write {mend}"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("05/10/2026", "which month is meant? write 2026-05 or 2026-10"),
        ("2026-13", "correct the month: it has two digits, from 01 to 12"),
        ("31/02/2026", "None"), ("26-oct", "None"),
    ],
)  # fmt: skip
def test_a_period_that_is_not_certain_is_not_proposed(text, mend):
    assert str(mend_period(text)) == mend


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_none(text):
    """Never an error; what is proposed is a period."""
    found, mend = read_period(text), mend_period(text)
    assert found is None or found.start <= found.end
    assert mend is None or all(map(read_period, re.findall(r"\d{4}[-\w]*", str(mend))))


MEASURED = (
    "[{{name: producto, title: Producto, type: text, role: key}}, "
    "{{name: largo, title: Largo, type: number, role: value, decimals: {decimals}}}]"
)


@pytest.mark.parametrize(("decimals", "mends"), [(3, []), (2, ["write 5205 or 5.2050"])])
def test_three_decimals_are_taken_where_the_column_has_them(tmp_path, decimals, mends):
    """`5.205` could be five thousand; a column with three decimals says that it is not."""
    entry = dataset(kind="snapshot", columns=MEASURED.format(decimals=decimals), chart="{type: none}")
    table = "producto,largo\ntubo,5.205\n"
    files = {f"{FOLDER}/precios.yaml": entry, f"{FOLDER}/precios.csv": table, "content/topics/vender.yaml": TOPIC}
    found = problems_of(make_hub(tmp_path, files))

    assert [str(one.mend) for one in found if one.rule == "value-type"] == mends


def test_a_word_in_the_place_of_a_figure_is_a_gap(tmp_path):
    """Errors of the spreadsheet and "n.d." are not turned into figures."""
    entry = dataset(kind="snapshot", columns=MEASURED.format(decimals=2), chart="{type: none}")
    table = "producto,largo\ntubo,#DIV/0!\ncaja,n.d.\n"
    files = {f"{FOLDER}/precios.yaml": entry, f"{FOLDER}/precios.csv": table, "content/topics/vender.yaml": TOPIC}
    mends = [str(one.mend) for one in problems_of(make_hub(tmp_path, files)) if one.rule == "value-type"]

    assert mends == [
        "leave the cell empty: its formula gave no figure",
        'leave the cell empty, or name "n.d." under missing in content/statistics/precios.yaml',
    ]


@pytest.mark.parametrize(
    ("last", "count"), [("6,85", 1), ("1,234", 4)], ids=["all are decimals", "one may be thousands"]
)
def test_a_column_of_decimal_commas_is_told_once(tmp_path, last, count):
    """One mend for the column, unless one of its commas may stand between thousands."""
    entry = dataset(kind="snapshot", columns=MEASURED.format(decimals=2), chart="{type: none}")
    table = f"producto;largo\na;5,2\nb;3,15\nc;4,8\nd;{last}\n"
    files = {f"{FOLDER}/precios.yaml": entry, f"{FOLDER}/precios.csv": table, "content/topics/vender.yaml": TOPIC}
    found = [one for one in problems_of(make_hub(tmp_path, files)) if one.rule == "value-type"]

    assert len(found) == count
    assert (str(found[0].mend) == 'in that column replace every "," by "."') == (count == 1)


# -- points --------------------------------------------------------------------------------


def test_a_chart_without_time_shows_the_newest_period():
    columns = (DataColumn("a", "text", "key"), DataColumn("t", "period", "time"), DataColumn("v", "number", "value"))
    old, new = read_period("2025"), read_period("2026")
    rows = (("x", old, Decimal(1)), ("x", new, Decimal(2)), ("y", new, None), ("z", new, Decimal(3)))
    found = points_of(DataTable(columns, rows), "a", "v")

    assert [(one.x, one.value, one.row) for one in found] == [("x", 2, 1), ("z", 3, 3)]
    assert len(points_of(DataTable(columns, rows), "t", "v", "a")) == 3


# -- the page ------------------------------------------------------------------------------


def test_the_page_has_a_table_with_caption_scope_and_numbers_of_its_language(tmp_path):
    html = site(tmp_path, prices())[PAGE]

    assert "<caption>Precios del campo</caption>" in html
    assert '<th scope=col class="num">Precio<small>USD por kg</small>' in html
    assert "<th scope=row>café" in html
    assert '<td class="num">6.85' in html
    assert html.index("octubre de 2026") < html.index("septiembre de 2026")  # the newest first
    assert re.search(r'href="precios-ejemplo\.csv"|href="precios\.csv">Datos</a> <small>CSV, 0\.1', html)
    assert re.search(r'href="precios\.schema\.json">.*</a> <small>JSON, 0\.\d', html)
    assert "style=" not in html.partition("<main")[2]  # the policy of the page refuses it


def test_prices_tell_the_change_in_words(tmp_path):
    html = site(tmp_path, prices())[PAGE]

    assert "sube 2.2" in html and "sin cambio" in html
    assert "Último precio (octubre de 2026)" in html


@pytest.mark.parametrize(
    ("before", "last", "told"),
    [
        ("0.000000001", "999999999999999999.9", "sube 99,999,999,999,999,999,989,999,999,900"),
        ("3", "2", "baja 33.3"),
        ("2", "2.0010", "sube 0.1"),
        ("2", "2.0009", "sin cambio"),
        ("0", "5", ""),
    ],
)
def test_a_change_is_told_however_far_apart_the_prices_are(tmp_path, before, last, told):
    rows = f"mes,producto,precio\n2026-09,café,{before}\n2026-10,café,{last}\n"
    html = site(tmp_path, prices() | {f"{FOLDER}/precios.csv": rows})[PAGE]

    assert told in html and (told or "sube" not in html)


def test_lines_with_the_same_figures_are_named(tmp_path):
    """One line hides the other: the sentence says so, and the figure at their end stands once."""
    rows = "mes,producto,precio\n2026-09,miel,3\n2026-09,cera,3\n2026-10,miel,4.25\n2026-10,cera,4.25\n"
    html = site(tmp_path, prices(chart=LINES) | {f"{FOLDER}/precios.csv": rows})[PAGE]
    drawing = html[html.index("<svg") : html.index("</svg>")]
    assert "Con las mismas cifras: miel, cera." in html and drawing.count("4.25") == 1


def test_products_whose_names_read_alike_keep_their_prices():
    """The keys "a, b" and "c" are written as "a" and "b, c" are: neither takes the place of the other."""
    rows = [("a, b", "c", date(2026, 10, 1), Decimal(1)), ("a", "b, c", date(2026, 10, 1), Decimal(2))]
    figures = SimpleNamespace(table=SimpleNamespace(rows=rows), text=lambda index, cell: cell)
    found = _courses(figures, (0, 1), 2, 3)  # type: ignore[arg-type]
    assert [(name, price) for name, ((_, price),) in found] == [("a, b, c", 1), ("a, b, c", 2)]


@pytest.mark.parametrize(("chart", "most"), [(LINES, 900), ("{type: bars, x: producto, y: precio}", 900)])
def test_a_chart_is_small_has_no_colour_and_says_what_it_shows(tmp_path, chart, most):
    """What it adds to the page after gzip, its rules of style included."""
    plain = site(tmp_path / "a", prices())[PAGE]
    html = site(tmp_path / "b", prices(chart=chart))[PAGE]
    figure = html[html.index("<figure>") : html.index("</figure>")]

    assert len(gzip.compress(html.encode(), 9)) - len(gzip.compress(plain.encode(), 9)) < most
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|style=|<script", figure)
    assert 'role=img aria-labelledby="fig"' in figure and "id=fig" in figure
    words = re.sub(r"<svg.*", "", figure, flags=re.DOTALL)
    assert "Lo más alto: 6.85" in words and "Lo más bajo: 3.10" in words


def test_groups_differ_without_colour(tmp_path):
    """Each has a filling or dashes of its own, and a name."""
    rows = "".join(f"2026-10,p{n},{n}.5\n2026-09,p{n},{n}\n" for n in range(1, 7))
    files = prices(chart=LINES) | {f"{FOLDER}/precios.csv": "mes,producto,precio\n" + rows}
    html = site(tmp_path, files)[PAGE]
    looks = re.findall(r'<path class="(l\d)"[^>]*?(?:stroke-dasharray="([^"]*)")?/>', html)

    assert len(set(looks)) == 4
    assert all(f">p{n}</text>" in html for n in (3, 4, 5, 6))  # the highest four of six
    assert "El dibujo muestra 8 de 12 cifras" in html


def test_a_group_that_ended_long_ago_is_not_drawn(tmp_path):
    """The newest part of a long series is shown; what has nothing in it has neither line nor name."""
    months = [f"{year}-{month:02}" for year in range(2012, 2026) for month in range(1, 13)]
    rows = "".join(f"{month},a,1\n{month},b,2\n" for month in months)
    files = prices(chart=LINES) | {f"{FOLDER}/precios.csv": f"mes,producto,precio\n2011-12,antes,9\n{rows}"}
    html = site(tmp_path, files)[PAGE]
    drawing = html[html.index("<figure>") : html.index("</figure>")]

    assert ">b</text>" in drawing and ">antes</text>" not in drawing


def test_figures_below_zero_have_a_minus_sign_and_stand_left_of_zero(tmp_path):
    rows = "mes,producto,precio\n2026-10,a,-5\n2026-10,b,10\n"
    html = site(tmp_path, prices(chart="{type: bars, x: producto, y: precio}") | {f"{FOLDER}/precios.csv": rows})[PAGE]
    left, right = (
        tuple(map(int, one)) for one in re.findall(r'<rect class="c1" x="(\d+)" y="\d+" width="(\d+)"', html)
    )

    assert "−5.00" in html
    assert left[0] + left[1] == right[0]


@pytest.mark.parametrize("most", ["900123456789.25", "2800123456789.25", "999999999999999999.123456789"])
def test_long_figures_leave_room_for_what_is_drawn(tmp_path, most):
    """Time goes to the right and the largest figure has the longest bar, however many digits they have."""
    rows = f"mes,producto,precio\n2026-08,pib,1\n2026-09,pib,2\n2026-10,pib,{most}\n"
    drawn = site(tmp_path / "l", prices(chart=LINES) | {f"{FOLDER}/precios.csv": rows})[PAGE]
    across = [int(x) for x in re.findall(r"[M ](\d+) \d+", re.findall(r'class="l1" d="(M[^"]+)', drawn)[0])]
    assert across == sorted(across) and across[-1] - across[0] > 80

    chart = "{type: bars, x: mes, y: precio}"
    drawn = site(tmp_path / "b", prices(chart=chart) | {f"{FOLDER}/precios.csv": rows})[PAGE]
    widths = [int(width) for width in re.findall(r'<rect[^>]*width="(\d+)"', drawn)]
    assert widths[0] < widths[2] and widths[2] >= 95


def test_five_thousand_rows_stay_within_the_budget(tmp_path):
    """The newest rows, how many there are, where the rest is, and a page for each country."""
    columns = (
        "[{name: pais, title: País, type: text, role: country}, {name: mes, title: Mes, type: period, role: time}, "
        "{name: producto, title: Producto, type: text, role: key}, "
        "{name: precio, title: Precio, type: number, role: value}]"
    )
    rows = [
        f"{country},{year}-{month:02},producto {number},{number * 37 % 101}.{month}"
        for year in range(2022, 2027) for month in range(1, 13) for country in ("HN", "GT", "SV", "NI")
        for number in range(21)
    ]  # fmt: skip
    files = prices(columns=columns, kind="series") | {
        f"{FOLDER}/precios.csv": "pais,mes,producto,precio\n" + "\n".join(rows[:5000])
    }
    pages = site(tmp_path, files)

    assert len(gzip.compress(pages[PAGE].encode(), 9)) < 4500
    assert "Aquí están las 60 filas más nuevas de 5,000" in pages[PAGE]
    assert 'href="precios/hn.html">Honduras' in pages[PAGE]
    country = pages["estadisticas/precios/hn.html"]
    assert "<h1>Precios del campo: Honduras" in country and "Guatemala</a>" in country
    assert "Guatemala<td" not in country


def test_countries_of_a_long_table_stand_in_the_order_of_their_language(tmp_path):
    """An accent does not send a name to the end: África do Sul, Brasil, Omã."""
    columns = "[{name: pais, title: País, type: text, role: country}, {name: x, title: X, type: int, role: value}]"
    rows = "".join(f"{code},{n}\n" for code in ("BR", "OM", "ZA") for n in range(50))
    files = prices(columns=columns, kind="snapshot") | {f"{FOLDER}/precios.csv": f"pais,x\n{rows}"}
    html = site(tmp_path, files, CONFIG)["pt/estatisticas/precios.html"]

    assert re.findall(r'precios/(\w\w)\.html">', html.partition("<main")[2]) == ["za", "br", "om"]


def test_the_method_is_markdown_with_links_that_are_checked(tmp_path):
    html = site(tmp_path, prices(method='"Vea [vender](topic/vender) y **cuente**."'))[PAGE]

    assert "<h2>Cómo se midió</h2>" in html
    assert '<a href="../temas/vender.html">vender</a>' in html and "<strong>cuente</strong>" in html


def test_an_overdue_series_says_so(tmp_path):
    """A monthly series is due 31 days after its last review, a single survey never."""
    pages = site(tmp_path / "a", prices(verified="2026-09-30"))
    html = pages[PAGE]
    once = site(tmp_path / "b", prices(verified="2016-09-30", frequency="once"))[PAGE]

    assert "Se esperaban cifras nuevas o una revisión para el 31 oct 2026. Las últimas son de octubre de 2026." in html
    assert "Se esperaban" not in once
    assert '<b class="tag soon">Revisión vencida</b>' in pages["estadisticas/index.html"]


def test_a_series_late_by_one_period_is_told(tmp_path):
    """Figures of August should have been followed by those of September, which October gave time to publish."""

    def late(newest: str, frequency: str = "monthly") -> list[tuple[str, str]]:
        rows = {f"{FOLDER}/precios.csv": f"mes,producto,precio\n{newest},a,1\n"}
        hub = make_hub(tmp_path / newest / frequency, prices(verified="2026-11-20", frequency=frequency) | rows)
        return [(one.where.field, str(one.message)) for one in resolve_hub(hub)[1] if one.rule == "review-overdue"]

    assert late("2026-08") == [("data", "figures newer than those of 2026-08 were due by 2026-11-01")]
    assert late("2026-09") == late("2026-08", "once") == late("2026-08", "quarterly") == []


# -- machines ------------------------------------------------------------------------------


def test_a_new_period_is_a_new_item(tmp_path):
    feed = json.loads(site(tmp_path, prices())["estadisticas/feed.json"])

    assert [one["id"] for one in feed["items"]] == ["tag:pyme.example.org,2026-01-01:dataset/precios#2026-10"]
    assert feed["items"][0]["title"] == "Precios del campo: octubre de 2026"
    assert "café 6.85 (sube 2.2" in feed["items"][0]["content_text"]


def test_new_prices_have_a_feed_from_the_first_entry_on(tmp_path):
    assert "estadisticas/tipo/precios.feed.atom" in site(tmp_path, prices())


def test_the_schema_tells_columns_types_and_keys(tmp_path):
    """Table Schema: the names are those of the header, a month has its own type."""
    schema = json.loads(site(tmp_path, prices(missing="[nd]"))["estadisticas/precios.schema.json"])

    assert [(one["name"], one["type"]) for one in schema["fields"]] == [
        ("mes", "yearmonth"), ("producto", "string"), ("precio", "number"),
    ]  # fmt: skip
    assert (schema["primaryKey"], schema["missingValues"]) == (["mes", "producto"], ["", "nd"])


def test_the_catalogue_names_every_dataset_with_its_file(tmp_path):
    catalogue = json.loads(site(tmp_path, prices(countries="[HN]"))["estadisticas/catalog.jsonld"])
    [one] = catalogue["dcat:dataset"]

    assert one["dct:title"] == {"@value": "Precios del campo", "@language": "es"}
    assert one["dcat:distribution"][0]["dcat:downloadURL"]["@id"].endswith("/estadisticas/precios.csv")
    assert one["dcat:distribution"][0]["dcat:byteSize"]["@value"] == str(len(PRICES.encode()))
    assert one["dct:temporal"]["dcat:endDate"]["@value"] == "2026-10-31"
    assert one["dct:accrualPeriodicity"]["@id"].endswith("/MONTHLY")


def test_search_engines_get_a_dataset_with_its_download(tmp_path):
    html = site(tmp_path, prices())[PAGE]
    thing = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])

    assert (thing["@type"], thing["distribution"][0]["@type"]) == ("Dataset", "DataDownload")
    assert thing["temporalCoverage"] == "2026-09-01/2026-10-31"


def test_figures_of_all_countries_name_none_of_them(tmp_path):
    html = site(tmp_path, prices(countries="all"), f"{ONE_LANGUAGE}jsonld: full\n")[PAGE]
    thing = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])

    assert thing["variableMeasured"] == ["Precio"] and "spatialCoverage" not in thing


# -- countries -----------------------------------------------------------------------------

COUNTRIES = (
    "[{name: pais, title: País, type: text, role: country}, {name: parte, title: Parte, type: percent, role: value}, "
    "{name: nota, title: Nota, type: text, role: note}]"
)


def test_countries_are_set_side_by_side(tmp_path):
    """Two datasets with a row for each country; a figure with a remark has a mark."""
    files = {
        f"{FOLDER}/a.yaml": dataset(title="Uno", kind="snapshot", frequency="once", data="a.csv", columns=COUNTRIES),
        f"{FOLDER}/a.csv": "pais,parte,nota\nHN,10,\nGT,20,menos de\n",
        f"{FOLDER}/b.yaml": dataset(title="Dos", kind="snapshot", frequency="once", data="b.csv", columns=COUNTRIES),
        f"{FOLDER}/b.csv": "pais,parte,nota\nHN,30,\nSV,40,\n",
    }
    pages = site(tmp_path, files)
    html = pages["estadisticas/comparar-paises/index.html"]

    assert "comparar-paises/index.html" in pages["estadisticas/index.html"]
    assert re.findall(r"<th scope=row>(\w[\w ]*)", html) == ["El Salvador", "Guatemala", "Honduras"]
    assert "20 % *" in html.replace("\xa0", " ")
    assert 'href="../a.html">Parte' in html


def test_datasets_of_single_countries_make_one_column(tmp_path):
    columns = "[{name: anio, title: Año, type: period, role: time}, {name: x, title: X, type: int, role: value}]"
    common = {"kind": "series", "frequency": "yearly", "columns": columns}
    files = {
        f"{FOLDER}/{name}.yaml": dataset(title=name, data=f"{name}.csv", countries=f"[{code}]", **common)
        for name, code in (("a", "HN"), ("b", "GT"))
    }
    files |= {f"{FOLDER}/a.csv": "anio,x\n2025,1\n2026,2\n", f"{FOLDER}/b.csv": "anio,x\n2026,3\n"}
    files[f"{FOLDER}/c.yaml"] = dataset(title="c", kind="snapshot", data="c.csv", columns=COUNTRIES)
    files[f"{FOLDER}/c.csv"] = "pais,parte,nota\nHN,10,\nGT,20,\n"
    html = site(tmp_path, files)["estadisticas/comparar-paises/index.html"]

    rows = re.findall(r'<th scope=row>(\w+)<td class="num"[^>]*>(\d+)[^<]*<td class="num"[^>]*>(\d+)', html)
    assert rows == [("Guatemala", "20", "3"), ("Honduras", "10", "2")]


def test_figures_of_single_countries_keep_their_remark_and_their_period(tmp_path):
    """The column is of the newest period; of two datasets of one country nobody would know which is shown."""
    columns = (
        "[{name: anio, title: Año, type: period, role: time}, {name: x, title: X, type: int, role: value}, "
        "{name: nota, title: Nota, type: text, role: note}]"
    )
    figures = {"a": ("HN", "2024,1,"), "b": ("GT", "2026,3,menos de"), "d": ("SV", "2026,,")}

    def rows(folder: str, **changed: tuple[str, str]) -> list[str]:
        files = {f"{FOLDER}/c.csv": "pais,parte,nota\nHN,10,\nGT,20,\n"}
        files[f"{FOLDER}/c.yaml"] = dataset(title="c", kind="snapshot", data="c.csv", columns=COUNTRIES)
        for name, (code, row) in (figures | changed).items():
            files[f"{FOLDER}/{name}.csv"] = f"anio,x,nota\n{row}\n"
            files[f"{FOLDER}/{name}.yaml"] = dataset(
                title=name,
                kind="series",
                data=f"{name}.csv",
                countries=f"[{code}]",
                frequency="yearly",
                columns=columns,
            )
        html = site(tmp_path / folder, files).get("estadisticas/comparar-paises/index.html", "")
        return re.findall(r'<th scope=row>\w+<td class="num"[^>]*>[^<]*<td class="num"[^>]*>([^<\n]*)', html)

    assert rows("each") == ["3 *", "1 (2024)"]
    assert rows("twice", d=("HN", "2026,5,")) == []


def test_one_dataset_is_not_compared(tmp_path):
    assert not any("comparar" in path for path in site(tmp_path, prices()))


def test_the_build_day_changes_nothing_but_states(tmp_path):
    project = make_hub(tmp_path, prices(chart=LINES))
    first, second = (
        {file.path: file.content for file in compiled(project, day=day).files}
        for day in (date(2026, 11, 22), date(2026, 11, 23))
    )
    assert first == second
