"""A new hub as files: its config.yaml explained in plain words, one sample per content type, a page for the clerk.

It reads answers and makes texts; `cli/new.py` asks, and writes them. Comments and
samples are in the hub's first language where we have it (es, en, pt), else in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit

from hubgen.formats.yaml_writer import as_yaml
from hubgen.locale.formatting import (
    calling_code,
    country_code,
    country_codes,
    country_name,
    fold,
    language_name,
    load_locale,
    own_language_name,
    shipped_languages,
    zones_of,
)
from hubgen.model.context import ValueContext
from hubgen.model.field import value_type
from hubgen.model.node import Scalar
from hubgen.model.values.addresses import read_email, read_phone
from hubgen.model.values.days import is_zone
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import ContentProblems, Location, Message, say
from hubgen.types import BY_NAME, TYPES
from hubgen.types.words import find_type, nearest_type

NO_ADDRESS = "http://localhost/"
NAME_LIMIT = 120
DEFAULT_TYPES = ("topic", "guide", "news", "organization", "financing", "standard")
EVENT_IN_DAYS = 30

SPANISH = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())
PORTUGUESE = frozenset("AO BR CV GW MZ PT ST TL".split())

USUAL_ZONES: Mapping[str, str] = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "FM": "Pacific/Pohnpei",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""Where most people live, for countries whose list of zones begins elsewhere."""


class WrongAnswer(Exception):
    """An answer that cannot be used; says why, in plain words."""

    def __init__(self, message: Message):
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True)
class Contact:
    """How people reach the hub: a field of the map `contact` (email, phone, whatsapp) and its value."""

    field: str
    value: str
    is_completed: bool = False
    """Whether the country code was added to it."""


@dataclass(frozen=True)
class Answers:
    """All that a new hub needs to know."""

    name: str
    base_url: str
    tag_authority: str
    languages: tuple[str, ...]
    country: str
    zone: str
    contact: Contact | None
    types: tuple[str, ...]
    day: date

    @property
    def main_language(self) -> str:
        return self.languages[0]

    @property
    def text_language(self) -> str:
        """The language of what we write: the hub's first where we have it, else English."""
        primary = self.main_language.partition("-")[0]
        return primary if primary in TEXTS else "en"


@dataclass(frozen=True)
class Scaffold:
    """The files of a new hub by path, and how many entries they hold."""

    files: Mapping[str, str]
    entries: int


# -- reading answers -------------------------------------------------------------------------


def read_name(text: str) -> str:
    """The name on one line."""
    name = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if not name or fold(name) == "":
        raise WrongAnswer(say("A name needs at least one letter."))
    if len(name) > NAME_LIMIT:
        raise WrongAnswer(say("The name has {count} characters; at most {limit}.", count=len(name), limit=NAME_LIMIT))
    return name


def read_address(text: str) -> str:
    """The address of the site with its final slash; a bare domain gets https://, nothing at all is localhost."""
    url = text.strip()
    if not url:
        return NO_ADDRESS
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_host = host == "localhost" or re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+", host)
    is_plain = parts.scheme in ("http", "https") and not (parts.query or parts.fragment or parts.username)
    if not is_host or not is_plain or re.search(r"[\s<>\"\\]", url):
        raise WrongAnswer(
            say('"{text}" is not the address of a site; write it like https://pyme.example.org/', text=text.strip())
        )
    return f"{parts.scheme}://{_ascii_host(host)}{f':{port}' if port else ''}{parts.path.rstrip('/')}/"


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise WrongAnswer(say('"{text}" is not the name of a site', text=host)) from None


def tag_authority(base_url: str, day: date, token: str) -> str:
    """The domain of the address and a day on which it was held; an invented domain where there is none yet.

    Args:
        token: twelve random hex digits.

    Source:
        RFC 4151 (tag addresses), RFC 2606 (`.invalid`).
    """
    host = urlsplit(base_url).hostname or ""
    is_domain = "." in host and not re.fullmatch(r"[\d.]+", host)
    return f"{host if is_domain else f'{token}.invalid'},{day.isoformat()}"


def read_languages(text: str) -> tuple[str, ...]:
    """Language codes from codes or names, "es, inglés"; the first is the main one."""
    words = [word for word in re.split(r"[,;/\s]+", text.strip()) if word]
    if not words:
        raise WrongAnswer(say("Write at least one language, such as es or en."))
    return tuple(dict.fromkeys(_language(word) for word in words))


