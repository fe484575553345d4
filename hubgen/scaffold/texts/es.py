"""What a new hub says in Spanish."""

from __future__ import annotations

from collections.abc import Mapping

ES: Mapping[str, str] = {
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
    "market.file": "ejemplo-mercado.md",
    "market.title": "Ejemplo: vender en otro país",
    "market.summary": "Perfil inventado de un mercado. Diga aquí, en dos frases, qué compra y qué pide.",
    "market.channels": "[Un importador que compra poco y seguido]",
    "market.body": """
{product}

Este perfil es un ejemplo. Diga aquí qué producto se vende y en qué forma.

{demand}

{access}

{channels}

{prices}

{payment}

{logistics}

{contacts}
""",
    "term.file": "terminos.csv",
    "term.slug": "ejemplo-capital-de-trabajo",
    "term.title": "Ejemplo: capital de trabajo",
    "term.summary": "Dinero para el día a día: materiales, sueldos y cuentas. Cambie esta fila por una suya.",
    "term.abbr": "CT",
    "term.synonyms": "capital de giro",
    "notice.file": "avisos.csv",
    "notice.slug": "ejemplo-aviso",
    "notice.title": "Ejemplo: vendo horno usado",
    "notice.summary": "Aviso inventado. Cambie esta fila por uno de verdad; sale del tablón cuando vence.",
    "notice.kind": "vende",
    "notice.item": "Horno usado",
    "advisor.file": "asesores.csv",
    "advisor.slug": "ejemplo-mesa-de-ayuda",
    "advisor.title": "Ejemplo: mesa de ayuda",
    "advisor.summary": "Mesa inventada. Diga aquí en qué ayuda y a quién; una persona debe además dar permiso.",
    "advisor.kind": "mesa de ayuda",
    "advisor.email": "ayuda@example.org",
    "advisor.hours": "lunes a viernes, de 9 a 12",
    "advisor.free": "sí",
    "partner.file": "socio-de-ejemplo.yaml",
    "partner.title": "Ejemplo: un sitio vecino",
    "partner.summary": "Sitio inventado. Diga aquí qué hallan en él sus lectores, y avise al otro sitio.",
    "question.file": "preguntas.csv",
    "question.slug": "ejemplo-cuanto-cuesta",
    "question.title": "Ejemplo: ¿cuánto cuesta registrar una empresa?",
    "question.summary": "Respuesta inventada. Diga aquí, en dos frases, lo que contestaría por teléfono.",
    "dataset.file": "ejemplo-precios.yaml",
    "dataset.title": "Ejemplo: precio del pan",
    "dataset.summary": "Precios inventados de dos productos. Muestra cómo una hoja de cálculo se vuelve gráfico.",
    "dataset.columns": (
        "[{{name: mes, title: Mes, type: period, role: time}}, "
        "{{name: producto, title: Producto, type: text, role: key}}, "
        "{{name: precio, title: Precio, type: number, role: value, unit: USD por kg, decimals: 2}}]"
    ),
    "dataset.chart": "{{type: lines, x: mes, y: precio, by: producto}}",
    "dataset.publisher": "Centro de ejemplo",
    "dataset.method": "Cada mes se anota el precio en dos tiendas. Aquí todo es inventado.",
    "dataset.data": "ejemplo-precios.csv",
    "dataset.rows": """
mes,producto,precio
2026-08,Ejemplo: pan dulce,3.10
2026-08,Ejemplo: pan blanco,1.80
2026-09,Ejemplo: pan dulce,3.20
2026-09,Ejemplo: pan blanco,1.80
2026-10,Ejemplo: pan dulce,3.15
2026-10,Ejemplo: pan blanco,1.90
""",
    "chain.file": "ejemplo-cadena.yaml",
    "chain.title": "Ejemplo: del campo al cliente",
    "chain.summary": "Una cadena inventada de tres eslabones. Cámbielos por los suyos; uno sin empresas es un hueco.",
    "chain.tiers": """
  - id: one
    title: Cultivo
    codes: ["isic:01"]
    next: [two]
  - id: two
    title: Elaboración
    codes: ["isic:10"]
    next: [three]
  - id: three
    title: Venta
    codes: ["isic:47"]
""",
    "thread.file": "exportar/list.yaml",
    "thread.title": "Ejemplo: lista de correo",
    "thread.summary": "Preguntas y respuestas por correo. El buzón de la lista (.mbox) va al lado de este archivo.",
    "thread.address": "lista@example.org",
    "thread.subscribe": "mailto:lista-join@example.org",
    "thread.unsubscribe": "mailto:lista-leave@example.org",
    "thread.terms": "Abierta; cada mensaje se publica aquí con la dirección oculta.",
    "diagnostic.file": "ejemplo-diagnostico.yaml",
    "diagnostic.title": "Ejemplo: ¿está lista su empresa para crecer?",
    "diagnostic.summary": "Dos preguntas inventadas. Cámbielas por las suyas; cada respuesta lleva a otro nodo.",
    "diagnostic.start": "cuentas",
    "diagnostic.nodes": """
  - id: cuentas
    kind: question
    title: ¿Lleva las cuentas por escrito?
    options:
      - text: Sí
        next: clientes
      - text: No
        next: ordene
  - id: clientes
    kind: question
    title: ¿Tiene clientes que vuelven?
    options:
      - text: Sí
        next: crezca
      - text: No
        next: ordene
  - id: ordene
    kind: outcome
    title: Primero, ponga orden
    text: Diga aquí qué conviene hacer, y a qué páginas puede ir el lector.
    refs: [topic/{topic}]
  - id: crezca
    kind: outcome
    title: Puede crecer
    refs: [topic/{topic}]
""",
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
  `board` (tablón), `forums` (listas de correo), `financing` (financiamiento), `standards` (normas), `events`
  (eventos), `documents` (documentos), `markets` (mercados), `statistics` (estadísticas), `diagnostics`
  (diagnósticos), `chains` (cadenas), `glossary` (glosario), `faq` (preguntas), `advisors` (asesores), `ring`
  (anillo), `topics` (temas).
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
#  part: 2k   # el texto de una guía; por encima sale en partes, 0 = nunca

# Imágenes: anchos en píxeles y formatos que se hacen de cada foto. Con load: link, en lugar de la imagen hay un enlace
# con su tamaño. Estos son los valores de fábrica.
#images:
#  widths: [320, 640]
#  formats: [avif, jpeg]
#  load: lazy

# Palabras que se añaden a los vocabularios, con su nombre en cada idioma del sitio.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}
