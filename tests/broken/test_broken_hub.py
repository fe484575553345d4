"""A hub with 50 faults: one run names them all, each with its place and the mend; mending one removes exactly that one.

34 are errors and 16 warnings. They cover every rule in force and every value type that this version reads; the exact
text of the messages is `problems.txt`, renewed by `--renew`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hubgen.problems import LATER_RULES, RULES, Problem
from hubgen.project import Project
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import build, codes, errors, guide, make_hub, problems_of, public, told, write_files

HERE = Path(__file__).parent
FAULTS, ERRORS = 50, 34


def copy_of_hub(folder: Path) -> Project:
    """The hub with its one fault that git does not keep: a link out of the hub."""
    shutil.copytree(HERE / "hub", folder / "hub")
    (folder / "fuera.md").write_text(guide(), "utf-8")
    (folder / "hub" / "content" / "guides" / "prestada.md").symlink_to(folder / "fuera.md")
    return Project(folder / "hub")


@pytest.fixture
def hub(tmp_path) -> Project:
    return copy_of_hub(tmp_path)


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Counter[tuple[str, ...]]:
    """What is told of the hub as it is."""
    return Counter(map(signature, problems_of(copy_of_hub(tmp_path_factory.mktemp("broken")))))


def run(project: Project, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), *args, "--date", BUILD_DAY]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_check_prints_every_fault_and_ends_with_1(hub, renew):
    """The text that a person reads, to the letter, and the exit code that scripts read."""
    done = run(hub, "check")

    if renew:
        (HERE / "problems.txt").write_text(done.stderr, "utf-8")
    assert done.stderr == (HERE / "problems.txt").read_text("utf-8")
    assert (done.returncode, done.stdout) == (1, "")


def test_one_run_names_50_of_50(hub):
    """Every fault is told once, none follows from another: 34 errors and 16 warnings."""
    problems = problems_of(hub)

    assert (len(problems), len(errors(problems))) == (FAULTS, ERRORS), told(problems)
    assert len({(one.where, one.rule) for one in problems}) == FAULTS


def test_every_rule_in_force_is_among_them(hub):
    """Whoever adds a rule adds its fault here; leaks have a hub of their own (test_restricted.py)."""
    in_force = {rule.code for name, rule in RULES.items() if rule.code not in LATER_RULES}

    assert {*codes(problems_of(hub)), RULES["restricted-leak"].code} == in_force


def test_every_fault_has_a_place_and_a_way_out(hub):
    """File, line or row, and field; and what was expected or how to mend it. Faults of a whole file have no line."""
    problems = problems_of(hub)
    whole_file = {"content/guides/prestada.md", "content/documents/tarifas.txt"}

    for one in problems:
        assert one.mend or one.expected, told([one])
        assert (hub.root / one.where.file).exists(), told([one])
        if one.where.file not in whole_file:
            assert one.where.line or one.where.row, told([one])
    with_field = [one for one in problems if one.where.field]
    assert len(with_field) >= FAULTS - 6, told(one for one in problems if one not in with_field)


def test_faults_stand_in_all_three_forms(hub):
    """Markdown, YAML and CSV each have their share."""
    forms = Counter(one.where.file.rpartition(".")[2] for one in problems_of(hub))

    assert all(forms[form] >= 8 for form in ("md", "yaml", "csv")), forms


def test_build_leaves_the_old_site_as_it_is(hub, tmp_path):
    """A site from better days keeps every byte, its manifest too."""
    sound = make_hub(tmp_path / "sound", {"content/guides/a.md": guide()})
    build(sound)
    shutil.copytree(sound.output_dir, hub.output_dir)
    before = public(hub.output_dir), (hub.output_dir / ".hubgen" / "manifest.json").read_bytes()

    done = run(hub, "build")

    assert done.returncode == 1
    assert (public(hub.output_dir), (hub.output_dir / ".hubgen" / "manifest.json").read_bytes()) == before


def test_without_a_site_none_is_begun(hub):
    """Nothing is left of it, not even an empty folder; what stood there before stays."""
    assert build(hub).written is None
    assert not hub.output_dir.exists()

    hub.output_dir.mkdir()
    assert build(hub).written is None
    assert list(hub.output_dir.iterdir()) == []


def replaced(file: str, old: str, new: str):
    def mend(project: Project) -> None:
        path = project.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old}"
        path.write_text(text.replace(old, new), "utf-8")

    return mend


def written(files: dict[str, str]):
    return lambda project: write_files(project.root, files)


def removed(file: str):
    return lambda project: (project.root / file).unlink()


def pixel(file: str):
    """The picture whole: a PNG of one pixel."""
    hexadecimal = (
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
        "0000000a4944415478da63f80f00010101001cb08c990000000049454e44ae426082"
    )
    return lambda project: write_files(project.root, {file: bytes.fromhex(hexadecimal)})


GUIDES, NEWS, LINE = "content/guides/", "content/news/", "content/financing/linea-equipo.md"
TABLE, LIBRARY = "content/directory/empresas.csv", "content/documents/biblioteca.yaml"
STANDARD = "content/standards/fitosanitario.yaml"
MENDS = [
    ("E01", replaced(f"{GUIDES}tramite.md", "- {url:", "- {title: Ley de registro, url:")),
    ("E02", replaced(f"{GUIDES}tramite.md", " desde que la oficina recibe todos los papeles", "")),
    ("E02", replaced(f"{GUIDES}costos.md", "02/03/2026", "2026-03-02")),
    ("E02", replaced(f"{GUIDES}costos.md", "12,5", "12.5")),
    ("E02", replaced("content/events/agenda.csv", "2026-12-03 8h30", "2026-12-03T08:30")),
    ("E02", replaced("content/financing/capital-semilla.md", "siempre", "sí")),
    ("E02", replaced(LINE, "70%", "70")),
    ("E02", replaced(LINE, "term_max: 60", "term_max: 60m")),
    ("E02", replaced(LINE, "[C, todos]", "[todos]")),
    ("E02", replaced(TABLE, "12 personas", "12")),
    ("E02", replaced(TABLE, "(at)", "@")),
    ("E02", replaced(TABLE, "2200-0002", "+503 2200-0002")),
    ("E02", replaced(TABLE, " / NIT 998877-6", "")),
    ("E02", replaced(LIBRARY, "slug: Modelo de Carta", "slug: modelo-de-carta")),
    ("E02", replaced(LIBRARY, "C:\\Documentos\\caja.ods", "caja.ods")),
    ("E02", replaced(STANDARD, "6 meses", "180d")),
    ("E03", replaced(LINE, "subvension", "subvención")),
    ("E03", replaced(LINE, "HML", "HNL")),
    ("E03", replaced(TABLE, "Hondurass", "Honduras")),
    ("E03", replaced(TABLE, "valle-sud", "SV-SO")),
    ("E03", replaced(TABLE, ";;3;;", ";;03;;")),
    ("E03", replaced(TABLE, "español", "es")),
    ("E03", replaced(STANDARD, '"901"', '"0901"')),
    ("E04", replaced(f"{NEWS}aviso.md", "guide/costo]", "guide/costos]")),
    ("E05", removed(f"{GUIDES}precio.md")),
    ("E06", replaced(LINE, "amount_max: 5000", "amount_max: 500000")),
    ("E07", replaced(f"{NEWS}aviso.md", "urgnt", "urgent")),
    ("E09", replaced(STANDARD, "javascript:window.open('fito')", "https://sanidad.example.org/fito")),
    ("E10", replaced(LIBRARY, "![](", "![Plazas](")),
    ("E11", replaced(f"{NEWS}iva.md", "IVA: lo que", "El IVA que")),
    ("E12", replaced("config.yaml", "page: 6k", "page: 16k")),
    ("E13", pixel("content/documents/mapa.png")),
    ("E14", removed("themes/plain/templates/about.html")),
    ("E15", removed(f"{GUIDES}prestada.md")),
    ("W01", replaced(f"{NEWS}aviso.md", ", como ya se hacía en las oficinas del norte", "")),
    ("W02", replaced("content/financing/capital-semilla.md", "2025-01-15", "2026-10-15")),
    ("W03", replaced(LIBRARY, "  expires: 2026-01-31\n", "")),
    ("W04", replaced("config.yaml", "file: 2k", "file: 3k")),
    ("W06", removed(f"{GUIDES}mercado.en.md")),
    ("W07", written({f"{GUIDES}{name}.md": guide(topics="[formalizarse]") for name in ("rtn", "permiso")})),
    ("W08", replaced(LINE, "## Cómo", "## Para quién\n\nTalleres.\n\n## Cómo")),
    ("W09", replaced(TABLE, "\n;empresa;Muebles", "\nmuebles-valle;empresa;Muebles")),
    ("W10", replaced(f"{GUIDES}costos.md", " ni las haya cobrado nunca antes", "")),
    ("W11", replaced(f"{GUIDES}costos.md", "el ISV", "el impuesto sobre ventas (ISV)")),
    ("W12", replaced(f"{GUIDES}costos.md", "[aquí]", "[en la guía de mercados]")),
    ("W13", replaced(f"{GUIDES}costos.md", "#### Horas", "## Horas")),
    ("W14", replaced(f"{GUIDES}costos.md", "hoja:\n- los", "hoja:\n\n- los")),
    ("W15", replaced(LINE, "fondo-nacinal", "fondo-nacional")),
    ("W16", replaced(STANDARD, "verified: 2026-12-01", "verified: 2026-11-01")),
    ("W17", replaced(f"{NEWS}feria.md", "2026-12-24", "2026-10-24")),
]  # fmt: skip


def signature(one: Problem) -> tuple[str, str, str, str]:
    """A problem without its line, which a mend above it may move."""
    return (one.rule, one.where.file, one.where.field, one.message.template)


@pytest.mark.parametrize(
    ("code", "mend"), MENDS, ids=[f"{number:02}-{code}" for number, (code, _) in enumerate(MENDS, 1)]
)
def test_mending_one_removes_exactly_that_one(hub, before, code, mend):
    """No fault hides another and none follows from another."""
    mend(hub)

    after = Counter(map(signature, problems_of(hub)))

    gone, new = before - after, after - before
    assert not new, new
    assert [RULES[rule].code for rule, *_ in gone.elements()] == [code]