def _language(word: str) -> str:
    code = word.lower()
    if re.fullmatch(r"[a-z]{2}(?:-[a-z0-9]{2,8})?|[a-z]{3}", code) and len(code) <= 12:
        return code
    named = {fold(own_language_name(code)): code for code in load_locale("en").languages}
    named |= {
        fold(language_name(code, lang)): code for lang in shipped_languages() for code in load_locale(lang).languages
    }
    if (found := named.get(fold(word))) is not None:
        return found
    raise WrongAnswer(say('"{text}" is not a language; write codes such as es, en, pt', text=word))


def read_country(text: str, languages: Sequence[str] = ()) -> str:
    """The two letters of a country, from its code or its name."""
    known = tuple(dict.fromkeys((*languages, *shipped_languages())))
    if code := country_code(text, known):
        return code
    names = {fold(country_name(code, lang)): (code, lang) for lang in reversed(known) for code in country_codes()}
    near = get_close_matches(fold(text), names, n=1, cutoff=0.7)
    if not near:
        raise WrongAnswer(
            say('"{text}" is not a country; write its two letters, such as HN, or its name', text=text.strip())
        )
    code, lang = names[near[0]]
    raise WrongAnswer(
        say(
            '"{text}" is not a country. Did you mean {name} ({code})?',
            text=text.strip(),
            name=country_name(code, lang),
            code=code,
        )
    )


def usual_language(country: str) -> str:
    """The language a hub of that country most likely speaks, among those we have."""
    return "es" if country in SPANISH else "pt" if country in PORTUGUESE else "en"


def zones_for(country: str) -> tuple[str, ...]:
    """The time zones of a country, the one of most of its people first; UTC where it has none."""
    zones = zones_of(country)
    usual = USUAL_ZONES.get(country, "")
    return (usual, *(zone for zone in zones if zone != usual)) if usual in zones else zones or ("UTC",)


def read_zone(text: str, country: str = "") -> str:
    """An IANA time zone, from its name or from its city where it is one of the country."""
    zone = text.strip().replace(" ", "_")
    if ("/" in zone or zone == "UTC") and is_zone(zone):
        return zone
    cities = {fold(one.rpartition("/")[2]): one for one in reversed(zones_for(country))} if country else {}
    if (found := cities.get(fold(text))) is not None:
        return found
    example = zones_for(country)[0] if country else "America/Tegucigalpa"
    raise WrongAnswer(say('"{text}" is not a time zone; write it like {example}', text=text.strip(), example=example))


def read_contact(text: str, country: str = "") -> Contact | None:
    """A mail address, a phone number, or a WhatsApp number after the word; None where nothing was said.

    A number without its country code gets the one of the country.
    """
    words = text.strip()
    if not words:
        return None
    match = re.match(r"(?:https?://)?(?:(?:whats\s?app|wa)\b\.?(?:me/)?)[\s:]*", words, re.IGNORECASE)
    number = words[match.end() :] if match else words
    where = Location("")
    try:
        if "@" in words:
            return Contact("email", str(read_email(Scalar(words, where), value_type("email"), _BARE)))
        plain = _international(number, country, is_link="wa.me" in words.lower())
        read_phone(Scalar(plain, where), value_type("phone"), _BARE)
    except ContentProblems:
        raise WrongAnswer(
            say(
                '"{text}" is no contact; write a mail address, or +504 2200 0001, or whatsapp +504 9900 0001',
                text=words,
            )
        ) from None
    return Contact("whatsapp" if match else "phone", plain, "+" not in words)


_BARE = ValueContext(("en",), "UTC", {}, {}, {})


def _international(number: str, country: str, *, is_link: bool) -> str:
    plain = number.strip()
    if re.match(r"00[1-9]", re.sub(r"\D", "", plain)) and not plain.startswith("+"):
        return "+" + re.sub(r"^[^1-9]+", "", plain)
    if is_link and not plain.startswith("+"):
        return "+" + plain
    code = calling_code(country) if country else None
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+") or not code or not re.match(r"[\d(]", plain):
        return plain
    if digits.startswith(code) and len(digits) >= len(code) + 7:
        return plain  # the code may be there already or not: the person has to say
    return f"+{code} {re.sub(r'^[(]?0', '', plain)}"


def read_types(text: str) -> tuple[str, ...]:
    """Names of content types from their names or folders, in the order of the contract; topics come along."""
    names = set()
    for word in [word for word in re.split(r"[,;\s]+", text.strip()) if word]:
        kind = find_type(word)
        if kind is None:
            near = nearest_type(word)
            known = ", ".join(one.folder for one in TYPES)
            raise WrongAnswer(
                say(
                    '"{text}" is not a kind of content. Did you mean {near}? Known: {known}',
                    text=word,
                    near=BY_NAME[near].folder,
                    known=known,
                )
                if near
                else say('"{text}" is not a kind of content. Known: {known}', text=word, known=known)
            )
        names.add(kind.name)
    if not names:
        raise WrongAnswer(say("Write at least one kind of content, such as guides."))
    return with_topics(names)


def with_topics(names: set[str]) -> tuple[str, ...]:
    """The types in the order of the contract, with topics where one of them must name a topic."""
    wanted = names | ({"topic"} if any("topics" in BY_NAME[name].requires for name in names) else set())
    return tuple(kind.name for kind in TYPES if kind.name in wanted)


# -- making files ----------------------------------------------------------------------------


def scaffold(answers: Answers) -> Scaffold:
    """Every file of the new hub."""
    texts = TEXTS[answers.text_language]
    files = {_path(name, texts): _sample(name, answers, texts) for name in answers.types}
    files |= around(answers.name, answers.text_language)
    files["config.yaml"] = _config(answers, texts)  # last: a folder without it is no hub
    return Scaffold(files, len(answers.types))


def around(name: str, language: str) -> dict[str, str]:
    """What lies beside config.yaml and content/: the page for the clerk, and what Git leaves alone."""
    texts = TEXTS.get(language, TEXTS["en"])
    return {".gitignore": "/site/\n/.hubgen/\n", "README.md": f"# {_markdown(name)}\n\n{texts['readme'].strip()}\n"}


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)


