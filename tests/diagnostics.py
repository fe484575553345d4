"""Three small diagnostics, one of each mode, as their authors write them; they lead to the guide `a`."""

SCORE = """\
title: ¿Está lista su empresa para exportar?
summary: Preguntas sobre producto y dinero, con un resultado por área.
mode: score
minutes: 6
topics: [vender]
areas:
  - id: producto
    title: Producto
    weight: 2
    advice:
      - {below: 50, text: Refuerce la calidad., refs: [guide/a]}
      - {below: 80, text: Mida cada lote.}
  - {id: dinero, title: Dinero, advice: [{below: 50, text: Prepare garantías., refs: [guide/a]}]}
questions:
  - id: q1
    area: producto
    text: ¿Puede repetir la misma calidad en cada lote?
    help: El mismo peso, color y sabor.
    options: [{text: No, points: 0}, {text: A veces, points: 2}, {text: Siempre, points: 4}]
  - id: q2
    area: producto
    text: ¿Conoce su costo por unidad?
    options: [{text: No, points: 0}, {text: Sí, points: 2}]
  - id: q3
    area: dinero
    text: ¿Aguanta 60 días sin cobrar?
    options: [{text: No, points: 0}, {text: Sí, points: 4}]
bands:
  - {from: 0, title: Todavía no, text: Empiece por el mercado local., refs: [guide/a]}
  - {from: 50, title: Cerca, text: Cierre los huecos por área., refs: [guide/a]}
  - {from: 80, title: Lista, text: Busque comprador., refs: [guide/a]}
"""
TREE = """\
title: ¿De qué tamaño es su empresa?
summary: Dos preguntas para saber qué nombre le dan los programas de apoyo.
mode: tree
minutes: 1
topics: [vender]
start: personas
nodes:
  - id: personas
    kind: question
    title: ¿Cuántas personas trabajan en ella?
    text: Cuente también a quien no cobra.
    options: [{text: Hasta diez, next: micro}, {text: Más de diez, next: ventas}]
  - id: ventas
    kind: question
    title: ¿Vende más de un millón al año?
    options: [{text: No, next: micro}, {text: Sí, next: mediana}]
  - {id: micro, kind: outcome, title: Es una microempresa, text: Pida apoyos para micro., refs: [guide/a]}
  - {id: mediana, kind: outcome, title: Es una empresa mediana, refs: [guide/a]}
"""
CHECKLIST = """\
title: Lo que le falta para formalizarse
summary: Dos preguntas y una lista de lo que conviene hacer primero.
mode: checklist
minutes: 2
topics: [vender]
questions:
  - id: registro
    text: ¿Está registrada?
    options: [{text: No, criterion: sin-registro}, {text: Sí, criterion: con-registro}]
  - id: personal
    text: ¿Tiene empleados?
    options: [{text: No, criterion: sola}, {text: Sí, criterion: con-personal}]
actions:
  - {id: cuentas, title: Lleve sus cuentas, priority: 2}
  - {id: cuenta, title: Abra una cuenta aparte, text: A nombre de la empresa., priority: 1}
  - {id: registrar, title: Registre la empresa, refs: [guide/a], when: {all_of: [sin-registro]}}
  - {id: seguro, title: Inscriba a su personal, when: {all_of: [con-registro, con-personal]}}
  - {id: dudas, title: Pida consejo, when: {any_of: [sin-registro, {all_of: [con-registro, con-personal]}]}}
"""
ALL = {
    "content/diagnostics/listo.yaml": SCORE,
    "content/diagnostics/tamano.yaml": TREE,
    "content/diagnostics/formal.yaml": CHECKLIST,
}
