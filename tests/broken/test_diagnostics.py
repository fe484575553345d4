"""Faulty diagnostics: one run names every fault with its line, its field and the mend, and none that follows from another.

The exact text is `diagnostics.txt`, renewed by `--renew`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hubgen.cli.session import Session
from hubgen.cli.telling import Excerpts, grouped, text_block
from hubgen.problems import Problem
from hubgen.project import Project
from tests.hubs import errors, guide, make_hub, problems_of, told

EXPECTED = Path(__file__).parent / "diagnostics.txt"
HEAD = "title: {0}\nsummary: Preguntas de prueba para {0}.\nminutes: 3\ntopics: [vender]\n"

SCORE = (
    HEAD.format("puntaje")
    + """\
mode: score
start: q1
areas:
  - {id: producto, title: Producto, weight: 0, advice: [{below: 50, text: Mejore.}]}
  - {id: dinero, title: Dinero, advice: [{below: 150, text: Ahorre.}]}
  - {id: dinero, title: Caja, advice: [{below: 50, text: Cuente.}]}
questions:
  - {id: q1, area: produto, text: Una, options: [{text: No, points: 0}, {text: Sí, points: 1}]}
  - {id: q2, text: Dos, options: [{text: No}, {text: Sí, points: 1}]}
bands:
  - {from: 20, title: Baja, text: Empiece., refs: [guide/a]}
  - {from: 60, title: Media, text: Siga., refs: [guide/nadie]}
  - {from: 60, title: Alta, text: Venda.}
"""
)
EMPTY_AREA = (
    HEAD.format("área")
    + """\
mode: score
areas:
  - {id: producto, title: Producto, advice: [{below: 50, text: Mejore.}]}
  - {id: dinero, title: Dinero, advice: [{below: 50, text: Ahorre.}]}
questions:
  - {id: q1, area: producto, text: Una, options: [{text: No, points: 0}, {text: Sí, points: 1}]}
bands:
  - {from: 0, title: Todas, text: Siga., refs: [guide/a]}
"""
)
TREE = (
    HEAD.format("árbol")
    + """\
mode: tree
start: uno
nodes:
  - id: uno
    kind: question
    title: Primera
    options: [{text: A, next: dso}, {text: B}, {text: C, next: final}]
  - {id: dos, kind: question, title: Segunda, options: [{text: A, next: tres}, {text: B, next: fuera}]}
  - {id: tres, kind: question, title: Tercera, options: [{text: A, next: dos}, {text: B, next: vacia}]}
  - {id: vacia, kind: question, title: Cuarta}
  - {id: final, kind: outcome, title: Fin, options: [{text: A, next: uno}]}
  - {id: perdido, kind: question, title: Perdida, options: [{text: A, next: lejos}]}
  - {id: lejos, kind: outcome, title: Lejos, refs: [guide/a]}
  - {id: lejos, kind: outcome, title: Otra, refs: [guide/a]}
"""
)
LARGE_TREE = HEAD.format("bosque") + (
    "mode: tree\nstart: n0\nnodes:\n"
    + "".join(f"  - {{id: n{n}, kind: question, title: T, options: [{{text: A, next: n{n + 1}}}]}}\n" for n in range(200))
    + "  - {id: n200, kind: outcome, title: Fin, refs: [guide/a]}\n"
)
CHECKLIST = (
    HEAD.format("lista")
    + """\
mode: checklist
questions:
  - {id: q1, text: Una, options: [{text: No, criterion: sin-registro}, {text: Sí}]}
actions:
  - {id: a1, title: Una, when: {all_of: [sin-registo]}}
  - {id: a2, title: Dos, when: {all_of: [sin-registro], any_of: [sin-registro, {}]}}
  - {id: a3, title: Tres, when: {}}
"""
)
NEEDS = "".join(
    f"- {{slug: {mode}-vacia, title: Vacía {mode}, summary: Nada., mode: {mode}, minutes: 1, topics: [vender]}}\n"
    for mode in ("score", "tree", "checklist")
)
FILES = {
    "content/guides/a.md": guide(),
    "content/diagnostics/puntaje.yaml": SCORE,
    "content/diagnostics/area.yaml": EMPTY_AREA,
    "content/diagnostics/arbol.yaml": TREE,
    "content/diagnostics/bosque.yaml": LARGE_TREE,
    "content/diagnostics/lista.yaml": CHECKLIST,
    "content/diagnostics/vacias.yaml": NEEDS,
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_hub(tmp_path_factory.mktemp("faulty") / "hub", FILES)


@pytest.fixture(scope="module")
def problems(hub: Project) -> list[Problem]:
    return errors(problems_of(hub))


def test_every_fault_is_told_to_the_letter(hub: Project, problems: list[Problem], renew: bool):
    excerpts = Excerpts(hub.root)
    text = "\n\n".join(text_block(Session(color="never"), group, excerpts) for group in grouped(problems)) + "\n"
    if renew:
        EXPECTED.write_text(text, "utf-8")
    assert text == EXPECTED.read_text("utf-8")


def test_each_has_its_line_and_field(problems: list[Problem]):
    for one in problems:
        assert one.where.line and one.where.field and (one.mend or one.expected), told([one])


def test_no_fault_is_told_twice(problems: list[Problem]):
    places = Counter((one.where, one.rule) for one in problems)
    assert [place for place, count in places.items() if count > 1] == []
