"""Spanish prose that nobody wrote, for hubs whose weight and speed are measured.

Words follow a distribution like Zipf's (the n-th is met about 1/n as often as the first) and many names are met once,
so that a page of it is nearly as hard to compress as one of a person: 2.45 bytes a word after gzip where the guides of
the example hub have 2.6. Sentences have fewer than 30 words and no abbreviations: `hubgen check` has nothing to say.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
SIZE = 8192
PHRASES = 200.0
"""The shift of whole phrases; a made guide then weighs nearly what those of the example hub do."""
"""Places of a table; a word stands in as many of them as its rank earns."""

ACTORS_M = (
    "taller productor comprador banco contador municipio vecino proveedor transportista inspector artesano molino "
    "mercado asesor puerto cliente hotel colegio fondo técnico panadero apicultor carpintero exportador distribuidor "
    "gerente notario importador laboratorio gremio"
).split()
ACTORS_F = (
    "cooperativa empresa cámara familia asociación oficina tienda caja aduana escuela clienta panadería finca red "
    "alcaldía costurera certificadora agencia fábrica socia vendedora dueña compradora federación bodega artesana "
    "consultora autoridad vecina granja"
).split()
THINGS_M = (
    "precio pedido contrato permiso costo envase plazo envío lote crédito registro certificado formulario pago "
    "margen horario catálogo empaque inventario presupuesto recibo cuaderno plan trámite impuesto seguro peso sello "
    "servicio equipo local anticipo descuento flete análisis manual reglamento mapa calendario acuerdo aviso "
    "documento ahorro almacén archivo arancel bulto cartel cobro correo cultivo expediente folleto impreso jornal "
    "letrero mantenimiento molde muestrario nombre origen paquete préstamo producto rótulo saldo tejido teléfono "
    "turno uniforme viaje volumen"
).split()
THINGS_F = (
    "factura muestra etiqueta venta cuenta deuda oferta receta cosecha feria marca máquina cuota entrega firma "
    "ganancia lista medida norma orden prueba tarifa visita calidad carga copia fecha guía harina herramienta hoja "
    "materia multa nómina página pieza póliza promesa queja regla reserva ruta solicitud tabla tasa tela temporada "
    "tinta ventanilla capacitación devolución inspección inversión negociación producción promoción reparación "
    "semilla tarima vitrina báscula bitácora cadena cámara clave comisión constancia cotización credencial curva "
    "despensa escala escritura estufa frontera garantía humedad libreta llave"
).split()
PLAIN = (
    "útil simple reciente grande importante posible local pendiente suficiente anual mensual posterior regional "
    "estable frágil formal fiable rentable viable semanal especial igual distinguible durable flexible inicial "
    "parcial puntual sensible visible libre breve verde leve doble amable caliente constante decente eficiente "
    "exigente firme"
).split()
ENDED = (
    "nuev pequeñ escrit complet barat car clar correct segur limpi sec viej larg cort ordenad cerrad abiert firmad "
    "impres pagad vencid guardad medid pesad revisad sellad ajen adecuad antigu aprobad atrasad calculad cercan "
    "comparad compartid conocid cuidad devuelt"
).split()
VERBS = (
    "revisa pide entrega prepara compara guarda anota ofrece recibe paga firma mide cambia cuida calcula busca "
    "ordena cobra explica acepta vende necesita compra consulta corrige publica presenta renueva envía prueba "
    "negocia reparte comparte descuenta adelanta organiza aprueba limita sustituye registra reclama conserva "
    "controla devuelve elige evita exige imprime junta limpia marca muestra observa pesa protege reduce repara "
    "reserva separa suma traslada verifica "
    "abre acompaña acuerda admite ajusta alquila alterna amplía apunta arma arregla asegura atiende aumenta busca "
    "carga celebra coloca completa comunica confirma construye contesta copia cosecha cubre deja demuestra destina "
    "detalla discute distingue elabora empaca encuentra enseña espera estima estudia etiqueta evalúa exporta "
    "financia fotografía gana garantiza hereda identifica incluye inscribe instala invierte justifica lleva logra "
    "maneja mantiene mejora mueve multiplica nombra oculta olvida pierde planea pinta premia programa promete "
    "propone recomienda recoge recorta recuerda repite resume retira revende seca sella señala siembra sigue "
    "tolera trae traduce usa valora vigila visita"
).split()
INFINITIVES = (
    "vender comprar cobrar medir ahorrar exportar empezar decidir negociar firmar producir crecer comparar corregir "
    "contratar entregar facturar invertir mejorar organizar pagar planificar preguntar probar registrar reparar "
    "responder revisar solicitar transportar viajar aprender asociarse comprobar etiquetar envasar guardar "
    "inscribirse pesar ordenar "
    "abrir alquilar ampliar anotar arreglar atender avisar buscar calcular cargar celebrar cerrar cobrar cocinar "
    "completar confirmar construir coser cosechar cuidar dividir dudar elegir empacar enseñar esperar estudiar "
    "fermentar fiar filtrar fotografiar heredar imprimir lavar limpiar llamar moler ofrecer pescar pintar podar "
    "prometer publicar recoger regar rendir repartir secar sembrar sumar tejer tostar traducir tramitar visitar"
).split()
WHEN = (
    "cada mes;al final del día;antes de la cosecha;durante las lluvias;en la primera semana;después de la feria;"
    "cuando baja el precio;si el pedido es grande;con dos testigos;sin apuro;por escrito;con la libreta a mano;"
    "desde el primer envío;hasta el cierre del año;en menos de una hora;antes de firmar;"
    "cuando llega la temporada alta;por si falla la conexión;con ayuda de la cámara;en la misma ventanilla;"
    "al abrir el local;los lunes por la mañana;cada dos semanas;después de pesar la carga;cuando el cliente lo pide;"
    "en hojas separadas;con letra grande;en la lengua del comprador;sin costo;con una sola visita;al recibir el pago;"
    "en el mercado vecino;a la sombra;según el tamaño de la empresa;por teléfono;en un lugar seco;junto a la puerta;"
    "con el sello puesto;"
    "sin salir de casa;en moneda local;a pie de finca;con dos meses de margen;en la segunda reunión;"
    "al cruzar la frontera;con la balanza del vecino;por si llueve;a nombre de la empresa;en un cuaderno aparte;"
    "antes del mediodía;cuando hay corriente;en dos idiomas;de puerta en puerta;con el contrato a la vista;"
    "fuera de temporada;a cuenta del comprador;con un plazo corto;por mensaje de voz;en la radio del pueblo;"
    "entre dos ferias;con las manos limpias;bajo techo;en cajas de madera;al menor descuido;con el doble de tiempo;"
    "a mitad de camino;cada vez que sobra;con cinta de medir;sobre una mesa firme;hasta que vuelve la luz;"
    "con la familia reunida;en el patio de atrás;mientras dura la oferta;a primera vista;en letra de molde;"
    "con un solo camión"
).split(";")
OPENINGS = (
    "Por eso;Además;En cambio;Al principio;Con el tiempo;Muchas veces;En la práctica;A veces;Por lo general;"
    "Sin embargo;Para empezar;En ese caso;De todos modos;Al final;Mientras tanto;En otras palabras;Por último;"
    "En el campo;En la ciudad;Donde hay señal;Donde no la hay;Con suerte;"
    "De paso;A la larga;En el fondo;Por las dudas;Dicho de otro modo;En el mejor caso;Año tras año;"
    "Según la costumbre;A decir verdad;Por fortuna;Entre vecinos;De vez en cuando;A falta de otra cosa;Como regla;"
    "Para terminar;Llegado el día;En verano;En invierno;A cambio"
).split(";")
UNITS = (
    "días;cajas;sacos;lempiras;kilos;semanas;páginas;clientes;metros;visitas;meses;frascos;horas;socios;pedidos;"
    "litros;piezas;recibos;fotos;llamadas"
).split(";")
SYLLABLES = (
    "ca ta ma ra la pa sa na ti co lo mi ri te que za cho gua ya pe lu so va ne tu jo fa bel cor tan san mon val ver "
    "sil car mar pun ala oro rio"
).split()
ENDINGS = ("ta ra lco tepe gua lia nes va mbo tla rito rales na yo zal dora sano lla ero quil").split()


PATTERNS = (
    "{actors} {verbs} {things} {when}",
    "{openings}, {actors} {verbs} {things} y {things}",
    "en {places}, {actors} {verbs} {things} {when}",
    "para {infinitives} hace falta {things}, y {actors} {verbs} {things}",
    "{actors} {verbs} {things} en {amounts}, pero no {verbs} {things}",
    "antes de {infinitives}, compare {things} con {things}",
    "si {actors} {verbs} {things}, pida {things} {when}",
    "anote {things} y {things}: {actors} {verbs} hasta {amounts}",
    "{actors} de {places} {verbs} {things}; {actors} {verbs} {things}",
    "no conviene {infinitives} sin {things} ni {infinitives} {when}",
    "{openings}, {things} cuesta {amounts} y {things} dura {amounts}",
    "¿falta {things}? {actors} {verbs} otra copia {when}",
    "lleve {things}, {things} y {things} a {actors} de {places}",
    "quien va a {infinitives} {verbs} primero {things}",
)
"""Sentences with the names of the tables that their words come from."""


def zipf(items: Sequence[str], shift: float = 2.7) -> list[str]:
    """A table in which the first items stand more often than the later ones; each stands in it at least once.

    Args:
        shift: with a higher one the first items are less frequent, as those of whole phrases are.

    Source:
        Zipf's law with the shift that Mandelbrot gave it: frequency ~ 1 / (rank + 2.7).
    """
    total = sum(1 / (rank + shift) for rank in range(len(items)))
    return [item for rank, item in enumerate(items) for _ in range(max(1, round(SIZE / (rank + shift) / total)))]


def names(count: int) -> list[str]:
    """Names of places that are on no map."""
    parts = itertools.product(SYLLABLES, SYLLABLES, ENDINGS)
    found = dict.fromkeys(f"{first}{second}{end}".capitalize() for first, second, end in parts if first != second)
    step = len(found) // count
    return list(found)[:: max(1, step)][:count]


class Prose:
    """Sentences of one hub: what is made once for all of its texts."""

    def __init__(self, seed: int):
        dice = random.Random(f"{seed}/prose")
        self.places = dice.sample(found := names(1500), len(found))
        tables: Mapping[str, list[str]] = {
            "places": zipf(self.places),
            "actors": zipf(noun_phrases(dice, ACTORS_M, ACTORS_F)[:700], PHRASES),
            "things": zipf(noun_phrases(dice, THINGS_M, THINGS_F)[:4000], PHRASES),
            "amounts": [f"{number} {unit}" for number in range(2, 200) for unit in UNITS],
            **{
                name: zipf(dice.sample(words, len(words)))
                for name, words in (
                    ("verbs", VERBS), ("when", WHEN), ("infinitives", INFINITIVES), ("openings", OPENINGS)
                )
            },
        }  # fmt: skip
        self._tables = tables
        self._patterns = [
            (re.sub(r"\{\w+\}", "%s", pattern), [tables[name] for name in re.findall(r"\{(\w+)\}", pattern)])
            for pattern in PATTERNS
        ]

    def word(self, dice: random.Random, table: str) -> str:
        """A word, or a few, from a table that the patterns name: "things" has "la factura firmada"."""
        return pick(dice, self._tables[table])

    def sentence(self, dice: random.Random) -> str:
        """Ten to twenty words with a stop."""
        pattern, tables = pick(dice, self._patterns)
        text = pattern % tuple([pick(dice, table) for table in tables])
        return text[0].upper() + text[1:] + "."

    def paragraph(self, dice: random.Random, sentences: int) -> str:
        return " ".join([self.sentence(dice) for _ in range(sentences)])


def noun_phrases(dice: random.Random, masculine: Sequence[str], feminine: Sequence[str]) -> list[str]:
    """Nouns alone first, then with a word that describes them, in an order of chance."""
    bare, described = [], []
    for article, ending, nouns in (("el", "o", masculine), ("la", "a", feminine)):
        for noun in nouns:
            bare.append(f"{article} {noun}")
            described += [f"{article} {noun} {one}" for one in (*PLAIN, *(stem + ending for stem in ENDED))]
    return [*dice.sample(bare, len(bare)), *dice.sample(described, len(described))]


def pick(dice: random.Random, table: Sequence[T]) -> T:
    """One of a table; four times as fast as `dice.choice`, which counts with a million texts."""
    return table[int(dice.random() * len(table))]
