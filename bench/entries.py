"""The entries of a made hub: each depends on its number alone, so that any can be made without the others.

plan = Plan(seed=1, counts=counts_of(2000), prose=Prose(1), topics=TOPICS)
guide(plan, 7)      # the Markdown of the eighth guide
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bench.prose import Prose, T

MIX: Mapping[str, int] = {"organization": 40, "news": 25, "guide": 15, "financing": 10, "standard": 10}
"""Per cent of each content type."""
DAY = date(2026, 11, 22)
"""The day on which the hub is to be built: no review has passed then, and nothing waits for its day."""
TOPICS = (
    ("vender", "Vender", "Clientes, ferias y comercio en línea para empresas pequeñas."),
    ("exportar", "Exportar", "Mercados, papeles y cobros de la primera venta fuera del país."),
    ("costos", "Costos", "Cuánto cuesta cada producto y cómo ponerle precio."),
    ("financiarse", "Financiarse", "Créditos, garantías y apoyos que no se devuelven."),
    ("calidad", "Calidad", "Normas, etiquetas y pruebas que piden los compradores."),
    ("formalizarse", "Formalizarse", "Registro, impuestos y permisos, explicados en orden."),
    ("digital", "Lo digital", "Página, pagos y cuidado de los datos."),
    ("cadenas", "Cadenas", "Proveedores, compras en grupo y contratos con empresas grandes."),
    ("finanzas", "Cuentas claras", "Caja, deudas y números que ayudan a decidir."),
    ("innovar", "Innovar", "Productos nuevos y maneras nuevas de hacerlos."),
)
COUNTRIES = ("HN", "GT", "SV", "NI", "CR", "PA", "DO", "MX", "CO", "PE", "EC", "BO")
SECTORS = ("C", "A", "G", "I", "H", "J", "M", "S", "Q", "P")
SIZES = ("micro", "small", "medium")
STAGES = ("growth", "start-up", "consolidation", "exporting", "idea")
PRODUCTS = ("0901", "1801", "0409", "0803", "6109", "4415", "9403", "1704", "0804", "6302")
ORG_KINDS = ("company", "association", "institution", "buyer")
AUTHORITIES = 200
"""However many standards there are."""
INSTRUMENTS = ("loan", "guarantee", "grant", "training", "factoring")
CLOSES = ("rolling: yes", "closes: 2027-{month:02}-15", "closes: 2026-{month:02}-10")


@dataclass(frozen=True)
class Plan:
    """How many entries of each type, and what all of them share."""

    seed: int
    counts: Mapping[str, int]
    prose: Prose
    topics: Sequence[tuple[str, str, str]]

    def dice(self, kind: str, number: int) -> random.Random:
        """Chance of one entry alone, so that entries do not depend on one another."""
        return random.Random(f"{self.seed}/{kind}/{number}")

    def slug(self, kind: str, number: int) -> str:
        """The slug of an entry, known before the entry is written: others may link to it."""
        return f"{self.place(kind, number).lower()}-{number}"

    def place(self, kind: str, number: int) -> str:
        places = self.prose.places
        return places[(number * 7 + len(kind) * 131) % len(places)]

    def link(self, dice: random.Random, kind: str) -> str:
        """A link to some entry of a type in Markdown, with its title."""
        number = int(dice.random() * self.counts[kind])
        return f"[{TITLES[kind](self, number)}]({kind}/{self.slug(kind, number)})"

    def topics_of(self, dice: random.Random, number: int) -> str:
        """One topic by turns, so that none stays empty, and one of chance; the first are the most frequent."""
        chosen = [self.topics[number % len(self.topics)][0], skewed(dice, self.topics)[0]]
        return ", ".join(dict.fromkeys(chosen))


def counts_of(entries: int) -> dict[str, int]:
    """Entries of each type, exact in sum; what rounding leaves goes to the first."""
    counts = {kind: entries * share // 100 for kind, share in MIX.items()}
    counts["organization"] += entries - sum(counts.values())
    return counts


def skewed(dice: random.Random, items: Sequence[T]) -> T:
    """The first items come more often than the last."""
    return items[int(dice.random() ** 2 * len(items))]


def day(dice: random.Random, back: int) -> str:
    """A day within so many days before the build."""
    return (DAY - timedelta(1 + int(dice.random() * back))).isoformat()


# ---------------------------------------------------------------- titles and entries, by content type


def organization_title(plan: Plan, number: int) -> str:
    words = (
        "Café",
        "Taller",
        "Textiles",
        "Miel",
        "Cooperativa",
        "Muebles",
        "Panadería",
        "Servicios",
        "Molino",
        "Cámara",
    )
    return f"{words[number % len(words)]} {plan.place('organization', number)} {number}"


def news_title(plan: Plan, number: int) -> str:
    words = ("Abre la feria de", "Cambia el horario en", "Nuevo taller en", "Cierra la convocatoria de", "Lluvias en")
    return f"{words[number % len(words)]} {plan.place('news', number)}, aviso {number}"


def guide_title(plan: Plan, number: int) -> str:
    words = ("Cómo vender en", "Prepare su envío a", "Calcule sus costos en", "Registre su empresa en", "Etiquete para")
    return f"{words[number % len(words)]} {plan.place('guide', number)}, guía {number}"


def financing_title(plan: Plan, number: int) -> str:
    words = ("Crédito", "Garantía", "Capital semilla", "Apoyo", "Factoraje")
    return f"{words[number % len(words)]} {plan.place('financing', number)} {number}"


def standard_title(plan: Plan, number: int) -> str:
    words = ("Etiquetado de alimentos", "Certificado fitosanitario", "Higiene de plantas", "Registro de importador")
    return f"{words[number % len(words)]} de {plan.place('standard', number)}, norma {number}"


TITLES: Mapping[str, Callable[[Plan, int], str]] = {
    "organization": organization_title,
    "news": news_title,
    "guide": guide_title,
    "financing": financing_title,
    "standard": standard_title,
}


def organization(plan: Plan, number: int) -> dict[str, str]:
    """The cells of a firm under the names of their columns."""
    dice = plan.dice("organization", number)
    slug = plan.slug("organization", number)
    return {
        "slug": slug,
        "kind": skewed(dice, ORG_KINDS),
        "title": organization_title(plan, number),
        "summary": plan.prose.sentence(dice),
        "countries": skewed(dice, COUNTRIES),
        "topics": plan.topics_of(dice, number).replace(", ", ";"),
        "sectors": skewed(dice, SECTORS),
        "products": skewed(dice, PRODUCTS),
        "size": skewed(dice, SIZES),
        "founded": str(1960 + int(dice.random() * 65)),
        "contact.email": f"{slug}@medida.example.org",
        "contact.phone": f"+504 {2200 + number % 700}-{number % 10000:04}",
        "contact.hours": "lunes a viernes, 8 a 16",
        "consent": day(dice, 900),
        "verified": day(dice, 150),
    }


def organization_file(plan: Plan, number: int) -> str:
    """The same firm as Markdown, with a text."""
    cells = organization(plan, number)
    lists = ("countries", "topics", "sectors", "products")
    contact = ", ".join(f'{name[8:]}: "{cells.pop(name)}"' for name in list(cells) if name.startswith("contact."))
    fields = {name: quoted_list(text) if name in lists else quoted(text) for name, text in cells.items()}
    text = plan.prose.paragraph(plan.dice("organization/text", number), 6)
    return front_matter({**fields, "contact": f"{{{contact}}}"}) + f"{text}\n"


def news(plan: Plan, number: int) -> str:
    """Some 250 words."""
    dice = plan.dice("news", number)
    fields = {
        "title": quoted(news_title(plan, number)),
        "slug": plan.slug("news", number),
        "summary": quoted(plan.prose.sentence(dice)),
        "kind": "note",
        "topics": f"[{plan.topics_of(dice, number)}]",
        "countries": f"[{skewed(dice, COUNTRIES)}]",
        "date": day(dice, 900),
        "author": "Redacción",
    }
    paragraphs = [plan.prose.paragraph(dice, sentences) for sentences in (4, 5, 4, 4)]
    paragraphs[1] += f" Más en {plan.link(dice, 'guide')}."
    paragraphs[3] += f" Escriba a {plan.link(dice, 'organization')}."
    return front_matter(fields) + "\n\n".join(paragraphs) + "\n"


def guide(plan: Plan, number: int) -> str:
    """Some 1,200 words under six headings, with lists, steps, a table, links and a source."""
    dice = plan.dice("guide", number)
    fields = {
        "title": quoted(guide_title(plan, number)),
        "slug": plan.slug("guide", number),
        "summary": quoted(plan.prose.sentence(dice)),
        "kind": "procedure",
        "topics": f"[{plan.topics_of(dice, number)}]",
        "countries": f"[{skewed(dice, COUNTRIES)}]",
        "sectors": f"[{skewed(dice, SECTORS)}]",
        "sizes": f"[{skewed(dice, SIZES)}]",
        "stages": f"[{skewed(dice, STAGES)}]",
        "level": "basic",
        "date": day(dice, 900),
        "verified": day(dice, 150),
        "author": "Equipo del sitio",
        "authority": quoted(f"Alcaldía de {plan.prose.word(dice, 'places')}"),
        "source": source(plan, dice, "guias", number),
        "steps": steps(plan, dice),
    }
    return front_matter(fields) + "\n\n".join(sections(plan, dice)) + "\n"


def steps(plan: Plan, dice: random.Random) -> str:
    return "".join(
        f"\n- {{title: {quoted(heading(plan, dice))}, text: {quoted(plan.prose.sentence(dice))}, need: mandatory}}"
        for _ in range(3)
    )


def heading(plan: Plan, dice: random.Random) -> str:
    return f"{plan.prose.word(dice, 'infinitives')} con {plan.prose.word(dice, 'things')}".capitalize()


def sections(plan: Plan, dice: random.Random) -> Iterator[str]:
    """The parts of a guide's text, a block each."""
    prose = plan.prose
    extra = (bullets, numbers, table, bullets, subsection, numbers)
    yield prose.paragraph(dice, 3)
    for make in extra:
        yield f"## {heading(plan, dice)}"
        yield f"{prose.paragraph(dice, 5)} Vea también {plan.link(dice, skewed(dice, tuple(MIX)))}."
        yield prose.paragraph(dice, 5)
        yield make(plan, dice)


