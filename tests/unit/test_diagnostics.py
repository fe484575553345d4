"""Pages of diagnostics: a score, a tree, a checklist; what lists and feeds say of them; no trace without a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hubgen.model.entry import Data, Places
from hubgen.pipeline import Compiled
from hubgen.problems import Location
from hubgen.theme import load_theme
from hubgen.types import diagnostic_tree
from hubgen.types.base import Draft
from tests.conftest import ROOT
from tests.diagnostics import ALL, CHECKLIST, SCORE, TREE
from tests.hubs import CONFIG, SEARCHED, build, compiled, guide, make_hub, public, the_error

FILES = {"content/guides/a.md": guide(), **ALL}
ONE_LANGUAGE = CONFIG.replace("[es, en, pt]", "[es]").replace("title@en: SME Centre\ntitle@pt: Centro PME\n", "")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    found = compiled(make_hub(tmp_path_factory.mktemp("diagnostics") / "hub", FILES))
    assert found.ok
    return found


def page(hub: Compiled, path: str) -> str:
    return next(file.content.decode() for file in hub.files if file.path == path)


def paths(hub: Compiled) -> set[str]:
    return {file.path for file in hub.files}


def links(text: str) -> list[str]:
    return re.findall(r'href="([^"#:]*)"', text.partition("<main")[2].partition("</main>")[0])


def test_a_tree_has_a_page_for_each_node_but_the_first(hub: Compiled):
    found = {path for path in paths(hub) if path.startswith("diagnosticos/tamano")}
    assert found == {f"diagnosticos/tamano{name}.html" for name in ("", "/ventas", "/micro", "/mediana")}
    first, second = page(hub, "diagnosticos/tamano.html"), page(hub, "diagnosticos/tamano/ventas.html")
    assert {"tamano/micro.html", "tamano/ventas.html"} <= set(links(first))
    assert {"micro.html", "mediana.html", "../tamano.html"} <= set(links(second))
    assert "Un paso atrás" in second and "<form" not in first + second


def test_an_outcome_leads_to_entries_and_back_to_every_question_before_it(hub: Compiled):
    micro = page(hub, "diagnosticos/tamano/micro.html")
    assert "../../guias/a.html" in links(micro)
    assert "Volver a: ¿Cuántas personas" in micro and "Volver a: ¿Vende más" in micro


def test_sitemap_letters_and_search_know_the_first_page_alone(hub: Compiled, tmp_path: Path):
    for path in ("sitemap.xml", "a-z.html"):
        assert "diagnosticos/tamano.html" in page(hub, path) and "tamano/" not in page(hub, path)
    built = compiled(make_hub(tmp_path / "hub", FILES, SEARCHED), index=False)
    assert "tamano/" not in page(built, "sitemap.xml")


def test_pages_are_small(hub: Compiled):
    """Bytes after gzip; a node has the frame of every page and hardly more."""
    weights = {file.path: file.gzip_bytes or 0 for file in hub.files}
    print({path: size for path, size in weights.items() if path.startswith("diagnosticos/")})
    assert all(weights[f"diagnosticos/tamano/{name}.html"] <= 2_200 for name in ("ventas", "micro", "mediana"))
    assert weights["diagnosticos/listo.html"] <= 4_000


def test_a_score_adds_up_by_styles_and_sends_nothing(hub: Compiled):
    text = page(hub, "diagnosticos/listo.html")
    assert "form-action 'none'" in text and "<form" not in text and "action=" not in text
    assert '[value="3"]:checked{counter-increment:n t 3 a 3}' in text
    assert re.findall(r'value="(\d+)"', text.partition("<main")[2]) == ["0", "2", "4", "0", "2", "0", "3"]
    assert re.findall(r'data-low="(\d+)" data-high="(\d+)"', text) == [
        ("0", "4"), ("5", "7"), ("8", "9"), ("0", "2"), ("3", "4"), ("0", "1")
    ]  # fmt: skip
    assert "A veces <b>2</b>" in text.partition("<table>")[2]


def test_a_score_that_styles_cannot_count_is_refused(tmp_path: Path):
    """Counters of styles have 32 bits: areas whose points have too little in common would show a wrong sum."""
    areas = [13, 17, 19, 23, 29, 31, 37]
    advice = "advice: [{below: 50, text: Mejore.}]"
    option = "options: [{{text: No, points: 0}}, {{text: Poco, points: 1}}, {{text: Sí, points: {}}}]"
    score = "".join(
        (
            SCORE.partition("areas:")[0] + "areas:\n",
            *(f"  - {{id: a{most}, title: Área {most}, {advice}}}\n" for most in areas),
            "questions:\n",
            *(f"  - {{id: q{most}, area: a{most}, text: ¿{most}?, {option.format(most)}}}\n" for most in areas),
            "bands:" + SCORE.partition("bands:")[2],
        )
    )
    fault = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(), "content/diagnostics/x.yaml": score}))
    assert "would have 22487085257" in str(fault.message)
    assert "now it is a13 13, a17 17" in str(fault.mend)


def test_a_checklist_shows_every_action_under_its_condition(hub: Compiled):
    text = page(hub, "diagnosticos/formal.html")
    assert [json.loads(when.replace("&#34;", '"')) for when in re.findall(r'data-when="([^"]*)"', text)] == [
        ["all", "sin-registro"],
        ["all", "con-registro", "con-personal"],
        ["any", "sin-registro", ["all", "con-registro", "con-personal"]],
    ]
    assert text.index("Abra una cuenta aparte") < text.index("Lleve sus cuentas")  # by priority
    assert "Si respondió: «¿Está registrada? Sí» y «¿Tiene empleados? Sí»" in text
    assert "Si respondió: «¿Está registrada? No», o «¿Está registrada? Sí» y «¿Tiene empleados? Sí»" in text
    assert re.findall(r"<ol.*?>", text)[:3] == ["<ol>", '<ol start="3">', '<ol start="4">']


def test_there_are_no_feeds_of_diagnostics_but_they_stand_in_those_of_topics(hub: Compiled):
    assert not [path for path in paths(hub) if path.startswith("diagnosticos/") and "feed" in path]
    assert "diagnosticos/tamano.html" in page(hub, "temas/vender.feed.atom")
    assert {"data.csv", "data.json"} <= set(links(page(hub, "diagnosticos/index.html")))


def test_exports_hold_what_a_table_can(hub: Compiled):
    (header, *rows) = page(hub, "diagnosticos/data.csv").splitlines()
    assert header.removeprefix("\ufeff") == "id,url,language,changed,title,summary,topics,mode,minutes"
    assert len(rows) == 3


def test_a_guide_names_the_diagnostics_that_lead_to_it(hub: Compiled):
    assert "../diagnosticos/listo.html" in page(hub, "guias/a.html")
    assert "guias/a.html" not in "".join(links(page(hub, "diagnosticos/formal.html").partition("<aside")[2]))


def test_a_missing_translation_shows_the_original_at_every_step(hub: Compiled):
    text = page(hub, "en/diagnostics/tamano/ventas.html")
    assert '<h1 lang="es">¿Vende más de un millón al año?</h1>' in text and "One step back" in text
    assert 'lang="es">No</a>' in text


def test_a_translation_is_used_at_every_step(tmp_path: Path):
    tree = TREE.replace("title: ¿De qué", "title@en: What size is your firm?\ntitle: ¿De qué").replace(
        "{text: Hasta diez,", "{text: Hasta diez, text@en: Up to ten,"
    )
    found = compiled(make_hub(tmp_path / "hub", FILES | {"content/diagnostics/tamano.yaml": tree}))
    assert found.ok and ">Up to ten</a>" in page(found, "en/diagnostics/tamano.html")


def test_without_the_folder_there_is_no_trace(tmp_path: Path):
    """A site that had diagnostics is, once they are removed, byte for byte one that never had any."""
    never = build(make_hub(tmp_path / "never", {"content/guides/a.md": guide()}, ONE_LANGUAGE))
    project = make_hub(tmp_path / "once", FILES, ONE_LANGUAGE)
    build(project)
    for path in (project.content_dir / "diagnostics").iterdir():
        path.unlink()
    once = build(project)
    assert public(once.output_dir) == public(never.output_dir)
    assert b"diagn" not in b"".join(public(never.output_dir).values())


def test_faulty_diagnostics_still_have_their_other_faults_told(tmp_path: Path):
    """Pages are planned from what could be read: nothing of it may fail."""
    for number, text in enumerate(
        (
            SCORE.replace("mode: score\n", ""),
            SCORE.replace("areas:", "arias:"),
            SCORE.replace("points", "puntos"),
            TREE.replace("start: personas", "start: nadie"),
            TREE.replace("next: ventas", "next: personas"),
            CHECKLIST.replace("criterion", "criterio"),
        )
    ):
        found = compiled(make_hub(tmp_path / str(number), {"content/diagnostics/x.yaml": text}, ONE_LANGUAGE))
        assert not found.ok and any(file.path == "diagnosticos/x.html" for file in found.files)


def test_the_scripts_are_small_and_old():
    """At most 2 KB after gzip each, and nothing that a browser of ES5 does not read."""
    import gzip

    theme = load_theme(ROOT / "themes" / "plain")
    for name in ("assets/score.js", "assets/checklist.js"):
        text = theme.script(name)
        print(name, len(text), len(gzip.compress(text.encode(), 9)))
        assert len(gzip.compress(text.encode(), 9)) <= 1_000
        assert not re.search(r"=>|`|\b(?:let|const|class)\b|fetch|location|submit|Storage|cookie", text)


def test_a_tree_with_too_many_nodes_is_told_at_once(tmp_path: Path):
    """Nothing but their number: a tree of 600 nodes that lead to each other had 12,000 circles, one by one."""
    ways = "[" + ", ".join(f"{{text: o{n}, next: n{n}}}" for n in range(20)) + "]"
    nodes = "".join(f"  - {{id: n{n}, kind: question, title: P{n}, options: {ways}}}\n" for n in range(600))
    tree = TREE.partition("start:")[0] + "start: n0\nnodes:\n" + nodes
    fault = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(), "content/diagnostics/x.yaml": tree}))
    assert str(fault.message) == "the tree has 600 nodes"


def test_a_name_that_no_node_has_is_looked_for_once(monkeypatch):
    """Thousands of options may lead to the same misspelt node."""
    asked = []
    monkeypatch.setattr(diagnostic_tree, "get_close_matches", lambda name, *_, **__: asked.append(name) or [])
    options = tuple(Data.of((("next", "nadie"),)) for _ in range(40))
    nodes = tuple(Data.of((("id", f"n{n}"), ("kind", "question"), ("options", options))) for n in range(3))
    draft = Draft(Data.of((("nodes", nodes), ("start", "n0"))), Places(Location("a.yaml", 1)), frozenset())
    told = [*diagnostic_tree.tree_rules(draft)]
    assert asked == ["nadie"] and sum('"nadie"' in str(one.message) for one in told) == 120


def test_a_field_that_stands_twice_has_its_first_place():
    first, second = (Location("a.yaml", line) for line in (1, 2))
    places = Places.of_fields(Location("a.yaml", 9), (("a", first), ("a", second)))
    assert (places.of("a"), places.of("b")) == (first, Location("a.yaml", 9, field="b"))
