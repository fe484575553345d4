"""The table of products and markets: what shares a column, where a number leads, where a long table is cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hubgen.stages.plan.matrix as matrix
from hubgen.pipeline import Compiled
from tests.hubs import standard
from tests.pages import read_page
from tests.unit.test_plan import html, pages, plan, titles

PAGE = "normas/productos-y-mercados/index.html"
CONFIG = "groups: {NORTE: [HN, GT]}\nfacet_pairs: {standard: [[markets, products]]}\n"


def rule(number: int, markets: str, products: str = '["0901"]') -> str:
    return standard(title=f"Norma {number}", markets=markets, products=products)


def hub(tmp_path: Path, *rules: str, config: str = CONFIG) -> Compiled:
    return plan(tmp_path, {f"content/standards/n{n}.yaml": text for n, text in enumerate(rules)}, config)


def table(found: Compiled, path: str = PAGE) -> list[list[tuple[str, str]]]:
    """The rows of the page's tables: text and address of each cell; the first row holds the names of the columns."""
    rows = re.findall(r"<tr>(.*?)(?=<tr>|<tbody>|</table>)", html(found, path), re.DOTALL)
    return [
        [
            (re.sub(r"<[^>]*>", "", cell).strip(), "".join(re.findall(r'href="([^"]*)"', cell)))
            for cell in re.split(r"<t[hd][^>]*>", row)[1:]
        ]
        for row in rows
    ]


def test_a_group_that_no_entry_parts_is_one_column_with_its_own_lists(tmp_path: Path):
    found = hub(tmp_path, rule(1, "[NORTE]"), rule(2, "[GT, HN]"), rule(3, "[DE]"))
    assert table(found) == [
        [("Productos", ""), ("Alemania", "../mercados/alemania.html"), ("NORTE (2 países)", "")],
        [
            ("HS 0901 (café, té y especias)", "../productos/0901.html"),
            ("1", "../n2.html"),
            ("2", "../mercados/norte-2-paises/0901.html"),
        ],
    ]
    assert titles(found, "normas/mercados/norte-2-paises/0901.html") == ["Norma 1", "Norma 2"]


def test_a_member_with_an_entry_of_its_own_parts_the_group(tmp_path: Path):
    found = hub(tmp_path, rule(1, "[NORTE]"), rule(2, "[HN]"))
    assert [text for text, _ in table(found)[0]] == ["Productos", "Guatemala", "Honduras"]
    assert [text for text, _ in table(found)[1][1:]] == ["1", "2"]


def test_the_larger_group_takes_its_members_first(tmp_path: Path):
    config = CONFIG.replace("{NORTE: [HN, GT]}", "{NORTE: [HN, GT], CENTRO: [HN, GT, SV]}")
    found = hub(tmp_path, rule(1, "[HN, GT, SV]"), config=config)
    assert [text for text, _ in table(found)[0][1:]] == ["CENTRO (3 países)"]


def test_a_number_leads_to_the_entry_to_a_list_or_to_the_page_of_the_pair(tmp_path: Path):
    rules = [rule(n, "[DE]", '["0901"]' if n < 3 else '["1801"]' if n < 5 else '["0409"]') for n in range(6)]
    found = hub(tmp_path, *rules)
    cells = {row[0][0][3:7]: row[1] for row in table(found)[1:]}
    assert cells == {
        "0901": ("3", "../mercados/alemania/0901.html"),
        "1801": ("2", "../mercados/alemania/1801.html"),
        "0409": ("1", "../n5.html"),
    }
    assert titles(found, "normas/mercados/alemania/1801.html") == ["Norma 3", "Norma 4"]


def test_lists_of_cells_stand_where_the_pair_would(tmp_path: Path):
    config = CONFIG.replace("[markets, products]", "[products, markets]")
    found = hub(tmp_path, rule(1, "[DE]"), rule(2, "[DE]"), config=config)
    assert table(found)[1][1] == ("2", "../productos/0901/alemania.html")
    facts = read_page(html(found, "normas/productos/0901/alemania.html"))
    assert {"../0901.html", "../../mercados/alemania.html"} <= set(facts.links)


def test_an_empty_cell_says_so_in_words_and_a_number_what_it_counts(tmp_path: Path):
    found = hub(tmp_path, rule(1, "[DE]"), rule(2, "[US]", '["1801"]'))
    page = html(found, PAGE)
    assert page.count('<span role=img aria-label="ninguna">–</span>') == 2
    assert 'aria-label="1: HS 1801 (cacao y chocolate), Estados Unidos">1</a>' in page


def test_many_markets_make_a_second_table_without_empty_rows(tmp_path: Path):
    many = "[AR, BO, BR, CL, CO, CR, CU, DE]"
    found = hub(tmp_path, rule(1, many), rule(2, "[VE]", '["1801"]'))
    heads = [row for row in table(found) if row[0][0] == "Productos"]
    assert [len(row) for row in heads] == [9, 2] and len(table(found)) == 4


def test_a_long_table_is_cut_between_groups_of_products(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matrix, "CELLS", 3)
    rules = [rule(n, "[DE]", f'["{code}"]') for n, code in enumerate(["0901", "0902", "1801", "1806", "1901"])]
    found = hub(tmp_path, *rules)
    second = "normas/productos-y-mercados/pagina-2.html"
    shown = [[row[0][0][3:7] for row in table(found, path)[1:]] for path in (PAGE, second)]
    assert shown == [["0901", "0902"], ["1801", "1806", "1901"]]
    assert ">0901 – 0902</b>" in html(found, PAGE) and 'href="pagina-2.html">1801 – 1901</a>' in html(found, PAGE)


def test_a_group_of_products_that_is_too_long_is_cut_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matrix, "CELLS", 2)
    found = hub(tmp_path, *[rule(n, "[DE]", f'["090{n}"]') for n in (1, 2, 3)])
    assert len([path for path in pages(found) if "productos-y-mercados" in path]) == 2


def test_there_is_none_without_the_pair(tmp_path: Path):
    found = hub(tmp_path, rule(1, "[DE]"), config="facet_pairs: {standard: [[nature, markets]]}\n")
    assert not [path for path in pages(found) if "productos-y-mercados" in path]


def test_section_and_facets_lead_to_it(tmp_path: Path):
    found = hub(tmp_path, rule(1, "[DE]"))
    for path in ("normas/index.html", "normas/mercados/index.html", "normas/productos/index.html"):
        assert any(link.endswith("productos-y-mercados/index.html") for link in read_page(html(found, path)).links)