def _path(name: str, texts: Mapping[str, str]) -> str:
    return f"content/{BY_NAME[name].folder}/{texts[f'{name}.file']}"


def _sample(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    if _path(name, texts).endswith(".csv"):
        return _table(name, answers, texts)
    lines = [f"# {texts['sample']}", *(_line(pair) for pair in _fields(name, answers, texts))]
    if not _path(name, texts).endswith(".md"):
        return "\n".join(lines) + "\n"
    return "\n".join(["---", *lines, "---", _body(name, answers, texts)]) + "\n"


def _line(pair: tuple[str, str]) -> str:
    name, value = pair
    return f"{name}: {value if value[:1] in '[{' else as_yaml(value)}"


def _fields(name: str, answers: Answers, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of a sample, in their order."""
    yield "title", texts[f"{name}.title"]
    yield "summary", texts[f"{name}.summary"]
    is_other = answers.main_language.partition("-")[0] != answers.text_language
    if is_other and answers.text_language in answers.languages:
        yield "language", answers.text_language  # an English sample in a hub of another language
    values = {
        "today": answers.day.isoformat(),
        "topic": texts["topic.file"].removesuffix(".md"),
        "country": answers.country,
        "start": f"{answers.day + timedelta(days=EVENT_IN_DAYS)}T09:00",
        "end": f"{answers.day + timedelta(days=EVENT_IN_DAYS)}T12:00",
        "year": str(answers.day.year),
        "text_language": answers.text_language,
        "code": _code(answers.country),
    }
    for field, value in FIELDS[name]:
        yield field, texts[value[1:]] if value.startswith("=") else value.format(**values)


def _code(country: str) -> str:
    return f"+{calling_code(country) or '504'}"


def _body(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    vocabularies = shipped_vocabularies()
    headings = BY_NAME[name].headings
    terms = vocabularies[headings].terms if headings else ()
    language = answers.text_language
    return texts[f"{name}.body"].strip().format(**{term.id: f"## {term.label(language)[0]}" for term in terms})


def _table(name: str, answers: Answers, texts: Mapping[str, str]) -> str:
    """The sample as a spreadsheet, its columns named in the language of the hub."""
    kind = BY_NAME[name]
    pairs = [("slug", texts[f"{name}.slug"]), *_fields(name, answers, texts)]
    header = []
    for path, _ in pairs:
        first, _, last = path.partition(".")
        field = kind.fields[first]
        inner = {one.name: one for one in kind.inner_fields(field)}
        words = [field.label(answers.text_language), *([inner[last].label(answers.text_language)] if last else [])]
        header.append(".".join(words))
    row = [value for _, value in pairs]
    # With the mark in front, spreadsheet programs read the accents right.
    return "\ufeff" + "\r\n".join(",".join(_cell(text) for text in line) for line in (header, row)) + "\r\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',;"\n') else text


def _config(answers: Answers, texts: Mapping[str, str]) -> str:
    others = answers.languages[1:]
    contact = answers.contact

    def labels(key: str) -> str:
        words = {lang: TEXTS.get(lang.partition("-")[0], texts)[key] for lang in answers.languages}
        return ", ".join(f"{lang}: {as_yaml(word, inline=True)}" for lang, word in words.items())

    code = _code(answers.country)
    known = [f"  {contact.field}: {as_yaml(contact.value)}"] if contact else []
    shown = {"email": "info@example.org", "phone": f"{code} 2200 0001", "whatsapp": f"{code} 9900 0001"}
    spare = [f"#  {name}: {as_yaml(value)}" for name, value in shown.items() if not contact or contact.field != name]
    return texts["config"].strip().format(
        title=as_yaml(answers.name),
        other_titles="".join(f"\n#title@{lang}: {as_yaml(answers.name)}" for lang in others),
        summary=as_yaml(texts["hub.summary"]),
        other_summaries="".join(f"\n#summary@{lang}: {as_yaml(_other(texts, lang)['hub.summary'])}" for lang in others),
        base_url=answers.base_url,
        tag_authority=answers.tag_authority,
        languages=", ".join(answers.languages),
        zone=answers.zone,
        country=answers.country,
        contact="\n".join([f"{'' if contact else '#'}contact:", *known, *spare]),
        region_labels=labels("region"),
        labels=labels("water"),
    ) + "\n"  # fmt: skip


def _other(texts: Mapping[str, str], language: str) -> Mapping[str, str]:
    return TEXTS.get(language.partition("-")[0], texts)


# -- texts -----------------------------------------------------------------------------------

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "topic": (("order", "1"),),
    "guide": (
        ("kind", "guide"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("date", "{today}"),
        ("verified", "never"),
    ),
    "news": (("kind", "note"), ("topics", "[{topic}]"), ("date", "{today}"), ("author", "=news.author")),
    "organization": (
        ("kind", "=organization.kind"),
        ("countries", "{country}"),
        ("sectors", "10"),
        ("contact.email", "=organization.email"),
        ("contact.phone", "{code} 0000 0000"),
        ("consent", "{today}"),
        ("verified", "never"),
    ),
    "financing": (
        ("family", "finance"),
        ("instruments", "[loan]"),
        ("provider", "=financing.provider"),
        ("topics", "[{topic}]"),
        ("countries", "[{country}]"),
        ("sectors", "all"),
        ("sizes", "[micro, small]"),
        ("stages", "[start-up, growth]"),
        ("amount_max", "5000"),
        ("currency", "USD"),
        ("rolling", "true"),
        ("verified", "never"),
        ("source", "https://www.example.org/"),
    ),
    "standard": (
        ("nature", "voluntary"),
        ("markets", "all"),
        ("sectors", "[C]"),
        ("topics", "[{topic}]"),
        ("official_url", "https://www.example.org/"),
        ("verified", "never"),
        ("source", "https://www.example.org/"),
        ("body", "=standard.body"),
    ),
    "event": (
        ("kind", "=event.kind"),
        ("topics", "{topic}"),
        ("countries", "{country}"),
        ("start", "{start}"),
        ("end", "{end}"),
        ("mode", "=event.mode"),
        ("place", "=event.place"),
        ("organizer", "=event.organizer"),
        ("price", "0"),
    ),
    "document": (
        ("kind", "template"),
        ("year", "{year}"),
        ("url", "https://www.example.org/plan.pdf"),
        ("publisher", "=document.publisher"),
        ("languages", "[{text_language}]"),
        ("topics", "[{topic}]"),
    ),
}
"""The fields of each sample; `=key` is a text of the language, `{…}` a value of the hub."""

_ES: Mapping[str, str] = {
    "sample": "Página de ejemplo: cambie todo lo que dice, o borre este archivo.",
    "hub.summary": "Guías, contactos y noticias para pequeñas empresas.",
    "region": "Valle del Sur",
    "water": "agua y riego",
    "topic.file": "primeros-pasos.md",
    "topic.title": "Ejemplo: primeros pasos",
    "topic.summary": "Tema de muestra que reúne las páginas de ejemplo. Cámbielo por un tema de su centro.",
    "topic.body": "Un tema reúne guías, noticias, normas y apoyos. Diga aquí, en dos frases, para qué sirve.",
    "guide.file": "ejemplo-guia.md",
    "guide.title": "Ejemplo: cómo registrar una empresa",
    "guide.summary": "Guía de muestra. Diga aquí, en lenguaje sencillo, qué se logra y para quién es.",
    "guide.body": """
Esta guía es un ejemplo. Escriba primero lo más importante: qué conseguirá el lector y cuánto tiempo le tomará.

## Qué necesita

- Un documento de identidad.
- El nombre que llevará la empresa.

## Los pasos

1. Reúna los papeles.
2. Preséntelos en la oficina que corresponde.
3. Guarde la constancia.
""",
    "news.file": "ejemplo-noticia.md",
    "news.title": "Ejemplo: abrimos este sitio",
    "news.summary": "Noticia de muestra. Cuente en una frase qué pasó y a quién le interesa.",
    "news.author": "Equipo del centro (ejemplo)",
    "news.body": "Esta noticia es un ejemplo. Diga qué pasó, cuándo y qué puede hacer el lector.",
    "organization.file": "empresas.csv",
    "organization.slug": "ejemplo-empresa",
    "organization.title": "Ejemplo: Panadería La Espiga",
    "organization.summary": "Empresa inventada que hornea pan. Cambie esta fila por una empresa que dio su permiso.",
    "organization.kind": "empresa",
    "organization.email": "ventas@example.org",
    "financing.file": "ejemplo-credito.md",
    "financing.title": "Ejemplo: crédito para equipo",
    "financing.summary": "Crédito inventado para máquinas. Muestra qué datos lleva una ficha de financiamiento.",
    "financing.provider": "Fondo de ejemplo",
    "financing.body": """
{offer}

Esta ficha es un ejemplo y nadie presta este dinero. Diga aquí cuánto se ofrece y para qué.

{audience}

Diga qué empresas pueden pedirlo.

{apply}

Diga dónde se pide, con qué papeles y hasta cuándo.
""",
    "standard.file": "ejemplo-norma.yaml",
    "standard.title": "Ejemplo: norma de etiquetado",
    "standard.summary": "Norma inventada. Muestra qué datos lleva la ficha de una norma.",
    "standard.body": "Esta ficha es un ejemplo. Diga aquí qué pide la norma y cómo se cumple.",
    "event.file": "agenda.csv",
    "event.slug": "ejemplo-taller",
    "event.title": "Ejemplo: taller de costos",
    "event.summary": "Taller inventado de una mañana. Cambie esta fila por un evento de su centro.",
    "event.kind": "curso",
    "event.mode": "presencial",
    "event.place": "Salón del centro (ejemplo)",
    "event.organizer": "Equipo del centro (ejemplo)",
    "document.file": "ejemplo-plantilla.yaml",
    "document.title": "Ejemplo: plantilla de plan de negocio",
    "document.summary": "Documento inventado: el enlace no lleva a ningún archivo. Cámbielo por uno de su centro.",
    "document.publisher": "Centro de ejemplo",
    "readme": """
Esta carpeta es un sitio web hecho con hubgen. Cada página sale de un archivo de texto
o de una fila de una hoja de cálculo.

## Lo de todos los días

    hubgen serve                    ver el sitio en su navegador mientras escribe
    hubgen add guide "Título"       una guía nueva, como borrador
    hubgen check                    qué está mal y cómo se arregla
    hubgen build                    escribir el sitio terminado en la carpeta site/

## Dónde está cada cosa

- `config.yaml`: el nombre del sitio, sus idiomas y su contacto. Cada línea está explicada.
- `content/`: los textos, una carpeta por tipo: `guides` (guías), `news` (noticias), `directory` (directorio),
  `financing` (financiamiento), `standards` (normas), `events` (eventos), `documents` (documentos), `topics` (temas).
- `site/`: el sitio terminado. Se vuelve a hacer cada vez; no escriba nada allí.

Los archivos que terminan en `.csv` se abren con una hoja de cálculo. Guárdelos como "CSV UTF-8".

## Antes de publicar

1. Cambie o borre las páginas que dicen "Ejemplo".
2. Ponga la dirección del sitio en `config.yaml`, en `base_url`.
3. Escriba en `verified` el día en que comparó cada ficha con su fuente.
""",
    "config": """
# Configuración del sitio. Cada clave lleva su explicación encima.
# Una línea que empieza con # no cuenta: quite el # para usarla.
# Un texto para la gente puede traducirse: escriba la misma clave con @ y el idioma, como title@en.

# Número de este formato. No lo cambie.
hubgen: 1

# Nombre del sitio: sale en cada página.
title: {title}{other_titles}

# Una frase que dice qué es y para quién.
summary: {summary}{other_summaries}

# Dirección pública del sitio, con la barra final. Con localhost todavía no se puede publicar.
base_url: {base_url}

# Un dominio y un día en que ya era suyo. De aquí salen los identificadores de los canales: no lo cambie nunca.
tag_authority: {tag_authority}

# Idiomas del sitio. El primero es el principal.
languages: [{languages}]

# Hora local, con su nombre oficial. Vale para eventos y fechas de cierre.
timezone: {zone}

# País de la casa, con dos letras.
country: {country}

# A quién se escribe o se llama. Sale en el pie de cada página.
{contact}
#  name: Mesa de ayuda
#  hours: lunes a viernes, de 8 a 16

# Lo que sigue es opcional.

# Color de los enlaces y botones, con seis cifras.
#colour: "#0b5043"

# Con qué licencia puede copiarse el texto propio del sitio.
#license: CC-BY-4.0

# Grupos de países. Su nombre tiene cuatro letras o más y puede escribirse donde va un país.
#groups:
#  CENTROAM: [CR, DO, GT, HN, NI, PA, SV]

# Lugares sin código oficial, para el campo "regiones".
#regions:
#  valle-sur: {{country: HN, label: {{{region_labels}}}}}

# Filtros de una sección, en su orden. Reemplazan a los de fábrica.
#facets:
#  financing:
#    - {{field: instruments, phrase: "de tipo {{}}"}}
#    - {{field: countries, phrase: "en {{}}"}}

# Pares de filtros con página propia.
#facet_pairs:
#  financing: [[instruments, countries]]

# Perfiles: una página con todo lo que sirve a un tipo de lector.
#profiles:
#  - slug: micro-alimentos
#    title: Microempresa de alimentos
#    sectors: ["10"]
#    sizes: [micro]

# Pesos máximos. k = 1000 bytes, M = 1000k. Estos son los valores de fábrica.
#budget:
#  page: 10k
#  total: 30k
#  image: 13k
#  file: 5M

# Palabras que se añaden a los vocabularios, con su nombre en cada idioma del sitio.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}

_EN: Mapping[str, str] = {
    "sample": "Example page: change all that it says, or delete this file.",
    "hub.summary": "Guides, contacts and news for small firms.",
    "region": "South Valley",
    "water": "water and irrigation",
    "topic.file": "first-steps.md",
    "topic.title": "Example: first steps",
    "topic.summary": "Sample topic that gathers the example pages. Change it into a topic of your hub.",
    "topic.body": "A topic gathers guides, news, standards and support. Say here, in two sentences, what it is for.",
    "guide.file": "example-guide.md",
    "guide.title": "Example: how to register a business",
    "guide.summary": "Sample guide. Say here, in plain words, what the reader will get done and who it is for.",
    "guide.body": """
This guide is an example. Write the most important thing first: what the reader will get, and how long it takes.

## What you need

- An identity document.
- The name that the business will have.

## The steps

1. Gather the papers.
2. Hand them in at the right office.
3. Keep the receipt.
""",
    "news.file": "example-news.md",
    "news.title": "Example: this site is open",
    "news.summary": "Sample news. Say in one sentence what happened and whom it concerns.",
    "news.author": "Team of the hub (example)",
    "news.body": "This piece of news is an example. Say what happened, when, and what the reader can do.",
    "organization.file": "companies.csv",
    "organization.slug": "example-company",
    "organization.title": "Example: Wheatear Bakery",
    "organization.summary": "Invented firm that bakes bread. Change this row into a firm that has given its consent.",
    "organization.kind": "company",
    "organization.email": "sales@example.org",
    "financing.file": "example-loan.md",
    "financing.title": "Example: loan for equipment",
    "financing.summary": "Invented loan for buying machines. It shows what an entry about finance holds.",
    "financing.provider": "Example Fund",
    "financing.body": """
{offer}

This entry is an example, and nobody lends this money. Say here how much is offered and for what.

{audience}

Say which firms may ask for it.

{apply}

Say where to apply, with which papers, and until when.
""",
    "standard.file": "example-standard.yaml",
    "standard.title": "Example: labelling standard",
    "standard.summary": "Invented standard. It shows what an entry about a standard holds.",
    "standard.body": "This entry is an example. Say here what the standard asks for and how to meet it.",
    "event.file": "calendar.csv",
    "event.slug": "example-workshop",
    "event.title": "Example: workshop on costs",
    "event.summary": "Invented workshop of one morning. Change this row into an event of your hub.",
    "event.kind": "course",
    "event.mode": "in person",
    "event.place": "Hall of the hub (example)",
    "event.organizer": "Team of the hub (example)",
    "document.file": "example-template.yaml",
    "document.title": "Example: template of a business plan",
    "document.summary": "Invented document: its link leads to no file. Change it into one of your hub.",
    "document.publisher": "Example Hub",
    "readme": """
This folder is a website made with hubgen. Each page comes from a text file or from a row of a spreadsheet.

## Every day

    hubgen serve                    see the site in your browser while you write
    hubgen add guide "Title"        a new guide, as a draft
    hubgen check                    what is wrong, and how to mend it
    hubgen build                    write the finished site into the folder site/

## Where things are

- `config.yaml`: the name of the site, its languages and its contact. Every line is explained.
- `content/`: the texts, one folder per type: `guides`, `news`, `directory`, `financing`, `standards`, `events`,
  `documents`, `topics`.
- `site/`: the finished site. It is made anew each time; write nothing there.

Files that end in `.csv` open in a spreadsheet program. Save them as "CSV UTF-8".

## Before you publish

1. Change or delete the pages that say "Example".
2. Put the address of the site into `config.yaml`, at `base_url`.
3. Write into `verified` the day on which you compared each entry with its source.
""",
    "config": """
# Settings of the site. Each key has its explanation above it.
# A line that begins with # does not count: take away the # to use it.
# A text for people can be translated: write the same key with @ and the language, as in title@es.

# Number of this format. Do not change it.
hubgen: 1

# Name of the site: it stands on every page.
title: {title}{other_titles}

# One sentence that says what it is and for whom.
summary: {summary}{other_summaries}

# Public address of the site, with the final slash. With localhost it cannot be published yet.
base_url: {base_url}

# A domain and a day on which you held it. The ids of the feeds are made of it: never change it.
tag_authority: {tag_authority}

# Languages of the site. The first is the main one.
languages: [{languages}]

# Local time, by its official name. It counts for events and closing days.
timezone: {zone}

# Home country, in two letters.
country: {country}

# Whom to write or call. It stands at the foot of every page.
{contact}
#  name: Help desk
#  hours: Monday to Friday, 8 to 16

# What follows is optional.

# Colour of links and buttons, in six digits.
#colour: "#0b5043"

# Under which licence the site's own text may be copied.
#license: CC-BY-4.0

# Groups of countries. Their name has four letters or more and may be written where a country goes.
#groups:
#  CENTROAM: [CR, DO, GT, HN, NI, PA, SV]

# Places without an official code, for the field "regions".
#regions:
#  south-valley: {{country: HN, label: {{{region_labels}}}}}

# Filters of a section, in their order. They replace the built-in ones.
#facets:
#  financing:
#    - {{field: instruments, phrase: "of type {{}}"}}
#    - {{field: countries, phrase: "in {{}}"}}

# Pairs of filters with a page of their own.
#facet_pairs:
#  financing: [[instruments, countries]]

# Profiles: one page with all that serves one kind of reader.
#profiles:
#  - slug: micro-food
#    title: Micro firm in food
#    sectors: ["10"]
#    sizes: [micro]

# Greatest weights. k = 1000 bytes, M = 1000k. These are the built-in values.
#budget:
#  page: 10k
#  total: 30k
#  image: 13k
#  file: 5M

# Words added to the vocabularies, with their name in each language of the site.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}

_PT: Mapping[str, str] = {
    "sample": "Página de exemplo: mude tudo o que ela diz, ou apague este arquivo.",
    "hub.summary": "Guias, contatos e notícias para pequenas empresas.",
    "region": "Vale do Sul",
    "water": "água e irrigação",
    "topic.file": "primeiros-passos.md",
    "topic.title": "Exemplo: primeiros passos",
    "topic.summary": "Tema de amostra que reúne as páginas de exemplo. Troque-o por um tema do seu centro.",
    "topic.body": "Um tema reúne guias, notícias, normas e apoios. Diga aqui, em duas frases, para que serve.",
    "guide.file": "exemplo-guia.md",
    "guide.title": "Exemplo: como registrar uma empresa",
    "guide.summary": "Guia de amostra. Diga aqui, em linguagem simples, o que se consegue e para quem é.",
    "guide.body": """
Este guia é um exemplo. Escreva primeiro o mais importante: o que o leitor vai conseguir e quanto tempo vai levar.

## O que é preciso

- Um documento de identidade.
- O nome que a empresa vai ter.

## Os passos

1. Reúna os papéis.
2. Entregue-os na repartição certa.
3. Guarde o comprovante.
""",
    "news.file": "exemplo-noticia.md",
    "news.title": "Exemplo: abrimos este site",
    "news.summary": "Notícia de amostra. Conte em uma frase o que aconteceu e a quem interessa.",
    "news.author": "Equipe do centro (exemplo)",
    "news.body": "Esta notícia é um exemplo. Diga o que aconteceu, quando, e o que o leitor pode fazer.",
    "organization.file": "empresas.csv",
    "organization.slug": "exemplo-empresa",
    "organization.title": "Exemplo: Padaria A Espiga",
    "organization.summary": "Empresa inventada que faz pães. Troque esta linha por uma empresa que deu permissão.",
    "organization.kind": "empresa",
    "organization.email": "vendas@example.org",
    "financing.file": "exemplo-credito.md",
    "financing.title": "Exemplo: crédito para equipamento",
    "financing.summary": "Crédito inventado para comprar máquinas. Mostra que dados leva uma ficha de financiamento.",
    "financing.provider": "Fundo de exemplo",
    "financing.body": """
{offer}

Esta ficha é um exemplo e ninguém empresta este dinheiro. Diga aqui quanto se oferece e para quê.

{audience}

Diga que empresas podem pedir.

{apply}

Diga onde se pede, com que papéis e até quando.
""",
    "standard.file": "exemplo-norma.yaml",
    "standard.title": "Exemplo: norma de rotulagem",
    "standard.summary": "Norma inventada. Mostra que dados leva a ficha de uma norma.",
    "standard.body": "Esta ficha é um exemplo. Diga aqui o que a norma pede e como se cumpre.",
    "event.file": "agenda.csv",
    "event.slug": "exemplo-oficina",
    "event.title": "Exemplo: oficina de custos",
    "event.summary": "Oficina inventada de uma manhã. Troque esta linha por um evento do seu centro.",
    "event.kind": "curso",
    "event.mode": "presencial",
    "event.place": "Salão do centro (exemplo)",
    "event.organizer": "Equipe do centro (exemplo)",
    "document.file": "exemplo-modelo.yaml",
    "document.title": "Exemplo: modelo de plano de negócio",
    "document.summary": "Documento inventado: o link não leva a nenhum arquivo. Troque-o por um do seu centro.",
    "document.publisher": "Centro de exemplo",
    "readme": """
Esta pasta é um site feito com hubgen. Cada página sai de um arquivo de texto ou de uma linha de uma planilha.

## O dia a dia

    hubgen serve                    ver o site no navegador enquanto escreve
    hubgen add guide "Título"       um guia novo, como rascunho
    hubgen check                    o que está errado e como se corrige
    hubgen build                    escrever o site pronto na pasta site/

## Onde está cada coisa

- `config.yaml`: o nome do site, seus idiomas e seu contato. Cada linha está explicada.
- `content/`: os textos, uma pasta por tipo: `guides` (guias), `news` (notícias), `directory` (diretório),
  `financing` (financiamento), `standards` (normas), `events` (eventos), `documents` (documentos), `topics` (temas).
- `site/`: o site pronto. É refeito a cada vez; não escreva nada ali.

Os arquivos que terminam em `.csv` se abrem com uma planilha. Salve-os como "CSV UTF-8".

## Antes de publicar

1. Mude ou apague as páginas que dizem "Exemplo".
2. Ponha o endereço do site em `config.yaml`, em `base_url`.
3. Escreva em `verified` o dia em que comparou cada ficha com sua fonte.
""",
    "config": """
# Configuração do site. Cada chave leva sua explicação em cima.
# Uma linha que começa com # não conta: tire o # para usá-la.
# Um texto para as pessoas pode ser traduzido: escreva a mesma chave com @ e o idioma, como title@en.

# Número deste formato. Não o mude.
hubgen: 1

# Nome do site: aparece em cada página.
title: {title}{other_titles}

# Uma frase que diz o que é e para quem.
summary: {summary}{other_summaries}

# Endereço público do site, com a barra final. Com localhost ainda não se pode publicar.
base_url: {base_url}

# Um domínio e um dia em que ele já era seu. Daqui saem os identificadores dos canais: nunca o mude.
tag_authority: {tag_authority}

# Idiomas do site. O primeiro é o principal.
languages: [{languages}]

# Hora local, com seu nome oficial. Vale para eventos e datas de encerramento.
timezone: {zone}

# País da casa, com duas letras.
country: {country}

# A quem se escreve ou se liga. Aparece no rodapé de cada página.
{contact}
#  name: Central de ajuda
#  hours: segunda a sexta, das 8 às 16

# O que segue é opcional.

# Cor dos links e botões, com seis dígitos.
#colour: "#0b5043"

# Com que licença o texto próprio do site pode ser copiado.
#license: CC-BY-4.0

# Grupos de países. O nome tem quatro letras ou mais e pode ser escrito onde vai um país.
#groups:
#  CENTROAM: [CR, DO, GT, HN, NI, PA, SV]

# Lugares sem código oficial, para o campo "regiões".
#regions:
#  vale-sul: {{country: HN, label: {{{region_labels}}}}}

# Filtros de uma seção, em sua ordem. Substituem os de fábrica.
#facets:
#  financing:
#    - {{field: instruments, phrase: "do tipo {{}}"}}
#    - {{field: countries, phrase: "em {{}}"}}

# Pares de filtros com página própria.
#facet_pairs:
#  financing: [[instruments, countries]]

# Perfis: uma página com tudo o que serve a um tipo de leitor.
#profiles:
#  - slug: micro-alimentos
#    title: Microempresa de alimentos
#    sectors: ["10"]
#    sizes: [micro]

# Pesos máximos. k = 1000 bytes, M = 1000k. Estes são os valores de fábrica.
#budget:
#  page: 10k
#  total: 30k
#  image: 13k
#  file: 5M

# Palavras acrescentadas aos vocabulários, com seu nome em cada idioma do site.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}

TEXTS: Mapping[str, Mapping[str, str]] = {"es": _ES, "en": _EN, "pt": _PT}
"""Everything that a new hub says, by language."""
