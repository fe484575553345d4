"""Public entries that would show what is for members or staff: what a person reads, to the letter.

The text of the messages is `restricted.txt`, renewed by `--renew`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import PRICES, dataset, document, event, guide, make_hub, market

TEXT = Path(__file__).parent / "restricted.txt"

DIRECTORY = """\
slug,title,summary,kind,countries,contact.email,verified,related
gremio,Gremio,Reúne a quienes tuestan.,association,HN,g@example.org,2026-08-20,guide/trato;document/hoja
"""


def test_each_leak_is_told_with_its_place_and_its_mend(tmp_path, renew):
    files = {
        "content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\nstart_here: [guide/trato]\n",
        "content/guides/trato.md": guide(title="Negocie con un comprador grande", visibility="members"),
        "content/documents/hoja.yaml": document(
            title="Actas de la mesa directiva", url=None, path="hoja.csv", license="CC0-1.0", visibility="staff"
        ),
        "content/documents/hoja.csv": "uno;dos\n",
        "content/guides/a.md": guide(
            "Lea [la guía](trato.md), baje [la hoja](../documents/hoja.csv)\no abra https://pyme.example.org/guias/trato.html.\n"
        ),
        "content/events/taller.md": event(summary="Se explica la guía «Negocie con un comprador grande»."),
        "content/markets/a.md": market(related="[document/hoja]"),
        "content/statistics/a.yaml": dataset(related="[guide/trato]"),
        "content/statistics/precios.csv": PRICES,
        "content/directory/lista.csv": DIRECTORY,
        "content/static/avisos.txt": "Actas de la mesa directiva: pídalas.\n",
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
    assert "restricted-leak" in done.stderr and "missing-field" not in done.stderr
