"""Small hubs for tests: made from texts, compiled on the build day, built beside their content.

A hub without faults is the ground on which one fault stands out: `guide()`, `news()` and the others give the text of
a valid entry, with fields put in the place of theirs (raw YAML) or taken away (None).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from hubgen import settings
from hubgen.config import Config
from hubgen.memo import Memo
from hubgen.model.entry import Entry
from hubgen.model.rendered import Rendered
from hubgen.model.site import Published, Site
from hubgen.options import Options
from hubgen.pipeline import Built, Compiled, compile_hub
from hubgen.pipeline import build as build_site
from hubgen.problems import RULES, Problem, in_order
from hubgen.project import Project
from hubgen.settings import load_config
from hubgen.stages.load import Loaded, LoadOptions, load
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.theme import Theme, load_theme
from tests.conftest import BUILD_DAY

DAY = date.fromisoformat(BUILD_DAY)

CONFIG = """\
hubgen: 1
title: Centro PYME
title@en: SME Centre
title@pt: Centro PME
base_url: https://pyme.example.org/
tag_authority: pyme.example.org,2026-01-01
languages: [es, en, pt]
timezone: America/Tegucigalpa
country: HN
search: false
"""
"""Of a hub without search: its index would take longer than all the rest."""
SEARCHED = CONFIG.replace("search: false", "search: true")

TOPIC = """\
title: Vender
summary: Clientes, ferias y comercio en línea para empresas pequeñas.
"""

_GUIDE = {
    "title": "Ponga precio a su producto",
    "summary": "Cómo sumar costos y margen antes de poner un precio.",
    "kind": "guide",
    "topics": "[vender]",
    "date": "2026-03-02",
    "verified": "2026-09-15",
}
_NEWS = {
    "title": "Abre la feria de octubre",
    "summary": "La inscripción queda abierta hasta fin de mes.",
    "kind": "note",
    "topics": "[vender]",
    "date": "2026-10-02",
    "author": "Redacción",
}
_FINANCING = {
    "title": "Línea Equipo",
    "summary": "Crédito para maquinaria con seis meses de gracia.",
    "family": "finance",
    "instruments": "[loan]",
    "provider": "Fondo de Ejemplo",
    "topics": "[vender]",
    "countries": "[HN]",
    "sectors": "[C]",
    "sizes": "[micro]",
    "stages": "[growth]",
    "rolling": "yes",
    "verified": "2026-10-28",
    "source": "https://fondo.example.org/linea",
}
_EVENT = {
    "title": "Rueda de negocios",
    "summary": "Citas de veinte minutos con compradores.",
    "kind": "fair",
    "topics": "[vender]",
    "start": "2026-12-03T08:30",
    "mode": "online",
    "organizer": "Cámara de Ejemplo",
}
_ORGANIZATION = {
    "title": "Café La Cumbre",
    "summary": "Cooperativa que produce y tuesta café de altura.",
    "kind": "association",
    "countries": "[HN]",
    "contact": "{email: ventas@lacumbre.example.org}",
    "verified": "2026-08-20",
}
_DOCUMENT = {
    "title": "Plantilla de caja",
    "summary": "Hoja con fórmulas visibles que se imprime en una página.",
    "kind": "template",
    "year": "2026",
    "url": "https://pyme.example.org/caja.ods",
    "topics": "[vender]",
}
_STANDARD = {
    "title": "Certificado fitosanitario",
    "summary": "Acredita que el lote viaja libre de plagas.",
    "nature": "voluntary",
    "markets": "[DE]",
    "products": '["0901"]',
    "topics": "[vender]",
    "official_url": "https://sanidad.example.org/fito",
    "verified": "2026-10-02",
    "source": "https://sanidad.example.org/manual",
}

_MARKET = {
    "title": "Alemania, café de especialidad",
    "summary": "Compra en verde a tostadores medianos que piden trazabilidad.",
    "market": "DE",
    "scope": "product",
    "products": '["0901"]',
    "topics": "[vender]",
    "verified": "2026-07-01",
}
_ADVISOR = {
    "title": "Mesa Exporta Fácil",
    "summary": "Orienta en papeles y costos del primer envío.",
    "kind": "desk",
    "topics": "[vender]",
    "contact": '{email: mesa@camara.example.org, phone: "+504 0000 0010", hours: lun-vie 9-15}',
    "verified": "2026-10-05",
}
_QUESTION = {
    "title": "¿Qué pide el banco si no tengo casa?",
    "summary": "Un fondo de garantía puede cubrir parte del préstamo.",
    "topics": "[vender]",
}
_PARTNER = {
    "title": "Centro Pyme del Sur",
    "summary": "Guías y directorio de la región sur.",
    "url": "https://sur.example.org/",
}
_TERM = {
    "title": "Carta de crédito",
    "summary": "Promesa de un banco de pagar al exportador cuando entrega los papeles pactados.",
}
_NOTICE = {
    "title": "Compro miel en barril",
    "summary": "Busco miel multifloral con análisis de residuos.",
    "kind": "announcement",
    "date": "2026-11-10",
    "expires": "2026-12-31",
    "countries": "[HN]",
    "contact": '{email: compras@mieles.example.org, phone: "+504 0000 0010"}',
}

MARKET_HEADINGS = "".join(
    f"## {name}\n\nTexto.\n\n"
    for name in ("Producto", "Demanda", "Acceso", "Canales", "Precios", "Pago", "Logística", "Contactos")
)
_DATASET = {
    "title": "Precios del campo",
    "summary": "Lo que se paga al productor cada mes.",
    "kind": "prices",
    "topics": "[vender]",
    "data": "precios.csv",
    "frequency": "monthly",
    "license": "CC-BY-4.0",
    "columns": (
        "[{name: mes, title: Mes, type: period, role: time}, {name: producto, title: Producto, type: text, role: key}, "
        "{name: precio, title: Precio, type: number, role: value, unit: USD por kg, decimals: 2}]"
    ),
    "verified": "2026-11-02",
    "source": "https://mercado.example.org/",
}

HEADINGS = "## Qué ofrece\n\nCrédito.\n\n## Para quién\n\nEmpresas.\n\n## Cómo se solicita\n\nEn el fondo.\n"


PRICES = """\
mes,producto,precio
2026-09,café,6.70
2026-09,miel,3.10
2026-10,café,6.85
2026-10,miel,3.10
"""


_MAILING_LIST: dict[str, str | None] = {
    "title": "Lista Exportar",
    "summary": "Preguntas y respuestas entre exportadores.",
    "topics": "[vender]",
    "address": "exportar@listas.example.org",
    "subscribe": "mailto:exportar-join@listas.example.org",
    "unsubscribe": "mailto:exportar-leave@listas.example.org",
}


def yaml_of(fields: Mapping[str, str | None]) -> str:
    """Fields as lines; a value is raw YAML, None leaves its field out."""
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)


def _markdown(fields: Mapping[str, str | None], body: str) -> str:
    return f"---\n{yaml_of(fields)}---\n{body}"


def guide(body: str = "Sume sus costos.\n", **fields: str | None) -> str:
    return _markdown({**_GUIDE, **fields}, body)


def news(body: str = "Vaya temprano.\n", **fields: str | None) -> str:
    return _markdown({**_NEWS, **fields}, body)


def financing(body: str = HEADINGS, **fields: str | None) -> str:
    return _markdown({**_FINANCING, **fields}, body)


def event(body: str = "", **fields: str | None) -> str:
    return _markdown({**_EVENT, **fields}, body)


def organization(**fields: str | None) -> str:
    return yaml_of({**_ORGANIZATION, **fields})


def document(**fields: str | None) -> str:
    return yaml_of({**_DOCUMENT, **fields})


def dataset(**fields: str | None) -> str:
    """A dataset of prices; its file with the data is `PRICES`."""
    return yaml_of({**_DATASET, **fields})


def standard(**fields: str | None) -> str:
    return yaml_of({**_STANDARD, **fields})


def market(body: str = MARKET_HEADINGS, **fields: str | None) -> str:
    return _markdown({**_MARKET, **fields}, body)


def advisor(**fields: str | None) -> str:
    return yaml_of({**_ADVISOR, **fields})


def question(**fields: str | None) -> str:
    return yaml_of({**_QUESTION, **fields})


def notice(**fields: str | None) -> str:
    return yaml_of({**_NOTICE, **fields})


def partner(**fields: str | None) -> str:
    return yaml_of({**_PARTNER, **fields})


def term(**fields: str | None) -> str:
    return yaml_of({**_TERM, **fields})


def mailing_list(**fields: str | None) -> str:
    return yaml_of(_MAILING_LIST | fields)


def mail(number: int, body: str = "Buenas.", *, subject: str = "Flete", answers: int = 0, head: str = "") -> str:
    """A mail of a box; it answers another one by its number."""
    link = f"In-Reply-To: <m{answers}@example.org>\n" if answers else ""
    day = 1 + number % 28
    return (
        f"From ana{number}@finca.example.org Mon Nov 10 14:00:00 2025\n"
        f"From: Persona Ejemplo {number} <ana{number}@finca.example.org>\nSubject: {subject}\n"
        f"Date: {day:02d} Oct 2026 14:00:00 +0000\nMessage-ID: <m{number}@example.org>\n{link}{head}\n{body}\n\n"
    )


def translation(body: str = "", **fields: str | None) -> str:
    """A translation file: it has only the fields that are given."""
    return _markdown(fields, body)


def make_hub(
    folder: Path, files: Mapping[str, str | bytes], config: str | None = None, *, topic: bool = True
) -> Project:
    """A hub with these files below `content/`, and the topic `vender` unless the test has topics of its own."""
    if topic and not any(name.startswith("content/topics/") for name in files):
        files = {"content/topics/vender.yaml": TOPIC, **files}
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, {"config.yaml": CONFIG if config is None else config, **files})
    return Project(folder)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@cache
def _builtin_theme(folder: Path) -> Theme:
    return load_theme(folder)


def _theme(builtin: Path, overrides: Path | None = None) -> Theme:
    return load_theme(builtin, overrides) if overrides else _builtin_theme(builtin)


# Reading the built-in theme takes most of the time of a small hub: it is read once for all of them.
settings.load_theme = _theme  # type: ignore[attr-defined]


def options_of(**options: object) -> Options:
    """The options of a build on the build day, without a memo unless the test asks for one."""
    return replace(Options(day=DAY, memo=False), **options)  # type: ignore[arg-type]


def compiled(project: Project, **options: object) -> Compiled:
    """A hub compiled; its files with their bytes, which a compilation itself lets go."""
    files: list[Rendered] = []
    found = compile_hub(project, options_of(**options), take=files.append)
    return replace(found, files=tuple(files))


def build(project: Project, **options: object) -> Built:
    return build_site(project, options_of(**options))


def problems_of(project: Project, **options: object) -> list[Problem]:
    """Everything that a check tells, in its order; each one is whole."""
    found = list(compiled(project, **options).problems)
    for one in found:
        assert one.rule in RULES and one.where.file and str(one.message), one
    return found


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [one for one in problems if one.is_error]


def told(problems: Iterable[Problem]) -> str:
    """All problems as plain lines: code, place, field, message, expectation and mend."""
    return "\n".join(
        f"{RULES[p.rule].code} {p.where} row {p.where.row} {p.where.field}: {p.message} | {p.expected} | {p.mend}"
        for p in problems
    )


def the_error(project: Project, **options: object) -> Problem:
    """The one error of a hub."""
    found = errors(problems_of(project, **options))
    assert len(found) == 1, told(found) or "no error"
    return found[0]


def codes(problems: Iterable[Problem]) -> list[str]:
    return [RULES[one.rule].code for one in problems]


def config_of(project: Project) -> Config:
    config, problems = load_config(project, Options())
    assert config is not None and not problems, told(problems)
    return config


def load_hub(project: Project, *, drafts: bool = False) -> Loaded:
    """The first stage alone."""
    with Memo.open(None) as memo:
        config = config_of(project)
        return load(project, config.context, memo, raw_html=config.raw_html, options=LoadOptions(drafts))


def entry_of(project: Project, entry_id: str) -> Entry:
    return next(one for one in load_hub(project).entries if one.id == entry_id)


def resolve_hub(project: Project, day: date = DAY, *, drafts: bool = False) -> tuple[Site, list[Problem]]:
    """The first two stages: the site of a day, and every problem up to there."""
    loaded = load_hub(project, drafts=drafts)
    site, problems = resolve(loaded, config_of(project), ResolveOptions(day, drafts))
    return site, in_order([*loaded.problems, *problems])


def published(project: Project, entry_id: str, day: date = DAY) -> Published:
    site, _ = resolve_hub(project, day)
    one = site.get(entry_id)
    assert one is not None, entry_id
    return one


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def public(folder: Path) -> dict[str, bytes]:
    """The files of a site that its readers see."""
    return {name: data for name, data in tree(folder).items() if not name.startswith(".hubgen/")}
