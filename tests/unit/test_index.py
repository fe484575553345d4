"""The index as a stage: made beside the pages, remembered, never in the way, and what the search page says of it."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hubgen.memo import Memo
from hubgen.model.rendered import Rendered
from hubgen.options import Options
from hubgen.pipeline import compile_hub
from hubgen.problems import EnvironmentFailure
from hubgen.project import Project
from hubgen.search import service
from hubgen.search.documents import SearchDocument
from hubgen.search.index import Cost, cost
from hubgen.search.marks import FIRST_KB, INDEX, NEXT_KB, SECONDS, filled, seconds
from hubgen.stages.index import FILES, indexing, with_index
from hubgen.stages.plan.planner import plan
from hubgen.theme import load_theme
from tests.conftest import ROOT
from tests.hubs import (
    DAY,
    SEARCHED,
    build,
    compiled,
    config_of,
    errors,
    guide,
    make_hub,
    public,
    resolve_hub,
    translation,
)

TEXTS = {
    "content/guides/precio.md": guide(),
    "content/guides/precio.en.md": translation("Add costs.\n", title="Set a price", summary="Costs and margin."),
}


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    return make_hub(tmp_path / "hub", TEXTS, SEARCHED)


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every pagefind that is started while the test runs."""
    found: list[object] = []
    start = subprocess.Popen

    def counted(command, *args, **options):
        if "--service" in command:
            found.append(command)
        return start(command, *args, **options)

    monkeypatch.setattr(service.subprocess, "Popen", counted)
    yield found


def search_of(project: Project) -> dict[str, bytes]:
    return {path: data for path, data in public(project.output_dir).items() if path.startswith("pagefind/")}


def test_the_index_stands_in_the_site(hub):
    """An entry file, one index for each language, and nothing that browsers do not fetch."""
    built = build(hub).written
    found = search_of(hub)
    languages = json.loads(found["pagefind/pagefind-entry.json"])["languages"]
    assert {lang: about["page_count"] for lang, about in languages.items()} == {"es": 2, "en": 1}
    assert sum(path.startswith("pagefind/fragment/") for path in found) == 3
    assert {"pagefind/pagefind.js", "pagefind/wasm.es.pagefind", "pagefind/wasm.en.pagefind"} <= set(found)
    assert not [path for path in found if "ui" in path or "worker" in path or "unknown" in path]
    assert built is not None and all(built.manifest.files[path].kind == "index" for path in found)


def test_nothing_new_to_search_starts_no_process(hub, starts):
    """The second build takes the index from the memory; another colour changes pages, and nothing to search."""
    build(hub, memo=True)
    first = search_of(hub)
    assert len(starts) == 1 and first
    assert build(hub, memo=True).written.written == 0
    assert len(starts) == 1
    hub.config_file.write_text(SEARCHED + 'colour: "#004080"\n', "utf-8")
    assert build(hub, memo=True).written.written > 5
    assert len(starts) == 1
    assert search_of(hub) == first


def test_a_changed_text_is_indexed_anew_and_the_old_files_go(hub, starts):
    build(hub, memo=True)
    before = search_of(hub)
    (hub.content_dir / "guides/precio.md").write_text(guide("Reste sus gastos.\n"), "utf-8")
    written = build(hub, memo=True).written
    after = search_of(hub)
    assert len(starts) == 2
    assert written is not None and set(written.removed_paths) == before.keys() - after.keys() != set()
    assert b"Reste" in b"".join(gzip.decompress(d) for p, d in after.items() if p.endswith("pf_fragment"))


def test_a_page_says_what_its_search_costs(hub):
    """No mark is left; figures, and the name of the index, which is there."""
    build(hub)
    site = public(hub.output_dir)
    page = site["buscar.html"].decode()
    assert not [mark for mark in (FIRST_KB, NEXT_KB, SECONDS, INDEX) if mark in page]
    assert re.search(r"baja unos \d+ KB \(con 2G, unos \d+ segundos\); cada una de las siguientes, unos \d+ KB", page)
    name = page.partition('data-index="')[2].partition(" ")[0]
    assert f"pagefind/pagefind.{name}.pf_meta" in site


def test_the_cost_is_that_of_the_files():
    """All that always comes, one part of the index, three results; what is compressed is not counted as shrinking."""
    packed = [random.Random(n).randbytes(200 * n) for n in range(1, 9)]
    files = {
        "pagefind/pagefind-entry.json":
            b'{"languages":{"es":{"hash":"es_1","wasm":"es"},"qu":{"hash":"qu_1","wasm":null}}}',
        "pagefind/pagefind.js": b"x" * 5000, "pagefind/pagefind.es_1.pf_meta": packed[0],
        "pagefind/wasm.es.pagefind": packed[1], "pagefind/filter/es_a.pf_filter": packed[2],
        "pagefind/index/es_b.pf_index": packed[3], "pagefind/index/es_c.pf_index": packed[4],
        "pagefind/fragment/es_d.pf_fragment": packed[5], "pagefind/fragment/qu_e.pf_fragment": packed[6],
        "pagefind/index/qu_f.pf_index": packed[7], "pagefind/wasm.unknown.pagefind": packed[0],
        "pagefind/pagefind.qu_1.pf_meta": packed[0],
    }  # fmt: skip
    found = cost(files, "es", b"y" * 3000)
    assert found is not None and (found.name, found.wasm) == ("es_1", "es")
    assert found.next_bytes == round((len(packed[3]) + len(packed[4])) / 2) + 3 * len(packed[5])
    plain = sum(len(gzip.compress(d, 9)) for d in (b"x" * 5000, files["pagefind/pagefind-entry.json"], b"y" * 3000))
    assert found.first_bytes == plain + sum(map(len, packed[:3])) + found.next_bytes
    assert (found.first_requests, found.next_requests) == (10, 4)
    other = cost(files, "qu", b"")
    assert other is not None and other.wasm == "unknown"
    assert cost(files, "en", b"") is None