def bullets(plan: Plan, dice: random.Random) -> str:
    return "\n".join(
        f"- **{plan.prose.word(dice, 'things').capitalize()}.** {plan.prose.sentence(dice)}" for _ in range(3)
    )


def numbers(plan: Plan, dice: random.Random) -> str:
    return "\n".join(f"{number}. {plan.prose.sentence(dice)}" for number in range(1, 4))


def table(plan: Plan, dice: random.Random) -> str:
    rows = [[plan.prose.word(dice, name).capitalize() for name in ("things", "amounts", "places")] for _ in range(5)]
    return "\n".join(["| Papel | Cuánto | Dónde |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)])


def subsection(plan: Plan, dice: random.Random) -> str:
    return f"### {heading(plan, dice)}\n\n{plan.prose.paragraph(dice, 3)}"


def financing(plan: Plan, number: int) -> str:
    dice = plan.dice("financing", number)
    low = 1000 * (1 + int(dice.random() * 90))
    fields = {
        "title": quoted(financing_title(plan, number)),
        "slug": plan.slug("financing", number),
        "summary": quoted(plan.prose.sentence(dice)),
        "family": "finance",
        "instruments": f"[{skewed(dice, INSTRUMENTS)}]",
        "provider": plan.slug("organization", int(dice.random() * plan.counts["organization"])),
        "topics": f"[{plan.topics_of(dice, number)}]",
        "countries": f"[{skewed(dice, COUNTRIES)}]",
        "sectors": f"[{skewed(dice, SECTORS)}]",
        "sizes": f"[{skewed(dice, SIZES)}]",
        "stages": f"[{skewed(dice, STAGES)}]",
        "amount_min": str(low),
        "amount_max": str(low * 20),
        "currency": "HNL",
        "term_max": f"{12 * (1 + int(dice.random() * 5))}m",
        "collateral": quoted(plan.prose.sentence(dice)),
        "conditions": "".join(f"\n- {quoted(plan.prose.sentence(dice))}" for _ in range(2)),
        "date": day(dice, 600),
        "verified": day(dice, 150),
        "source": source(plan, dice, "apoyos", number),
    }
    closes = skewed(dice, CLOSES).format(month=1 + int(dice.random() * 10))
    headings = ("Qué ofrece", "Para quién", "Cómo se solicita")
    parts = (f"## {title}\n\n{plan.prose.paragraph(dice, 3)}" for title in headings)
    return front_matter(fields, closes) + "\n\n".join(parts) + "\n"


def standard(plan: Plan, number: int) -> str:
    dice = plan.dice("standard", number)
    fields = {
        "title": quoted(standard_title(plan, number)),
        "slug": plan.slug("standard", number),
        "summary": quoted(plan.prose.sentence(dice)),
        "nature": skewed(dice, ("mandatory", "voluntary")),
        "markets": f"[{skewed(dice, ('DE', 'US', 'ES', 'GT', 'MX', 'CA'))}]",
        "products": f'["{skewed(dice, PRODUCTS)}"]',
        "topics": f"[{plan.topics_of(dice, number)}]",
        "authority": quoted(f"Autoridad de {plan.prose.word(plan.dice('authority', number % AUTHORITIES), 'places')}"),
        "official_url": f"https://normas.example.org/{number}",
        "verified": day(dice, 150),
        "source": source(plan, dice, "normas", number),
    }
    parts = (f"## {title}\n\n{plan.prose.paragraph(dice, 4)}" for title in ("Qué pide", "Cómo se cumple"))
    return front_matter(fields) + "\n\n".join(parts) + "\n"


def source(plan: Plan, dice: random.Random, folder: str, number: int) -> str:
    title, publisher = f"Manual de {plan.prose.word(dice, 'places')}", f"Instituto {plan.prose.word(dice, 'places')}"
    return f"{{title: {title}, publisher: {publisher}, url: https://fuentes.example.org/{folder}/{number}}}"


# ---------------------------------------------------------------- YAML


def quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def quoted_list(cell: str) -> str:
    return "[" + ", ".join(map(quoted, cell.split(";"))) + "]"


def front_matter(fields: Mapping[str, str], *lines: str) -> str:
    return "".join(
        ["---\n", *(f"{name}: {value}\n" for name, value in fields.items()), *(f"{x}\n" for x in lines), "---\n"]
    )
