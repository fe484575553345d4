"""Notices and tenders with their own faults: what a person reads, to the letter; renewed by `--renew`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import make_hub

TEXT = Path(__file__).parent / "board.txt"

SHEET = """\
slug;tipo;título;resumen;fecha;vence;países;contacto.correo;artículo.título;artículo.código;artículo.cantidad;artículo.unidad
miel;compra;Compro miel en barril;Miel multifloral con análisis.;2026-11-10;2026-12-31;HN;compras@mieles.example.org;Miel;hs:040900;6;
horno;vende;Vendo horno;Se ve funcionando.;2026-11-12;2027-06-30;HN;;;;;
bodega;alquilo;Alquilo bodega;Ochenta metros junto al puerto.;2026-11-16;;HN;bodega@frio.example.org;;;;
"""
TENDER = """\
title: Pupitres de madera
summary: Seiscientos pupitres para doce escuelas.
kind: tender
date: 2026-11-11
expires: 2026-11-04
countries: HN
contact: {name: Oficina de compras}
value_min: 90000
value_max: 48000
method: libre
tender_url: javascript:alert(1)
"""
ITEM = """\
title: Vendo miel
summary: Miel clara en cubetas limpias.
kind: sell
date: 2026-11-09
expires: 2027-01-15
countries: HN
contact: {email: miel@example.org}
item: {title: Miel, quantity: 800, unit: cubeta, price_min: 60, price_max: 50, side: offer}
"""


def test_each_fault_is_told_with_its_place_and_its_mend(tmp_path, renew):
    files = {
        "content/board/noviembre.csv": SHEET,
        "content/board/pupitres.yaml": TENDER,
        "content/board/miel-clara.yaml": ITEM,
    }
    project = make_hub(tmp_path / "hub", files)
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), "check", "--date", BUILD_DAY]
    done = subprocess.run(
        [*command, "--skip", "thin-topic"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    if renew:
        TEXT.write_text(done.stderr, "utf-8")
    assert done.stderr == TEXT.read_text("utf-8")
    assert done.returncode == 1
