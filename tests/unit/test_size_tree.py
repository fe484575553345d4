"""The tree of the example hub about the size of a firm: firms whose size was worked out by hand from the table."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from hubgen.model.entry import Data, Entry
from tests.conftest import ROOT
from tests.hubs import entry_of, make_hub

TREE = "content/diagnostics/tamano-de-empresa.yaml"
CASES = [*csv.DictReader((Path(__file__).parent / "size_cases.csv").read_text("utf-8").splitlines())]
ASKS = {"trabajadores": "workers", "ventas": "sales_usd", "activos": "assets_usd"}
"""Word in the id of a question -> the column that answers it."""
COUNTRIES = {
    "CR": "Costa Rica", "SV": "El Salvador", "GT": "Guatemala", "HN": "Honduras", "NI": "Nicaragua", "PA": "Panamá",
    "DO": "República Dominicana",
}  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    project = make_hub(tmp_path_factory.mktemp("size") / "hub", {"content/diagnostics/x.txt": ""})
    shutil.copy(ROOT / TREE, project.root / TREE)
    return entry_of(project, "diagnostic/tamano-de-empresa")


def choose(node: Data, case: Mapping[str, str]) -> Data:
    """The option that a firm of these figures takes: the first whose upper limit holds them."""
    options = node.items_of("options")
    asked = next((column for word, column in ASKS.items() if word in str(node.get("id"))), "")
    if not asked:
        return next(one for one in options if one.text("text") == COUNTRIES[case["country"]])
    if not case[asked]:
        return next(one for one in options if one.text("text") == "No lo sé")
    value = int(case[asked])
    if "Redondee a cientos" in node.text("text"):
        value = round(value, -2)
    return next(one for one in options if value <= upper_limit(one.text("text")))


def upper_limit(text: str) -> float:
    """`Hasta 104,000 dólares`, `De 11 a 35 personas`; what is above a number alone has no end."""
    numbers = [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]
    return float("inf") if text.startswith("Más de") and len(numbers) == 1 else numbers[-1]


@pytest.mark.parametrize("case", CASES, ids=[f"{one['country']}-{one['expected']}-{n}" for n, one in enumerate(CASES)])
def test_the_tree_leads_where_the_table_says(tree: Entry, case: Mapping[str, str]):
    nodes = {str(node.get("id")): node for node in tree.data.items_of("nodes")}
    node, steps = nodes[str(tree.get("start"))], 0
    while node.get("kind") == "question":
        node, steps = nodes[str(choose(node, case).get("next"))], steps + 1
        assert steps <= 4
    assert str(node.get("id")) == f"{case['country'].lower()}-{case['expected']}", case["reason"]
