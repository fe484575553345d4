"""Chains, and offers and requests, with their own faults: what a person reads, to the letter.

The text of the messages is `chains.txt`, renewed by `--renew`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import CONFIG, make_hub, organization

TEXT = Path(__file__).parent / "chains.txt"

CHAIN = """\
title: Café del occidente
summary: De la finca al tostador extranjero.
kind: value-chain
place: Occidente
topics: [vender]
countries: [HN]
lead: cafe-cumbre
tiers:
  - {id: finca, title: Finca, codes: ["isic:0127"], next: [benefico, finca], members: [cafe-ausente]}
  - {id: beneficio, title: Beneficio, codes: ["hs:9"]}
  - {id: finca, title: Otra finca, codes: []}
"""
ALONE = """\
title: Miel
summary: Un solo eslabón.
kind: cadena
topics: [vender]
countries: [HN]
tiers: [{id: miel, title: Miel, codes: ["hs:0409"]}]
"""
ITEMS = """\
organization,side,title,code,quantity,unit,until,color
cafe-la-cumbre,seek,Bolsa con válvula,,40000,piece,2027-06-30,rojo
cafe-la-cumbre,compra,Bolsa con válvula,hs:392321,40000,,2027-06-30,
empaques-volkan,offer,Bolsa con válvula,hs:392321,muchas,piece,2029-06-30,
,offer,Bolsa,hs:392321,1,piece,,
"""
OFFERS = """
  - {title: Café verde, code: "hs:090111", price_min: 6, price_max: 5, side: offer, until: 2027-03-31}
  - {title: Café tostado, quantity: 3, code: "hs:090121"}"""


def test_each_fault_is_told_with_its_place_and_its_mend(tmp_path, renew):
    files = {
        "content/chains/cafe.yaml": CHAIN,
        "content/chains/miel.yaml": ALONE,
        "content/chains/items.csv": ITEMS,
        "content/chains/otros.csv": "title\nUno\n",
        "content/directory/cafe-la-cumbre.yaml": organization(offers=OFFERS),
        "content/directory/empaques-volcan.yaml": organization(),
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
    assert done.stderr.endswith("24 faults in 5 files, no warnings\n")
