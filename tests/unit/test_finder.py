"""The finder of a list: which lists have one, and what its files hold."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

import hubgen.stages.plan.pages.lists.finder as finder
from hubgen.formats.finder_script import FinderPart, FinderRecord, finder_script
from hubgen.pipeline import Compiled
from tests.hubs import financing, guide, organization, translation
from tests.unit.test_plan import html, paths, plan, titles

CONFIG = "facets: {financing: [instruments, {field: sizes, phrase: 'para empresa {}'}, countries, status]}\n"
PAGE = "financiamiento/paises/honduras.html"
DATA = "financiamiento/paises/honduras.finder.js"


def calls(count: int, **fields: str) -> dict[str, str]:
    """As many calls, of two instruments and two sizes in turn."""
    return {
        f"content/financing/f{n:02}.md": financing(
            title=f"Línea {n:02}",
            instruments="[loan]" if n % 2 else "[grant, guarantee]",
            sizes="[micro]" if n % 3 else "[micro, small]",
            **fields,
        )
        for n in range(count)
    }


def data(found: Compiled, path: str = DATA) -> Any:
    called = re.fullmatch(r"finderData\((.*)\)\n", html(found, path), re.DOTALL)
    assert called is not None
    return json.loads(called[1])


def test_the_file_holds_every_entry_of_the_list_in_its_order(tmp_path: Path):
    found = plan(tmp_path, calls(35), CONFIG)
    shown = titles(found, PAGE) + titles(found, PAGE.replace(".html", ".pagina-2.html"))
    records = data(found)["records"]
    assert [record[0] for record in records] == shown and len(shown) == 35
    assert [record[1] for record in records] == [f"../f{n:02}.html" for n in range(35)]
    assert {record[2] for record in records} == {"Crédito para maquinaria con seis meses de gracia."}
    assert {record[4] for record in records} == {"Permanente"}


def test_values_are_numbered_through_all_facets(tmp_path: Path):
    """The facet of the page gives its piece of the sentence; one whose entries all have the same value is left out."""
    found = data(plan(tmp_path, calls(12), CONFIG))
    assert [facet[:3] for facet in found["facets"]] == [
        ["Instrumentos", ", instrumentos: {}", "instruments"],
        ["Tamaños", "para empresa {}", "sizes"],
        ["", ", países: Honduras", ""],
    ]
    numbered = [value[0] for facet in found["facets"] for value in facet[3]]
    named = [{numbered[number] for number in record[3]} for record in found["records"]]
    assert numbered == ["loan", "guarantee", "grant", "micro", "small"]
    assert named[:2] == [{"grant", "guarantee", "micro", "small"}, {"loan", "micro"}]


def test_an_entry_for_all_has_every_value_that_another_names(tmp_path: Path):
    files = calls(12) | {"content/financing/todo.md": financing(title="A todo", sizes="all")}
    found = data(plan(tmp_path, files, CONFIG))
    record = next(one for one in found["records"] if one[0] == "A todo")
    assert [value[0] for value in found["facets"][1][3]] == ["micro", "small"] and {3, 4} <= set(record[3])


@pytest.mark.parametrize(("count", "has_finder"), [(9, False), (10, True)])
def test_a_short_list_has_none(tmp_path: Path, count: int, has_finder: bool):
    found = plan(tmp_path, calls(count), CONFIG)
    assert (DATA in paths(found)) == has_finder == ("name=finder" in html(found, PAGE))
    assert any(re.fullmatch(r"assets/finder\.[0-9a-f]{10}\.js", path) for path in paths(found)) == has_finder


def test_a_list_with_one_more_choice_has_none(tmp_path: Path):
    found = plan(tmp_path, calls(12), "facets: {financing: [instruments, countries, status]}\n")
    assert not [path for path in paths(found) if "finder" in path]


def test_they_stand_on_lists_by_country_and_sector_alone(tmp_path: Path):
    files = calls(12) | {f"content/guides/g{n}.md": guide(title=f"Guía {n}") for n in range(12)}
    found = plan(tmp_path, files, "facets: {financing: [instruments, sizes, countries, sectors]}\n")
    pages = {path for path in paths(found) if path.endswith(".finder.js") and not path.startswith(("en/", "pt/"))}
    assert {path.split("/")[1] for path in pages} == {"paises", "sectores"}


def test_the_page_tells_at_least_what_it_costs(tmp_path: Path):
    found = plan(tmp_path, calls(60), CONFIG)
    fetched = [html(found, path) for path in paths(found) if path == DATA or path.startswith("assets/finder")]
    cost = sum(len(gzip.compress(text.encode(), 9)) for text in fetched)
    told = re.search(r"Necesita bajar (\d+) KB", html(found, PAGE))
    print(cost, "bytes, told", told and told[1], "KB")
    assert len(fetched) == 2 and told and cost <= int(told[1]) * 1000 < cost + 1000


def test_a_long_list_comes_in_files_that_name_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(finder, "RECORDS", 10)
    found = plan(tmp_path, calls(25), CONFIG)
    parts = [data(found, DATA), data(found, DATA.replace(".js", "-2.js")), data(found, DATA.replace(".js", "-3.js"))]
    assert [len(part["records"]) for part in parts] == [10, 10, 5]
    assert [part.get("next") for part in parts] == ["honduras.finder-2.js", "honduras.finder-3.js", None]
    assert [("facets" in part, "texts" in part) for part in parts] == [(True, True), (False, False), (False, False)]
    numbers = [number for part in parts for record in part["records"] for number in record[3]]
    assert set(numbers) == set(range(5))


def test_only_the_first_page_of_a_list_has_it(tmp_path: Path):
    found = plan(tmp_path, calls(35), CONFIG)
    assert "name=finder" not in html(found, PAGE.replace(".html", ".pagina-2.html"))


def test_every_language_has_its_own(tmp_path: Path):
    """Texts without a translation say in which language they are."""
    files = calls(12) | {"content/financing/f00.en.md": translation(title="Line 00", summary="Loan for machines.")}
    found = data(plan(tmp_path, files, CONFIG), "en/financing/countries/honduras.finder.js")
    by_path = {record[1]: record for record in found["records"]}
    assert by_path["../f00.html"][0] == "Line 00" and len(by_path["../f00.html"]) == 5
    assert by_path["../f01.html"][5:] == ["es", "es"]
    assert found["texts"]["name"] == "Financing" and found["facets"][0][0] == "Instruments"


def test_what_no_page_shows_is_in_no_file(tmp_path: Path):
    """Neither fields that are never published, nor entries that are not public."""
    files = {
        f"content/directory/o{n:02}.yaml": organization(
            title=f"Firma {n:02}",
            employees="4711",
            owner="maria",
            extra="{nota: interna}",
            kind="buyer" if n % 2 else "association",
            languages="[es]" if n % 3 else "[en]",
            visibility="staff" if n == 11 else None,
        )
        for n in range(12)
    }
    found = plan(tmp_path, files, "facets: {organization: [kind, countries, languages]}\n")
    text = html(found, "directorio/paises/honduras.finder.js")
    assert "Firma 10" in text
    assert not [word for word in ("Firma 11", "4711", "maria", "interna", "lacumbre") if word in text]


def test_no_text_ends_the_script_or_a_line_of_it():
    text = finder_script(FinderPart((FinderRecord("</script>", "a.html", "\u2028 “ñ” \u2029", (1,), "", "", "es"),)))
    assert text == (
        'finderData({"records":[["\\u003c/script>","a.html","\\u2028 “ñ” \\u2029",[1],"","","es"]]})\n'.encode()
    )
