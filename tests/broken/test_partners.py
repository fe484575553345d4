"""A ring with its own faults, and files of partners that cannot be trusted: what a person reads, to the letter.

The text of the messages is `partners.txt`, renewed by `--renew`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import CONFIG, make_hub

TEXT = Path(__file__).parent / "partners.txt"

PARTNERS = """\
- slug: centro-sur
  title: Centro Pyme del Sur
  summary: Guías y directorio de la región sur.
  url: https://sur.example.org/
- slug: sur-otra-vez
  title: Centro del Sur, otra vez
  summary: El mismo sitio con otra dirección escrita.
  url: http://www.sur.example.org
- slug: montana
  title: Cámara de la Montaña
  summary: Avisos de productores de altura.
  url: montana.example.org
  pull: true
  max_items: varios
  orden: 2
- slug: etiquetas
  title: Observatorio de Etiquetas
  summary: Reglas de etiquetado.
"""
BOMB = """\
<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>
"""
CUT = """\
<rss version="2.0">
  <channel>
    <item><title>Se cortó
"""
SCRIPTS = """\
<rss version="2.0"><channel>
<item><title>Pulse aquí</title><link>javascript:alert(1)</link></item>
<item><link>https://otra.example.org/</link></item>
</channel></rss>
"""
ONE_WAY = """\
<opml version="2.0"><body><outline type="link" text="Otro" url="https://otro.example.org/"/></body></opml>
"""


def test_each_fault_is_told_with_its_place_and_its_mend(tmp_path, renew):
    files = {
        "content/ring/socios.yaml": PARTNERS,
        "content/ring/feeds/centro-sur.xml": BOMB,
        "content/ring/feeds/centro-sur.opml": ONE_WAY,
        "content/ring/feeds/montana.rss": CUT,
        "content/ring/feeds/sur-otra-vez.xml": SCRIPTS,
        "content/ring/feeds/sur-otra-vez.json": '{"items":\n  "nada"}',
        "content/ring/feeds/etiqueta.atom": "<feed/>",
    }
    project = make_hub(tmp_path / "hub", files, CONFIG)
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), "check", "--date", BUILD_DAY]
    done = subprocess.run(
        [*command, "--skip", "thin-topic"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    if renew:
        TEXT.write_text(done.stderr, "utf-8")
    assert done.stderr == TEXT.read_text("utf-8")
    assert done.returncode == 1
