"""Markets, terms, questions and advisers with their own faults: what a person reads, to the letter.

The text of the messages is `places_and_people.txt`, renewed by `--renew`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import CONFIG, make_hub

TEXT = Path(__file__).parent / "places_and_people.txt"

GROUP = """\
---
title: Países vecinos
summary: Un perfil para todos a la vez.
market: VECINOS
scope: audience
topics: [vender]
verified: 2026-07-01
facts:
  - {label: Lote mínimo, value: 10, unit: sacos, source: entrevista con importador}
standards: [fitosanitrio]
---
## Producto

Café.
"""
TERMS = """\
slug,title,summary,abbr,see,code
aval,Aval,Firma de otro que responde por la deuda.,,aval,
fianza,Fianza,Promesa de pagar si el otro no paga.,Una sigla que no cabe aquí,avla,zz:99
"""
PEOPLE = """\
- slug: ana
  title: Ana Ejemplo
  summary: Acompaña a principiantes una hora por semana.
  kind: mentora
  topics: [vender]
  contact: {hours: jue 14-16}
  verified: 2026-09-01
- slug: mesa
  title: Mesa de ayuda
  summary: Orienta en papeles y costos.
  kind: mesa de ayuda
  topics: [vender]
  contact: ana
  reply_days: pronto
  verified: 2026-09-01
"""
QUESTIONS = """\
slug,title,summary,topics,asked,answer_ref
casa,¿Qué pide el banco si no tengo casa?,Un fondo puede cubrir parte del préstamo.,vender,muchas,guide/avales
"""


def test_each_fault_is_told_with_its_place_and_its_mend(tmp_path, renew):
    files = {
        "content/markets/vecinos.md": GROUP,
        "content/glossary/terminos.csv": TERMS,
        "content/advisors/lista.yaml": PEOPLE,
        "content/faq/preguntas.csv": QUESTIONS,
    }
    project = make_hub(tmp_path / "hub", files, CONFIG + "groups: {VECINOS: [GT, SV]}\n")
    command = [sys.executable, "-m", "hubgen", "-C", str(project.root), "check", "--date", BUILD_DAY]
    done = subprocess.run(
        [*command, "--skip", "thin-topic"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    if renew:
        TEXT.write_text(done.stderr, "utf-8")
    assert done.stderr == TEXT.read_text("utf-8")
    assert done.returncode == 1
    assert done.stderr.endswith("14 faults in 4 files, 1 warning\n")
