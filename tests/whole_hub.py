"""A small hub with something of everything a hub may hold: each content type, each form of file, each kind of setting.

Two languages, no search, no facets of their own where one would do: it is built some thousand times in a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hubgen.project import Project
from hubgen.types import TYPES
from tests.diagnostics import CHECKLIST, SCORE, TREE
from tests.hubs import (
    CONFIG,
    PRICES,
    TOPIC,
    advisor,
    dataset,
    document,
    event,
    financing,
    guide,
    mail,
    mailing_list,
    market,
    news,
    notice,
    organization,
    partner,
    question,
    standard,
    translation,
    write_files,
    yaml_of,
)
from tests.photos import jpeg

NOT_FACETED = ", ".join(f"{kind.name}: []" for kind in TYPES if kind.name not in ("financing", "organization"))
SETTINGS: Mapping[str, str] = {
    name: value for name, value in (line.split(": ", 1) for line in CONFIG.splitlines()) if name != "title@pt"
} | {
    "languages": "[es, en]",
    "summary": "Guías para empresas pequeñas.",
    "contact": "{name: Mesa de ayuda, email: ayuda@pyme.example.org}",
    "license": "CC-BY-4.0",
    "colour": '"#0b5043"',
    "logo": "content/logo.svg",
    "glossary": "link",
    "facets": f'{{{NOT_FACETED}, financing: [{{field: sizes, phrase: "para empresa {{}}"}}], organization: [kind]}}',
    "profiles": "[{slug: micro-hn, title: Microempresas, countries: [HN], sizes: [micro]}]",
    "images": "{widths: [40], formats: [jpeg]}",
    "feeds": "{items: 2}",
}
"""Key -> raw YAML in one line."""

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>\n'
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Feria del sur</title><id>https://sur.example.org/feria</id>'
    '<link href="https://sur.example.org/feria"/><updated>2026-10-27T15:00:00Z</updated></entry></feed>\n'
)
FIRMS = """\
slug,title,title@en,summary,kind,countries,sectors,topics,contact.email,consent,verified
volcan,Empaques Volcán,Volcano Packing,Bolsas y cajas.,company,HN,1702,vender,a@example.org,2026-03-01,2026-08-20
valle,Miel del Valle,,Miel de flores de montaña.,company,HN,0149,vender;exportar,a@example.org,2026-03-01,2026-08-21
puerto,Carga del Puerto,Port Cargo,Consolidación de carga.,company,SV,5229,exportar,a@example.org,2026-03-01,2026-05-02
norte,Sacos del Norte,North Bags,Sacos de yute.,company,SV,1702,vender,a@example.org,2026-03-01,2026-04-02
lago,Cajas del Lago,,Cajas de cartón.,company,HN,1702,vender;exportar,a@example.org,2026-03-01,2026-04-01
"""
ITEMS = """\
organization,side,title,code,quantity,unit,per,lead_days,ship_to,until
volcan,offer,Bolsas con válvula,hs:392321,500000,piece,year,25,GT;HN,2027-06-30
cumbre,seek,Bolsas con válvula,hs:392321,40000,piece,year,30,HN,2027-06-30
valle,offer,Miel envasada,hs:0409,2,tonne,year,15,HN,2027-06-30
puerto,seek,Miel envasada,hs:0409,1,tonne,year,20,SV,2026-12-31
"""
TERMS = """\
slug,title,title@en,summary,synonyms,topics
incoterm,Incoterm,Incoterm,Regla que reparte costos y riesgos de un envío.,término de comercio,exportar
flete,Flete,Freight,Lo que cuesta llevar la carga.,,exportar
"""
NOTICES = """\
slug,title,summary,kind,date,expires,countries,contact.email
miel-barril,Compro miel en barril,Con análisis de residuos.,announcement,2026-11-10,2026-12-31,HN,a@mieles.example.org
secadora,Vendo secadora de café,Seca dos toneladas al día.,announcement,2026-11-12,2026-11-30,HN,a@cumbre.example.org
"""
CHAIN = {
    "title": "Café del occidente",
    "summary": "De la finca al tostador, con sus huecos.",
    "kind": "value-chain",
    "topics": "[vender]",
    "countries": "[HN]",
    "lead": "cumbre",
    "tiers": '[{id: finca, title: Finca, codes: ["isic:0127"], next: [empaque], members: [cumbre]}, '
    '{id: empaque, title: Empaque, codes: ["hs:392321"], members: [volcan]}]',
}


def files() -> dict[str, str | bytes]:
    """The files of the hub by their path."""
    of_guide_a = {name: text.replace("guide/a", "guide/precio") for name, text in
                  (("listo", SCORE), ("tamano", TREE), ("formal", CHECKLIST))}  # fmt: skip
    return {
        "config.yaml": config(SETTINGS),
        "content/about.md": "---\ntitle: Acerca de\nsummary: Quién lo hace.\n---\nNosotros, en el valle.\n",
        "content/logo.svg": LOGO,
        "content/static/aviso.txt": "uno\n",
        "content/topics/vender.yaml": TOPIC + "title@en: Selling\nsynonyms: [ventas]\n",
        "content/topics/exportar.yaml": "title: Exportar\nsummary: Vender fuera del país.\nparent: vender\n",
        "content/guides/precio.md": guide("## Costos\n\nSume. Vea [la feria](../news/feria.md) y el flete.\n"),
        "content/guides/precio.en.md": translation("Add up.\n", title="Set a price", summary="How to."),
        "content/guides/muestras.md": guide(
            "Empaque bien: [precio](precio.md).\n\n![Caja](foto.jpg)\n", title="Envíe muestras",
            topics="[exportar]", date="2026-05-04", related="[guide/precio, organization/volcan]", image="foto.jpg",
            **{"image_alt": "Una caja"},
        ),
        "content/guides/foto.jpg": jpeg(1, (80, 60)),
        "content/news/feria.md": news("Vaya con [tarjetas](../guides/muestras.md).\n", urgent="yes"),
        "content/news/feria.en.md": translation("Come early.\n", title="The fair opens", summary="To the end of May."),
        "content/events/rueda.md": event(repeat="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231"),
        "content/financing/equipo.md": financing(rolling=None, opens="2026-10-01", closes="2026-11-30T16:00"),
        "content/directory/cumbre.yaml": organization(sectors='["0127"]', topics="[vender]"),
        "content/directory/empresas.csv": FIRMS,
        "content/standards/fito.yaml": standard(),
        "content/markets/alemania.md": market(),
        "content/documents/caja.yaml": document(url=None, path="archivos/caja.csv", license="CC0-1.0"),
        "content/documents/archivos/caja.csv": "a,b\n1,2\n",
        "content/statistics/precios.yaml": dataset(),
        "content/statistics/precios.csv": PRICES,
        **{f"content/diagnostics/{name}.yaml": text for name, text in of_guide_a.items()},
        "content/board/tablon.csv": NOTICES,
        "content/board/aviso.yaml": notice(title="Ronda de café"),
        "content/chains/cafe.yaml": yaml_of(CHAIN),
        "content/chains/items.csv": ITEMS,
        "content/forums/exportar/list.yaml": mailing_list(),
        "content/forums/exportar/a.mbox": mail(1) + mail(2, "Por peso.", answers=1) + mail(3, "Otro.", subject="Caja"),
        "content/glossary/terminos.csv": TERMS,
        "content/faq/garantia.yaml": question(),
        "content/advisors/mesa.yaml": advisor(),
        "content/ring/sur.yaml": partner(pull="yes", license="CC-BY-4.0", feed="https://sur.example.org/atom.xml"),
        "content/ring/feeds/sur.xml": FEED,
        "shared/i18n/es.yaml": "home: Portada\n",
        "shared/marca/logo.svg": LOGO,
    }  # fmt: skip


def make_whole_hub(root: Path) -> Project:
    """The hub in a folder; links lead to the texts of its theme, and to a logo, elsewhere in it."""
    write_files(root, files())
    (root / "themes/plain").mkdir(parents=True)
    (root / "themes/plain/i18n").symlink_to("../../shared/i18n", target_is_directory=True)
    (root / "content/marca").symlink_to("../shared/marca", target_is_directory=True)
    return Project(root)


def config(settings: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in settings.items())
