"""The maps inside fields (contract, section 7)."""

from collections.abc import Mapping

from hubgen.model.field import Field

CONTACT: tuple[Field, ...] = (
    Field("name", "string(80)", "optional", ("nombre", "name", "nome")),
    Field("email", "email", "optional", ("correo", "email", "e-mail")),
    Field("phone", "phone", "optional", ("teléfono", "phone", "telefone")),
    Field("whatsapp", "phone", "optional", ("whatsapp", "whatsapp", "whatsapp")),
    Field("url", "url", "optional", ("enlace", "url", "link")),
    Field("address", "string(160)", "optional", ("dirección", "address", "endereço")),
    Field("hours", "text(80)", "optional", ("horario", "hours", "horário")),
)
SOURCE: tuple[Field, ...] = (
    Field("title", "string(160)", "optional", ("título", "title", "título")),
    Field("url", "url", "optional", ("enlace", "url", "link")),
    Field("publisher", "string(120)", "optional", ("publicado por", "publisher", "publicado por")),
    Field("date", "date", "optional", ("fecha", "date", "data")),
    Field("license", "string(80)", "optional", ("licencia", "license", "licença")),
)
FILE: tuple[Field, ...] = (
    Field("path", "path", "conditional", ("archivo", "path", "arquivo"), note="one of path, url"),
    Field("url", "url", "conditional", ("enlace", "url", "link")),
    Field("title", "text(120)", "always", ("título", "title", "título")),
    Field("language", "lang", "optional", ("idioma", "language", "idioma")),
)
STEP: tuple[Field, ...] = (
    Field("title", "text(120)", "always"),
    Field("text", "text(400)"),
    Field("ref", "ref"),
    Field("need", "enum(need)"),
    Field("time", "text(60)"),
    Field("cost", "number"),
    Field("currency", "currency", "conditional", note="with cost"),
)
PAPER: tuple[Field, ...] = (
    Field("title", "text(120)", "always", ("título", "title", "título")),
    Field("issuer", "ref(organization) or text(120)", "optional", ("emisor", "issuer", "emissor")),
    Field("url", "url", "optional", ("enlace", "url", "link")),
    Field("cost", "number", "optional", ("costo", "cost", "custo")),
    Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="with a cost above 0"),
    Field("note", "text(160)", "optional", ("nota", "note", "nota")),
)
LAW: tuple[Field, ...] = (
    Field("title", "text(160)", "always", ("título", "title", "título")),
    Field("url", "url", "optional", ("enlace", "url", "link")),
)
CERTIFICATE: tuple[Field, ...] = (
    Field("standard", "ref(standard) or text(120)", "always", ("norma", "standard", "norma")),
    Field("number", "string(60)", "optional", ("número", "number", "número")),
    Field("issuer", "ref(organization) or text(120)", "optional", ("emisor", "issuer", "emissor")),
    Field("expires", "date", "optional", ("vence", "expires", "vence")),
)
FEES: tuple[Field, ...] = (
    Field("registration", "number", "optional", ("inscripción", "registration", "inscrição")),
    Field("monthly", "number", "optional", ("mensualidad", "monthly", "mensalidade")),
    Field("commission_min", "percent", "optional", ("comisión mínima", "minimum commission", "comissão mínima")),
    Field("commission_max", "percent", "optional", ("comisión máxima", "maximum commission", "comissão máxima")),
    Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="with an amount"),
    Field("payment_days", "int", "optional", ("días de pago", "payment days", "dias de pagamento")),
    Field("exclusivity", "bool", "optional", ("exclusividad", "exclusivity", "exclusividade")),
)
CALL: tuple[Field, ...] = (
    Field("title", "text(120)", "always", ("título", "title", "título")),
    Field("opens", "datetime", "optional", ("abre", "opens", "abre")),
    Field("closes", "datetime", "always", ("cierra", "closes", "encerra")),
    Field("countries", "list[country]", "optional", ("países", "countries", "países")),
)
ITEM: tuple[Field, ...] = (
    Field("title", "text(120)", "always", ("título", "title", "título")),
    Field("code", "code", "conditional", ("código", "code", "código"), note="or topics; goods are matched by it"),
    Field("topics", "list[ref(topic)]", "conditional", ("temas", "topics", "temas")),
    Field("quantity", "number", "optional", ("cantidad", "quantity", "quantidade")),
    Field("unit", "enum(unit)", "conditional", ("unidad", "unit", "unidade"), note="with quantity"),
    Field("per", "enum(per)", "optional", ("por", "per", "por"), note="default once"),
    Field("min_order", "number", "optional", ("pedido mínimo", "minimum order", "pedido mínimo"), note="same unit"),
    Field("price_min", "number", "optional", ("precio mínimo", "minimum price", "preço mínimo"), note="per unit"),
    Field("price_max", "number", "optional", ("precio máximo", "maximum price", "preço máximo"), note="per unit"),
    Field("currency", "currency", "conditional", ("moneda", "currency", "moeda"), note="with a price"),
    Field("incoterm", "enum(incoterm)", "optional", ("incoterm", "incoterm", "incoterm")),
    Field("lead_days", "int", "optional", ("días de entrega", "lead days", "dias de entrega")),
    Field(
        "certificates",
        "list[text(60)]",
        "optional",
        ("certificados", "certificates", "certificados"),
        note="of an offer: held; of a request: asked",
    ),
    Field(
        "ship_to",
        "list[country]",
        "optional",
        ("entrega en", "ship to", "entrega em"),
        note="of an offer: how far it reaches; of a request: where it is wanted; default: the countries of the firm",
    ),
    Field(
        "until",
        "date",
        "conditional",
        ("hasta", "until", "até"),
        note="last day on which it is matched, at most one year ahead; in a notice `expires` serves",
    ),
    Field(
        "organization",
        "ref(organization)",
        "conditional",
        ("organización", "organization", "organização"),
        note="only in `items.csv`",
    ),
    Field("side", "enum(side)", "conditional", ("lado", "side", "lado"), note="only in `items.csv`"),
)
TREATY: tuple[Field, ...] = (
    Field("title", "text(120)", "always"),
    Field("in_force", "date", note="day from which it holds"),
    Field("url", "url"),
)
FACT: tuple[Field, ...] = (
    Field("label", "text(120)", "always", note="what is counted"),
    Field("value", "string(30)", "always", note="the figure as it is to be read"),
    Field("unit", "text(30)", "always"),
    Field("year", "int", "always"),
    Field("source", "text(160)", "always", note="who says so"),
)
COLUMN: tuple[Field, ...] = (
    Field("name", "string(40)", "always", note="header of the CSV column"),
    Field("title", "text(80)", "always"),
    Field("type", "enum(column_type)", "always"),
    Field("role", "enum(column_role)", "always"),
    Field("unit", "text(30)"),
    Field("decimals", "int"),
)
CHART: tuple[Field, ...] = (
    Field("type", "enum(chart_type)", "always"),
    Field("x", "string(40)", "conditional", note="column name"),
    Field("y", "string(40)", "conditional", note="column name"),
    Field("by", "string(40)", "optional", note="column name"),
)
AREA: tuple[Field, ...] = (
    Field("id", "slug", "always"),
    Field("title", "text(80)", "always"),
    Field("weight", "number", note="default 1"),
    Field("advice", "list[map(advice)]", "always"),
)
ADVICE: tuple[Field, ...] = (
    Field("below", "percent", "always"),
    Field("text", "text(300)", "always"),
    Field("refs", "list[ref]"),
)
QUESTION: tuple[Field, ...] = (
    Field("id", "slug", "always"),
    Field("area", "slug", "conditional", note="obligatory in the mode score"),
    Field("text", "text(200)", "always"),
    Field("help", "text(300)"),
    Field("options", "list[map(option)]", "always"),
)
OPTION: tuple[Field, ...] = (
    Field("text", "text(120)", "always"),
    Field("points", "number", "conditional", note="obligatory in the mode score"),
    Field("criterion", "slug", "conditional", note="obligatory in the mode checklist"),
    Field("next", "slug", "conditional", note="obligatory in the mode tree"),
)
BAND: tuple[Field, ...] = (
    Field("from", "percent", "always"),
    Field("title", "text(80)", "always"),
    Field("text", "text(400)", "always"),
    Field("refs", "list[ref]", "always"),
)
NODE: tuple[Field, ...] = (
    Field("id", "slug", "always"),
    Field("kind", "enum(node_kind)", "always"),
    Field("title", "text(160)", "always"),
    Field("text", "text(600)"),
    Field("options", "list[map(option)]", "conditional", note="of a question"),
    Field("refs", "list[ref]", "conditional", note="of an outcome"),
)
ACTION: tuple[Field, ...] = (
    Field("id", "slug", "always"),
    Field("title", "text(160)", "always"),
    Field("text", "text(400)"),
    Field("refs", "list[ref]"),
    Field("priority", "int", note="1 comes first"),
    Field("when", "map(criteria)", note="without it, always"),
)
CRITERIA: tuple[Field, ...] = (
    Field("all_of", "list[slug or map(criteria)]", "conditional", note="one of all_of, any_of"),
    Field("any_of", "list[slug or map(criteria)]", "conditional"),
)
TIER: tuple[Field, ...] = (
    Field("id", "slug", "always"),
    Field("title", "text(120)", "always"),
    Field("codes", "list[code]", "always"),
    Field("next", "list[slug]", note="ids of tiers"),
    Field("members", "list[ref(organization)]"),
)

MAPS: Mapping[str, tuple[Field, ...]] = {
    "contact": CONTACT,
    "source": SOURCE,
    "file": FILE,
    "step": STEP,
    "paper": PAPER,
    "law": LAW,
    "certificate": CERTIFICATE,
    "fees": FEES,
    "call": CALL,
    "item": ITEM,
    "treaty": TREATY,
    "fact": FACT,
    "column": COLUMN,
    "chart": CHART,
    "area": AREA,
    "advice": ADVICE,
    "question": QUESTION,
    "option": OPTION,
    "band": BAND,
    "node": NODE,
    "action": ACTION,
    "criteria": CRITERIA,
    "tier": TIER,
}