def test_figures_are_rounded_up():
    """To five, so that a small edit does not change the page; seconds as of a phone on GPRS."""
    one = Cost("es_1", "es", 100_001, 12, 9_001, 4)
    assert filled(f"{FIRST_KB} {NEXT_KB} {SECONDS} {INDEX}".encode(), one) == b"105 10 30 es_1 es"
    assert seconds(100_000, 12) == pytest.approx(4 + 1.06 * 104_200 * 8 / 35_000)


def test_only_search_pages_are_filled():
    """They wait for the index; the others are not held back for it."""
    page = Rendered("guias/a.html", FIRST_KB.encode(), "page")
    files = {"pagefind/pagefind-entry.json": b'{"languages":{}}'}
    asked = []
    kept = with_index(
        (replace(page, path="buscar.html"), page), {"buscar.html": "es"}, b"", lambda: asked.append(1) or files
    )
    first = next(kept)
    assert first.path == "guias/a.html" and not asked
    rest = list(kept)
    assert [one.path for one in rest] == ["buscar.html", "pagefind/pagefind-entry.json"] and rest[1].kind == "index"
    assert first.content == rest[0].content == FIRST_KB.encode()


def test_a_check_makes_no_index(hub, starts):
    assert compiled(hub, index=False).ok and not starts


def test_a_hub_without_search_starts_nothing(hub, starts):
    hub.config_file.write_text(SEARCHED.replace("search: true", "search: false"), "utf-8")
    build(hub)
    site = public(hub.output_dir)
    assert not starts and not search_of(hub) and "buscar.html" not in site
    assert not [path for path in site if path.endswith(".js")]
    assert b"buscar.html" not in b"".join(site.values())


def test_switching_it_off_removes_all_of_it(hub):
    build(hub)
    assert search_of(hub)
    hub.config_file.write_text(SEARCHED.replace("search: true", "search: false"), "utf-8")
    build(hub)
    assert not (hub.output_dir / "pagefind").exists() and not list((hub.output_dir / "assets").glob("*.js"))


def test_a_hub_with_faults_starts_nothing(hub, starts):
    """Its site is not written; there is no use for an index."""
    (hub.content_dir / "guides/mala.md").write_text(guide(date="2026-13-01"), "utf-8")
    assert errors(compile_hub(hub, Options(day=DAY)).problems) and not starts


def test_without_pagefind_the_old_site_stays(hub, monkeypatch):
    """The failure names the mend, and nothing is written."""
    build(hub)
    before = public(hub.output_dir)
    (hub.content_dir / "guides/precio.md").write_text(guide("Reste sus gastos.\n"), "utf-8")
    monkeypatch.setattr(service, "own_command", lambda: ["/no/such/pagefind"])
    with pytest.raises(EnvironmentFailure) as caught:
        build(hub)
    assert "search: false" in str(caught.value.mend) and "No such file" in str(caught.value.message)
    assert public(hub.output_dir) == before


def test_a_pagefind_that_dies_while_pages_are_made_is_told(hub, monkeypatch):
    monkeypatch.setattr(service, "own_command", lambda: ["false"])
    with pytest.raises(EnvironmentFailure, match="exit code 1"):
        build(hub)


def test_a_build_that_breaks_leaves_no_process(hub):
    """What is raised inside the block ends the process, and is told unchanged."""
    documents = _documents(hub)
    with pytest.raises(ZeroDivisionError), Memo.open(None) as memo, indexing(documents, memo):
        raise ZeroDivisionError
    assert not _children()


def _children() -> list[str]:
    """Our processes that are called so."""
    lines = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True).stdout.splitlines()
    return [line for line in lines if line.split()[0] == str(os.getpid()) and "pagefind" in line]


def _documents(project: Project) -> tuple[SearchDocument, ...]:
    config, theme = config_of(project), load_theme(ROOT / "themes/plain")
    return plan(resolve_hub(project)[0], config, {lang: theme.texts(lang) for lang in config.languages}).documents()


def test_files_come_back_from_the_memory():
    files = {"a/b": b"", "ñ": b"\n\x00", "c": b"x" * 1000}
    assert FILES.load(FILES.dump(files)) == files
    with pytest.raises(ValueError):
        FILES.load(FILES.dump(files) + b"more")


def test_damaged_memory_is_made_anew(hub, starts):
    build(hub, memo=True)
    shutil.rmtree(hub.state_dir)
    hub.state_dir.mkdir()
    hub.memo_file.write_bytes(b"no database")
    assert build(hub, memo=True).written.written == 0
    assert len(starts) == 2


def test_regional_languages_have_their_index(tmp_path):
    """A browser asks for "pt-br" where the page says pt-BR."""
    config = SEARCHED.replace("languages: [es, en, pt]", "languages: [pt-BR]").replace("title@pt: Centro PME\n", "")
    project = make_hub(
        tmp_path / "hub", {"content/guides/precio.md": guide()}, config.replace("title@en: SME Centre\n", "")
    )
    build(project)
    found = search_of(project)
    about = json.loads(found["pagefind/pagefind-entry.json"])["languages"]
    assert list(about) == ["pt-br"]
    assert f"pagefind/wasm.{about['pt-br']['wasm'] or 'unknown'}.pagefind" in found
    assert f"{about['pt-br']['hash']} " in public(project.output_dir)["busca.html"].decode()
